/**
 * The calm page at a chapter's end, on which her line lies beside the record; as in Python's `TurnedSheet`.
 *
 * @typedef {import("./playthrough.js").Playthrough} Playthrough
 * @typedef {import("./comparison.js").Comparison} Comparison
 * @typedef {import("./machine.js").State} State
 * @typedef {import("./model").Scene} Scene
 * @typedef {{scene: Scene, courses: string[], passed: boolean, happened: string,
 *   certainty: import("./model").Certainty | undefined, relation: import("./comparison.js").Relation, date: string}} SheetRow
 * @typedef {{before: State, after: State, scene: Scene, decided: boolean}} Shift
 * @typedef {{chapter: string, title: string, rows: SheetRow[], moved: {gauge: import("./moment.js").Gauge, by: string}[], still: boolean,
 *   question: string, hunch: string, asksHunch: boolean}} TurnedSheet
 */

import { byHand, entry, heading, labelled, plainFact, quiet, text, those } from "./blocks.js";
import { comparisons } from "./comparison.js";
import { briefly } from "./debrief.js";
import { hunchIsOpen, hunchNow } from "./hunch.js";
import { drawsGauges, gaugesAt } from "./moment.js";
import { joined } from "./numbers.js";
import { sentence } from "./phrases.js";
import { isDecision } from "./playthrough.js";

/** Places in one list; the rest is an ellipsis. */
const MOST_NAMED = 12;

/**
 * The sheet that is turned where play stands; null where no chapter ends, or nothing could be told of it.
 * @param {Playthrough} play
 * @returns {TurnedSheet | null}
 */
export function turnedSheet(play) {
  if (!play.turnsSheet) return null;
  const begun = beginningOf(play);
  const hers = comparisons(play).filter(({ step }) => isDecision(step));
  const rows = sheetRows(hers.slice(begun.decisions.length));
  const chapter = play.game.chapter(begun.scene.chapter);
  const [drawn, moved] = gaugesIn(play, begun);
  const asksHunch = hunchIsOpen(play);
  const says = rows.some((row) => row.happened) || moved.length > 0 || asksHunch || chapter?.question;
  if (!rows.length || !says) return null;
  return {
    chapter: chapter?.id ?? "",
    title: chapter?.title ?? play.case.title,
    rows,
    moved,
    still: drawn && !moved.length,
    question: chapter?.question ?? "",
    hunch: asksHunch ? hunchNow(play) : "",
    asksHunch,
  };
}

/** Every sheet that was turned on this path, in order. @param {Playthrough} play @returns {TurnedSheet[]} */
export function sheets(play) {
  const line = [...play.atEachStep.slice(1).map(([before]) => before), play];
  return line.flatMap((at) => turnedSheet(at.withNotebook(play.notebook)) ?? []);
}

/** Where the last sheet was turned, with the notebook as it is now; null before the first. @param {Playthrough} play @returns {Playthrough | null} */
export function lastTurned(play) {
  /** @type {Playthrough | null} */
  let at = play;
  while (at && !turnedSheet(at)) at = at.parent;
  return at && at.withNotebook(play.notebook);
}

/** Where the chapter began that has ended with the last step. @param {Playthrough} play */
function beginningOf(play) {
  let at = play.stopBefore ?? play;
  while (at.parent && at.parent.scene.chapter === at.scene.chapter) at = at.parent;
  return at;
}

/** The last decision alone, where something is told of it. @param {Playthrough} play */
export function lastRow(play) {
  if (!play.last || !isDecision(play.last)) return null;
  const [row] = sheetRows(comparisons(play).slice(-1));
  return row.happened ? row : null;
}

/** The decisions in order; what was decided at one scene time after time is one row. @param {Comparison[]} decisions @returns {SheetRow[]} */
function sheetRows(decisions) {
  /** @type {Map<string, Comparison[]>} */
  const byScene = new Map();
  for (const each of decisions) byScene.set(each.scene.id, [...(byScene.get(each.scene.id) ?? []), each]);
  return [...byScene.values()].map((times) => {
    const { scene, record, relation, step } = times[times.length - 1];
    const happened = record ? record.in_short || (relation === "archive" ? "" : briefly(record)) : "";
    return {
      scene,
      courses: [...new Set(times.map((each) => each.step.said || each.choice.told || each.choice.label))],
      passed: step.passed,
      happened,
      certainty: happened ? record?.certainty : undefined,
      relation,
      date: relation === "archive" ? "" : (scene.date ?? ""),
    };
  });
}

