"""Graphviz text and SVG: Graphviz takes it, and every word is there as it was written."""

from __future__ import annotations

import re
import shutil
from pathlib import Path
from xml.etree import ElementTree

import pytest

from game.authoring.dot import dot, svg
from game.authoring.picture import Picture, Unreached, history_of, joined, picture_of, trail_of
from game.case.diagnostics.problems import printable
from game.play import Playthrough
from game.refusal import Refusal
from tests.authoring.pictures import hostile_case, whole
from tests.cases import case, choice, scene
from tests.shipped import shipped_case

ROOT = Path(__file__).parents[2]
SVG = "{http://www.w3.org/2000/svg}"
drawing = pytest.mark.skipif(shutil.which("dot") is None, reason="Graphviz is not installed")


def hostile() -> Picture:
    words = hostile_case()
    closed = Unreached(frozenset({"default"}), frozenset({("end_it", "end_1")}))
    return picture_of(words, closed, frozenset(), trail_of(Playthrough(words)))


def together(words: str) -> str:
    """Words without the spaces, which drawing may change."""
    return re.sub(r"\s", "", printable(words))


def groups(drawn: str, kind: str) -> list[tuple[str, str]]:
    """Title and words of every node, edge or cluster of a drawing."""
    found = []
    for group in ElementTree.fromstring(drawn).iter(f"{SVG}g"):
        if group.get("class") == kind:
            title = group.findtext(f"{SVG}title") or ""
            found.append((title, together("".join(text.text or "" for text in group.iter(f"{SVG}text")))))
    return found


@drawing
@pytest.mark.parametrize("name", ["testament", "purges", "hostile"])
def test_graphviz_draws_it_as_it_was_written(name: str) -> None:
    picture = hostile() if name == "hostile" else whole(shipped_case(name))
    drawn = svg(picture)
    boxes = dict(groups(drawn, "node"))
    junctions = [junction for found in joined(picture).junctions.values() for junction in found]
    assert boxes.keys() == {f"scene {name}" for name in (*(box.id for box in picture.boxes), *junctions)}
    for box in picture.boxes:
        words = [box.title, box.id, *box.notes]
        for door in box.doors:
            words += [door.label, *door.words]
        assert boxes[f"scene {box.id}"] == together("".join(words))
    arrows = [words for _, words in groups(drawn, "edge")]
    assert sorted(arrows) == sorted(together(arrow.when) for arrow in joined(picture).arrows)
    clusters = [words for _, words in groups(drawn, "cluster")]
    assert sorted(clusters) == sorted(together(title) for title in picture.chapters.values())
    assert "<script" not in drawn and "<image" not in drawn


def test_lines_tell_history_the_player_and_what_is_dead_apart() -> None:
    small = case(
        scene("door", choice("open", "later"), choice("wait", "later"), choice("go", "later", once=True)),
        scene("later"),
        scene("lost", goto="later"),
    )
    history = trail_of(Playthrough.replay(small, ["open"]))
    played = trail_of(Playthrough.replay(small, ["wait"]))
    reach = Unreached(frozenset({"lost"}), frozenset({("door", "go")}))
    text = dot(picture_of(small, reach, history, played))
    by_open, by_wait, by_go, lost = re.findall(r"->.*\[(.*)\];", text)
    assert 'penwidth="2.6"' in by_open and "dashed" not in by_open
    assert re.search(r'color="(#\w+):#ffffff:\1"', by_wait) and 'penwidth="1"' in by_wait
    assert 'style="dashed"' in by_go and 'style="dashed"' in lost
    assert "never open" in text and "no path leads here" in text and "taken by the player" in text
    assert "A double line: the player’s way." in text


def test_what_is_not_there_is_not_explained() -> None:
    text = dot(whole(case(scene("door", choice("open", "later")), scene("later"))))
    assert "Double frame: an ending." in text
    assert "Dashed" not in text and "Six sides" not in text and "player" not in text


def test_without_graphviz_it_says_how_to_get_it(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("PATH", "")
    with pytest.raises(Refusal, match="apt install graphviz") as told:
        svg(hostile())
    assert "--format mermaid" in str(told.value)


def test_a_graphviz_that_fails_is_quoted(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    broken = tmp_path / "dot"
    broken.write_text("#!/bin/sh\ncat >/dev/null\nprintf 'no \\033[2Jfonts' >&2\nexit 1\n")
    broken.chmod(0o755)
    monkeypatch.setenv("PATH", f"{tmp_path}:/bin:/usr/bin")
    with pytest.raises(Refusal, match=r"could not draw this: no .*fonts") as told:
        svg(whole(hostile_case()))
    assert "\x1b" not in str(told.value)


def test_history_is_what_the_path_says_else_the_record() -> None:
    testament = shipped_case("testament")
    assert ("typed_page", "ask_fotieva", "five_copies") in history_of(testament)
    assert ("six_men", "", "kept_to_the_rooms") in history_of(testament)
