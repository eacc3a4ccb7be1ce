/** The player in a lesson in which each goes her own way: the machine runs here, and every step is sent. */

import { browserStorage } from "./browser_shelf.js";
import { button, h, headline, prose } from "./page_parts.js";
import { Pages } from "./pages.js";
import { Game } from "./playthrough.js";
import { read } from "./save.js";
import { goesOnFrom, LONGEST_REASON, markOf, notebookOf, StepsOut } from "./steps_out.js";

/** @typedef {import("./sitting.js").Sitting} Sitting */
/** @typedef {{name: string, held: string, locked: string[], sent: boolean, closed: boolean, depth: number, tell: string | null, given: string}} Status */

const PATIENCE = 8000;
const SILENCE = 12000;
const ASKING = 3000;
const NOTEBOOK_WAITS = 1500;
const SIGN_EVERY = 30000;

const STAY = "Keep this page open. If it closes while the network is gone, open it again when that is back: nothing is lost.";

/** @param {string} path @param {RequestInit} how */
function ask(path, how = {}) {
  return fetch(path, { ...how, headers: { accept: "application/json", ...how.headers }, signal: AbortSignal.timeout?.(PATIENCE) });
}

/** @param {string} path @param {unknown} body */
function hand(path, body) {
  return ask(path, { method: "POST", body: JSON.stringify(body), headers: { "content-type": "application/json" } });
}

/** A mark that no other page makes. */
function newMark() {
  const parts = crypto.getRandomValues(new Uint32Array(4));
  return Array.from(parts, (part) => part.toString(36)).join("");
}

/** Nothing is kept on a shelf here: the lesson keeps it. */
class NoShelf {
  all() { return []; }
  keep() { return ""; }
  takeUp() {}
  putDown() {}
  delete() {}
}

/**
 * The page as it is now is laid by, with what it is made of, so that it opens again while the network is gone. Browsers
 * do that for a page that came encrypted, or from this machine; elsewhere a lost page waits for the network.
 * @param {string} caseAt
 */
async function layBy(caseAt) {
  const { serviceWorker } = navigator;
  if (!isSecureContext || !serviceWorker) return;
  await serviceWorker.register(document.body.dataset.offline ?? "", { scope: "/lesson" });
  const pieces = [...document.querySelectorAll("head [href^='/'], head [src^='/']")].map((each) => each.getAttribute("href") ?? each.getAttribute("src") ?? "");
  const now = ["/lesson", caseAt, ...pieces];
  const kept = await caches.open("lesson");
  // All of it or nothing: what was laid by before goes only once the new is there.
  await kept.addAll(now);
  const addresses = now.map((each) => new URL(each, location.href).href);
  for (const each of await kept.keys()) if (!addresses.includes(each.url)) await kept.delete(each);
}

class LessonPages extends Pages {
  /**
   * @param {Game} game
   * @param {import("./model").CasePart} plays
   * @param {Status} status
   */
  constructor(game, plays, status) {
    super(game, plays);
    this.shelf = /** @type {any} */ (new NoShelf());
    this.lesson = status;
    /** The last event of the lesson that it knows of. */
    this.newest = 0;
    this.keeper = "Your steps and sentences are with your teacher. Take home what you wrote, or export it, before the lesson is deleted.";
    if (status.tell) this.looks.fix("tell", status.tell);
    this.line = h("p", { id: "line", role: "status" });
    this.notice = h("p.held", { id: "held", role: "status" });
    document.body.prepend(this.line, this.notice);
    /** @type {StepsOut | null} */
    this.out = null;
    this.drawn = () => {};
  }

  /** The beginning; what was played stays ahead of it. */
  begun() {
    const now = this.sitting;
    if (!now?.play.depth) return this.guarded(super.begun());
    now.goTo(0);
    return now;
  }

  /** The lesson keeps what she has gone before she goes another way. */
  leftBehind() {}

  /** @param {import("./save.js").Written} save */
  fitted(save) {
    super.fitted(save);
    this.guarded(this.sitting);
  }

  /** A sitting that takes no step while the teacher holds the class up. @param {Sitting} sitting */
  guarded(sitting) {
    const change = sitting.change.bind(sitting);
    sitting.change = (play) => {
      const steps = play.steps.map(markOf).join() !== sitting.play.steps.map(markOf).join();
      if (!steps || !this.why) change(play);
    };
    return sitting;
  }

  /** Why she may not go on; "" if she may. */
  get why() {
    const { lesson, sitting } = this;
    if (!lesson || this.out?.ended) return lesson ? "This page has ended." : "";
    if (lesson.held) return lesson.held;
    return lesson.locked.includes(sitting.play.scene.id) ? "The class stops here until your teacher lets it go on." : "";
  }

