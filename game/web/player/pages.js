/**
 * Which page is shown, and what leads from one to another. Whatever a page shows is derived from the playthrough.
 *
 * @typedef {"title" | "scene" | "why" | "after" | "paper" | "debrief" | "notebook" | "path" | "people" | "search"
 *   | "settings" | "sheet" | "turned" | "followed" | "hand-in" | "more" | "keys"} View
 * @typedef {{scrolled: number, at: number, opened: string[]}} Spot   How far down a page, at which control, and what is open there.
 */

import { BrowserShelf, browserStorage, CANNOT_KEEP } from "./browser_shelf.js";
import { openCard, peoplePage } from "./cards.js";
import { debriefPage } from "./debrief_page.js";
import { howFar } from "./how_far.js";
import { markdownExport } from "./handed_in.js";
import { footButtons, keysPage, listenToKeys, morePage, onScreenKeyboard } from "./keys.js";
import { Looks } from "./looks.js";
import { moment } from "./moment.js";
import { notebookPage } from "./notebook_page.js";
import { ordinal } from "./numbers.js";
import { button, controlsOf, h } from "./page_parts.js";
import { paperPage } from "./paper_page.js";
import { handInPage } from "./hand_in_page.js";
import { jsonExport } from "./path_export.js";
import { pathPage } from "./path_page.js";
import { NotOpen, Playthrough } from "./playthrough.js";
import { fit } from "./rebase.js";
import { ruler } from "./ruler.js";
import { fileName, handIn } from "./save_files.js";
import { read, stamp, Unreadable } from "./save.js";
import { afterPage, followedPage, scenePage, whyPage } from "./scene_page.js";
import { searchPage } from "./search_page.js";
import { settingsPage } from "./settings_page.js";
import { lastSheetPage, sheetPage, sheetToTurn } from "./sheet_page.js";
import { Sitting } from "./sitting.js";
import { titlePage } from "./title_page.js";
import { Trail } from "./trail.js";

/** Pages that lie beside play: one goes back from them to where one was. @type {View[]} */
const ASIDE = ["paper", "notebook", "path", "people", "search", "settings", "turned", "followed", "hand-in", "more", "keys"];

/** @type {Record<View, (pages: Pages, about: string) => import("./model").Piece[]>} */
const DRAWN = {
  title: titlePage, scene: scenePage, why: whyPage, after: afterPage, paper: paperPage, debrief: debriefPage,
  notebook: notebookPage, path: pathPage, people: peoplePage, search: searchPage, settings: settingsPage, sheet: sheetPage,
  turned: lastSheetPage, "hand-in": handInPage, followed: followedPage, more: morePage, keys: keysPage,
};

export class Pages {
  /**
   * @param {import("./playthrough.js").Game} game
   * @param {import("./model").CasePart} plays   What this file plays of its case.
   */
  constructor(game, plays) {
    this.game = game;
    this.plays = plays;
    this.looks = new Looks(game.exams);
    /** What she typed into the field for her name, or her seat. */
    this.name = "";
    this.tellsTraces = false;
    /** @type {{of: Playthrough, parts: string[]} | null} */
    this.far = null;
    this.shelf = new BrowserShelf(game.case.id, browserStorage());
    this.main = h("main", { id: "main" });
    this.status = h("p", { role: "status" });
    this.top = h("header", { id: "top" });
    this.foot = h("nav", { id: "foot", "aria-label": "Pages and ways" });
    this.sitting = this.begun();
    /** @type {[View, string]} */
    this.shown = ["title", ""];
    /** Where one goes back to from a page beside play. @type {{shown: [View, string], spot: Spot}[]} */
    this.below = [];
    this.trail = new Trail(this);
    /** Where the library is, on a page that this machine serves. */
    this.library = "";
    /** Who keeps what she plays, as a sentence, where it is not this browser. */
    this.keeper = "";
    /** What was last said of the shelf, and whether something is on it no longer, and in no file. */
    this.warned = "";
    this.unsaved = false;
    /** Whether what was last told has been before her on a page. */
    this.heard = true;
    /** Do at once what the page that is shown has left for later. */
    this.finish = () => {};
    document.body.append(this.top, this.main, h("div", { id: "bottom" }, this.status, this.foot));
    window.addEventListener("beforeprint", () => this.finish());
    window.addEventListener("beforeunload", (event) => this.unsaved && event.preventDefault());
    listenToKeys(this);
    document.body.addEventListener("click", (event) => this.followLink(event));
  }

