"""Proving a case: every state of its machine visited, or, where there are too many, what can still be said.

`result` holds what comes out. `properties` says what is asked and `settling` puts the questions: to every
state, which `explicit_state` visits, and where there are too many to `random_play` and, one by one, to
`guided_search` over an `abstraction`. `quotient` takes states with the same future together, so that
`counting` can count the ways between them. `prover` puts it all together; `explanation` says why something
never is, and `diagnostics` and `report` tell it.
"""
