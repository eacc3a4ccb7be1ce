/** The first page: what the case asks, its content note, and the playthroughs that this browser keeps. */

import { CANNOT_KEEP } from "./browser_shelf.js";
import { withCommas } from "./captions.js";
import { button, h, headline, prose } from "./page_parts.js";
import { amount } from "./numbers.js";

/** @typedef {import("./pages.js").Pages} Pages */

const LONGEST_NAME = 60;
const NEW_HERE = "Read, open the papers on the table, then choose; the next page asks why. What is underlined says who is who. " +
  "Nothing can go wrong: one step back undoes a choice, and nothing is lost by it.";

/** @param {Pages} pages */
export function titlePage(pages) {
  const { game, plays } = pages;
  const { case: told } = game;
  const part = game.part(plays);
  const question = (part && "question" in part && part.question) || told.question;
  const kept = pages.shelf.all();
  const main = kept.length ? "" : "main";
  return [h("div.reading",
    h("p.where", withCommas(told.span, lasting((part ?? told).minutes))),
    headline(part ? `${told.title}: ${part.title}` : told.title),
    h("p.question", question),
    kept.length && h("section.kept", { "aria-labelledby": "go-on" },
      h("h2", { id: "go-on" }, "Go on"),
      h("ul", kept.map((each, place) => h("li", keptOne(pages, each, place === 0)))),
    ),
    told.content_note && h("section.sheet", h("h2", "Before you begin"), prose("div.note", told.content_note)),
  ), h("div.side",
    kept.length ? null : h("p.quiet", NEW_HERE),
    nameField(pages.name, (name) => (pages.name = name)),
    h("p.go-on", button(kept.length ? "Begin anew" : "Begin", () => begin(pages), { class: main })),
    part ? null : partsAlone(pages),
    h("p.from-file", h("label", { for: "save-file" }, "Go on from a save file: "), saveFile(pages)),
    pages.shelf.storage ? null : h("p.quiet", CANNOT_KEEP),
    pages.library && h("p", h("a", { href: pages.library }, "All cases of the library")),
  )];
}

/** @param {Pages} pages @param {import("./model").CasePart} plays */
function begin(pages, plays = pages.plays) {
  pages.sitting = pages.begun(plays);
  pages.show();
}

/** How long something takes, where its author says so. @param {number | undefined} minutes */
function lasting(minutes) {
  return minutes ? `about ${amount(minutes, "minute")}` : "";
}

/** The shorter lines through the whole, and the parts that can be played alone. @param {Pages} pages */
function partsAlone(pages) {
  const { routes = {}, chapters = [] } = pages.game.case;
  const list = (/** @type {string} */ title, /** @type {{id: string, title: string, minutes?: number}[]} */ parts, /** @type {"route" | "chapter"} */ kind) =>
    parts.length && h("details.alone", h("summary", title), h("ul.plainly", parts.map((each) =>
      h("li", button(withCommas(each.title, lasting(each.minutes)), () => begin(pages, { chapter: null, route: null, [kind]: each.id }))))));
  return [list("A shorter line through the whole", Object.values(routes), "route"), list("Parts that can be played alone", chapters, "chapter")];
}

/** Whose playthrough it is; it stands in the save file and in its name. @param {string} name @param {(name: string) => void} typed */
export function nameField(name, typed) {
  const line = /** @type {HTMLInputElement} */ (h("input", { id: "name", type: "text", maxlength: LONGEST_NAME, autocomplete: "off" }));
  line.value = name;
  line.addEventListener("input", () => typed(line.value));
  return h("p.whose", h("label", { for: "name" }, "Your name or the number of your seat, to hand in; it may stay empty"), line);
}

/** @param {Pages} pages @param {import("./browser_shelf.js").Shelved} shelved @param {boolean} first */
function keptOne(pages, shelved, first) {
  const { save } = shelved;
  const where = save.ending ? `came to “${save.ending.title}”` : `at “${save.here.title}”`;
  const day = new Date(save.played).toLocaleString("en-GB", { dateStyle: "long", timeStyle: "short" });
  const part = pages.game.part({ chapter: save.chapter, route: save.route });
  const title = withCommas(save.name || save.player || save.case.title, part?.title ?? "");
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
  const chosen = /** @type {HTMLInputElement} */ (h("input", { id: "save-file", type: "file", accept: ".json" }));
  chosen.addEventListener("change", () => chosen.files?.[0] && pages.openFile(chosen.files[0]));
  return chosen;
}
