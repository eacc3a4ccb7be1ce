"""A reader is asked to look at courses that may carry out violence; who refuses is never accused."""

from __future__ import annotations

import pytest

from game.case.checks.context import Checking
from game.case.diagnostics import telling
from game.case.diagnostics.problems import Problems
from game.case.lint.guide import nobody_carries_out_violence
from game.case.model import Person
from tests.cases import case, choice, scene

CROSSED = """\
Sign the death list.
Sign Yezhov's list of those to be shot.
Add a name to the arrest list.
Set the region's quota for arrests.
Raise the limit for the first category.
Fill the execution quota early.
Set a limit of 300 people to be shot.
Order the execution.
Give way, and authorise the shootings.
Carry out the mass arrests tonight.
Order him shot.
Have the prisoner beaten.
Beat the prisoner until he talks.
Shoot the hostages.
Execute Ryutin.
Fire on the crowd.
Open fire on the strikers.
Drop the bomb.
Approve the deportation.
Sign the king's death warrant.
Write his confession for him.
Extract a full confession.
Choose the names for the firing squad."""

OPEN = """\
Vote for the first wording: expel them, try them, and shoot them.
Ask for the wording with shooting in it.
Write "agree".
Sign the sheet that expels him.
Refuse to sign.
Say that the confession cannot be checked.
Write that nobody has seen the confession.
Write a full confession of mistakes to the Central Committee.
Ask what the list is for.
Set the grain quota for the district.
Raise the quota, and write to the centre.
Order the files in the registry by date.
Have the minutes retyped.
Execute the plan as written.
Hang the portrait in the hall.
Beat the deadline.
Kill the motion in committee.
Report what you saw of the shooting.
Put your own name on the list of speakers.
Vote against the death sentence.
Refuse to sign the death list.
Do not sign the death list.
Don’t fire on the crowd.
Decline to order the shooting.
Never order the shooting.
Tell him not to order the shooting.
Order that the shooting stop.
Write the Confession of Augsburg."""


def told(stance: str | None, label: str, perspective: str = "", **rest: object) -> list[str]:
    problems = Problems()
    made = case(
        scene("room", choice("go", "end", label=label, **rest), stance=stance, perspective=perspective),
        scene("end"),
        people=[Person(id="ryutin", name="Martemyan Ryutin")],
    )
    nobody_carries_out_violence(Checking(made, problems))
    return [problem.code for problem in telling.put_into_words(problems)]


@pytest.mark.parametrize("label", CROSSED.splitlines())
def test_what_is_not_offered(label: str) -> None:
    assert told("deliberation", label) == told("witness", label) == told(None, label) == ["perpetrators-seat"]
    assert told("archive", label) == []
    assert told("deliberation", label, shut="Nobody did.") == []


@pytest.mark.parametrize("label", OPEN.splitlines())
def test_what_people_argue_about(label: str) -> None:
    assert told("deliberation", label) == []


@pytest.mark.parametrize(
    ("perspective", "crossed"),
    [
        ("You follow one of the interrogators.", True),
        ("You are a young executioner.", True),
        ("You follow a typist who works for the interrogator.", False),
        ("You follow one of the ten full members of the Politburo.", False),
        ("You follow a man whom the firing squad spared.", False),
    ],
)
def test_whom_the_player_follows(perspective: str, crossed: bool) -> None:
    assert told("witness", "Wait.", perspective) == (["perpetrators-seat"] if crossed else [])
