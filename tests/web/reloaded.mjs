// Plays a few steps, reloads the page, goes on from what the browser kept; then takes a save file in, and refuses what is none.
//   node reloaded.mjs BROWSER PAGE SAVE BROKEN

import { click, comesTo, ownBrowser } from "./own_browser.mjs";

const [program, page, save, broken] = process.argv.slice(2);
const { context: browser, leave } = await ownBrowser(program);
const tab = await browser.newPage();
const heading = () => tab.$eval("main h1", (found) => found.textContent);
const told = () => tab.$eval("[role=status]", (found) => found.textContent);
const seen = {};

await tab.goto(page);
await click(tab, "main button.main");
await click(tab, "button.choice");
await tab.type("#because", "<b>Mine</b>");
await click(tab, "main button.main");
await click(tab, "main button.main");
seen.before = await heading();
await tab.reload();
await click(tab, ".kept button.main");
seen.after = await heading();
await tab.reload();
const put = async (file) => (await tab.waitForSelector("#save-file")).uploadFile(file);
await put(broken);
await comesTo(tab, "the broken file is refused", () => document.querySelector("[role=status]").textContent);
seen.refused = await told();
await put(save);
await comesTo(tab, "the save file is taken in", () => !document.querySelector("#save-file"));
seen.fromFile = await heading();
seen.kept = await tab.evaluate(() => Object.values(localStorage));
console.log(JSON.stringify(seen));
await leave();
