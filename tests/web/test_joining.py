"""Modules joined into the script of a page: what stands in strings, templates and patterns stays as it is."""

from __future__ import annotations

import subprocess
from collections import Counter

import pytest

from game.web.joining import (
    PLAYER,
    CannotBeJoined,
    in_order,
    joined,
    looks,
    module_of,
    plain_style,
    read,
    source,
)
from tests.web.browser_player import node

NASTY = r"""
import { one,
  two } from "./other.js";
/** A comment with `a template`, "a string" and a */ // tail
export const found = [];
const say = (...words) => found.push(words); // not "this
say("// no comment", '/* nor this */', "it's", 'a "quote"', "a \" and a \\", "a \
line");
say(`two
   lines  /* kept */ // kept`, `a ${ "b" /* gone */ + `c  ${ { d: "}" }.d }  ` } e`, `\` \${ no } $ {`);
say(/[/"'`]/.test("/"), /\/\*.*?\*\//g.source, "a  b".replace(/  /, "-"), 8 / 2 / 2, (8) / 2);
if (found.length) /x \/* y/.exec("x /* y") && say("a pattern behind brackets");
const list = [4 / 2, 1]
const [first] = list
let counted = first
counted++
say(counted, counted+ +1, counted - -1, counted-- - 1, - -counted, 1 .toFixed(1), 1.5.toFixed(2))
const later = () => {
  return
  "nothing"
}
say(later(), typeof later, "x"in{ x: 1 }, void 0, [] instanceof Array, 2 ** -1 || 2, null ?? .5, 0 ? .1 : .2)
export function* counting ( ) { yield /a  b/.source; yield * [ 1 ] }
export class Named { static #own = "#own  name"; get 'a  b'() { return Named.#own } static in = 1 }
say(...counting(), new Named()["a  b"], Named.in / 1, 'é“  ”')
label: for (const a of [1, 2]) { if (a > 1) continue label; else say(a) }
const { length: long, ...rest } = { length: 3, more: `${ 1 }` }
say(long, rest)
"""


def run(script: str) -> str:
    """What the nasty module has found in the end."""
    tail = "\nconsole.log(JSON.stringify(found));"
    done = subprocess.run(
        [node(), "--input-type=module", "-e", script + tail], capture_output=True, text=True, check=False
    )
    assert done.returncode == 0, done.stderr
    return done.stdout


def test_a_nasty_module_says_the_same_when_it_is_joined() -> None:
    module = module_of("nasty.js", NASTY)
    as_it_is = NASTY.replace('import { one,\n  two } from "./other.js";', "").replace("export ", "")
    assert run(module.script) == run(as_it_is)
    assert "gone" not in module.script and "kept */ // kept" in module.script
    assert module.imported == ("other.js",)
    assert {"found", "say", "first", "counting", "Named", "long", "rest"} <= set(module.declared)
    assert "length" not in module.declared


@pytest.mark.parametrize("name", sorted(path.name for path in PLAYER.glob("*.js")))
def test_a_module_of_the_player_keeps_every_sign(name: str) -> None:
    """And whatever begins a page with it joins, so that no two modules beneath call things by one name."""
    module = module_of(name, source(name))
    before = [token.text for token in read(name, source(name)) if token.text != "export"]
    after = [token.text for token in read(name, module.script)]
    assert before[len(before) - len(after) :] == after and joined(name)


def test_no_page_carries_what_nothing_in_it_uses() -> None:
    """Whatever a module gives a name at its top is called again in a page that has the module."""
    pages = ("main.js", "served_main.js", "small_page.js", "in_class.js", "loader.js")
    modules = dict(each for first in pages for each in in_order(first, set()))
    used = Counter(
        token.text
        for name, module in modules.items()
        for token in read(name, module.script)
        if token.kind == "name"
    )
    assert [each for module in modules.values() for each in module.declared if used[each] < 2] == []


@pytest.mark.parametrize(
    ("text", "why"),
    [
        ('import * as all from "./a.js";', "imports names as they are"),
        ('import { a as b } from "./a.js";', "imports names as they are"),
        ('import { a } from "https://elsewhere/a.js";', "imports names as they are"),
        ("const a = 1;\nexport { a };", "line 2: what is exported is declared at once"),
        ("export default 1;", "declared at once"),
        ("const a = {} / 2;", "two ways"),
        ("a++ / 2;", "two ways"),
        ("say(`never ended", "line 1: this cannot be read"),
        ('say("never\nended");', "cannot be read"),
        ("say((1);", "( is never closed"),
        ("say(1));", "nothing is open"),
    ],
)
def test_what_cannot_be_joined_is_refused_in_words(text: str, why: str) -> None:
    with pytest.raises(CannotBeJoined) as refused:
        module_of("mine.js", text)
    assert why in str(refused.value) and str(refused.value).startswith("mine.js, line ")


def test_modules_that_call_two_things_by_one_name_are_refused(monkeypatch: pytest.MonkeyPatch) -> None:
    modules = {
        "a.js": 'import { y } from "./b.js";\nconst x = y;',
        "b.js": "export const y = 1;\nlet x = 2;",
        "c.js": 'const end = "</SCRIPT>";',
    }
    monkeypatch.setattr("game.web.joining.source", modules.__getitem__)
    with pytest.raises(CannotBeJoined, match=r"a\.js calls something x, and b\.js does too"):
        joined("a.js")
    with pytest.raises(CannotBeJoined, match="would end the element"):
        joined("c.js")


def test_a_style_sheet_loses_nothing_but_what_is_needless() -> None:
    text = (
        'a  b , c > d:has( + e) { content : "a  ;  }"; margin: calc(1rem - 2px)  0; }\n'
        "/* gone */ @media (x: 1) and (y) { p { --z: 1 } }"
    )
    assert plain_style(text) == (
        'a b,c>d:has( + e){content :"a  ;  }";margin:calc(1rem - 2px) 0}@media (x:1) and (y){p{--z:1}}'
    )
    assert len(looks()) < len(source("page.css"))
    for wrong in ("a { content: 'x' }", 'a { content: "</style>" }'):
        with pytest.raises(CannotBeJoined):
            plain_style(wrong)
