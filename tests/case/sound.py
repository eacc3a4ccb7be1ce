"""The sound case of the catalogue as texts, and its files with something else in one place."""

from __future__ import annotations

from game.case.diagnostics.kinds import Edit, Files, ProblemKind, applied, replaced, small_case

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


def repaired(kind: ProblemKind, edit: Edit) -> Files:
    """All files of a kind's example, mended in one of the ways."""
    files = kind.files()
    if edit.at or edit.file or edit.rename or edit.text or edit.more or edit.gone:
        return applied(edit, files, edit.file or kind.faulty_file)
    lines = kind.example_text(kind.faulty_file).split("\n")
    here = kind.faulty_line - 1
    lines[here] = replaced(lines[here], lines[here].strip(" "), edit.write)
    if not edit.write:
        del lines[here]
    return {**files, kind.faulty_file: "\n".join(lines)}
