/** The settings: each with its values in words, changed at once and kept for the next time. */

import { h, headline } from "./page_parts.js";

/** @typedef {import("./pages.js").Pages} Pages */

/** @param {Pages} pages */
export function settingsPage(pages) {
  return [
    headline("Settings"),
    h("p.quiet", "What you set is kept in this browser, for every case."),
    pages.looks.choosable.map((each) => setting(pages, each)),
    pages.goBack(),
  ];
}

/** @param {Pages} pages @param {import("./looks.js").Choosable} setting */
function setting({ looks }, { id, name, about, values }) {
  return h("fieldset.beside",
    h("legend", name),
    about && h("p.quiet", about),
    Object.entries(values).map(([value, words]) => h("label",
      h("input", { type: "radio", name: id, value, checked: looks.set[id] === value, onchange: () => looks.change(id, value) }),
      words)),
  );
}
