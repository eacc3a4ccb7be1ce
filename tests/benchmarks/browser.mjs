// How long a published page takes on a slow device, and how much memory it holds.
//   node browser.mjs BROWSER PAGE THROTTLE STEPS
// Tells as JSON: milliseconds from navigation to the first page and to the first scene, of each step to what comes
// next, and megabytes of the script's heap at the end.

import { createRequire } from "node:module";

const require = createRequire(new URL("../node_modules/", import.meta.url));
const puppeteer = require("puppeteer-core");
const [executablePath, page, throttle, steps] = process.argv.slice(2);
const browser = await puppeteer.launch({ executablePath, args: ["--no-sandbox"] });
const tab = await browser.newPage();
await tab.emulateCPUThrottling(Number(throttle));
await tab.evaluateOnNewDocument(() => {
  const seen = new MutationObserver(() => {
    if (!document.querySelector("main h1")) return;
    window.firstPage = performance.now();
    seen.disconnect();
  });
  seen.observe(document, { childList: true, subtree: true });
});
await tab.goto(page);
await tab.waitForSelector("main h1");

/** Press what goes on, and give the milliseconds until the next page has been drawn. */
const press = () =>
  tab.evaluate(
    () =>
      new Promise((done) => {
        const found = document.querySelector("button.choice") ?? document.querySelector("main button.main");
        const begun = performance.now();
        found.click();
        document.body.getBoundingClientRect();
        requestAnimationFrame(() => setTimeout(() => done(performance.now() - begun)));
      }),
  );

const firstPage = await tab.evaluate(() => window.firstPage);
const firstScene = firstPage + (await press());
const each = [];
for (let step = 0; step < Number(steps); step += 1) {
  if (await tab.$("#plan")) break;
  each.push(await press());
}
const { JSHeapUsedSize } = await tab.metrics();
console.log(JSON.stringify({ firstPage, firstScene, steps: each, heap: JSHeapUsedSize / 1024 / 1024 }));
await browser.close();
