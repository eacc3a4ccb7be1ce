/**
 * What a page has from the machine that serves it: the shelf that the terminal plays from, or the word that its author
 * has saved.
 */

/** As much of a browser's storage as the shelf uses; what is set is sent on, one after the other. */
export class ServedStorage {
  /** The playthroughs of a case that lie on the shelf. @param {string} prefix @param {string} place */
  static async opened(prefix, place) {
    const { saves } = await (await fetch(`${place}saves`)).json();
    return new ServedStorage(prefix, place, saves);
  }

  /** @param {string} prefix @param {string} place @param {Record<string, string>} saves */
  constructor(prefix, place, saves) {
    this.prefix = prefix;
    this.place = place;
    this.found = new Map(Object.entries(saves).map(([name, content]) => [prefix + name, content]));
    /** What lies on the shelf: its name there, and its content when this page last knew it. @type {Map<string, {name: string, content: string}>} */
    this.there = new Map(Object.entries(saves).map(([name, content]) => [prefix + name, { name, content }]));
    this.sent = Promise.resolve();
    /** How much is on its way to the shelf. */
    this.underWay = 0;
    /** @type {(message: string) => void} */
    this.say = () => {};
  }

  get length() {
    return this.found.size;
  }

  /** @param {number} place */
  key(place) {
    return [...this.found.keys()][place] ?? null;
  }

  /** @param {string} key */
  getItem(key) {
    return this.found.get(key) ?? null;
  }

  /** @param {string} key @param {string} content */
  setItem(key, content) {
    this.found.set(key, content);
    this.inTurn(async () => {
      const { name, content: before } = this.there.get(key) ?? { name: "new", content: "" };
      const kept = await this.ask(`saves/${encodeURIComponent(name)}`, { content: this.found.get(key) ?? content, before });
      if (kept?.name) this.there.set(key, kept);
    });
  }

  /** @param {string} key */
  removeItem(key) {
    this.found.delete(key);
    this.inTurn(async () => {
      const there = this.there.get(key);
      if (there) await this.ask(`delete/${encodeURIComponent(there.name)}`, {});
    });
  }

  /** Done once all that came before it is done. @param {() => Promise<void>} work */
  inTurn(work) {
    this.underWay += 1;
    this.sent = this.sent.then(work).finally(() => { this.underWay -= 1; });
  }

  /** @param {string} what @param {object} body */
  async ask(what, body) {
    try {
      const answer = await (await fetch(this.place + what, { method: "POST", body: JSON.stringify(body) })).json();
      if (answer.message) this.say(answer.message);
      return answer;
    } catch {
      this.say("The library has been closed on this machine, and nothing more is kept. Play on, and save to a file before you leave.");
      return null;
    }
  }
}

/** Load the page again when its author has saved. @param {string} seen   The reading that this page shows. @param {() => void} before */
export async function watch(seen, before) {
  try {
    const answer = await fetch(`changed/${seen}`);
    if (answer.ok && (await answer.text()) !== seen) {
      before();
      location.reload();
      return;
    }
  } catch {
    await new Promise((done) => setTimeout(done, 1000));
  }
  watch(seen, before);
}
