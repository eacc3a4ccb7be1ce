"""From the text of a condition to its tree: a small subset of Python's expressions, typed against a case.

`parse` admits a text node by node. Nothing of the author's text survives in what it gives but names and
numbers that have been looked up, so what is later compiled from the tree cannot run anything else.
"""

from __future__ import annotations

import ast
import re
from collections.abc import Collection, Mapping, Sequence
from dataclasses import field
from functools import lru_cache, partial
from itertools import takewhile
from typing import TYPE_CHECKING, Literal, Unpack

from game.case.conditions.syntax import (
    NOT_TAKEN,
    Compared,
    Condition,
    Constant,
    Every,
    Flag,
    Has,
    Membership,
    Not,
    Operand,
    Read,
    Some,
    Sum,
    Test,
    ValueOf,
    Visited,
)
from game.case.misspelt import nearest
from game.immutable import immutable

if TYPE_CHECKING:
    from game.case.diagnostics.problems import Parameters
    from game.case.model import Case

LONGEST = 2_000
"""Characters in one condition; far more than a reader can follow."""
LONGEST_NUMBER = 10
"""Characters of a number that is worth repeating."""
DEEPEST = 40
"""Levels of nesting in one condition."""


class ConditionFault(Exception):
    """A condition that is not of the language, or does not fit the variables.

    `told` is a kind of problem in the catalogue and `given` what it is about; `offset` is the character
    at which the mistake stands, counting from 0 at the first that is not blank.
    """

    def __init__(self, told: str, offset: int = 0, /, **given: Unpack[Parameters]) -> None:
        super().__init__(told)
        self.told, self.offset, self.given = told, offset, given

    @property
    def names_nothing(self) -> bool:
        """Whether it is a name that nothing in the case has."""
        return self.told in ("unknown-name", "unknown-scene.visited", "unknown-document.call")


@immutable
class Vocabulary:
    """The names that a case's conditions may use, and what each can hold.

    `numbers` maps a number to its bounds, `words` a word variable or a scene with choices to the words
    that it can hold.
    """

    numbers: Mapping[str, tuple[int, int]] = field(default_factory=dict)
    words: Mapping[str, tuple[str, ...]] = field(default_factory=dict)
    flags: Collection[str] = ()
    scenes: Collection[str] = ()
    documents: Collection[str] = ()
    known: dict[tuple[str, tuple[str, ...] | None], Condition] = field(
        default_factory=dict, compare=False, repr=False
    )
    """What has been read already, so that checking a case and compiling it read it once."""

    @staticmethod
    @lru_cache(maxsize=8)
    def of(case: Case) -> Vocabulary:
        """The vocabulary of a case, as far as its variables make sense; made once for each case."""
        words: dict[str, tuple[str, ...]] = {
            scene.id: (NOT_TAKEN, *scene.choices) for scene in case.scenes.values() if scene.choices
        }
        numbers: dict[str, tuple[int, int]] = {}
        flags: set[str] = set()
        for variable in case.variables.values():
            if variable.one_of:
                words[variable.id] = variable.one_of
            elif variable.from_ is not None and variable.to is not None:
                numbers[variable.id] = (variable.from_, variable.to)
            else:
                flags.add(variable.id)
        return Vocabulary(numbers, words, flags, case.scenes.keys(), case.documents.keys())

    def names(self) -> list[str]:
        return [*self.numbers, *self.words, *self.flags]


Type = tuple[Literal["number", "word", "flag"], tuple[str, ...]]
NUMBER: Type = ("number", ())
FLAG: Type = ("flag", ())

RELATIONS: Mapping[type[ast.cmpop], Literal["==", "!=", "<", "<=", ">", ">="]] = {
    ast.Is: "==",
    ast.IsNot: "!=",
    ast.Eq: "==",
    ast.NotEq: "!=",
    ast.Lt: "<",
    ast.LtE: "<=",
    ast.Gt: ">",
    ast.GtE: ">=",
}
WRITTEN: Mapping[type[ast.cmpop], str] = {
    **RELATIONS,
    ast.Is: "is",
    ast.IsNot: "is not",
    ast.In: "in",
    ast.NotIn: "not in",
}
CALLS = ("has", "visited", "read")
LOOSE = re.compile(r"\bin ([\w ]+(?:, *[\w ]+)+)$")
"""Words behind "in" without the brackets around them."""
BLANK = re.compile(r"\s")
STRANGE = re.compile(r"[#\\]|\b\d[\d._]*(?=[^\W\d_])")
"""What Python reads and this language does not: comments, which would hide what follows them, and signs
or numbers run into words, about which Python would write a warning on the terminal."""


