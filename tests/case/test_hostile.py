"""Whatever is in the files, reading them ends in a case or in problems: no crash, no hang, no code run."""

from __future__ import annotations

import copy
import json
import re
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from tempfile import TemporaryDirectory

import pytest
import yaml
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from game.case import Case, CaseError, load_case, read_case
from game.case.checks.visitor import every
from game.case.diagnostics.problems import UNPRINTABLE
from game.play.program import Program
from tests.case.small import CASE, SCENES, SMALL

TESTAMENT = Path(__file__).resolve().parents[2] / "scenes" / "testament"
REAL = {
    path.relative_to(TESTAMENT).as_posix(): path.read_bytes() for path in sorted(TESTAMENT.rglob("*.yaml"))
} or {name: str(text).encode() for name, text in SMALL.items()}

MEBIBYTE = 1024 * 1024
quick = settings(max_examples=30, suppress_health_check=list(HealthCheck), derandomize=True)


@contextmanager
def folder_of(files: dict[str, bytes]) -> Iterator[Path]:
    with TemporaryDirectory() as name:
        for file, content in files.items():
            path = Path(name) / file
            path.parent.mkdir(parents=True, exist_ok=True)
            path.write_bytes(content)
        yield Path(name)


def survive(files: dict[str, bytes], seconds: float = 1.0) -> None:
    """Reading ends in time, in a case without control characters or in problems in plain words."""
    with folder_of(files) as folder:
        began = time.process_time()
        case, problems = read_case(folder, thorough=True)
        took = time.process_time() - began
        if case is not None:
            assert set(Program.of(case).starts) == {"", *(chapter.id for chapter in case.chapters)}
        try:
            assert isinstance(load_case(folder), Case)
        except CaseError as error:
            told = {problem for problem in error.problems if problem.code != "too-many-problems"}
            assert told <= set(problems)
            assert any(problem.severity == "error" for problem in problems)
    assert took < seconds
    for problem in problems:
        text = problem.one_line()
        text.encode("utf-8")
        assert not UNPRINTABLE.search(text)
        assert len(text) < 3_000
        assert problem.line >= 1 and problem.column >= 1 and problem.message
    if case is None:
        assert any(problem.severity == "error" for problem in problems)
    else:
        for node, parts in every(case):
            for name, _ in parts.prose:
                assert not UNPRINTABLE.search(getattr(node, name))


@quick
@given(st.binary(max_size=400))
def test_any_bytes(data: bytes) -> None:
    survive({"case.yaml": CASE.encode(), "scenes.yaml": data})
    survive({"case.yaml": data})


KEYS = "scenes terms variables documents choices goto when text title from to start id add set record ending"
MARKS = "- ;? ;: ;, ;[;];{;};';\";|;|\n;>\n;&a ;*a ;!!str ;!<x> ;<<: ;--- ;... ;%YAML 1.1\n;# x\n;\\;\\x1b"
SPACES = "\n;\n  ;\n    ;\n      ;\t"
VALUES = "door;later;true;no;~;null;0;-1;1e9;\x1b;\u202e;\ufeff;\x00;é;[x](person:y);read(a);trust >= 3"
YAML_PIECES = st.sampled_from(
    [f"{key}: " for key in KEYS.split()]
    + [piece for row in (MARKS, SPACES, VALUES) for piece in row.split(";")]
)


@quick
@given(st.lists(YAML_PIECES, max_size=60).map("".join))
def test_any_pieces_of_yaml(text: str) -> None:
    data = text.encode("utf-8", "surrogatepass")
    survive({"case.yaml": CASE.encode() + data, "scenes.yaml": SCENES.encode() + data, "more.yaml": data})


@st.composite
def mutated(draw: st.DrawFn) -> dict[str, bytes]:
    """A real case with bytes of its files changed, taken out, repeated, or put elsewhere."""
    files = dict(REAL)
    for _ in range(draw(st.integers(1, 4))):
        name = draw(st.sampled_from(sorted(files)))
        data = files[name]
        start = draw(st.integers(0, len(data)))
        end = min(len(data), start + draw(st.sampled_from([0, 1, 1, 2, 10, 100, 3_000])))
        other = draw(st.sampled_from(sorted(files)))
        source = draw(st.integers(0, max(0, len(files[other]) - 1)))
        new = draw(
            st.one_of(
                st.binary(max_size=8),
                st.just(files[other][source : source + 200]),
                YAML_PIECES.map(lambda text: text.encode("utf-8", "surrogatepass")),
            )
        )
        files[name] = data[:start] + new + data[end:]
    return files


@settings(quick, max_examples=20)
@given(mutated())
def test_a_real_case_with_damage(files: dict[str, bytes]) -> None:
    survive(files)


@quick
@given(st.text(max_size=120))
def test_any_condition(text: str) -> None:
    quoted = "'" + re.sub(r"\s", " ", text).replace("'", "''") + "'"
    scenes = SCENES.replace("Open it.", f"Open it., closed: No., when: {quoted}")
    survive({"case.yaml": CASE.encode(), "scenes.yaml": scenes.encode("utf-8", "surrogatepass")})


