// Two pupils in a browser among others at terminals; the teacher looks on in a third window.

import { CHROMEBOOK, Classroom, click, comesTo, PHONE, says, text, vote } from "./browsing.mjs";

const room = await Classroom.open(process.argv.slice(2));
const told = {};
const teacher = await room.device(CHROMEBOOK);
await teacher.goto(room.about.teacher);
const one = await room.device(PHONE);
const other = await room.device(CHROMEBOOK);
for (const page of [one, other]) await room.join(page);
const pupils = [[one, 0, "from the phone"], [other, 1, "from the book"]];

const together = async () => {
  const voted = async (page, choice, because) => {
    await vote(page, choice, because);
    await says(page, "Your answer is kept", "#line");
  };
  await says(one, "First vote");
  // What she asks for once her answer is kept comes late: after the stream has brought the second vote.
  await one.evaluate(() => {
    const whole = window.fetch;
    window.late = [];
    window.fetch = async (...asked) => {
      const answer = await whole(...asked);
      if (!String(asked[0]).startsWith("/lesson/now")) return answer;
      const body = await answer.text();
      await new Promise((go) => window.late.push(go));
      return new Response(body, { status: answer.status, headers: answer.headers });
    };
  });
  await voted(...pupils[0]);
  await comesTo(one, "what she asks for has come, and is held up", () => window.late.length);
  await voted(...pupils[1]);
  for (const page of [one, other]) await says(page, "Second vote");
  told.late = await one.evaluate(async () => {
    for (const go of window.late) go();
    for (let turn = 0; turn < 10; turn += 1) await new Promise((go) => setTimeout(go));
    return [window.late.length > 0, document.getElementById("main").textContent.includes("Second vote")];
  });
  await says(one, "This is your first answer. Give it again, or another one.", "#kept");
  await voted(one, 1, "the others are right");
  await voted(other, 1, "from the book");
  await says(teacher, "What the class decided", "[aria-current=step]");
  for (const page of [teacher, one]) await page.waitForSelector(".counts"); // each hears of it in her own time
  told.counts = await teacher.$$eval(".counts tr", (rows) => rows.slice(1).map((row) => [...row.querySelectorAll("td")].map((each) => Number(each.textContent.match(/\d+/)))));
  told.shown = await text(one, ".counts");
};

const alone = async () => {
  for (const page of [one, other]) await says(page, "Begin", "main"); // the page is there before its case is
  told.title = await text(one, "main");
  told.tell = await one.evaluate(() => document.documentElement.dataset.tell);
  for (const [page, choice, because] of pupils) {
    await page.evaluate(() => [...document.querySelectorAll("button")].find((each) => each.textContent.startsWith("Begin")).click());
    await page.waitForSelector("button.choice");
    await page.evaluate((choice) => document.querySelectorAll("button.choice")[choice].click(), choice);
    await page.waitForSelector("#because");
    await page.type("#because", because);
    await click(page, ".go-on button.main");
  }
  await says(teacher, "4 in the room");
  await says(teacher, "4 new reasons to read");
  await teacher.goto(`${room.about.base}/teacher/decisions`);
  const courses = await teacher.$$eval("section:first-of-type h3.course + p", (each) => each.map((one) => parseInt(one.textContent, 10)));
  told.counts = courses;
  told.reasons = await teacher.$$eval(".reasons q", (each) => each.map((one) => one.textContent));
};

await (room.about.mode === "alone" ? alone() : together());
await room.leave(told);
