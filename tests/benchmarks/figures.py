"""What a case asks of a player and gives her, in figures: words, traces of her choices, papers, style.

    python tests/benchmarks/figures.py scenes/purges [--plays 200]

The line is the path `history`, no paper opened. A *departure* changes one answer of it and keeps the others
where they are open. Two lines share a word if it stands in a text that both print alike at the same scene.
"""

from __future__ import annotations

import argparse
import random
import re
import statistics
import sys
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from datetime import UTC, datetime
from pathlib import Path

sys.path.insert(0, str(Path(__file__).resolve().parents[2]))

from game.case import load_case
from game.case.lint.sentences import grade, sentences
from game.case.model import Case, Choice, Scene
from game.case.pace import SECONDS_A_DECISION, WORDS_A_MINUTE, words_in
from game.case.prose import plain
from game.play import Playthrough
from game.play.export import export
from game.play.machine import EVERYTHING_READ
from game.play.report.document import Heading
from game.play.report.markdown import as_markdown
from game.play.report.report import Report

STOCK = (
    *("nobody", "no one", "clerk", "pencil", "drawer", "blotter", "next district", "other towns"),
    *("does not say", "is invented", "Nothing is shown", "standard accounts", "most accounts", "it is said"),
)
"""Words and phrases that one case can wear out."""
JOINTS = re.compile(r"\b(because|while|who|if|although|though|so that|since|when|unless)\b", re.IGNORECASE)
REASON = "the paper on the table leaves him no other way, and he knows who will read it"
"""As long as a sentence that players write."""
MOST_CORE_WORDS = 2400
"""Twelve minutes, at 200 words a minute."""
PAPERS_A_CHAPTER = 2
"""So many papers a chapter are read for an honest estimate of the time."""


def ways(play: Playthrough) -> list[str]:
    """The choices open here, every paper on the table read."""
    code = play.code
    return [code.choice_ids[option] for option in code.options(play.state, EVERYTHING_READ)]


def take(play: Playthrough, choice: str) -> Playthrough:
    """Take a choice, with the papers opened that it asks for."""
    for document in play.scene.documents:
        if not play.open_options() or play.code.reads:
            play = play.open(document)
    return play.choose(choice)


def recorded(scene: Scene, open_here: list[str]) -> str:
    """The course of the record that is open here, or else the first."""
    choices = scene.record.choice if scene.record else ()
    return next((choice for choice in choices if choice in open_here), open_here[0])


def history(case: Case, changed: tuple[str, str] | None = None) -> Playthrough:
    """The line of history to its end; `changed` answers one scene otherwise."""
    answers = iter(case.paths["history"].choices) if "history" in case.paths else iter(())
    by_scene: dict[str, str] = {}
    play = Playthrough(case)
    for answer in answers:
        while play.scene.is_passage and not play.ended:
            play = play.go_on()
        if play.ended:
            break
        by_scene[play.scene.id] = answer
        play = take(play, answer)
    play = Playthrough(case)
    while not play.ended:
        open_here = ways(play)
        wanted = by_scene.get(play.scene.id, "")
        if changed and changed[0] == play.scene.id:
            wanted = changed[1]
        play = take(play, wanted if wanted in open_here else recorded(play.scene, open_here))
    return play


def at_random(case: Case, chance: random.Random) -> Playthrough:
    """A playthrough in which every open course is equally likely."""
    play = Playthrough(case)
    while not play.ended:
        play = take(play, chance.choice(ways(play)))
    return play


def printed(play: Playthrough, quoting: bool = True) -> Iterator[tuple[str, str]]:
    """Scene and text of everything that is told before the choices, with what is quoted of her or without."""
    steps = [before for before, _ in play.at_each_step()]
    for before in (*steps, play):
        moment = before.moment
        for paragraph in moment.paragraphs:
            yield before.scene.id, plain(paragraph, moment.memory if quoting else None)


def doors(play: Playthrough) -> dict[str, tuple[tuple[str, str], ...]]:
    """What each decision offered: every choice with how its door stood."""
    found = {}
    for before, step in play.at_each_step():
        if step.is_decision:
            found[step.scene] = tuple((offer.id, offer.door) for offer in before.moment.choices)
    return found


