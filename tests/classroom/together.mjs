// A lesson that decides together, held in a real browser: phone, Chromebook and desktop, keys alone, and no script.

import { CHROMEBOOK, Classroom, comesTo, DESKTOP, holdUp, PHONE, says, text, vote } from "./browsing.mjs";

const room = await Classroom.open(process.argv.slice(2));
const told = {};
const teacher = await room.device(DESKTOP);
await teacher.goto(room.about.teacher);
const board = await room.device({ width: 1280, height: 720 });
await board.goto(room.about.board);
await room.followsTheScheme(board);
await room.look(board, "board-lobby");
const phone = await room.device(PHONE);
await phone.goto(room.about.base);
await room.look(phone, "phone-join");
const mine = await room.join(phone);
const book = await room.device(CHROMEBOOK);
await room.join(book);
const plain = await room.device(PHONE, { javaScript: false });
await room.join(plain);
await room.look(phone, "phone-lobby");
await says(teacher, "3 in the room");

/** The teacher goes on with one key; everybody hears of it. */
const onePhaseOn = async (pages, words) => {
  await teacher.bringToFront();
  const now = () => teacher.$eval("[aria-current=step]", (each) => each.textContent);
  const before = await now();
  await teacher.keyboard.press("n");
  await Promise.all([...pages.map((page) => says(page, words)), comesTo(teacher, `the class goes on from ${before}`,
    (before) => document.querySelector("[aria-current=step]").textContent !== before, before)]);
};
const next = (heard) => onePhaseOn([phone, book], heard);

await next("Read, and open the papers.");
await phone.click(".text a[href^='#person'], .text a[href^='#term'], .perspective a");
await phone.waitForSelector("aside.card");
told.card = await text(phone, "aside.card");
await room.look(phone, "phone-brief");
await room.look(book, "book-brief");
await room.look(board, "board-brief");
told.easier = await phone.evaluate(() => {
  const shown = () => [...document.querySelectorAll(".text")].filter((each) => each.offsetParent).map((each) => each.textContent).join();
  const before = shown();
  document.getElementById("easier").click();
  const after = shown();
  document.getElementById("easier").click();
  return before !== after;
});

// What cannot be written down is told in words, stays on the device, and follows by itself.
await next("First vote");
await phone.evaluate(() => {
  const real = window.fetch;
  window.full = true;
  window.fetch = (url, how) => (how?.method === "POST" && window.full
    ? Promise.resolve(new Response('{"why": "The disk is full."}', { status: 503 })) : real(url, how));
});
await vote(phone, 0, "the phone says so");
await says(phone, "The disk is full. What you wrote is kept here, and follows by itself.", "#line");
told.asks = await phone.evaluate(() => !window.dispatchEvent(new Event("beforeunload", { cancelable: true })));
await phone.evaluate(() => (window.full = false));
await says(phone, "Your answer is kept", "#line");
told.asksNoMore = await phone.evaluate(() => !window.dispatchEvent(new Event("beforeunload", { cancelable: true })));
await room.look(phone, "phone-vote");

// Keys alone: to the first course, one down, to the sentence, and on to the button.
await book.bringToFront();
await book.focus("#ballot [name=choice]");
await book.keyboard.press("Space");
await book.keyboard.press("ArrowDown");
await book.focus("#because");
await book.keyboard.type("typed on keys alone");

// What she has typed is there after a refresh, and after the tab was lost.
await book.reload();
await book.waitForSelector("#because");
told.afterReload = await book.$eval("#because", (each) => each.value);
const context = book.browserContext();
await book.close({ runBeforeUnload: false });
const again = await room.tab(context, CHROMEBOOK);
await again.goto(`${room.about.base}/lesson`);
await again.waitForSelector("#because");
told.afterLoss = await again.$eval("#because", (each) => each.value);
await again.focus("#because");
for (let tabs = 0; tabs < 12; tabs += 1) {
  await again.keyboard.press("Tab");
  if (await again.evaluate(() => document.activeElement.matches("#ballot button"))) break;
}
told.ring = await again.evaluate(() => getComputedStyle(document.activeElement).outlineStyle);

// The teacher writes down what somebody says, and an answer comes in meanwhile: every letter and the place to write stay.
await teacher.bringToFront();
await teacher.click("#by-hand summary");
await teacher.type("#by-hand [name=because]", "said al");