  /** @param {Sitting} sitting */
  keep(sitting) {
    if (!this.out) return;
    this.out.changed(sitting.content);
    clearTimeout(this.notebookLater);
    this.notebookLater = setTimeout(() => this.out?.notebook(), NOTEBOOK_WAITS);
    this.tell();
  }

  /** @param {string} id @param {string} because @param {string[]} cites */
  choose(id, because, cites) {
    if (!this.why) return super.choose(id, because, cites);
    this.sitting.writeDraft({ choice: id, because, cites });
    this.tell(`${this.why} Your sentence is kept.`);
  }

  /** @param {import("./pages.js").View | undefined} view @param {string} about */
  show(view = undefined, about = "") {
    const inPlay = !view || view === "scene" || view === "why" || view === "after";
    super.show(this.lesson?.sent && inPlay ? "debrief" : view, about);
  }

  draw() {
    super.draw();
    if (this.shown[0] === "title") this.main.replaceChildren(...this.titlePieces());
    if (this.shown[0] === "debrief") this.main.append(h("p", h("a", { href: "/lesson/mine" }, "Take home what you wrote")));
    /** @type {HTMLTextAreaElement | null} */ (this.main.querySelector("#because"))?.setAttribute("maxlength", String(LONGEST_REASON));
    this.tell();
    this.drawn?.();
  }

  /** The first page: nobody is asked for a name here, and there is nothing on a shelf. */
  titlePieces() {
    const { case: told } = this.game;
    const part = this.game.part(this.plays);
    const again = this.sitting.play.depth > 0;
    const from = (/** @type {string} */ words, /** @type {Record<string, any>} */ how) => button(words, () => { this.sitting.goTo(0); this.show(); }, how);
    return [
      h("p.where", told.span),
      headline(part ? `${told.title}: ${part.title}` : told.title),
      h("p.question", (part && "question" in part && part.question) || told.question),
      h("p.quiet", `In this lesson you are ${this.lesson?.name ?? ""}. Your steps and sentences go to your teacher. ${this.lesson?.given ?? ""} ${STAY} `,
        h("a", { href: "/?other=" }, "Somebody else sits here now")),
      h("p.go-on", again
        ? [button("Go on", () => this.show(), { class: "main" }), from("From the beginning", {})]
        : from("Begin", { class: "main" })),
      h("section.sheet", { "aria-labelledby": "before" }, h("h2", { id: "before" }, "Before you begin"), prose("div.note", told.content_note)),
    ];
  }

  /** What the teacher has said stands above the page. */
  tell(words = this.why) {
    if (this.notice && this.notice.textContent !== words) this.notice.textContent = words;
  }

  /** The machine has said how the lesson stands, up to an event; what was asked for before that came is left. @param {Status} status @param {number} number */
  told(status, number) {
    if (number < this.newest) return;
    this.newest = number;
    const sent = status.sent && !this.lesson.sent;
    const back = !status.sent && this.lesson.sent;
    this.lesson = status;
    this.out?.hold(Boolean(status.held));
    if (sent || back) this.show();
    this.tell();
  }
}

/** The line to the machine: a stream, and where none gets through, asking. @param {LessonPages} pages */
function listen(pages) {
  let heard = Date.now();
  const stream = new EventSource("/lesson/events");
  const hears = () => { heard = Date.now(); if (!pages.out?.kept.queue.length) say(pages, ""); };
  stream.addEventListener("open", () => { hears(); pages.out?.send(); });
  stream.addEventListener("beat", () => {
    hears();
    if (pages.out?.held && pages.out.kept.queue.length) ask("/lesson/now").then((answer) => answered(pages, answer)).catch(() => {});
  });
  stream.addEventListener("message", (event) => { hears(); pages.told(JSON.parse(event.data), Number(event.lastEventId)); });
  stream.addEventListener("moved", () => { stream.close(); end(pages, "You have moved to another device. This page has ended."); });
  setInterval(async () => {
    if (Date.now() - heard < SILENCE || pages.out?.ended) return;
    say(pages, "The connection is slow or gone. Play on, and keep this page open: your steps are kept here and follow by themselves.");
    try {
      const answer = await ask("/lesson/now");
      if (answer.ok) { await answered(pages, answer); pages.out?.send(); }
      if (answer.status === 401) end(pages, "You have moved to another device. This page has ended.");
    } catch { /* it is tried again */ }
  }, ASKING);
}

/** What the machine says when it is asked. @param {LessonPages} pages @param {Response} answer */
async function answered(pages, answer) {
  pages.told(await answer.json(), Number(answer.headers.get("lesson-number")));
}

