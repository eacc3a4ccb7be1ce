/** The debrief: the core, part by part, and one step away the library of the case. */

import { drawn } from "./draw_blocks.js";
import { plain, quiet } from "./blocks.js";
import { withCommas } from "./captions.js";
import { chart } from "./chart.js";
import { inTurn } from "./once.js";
import { button, controlsOf, h, headline, prose } from "./page_parts.js";
import { ASKED, partsToTell } from "./report.js";
import { debriefOf } from "./debrief.js";
import { MARKS } from "./save.js";
import { whoseItIs } from "./hand_in_page.js";

/**
 * @typedef {import("./pages.js").Pages} Pages
 * @typedef {import("./blocks.js").Words} Words
 */

const MARK_FIRST = "Mark each in your own pencil first; then you see ours and why. The same mark again rubs it out.";

/** Its first part is there at once; the others are told one after the other, so that nobody waits for them. @param {Pages} pages */
export function debriefPage(pages) {
  const { sitting } = pages;
  const { play } = sitting;
  const keyed = (/** @type {string} */ key, /** @type {Words} */ said) => standsAt(pages, key, said);
  const [role, ...rest] = partsNow(pages);
  const [first, ...leaving] = role.tell();
  const scene = play.chapterOver ? [] : pages.texts();
  const parts = rest.map((part) => ({ part, place: shelfOf(part) }));
  const [core, library] = [false, true].map((wanted) => parts.flatMap(({ part, place }) => (part.library === wanted ? place : [])));
  const handIn = h("h2", { tabindex: "-1" }, pages.keeper ? "To keep" : "Hand in, or keep");
  const whose = h("p.whose-paper", onPaper(pages));
  const beyond = h("h2.beyond", { tabindex: "-1" }, "The library of the case");
  const steps = h("nav.steps", { "aria-label": "Parts of the debrief" });
  pages.finish = inTurn(handIn, [
    ...parts.map(({ part, place }) => () => {
      const blocks = part.tell();
      if (blocks.length) place.append(...(part.key === "causes" ? chart(debriefOf(play).why) : []), ...drawn(blocks, keyed));
      else place.remove();
    }),
    () => steps.append(...[...core.map((part) => part.querySelector("h2")), beyond, handIn].flatMap(stepTo)),
  ]);
  return [
    whose,
    headline(first.is === "heading" ? first.text : role.title),
    prose("div.text", scene.join("")),
    h("section.part", { id: role.key }, drawn(leaving, keyed, 1)),
    steps,
    core,
    beyond,
    library,
    h("section.part", { id: "hand-in" },
      handIn,
      whoseItIs(pages, () => whose.replaceChildren(onPaper(pages)))),
    h("p.go-on",
      !pages.keeper && button("Hand in", () => pages.saveToFile(), { class: "main" }),
      button("Print", () => printed(false)),
      library.length && button("Print with the library", () => printed(true)),
      button("Export as text", () => pages.exportAsText(false)),
      button("Export with the library", () => pages.exportAsText(true)),
      button("Export as data", () => pages.exportAsData()),
      button("Go back one choice", () => pages.undo()),
      button("To the beginning", () => pages.show("title")),
    ),
  ];
}

/** Whose playthrough it is and of what, for paper. @param {Pages} pages */
function onPaper({ game, sitting: { play, player, name } }) {
  return withCommas(player || name, game.case.title, game.part(play.part)?.title ?? "");
}

/** A way to a part; none where it has nothing to tell. @param {HTMLElement | null} title */
function stepTo(title) {
  const go = () => {
    title?.focus({ preventScroll: true });
    title?.scrollIntoView();
  };
  return title?.isConnected ? button(title.textContent ?? "", go) : [];
}

