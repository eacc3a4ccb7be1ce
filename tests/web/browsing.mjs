// Plays published pages in a real browser, as people do, and tells as JSON what was seen.
//   node browsing.mjs BROWSER PAGE SCENARIO [ARGUMENT…]        BROWSER is where Chromium is joined, or the path of Firefox

import { readFile } from "node:fs/promises";
import { click, comesTo, ownBrowser, PATIENCE } from "./own_browser.mjs";

const [program, page, scenario, ...given] = process.argv.slice(2);
const isFirefox = /firefox/.test(program);
const { context: browser, leave } = await ownBrowser(program);
const seen = { console: [], requests: [], wide: [], states: [], axe: [], said: [] };

async function opened(address = page, { width = 1366, height = 768, touch = false, before } = {}) {
  const tab = await browser.newPage();
  tab.setDefaultTimeout(PATIENCE);
  await tab.setViewport({ width, height, hasTouch: touch, isMobile: touch });
  tab.on("request", (request) => seen.requests.push(request.url().slice(0, 100)));
  tab.on("console", (message) => seen.console.push(message.text()));
  tab.on("pageerror", (error) => seen.console.push(String(error)));
  if (before) await tab.evaluateOnNewDocument(before);
  await tab.goto(address);
  await tab.waitForSelector("main h1");
  return tab;
}

/** A tap, and what it does: the click follows the finger in its own time. */
async function tapped(tab, selector) {
  await tab.waitForSelector(selector);
  await tab.evaluate(() => {
    window.clicked = false;
    window.addEventListener("click", () => (window.clicked = true), { capture: true, once: true });
  });
  await tab.tap(selector);
  await comesTo(tab, `a tap on ${selector} is a click`, () => window.clicked);
}
const heading = (tab) => tab.$eval("main h1", (found) => found.textContent);
const told = (tab) => tab.$eval("#bottom > [role=status]", (found) => found.textContent);
const saves = (tab) => tab.evaluate(() => Object.entries(localStorage).filter(([key]) => key.startsWith("historian:")).map(([, save]) => save));
const where = (tab) => tab.evaluate(() => ({
  title: document.querySelector("main h1").textContent,
  wide: document.documentElement.scrollWidth > window.innerWidth,
  said: document.querySelector("#bottom > [role=status]").textContent,
  choice: Boolean(document.querySelector("button.choice")),
  why: Boolean(document.querySelector("#because")),
  debrief: Boolean(document.querySelector("#plan")),
}));

/** On by what stands first, until the debrief; a tap where there are fingers. */
async function playedOn(tab, { touch = false, steps = 400 } = {}) {
  for (let step = 0; step < steps; step += 1) {
    const now = await where(tab);
    seen.states.push(now.title);
    seen.said.push(now.said);
    if (now.wide) seen.wide.push(now.title);
    if (now.debrief) return;
    if (now.why) await tab.type("#because", "The papers say so.");
    const on = now.why ? "button.commit" : now.choice ? "button.choice" : "main button.main";
    if (!touch) await click(tab, on);
    else {
      await tab.$eval(on, (found) => found.scrollIntoView({ block: "center" }));
      await tapped(tab, on);
    }
  }
}

/** The button with these words. */
const pressing = (tab, words) => tab.evaluate((wanted) => {
  const found = [...document.querySelectorAll("button, summary")].find((each) => each.textContent === wanted && each.checkVisibility());
  if (!found) throw new Error(`there is no button ${wanted}`);
  found.click();
}, words);

/** The debrief as it comes onto paper. */
async function print(tab) {
  await tab.emulateMediaType("print");
  seen.printed = await tab.evaluate(() => getComputedStyle(document.querySelector("#foot")).display === "none" &&
    getComputedStyle(document.documentElement).backgroundColor === "rgb(255, 255, 255)" &&
    ![...document.querySelectorAll("main button:not(.slip, [aria-pressed='true'])")].some((each) => each.checkVisibility()));
  seen.pdf = (await tab.pdf({ format: "A4" })).length;
  await tab.emulateMediaType(null);
}

