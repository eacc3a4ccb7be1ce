/** The first page: what the case asks, its content note, and the playthroughs that this browser keeps. */

import { CANNOT_KEEP } from "./browser_shelf.js";
import { button, element, prose } from "./page_parts.js";

/** @typedef {import("./pages.js").Pages} Pages */

const LONGEST_NAME = 60;

/** @param {Pages} pages */
export function titlePage(pages) {
  const { game, plays } = pages;
  const { case: told } = game;
  const part = game.part(plays);
  const question = (part && "question" in part && part.question) || told.question;
  const kept = pages.shelf.all();
  const main = kept.length ? "" : "main";
  return [
    element("p.where", {}, told.span),
    element("h1", { tabindex: "-1" }, part ? `${told.title}: ${part.title}` : told.title),
    element("p.question", {}, question),
    kept.length > 0 && element("section.kept", { "aria-labelledby": "go-on" },
      element("h2", { id: "go-on" }, "Go on"),
      element("ul", {}, kept.map((each, place) => element("li", {}, keptOne(pages, each, place === 0)))),
    ),
    told.content_note && element("section.sheet", {}, element("h2", {}, "Before you begin"), prose("div.note", told.content_note)),
    nameField(pages.name, (name) => (pages.name = name)),
    element("p.go-on", {}, button(kept.length ? "Begin anew" : "Begin", () => begin(pages), { class: main })),
    element("p.from-file", {}, element("label", { for: "save-file" }, "Go on from a save file: "), saveFile(pages)),
    pages.shelf.storage ? null : element("p.quiet", {}, CANNOT_KEEP),
  ];
}

/** @param {Pages} pages */
function begin(pages) {
  pages.sitting = pages.begun();
  pages.show();
}

/** Whose playthrough it is; it stands in the save file and in its name. @param {string} name @param {(name: string) => void} typed */
export function nameField(name, typed) {
  const line = /** @type {HTMLInputElement} */ (element("input", { id: "name", type: "text", maxlength: LONGEST_NAME, autocomplete: "off" }));
  line.value = name;
  line.addEventListener("input", () => typed(line.value));
  return element("p.whose", {}, element("label", { for: "name" }, "Your name or the number of your seat, to hand in; it may stay empty"), line);
}

/** @param {Pages} pages @param {import("./browser_shelf.js").Shelved} shelved @param {boolean} first */
function keptOne(pages, shelved, first) {
  const { save } = shelved;
  const where = save.ending ? `came to “${save.ending.title}”` : `at “${save.here.title}”`;
  const day = new Date(save.played).toLocaleString("en-GB", { dateStyle: "long", timeStyle: "short" });
  const title = save.name || save.player || save.case.title;
  return [
    button(`${title}, ${where}, played ${day}`, () => pages.takeUp(shelved), { class: first ? "main" : "" }),
    " ",
    button("Delete", () => {
      if (!window.confirm("Delete this playthrough from this browser? It cannot be brought back.")) return;
      pages.shelf.delete(shelved.key);
      pages.show("title");
    }, { "aria-label": `Delete ${title}, ${where}` }),
  ];
}

/** @param {Pages} pages */
function saveFile(pages) {
  const chosen = /** @type {HTMLInputElement} */ (element("input", { id: "save-file", type: "file", accept: ".json" }));
  chosen.addEventListener("change", () => chosen.files?.[0] && pages.openFile(chosen.files[0]));
  return chosen;
}
