/** The settings: each with its values in words, changed at once and kept for the next time. */

import { element } from "./page_parts.js";

/** @typedef {import("./pages.js").Pages} Pages */

/** @param {Pages} pages */
export function settingsPage(pages) {
  return [
    element("h1", { tabindex: "-1" }, "Settings"),
    element("p.quiet", {}, "What you set is kept in this browser, for every case."),
    pages.looks.choosable.map((each) => setting(pages, each)),
    pages.goBack(),
  ];
}

/** @param {Pages} pages @param {import("./looks.js").Choosable} setting */
function setting({ looks }, { id, name, about, values }) {
  return element("fieldset.beside", {},
    element("legend", {}, name),
    about && element("p.quiet", {}, about),
    Object.entries(values).map(([value, words]) => element("label", {},
      element("input", { type: "radio", name: id, value, checked: looks.set[id] === value, onchange: () => looks.change(id, value) }),
      words)),
  );
}
