// Plays a published case in a real browser, from its first page to its debrief, by the first open choice each time.
//   node whole_case.mjs BROWSER PAGE WIDTH HEIGHT [FOLDER FOR PICTURES]
// Tells as JSON what was seen: scenes, requests, what the console said, and the save that the page keeps.

import puppeteer from "puppeteer-core";

const [browserPath, page, width, height, pictures] = process.argv.slice(2);
const browser = await puppeteer.launch({ executablePath: browserPath, args: ["--no-sandbox"] });
const tab = await browser.newPage();
await tab.setViewport({ width: Number(width), height: Number(height) });
const seen = { scenes: [], requests: [], console: [], wide: [] };
tab.on("request", (request) => seen.requests.push(request.url().slice(0, 100)));
tab.on("console", (message) => seen.console.push(message.text()));
tab.on("pageerror", (error) => seen.console.push(String(error)));
await tab.goto(page);
await tab.waitForSelector("main h1");
let shots = 0;
const shot = async (name) => pictures && (await tab.screenshot({ path: `${pictures}/${String(shots++).padStart(2, "0")}-${name}.png`, fullPage: true }));
await shot("title");
const click = (selector) => tab.$eval(selector, (found) => found.click());
await click("main button.main");
for (let step = 0; step < 400; step += 1) {
  const now = await tab.evaluate(() => ({
    title: document.querySelector("main h1")?.textContent,
    wide: document.documentElement.scrollWidth > window.innerWidth,
    choice: Boolean(document.querySelector("button.choice")),
    why: Boolean(document.querySelector("#because")),
    debrief: Boolean(document.querySelector("#plan")),
  }));
  seen.scenes.push(now.title);
  if (now.wide) seen.wide.push(now.title);
  if (step < 8) await shot(now.why ? "why" : now.choice ? "scene" : "on");
  if (now.debrief) break;
  if (now.why) await tab.type("#because", "The papers say so.");
  await click(now.choice ? "button.choice" : "main button.main");
}
await shot("debrief");
seen.save = await tab.evaluate(() => Object.entries(localStorage).map(([key, value]) => [key, value]));
console.log(JSON.stringify(seen));
await browser.close();
