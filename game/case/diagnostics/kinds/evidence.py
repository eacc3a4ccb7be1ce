"""Kinds of problems with evidence and fairness: papers, views, and one ethical line."""

from __future__ import annotations

from game.case.diagnostics.kind import NOTE, SCENES, ProblemKind, scenes

YARD = """\
  yard:
    title: In the yard
    text: It is cold.
    choices:
      go: {label: Go in., goto: later}
"""

EVIDENCE = (
    ProblemKind(
        "no-paper",
        "warning",
        "At a decision no paper lies on the table, so that nothing can be read before choosing. In a case "
        "without any documents only the first decision is named.",
        "put a document under the scene's `documents`; `documents: []` says that there is none on purpose",
        scenes(choice="goto: yard", more=YARD),
        line=13,
        instead="yard:\n    documents: [note]",
    ),
    ProblemKind(
        "paper-unjudged",
        "warning",
        "A document does not say who made it and why, what it is good evidence for, or what it cannot show.",
        "write its `provenance`, `worth` and `limits`",
        {"papers.yaml": NOTE.replace("    limits: It bears no name.\n", "")},
        line=2,
        instead="note:\n    limits: It bears no name.",
    ),
    ProblemKind(
        "one-sided",
        "warning",
        "A record is marked as contested, and fewer than two views say what is disputed.",
        "give at least two `views`, or another `certainty`",
        scenes(door="    record: {happened: It was opened., certainty: contested}\n"),
        line=8,
        instead="record: {happened: It was opened., certainty: established}",
    ),
    ProblemKind(
        "record-shut",
        "warning",
        "The record says that history took a choice that is shut: nobody can ever take it.",
        "open that choice, or name the one that was taken",
        scenes(choice="shut: It is locked.", door="    record: {choice: open, happened: It was opened.}\n"),
        line=8,
        instead="record: {choice: wait, happened: Nobody opened.}",
    ),
    ProblemKind(
        "perpetrators-seat",
        "warning",
        "A course in a deliberation, or as a witness, is to carry out violence: to sign a death list, set a "
        "quota of arrests, order a shooting, beat somebody, write a confession. Nobody plays a perpetrator "
        "at an atrocity. Only plain words in a label or a perspective are seen; to vote on a wording, to "
        "plead, to refuse or to report is nothing of the kind.",
        "tell it in a scene of the archive stance, with the papers of those who did it",
        {"scenes.yaml": SCENES.replace("Open it.", "Sign the death list.")},
        line=6,
        instead="open: {label: Ask whose list it is., goto: later}",
    ),
)
