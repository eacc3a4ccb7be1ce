"""The library and the preview in the browser of this machine: nobody else is answered."""

from __future__ import annotations

import base64
import json
import re
import shutil
import threading
import zlib
from collections.abc import Iterator
from contextlib import contextmanager
from http.client import HTTPConnection
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

import pytest

from game.authoring.preview.in_browser import RehearsalSite
from game.case import load_case
from game.case.catalogue import installed_cases
from game.case.folders import data_folder
from game.play import Playthrough
from game.play.saves.file_format import content, read, written
from game.play.saves.shelf import Shelf, now
from game.refusal import Refusal
from game.web.serving.library import LibrarySite, library_page
from game.web.serving.local import LocalServer, Site
from tests.authoring.preview.draft import renamed_over
from tests.browser import axe_finds, opened
from tests.calling import Historian

PETITION = Path(__file__).parents[1] / "petition"


@contextmanager
def running(site: Site) -> Iterator[LocalServer]:
    server = LocalServer(site, 0)
    thread = threading.Thread(target=server.serve_forever, kwargs={"poll_interval": 0.01}, daemon=True)
    thread.start()
    try:
        yield server
    finally:
        server.shutdown()
        server.server_close()


def ask(server: LocalServer, path: str = "", body: Any = None, **headers: str) -> tuple[int, str]:
    """What is answered; a body is posted."""
    line = HTTPConnection("127.0.0.1", server.server_port, timeout=120)
    own = {"Origin": f"http://127.0.0.1:{server.server_port}"} if body is not None else {}
    word = urlsplit(server.address).path
    line.request(
        "GET" if body is None else "POST",
        path if path.startswith("/") else word + path,
        None if body is None else json.dumps(body),
        {**own, **headers},
    )
    answer = line.getresponse()
    return answer.status, answer.read().decode()


@pytest.fixture
def shelf(tmp_path: Path) -> Shelf:
    return Shelf.at(tmp_path / "home")


@pytest.fixture
def library(shelf: Shelf) -> Iterator[LocalServer]:
    with running(LibrarySite(shelf)) as server:
        yield server


def played(choices: int) -> str:
    """A playthrough of a shipped case as a page hands it in."""
    case = load_case(PETITION.parents[1] / "scenes" / "testament")
    path = next(iter(case.paths.values())).choices[:choices]
    return content(written(Playthrough.replay(case, path), now(), now())).decode()


def test_every_case_and_part_can_be_begun_from_the_library(library: LocalServer) -> None:
    status, page = ask(library)
    assert status == 200
    for address in ("purges/", "purges/route/short/", "purges/chapter/ryutin/", "testament/"):
        assert f'href="{address}"' in page
        status, case = ask(library, address)
        assert (status, 'id="case" data-packed' in case) == (200, True)
    assert ask(library, "purges/chapter/lost/")[0] == ask(library, "lost/")[0] == 404


@pytest.mark.parametrize(
    ("path", "body", "headers", "status"),
    [
        ("", None, {"Host": "historian.example"}, 403),
        ("/", None, {}, 404),
        ("/guessed/testament/saves", None, {}, 404),
        ("testament/saves/new", {}, {"Origin": "https://historian.example"}, 403),
        ("testament/saves/new", {}, {"Origin": "null"}, 403),
        ("testament/../../secret", None, {}, 404),
        ("testament/saves/new", {"content": "[" * 99999, "before": ""}, {}, 409),
        ("testament/saves/new", ["content"], {}, 409),
    ],
)
def test_nobody_else_is_answered_and_nothing_else_is_written(
    library: LocalServer, shelf: Shelf, path: str, body: Any, headers: dict[str, str], status: int
) -> None:
    assert ask(library, path, body, **headers)[0] == status
    assert not shelf.folder.exists()


def test_what_a_page_keeps_lies_on_the_terminals_shelf(library: LocalServer, shelf: Shelf) -> None:
    first = json.loads(ask(library, "testament/saves/new", {"content": played(1), "before": ""})[1])
    (header,) = shelf.of("testament")
    assert (header.name, header.taken) == (first["name"], 1)
    again = {"content": played(2), "before": first["content"]}
    assert json.loads(ask(library, f"testament/saves/{header.name}", again)[1])["name"] == header.name
    assert [each.taken for each in shelf.of("testament")] == [2]


def test_two_windows_do_not_destroy_each_others_work(library: LocalServer, shelf: Shelf) -> None:
    first = json.loads(ask(library, "testament/saves/new", {"content": played(1), "before": ""})[1])
    place = f"testament/saves/{first['name']}"
    ask(library, place, {"content": played(3), "before": first["content"]})
    late = json.loads(ask(library, place, {"content": played(2), "before": first["content"]})[1])
    assert late["name"] != first["name"] and "neither is lost" in late["message"]
    assert sorted(each.taken for each in shelf.of("testament")) == [2, 3]


