/** Pages as Markdown that any reader understands; letter by letter as in Python. */

import { plain } from "./blocks.js";

/**
 * @typedef {import("./blocks.js").Block | {is: "contents", titles: string[]} | {is: "blanks", labels: string[]}} Piece
 * @typedef {import("./blocks.js").Words} Words
 */

const AT_THE_START = /^\s*([#+\-=>]|\p{Nd}+[.)]|)/u;
const ANYWHERE = /([\\`*_[\]<>~|&])/g;
const TO_WRITE_ON = "_".repeat(32);
const LINE_BREAK = /\s*[\n\r\v\f\x1c-\x1e\x85\u2028\u2029]\s*/g;
const TAG_OR_TEXT = /<(\/?)(\w+)([^>]*)>|([^<]+)/g;

/** A whole file, with an empty line between two pieces that are not items of one list. @param {Piece[]} pieces */
export function asMarkdown(pieces) {
  /** @type {string[]} */
  const lines = [];
  let inList = false;
  for (const piece of pieces) {
    const listed = piece.is === "fact" || (piece.is === "words" && piece.item);
    if (lines.length && !(inList && listed)) lines.push("");
    lines.push(...pieceLines(piece));
    inList = listed;
  }
  return `${lines.join("\n")}\n`;
}

/** @param {Piece} piece @returns {string[]} */
function pieceLines(piece) {
  switch (piece.is) {
    case "heading":
      return [`${"#".repeat(piece.level)} ${unmarkable(piece.text)}`, ...(piece.note ? ["", `*${unmarkable(piece.note)}*`] : [])];
    case "fact":
      return factLines(piece);
    case "entry": {
      const { title, note, words, facts } = piece;
      const head = title ? [`**${unmarkable(title)}**${note ? ` (${unmarkable(note)})` : ""}`, ""] : [];
      return [...head, ...words.map((each) => `- ${wordsLine(each)}`), ...facts.flatMap(factLines)];
    }
    case "contents":
      return piece.titles.map((title, place) => `${place + 1}. ${unmarkable(title)}`);
    case "blanks":
      return [piece.labels.map((label) => `${unmarkable(label)}: ${TO_WRITE_ON}`).join(" ")];
    default:
      if (piece.item) return [`- ${wordsLine(piece)}`];
      if (piece.tone === "player") return [`> ${wordsLine(piece)}`];
      if (piece.tone === "quiet") return [`*${unmarkable(plain(piece.html) + (piece.note && ` (${piece.note})`))}*`];
      return [wordsLine(piece)];
  }
}

/** @param {import("./blocks.js").Fact} fact */
function factLines({ label, words }) {
  const [first, ...others] = words;
  const head = first.item ? `- ${unmarkable(label)}:` : `- ${unmarkable(label)}: ${wordsLine(first)}`;
  const rest = first.item ? words : others;
  return [head, ...rest.flatMap((each) => (each.item ? [`  - ${wordsLine(each)}`] : ["", `  ${wordsLine(each)}`]))];
}

/** A paragraph with what is said behind it; a line to write on behind what is asked. @param {Words} words */
function wordsLine({ html, tone, note }) {
  return tone === "blank" ? `*${marked(html)}* ${TO_WRITE_ON}` : `${marked(html)}${note ? ` (${signless(note)})` : ""}`;
}

/** A paragraph's words with its emphasis, everything else as typed. @param {string} html */
function marked(html) {
  const spans = spansOf(html);
  const around = ["", ...spans.map(([words]) => words), ""];
  return startless(spans.map(([words, sign], at) => markedSpan(words, sign, around[at], around[at + 2])).join(""));
}

/** The pieces of a paragraph, each with the sign of its emphasis; what she wrote has one too. @param {string} html @returns {[string, string][]} */
function spansOf(html) {
  /** @type {[string, string][]} */
  const found = [];
  const open = new Set();
  for (const [, closes, tag, more, words] of html.matchAll(TAG_OR_TEXT)) {
    if (words) found.push([plain(words), open.has("strong") ? "**" : open.has("em") || open.has("span") ? "*" : ""]);
    else if (closes) open.delete(tag);
    else if (tag !== "span" || more.includes('class="pencil"')) open.add(tag);
  }
  return found;
}

/** Without its emphasis where a reader would take the signs for letters. @param {string} said @param {string} sign @param {string} before @param {string} after */
function markedSpan(said, sign, before, after) {
  const words = said.trim();
  if (!sign || !words) return signless(said);
  const place = said.indexOf(words);
  const [left, right] = [said.slice(0, place), said.slice(place + words.length)];
  const letters = [...words];
  const [outerLeft, outerRight] = [[...(before + left)].at(-1), [...(right + after)][0]];
  if (clings(letters[0], outerLeft) || clings(letters[letters.length - 1], outerRight)) return signless(said);
  return `${left}${sign}${signless(words)}${sign}${right}`;
}

/** Whether a sign between these two would neither open nor close: `a*(b)*`. @param {string} inner @param {string | undefined} outer */
function clings(inner, outer = "") {
  return !/^[\p{L}\p{N}]/u.test(inner) && /^[\p{L}\p{N}]/u.test(outer);
}

/** Words in which nothing is taken for markup. @param {string} words */
function unmarkable(words) {
  return startless(signless(words));
}

/** @param {string} words */
function signless(words) {
  return words.replace(LINE_BREAK, " ").replace(ANYWHERE, "\\$1");
}

/** @param {string} line */
function startless(line) {
  return line.replace(AT_THE_START, (_, sign) => (sign ? `${sign.slice(0, -1)}\\${sign.slice(-1)}` : ""));
}
