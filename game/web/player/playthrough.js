/**
 * A playthrough is its list of choices over a case; everything else is derived from it.
 *
 * @typedef {import("./model").Compiled} Compiled
 * @typedef {import("./model").Choice} Choice
 * @typedef {import("./model").Step} Step
 * @typedef {import("./model").Notebook} Notebook
 * @typedef {import("./model").CasePart} CasePart
 * @typedef {import("./machine.js").State} State
 */

import { EVERYTHING_READ, Machine } from "./machine.js";
import { recordedAt } from "./bridge.js";
import { doorReason } from "./moment.js";
import { escaped, ownWords, reasonOf, sentence } from "./phrases.js";

/** The step that leaves a passage. */
export const CONTINUE = "continue";
/** @type {Notebook} */
export const EMPTY = { opened: [], weighed: [], marks: {}, notes: [], thesis: "", hunches: [] };

/** A choice that cannot be taken here, or something that the case does not have; says so in a sentence. */
export class NotOpen extends Error {
  /** @param {string} message @param {string} reason   Why a choice is not open, as the end of a sentence. */
  constructor(message, reason = "") {
    super(message);
    this.reason = reason;
  }
}

/** The playthrough that an action gives, or why it cannot be taken. @param {() => Playthrough} act @returns {Playthrough | NotOpen} */
export function attempt(act) {
  try {
    return act();
  } catch (error) {
    if (error instanceof NotOpen) return error;
    throw error;
  }
}

/** @param {Partial<Step> & {scene: string, choice: string}} step @returns {Step} */
export function stepOf(step) {
  return { because: "", cites: [], passed: false, said: "", led_to: "", by_route: false, asked: "", ...step };
}

/** Whether a player stood before a decision: not at a passage, nor at what a route passes over. @param {{choice: string, by_route: boolean}} step */
export function isDecision(step) {
  return step.choice !== CONTINUE && !step.by_route;
}

/** A case in the browser: what there is to read, and the machine that it runs on. */
export class Game {
  /** @param {Compiled} compiled */
  constructor(compiled) {
    this.case = compiled.case;
    this.machine = new Machine(compiled.program);
    this.years = compiled.years;
    this.exams = compiled.exams ?? {};
    this.before = compiled.before;
  }

  /** @param {string | undefined | null} id */
  chapter(id) {
    return this.case.chapters.find((chapter) => chapter.id === id) ?? null;
  }

  /** Whether a paper can be a source. One that bears on no explanation is a text to be tested. @param {string} document */
  isEvidence(document) {
    const { documents, causes } = this.case;
    return Object.keys(documents?.[document].causes ?? {}).length > 0 || !Object.keys(causes ?? {}).length;
  }

  /** The chapter or route that is played; null for the whole case, and where the case has it no longer. @param {CasePart} part */
  part({ chapter, route }) {
    const { routes } = this.case;
    if (route === null) return this.chapter(chapter);
    return routes && Object.hasOwn(routes, route) ? routes[route] : null;
  }
}

/** Values of this class never change; `choose`, `undo`, `open` and the others give a new one. */
export class Playthrough {
  /**
   * A playthrough at the start of a case, of one of its chapters alone, or of a route through it.
   * @param {Game} game
   * @param {string | null} chapter
   * @param {string | null} route
   */
  static begin(game, chapter = null, route = null) {
    const part = { chapter, route: chapter === null ? route : null };
    if ((part.chapter ?? part.route) !== null && !game.part(part)) {
      throw new NotOpen(`“${game.case.title}” has no part “${chapter ?? route}”.`);
    }
    return new Playthrough(game, part, game.machine.start(chapter), null, null, EMPTY);
  }

  /**
   * @param {Game} game
   * @param {CasePart} part
   * @param {State} state
   * @param {Playthrough | null} parent   The playthrough without its last choice.
   * @param {Step | null} last
   * @param {Notebook} notebook
   */
  constructor(game, part, state, parent, last, notebook) {
    this.game = game;
    this.part = part;
    this.state = state;
    this.parent = parent;
    this.last = last;
    this.notebook = notebook;
    this.scene = game.case.scenes[game.machine.scene(state).id];
    /** @type {number} */
    this.depth = parent ? parent.depth + 1 : 0;
    const named = part.route === null ? [this.scene.id] : (game.case.routes[part.route].scenes ?? []);
    /** Whether play stops here before what the route passes over. */
    this.passing = !this.scene.ending && !named.includes(this.scene.id);
    Object.freeze(this);
  }

