/** Small numbers in words, as a sentence wants them; as in Python's `numbers` and `phrases`. */

const NUMBERS = `no one two three four five six seven eight nine ten eleven twelve thirteen fourteen fifteen sixteen
  seventeen eighteen nineteen twenty`.split(/\s+/);

const ORDINALS = `zeroth first second third fourth fifth sixth seventh eighth ninth tenth eleventh twelfth thirteenth
  fourteenth fifteenth sixteenth seventeenth eighteenth nineteenth twentieth`.split(/\s+/);

/** Which one: `third decision`; beyond twenty `decision 21`. @param {number} count @param {string} thing */
export function ordinal(count, thing) {
  return count > 0 && ORDINALS[count] ? `${ORDINALS[count]} ${thing}` : `${thing} ${count}`;
}

/** A number as a word up to twenty. @param {number} count */
export function number(count) {
  return NUMBERS[count] ?? String(count);
}

/** The noun as it agrees with a count. @param {number} count @param {string} noun */
export function plural(count, noun) {
  if (count === 1) return noun;
  return /[^aeo]y$/.test(noun) ? `${noun.slice(0, -1)}ies` : `${noun}s`;
}

/** `one paper`, `three papers`, `no papers`. @param {number} count @param {string} noun */
export function counted(count, noun) {
  return `${number(count)} ${plural(count, noun)}`;
}

/** `1 error`, `1,200 entries`, `no views`. The browser's own way of writing numbers takes long to wake. @param {number} count @param {string} noun */
export function amount(count, noun) {
  return `${count ? String(count).replace(/\B(?=(\d{3})+$)/g, ",") : "no"} ${plural(count, noun)}`;
}

/** `once`, `twice`, `three times`. @param {number} count */
export function times(count) {
  return ["", "once", "twice"][count] || counted(count, "time");
}

/** `“A”`, `“A” and “B”`. @param {string[]} titles */
export function joined(titles) {
  return titles.length === 1 ? titles[0] : `${titles.slice(0, -1).join(", ")} and ${titles.at(-1)}`;
}

/**
 * The first of those that come first by a key, which is a list of numbers and truths.
 * @template Kind
 * @param {Kind[]} among
 * @param {(one: Kind) => (number | boolean)[]} key
 * @returns {Kind | undefined}
 */
export function least(among, key) {
  return inOrder(among, key)[0];
}

/**
 * The same in the order of a key; what is level stays as it was.
 * @template Kind
 * @param {Kind[]} among
 * @param {(one: Kind) => (number | boolean)[]} key
 * @returns {Kind[]}
 */
export function inOrder(among, key) {
  const keyed = among.map((one) => ({ one, by: key(one).map(Number) }));
  return keyed.sort((a, b) => a.by.map((each, place) => each - b.by[place]).find(Boolean) ?? 0).map(({ one }) => one);
}
