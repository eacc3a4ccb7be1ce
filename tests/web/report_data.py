"""A report's blocks as the player has them: plain data, prose as HTML, without what is empty."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from game.play.report.document import Block, Entry, Fact, Heading, Words
from game.web.prose_html import spans_html

Data = dict[str, Any]


def blocks_data(blocks: Iterable[Block]) -> list[Data]:
    return [filled(block_data(block)) for block in blocks]


def filled(data: Data) -> Data:
    return {key: value for key, value in data.items() if value}


def block_data(block: Block) -> Data:
    match block:
        case Heading(text, level, note, anchor):
            return {"is": "heading", "text": text, "level": level, "note": note, "anchor": anchor}
        case Words():
            return {
                "is": "words",
                "html": spans_html(block.paragraph.spans),
                "item": block.paragraph.item,
                **{name: getattr(block, name) for name in ("tone", "note", "sign", "key")},
            }
        case Fact(label, words, anchor, sign):
            told = {"is": "fact", "label": label, "words": blocks_data(words), "anchor": anchor}
            return {**told, "sign": sign}
        case Entry(title, note, facts, sheet, words, anchor):
            told: Data = {"is": "entry", "title": title, "note": note, "sheet": sheet, "anchor": anchor}
            return {**told, "facts": blocks_data(facts), "words": blocks_data(words)}