  // --- where it stands

  get case() {
    return this.game.case;
  }

  get machine() {
    return this.game.machine;
  }

  get chapter() {
    return this.part.chapter;
  }

  /** Whether the chapter that is played alone has ended by coming to another one. */
  get chapterOver() {
    return this.chapter !== null && (this.scene.chapter ?? "") !== this.chapter;
  }

  /** Whether there is nothing more to choose: an ending, or the end of a chapter played alone. */
  get ended() {
    return Boolean(this.scene.ending) || this.chapterOver;
  }

  /** Whether one only goes on from here: at a passage, or before what the route passes over. */
  get isPassage() {
    return ((!this.scene.choices && !this.scene.ending) || this.passing) && !this.chapterOver;
  }

  /** Whether this is amid what the route passes over, where play never stops. */
  get underWay() {
    return this.passing && Boolean(this.parent?.passing);
  }

  /** The last place before this one at which play stopped; null at the start. @returns {Playthrough | null} */
  get stopBefore() {
    let at = this.parent;
    while (at?.underWay) at = at.parent;
    return at;
  }

  /** Whether a chapter has ended with the last step: play came to another one, or to its end. @returns {boolean} */
  get turnsSheet() {
    const before = this.underWay ? null : this.stopBefore;
    return before !== null && (this.ended || before.scene.chapter !== this.scene.chapter);
  }

  /** Whether play can neither go on nor has ended: a fault in the case. */
  get stuck() {
    return !this.ended && !this.machine.options(this.state).length;
  }

  /** Every step from the start, with the playthrough as it stood before it. */
  get atEachStep() {
    /** @type {[Playthrough, Step][]} */
    const line = [];
    /** @type {Playthrough} */
    let play = this;
    while (play.parent && play.last) {
      line.push([play.parent, play.last]);
      play = play.parent;
    }
    return line.reverse();
  }

  /** Every step from the start, passages included. */
  get steps() {
    return this.atEachStep.map(([, step]) => step);
  }

  /** The ids of every step; `continue` for passages, and for each run of scenes that the route passes over. */
  get choices() {
    return this.atEachStep.flatMap(([at, { choice, by_route }]) => {
      if (by_route && at.underWay) return [];
      return [by_route && at.passing ? CONTINUE : choice];
    });
  }

  /** The ids of the choices taken, without the passages and what the route passes over. */
  get decisions() {
    return this.steps.filter(isDecision).map((step) => step.choice);
  }

  /**
   * What was last done at a scene.
   * @param {string} scene
   */
  lastAt(scene) {
    return this.steps.reverse().find((step) => step.scene === scene) ?? null;
  }

  /** Documents that choices have revealed, in order. */
  get revealed() {
    return [...new Set(this.steps.flatMap((step) => this.revealedBy(step)))];
  }

  /** Every paper that has lain on a table so far or has been revealed, in order of appearance. */
  get papers() {
    const found = this.steps.flatMap((step) => [
      ...(step.by_route ? [] : (this.case.scenes[step.scene].documents ?? [])),
      ...this.revealedBy(step),
    ]);
    const here = this.chapterOver || this.passing ? [] : (this.scene.documents ?? []);
    return [...new Set([...found, ...here])];
  }

  /** @param {Step} step */
  revealedBy(step) {
    return this.case.scenes[step.scene].choices?.[step.choice]?.reveals ?? [];
  }

  /**
   * The choice of a decision, with the label that the player saw when she took it.
   * @param {Step} step
   * @returns {Choice}
   */
  choiceOf(step) {
    const choice = this.case.scenes[step.scene].choices?.[step.choice];
    if (!choice) throw new RangeError(`there is no choice ${step.choice} at ${step.scene}`);
    return step.said ? { ...choice, label: step.said } : choice;
  }

  /** The scene of a step, with the question that the player saw when she took it. @param {Step} step */
  sceneOf({ scene, asked }) {
    return asked ? { ...this.case.scenes[scene], ask: escaped(asked) } : this.case.scenes[scene];
  }

