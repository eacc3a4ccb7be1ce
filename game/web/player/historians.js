/**
 * The historian whose weighing of the explanations lies nearest to the player's, and why that one; as in Python.
 *
 * @typedef {import("./model").Cause} Cause
 * @typedef {import("./model").Historian} Historian
 * @typedef {import("./playthrough.js").Playthrough} Playthrough
 * @typedef {{cause: Cause, net: number, weighed: number, inWords: string}} Leaning
 * @typedef {{words: string[], historian?: Historian}} Nearest
 */

import { saidAt } from "./hunch.js";
import { joined, number } from "./numbers.js";

/** How far a historian goes along with papers that support an explanation. */
const WORTH = { first: 2, part: 1, doubts: -1 };

/** What she found for and against each explanation, in the case's order. @param {Playthrough} play @returns {Leaning[]} */
export function leanings(play) {
  const { opened, weighed } = play.notebook;
  /** @type {Map<string, {cause: string, bearing: string}>} */
  const bearings = new Map();
  for (const { document, cause, bearing } of weighed) {
    if (opened.includes(document)) bearings.set(`${document} ${cause}`, { cause, bearing });
  }
  for (const { passed, cites } of play.steps) {
    for (const document of passed ? [] : cites) {
      for (const [cause, bearing] of Object.entries(play.case.documents[document].causes ?? {})) {
        const key = `${document} ${cause}`;
        if (!bearings.has(key)) bearings.set(key, { cause, bearing });
      }
    }
  }
  return Object.values(play.case.causes).map((cause) => {
    const hers = [...bearings.values()].filter((each) => each.cause === cause.id);
    const count = (/** @type {string} */ bearing) => hers.filter((each) => each.bearing === bearing).length;
    const [supports, undermines, complicates] = ["supports", "undermines", "complicates"].map(count);
    /** @type {[number, string][]} */
    const counts = [[supports, "support"], [undermines, "undermine"], [complicates, "complicate"]];
    const said = counts.filter(([some]) => some).map(([some, word]) => `${number(some)} ${word}${some === 1 ? "s" : ""} it`);
    return { cause, net: supports - undermines, weighed: hers.length, inWords: said.join(", ") };
  });
}

/** The nearest; null where the case does not say how historians weigh its explanations. @param {Playthrough} play @returns {Nearest | null} */
export function nearest(play) {
  const historians = Object.values(play.case.historians);
  if (!historians.length) return null;
  const hers = leanings(play);
  const answer = saidAt(play, play.case.answer)?.cause;
  const most = Math.max(...hers.map((each) => each.net), ...(hers.length ? [] : [0]));
  const { none_leads, nothing_weighed } = play.case.words;
  if (!answer && most <= 0) return { words: [hers.some((each) => each.weighed) ? none_leads : nothing_weighed] };
  const leading = hers.filter((each) => (answer ? each.cause === answer : each.net === most));
  const [weight, candidates] = candidatesFor(historians, leading);
  const why = [leadingInWords(leading, answer), ...otherWay(hers, leading, answer)];
  if (!candidates.length) {
    return { words: [...why, "No historian who is named here gives this a part. Who would, and with what?"] };
  }
  const rest = hers.filter((each) => each.net && !leading.includes(each));
  const best = Math.max(...candidates.map((each) => agreement(each, rest)));
  const [first, ...level] = candidates.filter((each) => agreement(each, rest) === best);
  return { words: [...why, ...standingInWords(first, level, weight, rest)], historian: first };
}

/** @param {Historian[]} historians @param {Leaning[]} leading @returns {["first" | "part", Historian[]]} */
function candidatesFor(historians, leading) {
  for (const weight of /** @type {const} */ (["first", "part"])) {
    const found = historians.filter((each) => leading.some(({ cause }) => each.causes?.[cause.id] === weight));
    if (found.length) return [weight, found];
  }
  return ["part", []];
}

/** How far a historian goes along with what she found for the other explanations. @param {Historian} historian @param {Leaning[]} rest */
export function agreement(historian, rest) {
  return rest.reduce((sum, { cause, net }) => {
    const theirs = historian.causes?.[cause.id];
    return theirs ? sum + WORTH[theirs] * net : sum;
  }, 0);
}

/** What she puts first, and on what that rests. @param {Leaning[]} leading @param {Cause | undefined} answer */
function leadingInWords(leading, answer) {
  const titles = leading.map(({ cause }) => `“${cause.title}”`).join(" and ");
  const [{ inWords, weighed }] = leading;
  if (leading.length > 1) return `Level in your papers are ${titles}: as many more speak for each than against it.`;
  if (!answer) return `Your papers speak most for ${titles}: of those that you weighed or leaned on, ${inWords}.`;
  const last = `Your last word puts ${titles} first.`;
  if (weighed) return `${last} Of the papers that you weighed or leaned on, ${inWords}.`;
  return `${last} You weighed no paper on it, and leaned on none.`;
}

/** Where her papers speak more for another explanation than for her last word. @param {Leaning[]} hers @param {Leaning[]} leading @param {Cause | undefined} answer */
function otherWay(hers, leading, answer) {
  const top = Math.max(...hers.map((each) => each.net));
  const most = hers.find((each) => each.net === top);
  if (!answer || !most || most.net <= leading[0].net || most.net <= 0) return [];
  return [`Your papers speak more for “${most.cause.title}”: ${most.inWords}. What, in the papers, makes you put it second?`];
}

/**
 * Where the historian goes along with her on the rest, and where not.
 * @param {Historian} first
 * @param {Historian[]} level
 * @param {"first" | "part"} weight
 * @param {Leaning[]} rest
 */
function standingInWords(first, level, weight, rest) {
  const said = [`${first.who} ${weight === "first" ? "puts this first" : "gives this a part"}.`];
  const known = rest.filter(({ cause }) => first.causes?.[cause.id]);
  const goes = (/** @type {Leaning} */ { cause, net }) => WORTH[/** @type {"part"} */ (first.causes?.[cause.id])] > 0 === net > 0;
  const titles = (/** @type {Leaning[]} */ some) => joined(some.map(({ cause }) => `“${cause.title}”`));
  const along = known.filter(goes);
  const against = known.filter((each) => !goes(each));
  if (along.length) said.push(`You also go together on ${titles(along)}.`);
  if (against.length) said.push(`You part on ${titles(against)}.`);
  if (level.length) said.push(`As near to you: ${level.map((each) => each.who).join("; ")}.`);
  return said;
}
