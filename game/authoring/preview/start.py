"""Where a preview begins: at the start of the case, or at any scene with any values."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import field

from game.case.conditions.parser import Vocabulary
from game.case.diagnostics.problems import shown
from game.case.misspelt import nearest
from game.case.model import Case, Value
from game.case.node import nothing
from game.immutable import immutable
from game.phrases import sentence
from game.play.machine import Machine
from game.play.playthrough import Playthrough
from game.play.saves.rebase import present_scene
from game.refusal import Refusal

QUESTIONS = ("has", "visited")
MOST_NAMED = 12
"""Values or names that a sentence lists."""


class WrongStart(Refusal):
    """A scene or a value that the case does not have; says so in a sentence, with what there is instead."""

    def __init__(self, message: str) -> None:
        super().__init__(sentence(message))


@immutable
class Start:
    """A scene and values over the starting ones.

    Without a scene it is the start of the case. Where play `arrives`, the scene's `enter` is done; where an
    author has changed a value in the midst of a scene it has been done already. Values are named as in the
    layout of a `Machine`.
    """

    scene: str = ""
    values: Mapping[str, Value] = field(default_factory=nothing)
    arrives: bool = True

    def begin(self, case: Case) -> tuple[Playthrough, tuple[str, ...]]:
        """A playthrough that begins here, and in sentences whatever of this the case does not have."""
        said = []
        scene = present_scene(case, self.scene) if self.scene else case.start
        arrives = self.arrives or scene is None
        if scene is None:
            scene = case.start
            said.append(f"There is no scene {shown(self.scene)} now. You stand at the start of the case.")
        machine, values = Machine.of(case), {}
        for name, value in self.values.items():
            domain = machine.fields[name].values if name in machine.fields else None
            if domain is None:
                if " " in name or name in Vocabulary.of(case).names():
                    continue  # no condition asks about it now
                said.append(f"Nothing in the case is called {spoken(name)} now; it is left out.")
            elif value not in domain:
                said.append(f"{spoken(name)} cannot be {in_words(value)} now; it is as at the start.")
            else:
                values[name] = value
        place = machine.scene_index[scene]
        state = machine.layout.standing(values, place)
        if arrives:
            state = machine.layout.after(state, machine.program.scenes[place].enter)
        return Playthrough.begun_at(case, state), tuple(said)


def start_at(case: Case, scene: str, settings: Iterable[str]) -> Start:
    """A start out of an author's words, each of `settings` as name=value. Raises `WrongStart`."""
    if scene and present_scene(case, scene) is None:
        raise WrongStart(f"there is no scene {shown(scene)}{instead(scene, case.scenes)}")
    return Start(scene, dict(setting(case, each) for each in settings))


def setting(case: Case, words: str) -> tuple[str, Value]:
    """One value out of name=value. Raises `WrongStart`."""
    written, equals, value = (part.strip() for part in words.partition("="))
    if not equals or not written:
        raise WrongStart(f"{shown(words)} sets nothing; write name=value, for instance restraint=3")
    name, domain = asked_for(case, written)
    for each in domain:
        if in_words(each) == value:
            return name, each
    raise WrongStart(f"{spoken(name)} cannot be {shown(value)}; it can be {listed(domain)}")


def asked_for(case: Case, written: str) -> tuple[str, tuple[Value, ...]]:
    """What is meant by a name, and what it can hold. Raises `WrongStart`."""
    vocabulary = Vocabulary.of(case)
    if written in case.variables:
        return written, case.variables[written].domain
    if written in vocabulary.words:
        return written, vocabulary.words[written]
    question, bracket, rest = written.partition("(")
    about = rest.removesuffix(")").strip()
    known = case.documents if question == "has" else case.scenes
    if bracket and rest.endswith(")") and question in QUESTIONS:
        if about not in known:
            kind = "document" if question == "has" else "scene"
            raise WrongStart(f"there is no {kind} {shown(about)}{instead(about, known)}")
        return f"{question} {about}", (False, True)
    raise WrongStart(f"there is no variable {shown(written)}{instead(written, vocabulary.names())}")


def spoken(name: str) -> str:
    """A name of the machine's layout as an author writes it: `has(letter)` for "has letter"."""
    question, _, about = name.partition(" ")
    if question == "once":
        scene, _, choice = about.partition(" ")
        return f"{choice} taken at {scene}"
    return f"{question}({about})" if about else question


def in_words(value: Value) -> str:
    """A value as an author writes it."""
    return str(value).lower() if isinstance(value, bool) else str(value)


def listed(domain: tuple[Value, ...]) -> str:
    """What there is to choose from."""
    if isinstance(domain[0], int) and not isinstance(domain[0], bool):
        return f"{domain[0]} to {domain[-1]}"
    words = [in_words(value) for value in domain[:MOST_NAMED]]
    more = f" and {len(domain) - MOST_NAMED} more" if len(domain) > MOST_NAMED else ""
    return ", ".join(words) + more


def instead(wrong: str, known: Iterable[str]) -> str:
    """What may have been meant."""
    near = nearest(wrong, tuple(known))
    return f'; did you mean "{near}"?' if near else ""
