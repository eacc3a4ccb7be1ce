"""The sound case of the catalogue as texts, and its files with something else in one place."""

from __future__ import annotations

from game.case.diagnostics.kinds import Files, small_case

SOUND = small_case()
CASE, SCENES, NIGHT, NOTE = (
    str(SOUND[name]) for name in ("case.yaml", "scenes.yaml", "night.yaml", "papers.yaml")
)


def scenes(
    *,
    text: str = "Somebody knocks.",
    choice: str = "goto: later",
    door: str = "",
    more: str = "",
) -> Files:
    """The example's `scenes.yaml`: the small case's, with something else in one place.

    `text` stands on line 4, `choice` on line 6, `door` from line 8 on, `more` below it all, on line 13.
    """
    return {
        "scenes.yaml": f"""\
scenes:
  door:
    title: At the door
    text: {text}
    choices:
      open: {{label: Open it., {choice}}}
      wait: {{label: Wait., goto: night}}
{door}\
    documents: [note]
  later:
    title: Later
    text: It is over.
    ending: {{title: Over}}
{more}"""
    }


def case(more: str, of: str = CASE) -> Files:
    """The example's `case.yaml`: the small case's, with something below it, from line 10 on."""
    return {"case.yaml": of + more}
