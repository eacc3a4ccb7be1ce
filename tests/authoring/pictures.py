"""Pictures for the tests of what draws them."""

from __future__ import annotations

from game.authoring.picture import Picture, Unreached, history_of, picture_of
from game.case.model import Case, Chapter
from tests.cases import case, choice, scene

EVERYWHERE = Unreached()

HOSTILE = (
    'Say "no" & <b>leave</b> [the room](person:x) `at once`; **end** of {story} #35; 50 % $x$ \\n C:\\x @you',
    "1. First, then\n- second; style:#x; classDef a:#b;",
    "end",
    "%%{init: {}}%% http://example.org www.example.org a@b.org _under_ __score__ ~~gone~~ ^up | over |",
    "--> A --- B",
    "(round) [square] {curly} ((two)) [[two]] {{two}}",
    "<script>document.title = 'taken'</script><img src=x onerror=alert(1)>",
    "``` code ``` ~~~ = - + # > 1) item",
    "zero\u200bwidth \u202e reversed \x1b[2J and “quotes” … ' ; : , .",
    "subgraph graph flowchart class click style linkStyle default",
)
"""Words that mean something to one or other of the languages that pictures are written in."""


def whole(of: Case, reach: Unreached = EVERYWHERE) -> Picture:
    """The picture of a case, in which everything can be reached unless something else is said."""
    return picture_of(of, reach, history_of(of))


def hostile_case() -> Case:
    """A case whose every word, and as many ids as may be, could be taken for something else."""
    doors = [
        choice(f"end_{number}", "graph", label=words, when="subgraph")
        for number, words in enumerate(HOSTILE)
        if number
    ]
    return case(
        scene(
            "end_it",
            choice("href", shut=HOSTILE[2], label=HOSTILE[0]),
            *doors,
            title=HOSTILE[0],
            chapter="node",
        ),
        scene("graph", goto=[("not subgraph", "style"), (None, "edge")], title=HOSTILE[2]),
        scene("style", goto="edge", title=HOSTILE[3], chapter="node"),
        scene("edge", title=HOSTILE[6]),
        scene("default", goto="edge", title=HOSTILE[4]),
        title=HOSTILE[6],
        chapters=(Chapter(id="node", title=HOSTILE[0], start="end_it"),),
        variables={"subgraph": False},
    )
