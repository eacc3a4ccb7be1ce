// A lesson in which each goes her own way, in a real browser: steps follow, whatever the network and the teacher do.

import { CHROMEBOOK, Classroom, click, comesTo, DESKTOP, holdUp, PHONE, says, text } from "./browsing.mjs";

const room = await Classroom.open(process.argv.slice(2));
const told = {};
const teacher = await room.device(CHROMEBOOK);
await teacher.goto(room.about.teacher);
const phone = await room.device(PHONE);
const mine = await room.join(phone);
const desk = await room.device(DESKTOP);
await room.join(desk);
told.playerPage = await room.weighed(desk, `${room.about.base}/lesson`, (page) => says(page, "Begin"));
await says(phone, "Begin");
await room.look(phone, "alone-phone-title");

/** Press the button with these words, once it is there. */
const press = (page, words) => comesTo(page, `there is a button ${words}`, (words) => {
  const found = [...document.querySelectorAll("button")].find((each) => each.textContent.trim().startsWith(words) && !each.disabled);
  found?.click();
  return Boolean(found);
}, words);
/** Until every step that was taken has been handed in. */
const handedIn = (page) => comesTo(page, "every step is handed in", () => {
  const kept = Object.values(localStorage).find((each) => each.includes('"queue":'));
  return kept && JSON.parse(kept).queue.length === 0;
});
const heading = (page) => text(page, "main h1");
const path = (page) => page.evaluate(async () => (await (await fetch("/lesson/path")).json()).save.steps.length);

/** One step on: the first open course with a sentence, or on from a passage. */
const stepOn = async (page, because = "") => {
  await page.waitForSelector("button.choice, button.main");
  if (await page.$("button.choice")) {
    await click(page, "button.choice");
    await page.waitForSelector("#because");
    await page.type("#because", because);
  }
  const before = await page.evaluate(() => document.querySelector("main").innerHTML);
  await click(page, ".go-on button.main, button.main");
  await comesTo(page, "a step leads on", (before) => document.querySelector("main").innerHTML !== before, before);
};
const toDecision = async (page) => {
  for (let steps = 0; steps < 12 && !(await page.$("button.choice")); steps += 1) await stepOn(page);
};

await press(phone, "Begin");
await toDecision(phone);
await room.look(phone, "alone-phone-scene");
await stepOn(phone, "the phone says so");
await says(teacher, "2 in the room");

// Without a connection she plays on; on the way back every step follows, once.
await comesTo(phone, "the page is laid by", async () =>
  (await navigator.serviceWorker.getRegistration("/lesson"))?.active?.state === "activated" && caches.match("/lesson"));
// Where that fails the next time, what was laid by before is still there.
await handedIn(phone);
await phone.evaluateOnNewDocument(() => { Cache.prototype.addAll = async () => { window.failed = true; throw new TypeError("the network is gone"); }; });
await phone.reload();
await comesTo(phone, "nothing more is laid by", () => window.failed);
await phone.setOfflineMode(true);
await toDecision(phone);
await stepOn(phone, "in a tunnel");
await says(phone, "No connection", "#line");

// A page that is lost meanwhile opens again without the network, at the same scene.
const scene = await heading(phone);
const worker = await (await phone.browserContext().waitForTarget((each) => each.type() === "service_worker")).createCDPSession();
const cut = (offline) => worker.send("Network.emulateNetworkConditions", { offline, latency: 0, downloadThroughput: -1, uploadThroughput: -1 });
await worker.send("Network.enable");
await cut(true);
await phone.reload();
await says(phone, "No connection", "#line");
await phone.waitForSelector("main h1");
told.openedAgain = (await heading(phone)) === scene;
await stepOn(phone);
await cut(false);
await worker.detach();
const away = await phone.evaluate(() => JSON.parse(localStorage.getItem(Object.keys(localStorage).find((each) => each.startsWith("lesson ")))).queue.length);
await phone.setOfflineMode(false);
await handedIn(phone);
told.away = away;
told.afterTunnel = await path(phone);

