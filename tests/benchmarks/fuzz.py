"""A long, coverage-guided search for an input that the reader, the checks or the conditions cannot bear.

    pip install atheris && python tests/benchmarks/fuzz.py [--seconds 300] [--only reader|conditions]

libFuzzer, by way of atheris, changes the examples of all kinds of problems and the broken cases of the tests,
keeps what reaches new code, and changes that. An input that ends in anything but a case or its problems, or
takes ten seconds or more than 1 GiB, is a finding; it is kept in the folder that is named at the end.
The suite fuzzes too, for seconds and without guidance: `tests/case/test_hostile.py`.
"""

from __future__ import annotations

import argparse
import re
import subprocess
import sys
import tempfile
from collections.abc import Callable, Iterator
from pathlib import Path

sys.path.insert(0, str(Path(__file__).resolve().parents[2]))

TESTS = Path(__file__).resolve().parents[1]
LONGEST = 4_096
"""Bytes in one input: enough for a small file."""
WORDS = (
    "scenes documents people terms sources claims variables chapters causes promises paths title text "
    "choices label goto when to closed shut once add set enter reveals record choice certainty views ending "
    "from one_of start true false none continue has(note) visited(door) read(note) and or not in is <= >="
)
FIGURES = re.compile(r"stat::number_of_executed_units:\s*(\d+)|cov: (\d+) ft: (\d+) corp: (\d+)")


# --- what is tried --------------------------------------------------------------------------------


def try_case(data: bytes) -> None:
    """Read a case of which one file is the input; what can be compiled is played a little."""
    from game.case import reader
    from game.case.diagnostics.problems import UNPRINTABLE, Problems
    from game.case.source_files import TextFile, decode
    from game.play.machine import Machine
    from tests.case.sound import SOUND

    name = ("scenes.yaml", "case.yaml", "papers.yaml", "more.yaml")[data[0] % 4] if data else "more.yaml"
    found = {file: text if isinstance(text, bytes) else text.encode() for file, text in SOUND.items()}
    found[name] = data[1:]
    problems = Problems()
    files = [TextFile(file, decode(content, file, problems)) for file, content in found.items()]
    files.sort(key=lambda file: file.name != "case.yaml")
    case, told = reader.read_files(files, problems, Path("small"), "", True)
    for problem in told:
        assert not UNPRINTABLE.search(problem.one_line())
        assert problem.line >= 1 and problem.column >= 1 and problem.message
    if case is None:
        assert any(problem.severity == "error" for problem in told)
        return
    machine = Machine(case)
    state = machine.start()
    for step in range(20):
        options = machine.options(state)
        if not options:
            break
        state = machine.take(state, options[(len(data) + step) % len(options)])


def try_condition(data: bytes) -> None:
    """Admit a condition or refuse it; what is admitted means what Python makes of it."""
    from game.case.conditions.parser import ConditionFault, Vocabulary, parse
    from game.case.conditions.syntax import asked_by, evaluator
    from game.case.diagnostics.telling import words
    from tests.case.wording import DOMAINS, PAPERS, holds, worded

    text = data[4:].decode("utf-8", "replace")
    try:
        condition = parse(text, Vocabulary.of(worded()), table=PAPERS)
    except ConditionFault as fault:
        assert all(words(fault.told, fault.given)) and fault.offset >= 0
        return
    asked = asked_by(condition.test)
    seed = int.from_bytes(data[:4], "little")
    state = {name: values[seed % len(values)] for name, values in DOMAINS.items()}
    state["visited end"] = False
    values = [state[each] for each in asked]
    here = evaluator(condition.test, {each: place for place, each in enumerate(asked)})(values)
    try:
        meant = holds(" ".join(text.split()), state)
    except TypeError:
        return  # "strain in 4": here one thing alone is a list of one, in Python it is none
    assert bool(here) == meant, text


TARGETS: dict[str, Callable[[bytes], None]] = {"reader": try_case, "conditions": try_condition}


def seeds(target: str) -> Iterator[bytes]:
    """What the search begins with."""
    from game.case.diagnostics.kinds import kinds
    from tests.benchmarks.story import OPERATORS

    if target == "conditions":
        for sign in OPERATORS:
            yield f"seedstrain {sign} police - 1 and not lists".encode()
        for text in (
            "ryutin in (free, shot)",
            "has(appeal) or read(minutes)",
            "1 < strain <= 4",
            "vote is none",
        ):
            yield b"seed" + text.encode()
        return
    texts = [text for kind in kinds().values() for text in dict.fromkeys(kind.files().values())]
    texts += [path.read_bytes() for path in sorted((TESTS / "case" / "broken").rglob("*.yaml"))]
    for text in texts:
        content = text if isinstance(text, bytes) else text.encode()
        for first in b"\0\1\2\3":
            yield bytes([first]) + content[: LONGEST - 1]


# --- the search -------------------------------------------------------------------------------------


def search(target: str, arguments: list[str]) -> None:
    """In a process of its own: search until libFuzzer ends it."""
    import atheris

    with atheris.instrument_imports(include=["game.case", "game.play"]):
        import game.case.lint
        import game.case.reader
        import game.play.machine  # noqa: F401 - what is imported here is watched
    atheris.Setup([sys.argv[0], *arguments], TARGETS[target])
    atheris.Fuzz()


def run(target: str, seconds: int, kept: Path) -> bool:
    """Search for so long, and say what it came to; gives whether nothing was found."""
    corpus, findings = kept / f"{target}-corpus", kept / f"{target}-findings"
    for folder in (corpus, findings):
        folder.mkdir(parents=True)
    for number, seed in enumerate(seeds(target)):
        (corpus / f"seed{number}").write_bytes(seed)
    words = kept / f"{target}-words"
    words.write_text("".join(f'"{word}"\n' for word in WORDS.split()), "utf-8")
    limits = [f"-max_total_time={seconds}", f"-max_len={LONGEST}", "-timeout=10", "-rss_limit_mb=1024"]
    output = [f"-artifact_prefix={findings}/", f"-dict={words}", "-print_final_stats=1"]
    command = [sys.executable, __file__, "--child", target, *limits, *output, str(corpus)]
    done = subprocess.run(command, capture_output=True, text=True, errors="replace", check=False)
    executed, edges, features, inputs = "0", "0", "0", "0"
    for figures in FIGURES.finditer(done.stderr):
        executed = figures[1] or executed
        if figures[2]:
            edges, features, inputs = figures[2], figures[3], figures[4]
    found = sorted(findings.iterdir())
    print(
        f"{target}: {int(executed):,} executions in {seconds} s, {edges} edges, {features} features, "
        f"{inputs} inputs kept, {len(found)} findings"
    )
    if found or done.returncode:
        print(done.stderr[-3_000:])
        print(f"findings are in {findings}")
    return not found and done.returncode == 0


def main() -> int:
    if sys.argv[1:2] == ["--child"]:
        search(sys.argv[2], sys.argv[3:])
        return 0
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--seconds", type=int, default=300, help="how long, for each of the targets")
    parser.add_argument("--only", choices=sorted(TARGETS), help="one of the targets alone")
    given = parser.parse_args()
    try:
        import atheris  # noqa: F401
    except ModuleNotFoundError:
        print(
            "this needs the package atheris, which runs on Linux and macOS: pip install atheris",
            file=sys.stderr,
        )
        return 2
    kept = Path(tempfile.mkdtemp(prefix="historian-fuzz-"))
    targets = [given.only] if given.only else sorted(TARGETS)
    sound = [run(target, given.seconds, kept) for target in targets]
    return 0 if all(sound) else 1


if __name__ == "__main__":
    sys.exit(main())
