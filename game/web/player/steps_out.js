/**
 * What goes from a playthrough to the machine of the lesson: each step once, in order, kept until it is acknowledged.
 *
 * @typedef {import("./model").Step} Step
 * @typedef {import("./playthrough.js").Playthrough} Playthrough
 * @typedef {{kind: "stepped", depth: number, step: Record<string, any>, opened: readonly string[]}
 *   | {kind: "wentback", depth: number} | {kind: "wrote", [more: string]: any}} Saying
 * @typedef {{key: string, body: Saying}} Waiting
 * @typedef {{content: string, known: string[], told: string[], toldNotebook: string, queue: Waiting[]}} Kept
 *   `known` is the path that the machine has acknowledged, `told` the one that it will know once the queue is empty.
 * @typedef {{held: string, save: {steps: Step[]}}} Known   What the machine knows of her.
 */

/** Characters of a reason that a lesson keeps. */
export const LONGEST_REASON = 600;

/** What is sent of a step; a save leaves out what says nothing. @param {Partial<Step>} step */
function sentOf({ scene, choice, because = "", cites = [], passed = false, by_route = false }) {
  return { scene, choice, because: [...because].slice(0, LONGEST_REASON).join(""), cites, passed, by_route };
}

/** A step as one word by which it is known. @param {Partial<Step>} step */
export function markOf(step) {
  return JSON.stringify(Object.values(sentOf(step)));
}

/** A path as the machine knows it after one saying more. @param {string[]} known @param {Saying} body */
function knownAfter(known, body) {
  if (body.kind === "wrote") return known;
  const on = body.kind === "stepped" ? [JSON.stringify(Object.values(body.step))] : [];
  return [...known.slice(0, body.depth), ...on];
}

/**
 * Whether what is kept here goes on from the path that the machine has: nobody has gone on elsewhere meanwhile.
 * @param {Kept} kept
 * @param {string[]} served
 */
export function goesOnFrom({ known, queue }, served) {
  const wanted = served.join();
  let path = known;
  if (path.join() === wanted) return true;
  return queue.some(({ body }) => {
    path = knownAfter(path, body);
    return path.join() === wanted;
  });
}

/** Her notebook as it is sent. @param {Playthrough} play */
export function notebookOf({ notebook: { opened, weighed, marks, notes, thesis, hunches } }) {
  return { opened, weighed, marks, notes, thesis, hunches };
}

/**
 * What has to be said so that whoever knows `told` knows this playthrough.
 * @param {string[]} told
 * @param {Playthrough} play
 * @returns {Saying[]}
 */
export function whatIsNew(told, play) {
  const steps = play.steps;
  let same = 0;
  while (same < Math.min(told.length, steps.length) && told[same] === markOf(steps[same])) same += 1;
  const back = /** @type {Saying[]} */ (same < told.length ? [{ kind: "wentback", depth: same }] : []);
  const { opened } = play.notebook;
  const on = steps.slice(same).map((step, more) => ({ kind: "stepped", depth: same + more, step: sentOf(step), opened }));
  return [...back, .../** @type {Saying[]} */ (on)];
}

export class StepsOut {
  /**
   * @param {Kept} kept
   * @param {{play: () => Playthrough, keep: (kept: Kept) => void, post: (body: Saying & {key: string}) => Promise<Response>,
   *   known: () => Promise<Known>, say: (words: string) => void, pause: (milliseconds: number) => Promise<void>,
   *   newKey: () => string}} means   How it reaches the rest of the page, and the machine.
   */
  constructor(kept, means) {
    this.kept = kept;
    this.means = means;
    this.sending = false;
    /** Whether the teacher holds her up; nothing is sent meanwhile. */
    this.held = false;
    /** Whether this page has ended: she has moved to another device, or to another window. */
    this.ended = false;
    this.notebookLater = 0;
  }

  /** The playthrough has changed. @param {string} content   Its save file. */
  changed(content) {
    const { kept, means } = this;
    const play = means.play();
    const news = whatIsNew(kept.told, play);
    const queue = [...kept.queue, ...news.map((body) => ({ key: means.newKey(), body }))];
    this.kept = { ...kept, content, told: play.steps.map(markOf), queue };
    means.keep(this.kept);
    this.send();
  }

  /** Say her notebook, unless it is known. */
  notebook() {
    const now = JSON.stringify(notebookOf(this.means.play()));
    if (now === this.kept.toldNotebook) return;
    /** @type {Saying} */
    const body = { kind: "wrote", ...JSON.parse(now) };
    this.kept = { ...this.kept, toldNotebook: now, queue: [...this.kept.queue, { key: this.means.newKey(), body }] };
    this.means.keep(this.kept);
    this.send();
  }

  /** The teacher lets her go on, or holds her up. @param {boolean} held */
  hold(held) {
    this.held = held;
    if (!held) this.send();
  }

  /** Send what waits, as long as something does. */
  async send() {
    if (this.sending || this.held) return;
    this.sending = true;
    try {
      let tries = 0;
      while (this.kept.queue.length && !this.held && !this.ended) {
        const status = await this.sendFirst();
        tries = status === 200 ? 0 : tries + 1;
        if (status !== 200) await this.means.pause(Math.min(500 * 2 ** Math.min(tries, 4), 5000));
      }
    } finally {
      this.sending = false;
    }
  }

  /** Gives 200 where one is done with, else why it is to be tried again: 0 without a connection. */
  async sendFirst() {
    const [{ key, body }] = this.kept.queue;
    let answer;
    try {
      answer = await this.means.post({ ...body, key });
    } catch {
      this.means.say("No connection. Play on, and keep this page open: your steps are kept here and follow by themselves.");
      return 0;
    }
    if (answer.status === 401) {
      this.ended = true;
      this.means.say("You have moved to another device. This page has ended.");
      return 200;
    }
    if (answer.status === 429) return 429;
    if (answer.status >= 500) {
      const { why } = await answer.json().catch(() => ({ why: "The lesson cannot be reached just now." }));
      this.means.say(`${why} Play on: your steps are kept here and follow by themselves.`);
      return answer.status;
    }
    if (answer.ok) {
      const queue = this.kept.queue.filter((each) => each.key !== key);
      this.kept = { ...this.kept, known: knownAfter(this.kept.known, body), queue };
      this.means.keep(this.kept);
      this.means.say("");
      return 200;
    }
    return this.refused(answer, body);
  }

  /** The machine does not take it: she is held up, or it knows another path than was thought. @param {Response} answer @param {Saying} body */
  async refused(answer, body) {
    const { why } = await answer.json().catch(() => ({ why: "" }));
    let known;
    try {
      known = await this.means.known();
    } catch {
      return 0;
    }
    if (known.held) {
      this.held = true;
      this.means.say(known.held);
      return 200;
    }
    const play = this.means.play();
    const notebooks = this.kept.queue.filter((each) => each.body.kind === "wrote" && each.body !== body);
    const served = known.save.steps.map(markOf);
    const news = whatIsNew(served, play);
    const same = news.length > 0 && JSON.stringify(news[0]) === JSON.stringify(body);
    const queue = same ? [] : news.map((each) => ({ key: this.means.newKey(), body: each }));
    if (same || body.kind === "wrote") this.means.say(`The lesson did not take what you did here. ${why}`);
    this.kept = {
      ...this.kept, known: served, told: same ? served : play.steps.map(markOf), queue: [...queue, ...notebooks],
    };
    this.means.keep(this.kept);
    return 200;
  }
}
