// What the lessons in a real browser share: people with devices, what is looked at on every page, and the verdict.

import { readFileSync } from "node:fs";

import { click, comesTo, ownBrowser, PATIENCE } from "../web/own_browser.mjs";

export { click, comesTo };

export const PHONE = { width: 360, height: 640, isMobile: true, hasTouch: true };
export const CHROMEBOOK = { width: 1366, height: 768 };
export const DESKTOP = { width: 1920, height: 1080 };

const AXE = readFileSync(new URL("../node_modules/axe-core/axe.min.js", import.meta.url), "utf8");

export class Classroom {
  constructor({ browser, leave }, about) {
    this.browser = browser;
    this.close = leave;
    this.contexts = [];
    this.about = about;
    this.elsewhere = new Set();
    this.faults = [];
    this.looked = 0;
    /** How often a page asked whether it should really be left. */
    this.asked = 0;
  }

  static async open([program, about]) {
    return new Classroom(await ownBrowser(program), JSON.parse(about));
  }

  /** Somebody with a device of her own. */
  async device(viewport, { javaScript = true } = {}) {
    const context = await this.browser.createBrowserContext();
    this.contexts.push(context);
    return this.tab(context, viewport, javaScript);
  }

  async tab(context, viewport, javaScript = true) {
    const page = await context.newPage();
    page.setDefaultTimeout(PATIENCE);
    await page.setViewport(viewport);
    await page.setJavaScriptEnabled(javaScript);
    await page.setBypassCSP(true);
    await page.emulateMediaFeatures([{ name: "prefers-color-scheme", value: "dark" }]);
    page.on("request", (request) => {
      if (!request.url().startsWith(this.about.base) && !request.url().startsWith("data:")) this.elsewhere.add(request.url());
    });
    page.on("pageerror", (error) => this.faults.push(`${page.url()}: ${error.message}`));
    page.on("dialog", (dialog) => {
      if (dialog.type() === "beforeunload") { this.asked += 1; dialog.accept(); return; }
      this.faults.push(`a dialog: ${dialog.message()}`); dialog.dismiss();
    });
    page.on("console", (message) => {
      if (message.type() === "error" && !/ERR_INTERNET_DISCONNECTED|status of (409|429)/.test(message.text())) {
        this.faults.push(`${page.url()}: ${message.text()}`);
      }
    });
    return page;
  }

  /** Join with the code on the wall; gives the words to come back with. */
  async join(page) {
    await page.goto(`${this.about.base}/j/${this.about.code}`);
    await Promise.all([page.waitForNavigation(), page.click("form[action='/join'] button")]);
    const phrase = await page.$eval(".phrase", (each) => each.textContent);
    const name = (await page.$eval("h1", (each) => each.textContent)).replace("You are ", "");
    await Promise.all([page.waitForNavigation(), page.click("a.main")]);
    return { phrase, name };
  }

  /** Look at a page as it is: nothing for axe to find, its colours in either scheme, nothing sideways, nothing small on the board. */
  async look(page, name) {
    this.looked += 1;
    const { pictures } = this.about;
    if (pictures) await page.screenshot({ path: `${pictures}/${name}.png`, fullPage: true });
    if (!(await page.evaluate(() => "axe" in window))) await page.evaluate(AXE);
    const found = await page.evaluate(async () => {
      const root = document.documentElement;
      const wrong = async (only) => (await window.axe.run(document, { resultTypes: ["violations"], ...only })).violations
        .flatMap(({ id, nodes }) => nodes.slice(0, 3).map((node) => `${id} in ${root.dataset.palette}: ${node.html.slice(0, 160)}`));
      const told = await wrong();
      if (root.scrollWidth > window.innerWidth) told.push("it scrolls sideways");
      const small = [...document.querySelectorAll(".board main *")].filter((each) => parseFloat(getComputedStyle(each).fontSize) < 28);
      told.push(...small.map((each) => `small on the board: ${each.outerHTML.slice(0, 120)}`));
      root.dataset.palette = "paper";
      return [...told, ...await wrong({ runOnly: ["color-contrast"] })];
    });
    if (pictures) await page.screenshot({ path: `${pictures}/${name}-light.png`, fullPage: true });
    await page.evaluate(() => (document.documentElement.dataset.palette = "reading-room"));
    this.faults.push(...found.map((fault) => `${name}: ${fault}`));
  }

  /** The page follows what its device asks for: light, and dark again. */
  async followsTheScheme(page) {
    await page.bringToFront();
    for (const [scheme, palette] of [["light", "paper"], ["dark", "reading-room"]]) {
      await page.emulateMediaFeatures([{ name: "prefers-color-scheme", value: scheme }]);
      await comesTo(page, `it is shown in the ${scheme}`, (wanted) => document.documentElement.dataset.palette === wanted, palette);
    }
  }

