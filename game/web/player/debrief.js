/**
 * What a whole path amounts to, against history. It compares and never grades; as in Python's `Debrief`.
 *
 * @typedef {import("./playthrough.js").Playthrough} Playthrough
 * @typedef {import("./model").Scene} Scene
 * @typedef {import("./comparison.js").Comparison} Comparison
 * @typedef {{scene: Scene, record: import("./model").CaseRecord, visited: boolean}} Point
 * @typedef {{claim: import("./model").Claim, mark: import("./model").Verdict | undefined, met: Scene | null}} MarkedClaim
 */

import { comparisons } from "./comparison.js";
import { coreOf } from "./core.js";
import { weighed, within } from "./evidence.js";
import { nearest } from "./historians.js";
import { firstAndLast } from "./hunch.js";
import { counted, number, times } from "./numbers.js";
import { keepingWhatItTold, oncePer } from "./once.js";
import { planOf } from "./plan.js";

/** The debrief of a playthrough, of its chapter only if it is played alone. Each part is worked out when it is asked for. */
export class Debrief {
  /** @param {Playthrough} play */
  constructor(play) {
    this.play = play;
    this.scope = Object.values(play.case.scenes).filter((scene) => play.chapter === null || (scene.chapter ?? "") === play.chapter);
    this.visited = new Set(play.steps.filter((step) => !step.by_route).map((step) => step.scene));
    if (!play.chapterOver && !play.passing) this.visited.add(play.scene.id);
    this.seen = [...this.visited].map((id) => play.case.scenes[id]);
    this.recorded = this.scope.some((scene) => scene.record);
    this.papers = Object.keys(play.case.documents).length > 0;
  }

  get leaving() {
    return leaving(this.play, this.seen, this.recorded);
  }

  /** @returns {Point[]} */
  get happened() {
    return this.scope.flatMap((scene) =>
      scene.record ? [{ scene, record: scene.record, visited: this.visited.has(scene.id) }] : [],
    );
  }

  get why() {
    const table = within(this.play, this.scope);
    return Object.values(this.play.case.causes).map((cause) => weighed(this.play, cause, this.scope, table));
  }

  get claims() {
    return markedClaims(this.play, this.scope, [...this.visited]);
  }

  get nearest() {
    return nearest(this.play);
  }

  get path() {
    return comparisons(this.play);
  }

  get pathInWords() {
    return pathInWords(this.path, this.papers);
  }

  get pathQuestion() {
    return pathQuestion(this.path, this.papers);
  }

  get firstAndLast() {
    return firstAndLast(this.play);
  }

  get metAt() {
    return peopleMet(this.play, this.seen);
  }

  get met() {
    return [...this.metAt.keys()].map((id) => this.play.case.people[id]);
  }

  get people() {
    return this.met.filter((person) => !person.composite);
  }

  get composites() {
    return this.met.filter((person) => person.composite);
  }

  get simplified() {
    const parted = this.path.some(({ relation }) => relation === "parted");
    return saidWhere(this.play.case.simplified, { recorded: this.recorded, parted });
  }

  get plan() {
    return planOf(this.play, this.scope, this.seen, this.why, this.nearest, this.firstAndLast?.answer ?? null);
  }

  get core() {
    return coreOf(this);
  }
}
keepingWhatItTold(Debrief);

export const debriefOf = oncePer((/** @type {Playthrough} */ play) => new Debrief(play));

/** Those met on the path in its order, then the others of these scenes. @param {Playthrough} play @param {Scene[]} scope @param {string[]} path */
function markedClaims(play, scope, path) {
  const here = new Set(scope.map((scene) => scene.id));
  /** @type {MarkedClaim[]} */
  const all = Object.values(play.case.claims).map((claim) => {
    const first = path.find((scene) => claim.met?.includes(scene));
    return { claim, mark: play.notebook.marks[claim.id], met: first ? play.case.scenes[first] : null };
  });
  const met = all.filter((each) => each.met);
  met.sort((one, other) => path.indexOf(one.met?.id ?? "") - path.indexOf(other.met?.id ?? ""));
  const others = all.filter(({ claim, met: there }) => !there && (!claim.met?.length || claim.met.some((id) => here.has(id))));
  return [...met, ...others];
}

/** Out of the role; what is said of chairs and of a record only where there were any. @param {Playthrough} play @param {Scene[]} seen @param {boolean} recorded */
function leaving(play, seen, recorded) {
  const { case: told, scene, steps } = play;
  const part = play.game.part(play.part)?.title ?? play.part.chapter ?? play.part.route ?? "";
  const ending = play.chapterOver ? undefined : scene.ending;
  const words = saidWhere(told.leaving, {
    chairs: seen.some((each) => each.choices && (each.stance === "deliberation" || each.stance === "witness")),
    recorded,
    route: steps.some((step) => step.by_route),
    passed: steps.some((step) => step.passed && !step.by_route),
  });
  return {
    title: ending ? play.last?.led_to || ending.title : part || told.title,
    words: words.map((each) => each.replaceAll("{part}", part || "the route")),
    decisions: play.decisions.length,
    papers: play.notebook.opened.length,
  };
}