// A sentence that is half written is there when the tab was lost.
await toDecision(phone);
const there = await heading(phone);
await click(phone, "button.choice");
await phone.type("#because", "half a sent");
await comesTo(phone, "her sentence is kept", () => JSON.stringify(localStorage).includes("half a sent"));
await handedIn(phone);
const context = phone.browserContext();
await phone.close({ runBeforeUnload: false });
const again = await room.tab(context, PHONE);
await again.goto(`${room.about.base}/lesson`);
await again.waitForSelector("#because");
told.draft = await again.$eval("#because", (each) => each.value);
told.sameScene = (await text(again, "main .where")) === there;

// Paused, nobody goes on, and the sentence stays; released, everybody does.
await teacher.bringToFront();
await teacher.keyboard.press("p");
await says(again, "paused the class", "#held");
await says(desk, "paused the class", "#held");
const held = await path(again);
await click(again, ".go-on button.main");
await says(again, "Your sentence is kept", "#held");
told.refused = await again.evaluate(async () => (await fetch("/lesson/say", { method: "POST",
  headers: { "content-type": "application/json", accept: "application/json" },
  body: JSON.stringify({ kind: "wentback", depth: 0 }) })).status);
told.heldAt = [held, await path(again)];
await room.look(again, "alone-phone-held");
await says(teacher, "Let all go on");
await room.look(teacher, "teacher-grid-paused");
await teacher.keyboard.press("p");
await comesTo(again, "she is let go on", () => !document.querySelector("#held").textContent);
await click(again, ".go-on button.main");
await comesTo(again, "a step leads on", () => !document.querySelector("#because"));
await handedIn(again);

// On another device her path comes from the lesson, and the first device has ended.
const tablet = await room.device({ width: 820, height: 1180 });
await tablet.goto(room.about.base);
await tablet.click("details summary");
await tablet.type("#back-code", room.about.code);
await tablet.type("#phrase", mine.phrase);
const steps = await path(again);
await Promise.all([tablet.waitForNavigation(), tablet.click("form[action='/come-back'] button")]);
await tablet.waitForSelector("main h1");
told.moved = [steps, await path(tablet)];
await says(again, "moved to another device", "#line");

// To the end on the desktop; the other is sent to the debrief.
await press(desk, "Begin");
const ended = () => desk.$("a[href='/lesson/mine']");
for (let count = 0; count < 40 && !(await ended()); count += 1) await stepOn(desk, "on the desktop");
await says(teacher, "finished");
await press(teacher, "Send all");
await says(tablet, "sent you to the debrief", "#held");
await says(tablet, "are with your teacher");
told.named = await tablet.evaluate(() => /Your name|keeps nothing/.test(document.body.textContent));
await room.look(tablet, "alone-tablet-debrief");
await room.look(teacher, "teacher-grid");
for (const page of ["decisions", "map"]) {
  await teacher.goto(`${room.about.base}/teacher/${page}`);
  await room.look(teacher, `alone-teacher-${page}`);
}
// One key, or a cell of the picture, opens what if.
const key = await teacher.$$eval("details.untried", (each) => each.find((one) => !one.textContent.includes("This is what happened.")).querySelector("summary").dataset.key);
await teacher.keyboard.press(key);
await teacher.waitForSelector("details.untried[open]");
told.whatIf = await text(teacher, "details.untried[open]");
await teacher.click("details.untried[open] summary");
await teacher.$eval(".map a", (each) => each.focus());
await teacher.keyboard.press("Enter");
await teacher.waitForSelector("details.untried[open]");
await room.printed(teacher, "/teacher/report.html");
await room.printed(teacher, "/teacher/pupils.html", true);
await teacher.setViewport(CHROMEBOOK);

// Marking with single keys: a mark leads on to the next.
await teacher.goto(`${room.about.base}/teacher/marking`);
await room.look(teacher, "teacher-marking");
const left = async () => Number((await text(teacher, "main")).match(/(\d+) without a mark/)[1]);
const before = await left();
await teacher.keyboard.press("w");
await teacher.keyboard.type("12 words, well put");
await teacher.keyboard.press("Enter");
// A second digit, pressed before the next reason is there, is no mark for this one.
await holdUp(teacher);
await teacher.keyboard.press("3");
await teacher.keyboard.press("1");
await Promise.all([teacher.waitForNavigation(), teacher.evaluate(() => window.letGo())]);
told.marked = [before, await left()];
await room.leave(told);