/** @param {LessonPages} pages @param {string} words */
function say(pages, words) {
  if (!pages.out?.ended && pages.line.textContent !== words) pages.line.textContent = words;
}

/** @param {LessonPages} pages @param {string} words */
function end(pages, words) {
  say(pages, words);
  if (pages.out) pages.out.ended = true;
  pages.tell();
}

/** Signs of life: what she does, when that changes and every so often while she does something. @param {LessonPages} pages */
function giveSigns(pages) {
  let last = "";
  let at = 0;
  let writing = 0;
  const sign = () => {
    const doing = Date.now() - writing < 5000 ? "writing" : pages.shown[0] === "why" ? "choosing" : "reading";
    if (doing === last && Date.now() - at < SIGN_EVERY) return;
    if (Date.now() - at < 1000) return;
    [last, at] = [doing, Date.now()];
    hand("/lesson/here", { doing }).catch(() => {});
  };
  for (const kind of ["pointerdown", "keydown", "scroll", "click"]) window.addEventListener(kind, sign, { passive: true });
  window.addEventListener("input", () => { writing = Date.now(); sign(); });
}

/** What she writes is kept while she writes it, not only when she leaves the field. */
function keepDrafts() {
  let later = 0;
  document.addEventListener("input", (event) => {
    const field = /** @type {HTMLElement} */ (event.target);
    if (field.id !== "because") return;
    clearTimeout(later);
    later = setTimeout(() => field.isConnected && field.dispatchEvent(new Event("change")), 800);
  });
}

async function startInClass() {
  const { lesson, name } = document.body.dataset;
  const place = `lesson ${lesson} ${name}`;
  const storage = browserStorage();
  /** @type {import("./steps_out.js").Kept & {window?: string, shown?: [import("./pages.js").View, string], lesson?: Status} | null} */
  let kept = null;
  try { kept = JSON.parse(storage?.getItem(place) ?? "null"); } catch { /* what cannot be read was not ours */ }
  const caseAt = `/lesson/case?${lesson}`;
  const [compiled, path] = await Promise.all([
    ask(caseAt).then((answer) => answer.json()),
    ask("/lesson/path").then((answer) => answer.json()).catch((gone) => { if (!kept?.lesson) throw gone; return null; }),
  ]);
  const known = path ?? { .../** @type {any} */ (kept).lesson, save: JSON.parse(kept?.content ?? "") };
  const pages = new LessonPages(new Game(compiled), compiled.plays, known);
  const served = path ? path.save.steps.map(markOf) : kept?.known ?? [];
  const here = newMark();
  pages.fitted(read(JSON.stringify(known.save)));
  const notebook = path || !kept ? JSON.stringify(notebookOf(pages.sitting.play)) : kept.toldNotebook;
  const goesOn = kept !== null && goesOnFrom(kept, served);
  if (kept && goesOn) pages.fitted(read(kept.content));
  /** @param {import("./steps_out.js").Kept} value */
  const keep = (value) => { try { storage?.setItem(place, JSON.stringify({ ...value, window: here, shown: pages.shown, lesson: pages.lesson })); } catch { /* full: the machine has it */ } };
  pages.out = new StepsOut({ content: "", known: served, told: served, toldNotebook: notebook, queue: [] }, {
    play: () => pages.sitting.play,
    keep,
    post: (body) => hand(body.kind === "wrote" ? "/lesson/notebook" : "/lesson/say", body),
    known: async () => (await ask("/lesson/path")).json(),
    say: (words) => say(pages, words),
    pause: (milliseconds) => new Promise((go) => setTimeout(go, milliseconds)),
    newKey: newMark,
  });
  window.addEventListener("storage", (event) => {
    if (event.key === place && event.newValue && JSON.parse(event.newValue).window !== here) {
      end(pages, "You have gone on in another window. Load this page again to go on here.");
    }
  });
  pages.keep(pages.sitting);
  const began = pages.sitting.play.depth > 0;
  pages.drawn = () => keep(/** @type {StepsOut} */ (pages.out).kept);
  if (kept?.shown && goesOn) pages.show(...kept.shown);
  else pages.show(began ? undefined : "title");
  pages.told(known, 0);
  window.addEventListener("beforeunload", (event) => { if (pages.out?.kept.queue.length && !pages.out.ended) event.preventDefault(); });
  listen(pages);
  giveSigns(pages);
  keepDrafts();
  if (path) layBy(caseAt).catch(() => { /* it opens again when the network is there */ });
}

startInClass().catch((error) => {
  document.body.append(h("p", { role: "alert" }, `The page cannot begin. Load it again. ${error}`));
});
