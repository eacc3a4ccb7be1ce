/**
 * A written playthrough fitted to its case as the case is now: in the same way, and told in the same words, as by
 * `game/play/saves/rebase.py`.
 *
 * @typedef {import("./playthrough.js").Game} Game
 * @typedef {import("./save.js").Written} Written
 * @typedef {import("./save.js").WrittenStep} WrittenStep
 * @typedef {import("./save.js").Bookmark} Bookmark
 * @typedef {{play: Playthrough, messages: string[], bookmark: Bookmark, leftOut: WrittenStep[]}} Fitted
 */

import { plain } from "./blocks.js";
import { sentence } from "./phrases.js";
import { attempt, CONTINUE, EMPTY, isDecision, Playthrough, stepOf } from "./playthrough.js";
import { draftKey } from "./save.js";

/** Choices that are told in both wordings; of more, the number. */
const MOST_REWORDED = 4;
/** Share of letters from which two words are one in two spellings. */
const ALIKE = 0.8;

/** A step that cannot be taken any more; says why, as a sentence. */
class Unfit extends Error {}

/**
 * Replay what was written over the case. Never throws for what a save says.
 * @param {Written} save
 * @param {Game} game
 * @returns {Fitted}
 */
export function fit(save, game) {
  /** @type {string[]} */
  const told = [];
  let { chapter, route, steps } = save;
  if ((chapter ?? route) !== null && !game.part({ chapter, route: chapter === null ? route : null })) {
    const now = renamedPart(save, game, told);
    if (now === null && chapter !== null) steps = [];
    [chapter, route] = [now, null];
  }
  const [notebook, missing] = fittedNotebook(save, game);
  const start = Playthrough.begin(game, chapter, route).withNotebook(notebook);
  let [play, fits, why] = replayed(start, steps);
  const allFit = fits === save.steps.length;
  const compare = allFit && save.case.fingerprint !== game.case.fingerprint;
  const cameToAnEnd = save.ended || save.finished;
  if (why) play = cutOff(save, play, fits, why, told);
  else if (compare && !save.ended) play = moved(play, save.here, told);
  const ahead = allFit ? save.ahead : [];
  let [furthest, further, whyAhead] = replayed(play, ahead);
  if (whyAhead) told.push(noLongerFits(ahead, further, game.case, whyAhead));
  else if (compare && cameToAnEnd) furthest = endedElsewhere(furthest, save.ending, told);
  else if (compare && ahead.length && furthest.ended) told.push(`What lies ahead of you had not come to an end. ${nowComesTo(furthest)}`);
  if (compare) told.push(...reworded(furthest));
  if (missing.length) {
    const names = missing.slice(0, 6).map(inWords).join(", ") + (missing.length > 6 ? " and more" : "");
    told.push(`This case no longer has everything that your notebook speaks of. Left out: ${names}.`);
  }
  play = ahead.length ? play : furthest;
  const [drafts, drafted] = fittedDrafts(save, play);
  const notes = [...save.notes, ...drafted].map((note) => fittedNote(note, game.case, play.scene.id));
  const whole = { ...notebook, opened: furthest.notebook.opened, notes };
  return {
    play: play.withNotebook(whole),
    messages: told,
    bookmark: {
      furthest: furthest.depth > play.depth ? furthest.withNotebook(whole) : null,
      drafts,
      part: save.part,
      lines: save.lines,
    },
    leftOut: allFit ? ahead.slice(further) : [...save.steps.slice(fits), ...save.ahead],
  };
}

/**
 * The playthrough with these steps as far as they fit, how many do, and why no more.
 * @param {Playthrough} play
 * @param {WrittenStep[]} steps
 * @returns {[Playthrough, number, string]}
 */
function replayed(play, steps) {
  for (const [number, step] of steps.entries()) {
    try {
      play = taken(play, step);
    } catch (error) {
      if (error instanceof Unfit) return [play, number, error.message];
      throw error;
    }
  }
  return [play.underWay && !play.stuck ? play.goOn() : play, steps.length, ""];
}

/**
 * The playthrough with one written step more; a passage that is not there is left out.
 * @param {Playthrough} play
 * @param {WrittenStep} step
 */