// Without a connection the answer waits on the device, and follows once.
await again.bringToFront();
await again.setOfflineMode(true);
await again.keyboard.press("Enter");
await says(again, "No connection", "#line");
await again.setOfflineMode(false);
await says(again, "Your answer is kept", "#line");
await says(teacher, "2 answered");
await teacher.bringToFront();
await teacher.keyboard.type("oud");
told.spoken = await teacher.$eval("#by-hand [name=because]", (each) => each.value);
await teacher.keyboard.press("Enter");
await comesTo(teacher, "what was said is written down", () => !document.querySelector("#by-hand [name=because]").value);
await says(teacher, "said aloud, first vote");
// What she types while a sentence is on its way is still there once that has come.
await holdUp(teacher);
await teacher.keyboard.type("one more");
await teacher.keyboard.press("Enter");
await teacher.keyboard.type(" and another");
await teacher.evaluate(() => window.letGo());
await comesTo(teacher, "the page asks how it stands, since that has come", () => window.on);
told.typedOn = await teacher.$eval("#by-hand [name=because]", (each) => each.value);
await teacher.keyboard.press("Escape");

// Without a script a form does it.
await plain.goto(`${room.about.base}/lesson`);
await plain.click("#ballot [name=choice]");
await plain.type("#because", "without a script");
await Promise.all([plain.waitForNavigation(), plain.click("#ballot button")]);
told.plain = (await plain.content()).includes("Your answer is kept");
await says(teacher, "3 answered");
await says(board, "3 of 3 answered");
told.secret = !(await board.content()).includes("the phone says so") && !(await again.content()).includes("How many took");
await room.look(teacher, "teacher-vote");

// Whoever comes late is in the vote at once; another device goes on where the first one was.
const late = await room.device(PHONE);
told.joinPage = await room.weighed(late, room.about.base, (page) => page.waitForSelector("#code"));
await room.join(late);
await says(late, "First vote");
told.votePage = await room.weighed(late, `${room.about.base}/lesson`, (page) => says(page, "You are", ".name"));
const tablet = await room.device({ width: 820, height: 1180 });
await tablet.goto(room.about.base);
await tablet.click("details summary");
await tablet.type("#back-code", room.about.code);
await tablet.type("#phrase", mine.phrase);
await Promise.all([tablet.waitForNavigation(), tablet.click("form[action='/come-back'] button")]);
told.movedWith = await tablet.$eval("#because", (each) => each.value);
await says(phone, "moved to another device", "#line");

const heard = (words) => onePhaseOn([again, tablet], words);
// Another pupil sits down at a device on which somebody has half written a sentence: she finds nothing of it.
await late.type("#because", "nobody else's business");
await comesTo(late, "her sentence is kept", () => JSON.stringify(localStorage).includes("nobody else's"));
const shared = await room.tab(late.browserContext(), PHONE);
await shared.goto(`${room.about.base}/lesson`);
await Promise.all([shared.waitForNavigation(), shared.click("a[href='/?other=']")]);
await shared.type("#code", room.about.code);
await Promise.all([shared.waitForNavigation(), shared.click("form[action='/join'] button")]);
await Promise.all([shared.waitForNavigation(), shared.click("a.main")]);
told.shared = [await shared.$eval("#because", (each) => each.value), await shared.evaluate(() => JSON.stringify(localStorage))];
await shared.close();

await heard("Talk with somebody");
await heard("Second vote");
await vote(tablet, 1, "I have changed my mind");
await says(tablet, "Your answer is kept", "#line");
await vote(again, 1, "I stay");
await says(again, "Your answer is kept", "#line");
await says(teacher, "2 answered");
await teacher.click(".reasons button");
await says(teacher, "Unpin");
await heard("The vote is closed");
await heard("What the class decided");
await says(board, "1 of 2 moved after the discussion");
await says(board, "Reasons from the class");
await room.look(board, "board-reveal");
await room.look(tablet, "tablet-reveal");
await heard("What happened");
await room.look(tablet, "tablet-record");
await room.look(board, "board-record");
await room.look(teacher, "teacher-record");
await teacher.keyboard.press("r");
await comesTo(teacher, "no reason is new", () => !document.querySelector(".reasons .new"));
await teacher.bringToFront();
await teacher.keyboard.press("n");
await says(tablet, "What led here");
await room.look(tablet, "tablet-next");
await teacher.goto(`${room.about.base}/teacher/decisions`);
await room.look(teacher, "teacher-decisions");
await room.leave(told);
