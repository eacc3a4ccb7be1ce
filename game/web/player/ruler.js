/**
 * The years of the case as a hairline with marks: where play stands, what was decided, when a paper was written.
 *
 * @typedef {import("./pages.js").Pages} Pages
 * @typedef {{at: number | undefined, sign: "taken" | "you" | "record"}} Mark
 */

import { element } from "./page_parts.js";
import { isDecision } from "./playthrough.js";

const STEPS = [1, 2, 5, 10, 20, 25, 50, 100];
const MOST_TICKS = 8;
const [FULL, OF_A_YEAR] = [100, 0.001];

/** @param {Pages} pages @param {string} paper   The paper that is read, if any. */
export function ruler(pages, paper = "") {
  const { span, scenes, documents } = pages.game.years;
  const [start, end] = span;
  if (start === undefined || end === undefined) return element("div.ruler", {});
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
  const place = (/** @type {number} */ at) => `${(FULL * Math.min(Math.max(at - start, 0), end - start)) / (end - start)}%`;
  const said = [`${Math.trunc(start)} to ${Math.ceil(end - OF_A_YEAR) - 1}`, dated && scene.date && `now ${scene.date}`,
    paper && `the paper: ${play.case.documents?.[paper].date || "no date"}`].filter(Boolean).join("; ");
  const made = element("div.ruler", { role: "img", "aria-label": `The years: ${said}` });
  for (const year of ticks(start, end)) made.append(standing(element("span.tick", {}, String(year)), place(year)));
  for (const { at, sign } of marks) if (at !== undefined) made.append(standing(element(`span.mark.${sign}`, {}), place(at)));
  return made;
}

/** The years that are written, as many as there is room for. @param {number} start @param {number} end */
function ticks(start, end) {
  const step = STEPS.find((each) => (end - start) / each <= MOST_TICKS) ?? STEPS[STEPS.length - 1];
  const first = Math.ceil(start / step) * step;
  return Array.from({ length: Math.max(Math.ceil((end - first) / step - OF_A_YEAR), 0) }, (_, place) => first + place * step);
}

/** @param {HTMLElement} made @param {string} place */
function standing(made, place) {
  made.style.left = place;
  return made;
}
