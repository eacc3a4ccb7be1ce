/**
 * A scene, the sentence behind a choice, and what the choice brought about.
 *
 * @typedef {import("./pages.js").Pages} Pages
 * @typedef {import("./moment.js").Offer} Offer
 */

import { reasonStem, withCommas } from "./captions.js";
import { gaugeLine } from "./gauge_line.js";
import { aftermath, moment } from "./moment.js";
import { counted } from "./numbers.js";
import { button, h, headline, prose } from "./page_parts.js";
import { happenedBlocks } from "./sheet_page.js";
import { traces } from "./traces.js";

const MEETS_AGAIN = "You meet this sentence again in the debrief, beside what happened. An empty line is allowed. It means: no reason given.";

/** @param {Pages} pages */
export function scenePage(pages) {
  const { sitting, easier } = pages;
  const { play } = sitting;
  const now = moment(play);
  const head = [h("p.where", now.where), headline(now.title)];
  const notes = sitting.fold;
  if (notes.length) return folded(pages, head, notes);
  const text = easier && now.simpler.length ? now.simpler : now.paragraphs;
  const found = traces(play, easier);
  const told = prose("div.text", text.join(""));
  const offered = choices(pages, now.choices);
  for (const { because, paragraph, door: id } of found) {
    const place = paragraph === null ? offered.querySelector(`[data-door="${CSS.escape(id ?? "")}"]`) : told.querySelectorAll("p, li")[paragraph];
    place?.classList.add("traced");
    if (pages.tellsTraces) place?.after(h("p.why-marked", because));
  }
  return [
    h("div.reading", head, now.perspective && prose("p.perspective", now.perspective), told,
      found.length && button("Why marked", () => pages.tellTraces(), { "aria-pressed": String(pages.tellsTraces), class: "tells" })),
    beside(pages, now.documents.map((paper) => slip(pages, paper.document)), now),
    now.isPassage ? h("p.go-on", button("Go on", () => pages.goOn(), { class: "main" })) : offered,
    now.stuck && h("p.warn", "Nothing is open here. That is a fault in the case; go back and take another course."),
  ];
}

/** The note that stands before a scene or a chapter. @param {Pages} pages @param {Node[]} head @param {import("./model").Html[]} notes */
function folded(pages, head, notes) {
  return [
    h("div.reading", head,
      notes.map((note) => prose("div.care", note)),
      h("p.quiet", "Pass over it if you wish. It costs nothing; the debrief still tells what happened."),
      h("p.go-on",
        button("Read it", () => pages.unfold(), { class: "main" }),
        button("Pass over it", () => pages.passOver()),
      ),
    ),
  ];
}

/** What lies beside the text: the papers on the table, and how things stand. @param {Pages} pages @param {Node[]} slips @param {import("./moment.js").Now | null} now */
function beside(pages, slips, now = null) {
  const standing = now && (now.gauges.length > 0 || now.readings.length > 0);
  if (!slips.length && !standing) return null;
  return h("aside.side", { "aria-label": "On the table" },
    slips.length && h("section.table", h("h2", "On the table"),
      h("ul", slips.map((each) => h("li", each)))),
    standing && h("section.situation", h("h2", "How things stand"),
      now.gauges.map(gaugeLine),
      now.readings.map(({ label, value }) => h("p.reading", `${label}: ${value}`))),
  );
}

/** @param {Pages} pages @param {import("./model").CaseDocument} paper @param {string} said   What is said of it, instead of whether it was read. */
function slip(pages, paper, said = "") {
  const { opened, notes } = pages.sitting.play.notebook;
  const read = opened.includes(paper.id);
  const taken = notes.filter((note) => note.document === paper.id).length;
  const status = said || (!read ? "not yet opened" : taken ? `read, ${counted(taken, "note")} taken` : "read");
  return h(`button.slip${read && !said ? ".opened" : ""}`, { type: "button", onclick: () => pages.openPaper(paper.id) },
    h("span.title", paper.title),
    h("span.made", withCommas(paper.author, paper.date)),
    h("span.note", status));
}

