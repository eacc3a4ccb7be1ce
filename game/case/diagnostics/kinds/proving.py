"""Kinds of problems that are found only by playing every path: `historian check --prove`."""

from __future__ import annotations

from game.case.diagnostics.kind import Files, ProblemKind, case, scenes

CELLAR = scenes(
    choice="goto: [{when: warned, to: cellar}, later]",
    more="  cellar: {title: In the cellar, text: It is dark., goto: later}\n",
)
CELL = scenes(
    choice="goto: cell",
    more="""\
  cell:
    title: In the cell
    text: The door falls shut.
    choices:
      call: {label: Call., goto: cell, once: true}
    documents: [note]
""",
)
STAIR = scenes(
    choice="goto: stair",
    more="""\
  stair: {title: On the stair, text: It goes down., goto: landing}
  landing: {title: On the landing, text: It goes up., goto: stair}
""",
)
HALL = scenes(
    choice="goto: hall",
    door="    record: {choice: open, happened: Somebody opened.}\n",
    more="""\
  hall:
    title: In the hall
    text: It is dark.
    choices:
      back: {label: Go back., goto: door}
      on: {label: Go on., goto: later}
    documents: [note]
    record: {choice: back, happened: She went back.}
""",
)


def line_of(files: Files, beginning: str) -> int:
    """The line of an example that begins so, counted from 1."""
    text = str(next(iter(files.values())))
    return next(
        number for number, line in enumerate(text.split("\n"), 1) if line.strip().startswith(beginning)
    )


PROVING = (
    ProblemKind(
        "never-reached",
        "warning",
        "Some scene leads here, but in no playthrough does what it asks for come true.",
        "mend the conditions on the way, or take the scene out",
        CELLAR,
        line=line_of(CELLAR, "cellar:"),
        proved=True,
    ),
    ProblemKind(
        "never-open",
        "warning",
        "A choice can never be taken: when play comes here, what it asks for is never so.",
        "mend its `when`, or make it a door that is shut (`shut`), with the reason",
        scenes(choice="goto: later, when: trust == 5, closed: Too few trust you."),
        line=6,
        instead="open: {label: Open it., goto: later, when: trust == 2, closed: Too few trust you.}",
        proved=True,
    ),
    ProblemKind(
        "never-shown",
        "warning",
        "A paragraph is never shown: when play comes here, what it asks for is never so.",
        "mend its `when`, or take it out",
        scenes(text="[Somebody knocks., {when: mood is angry, text: You are angry.}]"),
        line=4,
        instead="text: [Somebody knocks., {when: mood is calm, text: You are calm.}]",
        proved=True,
    ),
    ProblemKind(
        "stuck",
        "error",
        "In some playthrough nothing is open here, and it is no ending.",
        "leave one choice without `when` and `once`, or open one for this case too",
        CELL,
        line=line_of(CELL, "cell:"),
        proved=True,
    ),
    ProblemKind(
        "endless",
        "error",
        "Once play has come here it can only go round and round: no way leads to an ending.",
        "give one of the scenes of the loop a way out",
        STAIR,
        line=line_of(STAIR, "stair:"),
        proved=True,
    ),
    ProblemKind(
        "broken-promise",
        "error",
        "Something that `promises` says does not hold in every playthrough.",
        "mend the case, or the promise",
        case("promises:\n  - {at: later, holds: trust == 2}\n"),
        line=11,
        instead="- {at: later, holds: trust >= 2}",
        proved=True,
    ),
    ProblemKind(
        "broken-path",
        "error",
        "A playthrough under `paths` cannot be played as it is written.",
        "mend its choices, or the case",
        case("paths:\n  home: {choices: [open, wait], ends: later}\n"),
        line=11,
        instead="home: {choices: [open], ends: later}",
        proved=True,
    ),
    ProblemKind(
        "history-closed",
        "warning",
        "Following every record's choice does not lead to an ending, so the game cannot show history's line.",
        "open the door that history took, or mend the record",
        {**case(""), **HALL},
        line=5,
        proved=True,
    ),
    ProblemKind(
        "undecided",
        "hint",
        "A question could not be settled in the time given; it may be so or not.",
        "give it more time with --budget, or remember less: each variable still asked for multiplies them",
        proved=True,
    ),
)
"""Their examples need `--prove`; `undecided` needs a case too large for one."""
