"""Mermaid text: what it says, and that Mermaid itself draws it with every word as it was written."""

from __future__ import annotations

import json
import re
from collections.abc import Mapping
from pathlib import Path

import pytest

from game.authoring.mermaid import MOST_CHARACTERS, line_of, mermaid, shown, too_large
from game.authoring.picture import Picture, Unreached, joined, picture_of, trail_of
from game.play import Playthrough
from tests.authoring.pictures import HOSTILE, hostile_case, whole
from tests.browser import opened
from tests.cases import case, choice, scene
from tests.shipped import shipped_case

ROOT = Path(__file__).parents[2]
LIBRARY = ROOT / "tests" / "node_modules" / "mermaid" / "dist" / "mermaid.min.js"
PAGE = """<!doctype html><meta charset="utf-8"><body><script src="%s"></script><script>
mermaid.initialize({startOnLoad: false});
const drawn = (async () => {
  const told = {};
  for (const [name, text] of Object.entries(%s)) {
    try {
      const drawn = await mermaid.render("x" + name, text);
      const page = new DOMParser().parseFromString(drawn.svg, "text/html");
      for (const br of page.querySelectorAll("br")) br.replaceWith(" ");
      const words = of => [...page.querySelectorAll(of)].map(each => each.textContent);
      told[name] = {boxes: words("g.node"), arrows: words("g.edgeLabel"), chapters: words("g.cluster"),
                    thick: page.querySelectorAll("path.edge-thickness-thick").length,
                    dotted: page.querySelectorAll("path.edge-pattern-dotted").length,
                    scripts: page.querySelectorAll("script, img").length};
    } catch (error) { told[name] = {error: String(error)}; }
  }
  return told;
})();
</script>"""


def drawn(folder: Path, texts: Mapping[str, str]) -> dict[str, dict[str, list[str]]]:
    """What Mermaid makes of these texts, in a real browser."""
    if not LIBRARY.exists():
        pytest.skip("Mermaid is not installed; to have it: npm install --prefix tests")
    page = folder / "page.html"
    page.write_text(PAGE % (LIBRARY.as_uri(), json.dumps(texts).replace("<", "\\u003c")), encoding="utf-8")
    with opened(page) as tab:
        told: dict[str, dict[str, list[str]]] = tab.tells("drawn")
    for name, one in told.items():
        assert "error" not in one, f"{name}: {one}"
    return told


def together(words: str) -> str:
    """Words without the spaces, which drawing may change."""
    return re.sub(r"\s", "", shown(words))


def test_mermaid_draws_it_as_it_was_written(tmp_path: Path) -> None:
    pictures: dict[str, Picture] = {name: whole(shipped_case(name)) for name in ("testament", "purges")}
    hostile = hostile_case()
    closed = Unreached(frozenset({"default"}), frozenset({("end_it", "end_1")}))
    played = trail_of(Playthrough(hostile))
    pictures["hostile"] = picture_of(hostile, closed, frozenset(), played)
    pictures["near"] = pictures["purges"].around("smolny", 1)
    told = drawn(tmp_path, {name: mermaid(picture) for name, picture in pictures.items()})
    for name, picture in pictures.items():
        boxes = {together(words) for words in told[name]["boxes"]}
        for box in picture.boxes:
            assert together(" ".join((box.title, box.id, *box.notes))) in boxes
        arrows = {together(words) for words in told[name]["arrows"]}
        doors = {(box.id, door.id): door for box in picture.boxes for door in box.doors}
        for arrow in joined(picture).arrows:
            door = doors.get((arrow.start, arrow.door))
            said = (door.label, *(f"({word})" for word in door.words)) if door else ()
            words = together(" ".join((*said, arrow.when)))
            assert not words or words in arrows
        assert {together(title) for title in picture.chapters.values()} == {
            together(words) for words in told[name]["chapters"]
        }
        assert told[name]["scripts"] == 0
        assert told[name]["thick"] == sum(
            arrow.by_history and not arrow.dead for arrow in joined(picture).arrows
        )
    assert told["hostile"]["dotted"] == 3  # a shut door, one that never opens, and a scene nobody comes to


@pytest.mark.parametrize("words", HOSTILE)
def test_no_sign_that_means_something_is_left(words: str) -> None:
    line = line_of(shown(words))
    assert not re.search(r'["<>`*{}|\\$%\[\]]', line)
    assert "#" not in re.sub(r"#\d+;", "", line)


def test_what_is_said_about_doors_stands_at_the_arrows() -> None:
    small = case(
        scene("door", choice("open", "later", when="warned"), choice("wait", shut="No.", label="Wait")),
        scene("later"),
        scene("lost", goto="later"),
        variables={"warned": False},
    )
    text = mermaid(whole(small, Unreached(frozenset({"lost"}))))
    assert 'scene_door -->|"open<br/>(if warned)"| scene_later' in text
    assert 'scene_door -.-x shut_0["Wait<br/>(a shut door)"]:::shut' in text
    assert 'scene_lost("Scene lost<br/>lost<br/>no path leads here"):::unreached' in text
    assert "scene_lost -.-> scene_later" in text


def test_a_picture_that_most_pages_do_not_draw_is_known() -> None:
    many = [scene(f"s{number}", goto=f"s{number + 1}") for number in range(600)]
    large = whole(case(*many, scene("s600")))
    assert too_large("", large)
    small = whole(case(scene("a")))
    assert too_large("x" * (MOST_CHARACTERS + 1), small) and not too_large(mermaid(small), small)
