/**
 * What there is to show and to choose at one point of a playthrough, as in Python's `Moment`.
 *
 * @typedef {import("./playthrough.js").Playthrough} Playthrough
 * @typedef {import("./machine.js").State} State
 * @typedef {import("./model").Choice} Choice
 * @typedef {import("./model").Html} Html
 * @typedef {{choice: Choice, id: string, label: string, door: import("./model").Door, open: boolean, reason: string,
 *   unread: string[]}} Offer   `unread` are papers on the table that would open it.
 * @typedef {{document: import("./model").CaseDocument, opened: boolean, notes: number}} Paper
 * @typedef {{variable: import("./model").Variable, label: string, value: number, before: number | null, steps: number,
 *   position: number, beforePosition: number | null, change: "lower" | "" | "higher", standing: string,
 *   spoken: string}} Gauge
 * @typedef {{label: string, value: string}} Reading
 * @typedef {ReturnType<typeof moment>} Now
 */

import { aboutRoute, IN_BETWEEN, isHers, passedOver } from "./bridge.js";
import { placeAndDate } from "./captions.js";
import { escaped, inBrief, sentence } from "./phrases.js";

const TAKEN_BEFORE = "It has been taken already.";
const CLOSED = "It is not open as things stand.";
const MEMORY = /<span data-memory="(choice|because):([^" ]*)( strong)?( em)?">.*?<\/span>/g;

/**
 * @param {Playthrough} play
 */
export function moment(play) {
  const { scene, state, machine, passing } = play;
  const program = machine.scene(state);
  const nothing = play.chapterOver || passing;
  /** @param {import("./model").Block[] | undefined} blocks @param {import("./machine.js").Test[]} tests */
  const blocks = (blocks, tests) =>
    (nothing ? [] : machine.showing(tests, state))
      .map((place) => (blocks ?? [])[place].text)
      .filter((html) => isHers(play, html))
      .map((html) => remembering(play, html));
  return {
    scene,
    ended: play.ended,
    isPassage: play.isPassage,
    stuck: play.stuck,
    /** What stands above the text, where and when, and whom the player follows as HTML. */
    title: passing ? IN_BETWEEN : scene.title,
    where: passing ? "" : placeAndDate(scene),
    perspective: passing ? aboutRoute(play) : (scene.perspective ?? ""),
    chapterTitle: play.game.chapter(scene.chapter)?.title ?? "",
    begins: begins(play),
    decisionNumber: play.decisions.length + 1,
    /** The scene's text as HTML, in the blocks that show here; or all that the route passes over. */
    paragraphs: passing && !play.chapterOver ? passedOver(play) : blocks(scene.text, program.text),
    /** The easier reading; empty where there is none. */
    simpler: blocks(scene.simpler, program.simpler),
    documents: nothing ? [] : papersHere(play),
    choices: nothing || scene.ending ? [] : offers(play),
    gauges: nothing || !drawsGauges(play, scene) ? [] : gaugesAt(play, state, play.parent?.state ?? null),
    readings: nothing ? [] : readings(play),
  };
}

/** The chapter that begins here: nothing of it has been read on this path. @param {Playthrough} play */
function begins(play) {
  const { chapter } = play.scene;
  const read = play.steps.some((step) => !step.passed && play.case.scenes[step.scene].chapter === chapter);
  return read || play.chapterOver ? null : play.game.chapter(chapter);
}

/** @param {Playthrough} play @returns {Paper[]} */
function papersHere(play) {
  const { opened, notes } = play.notebook;
  return (play.scene.documents ?? []).map((id) => ({
    document: play.case.documents[id],
    opened: opened.includes(id),
    notes: notes.filter((note) => note.document === id).length,
  }));
}

/** @param {Playthrough} play @returns {Offer[]} */
function offers(play) {
  const open = play.openOptions;
  return Object.values(play.scene.choices ?? {})
    .map((choice, option) => offer(play, choice, open.includes(option)))
    .filter((each) => each.open || !each.choice.hidden);
}

/** @param {Playthrough} play @param {Choice} choice @param {boolean} open @returns {Offer} */
function offer(play, choice, open) {
  const { id, label } = choice;
  if (open) return { choice, id, label, door: "open", open, reason: "", unread: [] };
  const door = choice.shut ? "shut" : "closed";
  return { choice, id, label, door, open, reason: doorReason(play, choice), unread: play.needs(id) };
}

/**
 * Why a choice is not open, in a sentence.
 * @param {Playthrough} play
 * @param {Choice} choice
 */
