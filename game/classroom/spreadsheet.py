"""The class as a table for a spreadsheet: one row for each pupil's decision."""

from __future__ import annotations

import csv
import io

from game.classroom.handed_in import HandedIn
from game.play.sanitise import one_line

COLUMNS = (
    *("who", "file", "case", "chapter", "played", "number", "scene", "title", "date"),
    *("choice", "label", "because", "cites", "passed over", "as it happened"),
)
FORMULA = ("=", "+", "-", "@", "\t", "\r", "＝", "＋", "－", "＠")
"""What makes a cell a formula in one spreadsheet or another (CWE-1236)."""


def class_table(class_: HandedIn) -> str:
    """CSV with a byte order mark, as the common spreadsheets expect; no cell of it is ever a formula."""
    file = io.StringIO()
    table = csv.writer(file, lineterminator="\r\n")
    table.writerow(COLUMNS)
    case = class_.case
    for pupil in class_.pupils:
        play, number = pupil.play, 0
        for step in play.steps:
            if not step.is_decision:
                continue
            number += 1
            scene = case.scenes[step.scene]
            recorded = scene.record.choice if scene.record else ()
            met = ("yes" if step.choice in recorded else "no") if recorded else ""
            label = step.said or scene.choices[step.choice].label
            table.writerow(
                map(
                    cell,
                    (
                        *(pupil.label, pupil.file, case.id, play.chapter or "", pupil.played.isoformat()),
                        *(str(number), scene.id, scene.title, scene.date, step.choice, label),
                        *(step.because, " ".join(step.cites), "yes" if step.passed else "", met),
                    ),
                )
            )
    return "\ufeff" + file.getvalue()


def cell(words: str) -> str:
    """Words as a cell that is text, whatever they begin with."""
    words = one_line(words)
    return f"'{words}" if words.startswith(FORMULA) else words
