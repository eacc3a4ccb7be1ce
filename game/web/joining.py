"""The player's modules and its looks as they stand in a page: joined, without comments and needless spaces.

A module is read sign by sign, as a browser reads it, so that what stands in a string, a template or a pattern
stays as it is. Names are left alone: what stands in the page can still be read. What cannot be joined with
certainty is refused in words.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import lru_cache
from pathlib import Path
from typing import NamedTuple

PLAYER = Path(__file__).with_name("player")

TEMPLATE_PIECE = r"(?:[^`\\$]|\\[\s\S]|\$(?!\{))*(?:`|\$\{)"
TOKEN = re.compile(
    r"""(?P<space>\s+)
    |(?P<comment>//[^\n\u2028\u2029]*|/\*[\s\S]*?\*/)
    |(?P<string>"(?:[^"\\\n]|\\[\s\S])*"|'(?:[^'\\\n]|\\[\s\S])*')
    |(?P<template>`"""
    + TEMPLATE_PIECE
    + r""")
    |(?P<number>\.?\d(?:[eE][+-]|[\w.])*)
    |(?P<name>\#?[\w$\\]+)
    |(?P<sign>>>>=|\.\.\.|\*\*=|===|!==|<<=|>>=|>>>|&&=|\|\|=|\?\?=|=>|\?\.(?!\d)|==|!=|<=|>=|&&|\|\||\?\?|\+\+|--|\*\*
        |<<|>>|[-+*/%&|^]=|[-+*/%&|^!~<>=?:;,.(){}\[\]@])""",
    re.VERBOSE,
)
PATTERN = re.compile(r"/(?![*/])(?:[^/\\\[\n]|\\[^\n]|\[(?:[^\]\\\n]|\\[^\n])*\])+/\w*")
REST_OF_TEMPLATE = re.compile(r"\}" + TEMPLATE_PIECE)
BEFORE_A_PATTERN = frozenset(
    (
        *("return", "typeof", "case", "in", "of", "delete", "void", "throw", "new", "do", "else"),
        *("instanceof", "yield", "await"),
    )
)
WITH_A_HEAD = frozenset(("if", "while", "for", "with"))
"""Words whose brackets a pattern may stand behind; behind other brackets it would be a division."""
BINDS_BEFORE = frozenset((")", "]", "}", ",", ";", ".", "?", ":", "?.", "&&", "||", "??", "=>"))
"""Signs before which the end of a line says nothing."""
CLOSES = frozenset((")", "]", "}", "++", "--"))
"""Signs after which the end of a line may end what is said."""
DECLARES = frozenset(("const", "let", "class", "function"))


class CannotBeJoined(ValueError):
    """A module that is not written as modules have to be that are joined; says where and why."""


class Token(NamedTuple):
    """A piece of a script that is not space: its text, where it begins, what lies before it and how deep."""

    kind: str
    text: str
    place: int
    gap: str
    """Nothing, a space, or the end of a line."""
    depth: int


def joined(first: str) -> str:
    """The player's modules as one script, each after those that it imports.

    Raises `CannotBeJoined`.
    """
    names: dict[str, str] = {}
    scripts = []
    for name, module in in_order(first, set()):
        for each in module.declared:
            if each in names:
                raise CannotBeJoined(f"{name} calls something {each}, and {names[each]} does too")
            names[each] = name
        scripts.append(module.script)
    script = "\n".join(scripts)
    if re.search(r"</script|<!--|<script", script, re.IGNORECASE):
        raise CannotBeJoined("the script would end the element of the page that holds it")
    return script


def in_order(name: str, seen: set[str]) -> Iterator[tuple[str, Module]]:
    if name in seen:
        return
    seen.add(name)
    module = module_of(name, source(name))
    for other in module.imported:
        yield from in_order(other, seen)
    yield name, module


def source(name: str) -> str:
    return (PLAYER / name).read_text(encoding="utf-8")


class Module(NamedTuple):
    """A module as it is joined: its script, the files it imports, and the names it gives at its top."""

    script: str
    imported: tuple[str, ...]
    declared: tuple[str, ...]


@lru_cache(maxsize=256)
def module_of(name: str, text: str) -> Module:
    """Raises `CannotBeJoined`."""
    tokens = [*read(name, text)]
    imported: list[str] = []
    kept: list[Token] = []
    rest = iter(tokens)
    for token in rest:
        if token.depth or token.text not in ("import", "export"):
            kept.append(token)
        elif token.text == "import":
            imported.append(imported_by(name, text, token, rest))
        else:
            after = next(rest, token)
            if after.text not in {*DECLARES, "async"}:
                raise refusal(name, text, token.place, "what is exported is declared at once")
            kept.append(after._replace(gap=token.gap))
    return Module("".join(written(kept)), tuple(imported), tuple(declared(kept)))


def imported_by(name: str, text: str, start: Token, rest: Iterator[Token]) -> str:
    """The file of an import of names from beside it, `import { one, other } from "./file.js";`."""
    said = []
    for token in rest:
        said.append(token.text)
        if token.text == ";" or len(said) > 200:
            break
    whole = " ".join(said)
    found = re.fullmatch(r'\{ (?:[\w$]+(?: ,)? )+\} from "\./([\w.]+)" ;', whole)
    if not found or " as " in whole:
        raise refusal(name, text, start.place, "it imports names as they are, from a file beside it")
    return found[1]


def declared(tokens: list[Token]) -> Iterator[str]:
    """The names that are given at the top of a module."""
    for place, token in enumerate(tokens):
        if token.depth or token.text not in DECLARES:
            continue
        for after, then in zip(tokens[place + 1 :], tokens[place + 2 :], strict=False):
            if after.kind == "name" and then.text != ":":
                yield after.text
            if after.depth == 0 and after.text not in ("*", "[", "{", "]", "}"):
                break


# --- reading ------------------------------------------------------------------------------------------


def read(name: str, text: str) -> Iterator[Token]:
    """The pieces of a script, in order."""
    place, gap, before = 0, "", Token("sign", ";", 0, "", 0)
    opened: list[tuple[str, bool]] = []
    """What is open, and whether a pattern may stand behind it once it is closed."""
    may_divide = False
    while place < len(text):
        kind, said = piece_at(name, text, place, before, may_divide, bool(opened) and opened[-1][0] == "${")
        if kind in ("space", "comment"):
            gap = "\n" if "\n" in said or gap == "\n" else " "
            place += len(said)
            continue
        after_head = False
        if said[0] in ")]}" and kind in ("sign", "template"):
            if not opened:
                raise refusal(name, text, place, f"nothing is open that this {said[0]} closes")
            after_head = opened.pop()[1]
        token = Token(kind, said, place, gap, len(opened))
        if kind == "template" and said.endswith("${"):
            opened.append(("${", False))
        elif kind == "sign" and said in ("(", "[", "{"):
            opened.append((said, before.text in WITH_A_HEAD))
        may_divide = ends_a_value(token) and not after_head
        yield token
        place, gap, before = place + len(said), "", token
    if opened:
        raise refusal(name, text, len(text), f"{opened[-1][0]} is never closed")


def piece_at(
    name: str, text: str, place: int, before: Token, may_divide: bool, in_template: bool
) -> tuple[str, str]:
    """The kind and the text of the next piece."""
    if text[place] == "}" and in_template and (found := REST_OF_TEMPLATE.match(text, place)):
        return "template", found[0]
    if text[place] == "/" and text[place : place + 2] not in ("//", "/*"):
        if before.text in ("}", "++", "--"):
            raise refusal(name, text, place, f"a / behind {before.text} can be read in two ways")
        if not may_divide and (found := PATTERN.match(text, place)):
            return "pattern", found[0]
    found = TOKEN.match(text, place)
    if found is None:
        raise refusal(name, text, place, "this cannot be read")
    return str(found.lastgroup), found[0]


def ends_a_value(token: Token) -> bool:
    """Whether a / behind a piece divides; otherwise a pattern begins with it."""
    if token.kind == "template":
        return token.text.endswith("`")
    if token.kind == "name":
        return token.text not in BEFORE_A_PATTERN
    return token.kind != "sign" or token.text in (")", "]")


def refusal(name: str, text: str, place: int, why: str) -> CannotBeJoined:
    return CannotBeJoined(f"{name}, line {text.count(chr(10), 0, place) + 1}: {why}")


# --- writing ------------------------------------------------------------------------------------------


def written(tokens: list[Token]) -> Iterator[str]:
    """The pieces with as little between them as keeps them apart."""
    before: Token | None = None
    for token in tokens:
        if before is not None:
            yield between(before, token)
        yield token.text
        before = token


def between(one: Token, other: Token) -> str:
    """What has to stand between two pieces: nothing, a space, or the end of the line that was there."""
    ends = one.kind != "sign" or one.text in CLOSES
    begins = other.kind != "sign" or other.text not in BINDS_BEFORE
    if one.kind == "template" and one.text.endswith("${"):
        ends = False
    if other.kind == "template" and other.text.startswith("}"):
        begins = False
    if other.gap == "\n" and ends and begins:
        return "\n"
    return " " if other.gap and run_together(one, other) else ""


def run_together(one: Token, other: Token) -> bool:
    """Whether two pieces would be read as something else with nothing between them."""
    words = ("name", "number", "pattern")
    if one.kind in words and other.kind in words:
        return True
    if one.kind == "number" and other.text[0] == ".":
        return True
    if one.text == "/" and other.kind == "pattern":
        return True
    if one.kind == "sign" and other.kind in ("sign", "number"):
        both = TOKEN.match(one.text + other.text)
        return both is None or both[0] != one.text
    return False


# --- the looks ----------------------------------------------------------------------------------------

STYLE_PIECE = re.compile(r'("(?:[^"\\\n]|\\.)*")|/\*[\s\S]*?\*/|\s+')
ROUND_A_SIGN = re.compile(r'("[^"]*")| *([{};,>]) *|(: +)')


def looks() -> str:
    """The style sheet, without comments and needless spaces."""
    return plain_style(source("page.css"))


@lru_cache(maxsize=4)
def plain_style(text: str) -> str:
    """A style sheet; strings stand in it between double quotes. Raises `CannotBeJoined` for another one."""
    single = STYLE_PIECE.sub(lambda found: found[1] or " ", text).strip()
    if "'" in single or "</" in single:
        raise CannotBeJoined("a style sheet has its strings between double quotes, and no element in it")
    tight = ROUND_A_SIGN.sub(lambda found: found[1] or found[2] or (":" if found[3] else ""), single)
    return tight.replace(";}", "}")
