/** How far a player has come, and about how much is left: worked out from where she stands; as in Python. */

import { plain } from "./blocks.js";
import { isHers, passedOver } from "./bridge.js";
import { ordinal } from "./numbers.js";
import { attempt, isDecision, NotOpen } from "./playthrough.js";

/** @typedef {import("./playthrough.js").Playthrough} Playthrough */

/** Steps to look ahead; no student walks further. */
const FURTHEST = 2000;
const WORDS_A_MINUTE = 200;
const WORDS_A_DECISION = 150;

/**
 * The line that every face shows, piece by piece: which decision, which chapter, about how many minutes are left.
 * @param {Playthrough} play
 */
export function howFar(play) {
  const chapters = play.chapter === null ? (play.case.chapters) : [];
  const chapter = chapters.findIndex(({ id }) => id === play.scene.chapter) + 1;
  const taken = play.decisions.length;
  const seen = new Set();
  let [ahead, words, decisions] = [play, 0, 0];
  while (!ahead.ended && seen.size < FURTHEST && !seen.has(ahead.state.join())) {
    seen.add(ahead.state.join());
    const { passing, scene } = ahead;
    words += textOf(ahead) + (passing ? 0 : wordsOfChoices(scene));
    decisions += Number(Boolean(scene.choices) && !passing);
    const at = ahead;
    const next = attempt(() => (passing ? at.goOn() : at.passOver()));
    if (next instanceof NotOpen) break;
    ahead = next;
    const { last } = ahead;
    if (last && isDecision(last)) words += wordsIn(plain(scene.choices?.[last.choice].text));
  }
  const number = taken + Number(Boolean(play.scene.choices) && !play.passing) || 1;
  const whole = ahead.ended ? ` of about ${Math.max(taken + decisions, number)}` : "";
  const minutes = rounded(words);
  return [
    `${ordinal(number, "decision")}${whole}`,
    ...(chapter ? [`chapter ${chapter} of ${chapters.length}`] : []),
    ...(ahead.ended ? [`about ${minutes === 1 ? "a minute" : `${minutes} minutes`} left`] : []),
  ];
}

/** The words of a scene's text as its author wrote it. @param {Playthrough} play */
function textOf(play) {
  const { machine, state, scene } = play;
  if (play.passing) return wordsIn(plain(passedOver(play).join("")));
  const shown = machine.showing(machine.scene(state).text, state).map((place) => scene.text[place].text);
  return shown.filter((html) => isHers(play, html)).reduce((sum, html) => sum + wordsIn(plain(html)), 0);
}

/** What a decision takes before it is made, in words. @param {import("./model").Scene} scene */
function wordsOfChoices({ choices, ask }) {
  if (!choices) return 0;
  const labels = Object.values(choices).map(({ label, shut = "" }) => wordsIn(`${label} ${shut}`));
  return labels.reduce((sum, each) => sum + each, wordsIn(plain(ask)) + WORDS_A_DECISION);
}

/** @param {string} said */
function wordsIn(said) {
  return said.split(/\s+/).filter(Boolean).length;
}

/** Minutes for so many words, no more exact than such a figure can be; halves go to the even one. @param {number} words */
function rounded(words) {
  const minutes = words / WORDS_A_MINUTE;
  const step = minutes < 5 ? 1 : minutes < 20 ? 5 : 10;
  const floor = Math.floor(minutes / step);
  const rest = minutes / step - floor;
  const whole = rest > 0.5 || (rest === 0.5 && floor % 2 === 1) ? floor + 1 : floor;
  return Math.max(whole * step, 1);
}