def parse(text: str, vocabulary: Vocabulary, *, table: Collection[str] | None = None) -> Condition:
    """Read one condition.

    `table` is the scene's documents where the text is a choice's `when`, and None anywhere else:
    `read(document)` is admitted for those documents only. Raises `ConditionFault`.
    """
    key = (text, None if table is None else tuple(table))
    if key not in vocabulary.known:
        vocabulary.known[key] = admitted(text, vocabulary, table)
    return vocabulary.known[key]


def admitted(text: str, vocabulary: Vocabulary, table: Collection[str] | None) -> Condition:
    """A condition that has not been read before. Raises `ConditionFault`."""
    stripped = text.strip()
    if not stripped:
        raise ConditionFault("empty-condition")
    if len(stripped) > LONGEST:
        raise ConditionFault("condition-too-long", count=len(stripped), most=LONGEST)
    # On one line, and not in parentheses: "a) or (b" must not be read.
    line = BLANK.sub(" ", stripped)
    strange = STRANGE.search(line)
    try:
        if strange:
            raise ValueError
        tree = ast.parse(line, mode="eval")
    except (SyntaxError, ValueError, MemoryError, RecursionError, Warning) as error:
        column = error.offset if isinstance(error, SyntaxError) and error.offset else 1
        offset = strange.start() if strange else min(max(column - 1, 0), len(line) - 1)
        raise syntax(line, offset) from None
    return Condition(Admission(line, vocabulary, table).test(tree.body, 0))


OTHERWISE = (
    (r"&&", "ampersands"),
    (r"\|\|", "bars"),
    (r"\b(?:AND|OR|NOT|IS|IN)\b", "capitals"),
    (r"=>|≥", "at-least"),
    (r"=<|≤", "at-most"),
    (r"≠", "unequal"),
    (r"!(?!=)", "exclamation"),
    ("[“”‘’]", "quotes"),
    (r"[<>=!] +=", "apart"),
    (r"(?<![<>=!])=(?!=)", "equals"),
    (r"\b(?:and|or) *(?=[<>=!]|is\b)", "again"),
    (r"\bis +(?:not +)?in\b", "is-in"),
    (r"\b(?:has|visited|read) +(?=\w)", "no-brackets"),
)
"""What is written in other languages, and the wording of `condition-syntax` that says what to write here."""


def syntax(line: str, offset: int) -> ConditionFault:
    """What is told of a condition that cannot be read."""
    if line.count("(") > line.count(")") or line.endswith(" in"):
        return ConditionFault("condition-syntax.brackets", offset, condition=line)
    for sign, wording in OTHERWISE:
        if found := re.search(sign, line):
            told = f"condition-syntax.{wording}"
            if wording == "capitals":
                return ConditionFault(told, found.start(), condition=line, word=found[0].lower())
            return ConditionFault(told, found.start(), condition=line)
    return ConditionFault("condition-syntax", offset, condition=line)


def is_one_of(words: Collection[str], node: ast.expr) -> bool:
    """Whether something is one of these words, or where there are none a whole number."""
    if words:
        return isinstance(node, ast.Name) and node.id in words
    return isinstance(node, ast.Constant) and type(node.value) is int