  /** Tell what the pencil lines beside the text say, or no longer. */
  tellTraces() {
    this.tellsTraces = !this.tellsTraces;
    this.again("button.tells");
  }

  get easier() {
    return this.looks.set.reading === "easier";
  }

  /** A playthrough at its beginning; it is kept from its first change on. */
  begun(plays = this.plays) {
    this.shelf.putDown();
    return this.seated(Playthrough.begin(this.game, plays.chapter, plays.route), { player: this.name });
  }

  /**
   * @param {Playthrough} play
   * @param {{begun?: string, bookmark?: import("./save.js").Bookmark, player?: string, name?: string}} about
   */
  seated(play, about) {
    return new Sitting(play, { ...about, keep: (sitting) => this.keep(sitting), leave: (furthest) => this.leftBehind(furthest) });
  }

  /** The longer path stays in this browser; what is kept next is another playthrough. @param {Playthrough} furthest */
  leftBehind(furthest) {
    const ending = furthest.chapterOver ? undefined : furthest.scene.ending;
    const reach = ending ? `to the ending “${ending.title}”` : `as far as “${furthest.scene.title}”`;
    this.shelf.putDown();
    this.say(`Your path ${reach} stays in this browser. From here you go on in another playthrough.`);
  }

  /** Go on with a playthrough that this browser keeps. @param {import("./browser_shelf.js").Shelved} shelved */
  takeUp(shelved) {
    this.fitted(shelved.save);
    this.shelf.takeUp(shelved);
    this.show();
  }

  /** Go on with a playthrough from a save file. @param {File} file */
  async openFile(file) {
    try {
      const save = read(await file.text());
      const { case: told } = this.game;
      if (save.case.id !== told.id) {
        this.say(`${file.name} is a playthrough of “${save.case.title}”, not of “${told.title}”.`);
        return;
      }
      this.fitted(save);
      this.sitting.keep();
      this.show();
    } catch (error) {
      if (!(error instanceof Unreadable)) throw error;
      this.say(`${file.name} cannot be used: ${error.message}. It was left as it is.`);
    }
  }

  /** Sit down to a written playthrough; what no longer fits its case is told. @param {import("./save.js").Written} save */
  fitted(save) {
    const { play, messages, bookmark } = fit(save, this.game);
    const { begun, player, name } = save;
    this.shelf.putDown();
    this.sitting = this.seated(play, { begun, bookmark, player, name });
    this.say(messages.join(" "));
  }

  /** @param {Sitting} sitting */
  keep(sitting) {
    const message = this.shelf.keep(sitting.content);
    if (message && message !== this.warned) this.say(message);
    this.warned = message;
    this.unsaved = message === CANNOT_KEEP;
  }

  /** Tell the player something; a screen reader reads it out, and it stands until the page after is turned. @param {string} message */
  say(message) {
    this.status.textContent = message;
    this.heard = false;
  }

  /**
   * Show a page. Without a view it is where play stands: the scene, or the debrief at the end.
   * @param {View | undefined} view
   * @param {string} about
   */
  show(view = undefined, about = "") {
    const wanted = view === "scene" || !view ? (this.sitting.play.ended ? "debrief" : "scene") : view;
    if (!ASIDE.includes(wanted)) this.below = [];
    else if (this.shown[0] !== wanted) {
      this.below = [...this.below.filter(({ shown: [each] }) => each !== wanted), { shown: this.shown, spot: this.spotNow() }];
    }
    this.turnTo([wanted, about]);
  }

  /** Stand where the browser has gone to, as far as it is still there. @param {import("./trail.js").Place | undefined} place */
  stand(place) {
    if (place?.of !== this.sitting.begun) return this.show("title");
    const { view, about, scene, depth } = place;
    if (this.below.at(-1)?.shown[0] === view && this.sitting.play.depth === depth) return this.back();
    this.sitting.goTo(depth);
    const { play } = this.sitting;
    const gone = play.scene.id !== scene && !ASIDE.includes(view);
    const shut = view === "why" && !play.openOptions.includes(play.optionOf(about));
    this.show(gone || shut || (view === "sheet" && !sheetToTurn(this)) ? undefined : view, about);
  }