/** Every part as it is now; what is said of the case, to be marked, is one of its own. @param {Pages} pages */
function partsNow({ sitting, game, looks }) {
  const parts = partsToTell(sitting.play, { marks: "here" }, "", game.exams[looks.set.exam] ?? null);
  return parts.flatMap((part) => {
    if (part.key !== "historians") return part;
    const tell = (/** @type {boolean} */ claims) => () => {
      const blocks = part.tell();
      const place = claimsIn(blocks);
      const said = blocks.slice(place + 1);
      if (!claims) return blocks.slice(0, place);
      return said.length ? [quiet(MARK_FIRST), ...said] : [];
    };
    return [{ ...part, tell: tell(false) }, { ...part, key: "claims", title: "What you may have read", tell: tell(true) }];
  });
}

/** Where the claims begin. @param {import("./blocks.js").Block[]} blocks */
function claimsIn(blocks) {
  const place = blocks.findIndex((block) => block.is === "heading" && block.anchor === "claims");
  return place < 0 ? blocks.length : place;
}

/** Tell one part anew after she wrote or marked in it; whoever reads stays where she is. @param {Pages} pages @param {string} key */
function toldAnew(pages, key) {
  const place = document.getElementById(key);
  const part = partsNow(pages).find((each) => each.key === key);
  if (!place?.firstChild || !part) return;
  const at = controlsOf(place).findIndex((each) => each === document.activeElement);
  place.replaceChildren(place.firstChild, ...drawn(part.tell(), (here, said) => standsAt(pages, here, said)));
  controlsOf(place)[at]?.focus({ preventScroll: true });
}

/** On paper stand the core and what is open of the library; that is all of it where it is wanted. @param {boolean} whole */
function printed(whole) {
  const closed = whole ? [...document.querySelectorAll("details.part:not([open])")] : [];
  for (const part of closed) part.setAttribute("open", "");
  window.print();
  for (const part of closed) part.removeAttribute("open");
}

/** Where a part is told: in the core it is open, in the library it can be opened. @param {{key: string, title: string, library: boolean}} part */
function shelfOf({ key, title, library }) {
  return library
    ? h("details.part", { id: key }, h("summary", title))
    : h("section.part", { id: key }, h("h2", { tabindex: "-1" }, title));
}

/** A paper opens, a line of the plan is written, a claim is marked. @param {Pages} pages @param {string} key @param {Words} said */
function standsAt(pages, key, said) {
  const [kind, id] = key.split(":", 2);
  if (kind === "paper") return button(plain(said.html), () => pages.openPaper(id), { class: "slip" });
  if (kind === "mark") return marks(pages, id);
  return kind === "write" ? lineToWrite(pages, id, said.tone === "blank" ? "" : plain(said.html)) : null;
}

/** A line of the plan, under what it asks for. @param {Pages} pages @param {string} id @param {string} written */
function lineToWrite(pages, id, written) {
  const line = /** @type {HTMLTextAreaElement} */ (h("textarea.line", { id: `write-${id}`, rows: "2", maxlength: "4000" }));
  line.value = written;
  line.addEventListener("change", () => {
    const { play } = pages.sitting;
    const about = id === "limits" ? "limits" : "worth";
    pages.sitting.change(id === "thesis" ? play.putForward(line.value) : play.note(line.value, debriefOf(play).plan.source?.id ?? "", about));
    setTimeout(() => toldAnew(pages, "plan"));
  });
  return h("label.stem", ASKED[id], line);
}

/** The marks that can be set on a claim. @param {Pages} pages @param {string} claim */
function marks(pages, claim) {
  const hers = pages.sitting.play.notebook.marks[claim];
  const mark = (/** @type {import("./model").Verdict} */ verdict) => () => {
    pages.sitting.change(pages.sitting.play.mark(claim, hers === verdict ? null : verdict));
    const { [claim]: marked } = pages.sitting.play.notebook.marks;
    pages.say(marked ? `Our verdict: ${pages.game.case.claims?.[claim].verdict}.` : "Your mark is rubbed out.");
    toldAnew(pages, "claims");
  };
  return h("span.marks", MARKS.map((verdict) => button(verdict, mark(verdict), { "aria-pressed": String(hers === verdict) })));
}