const scenarios = {
  /** A whole case to its printed debrief, reloaded in the middle. */
  async whole(width, height) {
    const touch = Number(width) < 800 && !isFirefox;
    const tab = await opened(page, { width: Number(width), height: Number(height), touch });
    await click(tab, "main .go-on button");
    await playedOn(tab, { touch, steps: 6 });
    await tab.reload();
    await click(tab, ".kept button.main");
    await playedOn(tab, { touch });
    seen.saves = await saves(tab);
    seen.parts = await tab.evaluate(() => {
      window.dispatchEvent(new Event("beforeprint"));
      return [...document.querySelectorAll(".part[id]")].filter((part) => part.children.length > 1 || part.id === "role").map((part) => part.id);
    });
    if (!isFirefox) await print(tab);
  },

  /** By keyboard alone through every page that there is, in three palettes, and what axe finds there. */
  async keyboard(axePath) {
    const axe = await readFile(axePath, "utf-8");
    const tab = await opened();
    await tab.evaluate(axe);
    const pressed = async (...keys) => {
      for (const key of keys) await tab.keyboard.press(key);
    };
    const look = async (name) => {
      seen.states.push([name, await heading(tab), await tab.evaluate(() => document.activeElement?.matches("h1, input, textarea, button, h2, aside") ?? false)]);
      const found = await tab.evaluate(async () => {
        const all = [];
        for (const palette of ["paper", "high-contrast", "reading-room"]) {
          document.documentElement.dataset.palette = palette;
          // Palettes differ in colours alone, so all else is looked at in one of them.
          const only = palette === "reading-room" ? {} : { runOnly: ["color-contrast", "link-in-text-block"] };
          const { violations } = await axe.run(document, { resultTypes: ["violations"], ...only });
          all.push(...violations.map(({ id, nodes }) => [palette, id, nodes[0].html.slice(0, 120)]));
        }
        return all;
      });
      seen.axe.push(...found.map((each) => [name, ...each]));
    };
    const tabbedTo = async (selector) => {
      for (let count = 0; count < 60; count += 1) {
        if (await tab.evaluate((wanted) => document.activeElement.matches(wanted), selector)) return;
        await pressed("Tab");
      }
      throw new Error(`the keyboard does not come to ${selector}`);
    };
    seen.listens = await tab.$eval("#bottom > [role=status]", (found) => !found.textContent && found.checkVisibility());
    await look("title");
    await tabbedTo("#name");
    await tab.keyboard.type("Seat 7");
    await tabbedTo("main .go-on button");
    await pressed("Enter");
    while (!(await tab.$("button.choice"))) {
      await look("passage");
      await tabbedTo("main button.main");
      await pressed("Enter");
    }
    await look("scene");
    for (const [key, name] of [["n", "notebook"], ["m", "path"], ["w", "people"], ["/", "search"], ["o", "settings"], ["?", "keys"], ["x", "hand-in"]]) {
      await pressed(key);
      if (name === "search") await tab.keyboard.type("the");
      await look(name);
      await pressed("Escape");
    }
    if (await tab.$("main .text a")) {
      await tabbedTo("main .text a");
      await pressed("Enter");
      await look("card");
      await pressed("Escape");
    }
    await pressed("d", "Enter");
    await look("paper");
    await tabbedTo("#note");
    await tab.keyboard.type("A line of mine.");
    await pressed("Enter");
    await look("paper judged");
    await pressed("Escape");
    await pressed("1");
    await look("why");
    await tab.keyboard.type("the papers say so");
    await pressed("Enter");
    await look("after");
    await pressed("m");
    await look("path taken");
    await tabbedTo('[aria-label^="What followed"]');
    await pressed("Enter");
    await look("followed");
    await pressed("Escape", "Escape");
    await tabbedTo("#foot button:last-child");
    await pressed("Enter");
    await look("more");
    await pressed("Escape");
    for (let step = 0; step < 60 && !(await tab.$("#plan")); step += 1) {
      const now = await where(tab);
      if (await tab.$(".turned")) {
        await look("sheet");
        (seen.signs ??= []).push(...await tab.$$eval("dt[data-sign]", (found) =>
          found.map((each) => getComputedStyle(each, "::before").content + each.textContent)));
      }
      if (now.choice) await pressed("1");
      else if (now.why) await pressed("Enter");
      else {
        await tabbedTo("main button.main");
        await pressed("Enter");
      }
    }
    await look("debrief");
    await tab.evaluate(() => window.dispatchEvent(new Event("beforeprint")));
    for (const part of await tab.$$("details.part")) {
      await part.evaluate((found) => found.querySelector("summary").focus());
      await pressed("Enter");
    }
    await tabbedTo(".marks button");
    await pressed("Enter");
    await look("library");
    seen.marked = await tab.evaluate(() => [document.activeElement.textContent, document.activeElement.ariaPressed,
      document.querySelectorAll("details.part:not([open])").length, document.querySelector("#claims").textContent]);
    seen.blocks = await tab.$$eval(".bars li", (found) => found.map((each) => [each.querySelectorAll("i").length, each.lastChild.textContent]));
    await pressed("/");
    await tab.keyboard.type("asked for help");
    await tabbedTo("main li button");
    await pressed("Enter");
    seen.found = await tab.evaluate(() => [document.activeElement.textContent, document.querySelector("#claims").open]);
    await tabbedTo(".marks button");
    await pressed("c");
    await look("turned");
    seen.saves = await saves(tab);
    await pressed("Escape");
    seen.cameBack = await tab.evaluate(() => document.activeElement.matches(".marks button"));
    await pressing(tab, "Your plan");
    seen.steps = await tab.evaluate(() => [document.activeElement.textContent, document.title]);
    await print(tab);
    seen.onPaper = await tab.$eval(".whose-paper", (found) => found.textContent);
  },

  /** On a phone: what a finger reaches, and that a page is found again where it was left. */
  async by_hand() {
    const tab = await opened(page, { width: 320, height: 568, touch: true });
    const reach = async (selector) => {
      await (await tab.waitForSelector(selector)).scrollIntoView();
      await tapped(tab, selector);
    };
    seen.atFoot = [await tab.$$eval("#foot button", (found) => found.filter((each) => each.checkVisibility()).map((each) => each.textContent))];
    await reach("main .go-on button");
    while (!(await tab.$("button.slip"))) await reach("main button.main");
    seen.atFoot.push(await tab.$$eval("#foot button", (found) => found.filter((each) => each.checkVisibility()).map((each) => each.textContent)));
    await reach("button.slip");
    await pressing(tab, "Back");
    seen.cameBack = await tab.evaluate(() => window.scrollY > 0 && document.activeElement.matches("button.slip"));
    const scene = await heading(tab);
    await pressing(tab, "more");
    await pressing(tab, "Pass over this scene");
    seen.passed = [scene !== (await heading(tab)), await told(tab)];
    await tab.evaluate(() => (document.documentElement.dataset.size = "largest"));
    seen.spills = await tab.evaluate(() => [...document.querySelectorAll("main *, #foot *")].some((each) => each.getBoundingClientRect().right > window.screen.width + 1));
    await tab.evaluate(() => (document.documentElement.dataset.size = "usual"));
    await pressing(tab, "more");
    await pressing(tab, "Save or hand in");
    await tab.type("#name", "Seat 9");
    await pressing(tab, "Hand in");
    seen.told = await told(tab);
    seen.saves = await saves(tab);
  },

  /** A browser that keeps nothing, and the save file as the way out. */
  async refused() {
    const tab = await opened(page, {
      before: () => {
        Object.defineProperty(window, "localStorage", { get() { throw new DOMException("no", "SecurityError"); } });
        const made = URL.createObjectURL;
        URL.createObjectURL = (blob) => { blob.text().then((text) => (window.handedIn = text)); return made.call(URL, blob); };
        HTMLAnchorElement.prototype.click = function () { window.fileName = this.download; };
      },
    });
    await tab.type("#name", "Amira Ö. 7/b");
    await click(tab, "main .go-on button");
    await playedOn(tab, { steps: 6 });
    await tab.keyboard.press("Escape");
    await tab.evaluate(() => document.activeElement.blur());
    await tab.keyboard.press("x");
    const leaves = () => tab.evaluate(() => window.dispatchEvent(new Event("beforeunload", { cancelable: true })));
    seen.leaves = [await leaves()];
    await pressing(tab, "Hand in");
    await comesTo(tab, "a file is handed out", () => window.handedIn);
    seen.leaves.push(await leaves());
    seen.handedIn = await tab.evaluate(() => [window.fileName, window.handedIn]);
  },

  /** To the debrief; a name typed there, printed with and without the library, and handed in. */
  async handed_in(name, chosen) {
    const tab = await opened(page, {
      before: () => {
        const made = URL.createObjectURL;
        URL.createObjectURL = (blob) => { blob.text().then((text) => (window.handedIn = text)); return made.call(URL, blob); };
        HTMLAnchorElement.prototype.click = function () { window.fileName = this.download; };
        const open = () => [...document.querySelectorAll("details.part[open]")].length;
        window.printed = [];
        window.print = () => window.printed.push(open());
      },
    });
    await click(tab, "main .go-on button");
    await click(tab, `[data-choice="${chosen}"]`);
    await playedOn(tab);
    await tab.type("#name", name);
    await tab.evaluate(() => window.dispatchEvent(new Event("beforeprint")));
    for (const button of await tab.$$("main .go-on button")) {
      if ((await button.evaluate((found) => found.textContent)).startsWith("Print")) await button.evaluate((found) => found.click());
    }
    seen.exported = [];
    for (const button of await tab.$$("main .go-on button")) {
      if (!(await button.evaluate((found) => found.textContent)).startsWith("Export")) continue;
      await tab.evaluate(() => (window.handedIn = ""));
      await button.evaluate((found) => found.click());
      await comesTo(tab, "a file is handed out", () => window.handedIn);
      seen.exported.push(await tab.evaluate(() => [window.fileName, window.handedIn]));
    }
    await tab.evaluate(() => (window.handedIn = ""));
    await click(tab, "main button.main");
    await comesTo(tab, "a file is handed out", () => window.handedIn);
    Object.assign(seen, await tab.evaluate(() => ({
      handedIn: [window.fileName, window.handedIn], printed: window.printed, library: document.querySelectorAll("details.part").length,
    })));
  },

  /** Played to its end, back to the first decision, and another choice there; then both stand on the title page. */
  async another_path(other) {
    const tab = await opened();
    await click(tab, "main .go-on button");
    await playedOn(tab);
    await tab.keyboard.press("m");
    await click(tab, ".rail button");
    await click(tab, `[data-choice="${other}"]`);
    await click(tab, "button.commit");
    seen.told = await told(tab);
    seen.saves = await saves(tab);
    await tab.keyboard.press("q");
    await tab.waitForSelector(".kept");
    seen.kept = await tab.$$eval(".kept li", (found) => found.map((each) => each.textContent));
  },

  /** The browser's own Back goes one page back each time, then leaves; Forward comes again, and nothing is lost. */
  async browsers_back(chosen) {
    const tab = await opened(page, { width: 320, height: 640, touch: true });
    const at = () => tab.evaluate(() => [document.querySelector("main h1")?.textContent ?? "", Boolean(document.querySelector("#because")),
      document.querySelector("#because")?.value ?? ""]);
    const gone = async (way) => {
      const before = JSON.stringify(await at());
      await tab.evaluate((wanted) => history[wanted](), way);
      await comesTo(tab, `the browser goes ${way}`, (then) => JSON.stringify([document.querySelector("main h1")?.textContent ?? "",
        Boolean(document.querySelector("#because")), document.querySelector("#because")?.value ?? ""]) !== then, before);
    };
    const line = [await at()];
    const then = async (act) => {
      await act();
      line.push(await at());
    };
    await then(() => tapped(tab, "main .go-on button"));
    while (!(await tab.$("button.choice"))) await then(() => click(tab, "main button.main"));
    const scene = await at();
    for (const [key, code] of [["т", "KeyN"], ["ь", "KeyM"], ["μ", "KeyM"], ["1", "Digit1"], ["&", "Digit1"], ["z", "KeyW"]]) {
      await tab.evaluate((told) => document.body.dispatchEvent(new KeyboardEvent("keydown", { ...told, bubbles: true })), { key, code });
      seen.states.push([key, ...(await at())]);
      await tab.keyboard.press("Escape");
    }
    await then(() => click(tab, "#foot [aria-keyshortcuts=n]"));
    const notebook = line.pop();
    await tab.keyboard.press("Escape");
    await click(tab, `[data-choice="${chosen}"]`);
    await tab.type("#because", "The papers say so.");
    line.push(await at());
    await then(() => tapped(tab, "button.commit"));
    await then(() => click(tab, "main button.main"));
    seen.line = line;
    seen.notebook = notebook[0];
    seen.scene = scene[0];
    seen.back = [];
    for (let step = 1; step < line.length; step += 1) {
      await gone("back");
      seen.back.unshift(await at());
    }
    seen.forward = [];
    for (let step = 1; step < line.length; step += 1) {
      await gone("forward");
      seen.forward.push(await at());
    }
    seen.saves = await saves(tab);
    for (let step = 1; step < line.length; step += 1) await gone("back");
    seen.undone = await saves(tab);
    await tab.evaluate(() => history.back());
    await comesTo(tab, "the browser leaves", () => location.href === "about:blank");
  },

  /** The same playthrough in two tabs, which part. */
  async two_tabs() {
    const one = await opened();
    await click(one, "main .go-on button");
    await playedOn(one, { steps: 4 });
    const other = await opened();
    await click(other, ".kept button.main");
    await playedOn(other, { steps: 5 });
    await comesTo(one, "a tab hears what another has kept", (kept) => kept.every((save) => Object.values(localStorage).includes(save)), await saves(other));
    await one.bringToFront();
    await playedOn(one, { steps: 5 });
    seen.saves = await saves(one);
  },

  /** A save file from elsewhere, with markup in everything that a player writes. */
  async hostile(file) {
    const tab = await opened(page, { before: () => { window.alert = () => (window.taken = true); } });
    await (await tab.waitForSelector("#save-file")).uploadFile(file);
    await comesTo(tab, "the save file is taken in", () => !document.querySelector("#save-file"));
    const foreign = () => tab.evaluate(() => [window.taken ?? false, document.title,
      [...document.querySelectorAll("img, iframe, object, svg, main script, [onerror], a[href^='javascript']")].map((each) => each.outerHTML)]);
    seen.foreign = [await foreign()];
    for (const key of ["n", "m", "w", "/", "o"]) {
      await tab.keyboard.press(key);
      if (key === "/") await tab.keyboard.type("script");
      seen.foreign.push(await foreign());
      await tab.keyboard.press("Escape");
    }
    seen.text = await tab.evaluate(() => document.body.textContent);
    await tab.evaluate(() => document.activeElement.blur());
    await tab.keyboard.press("q");
    seen.foreign.push(await foreign());
  },

  /** A page that this machine serves: a step is kept, slowly; the page that is loaded again goes on from it. */
  async served() {
    const tab = await opened(page, {
      before: () => {
        const whole = window.fetch;
        const held = new Promise((go) => (window.letGo = go));
        window.fetch = async (...asked) => { if (asked[1]?.method === "POST") await held; return whole(...asked); };
      },
    });
    await click(tab, "main .go-on button");
    await playedOn(tab, { steps: 4 });
    const leaves = () => window.dispatchEvent(new Event("beforeunload", { cancelable: true }));
    seen.leaves = await tab.evaluate(leaves);
    await tab.evaluate(() => window.letGo());
    await comesTo(tab, "what was played is kept", leaves);
    await tab.reload();
    await click(tab, ".kept button.main");
    seen.went = await heading(tab);
    seen.kept = await saves(tab);
  },

  /** The author's page keeps its place when she has saved; what she saves is told by the one who runs this. */
  async rehearsed(steps) {
    const tab = await opened();
    await click(tab, "main .go-on button");
    await playedOn(tab, { steps: Number(steps) });
    const before = await heading(tab);
    await tab.evaluate(() => (window.old = true));
    process.stderr.write("ready\n");
    await comesTo(tab, "the page is loaded again", () => !window.old && document.querySelector("main h1"));
    seen.stays = [before, await heading(tab)];
  },
};

try {
  await scenarios[scenario](...given);
  console.log(JSON.stringify(seen));
} finally {
  await leave();
}
