"""A check of one ethical line: nobody plays a perpetrator at an atrocity.

Words are all that can be looked at, so only plain ones count, outside the archive: whom the player follows,
and the labels of choices that can be taken. A label counts where its verb does the deed: signs a death
list, sets a quota of arrests, orders a shooting, beats a prisoner, writes a confession. To vote on a
wording, to plead, to refuse, to ask or to report is no such verb, and what others do in the text is not
looked at: "Vote for the wording with shooting" is a course in a meeting, "Order him shot" is not.
"""

from __future__ import annotations

import re
from typing import Final

from game.case.checks.context import Checking

PIECES: Final = {
    "deed": r"(?:executions?|shootings?|hangings?|beatings?|torture|(?:mass )?arrests|deportations?|"
    r"firing squads?)",
    "done": r"(?:shot|executed|hanged|beaten|tortured|flogged|put to death)",
    "one": r"(?:(?:an?|the|his|her|their|your|this|that|these|its|full|false|whole|new|first|last|higher|"
    r"lower|[\w-]+['’]s) )*",
    "somebody": r"(?:him|her|them|(?:an?|the|this|that|these|those|all|every|each) (?:\w+ )?(?:prisoners?|"
    r"m[ae]n|wom[ae]n|accused|suspects?|hostages?|arrested|condemned|traitors?|officers?|peasants?|kulaks?|"
    r"witness(?:es)?|famil(?:y|ies)|villagers?|workers?|deserters?|priests?|generals?|marshals?)"
    r"|(?!(?:Order|Plan|Decree|Article|Directive)\b)(?-i:[A-Z][a-z]+))",
    "list": r"(?:(?:death|execution|shooting|arrest|deportation) lists?|lists? of (?:those|people|men|names) "
    r"to (?:be )?(?:shot|shoot|arrest|execute|deport)\w*)",
}

DEEDS: Final = re.compile(
    "|".join(
        (
            r"\b(?:sign|initial|approve|confirm|countersign|draw up|draft|write|type) {one}{list}\b",
            r"\badd (?:\w+ ){{1,4}}to {one}{list}\b",
            r"\b(?:set|fix|raise|double|fill|meet|exceed|propose|choose) {one}(?:quotas?|limits?|figures?|"
            r"targets?) (?:for|of) (?:the |[\d.,]+ )?(?:{deed}|(?:people|men|those) to (?:be )?\w+|"
            r"first category)\b",
            r"\b(?:set|fix|raise|double|fill|meet|exceed|propose|choose) {one}(?:execution|shooting|arrest|"
            r"deportation) (?:quotas?|limits?|figures?|targets?)\b",
            r"\b(?:order|command|carry out|authori[sz]e|lead|oversee) {one}(?:\w+ )?{deed}\b",
            r"^(?:order|have|get) {somebody}(?: and \w+)? (?:to be )?{done}\b",
            r"^(?:shoot|execute|hang|beat|torture|flog|kill|whip) {somebody}\b",
            r"\b(?:write|draft|dictate|extract|force|beat|type|sign) (?:out |up |down )?{one}confessions?\b"
            r"(?! of (?:\w+ )?(?:mistakes|errors))",
            r"\b(?:pick|choose|select|tick) {one}(?:\w+ )?names? (?:for|to be|of those to be) "
            r"(?:{one}(?:{list}|{deed})|{done}|arrested)\b",
        )
    ).format(**PIECES),
    re.IGNORECASE,
)
"""What the label of a choice says where to take it is to do the deed."""

STEMS: Final = (
    *("list", "quota", "limit", "figure", "target", "execut", "shoot", "shot", "hang", "beat", "tortur"),
    *("arrest", "deport", "firing", "confess", "kill", "whip", "flog", "put to death"),
)
"""What any such label has in it: to look for these first is ten times quicker."""

SEATS: Final = re.compile(
    r"\byou (?:follow|are|play) (?:(?:an?|the|one of the|its|a young|an old) )?(?:\w+ )?"
    r"(?:executioners?|interrogators?|torturers?|hangm[ae]n|firing (?:squad|party)|camp commandant)\b",
    re.IGNORECASE,
)
"""Whom a player never follows."""

LOOKED_AT: Final = 300
"""Characters of a label that are looked at; a line has fewer."""


def nobody_carries_out_violence(checking: Checking) -> None:
    """In a deliberation, or as a witness, no course is to carry out an execution or the like."""
    for scene in checking.case.scenes.values():
        if scene.stance == "archive" or (scene.stance is None and "stance" in scene.origin.marks):
            continue
        seat = SEATS.search(scene.perspective, 0, LOOKED_AT)
        if seat:
            checking.problems.add("perpetrators-seat.seat", scene.origin.of("perspective"), quote=seat[0])
            continue
        for choice in scene.choices.values():
            if not choice.shut and is_a_deed(choice.label[:LOOKED_AT]):
                place = choice.origin.of("label")
                checking.problems.add("perpetrators-seat", place, name=choice.id, quote=choice.label)


def is_a_deed(label: str) -> bool:
    """Whether a label says that to take the choice is to do the deed."""
    low = label.lower()
    return any(stem in low for stem in STEMS) and DEEDS.search(label) is not None
