/** Where and when, and the clause that a player finishes; what takes working out is in the compiled case. */

/** @param {(string | undefined)[]} parts */
export function withCommas(...parts) {
  return parts.filter(Boolean).join(", ");
}

/** @param {import("./model").Scene} scene */
export function placeAndDate(scene) {
  return dated(scene.place, scene);
}

/** Words with the date of a scene or a paper. @param {string | undefined} words @param {{day?: string, date?: string}} of */
export function dated(words, { day, date = "" }) {
  return words ? withCommas(words, day ?? date) : date;
}

/** When a scene was, as it stands in a sentence; where its date is no time, its title. @param {import("./model").Scene} scene */
export function atTheTime({ when, day, date, title }) {
  return when ? `${when} ${day ?? date}` : `at “${title}”`;
}

/** The clause that a player finishes with her reason: `Sign it, because`. @param {import("./model").Choice} choice */
export function reasonStem({ stem, label }) {
  return stem ?? `${label.replace(/[ .!…]+$/, "")}, because`;
}

/** @typedef {{whose: string, caption: string, text: import("./model").Html}} Said */

/**
 * What a paper says: its own words first, where we have them, then the rest in ours.
 * @param {import("./model").CaseDocument} paper
 * @returns {Said[]}
 */
export function saidBy({ extract, text, simpler }, easier = false) {
  const ours = (easier && simpler) || text;
  const whose = extract ? "What else it says, in our words" : "What it says, in our words";
  return [...(extract ? [extract] : []), ...(ours ? [{ whose, caption: whose, text: ours }] : [])];
}

/** What is asked of a paper before ours is told. */
export const JUDGE = "What is it good evidence for, and what can it not show?";
