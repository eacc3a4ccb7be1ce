/** The debrief: the core, part by part, and one step away the library of the case. */

import { debriefOf } from "./debrief.js";
import { drawn } from "./draw_blocks.js";
import { plain } from "./blocks.js";
import { button, element, prose } from "./page_parts.js";
import { reportParts } from "./report.js";
import { MARKS } from "./save.js";

/**
 * @typedef {import("./pages.js").Pages} Pages
 * @typedef {import("./blocks.js").Words} Words
 */

const MARK_FIRST = "Mark each in your own pencil first; then you see ours and why.";

/** @param {Pages} pages */
export function debriefPage(pages) {
  const { play } = pages.sitting;
  const parts = reportParts(play, {}, MARK_FIRST);
  const scene = play.chapterOver ? [] : pages.texts();
  const keyed = (/** @type {string} */ key, /** @type {Words} */ said) => standsAt(pages, key, said);
  const [role, ...rest] = parts;
  const core = rest.filter((part) => !part.library);
  const library = rest.filter((part) => part.library);
  return [
    element("h1", { tabindex: "-1" }, role.blocks[0].is === "heading" ? role.blocks[0].text : role.title),
    prose("div.text", scene.join("")),
    element("section.part", { id: role.key }, drawn(role.blocks.slice(1), keyed, 1)),
    core.map((part) => element("section.part", { id: part.key }, element("h2", {}, part.title), drawn(part.blocks, keyed))),
    library.length > 0 && element("h2", {}, "The library of the case"),
    library.map((part) => element("details.part", { id: part.key }, element("summary", {}, part.title), drawn(part.blocks, keyed))),
    claimsToMark(pages),
    element("p.go-on", {},
      button("Save to a file", () => pages.saveToFile(), { class: "main" }),
      button("Print", () => window.print()),
      button("Go back one choice", () => pages.undo()),
      button("To the beginning", () => pages.show("title")),
    ),
  ];
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