def test_another_port_is_taken_where_one_is_taken_and_a_wanted_one_is_refused_in_words() -> None:
    with running(lambda asked: pytest.fail(str(asked))) as server:
        with pytest.raises(Refusal, match=f"port {server.server_port} is taken"):
            LocalServer(server.site, server.server_port)
        with pytest.raises(Refusal, match="port 99999"):
            LocalServer(server.site, 99999)


def test_the_preview_tells_its_page_of_each_saving_and_every_mistake(tmp_path: Path) -> None:
    folder = tmp_path / "petition"
    shutil.copytree(PETITION, folder)
    with running(RehearsalSite(folder)) as server:
        assert 'data-watch="1"' in ask(server)[1]
        file = folder / "case.yaml"
        text = file.read_text("utf-8")
        renamed_over(file, "- no case")
        assert ask(server, "changed/1") == (200, "2")
        page = ask(server)[1]
        assert "cannot be played yet" in page and "case.yaml:" in page and 'data-watch="2"' in page
        renamed_over(file, text)
        assert ask(server, "changed/2") == (200, "3")
        assert 'id="case" data-packed' in ask(server)[1]


def test_a_save_of_the_page_reads_as_the_terminals(library: LocalServer) -> None:
    kept = json.loads(ask(library, "testament/saves/new", {"content": played(2), "before": ""})[1])
    (listed,) = json.loads(ask(library, "testament/saves")[1])["saves"].items()
    assert listed == (kept["name"], kept["content"])
    assert read(listed[1].encode()).steps == read(played(2).encode()).steps


def test_nothing_of_the_librarys_page_is_to_be_mended(tmp_path: Path) -> None:
    assert axe_finds({"library": library_page(installed_cases())}, tmp_path) == []


def test_every_case_lies_on_the_ruler_of_the_library(tmp_path: Path) -> None:
    file = tmp_path / "library.html"
    file.write_text(library_page(installed_cases()), encoding="utf-8")
    with opened(file) as tab:
        tab.comes_to("document.querySelector('.stretch').style.left")
        shown = tab.text
    assert 'aria-label="The years: The Road to Terror, 1932–1938; Lenin' in shown
    places = re.findall(r'class="stretch"[^>]*style="left: ([\d.]+)%; width: ([\d.]+)%', shown)
    (later, longer), (first, shorter) = ((float(left), float(width)) for left, width in places)
    assert first < first + shorter < later < later + longer <= 100 and shorter < longer


def test_where_several_play_it_is_asked_whose_game_it_is(historian: Historian) -> None:
    case = load_case(PETITION)
    for player in ("Ada", "Ben"):
        Shelf.at(data_folder(), player=player).keep(Playthrough(case).choose("sign"))
    told = historian("serve")
    assert told.code == 1 and "Ben, Ada" in told.err and "--as NAME" in told.err


def test_a_preview_in_the_browser_begins_where_its_author_wants(tmp_path: Path) -> None:
    """At her scene with her values; where a saving has these no more, at the start, and that is said."""
    folder = tmp_path / "petition"
    shutil.copytree(PETITION, folder)

    def begins(page: str) -> Any:
        packed = re.search('id="case" data-packed="script">([^<]*)<', page)
        assert packed
        program = json.loads(zlib.decompress(base64.b64decode(packed[1])))["program"]
        place, *held = program["starts"][""]
        values = {name: values[at] for (name, values, _), at in zip(program["fields"], held, strict=True)}
        return program["scenes"][place]["id"], values["trust"]

    with running(RehearsalSite(folder, "counter", ("trust=4",))) as server:
        page = ask(server)[1]
        assert begins(page) == ("counter", 4) and 'data-says=""' in page
        file = folder / "case.yaml"
        renamed_over(file, file.read_text("utf-8").replace("counter", "desk"))
        assert ask(server, "changed/1") == (200, "2")
        page = ask(server)[1]
        assert begins(page)[0] == "market" and "a start that is not there" in page


def test_a_start_that_is_not_there_is_refused_before_anything_is_served(historian: Historian) -> None:
    for wanted, why in ((("--from", "lost"), "no scene"), (("--set", "trust=9"), "cannot be")):
        told = historian("preview", PETITION, "--web", *wanted)
        assert told.code == 2 and why in told.err


@pytest.mark.parametrize(("error", "told"), [(BrokenPipeError(), False), (ValueError("a fault"), True)])
def test_a_browser_that_leaves_early_is_nobodys_fault(
    library: LocalServer, error: Exception, told: bool, capsys: pytest.CaptureFixture[str]
) -> None:
    try:
        raise error
    except Exception:
        library.handle_error(None, ("127.0.0.1", 1))
    assert ("Traceback" in capsys.readouterr().err) == told
