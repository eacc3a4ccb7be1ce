/**
 * A playthrough as it is written down: the same file as in the terminal, read with distrust.
 *
 * `game/play/saves/file_format.py` says what stands in one.
 *
 * @typedef {{scene: string, choice: string, label: string, asked: string, because: string, cites: string[], passed: boolean,
 *   led_to: string, by_route: boolean}} WrittenStep
 * @typedef {{choice: string, because: string, cites: string[]}} Draft
 * @typedef {{scene: string, title: string, date: string}} Where
 * @typedef {{case: {id: string, title: string, version: string, fingerprint: string}, chapter: string | null,
 *   begun: string, played: string, here: Where, ended: boolean, ending: Where | null, steps: WrittenStep[],
 *   opened: string[], weighed: import("./model").Weighing[], marks: Record<string, import("./model").Verdict>,
 *   notes: import("./model").Note[], player: string, name: string, ahead: WrittenStep[], finished: boolean,
 *   drafts: Record<string, Draft>, part: number, thesis: string, lines: Record<string, string>,
 *   route: string | null, hunches: import("./model").NewHunch[]}} Written
 * @typedef {import("./playthrough.js").Playthrough} Playthrough
 * @typedef {{furthest: Playthrough | null, drafts: Record<string, Draft>, part: number,
 *   lines: Record<string, string>}} Bookmark   `lines` are lines that were begun, by what they are about.
 * @typedef {(found: any, key: string) => any} Reader   Throws `Unreadable`.
 */

import { plain } from "./blocks.js";
import { oneLine } from "./phrases.js";

const FORMAT = "historian playthrough";
const FORMAT_VERSION = 1;
/** Characters; a longer file is no save of ours. */
const LARGEST = 8 * 1024 * 1024;

/** @type {Bookmark} */
export const NO_BOOKMARK = { furthest: null, drafts: {}, part: 0, lines: {} };

/** What a draft stands under. @param {{scene: string, choice: string}} about */
export const draftKey = ({ scene, choice }) => `${scene} ${choice}`;

/** A file that is no save, or no longer one; says why, as the end of a sentence. */
export class Unreadable extends Error {}

// --- the fields, in their order: how each is read, and what it is where it may be left out

/** @type {Reader} */
const aLine = (found, key) => oneLine(checked(typeof found === "string", key, found));
/** @type {Reader} */
const flag = (found, key) => checked(typeof found === "boolean", key, found);
/** @type {Reader} */
const whole = (found, key) => checked(Number.isSafeInteger(found), key, found);
/** @param {Reader} each @returns {Reader} */
const list = (each) => (found, key) => checked(Array.isArray(found), key, found).map((/** @type {any} */ one) => each(one, key));
/** @param {string[]} words @returns {Reader} */
const word = (...words) => (found, key) => checked(words.includes(found), key, found);
/** @param {Reader} some @returns {Reader} */
const orNull = (some) => (found, key) => (found === null ? null : some(found, key));
/** @param {Reader} each @returns {Reader} */
const mapping = (each) => (found, key) =>
  Object.fromEntries(Object.entries(checked(isObject(found), key, found)).map(([name, one]) => [oneLine(name), each(one, key)]));
/** @param {Record<string, [Reader, any?]>} fields @returns {Reader} */
const record = (fields) => (found, key) => {
  checked(isObject(found), key, found);
  return Object.fromEntries(
    Object.entries(fields).map(([name, [read, ...usual]]) => {
      const there = Object.hasOwn(found, name);
      checked(there || usual.length > 0, name, found);
      return [name, there ? read(found[name], name) : usual[0]];
    }),
  );
};
/** @type {Reader} */
const time = (found, key) => {
  const zoned = typeof found === "string" && /^\d{4}-\d\d-\d\dT[\d:.]+$/.test(found) ? `${found}Z` : found;
  const at = new Date(typeof zoned === "string" ? zoned : NaN);
  const year = at.getUTCFullYear();
  checked(year >= 1970 && year < 9000, key, found);
  return stamp(at);
};

