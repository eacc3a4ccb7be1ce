/** A playthrough as data for other programs: the save, and what it derives; letter by letter as in Python. */

import { plain } from "./blocks.js";
import { comparisons } from "./comparison.js";
import { content, written } from "./save.js";
import { sheets } from "./turned_sheet.js";

/** @param {import("./playthrough.js").Playthrough} play @param {{begun: string, played: string, player: string}} about @param {boolean} turned   With the turned sheets. */
export function jsonExport(play, about, turned) {
  return content(written(play, about), { path: derivedPath(play), ...(turned ? { sheets: derivedSheets(play) } : {}) });
}

/** What each chapter came to, beside what happened. @param {import("./playthrough.js").Playthrough} play */
function derivedSheets(play) {
  return sheets(play).map(({ chapter, title, rows, moved, question, hunch }) => ({
    chapter,
    title,
    decisions: rows.map(({ scene, courses, passed, relation, happened, certainty = null }) => (
      { scene: scene.id, courses, passed, relation, happened, certainty })),
    gauges: moved.map(({ gauge, by }) => ({ variable: gauge.variable.id, before: gauge.before, value: gauge.value, moved: by })),
    question,
    hunch,
  }));
}

/** Each decision in words; beside what happened once the playthrough has ended. @param {import("./playthrough.js").Playthrough} play */
function derivedPath(play) {
  return comparisons(play).map(({ step, scene, choice, record, relation }) => {
    const { because, cites, passed, by_route } = step;
    const { id, title, date = "" } = scene;
    const found = { scene: id, title, date, choice: step.choice, label: choice.label, because, cites, passed, by_route };
    if (!play.ended || !record) return found;
    const { choice: choices = [], certainty, happened } = record;
    return { ...found, record: { relation, choices, certainty, happened: plain(happened) } };
  });
}
