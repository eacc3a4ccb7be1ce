/** A playthrough as a text to hand in: the core of its debrief, and in an appendix the library and the transcript; as in Python. */

import { heading, quiet, text, those, words } from "./blocks.js";
import { asMarkdown } from "./markdown.js";
import { debriefOf } from "./debrief.js";
import { escaped } from "./phrases.js";
import { workOf } from "./record_blocks.js";
import { notesOfHers, partsToTell, reasonsOfHers } from "./report.js";
import { transcript } from "./transcript.js";

/**
 * @typedef {import("./playthrough.js").Playthrough} Playthrough
 * @typedef {import("./model").Source & {id: string}} Work
 * @typedef {{simpler: boolean, exam: import("./model").Exam | null, library: boolean, name: string, sheets: boolean}} Wanted
 */

const MONTHS = "January February March April May June July August September October November December".split(" ");
const FIRST_NAMES = /(?<![\p{L}\p{N}_])\p{L}\.[ -]*/gu;
const EDITORS = /\s*\(eds?\.?\)|, ed\. .*$/g;

/** @param {Playthrough} play @param {Date} played @param {Wanted} wanted */
export function markdownExport(play, played, wanted) {
  const { case: told } = play;
  const part = play.game.part(play.part)?.title;
  const body = bodyOf(play, wanted);
  const titles = body.flatMap((block) => (block.is === "heading" && block.level === 2 ? block.text : []));
  const day = `${played.getDate()} ${MONTHS[played.getMonth()]} ${played.getFullYear()}`;
  return asMarkdown([
    heading(part ? `${told.title}: ${part}` : told.title, 1),
    text(told.question ?? ""),
    ...(wanted.name ? [text(`Name: ${wanted.name}`)] : []),
    { is: "blanks", labels: wanted.name ? ["Class"] : ["Name", "Class"] },
    quiet(`Played on ${day}. Case ${told.id}, version ${told.version}.`),
    { is: "contents", titles },
    ...body,
  ]);
}

/** All parts, each under a heading of level 2. @param {Playthrough} play @param {Wanted} wanted @returns {import("./blocks.js").Block[]} */
function bodyOf(play, { simpler, exam, library, sheets }) {
  const appendix = (library || !play.ended) && [heading("Appendix: transcript", 2), transcript(play, simpler, sheets)];
  if (!play.ended) {
    const what = sheets ? "The debrief follows" : "The record and the debrief follow";
    const soFar = quiet(`This playthrough has not ended yet. ${what} at its end.`);
    return those(heading("So far", 2), soFar, reasonsOfHers(play), notesOfHers(play), appendix);
  }
  const references = referencesOf(play, library);
  const parts = partsToTell(play, {}, "", exam, references.cite).filter((part) => library || !part.library);
  const told = parts.map((part) => {
    const blocks = part.tell();
    return blocks.length && [heading(part.library ? `Appendix: ${part.title.toLowerCase()}` : part.title, 2), blocks];
  });
  return those(told, references.listed.length && [heading("Sources", 2), references.listed], appendix);
}

/** The works that a text rests on, in the order of its list, and how it names them. @param {Playthrough} play @param {boolean} whole */
function referencesOf(play, whole) {
  const { sources, historians } = play.case;
  const { core, happened, path } = debriefOf(play);
  const named = [
    ...(whole ? Object.values(historians).map((each) => each.sources) : []),
    ...(whole ? happened.map(({ record }) => record.sources) : []),
    core.opponent?.sources,
    ...core.places.map((place) => path[place].record?.sources),
  ];
  const ids = [...new Set(named.flatMap((each) => each ?? []))].filter((id) => Object.hasOwn(sources, id));
  const key = (/** @type {string} */ id) => [authorAndYear(sources[id]).toLowerCase(), sources[id].title.toLowerCase()];
  const works = ids.sort((one, other) => compared(key(one), key(other)));
  /** @type {Record<string, string>} */
  const short = {};
  const same = (/** @type {string} */ id) => works.filter((each) => authorAndYear(sources[each]) === authorAndYear(sources[id]));
  for (const id of works) {
    const level = same(id);
    const letter = level.length > 1 ? (String.fromCharCode(97 + level.indexOf(id))) : "";
    short[id] = authorAndYear(sources[id]) + (sources[id].year || !letter ? letter : ` ${letter}`);
  }
  return {
    cite: (/** @type {string[] | undefined} */ cited = []) => cited.flatMap((id) => short[id] ?? []).join("; "),
    listed: works.map((id) => words(`<strong>${escaped(short[id])}</strong>${escaped(`: ${workOf(sources[id])}`)}`, "item", { item: true })),
  };
}

/** `Getty and Naumov 1999`; a work without an author goes by its title. @param {import("./model").Source} source */
function authorAndYear({ author = "", title, year }) {
  return [author.replace(EDITORS, "").replace(FIRST_NAMES, "").trim() || title, year].filter(Boolean).join(" ");
}

/** @param {string[]} one @param {string[]} other */
function compared(one, other) {
  const at = one.findIndex((each, place) => each !== other[place]);
  return at < 0 ? 0 : one[at] < other[at] ? -1 : 1;
}
