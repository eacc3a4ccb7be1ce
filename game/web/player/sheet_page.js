/** The turned sheet: what a chapter came to, on one calm page; and what happened, where she has it told after each decision. */

import { drawn } from "./draw_blocks.js";
import { gaugeLine } from "./gauge_line.js";
import { button, h, headline } from "./page_parts.js";
import { sentence } from "./phrases.js";
import { lastRow, lastTurned, sheetBlocks, turnedSheet } from "./turned_sheet.js";

/** @typedef {import("./pages.js").Pages} Pages @typedef {import("./playthrough.js").Playthrough} Playthrough */

const TELLS = {
  chapter: "What really happened is told when the sheet is turned, at the end of this part.",
  end: "What really happened is told in the debrief, beside your sentence.",
};

/** The sheet that is turned where play stands, unless she wants all told at the end. @param {Pages} pages */
export function sheetToTurn({ sitting, looks }) {
  return looks.set.tell === "end" ? null : turnedSheet(sitting.play);
}

/** @param {Pages} pages */
export function sheetPage(pages) {
  const sheet = turnedSheet(pages.sitting.play);
  return sheet ? [...drawnSheet(pages, sheet), h("p.go-on", button("Go on", () => pages.show(), { class: "main" }))] : [];
}

/** The last sheet that was turned, once more. @param {Pages} pages */
export function lastSheetPage(pages) {
  const at = lastTurned(pages.sitting.play);
  const sheet = at && turnedSheet(at);
  return [...(sheet ? drawnSheet(pages, sheet) : []), pages.goBack()];
}

/** @param {Pages} pages @param {import("./turned_sheet.js").TurnedSheet} sheet */
function drawnSheet(pages, sheet) {
  const { title, rows, moved } = sheet;
  const blocks = sheetBlocks(sheet).slice(1).map((block) => (block.is === "entry" ? { ...block, sheet: false } : block));
  const told = (/** @type {typeof blocks} */ some) => drawn(some, () => null, 1);
  return [
    h("article.sheet.turned",
      h("p.quiet", "The sheet is turned"),
      headline(title),
      h("div.rows", told(blocks.slice(0, rows.length))),
      h("div.came-to",
        moved.length && h("section.entry", h("h2", "How things stand"),
          moved.map(({ gauge, by }) => [gaugeLine(gauge), h("p.quiet", sentence(by))]).flat()),
        told(blocks.slice(rows.length + (moved.length ? 1 : 0))))),
    sheet.asksHunch && hunchForm(pages, sheet.hunch),
  ];
}

/** Another explanation put first, or the same. @param {Pages} pages @param {string} hunch */
function hunchForm(pages, hunch) {
  const causes = Object.values(pages.game.case.causes);
  return h("fieldset", { id: "hunch" },
    h("legend", "What do you put first now?"),
    h("p.quiet", "It is only a hunch, in pencil. Every one that you had stays on the line of your path."),
    causes.map((cause) => h("label",
      h("input", {
        type: "radio", name: "hunch", value: cause.id, checked: cause.title === hunch,
        onchange: () => {
          pages.sitting.change(pages.sitting.play.changeHunch(cause.id));
          pages.again(`input[value="${cause.id}"]`);
        },
      }), cause.title)),
  );
}

/** After a decision: what really happened there, or when that is told. @param {Pages} pages @param {Playthrough} play @returns {Node[]} */
export function happenedBlocks({ looks }, play) {
  const { tell } = looks.set;
  if (!play.parent?.scene.record) return [];
  if (tell !== "decision") return [h("p.quiet", TELLS[/** @type {keyof typeof TELLS} */ (tell)])];
  const row = lastRow(play);
  if (!row) return [];
  return [h("section.sheet", h("p.quiet", `What really happened: ${row.certainty}`), h("p", row.happened))];
}
