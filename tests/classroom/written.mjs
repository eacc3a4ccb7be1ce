// What pupils have written, on every page that shows it: it stands there as it was typed, and nothing of it acts.

import { CHROMEBOOK, Classroom } from "./browsing.mjs";

const room = await Classroom.open(process.argv.slice(2));
const hits = [];
let shown = 0;
const page = await room.device(CHROMEBOOK);
const look = async (address) => {
  await page.goto(address.startsWith("http") ? address : room.about.base + address, { waitUntil: "load" });
  const [hit, made, times] = await page.evaluate(() => [
    window.hit,
    [...document.querySelectorAll("iframe, object, embed, base, meta[http-equiv=refresh], video, input[autofocus], [onerror], [onload], [onfocus], [ontoggle], a[href^=javascript]")].map((each) => each.outerHTML),
    document.body.textContent.split("window.hit=1").length - 1,
  ]);
  if (hit || made.length) hits.push([address, hit ?? null, made.slice(0, 3)]);
  shown += times;
};
await look(room.about.teacher);
for (const path of ["decisions", "marking", "map", "report.html", "pupils.html", "start.html"]) await look(`/teacher/${path}`);
await look("/board");
const pupil = await room.device(CHROMEBOOK);
await room.join(pupil);
if (await pupil.evaluate(() => window.hit)) hits.push("the pupil's page");
await room.leave({ hits, shown });
