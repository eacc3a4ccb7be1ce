/**
 * The player's first hunch beside her last word, and what she opened between them; as in Python.
 *
 * @typedef {import("./playthrough.js").Playthrough} Playthrough
 * @typedef {import("./model").Cause} Cause
 * @typedef {{scene: import("./model").Scene, choice: import("./model").Choice, step: import("./model").Step,
 *   cause: Cause | undefined}} SaidThere
 * @typedef {{document: import("./model").CaseDocument, bears: [Cause, import("./model").Bearing][], inWords: string}} Between
 */

import { BEARS, hersOrOurs, within } from "./evidence.js";
import { CONTINUE, isDecision } from "./playthrough.js";

/** The two side by side; null where the case names no such scenes or she came to neither. @param {Playthrough} play */
export function firstAndLast(play) {
  const hunch = saidAt(play, play.case.hunch);
  const answer = saidAt(play, play.case.answer);
  const turns = hunchTurns(play);
  if (!hunch && !answer && !turns.length) return null;
  const between = openedBetween(play, hunch, answer);
  const words = whatLiesBetween(hunch, answer, between, turns.length > 0);
  /** What she held for the likeliest before her last word. */
  const held = turns.at(-1)?.cause ?? hunch?.cause;
  return { hunch, answer, turns, between, words, held };
}

/**
 * Where her hunch changed on this path, in its order; of several changes at one place the last holds.
 * @param {Playthrough} play
 * @returns {{scene: import("./model").Scene, cause: Cause}[]}
 */
export function hunchTurns(play) {
  const { causes, scenes, hunch } = play.case;
  if (!hunch) return [];
  const decided = play.steps.filter(isDecision).map((step) => step.scene);
  const here = play.notebook.hunches.filter(
    ({ after, scene, cause }) => after > 0 && decided[after - 1] === scene && Object.hasOwn(causes, cause),
  );
  const held = new Map(here.map(({ after, cause }) => [after, causes[cause]]));
  let before = saidAt(play, hunch)?.cause;
  return [...held.keys()].sort((one, other) => one - other).flatMap((after) => {
    const cause = /** @type {Cause} */ (held.get(after));
    if (cause === before) return [];
    before = cause;
    return [{ scene: scenes[decided[after - 1]], cause }];
  });
}

/** What she holds for the likeliest at this point, in words; "" as long as she has not said. @param {Playthrough} play */
export function hunchNow(play) {
  const first = saidAt(play, play.case.hunch);
  return hunchTurns(play).at(-1)?.cause.title ?? first?.cause?.title ?? first?.choice.label ?? "";
}

/** Whether she can change her hunch: she has come past the first guess, and not given her last word. @param {Playthrough} play */
export function hunchIsOpen(play) {
  const { hunch, answer, causes } = play.case;
  const past = Boolean(hunch && play.lastAt(hunch)) && Object.keys(causes).length > 0;
  return past && !(answer && play.lastAt(answer));
}

/** What she said at a scene; null if she was not there or passed it over. @param {Playthrough} play @param {string | undefined} id @returns {SaidThere | null} */
export function saidAt(play, id) {
  const step = id ? play.lastAt(id) : null;
  if (!step || step.passed || step.choice === CONTINUE) return null;
  const choice = play.choiceOf(step);
  return { scene: play.case.scenes[step.scene], choice, step, cause: play.case.causes[choice.cause ?? ""] };
}

/** @param {Playthrough} play @param {SaidThere | null} hunch @param {SaidThere | null} answer @returns {Between[]} */
function openedBetween(play, hunch, answer) {
  const steps = play.steps.filter((step) => !step.by_route).map((step) => step.scene);
  const start = hunch ? steps.indexOf(hunch.scene.id) + 1 : 0;
  const end = answer ? steps.lastIndexOf(answer.scene.id) : steps.length;
  const scenes = [...new Set(steps.slice(start, end))].map((id) => play.case.scenes[id]);
  const causes = [...new Set([hunch?.cause, answer?.cause].flatMap((cause) => cause ?? []))];
  return within(play, scenes)
    .filter((document) => play.notebook.opened.includes(document.id))
    .flatMap((document) => {
      /** @type {[Cause, import("./model").Bearing][]} */
      const bears = causes.flatMap((cause) => {
        const { bearing } = hersOrOurs(play, document, cause.id);
        return bearing ? [[cause, bearing]] : [];
      });
      const inWords = bears.map(([cause, bearing]) => (causes.length > 1 ? `${BEARS[bearing]} “${cause.title}”` : BEARS[bearing]));
      return bears.length ? [{ document, bears, inWords: inWords.join("; ") }] : [];
    });
}

/** A question rather than a mark. @param {SaidThere | null} hunch @param {SaidThere | null} answer @param {Between[]} between @param {boolean} changed */
function whatLiesBetween(hunch, answer, between, changed) {
  if (!hunch) return "You wrote down no hunch at the beginning. What would it have been?";
  if (!answer) return "You have given no last word yet. Would you put the same first today?";
  let [moved, asks] = ["", "Which paper did most between them?"];
  if (hunch.cause && hunch.cause === answer.cause) {
    moved = "Both name the same explanation. ";
    asks = "What did you read that might have moved you, and why did it not?";
  } else if (hunch.cause && answer.cause) {
    moved = "They name different explanations. ";
    asks = "Which of these papers moved you, and what is its weakness?";
  }
  if (!between.length) asks = "Of the papers that you opened between them, none bears on either. What moved you?";
  if (changed && hunch.cause && hunch.cause === answer.cause) asks = "Between them you put another first. What brought you back?";
  return moved + asks;
}
