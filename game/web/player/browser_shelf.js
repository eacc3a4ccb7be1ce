/**
 * Playthroughs in this browser's storage, each as its save file. A browser that refuses is met with a sentence.
 *
 * @typedef {import("./save.js").Written} Written
 * @typedef {{key: string, content: string, save: Written}} Shelved
 */

import { read, Unreadable } from "./save.js";

export const CANNOT_KEEP =
  "This browser keeps nothing for this page (a private window, or a page opened as a file, may be why). " +
  "Play on, and save to a file before you close it.";

export class BrowserShelf {
  /**
   * @param {string} caseId
   * @param {Storage | null} storage   null where the browser has none for this page.
   */
  constructor(caseId, storage) {
    this.prefix = `historian:${caseId}:`;
    this.storage = storage;
    /** What was last written under the present playthrough's key, to notice another tab. */
    this.last = "";
    this.key = "";
  }

  /** The playthroughs of this case that can be read, the one last played first. @returns {Shelved[]} */
  all() {
    const found = [];
    for (const key of this.keys()) {
      const content = this.storage?.getItem(key) ?? "";
      try {
        found.push({ key, content, save: read(content) });
      } catch (error) {
        if (!(error instanceof Unreadable)) throw error;
      }
    }
    return found.sort((one, other) => (one.save.played < other.save.played ? 1 : -1));
  }

  keys() {
    const { storage, prefix } = this;
    if (!storage) return [];
    return Array.from({ length: storage.length }, (_, place) => storage.key(place) ?? "").filter((key) => key.startsWith(prefix));
  }

  /** Go on with a playthrough that is kept here. @param {Shelved} shelved */
  takeUp({ key, content }) {
    this.key = key;
    this.last = content;
  }

  /** What is kept next is another playthrough. */
  putDown() {
    this.key = this.last = "";
  }

  /**
   * Keep a playthrough. Gives what must be said, usually nothing.
   * @param {string} content
   */
  keep(content) {
    const { storage } = this;
    if (!storage) return CANNOT_KEEP;
    try {
      const elsewhere = this.key && storage.getItem(this.key) !== this.last;
      if (!this.key || elsewhere) this.key = this.freeKey();
      storage.setItem(this.key, content);
      this.last = content;
      return elsewhere ? "Another tab has gone on with this playthrough. Yours goes on by itself; neither is lost." : "";
    } catch {
      return CANNOT_KEEP;
    }
  }

  freeKey() {
    const taken = new Set(this.keys());
    let number = 1;
    while (taken.has(`${this.prefix}${number}`)) number += 1;
    return `${this.prefix}${number}`;
  }

  /** @param {string} key */
  delete(key) {
    this.storage?.removeItem(key);
    if (this.key === key) this.putDown();
  }
}

/** The storage of this page; null where the browser refuses. */
export function browserStorage() {
  try {
    const storage = window.localStorage;
    storage.setItem("historian:try", "");
    storage.removeItem("historian:try");
    return storage;
  } catch {
    return null;
  }
}
