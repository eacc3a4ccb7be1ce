/** What a route passes over between two scenes that are played, told in a sentence for each; as in Python. */

import { escaped, sentence } from "./phrases.js";

/** @typedef {import("./playthrough.js").Playthrough} Playthrough */

export const IN_BETWEEN = "In between";

/** What is passed over from here to the next scene that is played, as one piece of HTML. @param {Playthrough} play */
export function passedOver(play) {
  const passed = play.stuck ? [] : play.goOn().steps.slice(play.depth).map((step) => toldOf(play, step));
  const worthTelling = passed.filter(({ titleAlone }) => !titleAlone);
  const items = (worthTelling.length ? worthTelling : passed).map(({ scene: { date = "", stance }, words }) => {
    const dated = !date || stance === "archive" || (date.match(/\b\d{4}\b/g) ?? []).some((year) => words.includes(year));
    return `<li>${dated ? "" : `<em>${escaped(sentence(date))}</em> `}${escaped(words)}</li>`;
  });
  return items.length ? [`<ul>${items.join("")}</ul>`] : [];
}

/**
 * The record in short, or without one the title; where the line leaves the record there, how the line goes.
 * @param {Playthrough} play
 * @param {import("./model").Step} step
 */
function toldOf(play, step) {
  const scene = play.case.scenes[step.scene];
  const recorded = recordedAt(scene);
  if (recorded.length && ![...recorded, "continue"].includes(step.choice)) {
    return { scene, words: `${scene.title}. On your line: “${play.choiceOf(step).label}”`, titleAlone: false };
  }
  const inShort = scene.record?.in_short;
  return { scene, words: sentence(inShort || scene.title), titleAlone: !inShort };
}

/** The choices that history took at a scene: none at the archive desk, where nobody acted. @param {import("./model").Scene} scene */
export function recordedAt({ stance, record }) {
  return stance === "archive" ? [] : (record?.choice ?? []);
}

/** Whether a scene is not one that the route passes over. @param {Playthrough} play @param {import("./model").Scene} scene */
export function isPlayed({ part: { route }, case: { routes } }, scene) {
  return route === null || Boolean(scene.ending) || (routes[route].scenes ?? []).includes(scene.id);
}

/**
 * Whether a paragraph tells of nothing that the player did at the archive desk and the route did for her.
 * @param {Playthrough} play
 * @param {import("./model").Html} html
 */
export function isHers(play, html) {
  if (play.part.route === null) return true;
  return [...html.matchAll(/data-memory="(?:choice|because):([^" ]*)/g)].every(
    ([, scene]) => !play.lastAt(scene)?.by_route || play.case.scenes[scene].stance !== "archive",
  );
}

/** Whose doing it is that scenes are passed over. @param {Playthrough} play */
export function aboutRoute(play) {
  const title = play.game.part(play.part)?.title ?? play.part.route;
  return escaped(`“${title}” passes over these scenes. Each is told as it really happened.`);
}