def shared(one: Playthrough, other: Playthrough, quoting: bool) -> float:
    """The share of words that two lines have in common."""
    first, second = (Counter(printed(play, quoting)) for play in (one, other))
    common = sum(words_in(text) * count for (_, text), count in (first & second).items())
    both = sum(words_in(text) * count for each in (first, second) for (_, text), count in each.items())
    return 2 * common / both


def later(play: Playthrough, scene_id: str, quoting: bool) -> Counter[tuple[str, str]]:
    """What is printed after a scene."""
    found = list(printed(play, quoting))
    last = max((place for place, (scene, _) in enumerate(found) if scene == scene_id), default=-1)
    return Counter(found[last + 1 :])


def span(numbers: Iterable[int]) -> str:
    """Mean and range of some numbers."""
    found = sorted(numbers)
    return f"{statistics.mean(found):.0f} ({found[0]} to {found[-1]})" if found else "none"


def before_first_choice(play: Playthrough, stances: tuple[str, ...]) -> int:
    """Words that are read before the first choice in a scene of one of these stances."""
    words = 0
    for before, step in play.at_each_step():
        scene = before.scene
        words += words_in(before.moment.text) + words_in(plain(scene.perspective))
        if step.is_decision and (scene.stance or "") in stances:
            return words
        words += words_in(after_text(scene, step.choice))
    return words


def after_text(scene: Scene, choice: str) -> str:
    return scene.choices[choice].text if choice in scene.choices else ""


def all_choices(case: Case) -> list[Choice]:
    return [choice for scene in case.scenes.values() for choice in scene.choices.values() if not choice.shut]


def prose_of(case: Case) -> str:
    """Everything that is told in play, as one text."""
    scenes = [plain(block.text) for scene in case.scenes.values() for block in scene.text]
    return "\n".join((*scenes, *(plain(choice.text) for choice in all_choices(case))))


def reading(case: Case, history_line: Playthrough, row: Row) -> None:
    """What must be read."""
    content = words_in(plain(case.content_note))
    every_stance = ("deliberation", "witness", "archive", "")
    row("words before the first choice, content note apart", before_first_choice(history_line, every_stance))
    row(
        "words before the first choice in somebody's chair",
        before_first_choice(history_line, every_stance[:2]),
    )
    row("words of the content note", content)
    decisions, passages, after = [], [], []
    for before, step in history_line.at_each_step():
        (decisions if step.is_decision else passages).append(words_in(before.moment.text))
        if step.is_decision:
            after.append(words_in(after_text(before.scene, step.choice)))
    row("words of a decision's scene before its choice", span(decisions))
    row("words of a scene without a choice", span(passages))
    row("words of an aftermath", span(after))
    texts = [choice.text for choice in all_choices(case) if choice.text]
    two = sum(len(re.split(r"\n\s*\n", text.strip())) == 2 for text in texts)
    row("aftermaths in two paragraphs", f"{two} of {len(texts)}")
    line = sum(words_in(text) for _, text in printed(history_line)) + sum(after)
    row("words of the whole line, no paper opened", line)
    row("decisions on the line", len(history_line.decisions))
    day = datetime(2000, 1, 1, tzinfo=UTC)
    told = export(history_line, "md", day, day, library=True, without=("transcript",))
    row("words of the debrief with the library of the case", words_in(told))
    cores = [core_words(fully_read(case, path.choices)) for path in case.paths.values()]
    row(f"words of its core after each named path, at most {MOST_CORE_WORDS:,}", span(cores))
    papers = [words_in(" ".join(paper.texts)) for paper in case.documents.values()]
    opened = PAPERS_A_CHAPTER * max(1, len(case.chapters)) * statistics.mean(papers or [0])
    seconds = SECONDS_A_DECISION * len(history_line.decisions)
    row(
        "minutes of the line, two papers a chapter read whole",
        f"{(line + opened) / WORDS_A_MINUTE + seconds / 60:.0f}",
    )


def fully_read(case: Case, choices: Sequence[str]) -> Playthrough:
    """These choices with every paper opened, and a reason and a paper for each."""
    play, left = Playthrough(case), list(choices)
    while not play.ended:
        for document in play.scene.documents:
            play = play.open(document)
        if play.scene.is_passage:
            play = play.go_on()
        else:
            play = play.choose(left.pop(0), REASON, play.scene.documents[:1])
    return play.put_forward(REASON)


