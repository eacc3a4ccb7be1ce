/** A paper: where it comes from, what it says and in whose words, what the player finds that it does. */

import { JUDGE, saidBy, withCommas } from "./captions.js";
import { button, h, headline, prose } from "./page_parts.js";

/** @typedef {import("./pages.js").Pages} Pages */

const BEARINGS = /** @type {const} */ (["supports", "complicates", "undermines"]);

/** @param {Pages} pages @param {string} id */
export function paperPage(pages, id) {
  const { game, sitting, easier } = pages;
  const paper = game.case.documents[id];
  const kind = (paper.kind ?? "").slice(0, 1).toUpperCase() + (paper.kind ?? "").slice(1);
  const made = [withCommas(paper.author, paper.date), kind].filter(Boolean).map((part) => `${part.replace(/\.$/, "")}.`).join(" ");
  return [
    h("article.sheet",
      headline(paper.title),
      made && h("p.quiet", made),
      paper.provenance && h("h2", "Where it comes from"),
      prose("div", paper.provenance),
      saidBy(paper, easier).map((said) => [h("h2", said.caption), prose("div.words", said.text)]).flat(),
    ),
    h("aside.side.margin", { "aria-label": "Beside the paper" },
      h("div", sitting.asksFirst(id) ? judgeFirst(pages, id) : ours(paper)),
      noteForm(pages, id),
      weighings(pages, paper),
      pages.goBack(),
    ),
  ];
}

/** What she is asked before she sees what we think of the paper. @param {Pages} pages @param {string} id */
function judgeFirst(pages, id) {
  const compare = () => {
    pages.sitting.compared.add(id);
    pages.again(".margin h2");
  };
  return [
    h("h2", JUDGE),
    h("p.quiet", "Write a line of your own below. Then ours stands beside it."),
    button("Compare at once", compare),
  ];
}

/** What we think of the paper. @param {import("./model").CaseDocument} paper */
function ours(paper) {
  return [
    paper.worth && h("h2", { tabindex: "-1" }, "Worth"), prose("div", paper.worth),
    paper.limits && h("h2", { tabindex: "-1" }, "Limits"), prose("div", paper.limits),
  ];
}

/** What it does for each explanation that it bears on, and for another. @param {Pages} pages @param {import("./model").CaseDocument} paper */
function weighings(pages, paper) {
  if (!paper.causes) return null;
  const bears = (/** @type {import("./model").Cause} */ cause) => Object.hasOwn(paper.causes ?? {}, cause.id);
  const causes = Object.values(pages.game.case.causes);
  const { weighed } = pages.sitting.play.notebook;
  const others = causes.filter((cause) => !bears(cause));
  const entered = others.some((cause) => weighed.some((each) => each.document === paper.id && each.cause === cause.id));
  return h("section.weighing",
    h("h2", "Enter it in your notebook"),
    h("p.quiet", "What does it do for each explanation? You decide."),
    causes.filter(bears).map((cause) => weighing(pages, paper.id, cause)),
    others.length && h("details", { open: entered },
      h("summary", "Another explanation"),
      others.map((cause) => weighing(pages, paper.id, cause))),
  );
}

/** @param {Pages} pages @param {string} id @param {import("./model").Cause} cause */
function weighing(pages, id, cause) {
  const { weighed } = pages.sitting.play.notebook;
  const held = weighed.find((each) => each.document === id && each.cause === cause.id)?.bearing ?? null;
  const isNew = weighed.every((each) => each.cause !== cause.id || each.document === id);
  const enter = (/** @type {import("./model").Bearing | null} */ bearing) => {
    pages.sitting.change(pages.sitting.play.weigh(id, cause.id, bearing));
    pages.again(`input[name="weigh-${cause.id}"]:checked`);
  };
  return h("fieldset.beside",
    h("legend", cause.title),
    isNew && h("p.quiet", cause.line),
    [...BEARINGS, null].map((bearing) => h(`label${bearing && bearing === held ? ".pencil" : ""}`,
      h("input", { type: "radio", name: `weigh-${cause.id}`, checked: held === bearing, onchange: () => enter(bearing) }),
      bearing ?? "not entered")),
  );
}

/** A line of the player's own about a paper, or about the scene. @param {Pages} pages @param {string} id */
export function noteForm(pages, id = "") {
  const line = /** @type {HTMLTextAreaElement} */ (h("textarea.line", { id: "note", rows: "2", maxlength: "4000" }));
  const notes = pages.sitting.play.notebook.notes.filter((note) => note.document === id && !note.about);
  return h("form.note", {
    onsubmit: (/** @type {Event} */ event) => {
      event.preventDefault();
      const { play } = pages.sitting;
      pages.sitting.change(play.note(line.value, id));
      if (pages.sitting.play !== play) pages.say("Your line is written down.");
      pages.again("#note");
    },
  },
    h("label", { for: "note" }, "A line of your own"), line,
    h("p.go-on", h("button", "Write it down")),
    h("ul.plainly", notes.map((note) => h("li.pencil", note.text))),
  );
}
