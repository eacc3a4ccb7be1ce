"""Words in quotation marks have been said, and can be looked up."""

from __future__ import annotations

import pytest

from tests.case.sound import NOTE, scenes

PAPERS = NOTE.replace(
    "    worth:", "    extract: {text: 'Be *there* at nine. Tell no one.', sources: [book]}\n    worth:"
)


def quotes(messages, text: str, **more: str) -> list[str]:  # type: ignore[no-untyped-def]
    files = scenes(text=f"|\n      {text}", door="    stance: witness\n", **more)
    return [each.partition(" is quoted")[0] for each in messages({**files, "papers.yaml": PAPERS})]


@pytest.mark.parametrize(
    ("text", "told"),
    [
        ("He reads: “Be there at nine.” The paper lies there.", []),
        ("He reads: “be there … tell no one”.", []),
        ("The note says “Somebody will knock.”", []),
        ("He says “Be there at ten.”", ['"Be there at ten."']),
        ('He says "Be there at ten." She says "Never."', ['"Be there at ten."', '"Never."']),
        ("He says “Be there at ten.” See [a book](source:book).", []),
        ("See [a book](source:book).\n\n      He says “Ten.”", ['"Ten."']),
        ("It is [the “ten”](document:note), the “[note](document:note)”.", []),
        ("– Be there at ten.", []),
    ],
)
def test_a_quotation_stands_somewhere_or_names_its_source(messages, text: str, told: list[str]) -> None:
    assert quotes(messages, text) == told


def test_what_a_choice_leads_to_is_looked_at_and_archives_are_not(messages, found) -> None:
    choice = "goto: later, text: He says “Ten.”, simpler: “Ten.”, otherwise: “Ten.”"
    assert quotes(messages, "Nobody.", choice=choice) == ['"Ten."'] * 3
    assert found(scenes(text="He says “Ten.”", door="    stance: archive\n")) == []
    assert found(scenes(text="He says “Ten.”", door="    stance: witness\n")) == [
        ("unsourced-quotation", "scenes.yaml", 4)
    ]
