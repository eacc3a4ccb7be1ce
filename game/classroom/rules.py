"""What may happen in a lesson now. Who may do what at all is a matter of roles, not of this."""

from __future__ import annotations

from game.classroom import events as said
from game.classroom.lesson import LONGEST_REASON, MOST_PEOPLE, MOST_PINNED, Lesson, path_of, taken
from game.play.playthrough import NotOpen

OVER = "The lesson is over."
BARRED = "Joining is closed. Ask your teacher."
NOT_HERE = "You do not take part in this lesson."
ANOTHER_DECISION = "The class has gone on to another decision."
NO_VOTE = "No vote is open now."


def why_not(lesson: Lesson, who: str, body: said.Body) -> str:
    """Why something cannot happen now, as a sentence; "" if it can.

    `who` is a participant's id, "" the teacher.
    """
    if lesson.closed:
        return "" if isinstance(body, said.Closed) and not body.over else OVER
    if who and not isinstance(body, said.Joined):
        person = lesson.participants.get(who)
        if person is None or person.out:
            return NOT_HERE
    match body:
        case said.Joined() if lesson.barred:
            return BARRED
        case said.Joined():
            return "This lesson is full." if len(lesson.participants) >= MOST_PEOPLE else ""
        case said.Removed():
            return "" if body.participant in lesson.participants else "There is no such participant."
        case said.Voted() | said.Counted() | said.Spoken():
            return why_no_vote(lesson, who, body)
        case said.Pinned():
            return why_not_pinned(lesson, body.reasons)
        case said.Followed():
            return why_not_followed(lesson, body)
        case said.Stepped() | said.WentBack() | said.Wrote():
            return why_no_step(lesson, who, body)
        case said.Marked():
            return "" if 0 <= body.mark <= 3 else "A mark is a number from 0 to 3."
        case said.Opened():
            return "The lesson has begun already."
        case said.Turned() | said.Showed() if lesson.mode == "alone":
            return "In this lesson each goes her own way."
    return ""


def why_no_vote(lesson: Lesson, who: str, body: said.Voted | said.Counted | said.Spoken) -> str:
    """Why an answer does not count. The teacher may type in what was raised by hand until the reveal."""
    if body.depth != lesson.play.depth:
        return ANOTHER_DECISION
    if lesson.round != body.round and (who or lesson.phase not in ("vote", "discuss", "revote", "locked")):
        return NO_VOTE
    if not lesson.is_open(body.choice):
        return "That course is not open."
    if isinstance(body, said.Counted):
        return "" if 0 <= body.hands <= MOST_PEOPLE else f"A count is a number up to {MOST_PEOPLE:,}."
    if len(body.because) > LONGEST_REASON:
        return f"A reason has room for {LONGEST_REASON} characters."
    if isinstance(body, said.Voted) and not set(body.cites) <= set(lesson.case.documents):
        return "There is no such paper."
    return ""


def why_not_pinned(lesson: Lesson, reasons: tuple[int, ...]) -> str:
    """Why these reasons cannot be pinned."""
    if len(set(reasons)) > MOST_PINNED:
        return f"At most {MOST_PINNED} reasons can be pinned: unpin one first."
    if any(lesson.reason(number) is None for number in reasons):
        return "There is no such reason."
    return ""


def why_not_followed(lesson: Lesson, body: said.Followed) -> str:
    """Why the class cannot go on with a course."""
    if lesson.mode == "alone":
        return "In this lesson each goes her own way."
    if body.depth != lesson.play.depth:
        return ANOTHER_DECISION
    return "" if lesson.is_open(body.choice) else "That course is not open."


def why_no_step(lesson: Lesson, who: str, body: said.Stepped | said.WentBack | said.Wrote) -> str:
    """Why a step on somebody's own way is not taken."""
    if lesson.mode != "alone":
        return "This class decides together."
    if isinstance(body, said.Wrote):
        return ""
    path = path_of(lesson, who)
    if why := lesson.why_held(who):
        return why
    if isinstance(body, said.WentBack):
        return "" if 0 <= body.depth <= path.depth else "There is nothing to go back to."
    if body.depth != path.depth:
        return f"This step does not follow yours: the server knows {path.depth} of them."
    try:
        taken(path, body)
    except NotOpen as why:
        return str(why)
    return ""
