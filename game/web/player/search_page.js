/**
 * Search: one word, looked for in all that play has come to, and in the player's own lines; as in Python's `search`.
 *
 * @typedef {import("./pages.js").Pages} Pages
 * @typedef {{title: string, kind: string, context: string, open: () => void}} Hit
 */

import { plain } from "./blocks.js";
import { cardsMet } from "./cards.js";
import { debriefOf } from "./debrief.js";
import { counted } from "./numbers.js";
import { button, h, headline } from "./page_parts.js";

const AROUND = 26;

/** @param {Pages} pages @param {string} words */
export function searchPage(pages, words) {
  const line = /** @type {HTMLInputElement} */ (h("input", { id: "search", type: "text", autocomplete: "off" }));
  line.value = words;
  const hits = h("ul.plainly");
  const count = h("p.quiet", { role: "status" });
  const look = () => {
    pages.shown = ["search", line.value];
    const found = [...searched(pages, line.value)];
    const asked = line.value.trim().length > 1;
    count.textContent = !asked ? "" : found.length ? `${counted(found.length, "place")} found` : "Nothing that you have come to has these words.";
    hits.replaceChildren(...h("ul", found.map(drawnHit)).childNodes);
  };
  line.addEventListener("input", look);
  look();
  return [
    headline("Search"),
    h("label", { for: "search" }, "A word, in all that you have come to and in your own lines"), line, count, hits,
    pages.goBack(),
  ];
}

/** @param {Hit} hit */
function drawnHit({ title, kind, context, open }) {
  return h("li", button(title, open), h("p.quiet", [kind, context].filter(Boolean).join(": ")));
}

/** Everything met so far that has these words in it; nothing that play has not come to. @param {Pages} pages @param {string} words @returns {Generator<Hit>} */
export function* searched(pages, words) {
  const { sitting } = pages;
  const { play } = sitting;
  const wanted = words.toLowerCase().trim();
  if (wanted.length < 2) return;
  for (const id of play.papers) {
    const paper = play.case.documents[id];
    const { author, date, provenance, extract, text, worth, limits } = paper;
    const read = play.notebook.opened.includes(id) ? [provenance, extract?.text, text, ...(sitting.asksFirst(id) ? [] : [worth, limits])] : [];
    yield* hit(paper.title, "paper", [author, date, ...read.map(plain)], () => pages.openPaper(id), wanted);
  }
  for (const { title, note, text, fate } of cardsMet(play)) {
    yield* hit(title, "who and what", [note, plain(text), plain(fate)], () => pages.show("people"), wanted);
  }
  for (const note of play.notebook.notes) yield* hit(note.text, "your line", [], () => pages.show("notebook"), wanted);
  for (const { because, scene } of play.steps) {
    if (because) yield* hit(play.case.scenes[scene].title, "your sentence", [because], () => pages.show("notebook"), wanted);
  }
  if (play.ended) yield* inLibrary(pages, wanted);
}

/** What the library of the case has of this. @param {Pages} pages @param {string} wanted @returns {Generator<Hit>} */
function* inLibrary(pages, wanted) {
  const { play } = pages.sitting;
  const at = (/** @type {string} */ part, /** @type {string} */ title) => () => pages.showInLibrary(part, title);
  for (const { scene, record } of debriefOf(play).happened) {
    const views = (record.views ?? []).flatMap(({ who, argues, rests_on, against }) => [who, ...[argues, rests_on, against].map(plain)]);
    const asked = (record.discuss ?? []).map((question) => plain(question.ask));
    yield* hit(scene.title, "record", [plain(record.happened), plain(record.why), ...asked, ...views], at("points", scene.title), wanted);
  }
  for (const cause of Object.values(play.case.causes)) yield* hit(cause.title, "explanation", [plain(cause.summary)], at("causes", cause.title), wanted);
  for (const { who, argues, rests_on, against } of Object.values(play.case.historians)) {
    yield* hit(who, "historian", [argues, rests_on, against].map(plain), at("historians", who), wanted);
  }
  for (const claim of Object.values(play.case.claims)) {
    const why = Object.hasOwn(play.notebook.marks, claim.id) ? plain(claim.why) : "";
    const says = plain(claim.says);
    yield* hit(says, "claim", [claim.from, why], at("claims", says), wanted);
  }
}

/**
 * One thing, if the word is in it.
 * @param {string} title @param {string} kind @param {(string | undefined)[]} texts @param {() => void} open @param {string} wanted
 * @returns {Generator<Hit>}
 */
function* hit(title, kind, texts, open, wanted) {
  const flat = texts.filter(Boolean).join(" ").split(/\s+/).join(" ");
  const place = flat.toLowerCase().indexOf(wanted);
  if (place < 0 && !title.toLowerCase().includes(wanted)) return;
  if (place < 0) return yield { title, kind, context: "", open };
  const before = Math.max(place - AROUND, 0);
  const start = before ? flat.lastIndexOf(" ", before) + 1 : 0;
  const space = flat.indexOf(" ", place + wanted.length + AROUND);
  const end = space < 0 ? flat.length : space;
  yield { title, kind, context: `${start ? "…" : ""}${flat.slice(start, end).trim()}${end < flat.length ? "…" : ""}`, open };
}