/** Whether the chapter draws gauges, and those of them that moved in it. @param {Playthrough} play @param {Playthrough} begun @returns {[boolean, TurnedSheet["moved"]]} */
function gaugesIn(play, begun) {
  const way = shifts(play, begun);
  if (!way.some(({ scene }) => drawsGauges(play, scene))) return [false, []];
  const gauges = gaugesAt(play, way[way.length - 1].after, way[0].before);
  const found = gauges.map((gauge) => ({ gauge, by: whatMoved(play, gauge.variable.id, way) }));
  return [gauges.length > 0, found.filter(({ by }) => by)];
}

/** The chapter state by state; arriving at the scene of another one belongs to that one. @param {Playthrough} play @param {Playthrough} begun @returns {Shift[]} */
function shifts(play, begun) {
  const passed = [...play.atEachStep.map(([before]) => before), play].slice(begun.depth);
  const left = passed.findIndex((stop) => stop === play || stop.scene.chapter !== begun.scene.chapter);
  /** @type {Shift[]} */
  const way = [];
  let state = stateLeft(begun);
  for (const [place, stop] of passed.slice(0, left).entries()) {
    way.push({ before: state, after: stop.state, scene: stop.scene, decided: false });
    state = stateLeft(passed[place + 1]);
    way.push({ before: stop.state, after: state, scene: stop.scene, decided: true });
  }
  if (play.ended && play.scene.chapter === begun.scene.chapter) {
    way.push({ before: state, after: play.state, scene: play.scene, decided: false });
  }
  return way;
}

/** The state that the last step left, before arriving changed anything; at the start, the first one. @param {Playthrough} play */
function stateLeft({ parent, last, state, machine }) {
  return parent && last ? machine.beforeLeaving(parent.state, parent.optionOf(last.choice)) : state;
}

/** What moved a gauge: `lowered at “The vote” and as “The winter” began`. @param {Playthrough} play @param {string} gauge @param {Shift[]} way */
function whatMoved(play, gauge, way) {
  /** @type {Map<string, Set<string>>} */
  const found = new Map();
  for (const shift of way) {
    const [before, after] = [shift.before, shift.after].map((state) => Number(play.machine.value(state, gauge)));
    if (before === after) continue;
    const title = shift.scene.title.replace(/\.+$/, "");
    const verb = after < before ? "lowered" : "raised";
    found.set(verb, (found.get(verb) ?? new Set()).add(shift.decided ? `at “${title}”` : `as “${title}” began`));
  }
  const some = (/** @type {string[]} */ ways) => (ways.length > MOST_NAMED ? [...ways.slice(0, MOST_NAMED), "…"] : ways);
  return [...found].map(([verb, ways]) => `${verb} ${joined(some([...ways]))}`).join("; ");
}

// --- as blocks

const YOU = { same: "You, as in the record", parted: "You, apart from the record", archive: "You", unrecorded: "You" };

/** What a chapter came to, in order. @param {TurnedSheet} sheet @returns {import("./blocks.js").Block[]} */
export function sheetBlocks({ title, rows, moved, still, question, hunch }) {
  const standing = moved.map(({ gauge, by }) => {
    const where = gauge.change ? gauge.standing : `${gauge.standing}, as before`;
    return plainFact(gauge.label, sentence(`${where}; ${by}`));
  });
  return those(
    heading(`The sheet is turned: ${title}`, 3),
    rows.map((row) => entry(row.scene.title, { note: row.date, facts: rowFacts(row), sheet: true })),
    (still || moved.length) && entry("How things stand", {
      facts: standing, words: still && quiet("They stand where they stood as this began."),
    }),
    plainFact("A question that stays open", question),
    plainFact("Your hunch, in pencil", hunch, true),
  );
}

/** Her course, and what happened. @param {SheetRow} row */
function rowFacts({ passed, relation, courses, happened, certainty }) {
  const label = relation === "archive" ? "Specialists in short" : "The record";
  const met = relation === "archive" || (relation === "same" && !passed);
  const sign = relation === "same" ? "same" : "you";
  return [
    passed ? labelled("You", quiet("passed over")) : labelled(YOU[relation], byHand(courses.join("; then ")), "", sign),
    labelled(label, certainty && text(happened, { note: certainty, sign: certainty }), "", met ? "" : "record"),
  ];
}
