"""A case with a hunch, an answer, tests and historians, and ways to play it."""

from __future__ import annotations

from game.case.model import Case, Cause, Chapter, Document, Finding, Historian, Record, Source, ThesisTest
from game.play import Playthrough
from tests.cases import case, choice, scene

KHLEVNIUK = Historian(
    id="khlevniuk",
    who="Khlevniuk (2009)",
    argues="War was *near*.",
    rests_on="Telegrams.",
    causes={"war": "first", "bosses": "part", "rivals": "doubts"},
    critic="Tucker (1990)",
    against="Officers were shot.",
    sources=("master",),
)
KUROMIYA = Historian(
    id="kuromiya", who="Kuromiya (2007)", argues="A blow before a war.", causes={"war": "first"}
)
CONQUEST = Historian(
    id="conquest", who="Conquest (1990)", argues="A plan.", causes={"rivals": "first"}, against="Hearsay."
)
HARRIS = Historian(id="harris", who="Harris (2016)", argues="Circles.", causes={"bosses": "part"})


def question() -> Case:
    """Two papers a scene: a telegram for war, a memoir for rivals, a file that bears on both."""
    return case(
        scene(
            "hunch",
            choice("of_rivals", "hall", cause="rivals"),
            choice("not_yet", "hall"),
            stance="archive",
            care="Touches on shooting.",
            chapter="one",
        ),
        scene(
            "hall",
            choice("speak", "word"),
            choice("sit", "word"),
            documents=("telegram", "memoir", "file", "law"),
            chapter="one",
            record=Record(choice=("sit",), happened="They sat.", causes=("war", "rivals")),
        ),
        scene(
            "word",
            choice("of_war", "end", cause="war"),
            choice("of_rivals", "end", cause="rivals"),
            choice("of_bosses", "end", cause="bosses"),
            choice("of_nothing", "end"),
            stance="archive",
            chapter="two",
        ),
        scene("end", chapter="two"),
        hunch="hunch",
        answer="word",
        documents=[
            Document(id="telegram", title="A telegram", causes={"war": "supports"}),
            Document(id="memoir", title="A memoir", causes={"rivals": "supports"}),
            Document(id="file", title="A file", causes={"war": "complicates", "rivals": "undermines"}),
            Document(id="law", title="A law"),
        ],
        causes=[
            Cause(
                id="rivals",
                title="Old rivals",
                tests={
                    "scope": Finding(fares="badly", says="It fits *three* trials."),
                    "timing": Finding(says="They were weaker by then."),
                },
            ),
            Cause(id="war", title="Fear of war", tests={"timing": Finding(fares="well", says="Spain.")}),
            Cause(id="bosses", title="Local bosses"),
        ],
        tests=[
            ThesisTest(id="scope", ask="Does it explain a farmer and a marshal?"),
            ThesisTest(id="timing", ask="Why 1937?"),
        ],
        historians=[CONQUEST, KHLEVNIUK, KUROMIYA, HARRIS],
        sources=[Source(id="master", title="Master of the House")],
        chapters=(
            Chapter(id="one", title="The hall", start="hunch"),
            Chapter(id="two", title="The word", start="word"),
        ),
    )


CASE = question()


def answered(last: str = "of_war", *papers: str, hunch: str = "of_rivals") -> Playthrough:
    """Played to the end with a hunch and a last word; these papers opened in the hall."""
    play = Playthrough(CASE).choose(hunch, "The essay says so.")
    for paper in papers:
        play = play.open(paper)
    return play.choose("sit").choose(last, "Spain came first.")
