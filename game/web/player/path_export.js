/** The path that a save derives, in words: what a JSON export says beside the save's own data. */

import { plain } from "./blocks.js";
import { comparisons } from "./comparison.js";

/** Each decision in words; beside what happened once the playthrough has ended. @param {import("./playthrough.js").Playthrough} play */
export function derivedPath(play) {
  return comparisons(play).map(({ step, scene, choice, record, relation }) => {
    const { because, cites, passed, by_route } = step;
    const { id, title, date = "" } = scene;
    const found = { scene: id, title, date, choice: step.choice, label: choice.label, because, cites, passed, by_route };
    if (!play.ended || !record) return found;
    const { choice: choices = [], certainty, happened } = record;
    return { ...found, record: { relation, choices, certainty, happened: plain(happened) } };
  });
}
