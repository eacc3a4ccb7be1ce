/**
 * The browser's own Back and Forward, and the gesture of a phone, go from page to page of the player.
 *
 * Each page that is shown is an entry of the browser's history. To go to one is to stand again after as many steps of
 * the line as then; nothing on it is lost, as with one step back.
 *
 * @typedef {import("./pages.js").Pages} Pages
 * @typedef {{of: string, view: import("./pages.js").View, about: string, scene: string, depth: number}} Place
 * @typedef {{number: number, place: Place}} Entry
 */

export class Trail {
  /** @param {Pages} pages */
  constructor(pages) {
    this.pages = pages;
    /** The entries that this page has made, by their numbers; the present one. @type {Place[]} */
    this.places = [];
    this.number = -1;
    /** Whether the browser is going; what it shows is no new entry. */
    this.going = false;
    history.scrollRestoration = "manual";
    window.addEventListener("popstate", (event) => this.goneTo(event.state));
  }

  /** What is shown, and where play stands. @returns {Place} */
  get here() {
    const { sitting: { begun, play }, shown: [view, about] } = this.pages;
    const where = view === "title" ? { of: "", scene: "", depth: 0 } : { of: begun, scene: play.scene.id, depth: play.depth };
    return { ...where, view, about };
  }

  /** Another page is shown. One that leads back to the page before it takes the place of what it leaves. */
  add() {
    const place = this.here;
    if (this.going || same(place, this.places[this.number])) return;
    const goesOn = this.number >= 0 && !same(place, this.places[this.number - 1]);
    this.number = goesOn ? this.number + 1 : Math.max(this.number, 0);
    this.places = [...this.places.slice(0, this.number), place];
    const entry = { number: this.number, place };
    try {
      if (goesOn) history.pushState(entry, "");
      else history.replaceState(entry, "");
    } catch {
      // A browser that takes no more entries keeps those that it has.
    }
  }

  /** The browser has gone to an entry; one that shows what is shown already is passed over. @param {Entry | null} entry */
  goneTo(entry) {
    const on = entry ? Math.sign(entry.number - this.number) : 0;
    this.number = entry?.number ?? 0;
    if (on && same(entry?.place, this.here)) return history.go(on);
    this.going = true;
    this.pages.stand(entry?.place);
    this.going = false;
  }
}

/** @param {Place | undefined} one @param {Place | undefined} other */
function same(one, other) {
  return JSON.stringify(one) === JSON.stringify(other);
}
