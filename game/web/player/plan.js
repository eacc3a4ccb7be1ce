/**
 * The plan of the player's own answer: her last word, her papers, a view to test, what she has not seen; as in Python.
 *
 * @typedef {import("./evidence.js").Weighed} Weighed
 * @typedef {import("./model").CaseDocument} CaseDocument
 * @typedef {{who: string, argues?: string, rests_on?: string, against?: string}} ViewToTest
 */

import { isPlayed } from "./bridge.js";
import { within } from "./evidence.js";
import { inOrder, least } from "./numbers.js";

/**
 * What she has gathered: her last word's explanation first, then those that she weighed most for.
 * @param {import("./playthrough.js").Playthrough} play
 * @param {import("./model").Scene[]} scope
 * @param {import("./model").Scene[]} seen
 * @param {Weighed[]} why
 * @param {import("./historians.js").Nearest | null} near
 * @param {import("./hunch.js").SaidThere | null} answer
 */
export function planOf(play, scope, seen, why, near, answer) {
  const { case: told, notebook } = play;
  const documents = told.documents;
  const byPlayer = (/** @type {Weighed} */ each) => each.papers.filter((paper) => paper.byPlayer).length;
  const gathered = inOrder(
    why.filter((each) => each.papers.length),
    (each) => [!answer || each.cause !== answer.cause, -byPlayer(each), -each.papers.length],
  ).slice(0, 3);
  const isEvidence = (/** @type {string} */ id) => play.game.isEvidence(id);
  const cited = play.steps.flatMap((step) => step.cites).filter(isEvidence);
  const sources = cited.length ? cited : notebook.opened.filter(isEvidence);
  const judged = least([...sources], (id) => [-sources.filter((each) => each === id).length]);
  const hers = Object.fromEntries(notebook.notes.filter((note) => judged && note.document === judged).map((note) => [note.about, note.text]));
  const causes = [answer?.cause, ...gathered.map((each) => each.cause)].flatMap((cause) => cause?.id ?? []);
  const [view, objector] = viewToTest(told, scope, near, [...new Set(causes)]);
  const theirs = gathered.map((each) => each.cause.id);
  const played = scope.filter((scene) => isPlayed(play, scene));
  const unopened = within(play, played).filter((document) => !notebook.opened.includes(document.id));
  const seenIds = new Set(seen.map((scene) => scene.id));
  const unseen = scope.filter((scene) => !seenIds.has(scene.id));
  return {
    question: play.game.chapter(play.chapter)?.question || told.question,
    thesis: notebook.thesis,
    answer,
    materials: gathered.map(({ cause, papers }) => ({ cause, papers: inOrder(papers, (paper) => [!paper.byPlayer]) })),
    source: judged ? documents[judged] : null,
    worth: hers.worth ?? "",
    limits: hers.limits ?? "",
    view,
    objector,
    unopened: inOrder(unopened, ({ causes: bears = {} }) => [!theirs.some((cause) => Object.hasOwn(bears, cause))]),
    unseen: unseen.filter((scene) => scene.choices && isPlayed(play, scene)),
    endingsUnseen: unseen.filter((scene) => scene.ending),
  };
}

/**
 * The view of a historian on what she argues, and who objects to it.
 * @param {import("./model").Case} told
 * @param {import("./model").Scene[]} scope
 * @param {import("./historians.js").Nearest | null} near
 * @param {string[]} causes
 * @returns {[ViewToTest | null, string]}
 */
function viewToTest(told, scope, near, causes) {
  const historians = Object.values(told.historians);
  const first = causes.flatMap((cause) => historians.find((each) => each.causes?.[cause] === "first") ?? []);
  const them = near?.historian ?? first[0];
  if (them) return [them, them.critic ?? ""];
  for (const cause of causes) {
    const records = scope.flatMap(({ record }) => (record?.causes?.includes(cause) ? [record] : []));
    const views = inOrder(records, (record) => [-(record.causes ?? []).length]).flatMap((record) => record.views ?? []);
    const found = views.filter((view) => /\b1[89]\d\d\b|\b20\d\d\b/.test(view.who));
    if (found.length) return [found.find((view) => view.against) ?? found[0], ""];
  }
  return [null, ""];
}