/** @param {Pages} pages @param {Offer[]} offers */
function choices(pages, offers) {
  const { scene } = pages.sitting.play;
  return h("section.choices", { "aria-labelledby": "the-question" },
    scene.ask ? Object.assign(prose("h2", scene.ask), { id: "the-question" }) : h("h2", { id: "the-question" }, "What is done?"),
    h("ol", offers.map((offer) => h(`li.${offer.door}`, { "data-door": offer.id }, door(pages, offer)))),
  );
}

/** @param {Pages} pages @param {Offer} offer */
function door(pages, offer) {
  if (offer.open) {
    const label = h("span", offer.label);
    return h("button.choice", { type: "button", onclick: () => pages.askWhy(offer.id), "data-choice": offer.id }, label);
  }
  const unread = offer.unread.map((id) => pages.game.case.documents[id].title).join(" or ");
  return [
    h("span.label", offer.label),
    h("span.reason", `${offer.door === "shut" ? "Shut" : "Closed"}: ${offer.reason}${unread ? ` Perhaps after reading: ${unread}.` : ""}`),
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
  const draft = sitting.draftOf(id);
  const line = /** @type {HTMLTextAreaElement} */ (h("textarea", { id: "because", rows: "3", maxlength: "4000" }));
  line.value = draft.because;
  const papers = play.notebook.opened.map((paper) => /** @type {[string, HTMLInputElement]} */ ([
    paper,
    /** @type {HTMLInputElement} */ (h("input", { type: "checkbox", checked: draft.cites.includes(paper) })),
  ]));
  const cites = () => papers.filter(([, box]) => box.checked).map(([paper]) => paper);
  const keep = () => sitting.play === play && sitting.writeDraft({ choice: id, because: line.value, cites: cites() });
  line.addEventListener("change", keep);
  return [
    h("div.reading",
      h("p.where", scene.title),
      scene.ask && prose("p.quiet", scene.ask),
      h("h1.pencil", { tabindex: "-1" }, choice.label),
      h("h2", "Why this one?"),
      scene.because && prose("p.quiet", scene.because),
      h("label.stem", { for: "because" }, reasonStem(choice)),
      line,
      papers.length && h("fieldset",
        h("legend", "Leaning on"),
        papers.map(([paper, box]) => h("label", { onchange: keep }, box, play.case.documents[paper].title ?? paper)),
      ),
      h("p.go-on",
        button("Choose this", () => pages.choose(id, line.value, cites()), { class: "main commit" }),
        button("Back to the choices", () => {
          keep();
          pages.show("scene");
        }, { class: "unchoose" }),
      ),
      h("p.quiet", MEETS_AGAIN),
    ),
  ];
}

/** What the last choice brought about. @param {Pages} pages */
export function afterPage(pages) {
  const { play } = pages.sitting;
  const after = aftermath(play);
  return after ? broughtAbout(pages, play, after, button("Go on", () => pages.onwards(), { class: "main" })) : scenePage(pages);
}

/** What a choice on her path brought about, once more. @param {Pages} pages @param {string} depth   Of play before it. */
export function followedPage(pages, depth) {
  const at = pages.sitting.furthest.atEachStep[Number(depth)];
  const play = at && at[0].retake(at[1]);
  const after = play && aftermath(play);
  return after ? broughtAbout(pages, play, after, button("Back", () => pages.back(), { class: "main" })) : [pages.goBack()];
}

/** @param {Pages} pages @param {import("./playthrough.js").Playthrough} play @param {NonNullable<ReturnType<typeof aftermath>>} after @param {HTMLElement} on */
function broughtAbout(pages, play, { scene, choice, step, changes, revealed, ...after }, on) {
  const told = happenedBlocks(pages, play);
  const papers = revealed.map((id) => slip(pages, play.case.documents[id]));
  const now = play.ended || play.scene.chapter !== scene.chapter ? null : moment(play);
  return [
    h("div.reading",
      h("p.where", scene.title),
      h("h1.pencil", { tabindex: "-1" }, choice.label),
      step.because && h("p.pencil", `because ${step.because}`),
      prose("div.text", (pages.easier && after.simpler) || after.text),
      changes.map((change) => h("p.quiet", change)),
      told,
      h("p.go-on", on),
    ),
    beside(pages, papers, now),
  ];
}