  /** A report on A4 paper: nothing wider than its column, and where parts are taken apart each on a sheet of its own. */
  async printed(page, place, apart = false) {
    await page.goto(`${this.about.base}${place}`);
    await page.setViewport({ width: 673, height: 992 });
    await page.emulateMediaType("print");
    const cut = await page.evaluate((apart) => [
      ...[...document.querySelectorAll(".table, .table svg")].filter((each) => each.scrollWidth > each.clientWidth + 1 || each.getBoundingClientRect().right > innerWidth)
        .map((each) => `cut off in print: ${each.textContent.slice(0, 80)}`),
      ...[...document.querySelectorAll("main > section")].filter((each) => (getComputedStyle(each).breakBefore === "page") !== apart)
        .map((each) => `on a sheet of its own or not: ${each.textContent.slice(0, 40)}`),
    ], apart);
    await page.emulateMediaType("screen");
    this.faults.push(...cut.map((each) => `${place}: ${each}`));
  }

  /**
   * What a page costs a device that comes to it for the first time: requests, its stream among them, and bytes. What it
   * lays by afterwards, out of the browser's own cache, is left out.
   */
  async weighed(page, url, ready) {
    await page.goto("about:blank"); // what an earlier page still asks for is not its
    await page.setCacheEnabled(false);
    await page.setBypassServiceWorker(true);
    const { identifier } = await page.evaluateOnNewDocument(() => Object.defineProperty(navigator, "serviceWorker", { value: undefined }));
    const network = await page.createCDPSession();
    await network.send("Network.enable");
    const asked = new Map();
    network.on("Network.requestWillBeSent", ({ requestId, request }) => { if (!request.url.startsWith("data:")) asked.set(requestId, { url: request.url, bytes: 0, come: false }); });
    const come = (requestId, bytes) => { if (asked.has(requestId)) Object.assign(asked.get(requestId), { bytes, come: true }); };
    network.on("Network.dataReceived", ({ requestId, dataLength }) => come(requestId, dataLength + (asked.get(requestId)?.bytes ?? 0)));
    network.on("Network.loadingFinished", ({ requestId, encodedDataLength }) => come(requestId, encodedDataLength));
    network.on("Network.loadingFailed", ({ requestId }) => come(requestId, asked.get(requestId)?.bytes ?? 0));
    await page.goto(url);
    await ready(page);
    for (const end = Date.now() + PATIENCE; [...asked.values()].some((each) => !each.come);) {
      if (Date.now() > end) throw new Error(`it never came to this: everything has come that ${url} asks for: ${JSON.stringify([...asked.values()])}`);
      await new Promise((go) => setTimeout(go, 20));
    }
    await network.detach();
    await page.removeScriptToEvaluateOnNewDocument(identifier);
    await page.setBypassServiceWorker(false);
    await page.setCacheEnabled(true);
    const all = [...asked.values()];
    return { requests: all.length, bytes: all.reduce((sum, each) => sum + each.bytes, 0), each: all };
  }

  async leave(told) {
    for (const context of this.contexts) await context.close();
    await this.close();
    process.stdout.write(JSON.stringify({ ...told, faults: this.faults, elsewhere: [...this.elsewhere], looked: this.looked, asked: this.asked }));
  }
}

/** From now on what a page hands in waits until `letGo` is called in it; `window.on` tells what it asks for after that. */
export const holdUp = (page) => page.evaluate(() => {
  const whole = window.fetch;
  const held = new Promise((go) => (window.letGo = go));
  let handed = false;
  window.fetch = async (url, how) => {
    if (how?.method !== "POST") { window.on = handed; return whole(url, how); }
    await held;
    handed = true;
    return whole(url, how);
  };
});

/** Wait until a page says something. */
export const says = (page, words, where = "body") => comesTo(page, `“${words}” is said in ${where}`,
  (words, where) => document.querySelector(where)?.textContent.includes(words), words, where);

export const text = (page, selector) => page.$eval(selector, (each) => each.textContent);

/** Answer the vote that is open with the course at a place. */
export const vote = async (page, choice, because) => {
  await page.waitForSelector("#ballot");
  await page.evaluate((choice, because) => {
    const form = document.getElementById("ballot");
    form.querySelectorAll("[name=choice]")[choice].click();
    form.because.value = because;
    document.getElementById("line").textContent = "";
    form.requestSubmit();
  }, choice, because);
};