  /** The choices open here, by their place in the scene. */
  get openOptions() {
    return this.chapterOver || this.passing ? [] : this.openTo(new Set(this.notebook.opened));
  }

  /** @param {import("./machine.js").Papers | null} read */
  openTo(read) {
    return this.chapterOver ? [] : this.machine.options(this.state, read);
  }

  // --- going on

  /**
   * Take a choice; `continue` goes on. Throws `NotOpen` with the reason.
   * @param {string} choice
   * @param {string} because
   * @param {string[]} cites
   */
  choose(choice, because = "", cites = []) {
    if (this.passing) {
      if (choice === CONTINUE) return this.goOn();
      throw this.notOpen(choice, "this route passes over it, and here one only goes on");
    }
    for (const document of cites) this.known(document, this.case.documents, "document");
    return this.taking(stepOf({ scene: this.scene.id, choice, because: reasonOf(because), cites }));
  }

  /**
   * Take a step of this scene that was taken before, with all that was said of it; papers it needs are opened.
   * @param {Step} step
   */
  retake(step) {
    return (step.passed ? this : this.readingFor(step.choice)).taking(step);
  }

  /**
   * @param {Step} step
   * @returns {Playthrough}
   */
  taking(step) {
    const open = this.openTo(step.passed ? EVERYTHING_READ : new Set(this.notebook.opened));
    const option = this.optionOf(step.choice);
    if (!open.includes(option)) throw this.notOpen(step.choice, this.whyNot(step.choice));
    const after = this.machine.take(this.state, option);
    return new Playthrough(this.game, this.part, after, this, step, this.notebook);
  }

  /** Leave a passage, or go past all that the route passes over. @returns {Playthrough} */
  goOn() {
    if (!this.passing) return this.choose(CONTINUE);
    let play = this.passOver(true);
    const seen = new Set([this.state.join()]);
    while (play.passing && !seen.has(play.state.join()) && !play.stuck) {
      seen.add(play.state.join());
      play = play.passOver(true);
    }
    return play;
  }

  /** Pass over a scene, which she does or her route: by the record's first open choice, or the first open one. */
  passOver(by_route = false) {
    const options = this.machine.scene(this.state).options;
    const open = this.ended ? [] : this.machine.options(this.state).map((option) => options[option]);
    if (!open.length) throw this.notOpen(CONTINUE, "nothing is open here");
    const choice = recordedAt(this.scene).find((each) => open.includes(each)) ?? open[0];
    return this.taking(stepOf({ scene: this.scene.id, choice, passed: true, by_route }));
  }

  /**
   * One choice fewer, or back before what the route passes over. What stands in the notebook stays.
   * @returns {Playthrough}
   */
  undo() {
    /** @type {Playthrough} */
    let play = this.parent ?? this;
    while (play.underWay && play.parent) play = play.parent;
    return play.withNotebook(this.notebook);
  }

  /** Go on to the next decision or ending. Stops where a loop of passages begins again. */
  throughPassages() {
    /** @type {Playthrough} */
    let play = this;
    const seen = new Set([play.state.join()]);
    while (play.isPassage && !play.stuck) {
      play = play.goOn();
      if (seen.has(play.state.join())) break;
      seen.add(play.state.join());
    }
    return play;
  }

  /**
   * Take a choice, opening the papers that it needs first.
   * @param {string} choice
   */
  chooseReading(choice, because = "") {
    return this.readingFor(choice).choose(choice, because);
  }

  /**
   * The same place with the papers opened that a choice needs to be open, if any.
   * @param {string} choice
   */
  readingFor(choice) {
    return this.needs(choice).reduce((/** @type {Playthrough} */ play, document) => play.open(document), this);
  }

  /**
   * The papers still to be opened for a choice of this scene to be open: no more than it takes.
   * @param {string} choice
   * @returns {string[]}
   */
  needs(choice) {
    const option = this.optionOf(choice);
    if (this.chapterOver || !this.machine.options(this.state).includes(option)) return [];
    const opened = this.notebook.opened;
    let needed = this.machine.papersIn(this.state, option).filter((document) => !opened.includes(document));
    for (const document of [...needed].reverse()) {
      const fewer = needed.filter((each) => each !== document);
      if (this.machine.options(this.state, new Set([...opened, ...fewer])).includes(option)) needed = fewer;
    }
    return needed;
  }

