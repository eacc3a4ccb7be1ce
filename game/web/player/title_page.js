/** The first page: what the case asks, its content note, and the playthroughs that this browser keeps. */

import { button, element, prose } from "./page_parts.js";

/** @typedef {import("./pages.js").Pages} Pages */

/** @param {Pages} pages */
export function titlePage(pages) {
  const { game, plays } = pages;
  const { case: told } = game;
  const part = game.part(plays);
  const question = (part && "question" in part && part.question) || told.question;
  const kept = pages.shelf.all();
  return [
    element("p.where", {}, told.span),
    element("h1", { tabindex: "-1" }, part ? `${told.title}: ${part.title}` : told.title),
    element("p.question", {}, question),
    told.content_note && element("h2", {}, "Before you begin"),
    prose("div.note", told.content_note),
    element("p.go-on", {}, button("Begin", () => begin(pages), { class: kept.length ? "" : "main" })),
    kept.length > 0 && element("section.kept", { "aria-labelledby": "go-on" },
      element("h2", { id: "go-on" }, "Go on"),
      element("ul", {}, kept.map((each, place) => element("li", {}, keptOne(pages, each, place === 0)))),
    ),
    element("p.from-file", {}, element("label", { for: "save-file" }, "Go on from a save file: "), saveFile(pages)),
  ];
}

/** @param {Pages} pages */
function begin(pages) {
  pages.sitting = pages.begun();
  pages.show();
}

/** @param {Pages} pages @param {import("./browser_shelf.js").Shelved} shelved @param {boolean} first */
function keptOne(pages, shelved, first) {
  const { save } = shelved;
  const where = save.ending ? `came to “${save.ending.title}”` : `at “${save.here.title}”`;
  const day = new Date(save.played).toLocaleString("en-GB", { dateStyle: "long", timeStyle: "short" });
  return [
    button(`${save.name || save.player || save.case.title}, ${where}, played ${day}`, () => pages.takeUp(shelved), {
      class: first ? "main" : "",
    }),
    button("Delete", () => {
      if (!window.confirm("Delete this playthrough from this browser? It cannot be brought back.")) return;
      pages.shelf.delete(shelved.key);
      pages.show("title");
    }),
  ];
}

/** @param {Pages} pages */
function saveFile(pages) {
  const chosen = /** @type {HTMLInputElement} */ (element("input", { id: "save-file", type: "file", accept: ".json" }));
  chosen.addEventListener("change", () => chosen.files?.[0] && pages.openFile(chosen.files[0]));
  return chosen;
}
