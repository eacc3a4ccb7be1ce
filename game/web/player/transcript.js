/** The whole playthrough as it was read: every scene, what was chosen and why, and what followed; as in Python. */

import { entry, heading, paragraphs, plain, plainFact, quiet, text, those } from "./blocks.js";
import { aftermath, moment } from "./moment.js";
import { isDecision } from "./playthrough.js";
import { sheetBlocks, turnedSheet } from "./turned_sheet.js";

/**
 * @typedef {import("./playthrough.js").Playthrough} Playthrough
 * @typedef {import("./blocks.js").Block} Block
 */

/** Every scene in order; with `sheets` each chapter ends with its turned sheet. @param {Playthrough} play @returns {Block[]} */
export function transcript(play, simpler = false, sheets = true) {
  const turned = (/** @type {Playthrough} */ at) => {
    const sheet = sheets && turnedSheet(at.withNotebook(play.notebook));
    return sheet && sheetBlocks(sheet);
  };
  const line = play.atEachStep;
  const found = line.map(([before, step], number) => {
    if (before.underWay && step.by_route) return null;
    const after = line[number + 1]?.[0] ?? play;
    return [
      sceneBlocks(before, simpler && !step.passed, step),
      isDecision(step) && !step.passed && chosenBlocks(after, simpler),
      step.led_to && [heading(step.led_to, 3), quiet(LED_TO)],
      after !== play && turned(after),
    ];
  });
  const elsewhere = play.ended && play.last?.led_to;
  const here = !play.chapterOver && !elsewhere && [!play.ended && turned(play), sceneBlocks(play, simpler)];
  return those(found, here, play.ended && turned(play));
}

const LED_TO = "That is where it led when you chose. The case has been changed since.";

/**
 * One scene as it stood, or all that the route passed over from here; `step` is what was done there.
 * @param {Playthrough} play
 * @param {boolean} simpler
 * @param {import("./model").Step | null} step
 * @returns {import("./blocks.js").Maybe<Block>}
 */
function sceneBlocks(play, simpler, step = null) {
  const now = moment(play);
  const head = [heading(now.title, 3), now.where && quiet(now.where)];
  if (step?.passed && !play.passing) {
    return [head, quiet(`${step.by_route ? "The route" : "You"} passed over this scene.`)];
  }
  const told = simpler && now.simpler.length ? now.simpler : now.paragraphs;
  const perspective = now.perspective ? paragraphs(`<p>${now.perspective}</p>`) : [];
  return [head, perspective.map((each) => ({ ...each, tone: "quiet" })), told.map(paragraphs)];
}

/** What was chosen with the last step, why, and what followed. @param {Playthrough} after @param {boolean} simpler */
function chosenBlocks(after, simpler) {
  const told = aftermath(after);
  if (!told) return null;
  const { because, cites } = told.step;
  const titles = cites.map((id) => after.case.documents[id].title).join("; ");
  return [
    told.scene.ask && text(plain(told.scene.ask)),
    entry("", {
      facts: [
        plainFact("You chose", told.choice.label, true),
        plainFact("Because", because || "no reason given", Boolean(because)),
        plainFact("Leaning on", titles),
      ],
    }),
    paragraphs((simpler && told.simpler) || told.text),
    told.changes.map((change) => quiet(change)),
  ];
}