  /** Back from a page beside play. */
  back() {
    const { shown: [view, about], spot } = this.below.at(-1) ?? { shown: ["scene", ""], spot: null };
    this.below = this.below.slice(0, -1);
    this.turnTo([view === "scene" && this.sitting.play.ended ? "debrief" : view, about], spot);
  }

  /** Where she is on this page, to come back to. @returns {Spot} */
  spotNow() {
    const at = controlsOf(this.main).findIndex((each) => each === document.activeElement);
    return { scrolled: window.scrollY, at, opened: [...this.main.querySelectorAll("details[open]")].map(({ id }) => id) };
  }

  /** @param {[View, string]} shown @param {Spot | null} spot   Where she was on that page, if she comes back to it. */
  turnTo(shown, spot = null) {
    if (this.heard) this.status.textContent = "";
    this.heard = true;
    this.tellsTraces = false;
    this.shown = shown;
    this.draw();
    this.trail.add();
    if (spot) return this.backAt(spot);
    window.scrollTo(0, 0);
    const line = shown[0] === "search" || !onScreenKeyboard() ? this.main.querySelector("#because, #search") : null;
    /** @type {HTMLElement | null} */ (line ?? this.main.querySelector("h1"))?.focus();
  }

  /** @param {Spot} spot */
  backAt({ scrolled, at, opened }) {
    this.finish();
    for (const id of opened) if (id) document.getElementById(id)?.setAttribute("open", "");
    /** @type {HTMLElement | null} */ (controlsOf(this.main)[at] ?? this.main.querySelector("h1"))?.focus({ preventScroll: true });
    window.scrollTo(0, scrolled);
  }

  /** The button that leads back. */
  goBack() {
    return h("p.go-on", button("Back", () => this.back(), { class: "main" }));
  }

  /** Draw the same page again, and stay where the reader is. @param {string} focus */
  again(focus) {
    this.draw();
    this.finish();
    /** @type {HTMLElement | null} */ (this.main.querySelector(focus))?.focus();
  }

  draw() {
    const [view, about] = this.shown;
    this.finish = () => {};
    const made = DRAWN[view](this, about);
    const beside = ["title", "scene", "why", "after", "followed"].includes(view) ? "scene-page" : view === "paper" ? "paper-page" : "";
    this.main.className = beside;
    this.main.replaceChildren(...h("div", made).childNodes);
    this.top.replaceChildren(...(view === "title" ? [] : this.head(view === "paper" ? about : "")));
    this.foot.replaceChildren(...footButtons(this));
    const { title } = this.game.case;
    const heading = this.main.querySelector("h1")?.textContent;
    document.title = view === "title" || !heading ? title : `${heading} · ${title}`;
  }

  /** Case and chapter, which decision, and the years. @param {string} paper */
  head(paper) {
    const { play } = this.sitting;
    const { chapterTitle, decisionNumber } = moment(play);
    const end = play.chapterOver ? "the end of this part" : "the end of this path";
    const here = h("span", play.ended ? end : ordinal(decisionNumber, "decision"));
    if (!play.ended) setTimeout(() => here.isConnected && this.tellHowFar(here));
    return [
      h("div.head",
        h("span.case", this.game.case.title, chapterTitle && h("span.quiet", ` · ${chapterTitle}`)),
        here),
      ruler(this, paper),
    ];
  }

  /** How much is left takes a moment to work out: nobody waits for it. @param {HTMLElement} here */
  tellHowFar(here) {
    const { play } = this.sitting;
    const [which, ...more] = this.far?.of === play ? this.far.parts : howFar(play);
    this.far = { of: play, parts: [which, ...more] };
    here.replaceChildren(which, more.length ? h("span.less", ` · ${more.join(" · ")}`) : "");
  }

