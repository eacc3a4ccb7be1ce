/**
 * A playthrough is its list of choices over a case; everything else is derived from it.
 *
 * @typedef {import("./model").Compiled} Compiled
 * @typedef {import("./model").Choice} Choice
 * @typedef {import("./model").Step} Step
 * @typedef {import("./model").Notebook} Notebook
 * @typedef {import("./machine.js").State} State
 */

import { EVERYTHING_READ, Machine } from "./machine.js";
import { doorReason } from "./moment.js";
import { ownWords, reasonOf, sentence } from "./phrases.js";

/** The step that leaves a passage. */
export const CONTINUE = "continue";
/** @type {Notebook} */
export const EMPTY = { opened: [], weighed: [], marks: {}, notes: [], thesis: "" };

/** A choice that cannot be taken here, or something that the case does not have; says so in a sentence. */
export class NotOpen extends Error {
  /** @param {string} message @param {string} reason   Why a choice is not open, as the end of a sentence. */
  constructor(message, reason = "") {
    super(message);
    this.reason = reason;
  }
}

/** @param {Partial<Step> & {scene: string, choice: string}} step @returns {Step} */
export function stepOf(step) {
  return { because: "", cites: [], passed: false, said: "", led_to: "", ...step };
}

/** A case in the browser: what there is to read, and the machine that it runs on. */
export class Game {
  /** @param {Compiled} compiled */
  constructor(compiled) {
    this.case = compiled.case;
    this.machine = new Machine(compiled.program);
  }

  /** @param {string | undefined | null} id */
  chapter(id) {
    return this.case.chapters?.find((chapter) => chapter.id === id) ?? null;
  }
}

/** Values of this class never change; `choose`, `undo`, `open` and the others give a new one. */
export class Playthrough {
  /**
   * A playthrough at the start of a case, or of one of its chapters alone.
   * @param {Game} game
   * @param {string | null} chapter
   */
  static begin(game, chapter = null) {
    if (chapter !== null && !game.chapter(chapter)) {
      throw new NotOpen(`“${game.case.title}” has no chapter “${chapter}”.`);
    }
    return new Playthrough(game, chapter, game.machine.start(chapter), null, null, EMPTY);
  }

  /**
   * The playthrough that these choices make. Passages may be left out, and papers that a choice needs are opened.
   * @param {Game} game
   * @param {string[]} choices
   * @param {string | null} chapter
   */
  static replay(game, choices, chapter = null) {
    let play = Playthrough.begin(game, chapter);
    for (const choice of choices) {
      play = (choice === CONTINUE ? play : play.throughPassages()).chooseReading(choice);
    }
    const end = choices.length && !choices.includes(CONTINUE) ? play.throughPassages() : play;
    return end.ended ? end : play;
  }

  /**
   * @param {Game} game
   * @param {string | null} chapter
   * @param {State} state
   * @param {Playthrough | null} parent   The playthrough without its last choice.
   * @param {Step | null} last
   * @param {Notebook} notebook
   */
  constructor(game, chapter, state, parent, last, notebook) {
    this.game = game;
    this.chapter = chapter;
    this.state = state;
    this.parent = parent;
    this.last = last;
    this.notebook = notebook;
    this.scene = game.case.scenes[game.machine.scene(state).id];
    /** @type {number} */
    this.depth = parent ? parent.depth + 1 : 0;
    Object.freeze(this);
  }

  // --- where it stands

  get case() {
    return this.game.case;
  }

  get machine() {
    return this.game.machine;
  }

  /** Whether the chapter that is played alone has ended by coming to another one. */
  get chapterOver() {
    return this.chapter !== null && (this.scene.chapter ?? "") !== this.chapter;
  }

  /** Whether there is nothing more to choose: an ending, or the end of a chapter played alone. */
  get ended() {
    return Boolean(this.scene.ending) || this.chapterOver;
  }

  /** Whether one only goes on from here. */
  get isPassage() {
    return !this.scene.choices && !this.scene.ending && !this.chapterOver;
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

  get choices() {
    return this.steps.map((step) => step.choice);
  }

  /** The ids of the choices taken, without the passages. */
  get decisions() {
    return this.choices.filter((choice) => choice !== CONTINUE);
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
      ...(this.case.scenes[step.scene].documents ?? []),
      ...this.revealedBy(step),
    ]);
    const here = this.chapterOver ? [] : (this.scene.documents ?? []);
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

  /** The choices open here, by their place in the scene. */
  get openOptions() {
    return this.chapterOver ? [] : this.machine.options(this.state, new Set(this.notebook.opened));
  }

  // --- going on

  /**
   * Take a choice; `continue` leaves a passage. Throws `NotOpen` with the reason.
   * @param {string} choice
   * @param {string} because
   * @param {string[]} cites
   */
  choose(choice, because = "", cites = []) {
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
    const everything = step.passed && !this.chapterOver;
    const open = everything ? this.machine.options(this.state, EVERYTHING_READ) : this.openOptions;
    const option = this.optionOf(step.choice);
    if (!open.includes(option)) throw this.notOpen(step.choice, this.whyNot(step.choice));
    const after = this.machine.take(this.state, option);
    return new Playthrough(this.game, this.chapter, after, this, step, this.notebook);
  }

  /** Leave a passage. */
  goOn() {
    return this.choose(CONTINUE);
  }

  /** Pass over a scene: take the record's first open choice, marked so; without one the first that is open. */
  passOver() {
    const options = this.machine.scene(this.state).options ?? [];
    const open = this.ended ? [] : this.machine.options(this.state).map((option) => options[option]);
    if (!open.length) throw this.notOpen(CONTINUE, "nothing is open here");
    const recorded = this.scene.stance === "archive" ? [] : (this.scene.record?.choice ?? []);
    const choice = recorded.find((each) => open.includes(each)) ?? open[0];
    return this.taking(stepOf({ scene: this.scene.id, choice, passed: true }));
  }

  /** One choice fewer. What stands in the notebook stays; at the start nothing changes. */
  undo() {
    return this.parent ? this.parent.withNotebook(this.notebook) : this;
  }

  /** Go on to the next decision or ending. Stops where a loop of passages begins again. */
  throughPassages() {
    /** @type {Playthrough} */
    let play = this;
    const seen = new Set([play.state.join()]);
    while (play.isPassage) {
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
    return (this.machine.scene(this.state).options ?? []).indexOf(choice);
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
    return new Playthrough(this.game, this.chapter, this.state, this.parent, this.last, notebook);
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
