"""The library in the browser of this machine, on the shelf that the terminal plays from."""

from __future__ import annotations

import json
import threading
from collections.abc import Iterator
from html import escape
from typing import Any
from urllib.parse import quote, unquote

from game.case import CaseError, load_case
from game.case.catalogue import CaseHeader, UnknownCase, find_case, installed_cases
from game.case.model import Case, Chapter, NamedRoute
from game.case.pace import lasting
from game.case.parts import WHOLE, CasePart
from game.play.captions import with_commas
from game.play.saves.codec import Unreadable
from game.play.saves.file_format import read
from game.play.saves.rebase import fit
from game.play.saves.shelf import CannotLoad, CannotSave, Kept, Shelf
from game.web.page import page, small_page
from game.web.serving.local import NOT_THERE, Asked, HttpAnswer
from game.web.years import library_ruler

DATA = "application/json"


class LibrarySite:
    """The pages of the library, and the shelf behind them.

    `/` is the library; `/ID/`, `/ID/chapter/X/` and `/ID/route/X/` play a case; `…/saves` gives its
    playthroughs, and what is posted to `…/saves/NAME` is kept.
    """

    def __init__(self, shelf: Shelf) -> None:
        self.shelf = shelf
        self.one_at_a_time = threading.Lock()

    def __call__(self, asked: Asked) -> HttpAnswer:
        if not asked.path:
            return HttpAnswer(library_page(installed_cases()))
        case_id, *rest = map(unquote, asked.path)
        try:
            case = load_case(find_case(case_id))
        except UnknownCase:
            return NOT_THERE
        except CaseError as error:
            return HttpAnswer(
                small_page("This case cannot be played", f"<p>{escape(str(error))}</p>"), status=409
            )
        match asked.way, rest:
            case "GET", ["saves"]:
                return self.saves(case)
            case "POST", ["saves", name]:
                return self.keep(case, name, asked.body)
            case "POST", ["delete", name]:
                return self.delete(case, name)
            case "GET", [] | ["chapter" | "route", _]:
                part = CasePart(**{rest[0]: rest[1]}) if rest else WHOLE
                if part != WHOLE and part.of(case) is None:
                    return NOT_THERE
                return HttpAnswer(page(case, part, served={"saves": "../../" if rest else ""}))
        return NOT_THERE

    # --- the shelf ----------------------------------------------------------------------------------

    def saves(self, case: Case) -> HttpAnswer:
        """Every playthrough of the case by its name."""
        with self.one_at_a_time:
            found = {each.name: each.path.read_text("utf-8") for each in self.shelf.of(case.id)}
        return as_data(saves=found)

    def keep(self, case: Case, name: str, body: str) -> HttpAnswer:
        """Keep what a page has played: over the file that it goes on from, or in one of its own."""
        try:
            handed = json.loads(body)
            content, before = str(handed["content"]), str(handed["before"])
            save = read(content.encode("utf-8", "replace"))
        except (ValueError, KeyError, TypeError, RecursionError, Unreadable):
            return as_data(409, message="That was no playthrough; nothing was written.")
        if save.case.id != case.id:
            return as_data(409, message=f"That is a playthrough of “{save.case.title}”; nothing was written.")
        with self.one_at_a_time:
            fitted = fit(save, case)
            path = next((each.path for each in self.shelf.of(case.id) if each.name == name), None)
            kept = Kept(None, save.begun, title=save.name)
            try:
                if path is not None and before:
                    there = self.shelf.load(path, case).kept.path
                    kept = Kept(there, save.begun, before.encode("utf-8", "replace"), title=save.name)
                done = self.shelf.keep(fitted.play, kept, fitted.bookmark)
            except (CannotSave, CannotLoad) as problem:
                return as_data(409, message=str(problem))
        assert done.path is not None
        return as_data(name=done.path.stem, content=done.content.decode(), message=done.message)

    def delete(self, case: Case, name: str) -> HttpAnswer:
        """Take a playthrough off the shelf; the page has asked."""
        with self.one_at_a_time:
            for each in self.shelf.of(case.id):
                if each.name == name:
                    try:
                        self.shelf.delete(each)
                    except CannotSave as problem:
                        return as_data(409, message=str(problem))
        return as_data(message="")


def as_data(status: int = 200, **said: Any) -> HttpAnswer:
    return HttpAnswer(json.dumps(said, ensure_ascii=False), DATA, status)


# --- the page ------------------------------------------------------------------------------------------


def library_page(cases: tuple[CaseHeader, ...]) -> str:
    """Every case that is installed, with its question and its parts."""
    rows = "".join(f"<li>{''.join(row(each))}</li>" for each in cases)
    return small_page(
        "The Historian’s Choices", f'{library_ruler(cases)}<ul class="plainly path">{rows}</ul>'
    )


def row(header: CaseHeader) -> Iterator[str]:
    """One case: what it asks, how long it takes, and where it begins."""
    about = with_commas(header.span, lasting(header.minutes))
    yield f'<p class="where">{escape(about)}</p><h2>{escape(header.title)}</h2>'
    yield f"<p>{escape(header.question)}</p>"
    if not header.playable:
        yield f'<p class="warn">{escape(str(header.problems[0].message))}</p>'
        return
    here = quote(header.id)
    links = [(f"{here}/", "The whole case")]
    links += [(f"{here}/route/{quote(each.id)}/", named(each)) for each in header.routes.values()]
    yield f"<p>{' '.join(link(*each) for each in links)}</p>"
    if header.chapters:
        chapters = "".join(
            f"<li>{link(f'{here}/chapter/{quote(each.id)}/', named(each))}</li>" for each in header.chapters
        )
        yield f"<details><summary>One chapter alone</summary><ol>{chapters}</ol></details>"


def named(part: Chapter | NamedRoute) -> str:
    """A part by its title, and how long it takes."""
    return with_commas(part.title, lasting(part.minutes))


def link(address: str, words: str) -> str:
    return f'<a class="way" href="{escape(address)}">{escape(words)}</a>'