/** @type {Record<string, [Reader, any?]>} */
const WHERE = { scene: [aLine], title: [aLine], date: [aLine, ""] };
/** @type {Record<string, [Reader, any?]>} */
const DRAFT = { choice: [aLine, ""], because: [aLine, ""], cites: [list(aLine), []] };
/** @type {Record<string, [Reader, any?]>} */
const STEP = {
  scene: [aLine], choice: [aLine], label: [aLine, ""], asked: [aLine, ""], because: [aLine, ""], cites: [list(aLine), []],
  passed: [flag, false], led_to: [aLine, ""], by_route: [flag, false],
};
/** @type {Record<string, [Reader, any?]>} */
const NOTE = { text: [aLine], scene: [aLine], document: [aLine, ""], about: [word("", "worth", "limits"), ""] };
const BEARING = word("supports", "undermines", "complicates");
/** The marks that can be set on a claim. @type {import("./model").Verdict[]} */
export const MARKS = ["sound", "oversimplified", "contested", "wrong"];
const VERDICT = word(...MARKS);
/** @type {Record<string, [Reader, any?]>} */
const WRITTEN = {
  case: [record({ id: [aLine], title: [aLine], version: [aLine], fingerprint: [aLine] })],
  chapter: [orNull(aLine)],
  begun: [time],
  played: [time],
  here: [record(WHERE)],
  ended: [flag],
  ending: [orNull(record(WHERE))],
  steps: [list(record(STEP))],
  opened: [list(aLine)],
  weighed: [list(record({ document: [aLine], cause: [aLine], bearing: [BEARING] }))],
  marks: [mapping(VERDICT)],
  notes: [list(record(NOTE))],
  player: [aLine, ""],
  name: [aLine, ""],
  ahead: [list(record(STEP)), []],
  finished: [flag, false],
  drafts: [mapping(record(DRAFT)), {}],
  part: [whole, 0],
  thesis: [aLine, ""],
  lines: [mapping(aLine), {}],
  hunches: [list(record({ after: [whole], scene: [aLine], cause: [aLine] })), []],
  route: [orNull(aLine), null],
};

/** @param {any} found */
function isObject(found) {
  return typeof found === "object" && found !== null && !Array.isArray(found);
}

/** @param {boolean} holds @param {string} key @param {any} found */
function checked(holds, key, found) {
  if (!holds) throw new Unreadable(`its "${key}" is not what it should be`);
  return found;
}

/** A point in time as a save has it, to the second. @param {Date} at */
export function stamp(at) {
  return `${at.toISOString().slice(0, 19)}+00:00`;
}

// --- in

/**
 * What a save file says. Throws `Unreadable`.
 * @param {string} data
 * @returns {Written}
 */
export function read(data) {
  const found = loads(data.replace(/^\ufeff/, ""));
  if (!isObject(found) || found.format !== FORMAT) throw new Unreadable("it is no playthrough of this game");
  const version = found.format_version;
  if (!Number.isSafeInteger(version) || version < 1) {
    throw new Unreadable("it does not say which version of the format it has");
  }
  if (version > FORMAT_VERSION) throw new Unreadable("a newer version of the game has written it");
  return record(WRITTEN)(found, "playthrough");
}

/** @param {string} data */
function loads(data) {
  if (data.length > LARGEST) throw new Unreadable("it is too long");
  if (!data.replace(/[\0\s]/g, "")) throw new Unreadable("it is empty");
  try {
    return JSON.parse(data);
  } catch (error) {
    if (error instanceof RangeError) throw new Unreadable("it is nested too deeply");
    const begun = data.trimStart().startsWith("{") && !data.trimEnd().endsWith("}");
    throw new Unreadable(begun ? "it breaks off in the middle" : "it is not valid JSON");
  }
}

// --- out

/**
 * A playthrough as a save says it.
 * @param {Playthrough} play
 * @param {{begun: string, played: string, bookmark?: Bookmark, player?: string, name?: string}} about
 * @returns {Written}
 */
