/**
 * Which page is shown, and what leads from one to another. Whatever a page shows is derived from the playthrough.
 *
 * @typedef {"title" | "scene" | "why" | "after" | "paper" | "debrief"} View
 */

import { BrowserShelf, browserStorage } from "./browser_shelf.js";
import { debriefOf } from "./debrief.js";
import { debriefPage } from "./debrief_page.js";
import { moment } from "./moment.js";
import { button, element, prose } from "./page_parts.js";
import { paperPage } from "./paper_page.js";
import { Playthrough } from "./playthrough.js";
import { fit } from "./rebase.js";
import { read, Unreadable } from "./save.js";
import { afterPage, scenePage, whyPage } from "./scene_page.js";
import { Sitting } from "./sitting.js";
import { titlePage } from "./title_page.js";

export class Pages {
  /**
   * @param {import("./playthrough.js").Game} game
   * @param {import("./model").CasePart} plays   What this file plays of its case.
   */
  constructor(game, plays) {
    this.game = game;
    this.plays = plays;
    this.easier = false;
    this.shelf = new BrowserShelf(game.case.id, browserStorage());
    this.main = element("main", { id: "main" });
    this.status = element("p", { role: "status" });
    this.top = element("nav", { "aria-label": "Your place" });
    this.sitting = this.begun();
    /** @type {[View, string]} */
    this.shown = ["title", ""];
    document.body.append(this.top, this.main, this.status);
    document.body.addEventListener("click", (event) => this.followLink(event));
  }

  /** A playthrough at its beginning; it is kept from its first change on. */
  begun() {
    this.shelf.putDown();
    return new Sitting(Playthrough.begin(this.game, this.plays.chapter, this.plays.route), { keep: (sitting) => this.keep(sitting) });
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
    this.sitting = new Sitting(play, { keep: (sitting) => this.keep(sitting), begun, bookmark, player, name });
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
    this.shown = [wanted, about];
    this.draw();
    window.scrollTo(0, 0);
    this.main.querySelector("h1")?.focus();
  }

  /** Draw the same page again, and stay where the reader is. @param {string} focus */
  again(focus) {
    this.draw();
    /** @type {HTMLElement | null} */ (this.main.querySelector(focus))?.focus();
  }

  draw() {
    const [view, about] = this.shown;
    const made = {
      title: () => titlePage(this),
      scene: () => scenePage(this),
      why: () => whyPage(this, about),
      after: () => afterPage(this),
      paper: () => paperPage(this, about),
      debrief: () => debriefPage(this),
    }[view]();
    this.main.replaceChildren(...element("div", {}, ...made).childNodes);
    const playing = view !== "title";
    this.top.replaceChildren(...(playing ? this.wayBack() : []));
  }

  wayBack() {
    const { play, ahead } = this.sitting;
    const chapter = moment(play).chapterTitle;
    return [
      element("span.case", {}, chapter ? `${this.game.case.title} · ${chapter}` : this.game.case.title),
      button("Back one choice", () => this.undo(), { disabled: play.depth === 0 }),
      ...(ahead.length ? [button("Forward", () => { this.sitting.redo(); this.show(); })] : []),
      button("Save to a file", () => this.saveToFile()),
      button("Leave", () => this.show("title")),
    ];
  }

  /** The text of the present scene, in the blocks that show. */
  texts() {
    const now = moment(this.sitting.play);
    return this.easier && now.simpler.length ? now.simpler : now.paragraphs;
  }

  // --- going on and back

  goOn() {
    this.sitting.change(this.sitting.play.goOn());
    this.show();
  }

  unfold() {
    this.sitting.unfold();
    this.show();
  }

  passOver() {
    this.sitting.passOver();
    this.show();
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

  undo() {
    this.sitting.undo();
    this.show();
  }

  /** @param {string} id */
  openPaper(id) {
    this.sitting.change(this.sitting.play.open(id));
    this.show("paper", id);
  }

  /** Write a line of the plan: the claim of her own, or what the source is worth. @param {string} line @param {string} said */
  writePlan(line, said) {
    const { play } = this.sitting;
    const source = debriefOf(play).plan.source?.id ?? "";
    const about = line === "limits" ? "limits" : "worth";
    this.sitting.change(line === "thesis" ? play.putForward(said) : play.note(said, source, about));
    this.again(`#write-${line}`);
  }

  // --- in place

  /** What is underlined opens a card in place. @param {MouseEvent} event */
  followLink(event) {
    const link = /** @type {HTMLElement} */ (event.target).closest?.("a[href^='#']");
    if (!link) return;
    const [kind, id] = (link.getAttribute("href") ?? "").slice(1).split(":", 2);
    event.preventDefault();
    if (kind === "document") this.openPaper(id);
    else this.openCard(link, kind, id);
  }

  /** @param {Element} link @param {string} kind @param {string} id */
  openCard(link, kind, id) {
    const { case: told } = this.game;
    const place = link.closest("p, li, h2") ?? link;
    const open = place.nextElementSibling;
    if (open?.classList.contains("card")) open.remove();
    if (open?.getAttribute("data-about") === `${kind}:${id}`) return;
    const card = element("aside.card", { "data-about": `${kind}:${id}`, role: "note" });
    const person = kind === "person" ? told.people?.[id] : undefined;
    const term = kind === "term" ? told.terms?.[id] : undefined;
    const knows = this.sitting.play.ended || this.sitting.play.scene.stance === "archive";
    if (person) {
      card.append(element("strong", {}, person.name), " ", [person.post, knows && person.life].filter(Boolean).join(", "));
      if (person.composite) card.append(element("p", {}, "An invented person, who stands for others so placed."));
      if (knows) card.append(prose("div", person.fate));
    } else if (term) card.append(element("strong", {}, term.title), prose("div", term.text));
    else card.append(kind === "source" ? (told.sources?.[id]?.title ?? id) : id);
    card.append(button("Close", () => { card.remove(); /** @type {HTMLElement} */ (link).focus(); }));
    place.after(card);
  }

  // --- files

  saveToFile() {
    const { content, play } = this.sitting;
    const name = [play.case.id, play.chapter ?? play.part.route, new Date().toISOString().slice(0, 10)].filter(Boolean).join("-");
    const file = URL.createObjectURL(new Blob([content], { type: "application/json" }));
    element("a", { href: file, download: `${name}.json` }).click();
    setTimeout(() => URL.revokeObjectURL(file), 60000);
  }
}