  /** @param {string} choice */
  optionOf(choice) {
    return this.machine.scene(this.state).options.indexOf(choice);
  }

  /** @param {string} choice @param {string} why */
  notOpen(choice, why) {
    return new NotOpen(sentence(`"${choice}" is not open at "${this.scene.title}": ${why}`), why);
  }

  /** @param {string} id */
  whyNot(id) {
    const choice = this.scene.choices?.[id];
    if (!choice) {
      if (this.ended) return "play has ended";
      return this.isPassage ? "here one only goes on" : "there is no such choice here";
    }
    return this.chapterOver ? "this chapter has ended" : doorReason(this, choice);
  }

  // --- the notebook

  /** @param {Notebook} notebook */
  withNotebook(notebook) {
    if (notebook === this.notebook) return this;
    return new Playthrough(this.game, this.part, this.state, this.parent, this.last, notebook);
  }

  /** @param {Partial<Notebook>} changes */
  noting(changes) {
    return this.withNotebook({ ...this.notebook, ...changes });
  }

  /** @param {string} document */
  open(document) {
    this.known(document, this.case.documents, "document");
    const opened = this.notebook.opened;
    return opened.includes(document) ? this : this.noting({ opened: [...opened, document] });
  }

  /**
   * Enter what a paper does for a cause; null takes the entry out.
   * @param {string} document
   * @param {string} cause
   * @param {import("./model").Bearing | null} bearing
   */
  weigh(document, cause, bearing) {
    this.known(document, this.case.documents, "document");
    this.known(cause, this.case.causes, "cause");
    if (bearing && !this.game.isEvidence(document)) {
      const { title } = this.case.documents[document];
      throw new NotOpen(`“${title}” is a text to be tested: it is evidence for no explanation.`);
    }
    const weighed = this.notebook.weighed.filter((each) => each.document !== document || each.cause !== cause);
    return this.noting({ weighed: bearing ? [...weighed, { document, cause, bearing }] : weighed });
  }

  /**
   * Write a line of one's own; with `about` it takes the place of the one on the same paper's worth or limits.
   * @param {string} text
   * @param {string} document
   * @param {import("./model").About} about
   */
  note(text, document = "", about = "") {
    if (document) this.known(document, this.case.documents, "document");
    const words = ownWords(text);
    if (!words && !about) return this;
    const notes = this.notebook.notes.filter(
      (each) => !about || each.document !== document || each.about !== about,
    );
    const added = words ? [{ text: words, scene: this.scene.id, document, about }] : [];
    return this.noting({ notes: [...notes, ...added] });
  }

  /**
   * Take out a note by its place in the notebook.
   * @param {number} place
   */
  strike(place) {
    return this.noting({ notes: this.notebook.notes.filter((_, each) => each !== place) });
  }

  /** @param {string} thesis   A claim of one's own that answers the question; an empty one takes it out. */
  putForward(thesis) {
    return this.noting({ thesis: ownWords(thesis) });
  }

  /** Put another explanation first from here on. @param {string} cause */
  changeHunch(cause) {
    this.known(cause, this.case.causes, "cause");
    const scenes = this.steps.filter(isDecision).map((step) => step.scene);
    const change = { after: scenes.length, scene: scenes.at(-1) ?? "", cause };
    return this.noting({ hunches: [...this.notebook.hunches, change] });
  }

  /**
   * Mark a claim in one's own pencil; null rubs the mark out.
   * @param {string} claim
   * @param {import("./model").Verdict | null} verdict
   */
  mark(claim, verdict) {
    this.known(claim, this.case.claims, "claim");
    const { [claim]: _, ...marks } = this.notebook.marks;
    return this.noting({ marks: verdict ? { ...marks, [claim]: verdict } : marks });
  }

  /**
   * @param {string} wanted
   * @param {Record<string, unknown> | undefined} among
   * @param {string} kind
   */
  known(wanted, among, kind) {
    if (!among || !Object.hasOwn(among, wanted)) {
      throw new NotOpen(`“${this.case.title}” has no ${kind} “${wanted}”.`);
    }
  }
}
