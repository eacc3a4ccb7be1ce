/**
 * The explanations weighed: by the papers that the player opened, and by the tests of the case; as in Python.
 *
 * @typedef {import("./model").Bearing} Bearing
 * @typedef {import("./model").CaseDocument} CaseDocument
 * @typedef {import("./model").Scene} Scene
 * @typedef {import("./playthrough.js").Playthrough} Playthrough
 * @typedef {{document: CaseDocument, bearing: Bearing, byPlayer: boolean}} WeighedPaper
 * @typedef {{test: import("./model").Test, finding: import("./model").Finding}} Tested
 * @typedef {{cause: import("./model").Cause, papers: WeighedPaper[], unopened: CaseDocument[], points: Scene[],
 *   tests: Tested[], inWords: string}} Weighed
 */

/** What a paper does for an explanation, in words. @type {Record<Bearing, string>} */
export const BEARS = { supports: "for", undermines: "against", complicates: "complicates" };

/** What the player found that a paper does, or what we do. @param {Playthrough} play @param {CaseDocument} paper @param {string} cause */
export function hersOrOurs(play, paper, cause) {
  const hers = play.notebook.weighed.find((each) => each.document === paper.id && each.cause === cause)?.bearing;
  return { hers, bearing: hers ?? paper.causes?.[cause] };
}

/**
 * An explanation with what speaks for and against it in these scenes, whose papers are the `table`.
 * @param {Playthrough} play
 * @param {import("./model").Cause} cause
 * @param {Scene[]} scope
 * @param {CaseDocument[]} table
 * @returns {Weighed}
 */
export function weighed(play, cause, scope, table) {
  /** @type {WeighedPaper[]} */
  const papers = [];
  /** @type {CaseDocument[]} */
  const unopened = [];
  for (const document of table) {
    const { hers, bearing } = hersOrOurs(play, document, cause.id);
    if (!bearing) continue;
    if (play.notebook.opened.includes(document.id)) papers.push({ document, bearing, byPlayer: Boolean(hers) });
    else unopened.push(document);
  }
  const points = scope.filter((scene) => scene.record?.causes?.includes(cause.id));
  return { cause, papers, unopened, points, tests: testedBy(play, cause), inWords: countsInWords(papers, unopened.length) };
}

/** @param {Playthrough} play @param {import("./model").Cause} cause @returns {Tested[]} */
function testedBy(play, cause) {
  return Object.values(play.case.tests).flatMap((test) => {
    const finding = cause.tests?.[test.id];
    return finding ? [{ test, finding }] : [];
  });
}

/** `2 for, 1 against, 4 papers not opened; 1 weighed by you`. @param {WeighedPaper[]} papers @param {number} unopened */
function countsInWords(papers, unopened) {
  const count = (/** @type {Bearing} */ bearing) => papers.filter((paper) => paper.bearing === bearing).length;
  const complicating = count("complicates");
  /** @type {[number, string][]} */
  const pieces = [
    [count("supports"), "for"],
    [count("undermines"), "against"],
    [complicating, complicating === 1 ? "complicates it" : "complicate it"],
    [unopened, unopened === 1 ? "paper not opened" : "papers not opened"],
  ];
  const found = pieces.filter(([some]) => some).map(([some, word]) => `${some} ${word}`).join(", ");
  const hers = papers.filter((paper) => paper.byPlayer).length;
  return `${found || "no paper here bears on it"}${hers ? `; ${hers} weighed by you` : ""}`;
}

/** What an opened paper does, and who says so. @param {WeighedPaper} paper */
export function bearingInWords({ byPlayer, bearing }) {
  return `${byPlayer ? "you" : "ours"}: ${BEARS[bearing]}`;
}

/** The papers that these scenes put on the table or reveal. @param {Playthrough} play @param {Scene[]} scope @returns {CaseDocument[]} */
export function within(play, scope) {
  const found = scope.flatMap((scene) => [
    ...(scene.documents ?? []),
    ...Object.values(scene.choices ?? {}).flatMap((choice) => choice.reveals ?? []),
  ]);
  return [...new Set(found)].flatMap((id) => play.case.documents[id] ?? []);
}