class Admission:
    """Admits the nodes of one condition, one by one."""

    def __init__(self, text: str, vocabulary: Vocabulary, table: Collection[str] | None) -> None:
        self.text = text
        self.vocabulary = vocabulary
        self.table = table

    def fault(self, node: ast.AST, told: str, /, **given: Unpack[Parameters]) -> ConditionFault:
        before = self.text.encode()[: getattr(node, "col_offset", 0)]  # Python counts bytes
        return ConditionFault(told, len(before.decode()), **given)

    def not_admitted(self, node: ast.AST) -> ConditionFault:
        """What is told of something that is not of the language, with what was probably meant."""
        piece = ast.get_source_segment(self.text, node) or self.text
        match node:
            case ast.Call(func=ast.Name(id=call)) if call in CALLS:
                return self.fault(node, "condition-type.call-as-number", call=call, condition=piece)
            case ast.Constant(value=float()) if len(piece) < LONGEST_NUMBER:
                low = int(piece.partition(".")[0] or 0)
                return self.fault(node, "condition-type.fraction", value=piece, low=low, high=low + 1)
            case ast.BinOp(op=ast.BitAnd()):
                return self.fault(node, "condition-not-allowed.ampersand", condition=piece)
            case ast.BinOp(op=ast.BitOr()):
                return self.fault(node, "condition-not-allowed.bar", condition=piece)
            case ast.BinOp():
                return self.fault(node, "condition-not-allowed.arithmetic", condition=piece)
            case ast.Tuple() if LOOSE.search(piece):
                better = LOOSE.sub(r"in (\1)", piece)
                return self.fault(node, "condition-not-allowed.loose", condition=piece, better=better)
            case _:
                return self.fault(node, "condition-not-allowed", condition=piece)

    def test(self, node: ast.expr, depth: int, *, negated: bool = False) -> Test:
        """Something that holds or does not."""
        if depth > DEEPEST:
            raise self.fault(node, "condition-too-long.deep")
        match node:
            case ast.BoolOp(op=operator, values=values):
                self.look_for_lone_words(values)
                parts = tuple(self.test(value, depth + 1, negated=negated) for value in values)
                return Every(parts) if isinstance(operator, ast.And) else Some(parts)
            case ast.UnaryOp(op=ast.Not(), operand=inner):
                return Not(self.test(inner, depth + 1, negated=True))
            case ast.Compare():
                return self.comparison(node, depth)
            case ast.Call():
                return self.call(node, negated)
            case ast.Constant(value=True) | ast.Name(id="true"):
                raise self.fault(node, "condition-not-allowed.always")
            case ast.Constant(value=False) | ast.Name(id="false"):
                raise self.fault(node, "condition-not-allowed.never")
            case ast.Name(id=name):
                return self.flag(node, name)
            case _:
                raise self.not_admitted(node)

    def look_for_lone_words(self, values: Sequence[ast.expr]) -> None:
        """Raises where words that follow a comparison were meant to belong to it: "mood is calm or angry"."""
        for place, value in enumerate(values):
            match value:
                case ast.Compare(
                    left=ast.Name(id=name),
                    ops=[ast.Is() | ast.Eq() | ast.IsNot() | ast.NotEq() as operator],
                    comparators=[ast.Name() | ast.Constant() as first],
                ):
                    known = self.vocabulary.words.get(name, ())
                    lone = [*takewhile(partial(is_one_of, known), values[place + 1 :])]
                    if lone and (known or name in self.vocabulary.numbers):
                        sign = "in" if isinstance(operator, ast.Is | ast.Eq) else "not in"
                        among = ", ".join(ast.unparse(each) for each in (first, *lone))
                        better, word = f"{name} {sign} ({among})", ast.unparse(lone[0])
                        raise self.fault(lone[0], "condition-type.lone-word", word=word, better=better)

    def flag(self, node: ast.Name, name: str) -> Test:
        vocabulary = self.vocabulary
        if name in vocabulary.flags:
            return Flag(name)
        if name in vocabulary.words:
            words = vocabulary.words[name]
            raise self.fault(node, "condition-type.word-alone", name=name, word=words[-1])
        if name in vocabulary.numbers:
            low, high = vocabulary.numbers[name]
            raise self.fault(node, "condition-type.number-alone", name=name, low=min(low + 1, high))
        raise self.unknown(node, name)

    def unknown(self, node: ast.AST, name: str) -> ConditionFault:
        if name in ("yes", "otherwise"):
            return self.fault(node, "condition-not-allowed.always")
        if name == "no":
            return self.fault(node, "condition-not-allowed.never")
        owners = [variable for variable, words in self.vocabulary.words.items() if name in words]
        if len(owners) == 1:
            return self.fault(node, "condition-type.lone-word", word=name, better=f"{owners[0]} is {name}")
        if name in self.vocabulary.scenes:
            return self.fault(node, "unknown-name.no-choices", name=name)
        return self.fault(node, "unknown-name", name=name, near=nearest(name, self.vocabulary.names()))

    def call(self, node: ast.Call, negated: bool) -> Test:
        if not isinstance(node.func, ast.Name) or node.func.id not in CALLS:
            raise self.not_admitted(node)
        call = node.func.id
        if len(node.args) != 1 or node.keywords or not isinstance(node.args[0], ast.Name):
            raise self.fault(node, "condition-not-allowed.call", call=call)
        name = node.args[0].id
        if call == "visited":
            if name not in self.vocabulary.scenes:
                near = nearest(name, self.vocabulary.scenes)
                raise self.fault(node.args[0], "unknown-scene.visited", name=name, near=near)
            return Visited(name)
        if name not in self.vocabulary.documents:
            near = nearest(name, self.vocabulary.documents)
            raise self.fault(node.args[0], "unknown-document.call", call=call, name=name, near=near)
        if call == "has":
            return Has(name)
        if self.table is None or negated:
            raise self.fault(node, "read-not-here")
        if name not in self.table:
            raise self.fault(node, "read-not-here.table", name=name)
        return Read(name)

    def comparison(self, node: ast.Compare, depth: int) -> Test:
        """A comparison, a chain of them, or `in (…)`."""
        parts: list[Test] = []
        left = node.left
        for operator, right in zip(node.ops, node.comparators, strict=True):
            parts.append(self.one_comparison(left, operator, right, depth))
            left = right
        return parts[0] if len(parts) == 1 else Every(tuple(parts))

    def one_comparison(self, left: ast.expr, operator: ast.cmpop, right: ast.expr, depth: int) -> Test:
        written = WRITTEN[type(operator)]
        subject, kind = self.subject(left, depth)
        if isinstance(operator, ast.In | ast.NotIn):
            members = right.elts if isinstance(right, ast.Tuple | ast.List | ast.Set) else [right]
            if not members:
                raise self.fault(right, "condition-not-allowed.in")
            among = tuple(self.matching(subject, kind, member, depth) for member in members)
            return (
                Not(Membership(subject, among))
                if isinstance(operator, ast.NotIn)
                else Membership(subject, among)
            )
        relation = RELATIONS[type(operator)]
        if relation not in ("==", "!=") and kind[0] != "number":
            name = self.name_of(subject)
            if kind[0] == "word":
                raise self.fault(
                    left, "condition-type.word-in-order", name=name, sign=written, word=kind[1][-1]
                )
            raise self.fault(left, "condition-type.flag-in-order", name=name, sign=written)
        return Compared(subject, relation, self.matching(subject, kind, right, depth))

    def subject(self, node: ast.expr, depth: int) -> tuple[Operand, Type]:
        """The left side of a comparison, with its type."""
        vocabulary = self.vocabulary
        match node:
            case ast.Name(id=name) if name in vocabulary.words:
                return ValueOf(name), ("word", vocabulary.words[name])
            case ast.Name(id=name) if name in vocabulary.flags:
                return ValueOf(name), FLAG
            case _:
                return self.number(node, depth), NUMBER

    def number(self, node: ast.expr, depth: int) -> Operand:
        """A whole number, a number variable, or a sum of them."""
        if depth > DEEPEST:
            raise self.fault(node, "condition-too-long.deep")
        match node:
            case ast.Constant(value=bool()):
                pass
            case ast.Constant(value=int() as value):
                return Constant(value)
            case ast.UnaryOp(op=ast.USub() | ast.UAdd(), operand=ast.Constant(value=int() as value)) if not (
                isinstance(value, bool)
            ):
                return Constant(-value if isinstance(node.op, ast.USub) else value)
            case ast.BinOp(left=left, op=ast.Add() | ast.Sub() as operator, right=right):
                sign: Literal["+", "-"] = "+" if isinstance(operator, ast.Add) else "-"
                return Sum(self.number(left, depth + 1), sign, self.number(right, depth + 1))
            case ast.Name(id=name) if name in self.vocabulary.numbers:
                return ValueOf(name)
            case ast.Name(id=name) if name in self.vocabulary.words or name in self.vocabulary.flags:
                held = "word" if name in self.vocabulary.words else "flag"
                raise self.fault(node, f"condition-type.{held}-as-number", name=name)
            case ast.Name(id=name):
                raise self.unknown(node, name)
            case _:
                pass
        raise self.not_admitted(node)

    def matching(self, subject: Operand, kind: Type, node: ast.expr, depth: int) -> Operand:
        """The right side of a comparison, of the left side's type."""
        name = self.name_of(subject)
        if kind[0] == "number":
            if isinstance(node, ast.Name) and node.id not in self.vocabulary.numbers:
                if isinstance(subject, ValueOf) and name in self.vocabulary.numbers:
                    low, high = self.vocabulary.numbers[name]
                    raise self.fault(
                        node, "condition-type.number-within", name=name, word=node.id, low=low, high=high
                    )
                raise self.fault(node, "condition-type.number-with-word", name=name, word=node.id)
            return self.number(node, depth + 1)
        if kind[0] == "flag":
            return self.flag_value(node, name)
        if not isinstance(node, ast.Name):
            raise self.fault(node, "condition-type.word-with-other", name=name, words=kind[1])
        if node.id in kind[1]:
            return Constant(node.id)
        if node.id in self.vocabulary.words:
            if set(self.vocabulary.words[node.id]) == set(kind[1]):
                return ValueOf(node.id)
            raise self.fault(node, "condition-type.unlike-words", name=name, other=node.id, words=kind[1])
        near = nearest(node.id, kind[1])
        raise self.fault(node, "unknown-word.word", name=name, word=node.id, words=kind[1], near=near)

    def flag_value(self, node: ast.expr, name: str) -> Operand:
        match node:
            case ast.Name(id="true"):
                return Constant(True)
            case ast.Name(id="false"):
                return Constant(False)
            case ast.Constant(value=bool() as value):
                return Constant(value)
            case ast.Name(id=other) if other in self.vocabulary.flags:
                return ValueOf(other)
            case _:
                raise self.fault(node, "condition-type.flag", name=name)

    def name_of(self, operand: Operand) -> str:
        match operand:
            case ValueOf(name):
                return name
            case Constant(value):
                return str(value)
            case Sum(left, sign, right):
                return f"{self.name_of(left)} {sign} {self.name_of(right)}"
