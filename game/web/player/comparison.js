/**
 * Each decision beside what happened; it compares and never grades.
 *
 * @typedef {"same" | "parted" | "archive" | "unrecorded"} Relation
 * @typedef {import("./playthrough.js").Playthrough} Playthrough
 * @typedef {{step: import("./model").Step, scene: import("./model").Scene, choice: import("./model").Choice,
 *   record: import("./model").CaseRecord | undefined, taken: import("./model").Choice[], relation: Relation,
 *   cites: import("./model").CaseDocument[]}} Comparison
 */

import { recordedAt } from "./bridge.js";
import { CONTINUE } from "./playthrough.js";

/** @param {Playthrough} play @returns {Comparison[]} */
export function comparisons(play) {
  const { documents } = play.case;
  return play.steps
    .filter((step) => step.choice !== CONTINUE)
    .map((step) => {
      const scene = play.sceneOf(step);
      const recorded = recordedAt(scene);
      return {
        step,
        scene,
        choice: play.choiceOf(step),
        record: scene.record,
        taken: recorded.flatMap((id) => scene.choices?.[id] ?? []),
        relation: relationOf(scene, recorded, step.choice),
        cites: step.cites.flatMap((id) => documents[id] ?? []),
      };
    });
}

/** @param {import("./model").Scene} scene @param {string[]} recorded @param {string} choice @returns {Relation} */
function relationOf(scene, recorded, choice) {
  if (scene.stance === "archive") return "archive";
  if (!recorded.length) return "unrecorded";
  return recorded.includes(choice) ? "same" : "parted";
}