/** The sentences that are said where this holds. @param {import("./model").Sometimes[]} sentences @param {Record<string, boolean>} holds */
function saidWhere(sentences, holds) {
  return sentences.flatMap(([needs, said]) => (!needs || holds[needs.replace("not ", "")] !== needs.startsWith("not ") ? said : []));
}

/** What the comparison shows, in sentences that do not grade. @param {Comparison[]} path @param {boolean} papers */
function pathInWords(path, papers) {
  const [hers, parted] = herLine(path);
  const reasons = hers.filter(({ step }) => step.because).length;
  const resting = hers.filter(({ cites }) => cites.length).length;
  const said = [];
  if (hers.length && !reasons) {
    const alone = papers ? ", from the papers alone," : "";
    said.push(`You gave no reasons. Would you know today${alone} why you chose as you did?`);
  } else if (hers.length) {
    const leaned = papers ? `, and ${leaningInWords(resting, hers.length)}` : "";
    said.push(`You gave a reason at ${share(reasons, hers.length)}${leaned}.`);
  }
  if (parted.length) {
    const ends = parted.length > 1 ? [parted[0], parted[parted.length - 1]] : parted;
    const places = ends.map(({ scene }) => `“${scene.title}”`).join(" and ");
    const withPaper = parted.filter(({ cites }) => cites.length).length;
    said.push(
      `Your line leaves the record ${times(parted.length)}: ${parted.length < 3 ? "at" : "first and last at"} ${places}. ` +
        `${parted.length === 1 ? "There" : "Of these,"} ${restingInWords(withPaper, parted.length)}`,
    );
  } else if (hers.some(({ relation }) => relation === "same")) said.push("Your line keeps to the record.");
  return said;
}

/** What the comparison asks; "" where there was nothing to compare. @param {Comparison[]} path @param {boolean} papers */
function pathQuestion(path, papers) {
  const [hers, parted] = herLine(path);
  if (parted.length) return "What differed there: the people in the room, the rules, or the price of saying no?";
  if (!hers.some(({ relation }) => relation === "same")) return "";
  return `What ${papers ? "in the papers " : ""}made that course look likely at the time?`;
}

/** The decisions that she took herself, and those of them where her line leaves the record. @param {Comparison[]} path */
function herLine(path) {
  const hers = path.filter(({ step }) => !step.passed);
  return [hers, hers.filter(({ relation }) => relation === "parted")];
}

/** @param {number} some @param {number} decisions */
function share(some, decisions) {
  if (some < decisions) return `${number(some)} of ${counted(decisions, "decision")}`;
  return decisions > 1 ? "every decision" : "your one decision";
}

/** @param {number} withPaper @param {number} decisions */
function leaningInWords(withPaper, decisions) {
  if (!withPaper) return "leaned on no paper";
  if (withPaper < decisions) return `leaned on a paper at ${number(withPaper)}`;
  return `leaned on a paper ${decisions > 1 ? "at each" : "there"}`;
}

/** @param {number} withPaper @param {number} parted */
function restingInWords(withPaper, parted) {
  if (parted === 1) return withPaper ? "you rested it on a paper." : "you rested it on no paper.";
  if (!withPaper) return "none rested on a paper.";
  if (withPaper === parted) return "each rested on a paper.";
  return `${number(withPaper)} rested on a paper and ${number(parted - withPaper)} on none.`;
}

/** Everyone whom the scenes on the path, their records and the opened papers link to, and where. @param {Playthrough} play @param {Scene[]} seen @returns {Map<string, Scene[]>} */
function peopleMet(play, seen) {
  const found = new Map();
  for (const scene of seen) {
    const opened = within(play, [scene]).filter((paper) => play.notebook.opened.includes(paper.id));
    const texts = [
      scene.perspective,
      ...scene.text.map((block) => block.text),
      ...Object.values(scene.choices ?? {}).map((choice) => choice.text),
      scene.record?.happened,
      scene.record?.why,
      ...opened.flatMap((paper) => [paper.provenance, paper.extract?.text, paper.text]),
    ];
    for (const [, id] of texts.join(" ").matchAll(/<a href="#person:([^"]*)">/g)) {
      if (!play.case.people || !Object.hasOwn(play.case.people, id)) continue;
      const scenes = found.get(id) ?? [];
      if (!scenes.includes(scene)) found.set(id, [...scenes, scene]);
    }
  }
  return found;
}

/** What happened in short, as plain words. @param {import("./model").CaseRecord} record */
export function briefly({ in_short, brief = "" }) {
  return in_short || brief;
}
