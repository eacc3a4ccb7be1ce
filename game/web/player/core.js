/**
 * What the core of a debrief is about: a few things, chosen out of all that the library of the case holds. The rules
 * are those of Python's `game.play.debrief.core`.
 *
 * @typedef {import("./debrief.js").Debrief} Debrief
 * @typedef {import("./playthrough.js").Playthrough} Playthrough
 * @typedef {import("./evidence.js").WeighedPaper} WeighedPaper
 * @typedef {import("./evidence.js").Weighed} Weighed
 * @typedef {"answer" | "papers" | "hunch"} ShownBy
 */

import { plain } from "./blocks.js";
import { isHers, passedOver, recordedAt } from "./bridge.js";
import { agreement, leanings } from "./historians.js";
import { inOrder, least } from "./numbers.js";
import { attempt, CONTINUE, NotOpen } from "./playthrough.js";

const MOST_PLACES = 5;
const [LIVES, SELDOM, MORE_THAN_A_LINE] = [2, 2, 120];

/** @param {Debrief} debrief */
export function coreOf(debrief) {
  const { path, play } = debrief;
  const parted = path.flatMap(({ step, relation }, place) => (!step.passed && relation === "parted" ? [place] : []));
  const places = chosenPlaces(debrief, parted);
  const trusted = mostTrusted(debrief);
  const here = new Set(places.map((place) => path[place].scene.id));
  return {
    places,
    parted: parted.length,
    trusted,
    opponent: trusted ? opponentOf(play, trusted.weighed.cause) : undefined,
    lives: chosenLives(debrief, here),
  };
}

// --- places

/** The places that are told in the core, in the path's order. @param {Debrief} debrief @param {number[]} parted */
function chosenPlaces({ play, path }, parted) {
  if (parted.length <= MOST_PLACES) return parted;
  const decisions = play.atEachStep.filter(([, step]) => step.choice !== CONTINUE);
  const reach = new Map(parted.map((place) => [place, reachOf(play, decisions[place][0], path[place])]));
  const ranked = inOrder(parted, (place) => [-(reach.get(place) ?? 0)]);
  const chapters = ranked.map((place) => path[place].scene.chapter);
  const isFirst = (/** @type {number} */ place) => chapters.indexOf(path[place].scene.chapter) === ranked.indexOf(place);
  const inChapters = inOrder(ranked, (place) => [!isFirst(place)]);
  return inChapters.slice(0, MOST_PLACES).sort((one, other) => one - other);
}

/** How many later paragraphs and doors only one of two lines has. @param {Playthrough} play @param {Playthrough} before @param {import("./comparison.js").Comparison} compared */
function reachOf(play, before, compared) {
  const later = play.steps.slice(before.depth + 1);
  for (const course of compared.taken) {
    const other = attempt(() => before.chooseReading(course.id));
    if (other instanceof NotOpen) continue;
    const [hers, theirs] = [play, keptTo(other, later)].map((each) => toldAfter(each, before.depth));
    const told = new Set([...hers.keys(), ...theirs.keys()]);
    return [...told].reduce((sum, each) => sum + Math.abs((hers.get(each) ?? 0) - (theirs.get(each) ?? 0)), 0);
  }
  return 0;
}

/** A line taken on to its end with these answers where they are open, else with the record's, else any. @param {Playthrough} play @param {import("./model").Step[]} answers */
function keptTo(play, answers) {
  /** @type {Record<string, string[]>} */
  const left = {};
  for (const { scene, choice } of answers) (left[scene] ??= []).push(choice);
  for (let most = 2 * Object.keys(play.case.scenes).length; most > 0 && !play.ended; most -= 1) {
    if (play.passing) {
      play = play.goOn();
      continue;
    }
    const options = play.machine.scene(play.state).options;
    const open = play.openTo(null).map((option) => options[option]);
    const hers = left[play.scene.id]?.shift() ?? "";
    const choice = [hers, ...recordedAt(play.scene), ...open].find((each) => open.includes(each));
    if (!choice) break;
    play = (play.scene.documents ?? []).reduce((at, document) => at.open(document), play).choose(choice);
  }
  return play;
}