export function doorReason(play, choice) {
  if (choice.shut) return choice.shut;
  const { scene } = play;
  if (choice.once && play.steps.some((step) => step.scene === scene.id && step.choice === choice.id)) {
    return TAKEN_BEFORE;
  }
  if (!choice.closed) return CLOSED;
  return choice.closed[play.machine.reason(play.state, play.optionOf(choice.id))].text;
}

/**
 * A text with what was done at earlier scenes in it, in place of the words that stand for that.
 * @param {Playthrough} play
 * @param {Html} html
 * @returns {Html}
 */
export function remembering(play, html) {
  return html.replace(MEMORY, (instead, kind, scene, strong, em) => {
    const said = memory(play, kind, scene);
    if (said === null) return instead;
    const words = strong ? `<strong>${escaped(said)}</strong>` : escaped(said);
    if (kind === "because") return `<span class="pencil">${words}</span>`;
    return em ? `<em>${words}</em>` : words;
  });
}

/**
 * What a text says of a scene that lies behind; null where there is nothing to say.
 * @param {Playthrough} play
 * @param {string} kind
 * @param {string} scene
 */
export function memory(play, kind, scene) {
  const step = play.lastAt(scene);
  if (!step && kind === "choice") return play.game.before[play.chapter ?? ""]?.[scene] ?? null;
  if (!step || step.choice === "continue") return null;
  if (kind === "because") return step.because ? `“${inBrief(step.because).replace(/\.$/, "")}”` : null;
  return play.choiceOf(step).told || null;
}

/**
 * Whether a scene shows the gauges: not at the archive desk, nor in a chapter that draws none.
 * @param {Playthrough} play
 * @param {import("./model").Scene} scene
 */
export function drawsGauges(play, scene) {
  return scene.stance !== "archive" && (play.game.chapter(scene.chapter)?.gauges ?? true);
}

/**
 * The shown gauges in a state of this playthrough, beside where they stood in an earlier one.
 * @param {Playthrough} play
 * @param {State} state
 * @param {State | null} earlier
 * @returns {Gauge[]}
 */
export function gaugesAt(play, state, earlier) {
  return Object.values(play.case.variables)
    .filter((variable) => variable.shown && isGauge(variable))
    .map((variable) => {
      const value = Number(play.machine.value(state, variable.id));
      const before = earlier ? Number(play.machine.value(earlier, variable.id)) : null;
      const from = variable.from ?? 0;
      const position = value - from;
      const steps = (variable.to ?? 0) - from;
      const change = before === null || before === value ? "" : value > before ? "higher" : "lower";
      const label = variable.label || variable.id;
      const standing = whereAbout(variable, steps ? position / steps : 0);
      const spoken = `${label}: ${standing}${change && `, ${change} than before`}`;
      const beforePosition = before === null ? null : before - from;
      return { variable, label, value, before, steps, position, beforePosition, change, standing, spoken };
    });
}

/** @param {import("./model").Variable} variable */
export function isGauge({ from, to, low, high }) {
  return from !== undefined && to !== undefined && Boolean(low && high);
}

/**
 * A gauge's position in words.
 * @param {import("./model").Variable} variable
 * @param {number} share
 */
function whereAbout({ low = "", high = "" }, share) {
  if (share <= 0) return low;
  if (share < 0.4) return `nearer to “${low}” than to “${high}”`;
  if (share <= 0.6) return `between “${low}” and “${high}”`;
  return share < 1 ? `nearer to “${high}” than to “${low}”` : high;
}

/** @param {Playthrough} play @returns {Reading[]} */
function readings(play) {
  return Object.values(play.case.variables)
    .filter((variable) => variable.shown && !isGauge(variable))
    .map((variable) => {
      const value = play.machine.value(play.state, variable.id);
      const word = typeof value === "boolean" ? (value ? "yes" : "no") : String(value).replaceAll("_", " ");
      return { label: variable.label || variable.id.replaceAll("_", " "), value: word };
    });
}

/**
 * What the last choice brought about, told at once; null at the start and after a passage.
 * @param {Playthrough} play
 */
export function aftermath(play) {
  const { last: step, parent: before } = play;
  if (!step || !before || step.by_route || step.choice === "continue") return null;
  const choice = play.choiceOf(step);
  const scene = play.sceneOf(step);
  const had = before.revealed;
  const revealed = (choice.reveals ?? []).filter((document) => !had.includes(document));
  const changes = [];
  if (revealed.length) {
    const titles = revealed.map((document) => play.case.documents[document].title).join("; ");
    const papers = revealed.length === 1 ? "One paper joins" : `${revealed.length} papers join`;
    changes.push(sentence(`${papers} your notebook: ${titles}`));
  }
  const text = remembering(play, choice.text ?? "");
  const simpler = remembering(play, choice.simpler ?? "");
  return { scene, choice, step, revealed, changes, text, simpler };
}
