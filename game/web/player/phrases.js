/** Pieces of sentences, and the player's own words as they are kept; as in Python's `phrases` and `sanitise`. */

/** Characters kept of one sentence or note. */
const LONGEST = 4000;
const SEQUENCE = /\x1b\[[0-?]*[ -\/]*[@-~]|\x1b\][^\x07\x1b]*(?:\x07|\x1b\\)?|\x1b[@-Z\\\-_]/g;
const SPACES = /[\t\n\v\f\r\x85\u2028\u2029]+/g;
const UNWANTED = /[\x00-\x1f\x7f-\x9f\u2028-\u202e\u2066-\u2069\ufeff\ufffe\uffff\ud800-\udfff]/gu;
const BECAUSE = /^[\s.…,:]*because(?![\p{L}\p{N}_])[\s.…,:]*/iu;

/** @param {string} text */
export function oneLine(text) {
  return text.replace(SEQUENCE, "").replace(SPACES, " ").replace(UNWANTED, "").trim();
}

/**
 * A sentence or note as it is kept: one line, not too long.
 * @param {string} text
 */
export function ownWords(text) {
  const begun = [...text].slice(0, 2 * LONGEST).join("");
  return [...oneLine(begun)].slice(0, LONGEST).join("").trimEnd();
}

/**
 * A reason as it is kept, without the *because* that stands before it already.
 * @param {string} text
 */
export function reasonOf(text) {
  return ownWords(text).replace(BECAUSE, "");
}

/**
 * The beginning of a sentence in whole words.
 * @param {string} text
 */
export function inBrief(text, most = 80) {
  const signs = [...text];
  if (signs.length <= most) return text;
  const head = signs.slice(0, most - 1).join("");
  const space = head.lastIndexOf(" ");
  return (space >= 0 ? head.slice(0, space) : [...head].slice(0, -1).join("")).replace(/[ ,;:.–-]+$/, "") + " …";
}

/**
 * Words with a full stop, unless they end already.
 * @param {string} words
 */
export function sentence(words) {
  return /[.?!…”:]$/.test(words) ? words : `${words}.`;
}

/** @param {string} text */
export function escaped(text) {
  const signs = { "&": "&amp;", "<": "&lt;", ">": "&gt;", '"': "&quot;", "'": "&#x27;" };
  return text.replace(/[&<>"']/g, (sign) => signs[/** @type {keyof typeof signs} */ (sign)]);
}
