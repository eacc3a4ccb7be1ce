"""Mistakes in words: what the catalogue says of each kind, filled with what each mistake is about."""

from __future__ import annotations

import unicodedata
from collections import Counter
from collections.abc import Callable, Iterable, Mapping, Sequence
from functools import cache
from string import Formatter

from game.case.diagnostics.kinds import ProblemKind, kinds
from game.case.diagnostics.problems import (
    MOST_PROBLEMS,
    SEVERITIES,
    Mistake,
    Names,
    Problem,
    Problems,
    Severity,
    shown,
)
from game.phrases import amount, enumerated, plural

MISSPELT = ("word", "value", "name")
"""The parameters that can hold what was meant to be another word."""
NO_IDS = ("bad-id.such-as", "bad-id.word")
MOST_STEPS = 60
"""Decisions of a playthrough that are named, the last ones."""


def put_into_words(problems: Problems, files: Iterable[str] = ()) -> tuple[Problem, ...]:
    """Everything found, in the order of `files` and then of lines; last, what was left out.

    Of each severity the first thousand are told, so that hints never crowd out a warning, nor warnings an
    error.
    """
    rank = {file: number for number, file in enumerate(files)}
    kept: Counter[Severity] = Counter()
    left_out = Counter(dict.fromkeys(SEVERITIES, 0))
    for code, number in problems.left_out.items():
        left_out[kinds()[code].severity] += number
    found = []
    for mistake in problems.found:
        severity = kinds()[mistake.code].severity
        if kept[severity] < MOST_PROBLEMS:
            kept[severity] += 1
            found.append(problem(mistake))
        else:
            left_out[severity] += 1
    found.sort(key=lambda each: (rank.get(each.file, -1), each.file, each.line, each.column))
    if left_out.total():
        message, remedy = words("too-many-problems", {"count": left_out.total(), "kept": len(found)})
        last = found[-1]
        severity = next(each for each in SEVERITIES if left_out[each])
        found.append(
            Problem("too-many-problems", severity, last.file, last.line, last.column, message, remedy)
        )
    return tuple(found)


def keeps_from_playing(problems: Problems) -> bool:
    """Whether a case with these problems cannot be compiled."""
    return problems.stops or any(kinds()[mistake.code].stops for mistake in problems.found)


def problem(mistake: Mistake) -> Problem:
    """One mistake in words."""
    message, remedy = words(mistake.told, dict(mistake.given))
    return Problem(mistake.code, kinds()[mistake.code].severity, *mistake.place, message, remedy)


def words(told: str, given: Mapping[str, object]) -> tuple[str, str]:
    """The message and the remedy of a wording. Raises `TypeError` where they take something else."""
    message, mend = templates(told)
    given = dict(given)
    near = given.pop("near", None)
    misspelt = next((str(given[each]) for each in MISSPELT if each in given), "")
    due = {name for template in (message, mend) for _, name, _ in placeholders(template) if name}
    if due != given.keys():
        raise TypeError(f"{told} takes {sorted(due)}, and was given {sorted(given)}")
    odd = odd_letter(misspelt) if near is not None or told in NO_IDS else ""
    remedy = f"did you mean {shown(str(near))}?{odd}" if near is not None else f"{fill(mend, given)}{odd}"
    return fill(message, given).removesuffix("."), remedy


def odd_letter(word: str) -> str:
    """The name of the first letter of a word that only looks like another, or cannot be seen."""
    for number, letter in enumerate(word, 1):
        if not letter.isascii():
            name = unicodedata.name(letter, "a character without a name")
            return f" (letter {number} is {name}, U+{ord(letter):04X})"
    return ""


def templates(told: str) -> tuple[str, str]:
    """The message and the remedy of a wording, as the catalogue has them. Raises `LookupError`."""
    code, _, wording = told.partition(".")
    kind: ProblemKind = kinds()[code]
    if not wording and kind.message:
        return kind.message, kind.mend
    for each in kind.wordings:
        if each.name == wording:
            return each.message or kind.message, each.mend or kind.mend
    raise LookupError(f"the kind {code} has no wording {wording!r}")


@cache
def placeholders(template: str) -> Sequence[tuple[str, str | None, str]]:
    """The pieces of a template: text, then the name of a parameter and its form, if any."""
    return tuple((text, name, form or "") for text, name, form, _ in Formatter().parse(template))


def fill(template: str, given: Mapping[str, object]) -> str:
    pieces = []
    for text, name, form in placeholders(template):
        pieces.append(text)
        if name:
            how, _, more = form.partition(" ")
            type_, show = FORMS[how]
            value = given[name]
            if not isinstance(value, type_) or isinstance(value, bool):
                raise TypeError(f"{{{name}:{form}}} is {value!r}")
            pieces.append(show(value, more))
    return "".join(pieces)


def thing(owner: tuple[str, str], _: str = "") -> str:
    """A kind of thing with its name; where that has none, the kind with its article."""
    kind, name = owner
    if name:
        return f"{kind} {shown(name)}"
    return f"{'an' if kind.lstrip('`')[:1] in 'aeio' else 'a'} {kind}"


def steps(witness: Names, _: str) -> str:
    """A playthrough: its decisions, the last ones where there are many."""
    decisions = [step for step in witness if step != "continue"]
    if not decisions:
        return "the start"
    last = decisions[-MOST_STEPS:]
    more = "… " if len(decisions) > len(last) else ""
    return f"the {plural(len(decisions), 'choice')} {more}{', '.join(last)}"


FORMS: Mapping[str, tuple[type[object], Callable[..., str]]] = {
    "": (str, lambda text, _: shown(text)),
    "word": (str, lambda text, _: text),
    "key": (str, lambda key, _: f"`{key}`"),
    "number": (int, lambda count, noun: amount(count, noun) if noun else f"{count:,}"),
    "digits": (int, lambda number, _: str(number)),
    "hex": (int, lambda number, _: f"{number:02X}"),
    "percent": (float, lambda odds, _: f"{100 * odds:.3g} per cent"),
    "codepoint": (str, lambda character, _: f"U+{ord(character):04X}"),
    "list": (tuple, enumerated),
    "kinds": (tuple, lambda kinds, _: enumerated(tuple(thing((kind, "")) for kind in kinds), "or")),
    "keys": (tuple, lambda keys, _: enumerated(tuple(f"`{key}`" for key in keys), "and")),
    "lacking": (tuple, lambda keys, _: enumerated(tuple(f"no `{key}`" for key in keys), "and")),
    "since": (tuple, lambda reasons, _: ", since ".join(("", *dict.fromkeys(reasons)))),
    "thing": (tuple, thing),
    "the": (tuple, lambda owner, _: f"the {thing(owner) if owner[1] else owner[0]}"),
    "steps": (tuple, steps),
    "why": (str, lambda words, _: f": {words}" if words else ""),
    "rest": (tuple, lambda names, _: f"; so nothing comes of {enumerated(names, 'and')}" if names else ""),
}
"""The forms of parameters: what type each has, and how it is shown.

Without a form, an author's words in quotation marks. `word` as it is, `key` in backticks; `number` with its
noun, `digits` without commas; a `list` with commas, `kinds` of things with articles; `thing` and `the`, what
kind of thing and which; `why` something is never so, and the `rest` that hangs on it, where there is any.
"""