function taken(play, step) {
  const id = presentScene(play.case, step.scene);
  const cites = step.cites.filter((document) => has(play.case.documents, document));
  const { choice: wanted, because, passed, led_to } = step;
  const by_route = passed && step.by_route;
  const now = stepOf({ scene: id ?? "", choice: wanted, because, cites, passed, led_to, by_route });
  if (by_route && (id === null || (play.passing && play.scene.id !== id))) return play;
  const { scene } = play;
  if (wanted === CONTINUE) return scene.id === id && !scene.choices && !scene.ending ? play.retake(now) : play;
  if (id === null) throw new Unfit("This scene is no longer part of the case.");
  const at = play.scene.id === id ? play : play.throughPassages();
  if (at.ended) throw new Unfit("The story now ends before it.");
  if (at.scene.id !== id) throw new Unfit(`At this point the story now comes to “${play.scene.title}”.`);
  const choice = presentChoice(at.scene, step);
  const said = !choice || by_route || step.label === choice.label ? "" : step.label;
  const asked = by_route || step.asked === plain(at.scene.ask) ? "" : step.asked;
  const closed = choice && attempt(() => at.retake({ ...now, choice: choice.id, said, asked }));
  if (closed instanceof Playthrough) return closed;
  if (closed && !passed) throw new Unfit(`It is not open there now. ${asSentence(closed.reason)}`);
  if (!passed) throw new Unfit("This choice is no longer offered.");
  const over = attempt(() => at.passOver(by_route));
  if (over instanceof Playthrough) return over;
  throw new Unfit(`It cannot be passed over now. ${asSentence(over.reason)}`);
}

/** @param {string} words */
function asSentence(words) {
  return sentence(words.slice(0, 1).toUpperCase() + words.slice(1));
}

// --- what differs

/** @param {WrittenStep[]} steps @param {number} number @param {import("./model").Case} told @param {string} why */
function noLongerFits(steps, number, told, why) {
  const step = steps[number];
  const id = presentScene(told, step.scene);
  const title = id ? told.scenes[id].title : inWords(step.scene);
  const later = steps.slice(number + 1).filter(isDecision).length;
  const after = ["", " The decision after it is left out too."][later] ?? ` The ${later} decisions after it are left out too.`;
  return `Your decision at “${title}”, “${step.label || inWords(step.choice)}”, no longer fits. ${why}${after}`;
}

// Each of these gives the playthrough to go on from, and adds to what is told.

/** @param {Written} save @param {Playthrough} play @param {number} fits @param {string} why @param {string[]} told */
function cutOff(save, play, fits, why, told) {
  const ended = (save.ended || save.finished) && save.ending ? ` It had ended at “${save.ending.title}”.` : "";
  const lost = noLongerFits([...save.steps, ...save.ahead], fits, play.case, why);
  const next = presentScene(play.case, save.steps[fits].scene);
  told.push(`${lost}${ended} You go on from there.`);
  return next !== null && next !== play.scene.id ? ledTo(play, play.case.scenes[next].title) : play;
}

/** @param {Playthrough} play @param {import("./save.js").Where} here @param {string[]} told */
function moved(play, here, told) {
  const wanted = presentScene(play.case, here.scene);
  if (wanted === play.scene.id) {
    if (play.ended) told.push(`“${here.title}”, where you stood, now ends the story.`);
    return play;
  }
  if (wanted !== null && play.throughPassages().scene.id === wanted) return play;
  const gone = wanted ? "" : " That scene is no longer part of the case.";
  told.push(`You stood at “${here.title}”.${gone} ${nowComesTo(play)}`);
  return ledTo(play, here.title);
}

/** @param {Playthrough} play @param {import("./save.js").Where | null} ending @param {string[]} told */
function endedElsewhere(play, ending, told) {
  if (ending === null) {
    if (!play.ended) told.push(`This playthrough had come to its end. It now goes on, at ${placeOf(play)}.`);
    return play;
  }
  const there = `This playthrough ended at “${ending.title}”`;
  const at = play.throughPassages();
  if (at.scene.id !== presentScene(play.case, ending.scene) || !at.scene.ending) {
    told.push(`${there}. ${nowComesTo(play)} What you hand in names the ending that you reached.`);
    return ledTo(play, ending.title);
  }
  const { title } = at.scene.ending;
  if (!sameWords(title, ending.title)) told.push(`${there}, which is called “${title}” now.`);
  return title === ending.title ? at : ledTo(at, ending.title);
}

