"""One HTML file that plays a case in any browser, offline: the compiled case, the player and its looks.

Its policy allows the inline pieces of the file by their hashes, and nothing else: no request to anywhere, no
handler in the markup, no form that leaves the page. Looks, case and player lie in it deflated; a few lines
unpack them.
"""

from __future__ import annotations

import base64
import contextlib
import json
import zlib
from collections.abc import Iterable, Mapping
from html import escape
from typing import Any, cast

from game.case.folders import data_folder
from game.case.model import Case
from game.case.parts import WHOLE, CasePart
from game.play.exams import Exam, NoExam, exam_files, load_exam
from game.play.program import State
from game.play.report.html import framed, seal
from game.web.compiled import compiled, content
from game.web.joining import joined, looks

FIRST, SERVED, LOADER = "main.js", "served_main.js", "loader.js"


def page(
    case: Case,
    part: CasePart = WHOLE,
    *,
    uncompressed: bool = False,
    served: Mapping[str, str] | None = None,
    start: State | None = None,
) -> str:
    """The file, of the whole case or of a part of it. `uncompressed` suits browsers that cannot inflate.

    A page that this machine serves is told by `served` where the `saves` of the case are, or which reading of
    a case that is being written it is to `watch`; it may ask this machine, and nobody else. Play of the whole
    case begins in the state `start`, if there is one.
    """
    value = compact({**compiled(case, start), "plays": part._asdict(), "exams": exams_data()})
    player, loader = joined(FIRST if served is None else SERVED), joined(LOADER)
    title = ": ".join(filter(None, (case.title, part.title_in(case))))
    holders = plain_holders(value, player) if uncompressed else packed_holders(value, player, loader)
    needs = f"<noscript><p>{escape(title)} is played in this page, which needs JavaScript.</p></noscript>"
    scripts = (player,) if uncompressed else (loader, player)
    style = f"<style>{looks()}</style>" if uncompressed else ""
    return document(title, f"{needs}\n{holders}", scripts, served, style)


def exams_data() -> dict[str, Any]:
    """Every exam profile that can be read, ours and the user's own."""
    home = data_folder()
    found = {}
    for exam in exam_files(home):
        with contextlib.suppress(NoExam):
            found[exam] = content(cast(Exam, load_exam(exam, home)))
    return found


def small_page(title: str, body: str, served: Mapping[str, str] | None = None) -> str:
    """A page without a case, in the same looks, with HTML that its caller has made safe."""
    script = joined("small_page.js")
    inner = f'<main><h1>{escape(title)}</h1>{body}</main>\n<script type="module">{script}</script>'
    return document(title, inner, (script,), served or {}, f"<style>{looks()}</style>")


def document(
    title: str, body: str, scripts: Iterable[str], served: Mapping[str, str] | None, style: str
) -> str:
    """The frame of a page, and its policy. One that is served may ask where it comes from."""
    asks = "" if served is None else "connect-src 'self'; "
    allowed = f"script-src {' '.join(map(seal, scripts))}; style-src {seal(looks())}; {asks}"
    told = "".join(f' data-{name}="{escape(value)}"' for name, value in (served or {}).items())
    return framed(title, allowed, style, body, told)


def packed_holders(value: str, player: str, loader: str) -> str:
    """The looks, the case and the player, deflated, and what unpacks them."""
    return f"""<script type="text/plain" data-packed="style">{packed(looks())}</script>
<script type="text/plain" id="case" data-packed="script">{packed(value)}</script>
<script type="text/plain" id="player" data-packed="script">{packed(player)}</script>
<script type="module">{loader}</script>"""


def plain_holders(value: str, player: str) -> str:
    """The same as they are; nothing in the case can end the element that holds it."""
    harmless = value.replace("<", "\\u003c").encode("utf-8", "replace").decode()
    return f"""<script type="application/json" id="case">{harmless}</script>
<script type="module">{player}</script>"""


def compact(value: Any) -> str:
    return json.dumps(value, ensure_ascii=False, separators=(",", ":"))


def packed(text: str) -> str:
    return base64.b64encode(zlib.compress(text.encode("utf-8", "replace"), 9)).decode()
