/**
 * What the page holds while somebody plays: one playthrough and all that lies round it, kept at each change.
 *
 * Going back moves only the place where play stands; what lies ahead stays, until another choice is taken.
 *
 * @typedef {import("./playthrough.js").Playthrough} Playthrough
 * @typedef {import("./model").Step} Step
 */

import { moment } from "./moment.js";
import { attempt, NotOpen } from "./playthrough.js";
import { content, draftKey, NO_BOOKMARK, stamp, written } from "./save.js";

export class Sitting {
  /**
   * @param {Playthrough} play
   * @param {{keep: (sitting: Sitting) => void, leave?: (furthest: Playthrough) => void, begun?: string, bookmark?: import("./save.js").Bookmark,
   *   player?: string, name?: string}} about   `keep` is called after every change; `leave` where
   *   another choice is taken and the longer path that lay ahead, which has just been kept, stays as it is.
   */
  constructor(play, { keep, leave = () => {}, begun = stamp(new Date()), bookmark = NO_BOOKMARK, player = "", name = "" }) {
    this.play = play;
    this.keep = () => keep(this);
    this.leave = leave;
    this.begun = begun;
    this.bookmark = bookmark;
    this.player = player;
    this.name = name;
    /** Scenes that were offered folded and then opened, and chapters whose note has been told. @type {Set<string>} */
    this.unfolded = new Set();
    /** Papers on which she asked for our judgement. @type {Set<string>} */
    this.compared = new Set();
  }

  /** What is to be told before the present scene is shown, as HTML: its chapter's note and its own. */
  get fold() {
    const { scene, ended, passing } = this.play;
    const chapter = moment(this.play).begins;
    if (ended || passing) return [];
    const begins = this.unfolded.has(ofChapter(scene)) ? "" : chapter?.care;
    return [begins, this.unfolded.has(scene.id) ? "" : scene.care].flatMap((note) => note || []);
  }

  /** The fold has been told: show the scene. */
  unfold() {
    this.unfolded.add(this.play.scene.id).add(ofChapter(this.play.scene));
  }

  passOver() {
    const play = this.play.passing ? this.play.goOn() : this.play.passOver();
    this.unfolded.add(ofChapter(this.play.scene));
    this.change(play);
  }

  /** Whether a paper's worth and limits wait: until she has written a line about it or compares. @param {string} id */
  asksFirst(id) {
    const paper = this.play.case.documents[id];
    const noted = this.play.notebook.notes.some((note) => note.document === id);
    return Boolean(paper?.worth || paper?.limits) && !noted && !this.compared.has(id);
  }

  /** The playthrough with the steps that lie ahead of where play stands, if there are any. */
  get furthest() {
    return this.bookmark.furthest ?? this.play;
  }

  /** The steps that lie ahead, after going back. */
  get ahead() {
    return this.furthest.steps.slice(this.play.depth);
  }

  /**
   * Go on with another value of the playthrough, and keep it.
   * @param {Playthrough} play
   */
  change(play) {
    if (play === this.play) return;
    const line = this.furthest.steps;
    const steps = play.steps;
    let common = 0;
    while (common < Math.min(line.length, steps.length) && sameChoice(line[common], steps[common])) common += 1;
    const leaves = common < steps.length && common < line.length;
    const [before] = this.ahead;
    const given = steps[this.play.depth];
    const drafts = { ...this.bookmark.drafts };
    // A sentence that is given is no draft; one that gives way to another step is one.
    if (given && !(before && sameChoice(given, before) && given.because === before.because)) {
      if (before?.because) drafts[draftKey(before)] ??= before;
      if (given.because || !drafts[draftKey(given)]?.because) delete drafts[draftKey(given)];
    }
    if (leaves) this.leaveBehind(line.slice(common));
    const furthest = leaves ? play : along(play, line.slice(steps.length));
    this.play = play;
    this.mark({ furthest, drafts, part: leaves ? 0 : this.bookmark.part });
  }

  /** Another choice is taken: what lay ahead stays as a playthrough of its own, unless it is one step. @param {Step[]} lost */
  leaveBehind(lost) {
    const { furthest } = this;
    if (lost.filter((step) => !step.by_route).length < 2 && !furthest.ended) return;
    this.play = furthest;
    this.mark({ furthest });
    this.leave(furthest);
  }

  /** @param {Partial<import("./save.js").Bookmark>} changes */
  mark(changes) {
    const next = { ...this.bookmark, ...changes };
    const ahead = next.furthest !== null && next.furthest.depth > this.play.depth;
    this.bookmark = { ...next, furthest: ahead ? next.furthest : null };
    this.keep();
  }

  undo() {
    this.change(this.play.undo());
  }

  /** One step forward again after going back. */
  redo() {
    const { ahead, play } = this;
    let count = 1;
    while (play.passing && count < ahead.length && ahead[count].by_route) count += 1;
    this.goTo(play.depth + count);
  }

  /**
   * Stand after so many steps of the line, back or forward; nothing on it is lost.
   * @param {number} depth
   */
  goTo(depth) {
    let play = along(this.play, this.ahead.slice(0, Math.max(depth - this.play.depth, 0)));
    while (play.depth > Math.max(depth, 0) || play.underWay) play = play.undo();
    this.change(play);
  }

  /**
   * What she has written for a choice here and not given, or had given before she went back.
   * @param {string} choice
   * @returns {import("./save.js").Draft}
   */
  draftOf(choice) {
    const here = { scene: this.play.scene.id, choice };
    const [next] = this.ahead;
    return this.bookmark.drafts[draftKey(here)] ??
      (next && sameChoice(next, here) ? next : { choice, because: "", cites: [] });
  }

  /** @param {import("./save.js").Draft} draft */
  writeDraft(draft) {
    this.mark({ drafts: { ...this.bookmark.drafts, [draftKey({ ...draft, scene: this.play.scene.id })]: draft } });
  }

  /** Say whose playthrough it is. @param {string} player */
  signed(player) {
    this.player = player;
    this.keep();
  }

  /** The save file. */
  get content() {
    const { begun, bookmark, player, name } = this;
    return content(written(this.play, { begun, played: stamp(new Date()), bookmark, player, name }));
  }
}

/** What a chapter's note is remembered by; no scene's id has a space. @param {import("./model").Scene} scene */
function ofChapter(scene) {
  return `chapter ${scene.chapter}`;
}

/** @typedef {{scene: string, choice: string}} Taken */

/** @param {Taken} one @param {Taken} other */
function sameChoice(one, other) {
  return draftKey(one) === draftKey(other);
}

/**
 * Forward along steps that were taken before, as far as they can be taken.
 * @param {Playthrough} play
 * @param {Step[]} steps
 */
export function along(play, steps) {
  for (const step of steps) {
    if (step.scene !== play.scene.id) break;
    const at = play;
    const next = attempt(() => at.retake(step));
    if (next instanceof NotOpen) break;
    play = next;
  }
  return play;
}
