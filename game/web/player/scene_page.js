/**
 * A scene, the sentence behind a choice, and what the choice brought about.
 *
 * @typedef {import("./pages.js").Pages} Pages
 * @typedef {import("./moment.js").Offer} Offer
 */

import { reasonStem } from "./captions.js";
import { aftermath, moment } from "./moment.js";
import { button, element, prose } from "./page_parts.js";

/** @param {Pages} pages */
export function scenePage(pages) {
  const { sitting, easier } = pages;
  const { play } = sitting;
  const now = moment(play);
  const head = [
    element("p.where", {}, now.where),
    element("h1", { tabindex: "-1" }, now.title),
  ];
  const notes = sitting.fold;
  if (notes.length) return [...head, ...folded(pages, notes)];
  const text = easier && now.simpler.length ? now.simpler : now.paragraphs;
  return [
    ...head,
    now.perspective && prose("p.perspective", now.perspective),
    prose("div.text", text.join("")),
    now.documents.length > 0 && element("section.table", { "aria-labelledby": "on-the-table" },
      element("h2", { id: "on-the-table" }, "On the table"),
      element("ul", {}, now.documents.map((paper) => element("li", {}, slip(pages, paper)))),
    ),
    now.gauges.length > 0 && element("section.situation", { "aria-labelledby": "the-situation" },
      element("h2", { id: "the-situation" }, "How things stand"),
      now.gauges.map(gaugeLine),
    ),
    now.readings.map(({ label, value }) => element("p.reading", {}, `${label}: ${value}`)),
    now.isPassage ? element("p.go-on", {}, button("Go on", () => pages.goOn(), { class: "main" })) : choices(pages, now.choices),
    now.stuck && element("p.warn", {}, "Nothing is open here. That is a fault in the case; go back and take another course."),
  ];
}

/** @param {Pages} pages @param {import("./model").Html[]} notes */
function folded(pages, notes) {
  return [
    notes.map((note) => prose("div.care", note)),
    element("p", {}, "You can read it, or pass over it. Passing over costs nothing; the line goes on as the record did."),
    element("p.go-on", {},
      button("Read it", () => pages.unfold(), { class: "main" }),
      button("Pass over it", () => pages.passOver()),
    ),
  ];
}

/** @param {Pages} pages @param {import("./moment.js").Paper} paper */
function slip(pages, { document: paper, opened }) {
  const words = [element("span.title", {}, paper.title), element("span.note", {}, opened ? "opened" : "not opened yet")];
  return element(`button.slip${opened ? ".opened" : ""}`, { type: "button", onclick: () => pages.openPaper(paper.id) }, words);
}

/** A gauge as a position between two words; never a number. @param {import("./moment.js").Gauge} gauge */
export function gaugeLine(gauge) {
  const { variable, label, steps, position, beforePosition, change, spoken } = gauge;
  const track = element("span.track", {});
  for (let place = 0; place <= steps; place += 1) {
    const kind = place === position ? "now" : place === beforePosition ? "before" : "step";
    track.append(element(`span.${kind}`, {}));
  }
  return element("div.gauge", { role: "img", "aria-label": spoken },
    element("span.label", {}, label),
    element("span.low", {}, variable.low), track, element("span.high", {}, variable.high),
    element("span.change", {}, change),
  );
}

/** @param {Pages} pages @param {Offer[]} offers */
function choices(pages, offers) {
  const { scene } = pages.sitting.play;
  return element("section.choices", { "aria-labelledby": "the-question" },
    scene.ask ? Object.assign(prose("h2", scene.ask), { id: "the-question" }) : element("h2", { id: "the-question" }, "What is done?"),
    element("ol", {}, offers.map((offer) => element(`li.${offer.door}`, {}, door(pages, offer)))),
  );
}

/** @param {Pages} pages @param {Offer} offer */
function door(pages, offer) {
  if (offer.open) return button(offer.label, () => pages.askWhy(offer.id), { class: "choice", "data-choice": offer.id });
  const unread = offer.unread.map((id) => pages.game.case.documents?.[id].title).join("; ");
  return [
    element("span.label", {}, offer.label),
    element("span.reason", {}, `Closed: ${offer.reason}${unread ? ` It opens to whoever has read: ${unread}.` : ""}`),
  ];
}

/**
 * The sentence behind a choice: its own words end in "because".
 * @param {Pages} pages
 * @param {string} id
 */
export function whyPage(pages, id) {
  const { sitting } = pages;
  const { play } = sitting;
  const { scene } = play;
  const choice = /** @type {Record<string, import("./model").Choice>} */ (scene.choices)[id];
  const draft = sitting.draft.choice === id ? sitting.draft : { because: "", cites: /** @type {string[]} */ ([]) };
  const line = /** @type {HTMLTextAreaElement} */ (element("textarea", { id: "because", rows: "3", maxlength: "4000" }));
  line.value = draft.because;
  const papers = play.notebook.opened.map((paper) => /** @type {[string, HTMLInputElement]} */ ([
    paper,
    /** @type {HTMLInputElement} */ (element("input", { type: "checkbox", checked: draft.cites.includes(paper) })),
  ]));
  const cites = () => papers.filter(([, box]) => box.checked).map(([paper]) => paper);
  line.addEventListener("change", () => sitting.writeDraft({ choice: id, because: line.value, cites: cites() }));
  return [
    element("p.where", {}, scene.title),
    element("h1", { tabindex: "-1" }, choice.label),
    element("label.stem", { for: "because" }, reasonStem(choice.label)),
    line,
    scene.because && element("p.quiet", {}, scene.because),
    papers.length > 0 && element("fieldset", {},
      element("legend", {}, "Leaning on"),
      papers.map(([paper, box]) => element("label", {}, box, " ", play.case.documents?.[paper].title ?? paper)),
    ),
    element("p.quiet", {}, "You may leave it empty. Then only the choice is kept."),
    element("p.go-on", {},
      button("Choose this", () => pages.choose(id, line.value, cites()), { class: "main" }),
      button("Back to the choices", () => {
        sitting.writeDraft({ choice: id, because: line.value, cites: cites() });
        pages.show("scene");
      }),
    ),
  ];
}

/** What the last choice brought about. @param {Pages} pages */
export function afterPage(pages) {
  const { sitting, easier } = pages;
  const after = aftermath(sitting.play);
  if (!after) return scenePage(pages);
  const { scene, choice, step, changes } = after;
  return [
    element("p.where", {}, scene.title),
    element("h1.pencil", { tabindex: "-1" }, choice.label),
    step.because && element("p.pencil", {}, `“${step.because}”`),
    prose("div.text", (easier && after.simpler) || after.text),
    changes.map((change) => element("p.quiet", {}, change)),
    element("p.go-on", {}, button("Go on", () => pages.show(), { class: "main" })),
  ];
}
