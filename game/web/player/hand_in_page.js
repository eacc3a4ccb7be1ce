/** What leaves the page: the save file, which is handed in or gone on from elsewhere, and exports for reading. */

import { CANNOT_KEEP } from "./browser_shelf.js";
import { button, h, headline } from "./page_parts.js";
import { nameField } from "./title_page.js";

/** @typedef {import("./pages.js").Pages} Pages */

/** @param {Pages} pages */
export function handInPage(pages) {
  return [
    headline("Save or hand in"),
    whoseItIs(pages, () => {}),
    h("p.go-on",
      !pages.keeper && button("Hand in", () => pages.saveToFile(), { class: "main" }),
      button("Export as text", () => pages.exportAsText(false)),
      button("Export as data", () => pages.exportAsData())),
    pages.goBack(),
  ];
}

/** The field for her name, and what handing in is. @param {Pages} pages @param {() => void} signed */
export function whoseItIs({ sitting, shelf, keeper }, signed) {
  if (keeper) return [h("p.quiet", keeper)];
  const name = nameField(sitting.player, (typed) => {
    sitting.signed(typed);
    signed();
  });
  const what = "Hand in writes one file with your whole playthrough. Your teacher collects it; on any device you can go on from it.";
  return [name, h("p.quiet", what), shelf.storage ? "" : h("p.quiet", CANNOT_KEEP)];
}