/** The paragraphs and the open doors of every scene behind a place of a line. @param {Playthrough} play @param {number} depth */
function toldAfter(play, depth) {
  /** @type {Map<string, number>} */
  const found = new Map();
  const count = (/** @type {string} */ each) => found.set(each, (found.get(each) ?? 0) + 1);
  const line = play.atEachStep.map(([before]) => before).filter((before) => before.depth > depth);
  for (const each of [...line, play]) {
    if (each.chapterOver) continue;
    const { text: tests, options } = each.machine.scene(each.state);
    const shown = each.machine.showing(tests, each.state).map((place) => each.scene.text[place].text);
    (each.passing ? passedOver(each) : shown.filter((html) => isHers(each, html))).forEach(count);
    for (const option of each.openTo(null)) count(`${each.scene.id} ${options[option]}`);
  }
  return found;
}

// --- her explanation, and who speaks against it

/** The explanation that she trusts most; null where she has put none before the others. @param {Debrief} debrief */
function mostTrusted({ play, firstAndLast, why }) {
  const [cause, by] = shownFirst(play, firstAndLast?.answer, firstAndLast?.held);
  const weighed = why.find((each) => each.cause === cause);
  if (!weighed || !cause) return null;
  const closed = weighed.unopened.flatMap((document) => {
    const bearing = document.causes?.[cause.id];
    return bearing ? [{ document, bearing, byPlayer: false }] : [];
  });
  return { weighed, by, opened: bestAgainst(weighed.papers), unopened: bestAgainst(closed) };
}

/** @typedef {import("./hunch.js").SaidThere | null | undefined} MaybeSaid */

/** @param {Playthrough} play @param {MaybeSaid} answer @param {import("./model").Cause | undefined} hunch @returns {[import("./model").Cause | undefined, ShownBy]} */
function shownFirst(play, answer, hunch) {
  if (answer?.cause) return [answer.cause, "answer"];
  const most = least(leanings(play), ({ net }) => [-net]);
  return most && most.net > 0 ? [most.cause, "papers"] : [hunch, "hunch"];
}

/** The best of these papers against an explanation; where none undermines it, one that complicates it. @param {WeighedPaper[]} papers */
function bestAgainst(papers) {
  const against = papers.filter(({ bearing }) => bearing !== "supports");
  return least(against, ({ bearing, document }) => [
    bearing === "complicates",
    !document.extract,
    Object.keys(document.causes ?? {}).length,
  ]);
}

/** A historian who doubts an explanation, or at least gives it no part. @param {Playthrough} play @param {import("./model").Cause} cause */
function opponentOf(play, cause) {
  const others = Object.values(play.case.historians).filter(({ causes = {} }) => [undefined, "doubts"].includes(causes[cause.id]));
  const rest = leanings(play).filter((leaning) => leaning.cause !== cause);
  return least(others, (each) => [!each.causes?.[cause.id], agreement(each, rest)]);
}

// --- lives

/** Whose lives are told. @param {Debrief} debrief @param {Set<string>} here */
function chosenLives({ people, metAt }, here) {
  const scenesOf = (/** @type {import("./model").Person} */ person) => metAt.get(person.id) ?? [];
  const told = inOrder(
    people.filter((person) => person.fate),
    (person) => {
      const length = [...plain(person.fate)].length;
      const scenes = scenesOf(person);
      const away = !scenes.some((scene) => here.has(scene.id));
      return [length < MORE_THAN_A_LINE, scenes.length > SELDOM, away, -length];
    },
  );
  const first = told.slice(0, 1);
  const chapters = first.map((person) => scenesOf(person)[0].chapter);
  const rest = inOrder(told.slice(1), (person) => [chapters.includes(scenesOf(person)[0].chapter)]);
  return [...first, ...rest.slice(0, LIVES - 1)];
}
