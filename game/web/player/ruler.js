/**
 * The years of the case as a hairline with marks: where play stands, what was decided, when a paper was written.
 *
 * @typedef {import("./pages.js").Pages} Pages
 * @typedef {{at: number | undefined, sign: "taken" | "you" | "record"}} Mark
 */

import { h } from "./page_parts.js";
import { isDecision } from "./playthrough.js";

const OF_A_YEAR = 0.001;

/** @param {Pages} pages @param {string} paper   The paper that is read, if any. */
export function ruler(pages, paper = "") {
  const { span, ticks, scenes, documents } = pages.game.years;
  const [start, end] = span;
  if (start === undefined || end === undefined) return h("div.ruler");
  const { play } = pages.sitting;
  const { scene } = play;
  const dated = scene.stance !== "archive" && !play.chapterOver;
  const decided = play.steps.filter((step) => isDecision(step) && play.case.scenes[step.scene].stance !== "archive");
  /** @type {Mark[]} */
  const marks = [
    ...decided.map((step) => /** @type {Mark} */ ({ at: scenes[step.scene], sign: "taken" })),
    { at: dated ? scenes[scene.id] : undefined, sign: "you" },
    { at: documents[paper], sign: "record" },
  ];
  const place = (/** @type {number} */ at) => `${(100 * Math.min(Math.max(at - start, 0), end - start)) / (end - start)}%`;
  const said = [`${Math.trunc(start)} to ${Math.ceil(end - OF_A_YEAR) - 1}`, dated && scene.date && `now ${scene.date}`,
    paper && `the paper: ${play.case.documents[paper].date || "no date"}`].filter(Boolean).join("; ");
  const made = h("div.ruler", { role: "img", "aria-label": `The years: ${said}` });
  for (const year of ticks) made.append(standing(h("span.tick", String(year)), place(year)));
  for (const { at, sign } of marks) if (at !== undefined) made.append(standing(h(`span.mark.${sign}`), place(at)));
  return made;
}

/** @param {HTMLElement} made @param {string} place */
function standing(made, place) {
  made.style.left = place;
  return made;
}
