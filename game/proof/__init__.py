"""Proving a case: every state of its machine visited, or, where there are too many, what can still be said.

`result` holds what comes out; `game.case.proof` gives it to everybody. `explicit_state` visits every state
and `counting` counts the ways between them; `abstraction` and `guided_search` answer one question at a time
where the whole is too large; `prover` puts the questions.
"""