/** @param {Playthrough} play */
function reworded(play) {
  const found = play.steps.flatMap(({ scene: id, choice, said, asked }) => {
    const { title, choices, ask } = play.case.scenes[id];
    const [label, now] = [choices?.[choice]?.label, plain(ask)];
    return [
      asked && !sameWords(asked, now) && `At “${title}” you were asked “${asked}” ${now ? `It now asks “${now}”` : "Nothing is asked there now."} Your path keeps the question that you saw.`,
      label && said && !sameWords(said, label) && `At “${title}” you chose “${said}” The same choice now reads “${label}” Your path keeps the words that you saw.`,
    ].flatMap((each) => each || []);
  });
  const more = found.length - MOST_REWORDED;
  return more > 0 ? [...found.slice(0, MOST_REWORDED), `So it is with ${more} more of your choices.`] : found;
}

/** @param {Playthrough} play */
function placeOf(play) {
  const { ending, title } = play.scene;
  if (ending && !play.chapterOver) return `the ending “${ending.title}”`;
  return play.chapterOver ? "the end of this part" : `“${title}”`;
}

/** @param {Playthrough} play */
function nowComesTo(play) {
  const step = play.steps.reverse().find(isDecision);
  return `${step ? `After “${play.choiceOf(step).label}”` : "From the beginning"} the story now comes to ${placeOf(play)}.`;
}

/** The same playthrough, whose last step remembers where it led when it was taken. @param {Playthrough} play @param {string} title */
function ledTo(play, title) {
  return play.last ? play.undo().retake({ ...play.last, led_to: title }) : play;
}

/**
 * Whether two wordings are one but for capitals, signs and spelling.
 * @param {string} one
 * @param {string} other
 */
export function sameWords(one, other) {
  const [ours, theirs] = [one, other].map((text) => text.toLowerCase().match(/[\p{L}\p{N}]+/gu) ?? []);
  return ours.length === theirs.length && ours.every((word, place) => oneWord([...word], [...theirs[place]]));
}

/** @param {string[]} ours @param {string[]} theirs */
function oneWord(ours, theirs) {
  const sorted = (/** @type {string[]} */ word) => [...word].sort().join("");
  if (ours.join("") === theirs.join("") || (ours.length > 3 && sorted(ours) === sorted(theirs))) return true;
  const long = Math.min(ours.length, theirs.length) > 4;
  return ours[0] === theirs[0] && long && (2 * matching(ours, theirs)) / (ours.length + theirs.length) >= ALIKE;
}

/**
 * Letters in the longest common runs, as Python's `SequenceMatcher` counts them.
 * @param {string[]} ours
 * @param {string[]} theirs
 * @returns {number}
 */
function matching(ours, theirs) {
  let [at, beside, size] = [0, 0, 0];
  for (let one = 0; one < ours.length; one += 1) {
    for (let other = 0; other < theirs.length; other += 1) {
      let run = 0;
      while (one + run < ours.length && other + run < theirs.length && ours[one + run] === theirs[other + run]) run += 1;
      if (run > size) [at, beside, size] = [one, other, run];
    }
  }
  if (!size) return 0;
  const before = matching(ours.slice(0, at), theirs.slice(0, beside));
  return before + size + matching(ours.slice(at + size), theirs.slice(beside + size));
}

// --- the parts

/**
 * The notebook without what the case no longer has, and the ids that were left out.
 * @param {Written} save
 * @param {Game} game
 * @returns {[import("./model").Notebook, string[]]}
 */
