/**
 * What a reader has set for every case that she reads in this browser: how it looks, and when what happened is told.
 *
 * @typedef {{id: string, name: string, about: string, values: Record<string, string>}} Choosable
 */

import { browserStorage } from "./browser_shelf.js";

const KEPT_AS = "historian-settings";
const LARGEST_SETTINGS = 10000;

/** The settings with their values in words; the first of them is the usual one. @type {Choosable[]} */
const CHOOSABLE = [
  { id: "palette", name: "Colours", about: "", values: {
    system: "as this device is set", "reading-room": "reading room: light on dark", paper: "paper: dark on light",
    "high-contrast": "high contrast: white on black" } },
  { id: "size", name: "Size of the letters", about: "", values: {
    usual: "usual", large: "large", larger: "larger", largest: "largest, for a wall" } },
  { id: "spacing", name: "Space between the lines", about: "", values: { usual: "usual", wide: "wide", wider: "wider" } },
  { id: "letter", name: "Letter", about: "", values: { book: "as in a book", plain: "plainer" } },
  { id: "reading", name: "Reading", about: "The easier text has shorter sentences. Nothing is lost.", values: {
    full: "the full text", easier: "easier, where there is one" } },
  { id: "tell", name: "When to tell what happened", about: "Knowing it undoes nothing: what you choose later is still yours.",
    values: { chapter: "at the end of each chapter", decision: "after each decision", end: "at the end" } },
  { id: "motion", name: "Motion", about: "Nothing here blinks or makes a sound.", values: {
    system: "as this device is set", none: "none" } },
  { id: "keys", name: "Single keys", about: "Digits choose, n opens the notebook, and so on.", values: {
    on: "act", off: "do nothing" } },
];

export class Looks {
  /** @param {Record<string, import("./model").Exam>} exams */
  constructor(exams = {}) {
    this.storage = browserStorage();
    const named = Object.entries(exams).map(([id, { name, as_of }]) => [id, `${name}, as of ${as_of}`]);
    const about = "What the parts of your plan are labelled by in the debrief. The scenes know nothing of it.";
    const exam = { id: "exam", name: "Exam", about, values: Object.fromEntries([["none", "none"], ...named]) };
    /** @type {Choosable[]} */
    this.choosable = named.length ? [...CHOOSABLE, exam] : CHOOSABLE;
    /** @type {Record<string, string>} */
    this.set = Object.fromEntries(this.choosable.map(({ id, values }) => [id, Object.keys(values)[0]]));
    Object.assign(this.set, this.kept());
    /** What she has set where somebody else says it now. @type {Record<string, string>} */
    this.hers = {};
    for (const wish of ["(prefers-color-scheme: light)", "(prefers-contrast: more)"]) {
      matchMedia(wish).addEventListener("change", () => this.show());
    }
    this.show();
  }

  /** What was kept, as far as it is one of our values. @returns {Record<string, string>} */
  kept() {
    try {
      const content = this.storage?.getItem(KEPT_AS) ?? "{}";
      const found = content.length > LARGEST_SETTINGS ? null : JSON.parse(content);
      const fits = this.choosable.filter(({ id, values }) => Object.hasOwn(found ?? {}, id) && Object.hasOwn(values, String(found[id])));
      return Object.fromEntries(fits.map(({ id }) => [id, String(found[id])]));
    } catch {
      return {};
    }
  }

  /** @param {string} id @param {string} value */
  change(id, value) {
    this.set = { ...this.set, [id]: value };
    this.show();
    try {
      this.storage?.setItem(KEPT_AS, JSON.stringify({ ...this.set, ...this.hers }));
    } catch {
      // It holds for now; the shelf says that this browser keeps nothing.
    }
  }

  /** Somebody else says how this is set, as long as the page is there. @param {string} id @param {string} value */
  fix(id, value) {
    this.hers[id] = this.set[id];
    this.set = { ...this.set, [id]: value };
    this.choosable = this.choosable.filter((each) => each.id !== id);
    this.show();
  }

  /** The palette that is shown: the one that was set, or the system's wish. */
  get palette() {
    const { palette } = this.set;
    if (palette !== "system") return palette;
    if (matchMedia("(prefers-contrast: more)").matches) return "high-contrast";
    return matchMedia("(prefers-color-scheme: light)").matches ? "paper" : "reading-room";
  }

  /** On to the next palette. */
  nextPalette() {
    const known = Object.keys(CHOOSABLE[0].values).slice(1);
    this.change("palette", known[(known.indexOf(this.palette) + 1) % known.length]);
  }

  /** The style sheet follows attributes of the root. */
  show() {
    Object.assign(document.documentElement.dataset, this.set, { palette: this.palette });
  }
}
