/** The debrief: the core, part by part, and one step away the library of the case. */

import { debriefOf } from "./debrief.js";
import { drawn } from "./draw_blocks.js";
import { plain } from "./blocks.js";
import { inTurn } from "./once.js";
import { button, element, prose } from "./page_parts.js";
import { partsToTell } from "./report.js";
import { MARKS } from "./save.js";
import { nameField } from "./title_page.js";

/**
 * @typedef {import("./pages.js").Pages} Pages
 * @typedef {import("./blocks.js").Words} Words
 */

const MARK_FIRST = "Mark each in your own pencil first; then you see ours and why.";

/** Its first part is there at once; the others are told one after the other, so that nobody waits for them. @param {Pages} pages */
export function debriefPage(pages) {
  const { sitting } = pages;
  const { play } = sitting;
  const keyed = (/** @type {string} */ key, /** @type {Words} */ said) => standsAt(pages, key, said);
  const [role, ...rest] = partsToTell(play, {}, MARK_FIRST, pages.game.exams[pages.looks.set.exam] ?? null);
  const [first, ...leaving] = role.tell();
  const scene = play.chapterOver ? [] : pages.texts();
  const parts = rest.map((part) => ({ part, place: shelfOf(part) }));
  const [core, library] = [false, true].map((wanted) => parts.flatMap(({ part, place }) => (part.library === wanted ? place : [])));
  const claims = element("div", {});
  pages.finish = inTurn(claims, [
    ...parts.map(({ part, place }) => () => {
      const blocks = part.tell();
      if (blocks.length) place.append(...drawn(blocks, keyed));
      else place.remove();
    }),
    () => claims.append(claimsToMark(pages) || ""),
  ]);
  return [
    element("h1", { tabindex: "-1" }, first.is === "heading" ? first.text : role.title),
    prose("div.text", scene.join("")),
    element("section.part", { id: role.key }, drawn(leaving, keyed, 1)),
    core,
    element("h2", {}, "The library of the case"),
    library,
    claims,
    element("section.part", { id: "hand-in" },
      element("h2", {}, "Hand in, or keep"),
      nameField(sitting.player, (name) => sitting.signed(name)),
      element("p.quiet", {}, "Hand in writes one file with your whole playthrough. Your teacher collects it; on any device you can go on from it.")),
    element("p.go-on", {},
      button("Hand in", () => pages.saveToFile(), { class: "main" }),
      button("Print", () => printed(false)),
      library.length > 0 && button("Print with the library", () => printed(true)),
      button("Export as text", () => pages.exportAsText(false)),
      button("Export with the library", () => pages.exportAsText(true)),
      button("Export as data", () => pages.exportAsData()),
      button("Go back one choice", () => pages.undo()),
      button("To the beginning", () => pages.show("title")),
    ),
  ];
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
    ? element("details.part", { id: key }, element("summary", {}, title))
    : element("section.part", { id: key }, element("h2", {}, title));
}

/** A paper opens; a line of the plan is written. @param {Pages} pages @param {string} key @param {Words} said */
function standsAt(pages, key, said) {
  const [kind, id] = key.split(":", 2);
  if (kind === "paper") return button(plain(said.html), () => pages.openPaper(id), { class: "slip" });
  if (kind !== "write") return null;
  const label = said.tone === "blank" ? plain(said.html) : id;
  const line = /** @type {HTMLInputElement} */ (element("input", { id: `write-${id}`, "aria-label": label, placeholder: label }));
  line.value = said.tone === "blank" ? "" : plain(said.html);
  line.addEventListener("change", () => pages.writePlan(id, line.value));
  return line;
}

/** The claims that wait for a mark. @param {Pages} pages */
function claimsToMark(pages) {
  const waiting = debriefOf(pages.sitting.play).claims.filter(({ mark }) => !mark);
  return waiting.length > 0 && element("section.part", { id: "claims" },
    element("h2", {}, "Is it so?"),
    waiting.map(({ claim }) => element("fieldset", {},
      element("legend", {}, `“${plain(claim.says)}”`),
      MARKS.map((verdict) => button(verdict, () => {
        pages.sitting.change(pages.sitting.play.mark(claim.id, verdict));
        pages.again("#claims h2");
      })),
    )),
  );
}
