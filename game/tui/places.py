"""What the player has before her on each page: its title, its key row, and what its keys do there."""

from __future__ import annotations

from game.tui.commands import Place

MOST_KEYS = 8
"""Entries of the key row of a part of the debrief."""


def place(
    id_: str,
    title: str,
    row: str,
    about: str = "",
    *,
    writes: bool = False,
    alone: bool = False,
    **labels: str,
) -> Place:
    """A place, with its key row in words; `labels` are what a command is called there, as in `Place`."""
    return Place(id_, title, tuple(row.split()), about, labels, writes, alone)


def part(id_: str, title: str, row: str, about: str = "", **labels: str) -> Place:
    """A part of the debrief, with the commands of its own in its row."""
    standing = ("next_row", "take") if "take" in row.split() else ()
    often = dict.fromkeys((*standing, "left", *row.split(), "library"))
    shown = (*often, *(["export"] if len(often) < MOST_KEYS - 2 else []), "help", "back")
    parts = "parts of the debrief|parts"
    called = {"choose": parts, "left": parts, "right": "the next part", "back": "close"}
    return Place(id_, title, shown, about, {**called, **labels})


# fmt: off
EVERY = (
    place("scene", "A scene", "choose documents traces notebook path undo help leave",
        "Read, open the papers on the table, then choose. The next page asks why; there you can go back.",
        page_on="a page on"),
    place("passage", "A passage", "page_on documents traces notebook path undo help leave",
        "Nothing is decided here. Space goes on."),
    place("folded", "A folded scene", "choose pass_over notebook path undo help leave",
        "What comes touches on something hard. You may pass over it; that costs nothing."),
    place("why", "Why this one?", "take cite help back",
        "Finish the sentence in your own words. An empty line is allowed; it means: no reason given.",
        take="go on", back="choose again", writes=True),
    place("cites", "Lean on a paper", "choose take cite help back",
        "A digit names a paper that your sentence rests on; Enter opens it, and Escape then comes back.",
        choose="cite", take="read it", cite="the sentence|sentence", back="choose again", alone=True),
    place("after", "What followed", "page_on documents notebook path undo help leave",
        "What your choice brought about. Under o you set when what really happened is told."),
    place("ending", "An ending", "choose traces notebook path undo help leave",
        "This is where your path ends. The debrief tells what really happened.", choose="go on"),
    place("message", "A message", "take", take="go on", back="go on"),
    place("ask", "A question", "choose take help back", "Choose an answer; Escape is the last one."),
    place("whose", "Whose game?", "choose take help leave",
        "Several people have played on this computer. Each of them is shown her own playthroughs only.",
        back="leave"),
    place("leave", "Leave", "choose take help back", "What is kept when you leave, and where you can go.",
        back="stay", leave="leave"),
    place("case", "A case", "choose take rename strike help back",
        "Go on where you stopped, take up another playthrough, begin anew, or play less than all of it.",
        take="play", strike="delete", back="the library|back"),
    place("content_note", "Before you begin", "choose take help back",
        "What this case deals with, before you begin.", take="begin", back="not now"),
    place("reader", "A paper", "choose write_note left cards easier help back",
        "Who made it, when and why stands before what it says. What it does for an explanation, you "
        "decide: each press of its digit goes on from supports to complicates, undermines, not entered. "
        "You are asked about those that the paper bears on; the last digit opens the others. What we think "
        "of the paper stands there once you have written a line of your own, or compare at once.",
        choose="enter under a cause|enter", left="other papers|papers", right="the next paper",
        take="enter it there"),
    place("export", "Export", "choose take help back",
        "A file to hand in or to keep: the debrief with your plan; with the library if you want it.",
        take="write", choose="write"),
    place("palette", "Every command", "next_row take help back",
        "Write part of the name of a command, a scene, a paper or a case, or go down to a command.",
        next_row="commands", take="do it", writes=True),
    place("help", "Help", "page_on back", take="back"),
    place("library", "The library", "take begin_again part review settings help leave",
        "Every case lies on one line of years. The card says what you have seen of it.", take="open",
        back="leave"),
    place("line", "A line of your own", "take help back",
        "One line in your own words. If you go back before you keep it, it waits here for you.",
        take="keep it", back="finish it later|later", writes=True),
    place("name", "A name", "take help back", "One line in your own words.", take="keep it",
        back="do not keep it", writes=True),
    place("cards", "Who and what", "next_row take help back",
        "The people and words that this text names. What became of people is told in the debrief.",
        next_row="cards", take="open a paper that the card names|open a paper"),
    place("situation", "How things stand", "help back",
        "Marks between two words, never scores: what this path has made of the situation so far.",
        take="back"),
    place("followed", "What followed", "page_on help back",
        "What a choice brought about, as it was told then.", take="back"),
    place("notebook", "Your notebook", "left take write_note strike export help back",
        "What you have read and entered, by explanation and by scene, and your own lines.",
        take="open the paper|open", left="pages", right="the next page", back="close"),
    place("path", "Your path", "next_row take followed notebook help back",
        "The decisions you have taken. What history did beside each is told in the debrief.",
        next_row="along the path", take="go there", back="close"),
    place("search", "Search", "next_row take help back",
        "Write a name or a word: what you have met so far is searched as you write.",
        next_row="what was found", take="open", writes=True),
    place("settings", "Settings", "choose take help back",
        "Enter or a digit goes on to the next value of a setting.", choose="change", take="change"),
    place("sheet", "The turned sheet", "page_on hunch undo path notebook situation help leave",
        "What this part came to: your course in pencil, what happened in ink, and how sure we are. It "
        "undoes nothing, and what comes is still yours to choose. Under o you set when this is told.",
        take="go on", back="close"),
    part("debrief", "The debrief", ""),
    part("debrief_places", "Where you parted", "take",
        "Where your line left the record, and what it would have taken.", take="the whole record|record",
        next_row="places"),
    part("debrief_trusted", "What you trusted", "take",
        "The explanation you put first, beside the best that speaks against it.",
        take="open the paper|open", next_row="papers"),
    part("debrief_points", "What happened", "take",
        "What really happened at each point, on your path or not, and how sure we are.",
        take="the whole record|record", next_row="points"),
    part("debrief_causes", "Why", "take views",
        "One block is one paper. Many blocks are not proof: ask what each paper is worth.",
        take="your papers on it|papers", views="historians on it|historians", next_row="explanations"),
    part("debrief_historians", "Historians", "take claims",
        "Where historians differ, and what is said of it all, to be marked before you see our verdict.",
        take="open it", next_row="up and down|move"),
    part("debrief_path", "Your path", "views sources take", take="compare in full|compare",
        next_row="decisions"),
    part("debrief_plan", "Your plan", "take write_note",
        "What you could write, made of the papers you opened and of your own words.",
        take="open or write|open", write_note="add your own line|note", next_row="papers"),
    part("debrief_record", "A record", "views sources take",
        "All that is told of one point. Space goes on to the next.", back="the list",
        take="open the paper|open", next_row="up and down|move"),
    part("debrief_claim", "A claim", "choose take",
        "Is it so? Mark it in your own pencil; our verdict and its reasons stand below your mark.",
        back="the list", take="mark it", choose="mark it", next_row="marks"),
)
# fmt: on
"""Every page of the game. A screen takes those that it can show by `places`."""


def places(*ids: str) -> tuple[Place, ...]:
    """Some of the places, by their ids."""
    return tuple(each for wanted in ids for each in EVERY if each.id == wanted)
