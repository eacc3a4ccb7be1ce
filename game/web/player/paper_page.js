/** A paper: where it comes from, what it says and in whose words, what the player finds that it does. */

import { saidBy, withCommas } from "./captions.js";
import { button, element, prose } from "./page_parts.js";

/** @typedef {import("./pages.js").Pages} Pages */

const BEARINGS = /** @type {const} */ (["supports", "undermines", "complicates"]);

/** @param {Pages} pages @param {string} id */
export function paperPage(pages, id) {
  const { game, sitting, easier } = pages;
  const paper = /** @type {Record<string, import("./model").CaseDocument>} */ (game.case.documents)[id];
  const { notebook } = sitting.play;
  const asked = Object.values(game.case.causes ?? {}).filter((cause) => paper.causes && Object.hasOwn(paper.causes, cause.id));
  const judged = asked.every((cause) => notebook.weighed.some((each) => each.document === id && each.cause === cause.id));
  return [
    element("article.sheet", {},
      element("h1", { tabindex: "-1" }, paper.title),
      element("p.quiet", {}, withCommas(paper.author, paper.date, paper.kind)),
      paper.provenance && element("h2", {}, "Where it comes from"),
      prose("div", paper.provenance),
      saidBy(paper, easier).map((said) => [element("h2", {}, said.caption), prose("div.words", said.text)]).flat(),
      judged ? ours(paper) : null,
    ),
    asked.length > 0 && element("section.weighing", {},
      element("h2", {}, "What does it do for each explanation?"),
      !judged && element("p.quiet", {}, "Say it first; then ours stands beside it."),
      asked.map((cause) => weighing(pages, id, cause)),
    ),
    noteForm(pages, id),
    element("p.go-on", {}, button("Back", () => pages.show("scene"), { class: "main" })),
  ];
}

/** What the paper is worth, told once the player has judged it herself. @param {import("./model").CaseDocument} paper */
function ours(paper) {
  return element("section.margin", {},
    paper.worth && element("h2", {}, "Worth"), prose("div", paper.worth),
    paper.limits && element("h2", {}, "Limits"), prose("div", paper.limits),
  );
}

/** @param {Pages} pages @param {string} id @param {import("./model").Cause} cause */
function weighing(pages, id, cause) {
  const held = pages.sitting.play.notebook.weighed.find((each) => each.document === id && each.cause === cause.id)?.bearing;
  return element("fieldset", {},
    element("legend", {}, cause.title),
    BEARINGS.map((bearing) => {
      const box = /** @type {HTMLInputElement} */ (element("input", { type: "radio", name: `weigh-${cause.id}`, value: bearing }));
      box.checked = held === bearing;
      box.addEventListener("change", () => {
        pages.sitting.change(pages.sitting.play.weigh(id, cause.id, bearing));
        pages.again(`input[name="weigh-${cause.id}"]:checked`);
      });
      return element("label", {}, box, " ", bearing);
    }),
  );
}

/** A line of the player's own about a paper, or about the scene. @param {Pages} pages @param {string} id */
export function noteForm(pages, id = "") {
  const line = /** @type {HTMLInputElement} */ (element("input", { id: "note", maxlength: "4000", autocomplete: "off" }));
  const notes = pages.sitting.play.notebook.notes.filter((note) => note.document === id && !note.about);
  return element("form.note", {
    onsubmit: (/** @type {Event} */ event) => {
      event.preventDefault();
      pages.sitting.change(pages.sitting.play.note(line.value, id));
      pages.again("#note");
    },
  },
    element("label", { for: "note" }, "A note of your own"), line,
    element("button", {}, "Write it down"),
    element("ul", {}, notes.map((note) => element("li.pencil", {}, note.text))),
  );
}
