/**
 * Which page is shown, and what leads from one to another. Whatever a page shows is derived from the playthrough.
 *
 * @typedef {"title" | "scene" | "why" | "after" | "paper" | "debrief" | "notebook" | "path" | "people" | "search"
 *   | "settings" | "sheet" | "more" | "keys"} View
 */

import { BrowserShelf, browserStorage } from "./browser_shelf.js";
import { openCard, peoplePage } from "./cards.js";
import { debriefPage } from "./debrief_page.js";
import { howFar } from "./how_far.js";
import { markdownExport } from "./handed_in.js";
import { footButtons, keysPage, listenToKeys, morePage, onScreenKeyboard } from "./keys.js";
import { Looks } from "./looks.js";
import { moment } from "./moment.js";
import { notebookPage } from "./notebook_page.js";
import { ordinal } from "./numbers.js";
import { button, element } from "./page_parts.js";
import { paperPage } from "./paper_page.js";
import { jsonExport } from "./path_export.js";
import { pathPage } from "./path_page.js";
import { Playthrough } from "./playthrough.js";
import { fit } from "./rebase.js";
import { ruler } from "./ruler.js";
import { fileName, handIn } from "./save_files.js";
import { read, stamp, Unreadable } from "./save.js";
import { afterPage, scenePage, whyPage } from "./scene_page.js";
import { searchPage } from "./search_page.js";
import { settingsPage } from "./settings_page.js";
import { sheetPage, sheetToTurn } from "./sheet_page.js";
import { Sitting } from "./sitting.js";
import { titlePage } from "./title_page.js";
import { Trail } from "./trail.js";

/** Pages that lie beside play: one goes back from them to where one was. @type {View[]} */
const ASIDE = ["paper", "notebook", "path", "people", "search", "settings", "more", "keys"];

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
    this.main = element("main", { id: "main" });
    this.status = element("p", { role: "status" });
    this.top = element("header", { id: "top" });
    this.foot = element("nav", { id: "foot", "aria-label": "Pages and ways" });
    this.sitting = this.begun();
    /** @type {[View, string]} */
    this.shown = ["title", ""];
    /** Where one goes back to from a page beside play. @type {[View, string][]} */
    this.below = [];
    this.trail = new Trail(this);
    /** Do at once what the page that is shown has left for later. */
    this.finish = () => {};
    document.body.append(this.top, this.main, this.status, this.foot);
    window.addEventListener("beforeprint", () => this.finish());
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
  begun() {
    this.shelf.putDown();
    return this.seated(Playthrough.begin(this.game, this.plays.chapter, this.plays.route), { player: this.name });
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
    if (message && message !== this.status.textContent) this.say(message);
  }

  /** Tell the player something; a screen reader reads it out. @param {string} message */
  say(message) {
    this.status.textContent = message;
  }

  /**
   * Show a page. Without a view it is where play stands: the scene, or the debrief at the end.
   * @param {View | undefined} view
   * @param {string} about
   */
  show(view = undefined, about = "") {
    const wanted = view === "scene" || !view ? (this.sitting.play.ended ? "debrief" : "scene") : view;
    if (!ASIDE.includes(wanted)) this.below = [];
    else if (this.shown[0] !== wanted) this.below = [...this.below.filter(([each]) => each !== wanted), this.shown];
    this.turnTo([wanted, about]);
  }

  /** Stand where the browser has gone to, as far as it is still there. @param {import("./trail.js").Place | undefined} place */
  stand(place) {
    if (place?.of !== this.sitting.begun) return this.show("title");
    const { view, about, scene, depth } = place;
    this.sitting.goTo(depth);
    const { play } = this.sitting;
    const gone = play.scene.id !== scene && !ASIDE.includes(view);
    const shut = view === "why" && !play.openOptions.includes(play.optionOf(about));
    this.show(gone || shut || (view === "sheet" && !sheetToTurn(this)) ? undefined : view, about);
  }

  /** Back from a page beside play. */
  back() {
    const [view, about] = this.below.at(-1) ?? ["scene", ""];
    this.below = this.below.slice(0, -1);
    this.turnTo([view === "scene" && this.sitting.play.ended ? "debrief" : view, about]);
  }

  /** @param {[View, string]} shown */
  turnTo(shown) {
    this.tellsTraces = false;
    this.shown = shown;
    this.draw();
    this.trail.add();
    window.scrollTo(0, 0);
    const line = shown[0] === "search" || !onScreenKeyboard() ? this.main.querySelector("#because, #search") : null;
    /** @type {HTMLElement | null} */ (line ?? this.main.querySelector("h1"))?.focus();
  }

  /** The button that leads back. */
  goBack() {
    return element("p.go-on", {}, button("Back", () => this.back(), { class: "main" }));
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
    const made = {
      title: () => titlePage(this),
      scene: () => scenePage(this),
      why: () => whyPage(this, about),
      after: () => afterPage(this),
      paper: () => paperPage(this, about),
      debrief: () => debriefPage(this),
      notebook: () => notebookPage(this),
      path: () => pathPage(this),
      people: () => peoplePage(this),
      search: () => searchPage(this, about),
      settings: () => settingsPage(this),
      sheet: () => sheetPage(this),
      more: () => morePage(this),
      keys: () => keysPage(this),
    }[view]();
    const beside = ["scene", "why"].includes(view) ? "scene-page" : view === "paper" ? "paper-page" : "";
    this.main.className = beside;
    this.main.replaceChildren(...element("div", {}, ...made).childNodes);
    this.top.replaceChildren(...(view === "title" ? [] : this.head(view === "paper" ? about : "")));
    this.foot.replaceChildren(...footButtons(this));
  }

  /** Case and chapter, which decision, and the years. @param {string} paper */
  head(paper) {
    const { play } = this.sitting;
    const { chapterTitle, decisionNumber } = moment(play);
    const end = play.chapterOver ? "the end of this part" : "the end of this path";
    const here = element("span", {}, play.ended ? end : ordinal(decisionNumber, "decision"));
    if (!play.ended) setTimeout(() => here.isConnected && this.tellHowFar(here));
    return [
      element("div.head", {},
        element("span.case", {}, this.game.case.title, chapterTitle && element("span.quiet", {}, ` · ${chapterTitle}`)),
        here),
      ruler(this, paper),
    ];
  }

  /** How much is left takes a moment to work out: nobody waits for it. @param {HTMLElement} here */
  tellHowFar(here) {
    const { play } = this.sitting;
    const [which, ...more] = this.far?.of === play ? this.far.parts : howFar(play);
    this.far = { of: play, parts: [which, ...more] };
    here.replaceChildren(which, more.length ? element("span.less", {}, ` · ${more.join(" · ")}`) : "");
  }

  /** The text of the present scene, in the blocks that show. */
  texts() {
    const now = moment(this.sitting.play);
    return this.easier && now.simpler.length ? now.simpler : now.paragraphs;
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

  passOver() {
    this.sitting.passOver();
    this.onwards();
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
    handIn(markdownExport(play, new Date(), wanted), fileName(this.sitting).replace(/json$/, "md"));
  }

  exportAsData() {
    const { play, begun, player, name } = this.sitting;
    const about = { begun, played: stamp(new Date()), player: player || name };
    handIn(jsonExport(play, about, this.looks.set.tell !== "end"), fileName(this.sitting, "export"));
  }

  saveToFile() {
    handIn(this.sitting.content, fileName(this.sitting));
  }
}
