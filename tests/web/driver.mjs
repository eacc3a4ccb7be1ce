// Plays what it is told, line by line of JSON, and tells what there is at every step.
//   {"case": compiled}                         from here on play this
//   {"chapter": null, "actions": [["choose", "sign", "Because.", ["memo"]], ["open", "memo"], ["undo"], …],
//    "whole": true}                            tell everything, not its digest
//   {"chapter": null, "actions": […], "save": {"begun": …, "played": …, "player": …}}   tell the save file
//   {"fit": text}                             a save file over the case as it is now: what is told, and the new save
//   {"sat": [["choose", "sign", "So."], ["write", …], ["undo"], ["redo"], …]}   what a sitting holds after each: the
//                                             scene, the drafts, and what stands in the line of each open choice
//   {"sameWords": [one, other]}               whether two wordings are one
//   {"read": text}                            what a save file says, written again, or why it is none
//   {"actions": […], "transcript": true, "simpler": false}    its blocks;  {"actions": […], "export": name, "sheets": true}  as JSON
//   {"actions": […], "markdown": {…}, "played": …}  as a text to hand in, by what is `Wanted`
//   {"actions": […], "report": true, "how": {…}, "markFirst": …}  the debrief, part by part
// The answer is a line: a list with what is told at the start and after each action.

import { createHash } from "node:crypto";
import { createInterface } from "node:readline";
import { aftermath, moment } from "../../game/web/player/moment.js";
import { markdownExport } from "../../game/web/player/handed_in.js";
import { jsonExport } from "../../game/web/player/path_export.js";
import { Game, NotOpen, Playthrough } from "../../game/web/player/playthrough.js";
import { fit, sameWords } from "../../game/web/player/rebase.js";
import { howFar } from "../../game/web/player/how_far.js";
import { Sitting } from "../../game/web/player/sitting.js";
import { traces } from "../../game/web/player/traces.js";
import { transcript } from "../../game/web/player/transcript.js";
import { partsToTell } from "../../game/web/player/report.js";
import { content, read, Unreadable, written } from "../../game/web/player/save.js";

/** Everything that a face may show here, in an order that Python tells it in too. */
export function told(play) {
  const now = moment(play);
  const after = aftermath(play);
  const gauge = ({ label, value, before, steps, position, beforePosition, change, spoken }) =>
    [label, value, before, steps, position, beforePosition, change, spoken];
  return [
    [now.scene.id, now.ended, now.isPassage, now.stuck, now.chapterTitle, now.begins?.id ?? "", now.decisionNumber],
    [now.title, now.where, now.perspective],
    Object.entries(play.machine.values(play.state)),
    now.paragraphs,
    now.simpler,
    now.documents.map((paper) => [paper.document.id, paper.opened, paper.notes]),
    now.choices.map((offer) => [offer.id, offer.label, offer.door, offer.reason, offer.unread]),
    now.gauges.map(gauge),
    now.readings.map(({ label, value }) => [label, value]),
    after && [after.scene.id, after.choice.label, after.text, after.revealed, after.changes],
    [false, true].map((easier) => traces(play, easier).map(({ because, paragraph, door }) => [because, paragraph, door])),
    play.depth % 10 ? [] : howFar(play),
    play.papers,
    play.revealed,
    play.choices,
  ];
}

function playedTo(game, { chapter, route, actions }) {
  return actions.reduce((play, [name, ...given]) => play[name](...given), Playthrough.begin(game, chapter, route));
}

function fitted(game, text) {
  const { play, messages, bookmark, leftOut } = fit(read(text), game);
  const times = { begun: "2026-11-22T09:00:00+00:00", played: "2026-11-22T09:00:00+00:00", bookmark };
  return { messages, leftOut: leftOut.map((step) => [step.scene, step.choice]), save: content(written(play, times)) };
}

function sat(game, acts) {
  const sitting = new Sitting(Playthrough.begin(game, null, null), { keep() {} });
  return acts.map(([act, choice, because]) => {
    const open = moment(sitting.play).choices.filter((offer) => offer.door === "open").map(({ id }) => id);
    if (act === "undo" || act === "redo") sitting[act]();
    else if (open.includes(choice)) {
      if (act === "write") sitting.writeDraft({ choice, because, cites: [] });
      else sitting.change(sitting.play.choose(choice, because, []));
    }
    const drafts = Object.entries(sitting.bookmark.drafts).filter(([, draft]) => draft.because);
    return [
      sitting.play.scene.id,
      Object.fromEntries(drafts.map(([key, draft]) => [key, draft.because])),
      open.map((id) => sitting.draftOf(id).because),
    ];
  });
}

/** Every part of the debrief that has something in it. */
function reportParts(play, { how, markFirst, exam = null }) {
  const parts = partsToTell(play, how, markFirst, exam).map(({ tell, ...part }) => ({ ...part, blocks: tell() }));
  return parts.filter(({ blocks }) => blocks.length);
}

function exported(play, player, turned) {
  return jsonExport(play, { begun: "2026-11-22T09:00:00+00:00", played: "2026-11-22T09:00:00+00:00", player }, turned);
}

/** Blocks without what is empty in them. */
function filled(value) {
  if (Array.isArray(value)) return value.map(filled);
  if (typeof value !== "object" || value === null) return value;
  const said = Object.entries(value).filter(([, each]) => each && !(Array.isArray(each) && !each.length));
  return Object.fromEntries(said.map(([key, each]) => [key, filled(each)]));
}

function readAgain(text) {
  try {
    return { content: content(read(text)) };
  } catch (error) {
    if (!(error instanceof Unreadable)) throw error;
    return { why: error.message };
  }
}

function played(game, { chapter, route, actions, whole }) {
  const found = [];
  const tell = (play, refused = "") => {
    const text = JSON.stringify([refused, ...told(play)]);
    found.push(whole ? JSON.parse(text) : createHash("sha1").update(text).digest("hex").slice(0, 12));
  };
  let play = Playthrough.begin(game, chapter, route);
  tell(play);
  for (const [name, ...given] of actions) {
    let refused = "";
    try {
      play = play[name](...given);
    } catch (error) {
      if (!(error instanceof NotOpen)) throw error;
      refused = error.message;
    }
    tell(play, refused);
  }
  return found;
}

function answer(asked) {
  if ("sameWords" in asked) return sameWords(...asked.sameWords);
  if ("sat" in asked) return sat(game, asked.sat);
  if ("fit" in asked) return fitted(game, asked.fit);
  if ("read" in asked) return readAgain(asked.read);
  if (asked.transcript) return filled(transcript(playedTo(game, asked), asked.simpler, asked.sheets));
  if (asked.report) return filled(reportParts(playedTo(game, asked), asked));
  if (asked.markdown) return markdownExport(playedTo(game, asked), new Date(asked.played), asked.markdown);
  if ("export" in asked) return exported(playedTo(game, asked), asked.export, asked.sheets);
  if (asked.save) return content(written(playedTo(game, asked), asked.save));
  return played(game, asked);
}

let game;
for await (const line of createInterface({ input: process.stdin, crlfDelay: Infinity })) {
  const asked = JSON.parse(line);
  if (asked.case) game = new Game(asked.case);
  else process.stdout.write(JSON.stringify(answer(asked)) + "\n");
}
