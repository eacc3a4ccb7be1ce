/** The debrief: out of the role, the path beside the record, and what happened. */

import { recordedAt } from "./bridge.js";
import { placeAndDate } from "./captions.js";
import { button, element, prose } from "./page_parts.js";
import { CONTINUE } from "./playthrough.js";

/** @typedef {import("./pages.js").Pages} Pages */

/** @param {Pages} pages */
export function debriefPage(pages) {
  const { play } = pages.sitting;
  const part = pages.game.part(play.part);
  const title = (!play.chapterOver && (play.last?.led_to || play.scene.ending?.title)) || part?.title || play.case.title;
  const inScope = Object.values(play.case.scenes).filter((scene) => !play.chapter || scene.chapter === play.chapter);
  const scene = !play.chapterOver && play.scene;
  return [
    element("h1", { tabindex: "-1" }, title),
    scene && prose("div.text", pages.texts().join("")),
    element("h2", {}, "Your path beside the record"),
    element("ol.path", {}, play.steps.filter((step) => step.choice !== CONTINUE).map((step) => decision(play, step))),
    element("h2", {}, "What happened"),
    inScope.filter((each) => each.record).map(recordSheet),
    element("p.go-on", {},
      button("Save to a file", () => pages.saveToFile(), { class: "main" }),
      button("Print", () => window.print()),
      button("Go back one choice", () => pages.undo()),
      button("To the beginning", () => pages.show("title")),
    ),
  ];
}

/** @param {import("./playthrough.js").Playthrough} play @param {import("./model").Step} step */
function decision(play, step) {
  const scene = play.case.scenes[step.scene];
  const recorded = recordedAt(scene);
  const parted = recorded.length > 0 && !recorded.includes(step.choice);
  return element("li", {},
    element("h3", {}, scene.title),
    element("p.pencil", {}, step.passed ? `Passed over: ${play.choiceOf(step).label}` : play.choiceOf(step).label),
    step.because && element("p.pencil", {}, `“${step.because}”`),
    parted && element("p", {}, "Here your line leaves the record."),
    scene.record?.in_short && element("p", {}, scene.record.in_short),
  );
}

/** @param {import("./model").Scene} scene */
function recordSheet(scene) {
  const { record } = scene;
  return element("article.sheet", {},
    element("h3", {}, scene.title),
    element("p.quiet", {}, `${placeAndDate(scene)} ${record?.certainty ?? ""}`),
    prose("div", record?.happened),
    record?.why && prose("div", record.why),
  );
}
