/** The save file as it leaves the page: to go on with elsewhere, or to hand in. */

import { h } from "./page_parts.js";

const A_MINUTE = 60000;
const LONGEST_FILE_NAME = 60;

/** `purges-ryutin-amira.json`: the case, what was played of it, and whose it is. @param {import("./sitting.js").Sitting} sitting @param {string} kind   What it is, if not a save. */
export function fileName({ play, player, name }, kind = "") {
  const parts = [play.case.id, play.chapter ?? play.part.route, player || name || new Date().toISOString().slice(0, 10), kind];
  return `${parts.filter(Boolean).map((part) => safeName(String(part))).filter(Boolean).join("-")}.json`;
}

/** Letters and digits of any script, and dashes between them. @param {string} words */
function safeName(words) {
  const kept = words.normalize("NFC").replace(/[^\p{L}\p{N}_]+/gu, "-").replace(/^-+|-+$/g, "");
  return [...kept].slice(0, LONGEST_FILE_NAME).join("");
}

/** @param {string} content @param {string} name */
export function handIn(content, name) {
  const type = name.endsWith(".md") ? "text/markdown" : "application/json";
  const file = URL.createObjectURL(new Blob([content], { type }));
  h("a", { href: file, download: name }).click();
  setTimeout(() => URL.revokeObjectURL(file), A_MINUTE);
}
