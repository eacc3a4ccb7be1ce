"""What a class amounts to: many playthroughs of one case, decision by decision.

`handed_in` reads the playthroughs that pupils hand in, `together` folds them into what a report shows, and
`pages` and `spreadsheet` write that down. Nobody is ranked: a report says who chose what, and why.
"""