function fittedNotebook(save, game) {
  const { documents, causes, claims } = game.case;
  const cited = [...save.steps, ...save.ahead].flatMap((step) => step.cites);
  const lost = [...save.opened, ...cited].filter((document) => !has(documents, document));
  const weighed = new Map();
  for (const each of save.weighed) {
    const { document, cause } = each;
    if (!has(documents, document)) lost.push(document);
    else if (!has(causes, cause)) lost.push(cause);
    else if (game.isEvidence(document)) weighed.set(`${document} ${cause}`, each);
  }
  /** @type {<Kind>(entries: Kind[], among: object, idOf: (entry: Kind) => string) => Kind[]} */
  const known = (entries, among, idOf) => entries.filter((each) => has(among, idOf(each)) || (lost.push(idOf(each)), false));
  const marks = Object.fromEntries(known(Object.entries(save.marks), claims, ([claim]) => claim));
  const hunches = known([...save.hunches], causes, ({ cause }) => cause)
    .map((change) => ({ ...change, scene: presentScene(game.case, change.scene) ?? change.scene }));
  const opened = [...new Set(save.opened.filter((document) => has(documents, document)))];
  return [{ ...EMPTY, opened, weighed: [...weighed.values()], marks, thesis: save.thesis, hunches }, [...new Set(lost)]];
}

/** A note never goes. @param {import("./model").Note} note @param {import("./model").Case} told @param {string} otherwise */
function fittedNote(note, told, otherwise) {
  const known = has(told.documents, note.document);
  const { document, about } = known ? note : { document: "", about: /** @type {const} */ ("") };
  return { text: note.text, scene: presentScene(told, note.scene) ?? otherwise, document, about };
}

/**
 * Drafts by the present scenes and choices, and as notes those of what has gone.
 * @param {Written} save
 * @param {Playthrough} play
 * @returns {[Record<string, import("./save.js").Draft>, import("./model").Note[]]}
 */
function fittedDrafts(save, play) {
  /** @type {Record<string, import("./save.js").Draft>} */
  const drafts = {};
  /** @type {import("./model").Note[]} */
  const notes = [];
  for (const [writtenAt, draft] of Object.entries(save.drafts)) {
    const scene = presentScene(play.case, writtenAt.split(" ")[0]);
    const choice = scene && presentChoice(play.case.scenes[scene], draft)?.id;
    if (choice) {
      drafts[draftKey({ scene, choice })] = { ...draft, choice, cites: draft.cites.filter((document) => has(play.case.documents, document)) };
    } else if (draft.because) notes.push({ text: draft.because, scene: scene ?? play.scene.id, document: "", about: "" });
  }
  return [drafts, notes];
}

/** A scene's id as it is now, or null if it has gone. @param {import("./model").Case} told @param {string} id */
function presentScene(told, id) {
  if (has(told.scenes, id)) return id;
  return Object.values(told.scenes).find((scene) => scene.was?.includes(id))?.id ?? null;
}

/**
 * The choice of a step as it is now, by its words if these have moved to another id; null if gone.
 * @param {import("./model").Scene} scene
 * @param {{choice: string, label?: string}} step
 */
function presentChoice(scene, { choice: id, label }) {
  const choices = Object.values(scene.choices ?? {});
  const named = choices.find((each) => each.id === id) ?? choices.find((each) => each.was?.includes(id)) ?? null;
  if (!label || (named && sameWords(named.label, label))) return named;
  const hers = choices.filter((each) => sameWords(each.label, label));
  return hers.length === 1 ? hers[0] : named;
}

/**
 * The chapter that is played instead of a part that has gone: the one that begins where hers began, or null.
 * @param {Written} save
 * @param {Game} game
 * @param {string[]} told
 */
function renamedPart(save, game, told) {
  const gone = `This case no longer has the ${save.chapter === null ? "route" : "chapter"} “${inWords(save.chapter ?? save.route ?? "")}”.`;
  if (save.chapter === null) {
    told.push(`${gone} You go on in the whole case; what was passed over stays so.`);
    return null;
  }
  const first = presentScene(game.case, save.steps[0]?.scene ?? save.here.scene);
  for (const { id, title } of game.case.chapters) {
    const start = Playthrough.begin(game, id);
    if (first === start.scene.id || first === start.throughPassages().scene.id) {
      told.push(`${gone} You are in “${title}”, which begins where it began.`);
      return id;
    }
  }
  told.push(`${gone} You begin with the whole case.`);
  return null;
}

/** An id as words, for want of anything better. @param {string} id */
function inWords(id) {
  return [...id].slice(0, 80).join("").replaceAll("_", " ");
}

/** @param {object} among @param {string} id */
function has(among, id) {
  return Object.hasOwn(among, id);
}