export function written(play, { begun, played, bookmark = NO_BOOKMARK, player = "", name = "" }) {
  const { case: told, scene, notebook } = play;
  const furthest = bookmark.furthest ?? play;
  const end = furthest.scene;
  const ending = furthest.chapterOver ? undefined : end.ending;
  const steps = furthest.steps.map((step) => writtenStep(furthest, step));
  return {
    case: { id: told.id, title: told.title, version: told.version, fingerprint: told.fingerprint },
    chapter: play.chapter,
    begun,
    played,
    here: { scene: scene.id, title: scene.title, date: scene.date ?? "" },
    ended: play.ended,
    ending: ending ? { scene: end.id, title: furthest.last?.led_to || ending.title, date: end.date ?? "" } : null,
    steps: steps.slice(0, play.depth),
    opened: [...notebook.opened],
    weighed: [...notebook.weighed],
    marks: notebook.marks,
    notes: [...notebook.notes],
    player,
    name,
    ahead: steps.slice(play.depth),
    finished: furthest.ended && !play.ended,
    drafts: bookmark.drafts,
    part: bookmark.part,
    thesis: notebook.thesis,
    lines: bookmark.lines,
    route: play.part.route,
    hunches: [...notebook.hunches],
  };
}

/**
 * A step with the words of its choice and of the question before her: those that the player saw.
 * @param {Playthrough} play
 * @param {import("./model").Step} step
 * @returns {WrittenStep}
 */
function writtenStep(play, { scene, choice, because, cites, passed, said, led_to, by_route, asked }) {
  const { ask, choices } = play.case.scenes[scene];
  const label = said || (choices?.[choice]?.label ?? "");
  return { scene, choice, label, asked: passed ? "" : asked || plain(ask), because, cites, passed, led_to, by_route };
}

/**
 * The file: one entry a line, so that a person can read it and compare two.
 * @param {Written} save
 * @param {Record<string, any>} more   What an export says beside it.
 */
export function content(save, more = {}) {
  const lines = Object.entries({ format: FORMAT, format_version: FORMAT_VERSION, ...encoded(WRITTEN, save), ...more });
  return `{\n${lines.map(([key, value]) => `${JSON.stringify(key)}: ${fieldOf(value)}`).join(",\n")}\n}\n`;
}

/**
 * What is empty is left out, unless it must be given.
 * @param {Record<string, [Reader, any?]>} fields
 * @param {any} save
 * @returns {Record<string, any>}
 */
function encoded(fields, save) {
  const entries = Object.keys(fields).map((key) => [key, save[key]]);
  return Object.fromEntries(entries.filter(([key, value]) => fields[key].length === 1 || !isEmpty(value)).map(trimmed));
}

/** @param {any} value */
function isEmpty(value) {
  return !value || (typeof value === "object" && Object.keys(value).length === 0);
}

/** @type {Record<string, Record<string, [Reader, any?]>>} */
const INNER = { here: WHERE, ending: WHERE, steps: STEP, ahead: STEP, drafts: DRAFT, notes: NOTE };

/** @param {any[]} entry @returns {[string, any]} */
function trimmed([key, value]) {
  const fields = INNER[key];
  if (!fields || value === null) return [key, value];
  if (Array.isArray(value)) return [key, value.map((each) => encoded(fields, each))];
  if (key !== "drafts") return [key, encoded(fields, value)];
  return [key, Object.fromEntries(Object.entries(value).map(([name, each]) => [name, encoded(fields, each)]))];
}

/** @param {any} value */
function fieldOf(value) {
  if (!Array.isArray(value) || !value.length) return spaced(value);
  return `[\n${value.map((each) => `  ${spaced(each)}`).join(",\n")}\n]`;
}

/** JSON with a space after each comma and colon. @param {any} value @returns {string} */
function spaced(value) {
  if (Array.isArray(value)) return `[${value.map(spaced).join(", ")}]`;
  if (!isObject(value)) return JSON.stringify(value);
  return `{${Object.entries(value).map(([key, each]) => `${JSON.stringify(key)}: ${spaced(each)}`).join(", ")}}`;
}
