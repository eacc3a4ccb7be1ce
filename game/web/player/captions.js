/** Where and when, and the clause that a player finishes; as in Python's `captions`. */

import { plain } from "./blocks.js";

const SENTENCE = /^[^]+?(?<!\b[A-Z])(?<!\b(?:St|Mr|Dr|No))(?<!\bMrs)[.!?…]+(?=\s|$)/;
const LONGEST_STEM = 90;
const BEGINNINGS = new Set(
  `a about after around autumn before between by circa decades early end first from in late later mid middle near
  night papers printed probably published reported said second spring summer the today towards undated until winter
  written`.split(/\s+/),
);

/** @param {(string | undefined)[]} parts */
export function withCommas(...parts) {
  return parts.filter(Boolean).join(", ");
}

/** @param {import("./model").Scene} scene */
export function placeAndDate(scene) {
  return dated(scene.place, scene.date);
}

/** @param {string | undefined} words @param {string | undefined} date */
export function dated(words = "", date = "") {
  return withCommas(words, words ? inLine(date) : date);
}

/** A date as it stands in the middle of a line. @param {string} date */
function inLine(date) {
  const [first] = date.trim().split(/\s/, 1);
  const word = (first ?? "").split("-", 1)[0].replace(/^[,.;:]+|[,.;:]+$/g, "").toLowerCase();
  return BEGINNINGS.has(word) ? date.slice(0, 1).toLowerCase() + date.slice(1) : date;
}

const TIME =
  /^(january|february|march|april|may|june|july|august|september|october|november|december|spring|summer|autumn|winter|\d{4}.*)$/;

/** When a scene was, as it stands in a sentence; where its date is no time, its title. @param {import("./model").Scene} scene */
export function atTheTime({ date = "", title }) {
  const when = inLine(date);
  if (/^\d{1,2}\D/.test(when)) return `on ${when}`;
  const [first] = when.trim().toLowerCase().split(/\s/, 1);
  return TIME.test(first) ? `in ${when}` : `at “${title}”`;
}

/** The clause that a player finishes with her reason: `Sign it, because`. @param {string} label */
export function reasonStem(label) {
  const first = SENTENCE.exec(label.trim());
  const words = first ? first[0].replace(/[ .!…]+$/, "") : label.trim();
  const fits = words && !words.toLowerCase().includes("because") && words.length <= LONGEST_STEM;
  const asks = /\?$/.test(label.replace(/[ ”’"]+$/, ""));
  const plain = !/[:”"’]$/.test(words) && !/^[“"‘]/.test(words);
  return fits && !asks && plain ? `${words}, because` : "I choose this because";
}

/** @typedef {{whose: string, caption: string, text: import("./model").Html}} Said */

const OWN_WORDS = {
  ours: "Its own words, in our translation",
  official: "Its own words, in the official translation",
  original: "Its own words, as they were written",
};

/**
 * What a paper says: its own words first, where we have them, then the rest in ours.
 * @param {import("./model").CaseDocument} paper
 * @returns {Said[]}
 */
export function saidBy(paper, easier = false) {
  const { extract } = paper;
  const ours = (easier && paper.simpler) || paper.text;
  const found = [];
  if (extract) {
    const whose = OWN_WORDS[extract.translation];
    const omissions = (extract.omissions ?? "").trim().replace(/\.$/, "");
    found.push({ whose, caption: omissions ? `${whose} (left out: ${omissions})` : whose, text: extract.text });
  }
  if (ours) {
    const whose = extract ? "What else it says, in our words" : "What it says, in our words";
    found.push({ whose, caption: whose, text: ours });
  }
  return found;
}

/** What is asked of a paper before ours is told. */
export const JUDGE = "What is it good evidence for, and what can it not show?";

/** An explanation in one line: the first sentence of what is said of it. @param {import("./model").Cause} cause */
export function introduced({ summary }) {
  const words = plain(summary).replace(/\n\n/g, " ");
  return SENTENCE.exec(words)?.[0] ?? words;
}