def fill(piece: str, size: int = MEBIBYTE // 4) -> str:
    return piece * (size // len(piece))


@pytest.mark.parametrize(
    "text",
    [
        pytest.param(text, id=name)
        for name, text in {
            "open brackets": fill("["),
            "open braces": fill("{"),
            "open both": fill("[{a: "),
            "dashes": fill("- "),
            "question marks": fill("? "),
            "stairs": "".join(f"{' ' * depth}a:\n" for depth in range(900)),
            "aliases": "a: &a [x]\n" + fill("b: *a\n"),
            "billion laughs": "a0: &a0 [x]\n"
            + "".join(f"a{n}: &a{n} [{f'*a{n - 1}, ' * 9}]\n" for n in range(1, 40)),
            "tags": fill("- !!python/object/apply:os.system [x]\n"),
            "one long key": f"{fill('x')}: 1",
            "one long id": f"scenes:\n  {fill('X')}: {{title: x}}",
            "one repeated key": "terms:\n" + fill("  t: 1\n"),
            "unknown keys": "".join(f"key_{number}: 1\n" for number in range(30_000)),
            "escapes": f'terms:\n  a: "{fill(chr(92) + "x1b")}"',
            "control characters": fill("\x1b"),
            "spaces": fill(" "),
            "empty lines": fill("\n"),
            "documents": fill("---\n"),
            "an open quotation": f'"{fill("a ")}',
            "many broken links": "terms:\n  a:\n    title: x\n    text: |\n" + fill("      [a](person:b)\n"),
            "one line of broken links": f"terms: {{a: {{title: x, text: '{fill('[a](person:b) ')}'}}}}",
            "brackets in prose": f"terms: {{a: {{title: x, text: '{fill('[')}](person:x)'}}}}",
            "half links in prose": f"terms: {{a: {{title: x, text: '{fill('[a](')}](person:x)'}}}}",
            "a long number": f"variables: {{a: {{from: 0, to: {fill('9')}}}}}",
            "unknown scenes": "scenes:\n"
            + "".join(f"  s{number}: {{title: a, text: b, goto: q{number}}}\n" for number in range(5_000)),
            "unknown names": "scenes:\n"
            + "".join(
                f"  s{number}: {{title: a, text: [{{when: q{number}z, text: b}}]}}\n"
                for number in range(4_000)
            ),
            "deep conditions": "scenes:\n"
            + "".join(
                f"  s{n}: {{title: a, text: [{{when: '{'(' * 900}{n}', text: b}}]}}\n" for n in range(300)
            ),
        }.items()
    ],
)
def test_large_and_wicked_files(text: str) -> None:
    survive(
        {"case.yaml": CASE.encode(), "scenes.yaml": SCENES.encode(), "wicked.yaml": text.encode()},
        seconds=2.0,
    )


def test_a_number_of_huge_bounds() -> None:
    case = CASE.replace("to: 5", "to: 999999999")
    survive({"case.yaml": case.encode(), "scenes.yaml": SCENES.encode()})


def test_no_code_runs(tmp_path: Path) -> None:
    mark = tmp_path / "ran"
    wicked = f"terms:\n  a: !!python/object/apply:os.system ['touch {mark}']\n"
    condition = SCENES.replace(
        "Open it.", f'Open it., closed: No., when: \'__import__("os").system("touch {mark}")\''
    )
    survive({"case.yaml": CASE.encode(), "scenes.yaml": condition.encode(), "wicked.yaml": wicked.encode()})
    assert not mark.exists()


# --- a valid case, changed where it has meaning ----------------------------------------------------------

RICH = yaml.load((TESTAMENT.parents[1] / "tests" / "petition" / "case.yaml").read_bytes(), yaml.CSafeLoader)
"""A case that has something of everything, as plain values."""

ODD = st.one_of(
    st.none(),
    st.booleans(),
    st.integers(-(10**40), 10**40),
    st.floats(),
    st.text(max_size=40),
    st.sampled_from(
        ["", "door", "none", "continue", "read(x)", "a and b", "[x](person:y)", "é" * 3, "\U0001f4dc"]
    ),
    st.sampled_from([[], {}, [[]], {"": ""}, [None], {"when": "true"}, {"to": "market"}]),
    st.integers(60, 70).map(lambda depth: json.loads("[" * depth + "]" * depth)),
)
"""What nobody would write there."""


def places(value: object) -> Iterator[tuple[dict[object, object] | list[object], object]]:
    """Every entry of a tree of plain values, as what holds it and its key or index."""
    waiting = [value]
    while waiting:
        holder = waiting.pop()
        if isinstance(holder, dict | list):
            for key in list(holder) if isinstance(holder, dict) else range(len(holder)):
                yield holder, key
                waiting.append(holder[key])  # type: ignore[index]


@st.composite
def changed(draw: st.DrawFn) -> str:
    """The rich case with entries taken out, doubled, renamed, exchanged, or with odd values in them."""
    tree = copy.deepcopy(RICH)
    for _ in range(draw(st.integers(1, 6))):
        entries = list(places(tree))
        holder, key = draw(st.sampled_from(entries))
        act = draw(st.sampled_from(["take", "odd", "odd", "swap", "rename"]))
        if act == "take":
            del holder[key]  # type: ignore[arg-type]
        elif act == "swap":
            other, there = draw(st.sampled_from(entries))
            holder[key] = copy.deepcopy(other[there])  # type: ignore[index,call-overload]
        elif act == "rename" and isinstance(holder, dict):
            holder[draw(st.sampled_from(["when", "goto", "choices", "door", "x", 3, None, True]))] = (
                holder.pop(key)
            )
        else:
            holder[key] = draw(ODD)  # type: ignore[index,call-overload]
    return str(yaml.safe_dump(tree, allow_unicode=draw(st.booleans()), sort_keys=False))


@settings(quick, max_examples=40)
@given(changed())
def test_a_case_that_means_something_else(text: str) -> None:
    survive({"case.yaml": text.encode("utf-8", "surrogatepass")})
