"""The page of each kind of problem, and the reference of them all, made from the catalogue."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from difflib import get_close_matches

from game.case.diagnostics.kinds import Edit, ProblemKind, groups, kinds
from game.case.diagnostics.problems import shown
from game.case.diagnostics.telling import fill
from game.case.misspelt import nearest
from game.refusal import Refusal

SEVERITIES: Mapping[str, str] = {
    "error": "An error: the case cannot be played before it is mended.",
    "warning": "A warning: the case can be played, but something in it is not as it was meant.",
    "hint": "A hint: worth a look.",
}

PROVED_ERROR = "An error: the case can be played, but not every playthrough goes as it should."

SLIP = 0.9
"""How alike a word and a code are where one or two letters are wrong."""


def explained(word: str) -> str:
    """The page of one kind, or of `all` the whole reference.

    The page of a kind whose name is all but written says so first. Raises `Refusal` where there is none, or
    where it may be one of several.
    """
    code = word.strip().lower().replace("_", "-").replace(" ", "-")
    if code == "all":
        return reference()
    if code in kinds():
        return page_of(code)
    slips = get_close_matches(code, kinds(), cutoff=SLIP)
    if len(slips) == 1:
        return f'There is no kind of problem {shown(code)}. This is "{slips[0]}".\n\n{page_of(slips[0])}'
    near = nearest(code, kinds())
    instead = f'did you mean "{near}"?' if near else "to see all of them: historian check --explain all"
    raise Refusal(f"there is no kind of problem {shown(code)}; {instead}")


def page_of(code: str) -> str:
    """What is said of one kind, below its code."""
    return "\n".join([f"# {code}", "", *about(kinds()[code])])


def reference() -> str:
    """Every kind of problem, in Markdown."""
    lines = [
        "# What `historian check` finds",
        "",
        "Each kind of problem has a code, which stands in brackets at the end of its message.",
        "`historian check --explain CODE` shows what is said of it here.",
        "",
    ]
    for group in groups():
        links = ", ".join(f"[{kind.code}](#{kind.code})" for kind in group.kinds)
        lines.append(f"- {group.title}: {links}")
    for group in groups():
        lines += ["", f"## {group.title}"]
        for kind in group.kinds:
            lines += ["", f"### {kind.code}", "", *about(kind)[:-1]]
    return "\n".join([*lines, ""])


def how_grave(kind: ProblemKind) -> str:
    """How grave it is, and how it is found."""
    if not kind.proved:
        return SEVERITIES[kind.severity]
    grave = PROVED_ERROR if kind.severity == "error" else SEVERITIES[kind.severity]
    return f"{grave} It is found with `--prove` only."


def about(kind: ProblemKind) -> list[str]:
    """What a page says below its heading, ending with an empty line."""
    lines = [kind.means, "", how_grave(kind), "", f"To mend it, {fill(kind.mend, {})}.", ""]
    if kind.severity != "error":
        lines[4] += f" Where it is meant, say so: `allow: {{{kind.code}: the reason}}`."
    text = kind.example_text(kind.faulty_file) if kind.example else ""
    if text:
        lines += [f"For example, in `{kind.faulty_file}`:", "", *block(faulty(text, kind.faulty_line)), ""]
    for number, edit in enumerate(kind.mended):
        lines += [*mended(kind, edit, "Or" if number else "Mended"), ""]
    return lines


def mended(kind: ProblemKind, edit: Edit, word: str) -> list[str]:
    """What an example looks like, mended in one way."""
    name = edit.file or kind.faulty_file
    if edit.gone:
        return [f"{word}, `{name}` is not there."]
    if edit.rename:
        return [f"{word}, the file is called `{edit.rename}`."]
    where = word if name == kind.faulty_file else f"{word}, in `{name}`"
    written = edit.write or edit.more or edit.text
    return (
        [f"{where}:", "", *block(written.splitlines())] if written else [f"{where}, that line is not there."]
    )


def block(lines: Iterator[str] | list[str]) -> list[str]:
    return ["```yaml", *lines, "```"]


def faulty(text: str, marked: int) -> Iterator[str]:
    """The lines of a file, with the faulty one marked; what cannot be seen is spelled out."""
    for number, line in enumerate(text.splitlines(), 1):
        seen = line.replace("\t", "⇥   ").replace("\xa0", "⍽")
        yield f"{seen if len(seen) <= 100 else f'{seen[:100]}…'}{'   # <- here' if number == marked else ''}"
