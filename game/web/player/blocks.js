/**
 * What a page is made of, before it is drawn: headings, paragraphs, labelled facts, entries; as in Python's `document`.
 *
 * A block says what it is, never how it looks. Words are HTML that is safe as it is.
 *
 * @typedef {{is: "heading", text: string, level: number, note: string, anchor: string}} Heading
 * @typedef {{is: "words", html: string, item: boolean, tone: string, note: string, sign: string, key: string}} Words
 *   `tone`: text, quiet, player, item or blank.
 * @typedef {{is: "fact", label: string, words: Words[], anchor: string, sign: string}} Fact
 * @typedef {{is: "entry", title: string, note: string, facts: Fact[], sheet: boolean, words: Words[]}} Entry
 * @typedef {Heading | Words | Fact | Entry} Block
 */

/** @template Kind @typedef {import("./model").Maybe<Kind>} Maybe */

import { escaped } from "./phrases.js";

/** @param {string} text @param {number} level @returns {Heading} */
export function heading(text, level, note = "", anchor = "") {
  return { is: "heading", text, level, note, anchor };
}

/** Whatever there is of these; a list stands for what is in it, and what is empty for nothing. @param {...Maybe<Block>} some @returns {Block[]} */
export function those(...some) {
  return /** @type {any[]} */ (some).flat(Infinity).filter(Boolean);
}

/** @param {string} title @param {{note?: string, sheet?: boolean, facts?: Maybe<Fact>, words?: Maybe<Words>}} more @returns {Entry} */
export function entry(title, { note = "", sheet = false, facts = [], words = [] }) {
  return { is: "entry", title, note, facts: /** @type {Fact[]} */ (those(facts)), sheet, words: /** @type {Words[]} */ (those(words)) };
}

/** @param {string} html @param {string} tone @param {Partial<Words>} more @returns {Words} */
export function words(html, tone, more = {}) {
  return { is: "words", html, item: false, tone, note: "", sign: "", key: "", ...more };
}

/** Words that hold no markup. @param {string} said @param {Partial<Words>} more */
export function text(said, more = {}) {
  return words(escaped(said), "text", more);
}

/** @param {string} said @param {Partial<Words>} more */
export function quiet(said, more = {}) {
  return words(escaped(said), "quiet", more);
}

/** The player's own words. @param {string} said @param {Partial<Words>} more */
export function byHand(said, more = {}) {
  return words(escaped(said), "player", more);
}

/** @param {string} said @param {Partial<Words>} more */
export function item(said, note = "", more = {}) {
  return words(escaped(said), "item", { item: true, note, ...more });
}

/** An author's paragraphs. @param {import("./model").Html | undefined} html @returns {Words[]} */
export function paragraphs(html = "") {
  return [...html.matchAll(/<(p|li)>(.*?)<\/\1>/gs)].map(([, tag, inner]) =>
    words(inner, tag === "li" ? "item" : "text", { item: tag === "li" }),
  );
}

/** A fact, unless it is empty. @param {string} label @param {Maybe<Words>} some @returns {Fact | false} */
export function labelled(label, some, anchor = "", sign = "") {
  const said = /** @type {Words[]} */ (those(some));
  return said.length > 0 && { is: "fact", label, words: said, anchor, sign };
}

/** A fact in an author's words, unless it is empty. @param {string} label @param {import("./model").Html | undefined} html */
export function fact(label, html) {
  return labelled(label, paragraphs(html));
}

/** A fact without markup, unless it is empty. @param {string} label @param {string | undefined} said */
export function plainFact(label, said, byPlayer = false, sign = "") {
  return labelled(label, said && (byPlayer ? byHand : text)(said, { sign }));
}

/** The words of an author's HTML alone: paragraphs separated by an empty line. @param {import("./model").Html | undefined} html */
export function plain(html = "") {
  const found = paragraphs(html).map((each) => (each.item ? `- ${unmarked(each.html)}` : unmarked(each.html)));
  return found.length ? found.join("\n\n") : unmarked(html);
}

/** @param {string} html */
function unmarked(html) {
  /** @type {Record<string, string>} */
  const signs = { amp: "&", lt: "<", gt: ">", quot: '"', "#x27": "'" };
  return html.replace(/<[^>]*>/g, "").replace(/&(amp|lt|gt|quot|#x27);/g, (_, name) => signs[name]);
}
