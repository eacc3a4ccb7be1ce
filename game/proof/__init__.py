"""Proving a case: every state of its machine visited, or, where there are too many, what can still be said.

`game.case.proof` holds what comes out. `explorer` visits every state and `counting` counts the ways
between them; `slices` and `search` answer one question at a time where the whole is too large;
`proving` puts the questions.
"""