def core_words(play: Playthrough) -> int:
    """What is read of a debrief in twelve minutes, as it is handed in, with its works."""
    report = Report(play.debrief(), "handed_in", is_whole=False)
    told = as_markdown(block for part in report.parts for block in (Heading(part.title, 2), *part.read_on))
    return words_in(told) + words_in(as_markdown(report.references.listed()))


def papers(case: Case, row: Row) -> None:
    """What lies on the tables."""
    found = case.documents.values()
    row("papers", len(found))
    row("words of a paper in our words", span(words_in(plain(paper.text)) for paper in found))
    quoted = [words_in(plain(paper.extract.text)) for paper in found if paper.extract]
    row("papers with an extract", len(quoted))
    row("words of an extract", span(quoted))


def traces(case: Case, history_line: Playthrough, plays: int, row: Row) -> None:
    """What her choices change."""
    chance = random.Random(1)
    pairs = [(at_random(case, chance), at_random(case, chance)) for _ in range(plays)]
    for quoting, what in ((True, "words that two random lines share"), (False, "the same, quotations apart")):
        row(what, f"{100 * statistics.mean(shared(*pair, quoting) for pair in pairs):.0f} %")
    departures = quoted = 0
    untouched: Counter[str] = Counter()
    for before, step in history_line.at_each_step():
        if not step.is_decision:
            continue
        for choice in ways(before):
            if choice == step.choice:
                continue
            departures += 1
            other = history(case, (step.scene, choice))
            mine, theirs = doors(history_line), doors(other)
            if any(mine.get(scene) != stood for scene, stood in theirs.items()):
                continue
            if later(other, step.scene, True) == later(history_line, step.scene, True):
                untouched[step.scene] += 1
            elif later(other, step.scene, False) == later(history_line, step.scene, False):
                quoted += 1
    row("single departures from the record's line", departures)
    row("of them without a later trace", f"{untouched.total()} ({', '.join(untouched) or 'nowhere'})")
    row("of them with no trace but a quotation", quoted)
    record = [
        f"{scene.id}"
        for scene in case.scenes.values()
        if scene.record
        and scene.choices
        and scene.stance != "archive"
        and {c.id for c in scene.choices.values() if not c.shut and not c.when} <= set(scene.record.choice)
    ]
    row("decisions that one cannot take otherwise than the record", ", ".join(record) or "none")


def style(case: Case, row: Row) -> None:
    """How it reads."""
    scenes = case.scenes.values()
    standard = [block.text for scene in scenes for block in scene.text]
    after = [choice.text for choice in all_choices(case)]
    row("grade of the scenes", grade(standard))
    row("grade of their easier reading", grade(block.text for scene in scenes for block in scene.simpler))
    row("grade of the aftermaths", grade(after))
    row("grade of their easier reading", grade(choice.simpler for choice in all_choices(case)))
    lengths = [
        len(sentence.text.split()) for text in (*standard, *after) for sentence in sentences(plain(text))
    ]
    row("words of a sentence", f"{statistics.mean(lengths):.1f}")
    row("sentences of eight words or fewer", f"{100 * sum(n <= 8 for n in lengths) / len(lengths):.0f} %")
    told = [sentence.text for text in (*standard, *after) for sentence in sentences(plain(text))]
    joined = sum(bool(JOINTS.search(sentence)) for sentence in told)
    row("sentences with because, while, who, if and the like", f"{100 * joined / len(told):.0f} %")
    everything = prose_of(case).lower()
    for words in STOCK:
        row(f"“{words}” in scenes and aftermaths", len(re.findall(rf"\b{words.lower()}s?\b", everything)))


class Row:
    """Prints one figure on a line."""

    def __call__(self, what: str, figure: object) -> None:
        print(f"{what:<64} {figure}")


def main(arguments: list[str] | None = None) -> int:
    """Measure a case, and print a figure on each line."""
    parser = argparse.ArgumentParser(description="What a case asks of a player, in figures.")
    parser.add_argument("case", type=Path)
    parser.add_argument("--plays", type=int, default=200, help="pairs of random lines that are compared")
    wanted = parser.parse_args(arguments)
    case = load_case(wanted.case)
    line, row = history(case), Row()
    reading(case, line, row)
    papers(case, row)
    traces(case, line, wanted.plays, row)
    style(case, row)
    return 0


if __name__ == "__main__":
    sys.exit(main())