  /** The text of the present scene, in the blocks that show. */
  texts() {
    const now = moment(this.sitting.play);
    return this.easier && now.simpler.length ? now.simpler : now.paragraphs;
  }

  /** Open the library of the case at what has this title. @param {string} key @param {string} title */
  showInLibrary(key, title) {
    this.show("debrief");
    this.finish();
    const part = document.getElementById(key);
    part?.setAttribute("open", "");
    const told = [...(part?.querySelectorAll("h3, h4, h5, dd") ?? [])].find(({ textContent }) => textContent === title) ?? part;
    if (!(told instanceof HTMLElement)) return;
    told.tabIndex = -1;
    told.focus({ preventScroll: true });
    told.scrollIntoView();
  }

  // --- going on and back

  goOn() {
    this.sitting.change(this.sitting.play.goOn());
    this.onwards();
  }

  unfold() {
    this.sitting.unfold();
    this.show();
  }

  /** Pass over the scene, whether it is folded or not. */
  passOver() {
    const { play } = this.sitting;
    try {
      this.sitting.passOver();
    } catch (error) {
      if (!(error instanceof NotOpen)) throw error;
      return this.say(error.message);
    }
    if (this.sitting.play !== play) this.say("Passed over. One step back opens it again.");
    this.onwards();
  }

  /** Whether the scene is before her; on the page of all ways, whether it lies below. */
  get atScene() {
    const [view] = this.shown[0] === "more" ? (this.below[0]?.shown ?? this.shown) : this.shown;
    return view === "scene" && !this.sitting.play.ended;
  }

  /** Between the full text and an easier one. */
  changeReading() {
    this.looks.change("reading", this.easier ? "full" : "easier");
    this.say(this.easier ? "The easier text stands here, where there is one." : "The full text stands here.");
    if (this.shown[0] === "more") this.back();
    else this.again("h1");
  }

  /** @param {string} id */
  askWhy(id) {
    this.show("why", id);
  }

  /** @param {string} id @param {string} because @param {string[]} cites */
  choose(id, because, cites) {
    this.sitting.change(this.sitting.play.choose(id, because, cites));
    this.show("after");
  }

  /** On from what a choice or a passage brought about: to the sheet of a chapter that has ended, or to the next scene. */
  onwards() {
    this.show(sheetToTurn(this) ? "sheet" : undefined);
  }

  undo() {
    this.sitting.undo();
    this.show();
  }

  redo() {
    this.sitting.redo();
    this.show();
  }

  /** @param {string} id */
  openPaper(id) {
    this.sitting.change(this.sitting.play.open(id));
    this.show("paper", id);
  }

  // --- in place

  /** What is underlined opens a card in place. @param {MouseEvent} event */
  followLink(event) {
    const link = /** @type {HTMLElement} */ (event.target).closest?.("a[href^='#']");
    if (!(link instanceof HTMLElement)) return;
    const [kind, id] = (link.getAttribute("href") ?? "").slice(1).split(":", 2);
    event.preventDefault();
    if (kind === "document") this.openPaper(id);
    else openCard(this, link, kind, id);
  }

  // --- files

  /** @param {boolean} library   With the library of the case, and the transcript. */
  exportAsText(library) {
    const { play, player, name } = this.sitting;
    const { set } = this.looks;
    const exam = this.game.exams[set.exam] ?? null;
    const wanted = { simpler: this.easier, exam, library, name: player || name, sheets: set.tell !== "end" };
    this.handOut(markdownExport(play, new Date(), wanted), fileName(this.sitting).replace(/json$/, "md"));
  }

  exportAsData() {
    const { play, begun, player, name } = this.sitting;
    const about = { begun, played: stamp(new Date()), player: player || name };
    this.handOut(jsonExport(play, about, this.looks.set.tell !== "end"), fileName(this.sitting, "export"));
  }

  saveToFile() {
    this.unsaved = false;
    this.handOut(this.sitting.content, fileName(this.sitting), " Hand that file in, or go on from it on another device.");
  }

  /** A file leaves the page, and she is told where it is. @param {string} content @param {string} name @param {string} use */
  handOut(content, name, use = "") {
    handIn(content, name);
    this.say(`${name} goes to the downloads of this device.${use}`);
  }
}
