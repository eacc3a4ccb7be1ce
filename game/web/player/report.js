/**
 * The debrief as parts made of blocks: first the core, then the library of the case; as Python's `Report` reads it on.
 *
 * @typedef {import("./blocks.js").Block} Block
 * @typedef {import("./blocks.js").Maybe<Block>} Told
 * @typedef {import("./debrief.js").Debrief} Debrief
 * @typedef {import("./comparison.js").Comparison} Comparison
 * @typedef {(ids: string[] | undefined) => string} InShort
 * @typedef {(question: string) => import("./blocks.js").Words} Asked
 * @typedef {Record<string, string>} How   How each line of the plan is written down.
 */

import { byHand, entry, fact, heading, item, labelled, paragraphs, plain, plainFact, quiet, text, those, words } from "./blocks.js";
import { dated, placeAndDate, saidBy, withCommas } from "./captions.js";
import { briefly, debriefOf } from "./debrief.js";
import { examEntry, titled } from "./exam.js";
import { counted, number } from "./numbers.js";
import { escaped } from "./phrases.js";
import {
  citing,
  historianEntry,
  openedPaper,
  paperItem,
  personEntry,
  pointEntry,
  saidByWhom,
  sureness,
  unopenedPaper,
} from "./record_blocks.js";

/** What a line of the plan asks for. @type {Record<string, string>} */
export const ASKED = {
  thesis: "One sentence that answers the question and can be argued with.",
  worth: "What is it good evidence for?",
  limits: "What can it not show?",
};
const MOST_PAPERS = 4;
const MOST_TITLES = 5;

/**
 * Every part there may be, each to be told when it is wanted; some have nothing to tell.
 * @param {import("./playthrough.js").Playthrough} play
 * @param {How} how
 * @param {string} markFirst   How a claim is marked before our verdict is heard.
 * @param {import("./model").Exam | null} exam   By which the parts of the plan are labelled.
 * @param {InShort | null} inShort   How a text names works that is handed in, and written on with a pen.
 */
export function partsToTell(play, how, markFirst, exam = null, inShort = null) {
  const debrief = debriefOf(play);
  const byPen = inShort !== null;
  /** @type {import("./record_blocks.js").Citing} */
  const cite = inShort ? (ids) => plainFact("Sources", inShort(ids)) : citing(play.case);
  /** @type {import("./record_blocks.js").Citing} */
  const inCore = inShort ? cite : () => false;
  const asked = (/** @type {string} */ question) => quiet(question, byPen ? { tone: "blank" } : {});
  /** @type {[string, string, () => Told, boolean][]} */
  const parts = [
    ["role", "Leave the role", () => role(debrief), false],
    ["places", "Where you parted", () => placesTold(debrief, inCore, asked), false],
    ["trusted", "What you trusted", () => trustedTold(debrief), false],
    ["opponent", "Against you", () => opponentTold(debrief, inCore, asked), false],
    ["lives", "Two lives", () => livesTold(debrief), false],
    ["plan", "Your plan", () => [quiet("Made of what you gathered and wrote."), planTold(debrief, how, exam, byPen)], false],
    ["points", "What happened", () => below("The record, point by point. Each says how sure we are.", debrief.happened.map((point) => pointEntry(point, cite))), true],
    ["causes", "Why", () => causesTold(debrief), true],
    ["historians", "Historians", () => [historiansTold(debrief, cite), claimsTold(debrief, markFirst, byPen, how.marks)], true],
    ["path", "Your path", () => pathTold(debrief), true],
    ["people", "People", () => peopleTold(debrief), true],
    ["simplified", "What we simplified", () => below("A game has to leave things out. These are the ones that matter most.", debrief.simplified.map((each) => item(each))), true],
  ];
  return parts.map(([key, title, tell, library]) => ({ key, title, tell: () => those(tell()), library }));
}

/** What stands below a first sentence, unless there is nothing. @param {string} said @param {Block[]} blocks @returns {Told} */
function below(said, blocks) {
  return blocks.length && [quiet(said), blocks];
}

/** @param {Comparison} comparison */
function isCompared({ step, relation }) {
  return !step.passed && (relation === "same" || relation === "parted");
}

// --- the core

/** @param {Debrief} debrief @returns {Told} */
function role({ leaving: { title, words: said, decisions, papers } }) {
  const took = `You took ${counted(decisions, "decision")} and opened ${counted(papers, "paper")}.`;
  return [heading(title, 3), said.map((each) => text(each)), quiet(took)];
}

/** @param {Debrief} debrief @param {import("./record_blocks.js").Citing} cite @param {Asked} asked @returns {Told} */
function placesTold({ path, pathInWords, pathQuestion, core: { places, parted }, play }, cite, asked) {
  const some =
    "Here are the five that changed most of what came after, first one of each chapter. The others stand in your path, in " +
    "the library.";
  return path.some(isCompared) && [
    pathInWords.length && text(pathInWords.join(" ")),
    parted > places.length && quiet(some),
    places.length && quiet(play.case.words.one_change),
    places.map((place) => placeEntry(path[place], cite)),
    pathQuestion && asked(pathQuestion),
  ];
}

/** A place where her line left the record, in short, and what it would have taken. @param {Comparison} each @param {import("./record_blocks.js").Citing} cite */
function placeEntry(each, cite) {
  const { scene, record, choice } = each;
  return entry(scene.title, {
    note: placeAndDate(scene),
    facts: [
      herFacts(each),
      plainFact("Record", record && briefly(record)),
      labelled("How sure", record && sureness(record.certainty, record.basis)),
      fact("Otherwise", choice.otherwise),
      cite(record?.sources),
    ],
  });
}

/** What she chose, why, and on what it rests. @param {Comparison} each */
function herFacts({ step: { passed, by_route, because }, choice, cites }) {
  if (passed) return plainFact(by_route ? "The route" : "You", `passed over; the line went by “${choice.label}”`);
  return [
    plainFact("You", choice.label, true),
    plainFact("Because", because || "no reason given", Boolean(because)),
    plainFact("Leaning on", cites.map((document) => document.title).join("; ")),
  ];
}

/** The explanation that she trusts most beside the best against it, and how she came to it. @param {Debrief} debrief @returns {Told} */
function trustedTold({ play, firstAndLast: ends, core: { trusted } }) {
  const { causes, words: said } = play.case;
  const first = ends && endsTold(ends);
  if (!trusted) return (ends || Object.keys(causes).length) && [quiet(said.nothing_first), first];
  const { weighed, by, opened, unopened } = trusted;
  const none = "No paper that you could open speaks against it. What would such a paper have to say?";
  const hard = weighed.tests.find(({ finding }) => finding.fares === "badly");
  return [
    heading(weighed.cause.title, 3, said.trusted[by]),
    paragraphs(weighed.cause.summary),
    quiet(`Of the papers: ${weighed.inWords}.`),
    bestPaper(opened, true),
    bestPaper(unopened, false),
    !opened && !unopened && quiet(none),
    hard && fact(`Fares badly: ${hard.test.title.toLowerCase()}`, hard.finding.says),
    first,
  ];
}

/** One paper, and the beginning of what it says. @param {import("./evidence.js").WeighedPaper | undefined} paper @param {boolean} opened */
function bestPaper(paper, opened) {
  if (!paper) return null;
  const { document, bearing } = paper;
  const title = opened ? openedPaper(paper, dated(document.author, document)) : unopenedPaper(document);
  const [said] = saidBy(document);
  const beginning = said && [quiet(said.whose), text(plain(said.text).split(/\s+/).join(" ").slice(0, document.begins))];
  const does = bearing === "undermines" ? "Against" : "Complicates";
  return labelled(`${does}, ${opened ? "opened" : "unopened"}`, [{ ...title, item: false }, beginning]);
}

/** Her first hunch beside her last word, and the papers between them. @param {NonNullable<Debrief["firstAndLast"]>} ends @returns {Told} */
function endsTold(ends) {
  const { hunch, answer, between, words: said } = ends;
  /** @type {[string, import("./hunch.js").SaidThere | null][]} */
  const both = [["First hunch", hunch], ["Last word", answer]];
  const papers = between.map(({ document, inWords, bears }) => paperItem(document, inWords, bears[0][1]));
  return [
    heading("Your first hunch and your last word", 3),
    both.map(([label, there]) => {
      const because = there?.step.because ? `“${there.step.because}”` : "No reason given.";
      return there && entry(label, {
        note: placeAndDate(there.scene), words: [byHand(there.choice.label), words(`<em>${escaped(because)}</em>`, "quiet")],
      });
    }),
    hunchLine(ends),
    labelled("Opened between them", someTitles(papers)),
    quiet(said),
  ];
}

/** Her hunch as a line over the years: the first one, each that took its place, and her last word. @param {NonNullable<Debrief["firstAndLast"]>} ends */
function hunchLine({ hunch, answer, turns }) {
  const held = (/** @type {import("./hunch.js").SaidThere} */ { cause, choice }) => cause?.title ?? choice.label;
  const stops = [
    ...(hunch ? [[held(hunch), "first hunch"]] : []),
    ...turns.map(({ scene, cause }) => [cause.title, dated(`after “${scene.title}”`, scene)]),
    ...(answer ? [[held(answer), "last word"]] : []),
  ];
  const line = stops.map(([name, note], place) => byHand(name, { note, sign: place ? "onward" : "chosen" }));
  return line.length > 1 && entry("Hunch over the years", { words: line });
}

/** One historian who doubts what she trusts most. @param {Debrief} debrief @param {import("./record_blocks.js").Citing} cite @param {Asked} asked @returns {Told} */
function opponentTold({ core: { opponent, trusted }, play }, cite, asked) {
  if (!opponent || !trusted) return null;
  const { id, title } = trusted.weighed.cause;
  const does = opponent.causes?.[id] ? "doubts" : "explains it without";
  return [quiet(`${opponent.who} ${does} “${title}”.`), historianEntry(opponent, cite), asked(play.case.words.answer_it)];
}

/** Two people whom she met, and what became of them. @param {Debrief} debrief @returns {Told} */
function livesTold({ people, core: { lives } }) {
  const more = people.length - lives.length;
  const met = more === 1 ? "one other person" : `${number(more)} other people`;
  const rest = `What became of ${met} whom you met is told in the library of the case.`;
  return lives.length && [lives.map(personEntry), more > 0 && quiet(rest)];
}

// --- the plan

/**
 * What the player could write, made of what she gathered.
 * @param {Debrief} debrief
 * @param {How} how
 * @param {import("./model").Exam | null} exam
 * @param {boolean} byPen
 * @returns {Told}
 */
function planTold({ plan, play }, how, exam, byPen) {
  const { answer, materials, source, view, thesis, worth, limits } = plan;
  const { causes, documents, words: { still_to_do } } = play.case;
  const lastWord = answer && [plainFact("Your last word", answer.choice.label, true), plainFact("Because", answer.step.because, true)];
  const papersToDo = !materials.length && Object.keys(causes).length && Object.keys(documents).length;
  return [
    exam && examEntry(exam),
    plainFact("The question", plan.question),
    entry(titled("A claim of your own", exam, "claim"), { facts: lastWord, words: lineOfHers(thesis, "thesis", how) }),
    materials.map(({ cause, papers }, place) =>
      entry(titled(`Paragraph ${place + 1}: ${cause.title}`, exam, "paragraphs"), {
        facts: byPen && labelled("Your point", quiet("In one sentence.", { tone: "blank" })),
        words: papers.slice(0, MOST_PAPERS).map((paper) => openedPaper(paper, paper.document.date)),
      }),
    ),
    papersToDo && entry(titled("Three paragraphs", exam, "paragraphs"), { words: quiet(still_to_do) }),
    source && [
      entry(titled("One source judged", exam, "source"), { note: source.title }),
      labelled("Worth", lineOfHers(worth, "worth", how)),
      worth && fact("Ours", source.worth),
      labelled("Limits", lineOfHers(limits, "limits", how)),
      limits && fact("Ours", source.limits),
    ],
    view && entry(titled("One historian’s view tested", exam, "view"), { note: view.who, facts: fact("Rests on", view.rests_on), words: paragraphs(view.argues) }),
    view?.against && entry(titled("The best objection", exam, "objection"), { words: saidByWhom(plan.objector, view.against) }),
    notesOfHers(play),
    plan.unopened.length && heading(titled("What you have not read", exam, "reading"), 3),
    labelled("Papers", someTitles(plan.unopened.map(unopenedPaper))),
  ];
}

/** What she wrote on a line of the plan, or what is asked there. @param {string} said @param {string} line @param {How} how */
function lineOfHers(said, line, how) {
  const key = `write:${line}`;
  return said ? byHand(said, { key }) : quiet(ASKED[line], { tone: "blank", note: how[line] ?? "", key });
}

/** Her notes. @param {import("./playthrough.js").Playthrough} play @returns {Told} */
export function notesOfHers({ notebook, case: { documents, scenes } }) {
  const notes = notebook.notes.filter((note) => !note.about);
  return inOwnHand("Your notes", notes.map(({ document, scene, text: said }) => [(documents[document] ?? scenes[scene])?.title ?? "", said]));
}

/** Her reasons. @param {import("./playthrough.js").Playthrough} play @returns {Told} */
export function reasonsOfHers({ steps, case: told }) {
  const given = steps.filter(({ because }) => because);
  return inOwnHand("Your reasons", given.map(({ scene, because }) => [told.scenes[scene].title, because]));
}

/** What she wrote, each under the title of what it is about. @param {string} title @param {string[][]} lines @returns {Told} */
function inOwnHand(title, lines) {
  return lines.length && [heading(title, 3), lines.map(([about, said]) => entry(about, { words: byHand(said) }))];
}

/** A list of titles; of a long one the first, below how many there are. @param {import("./blocks.js").Words[]} titles */
function someTitles(titles) {
  return [titles.length > MOST_TITLES && quiet(`${number(titles.length)}, among them`), titles.slice(0, MOST_TITLES)];
}

// --- the library

/** Every explanation: its tests, who argues for it, her papers, and those she did not open. @param {Debrief} debrief @returns {Told} */
function causesTold({ why, play }) {
  if (!why.length) return null;
  const asked = those(Object.values(play.case.tests).map(({ title, ask }) => fact(title, `<p>${ask}</p>`)));
  const historians = Object.values(play.case.historians);
  const standings = /** @type {const} */ ([["first", "Put first by"], ["part", "Given a part by"], ["doubts", "Doubted by"]]);
  return [
    asked.length && entry("What each is asked", { facts: /** @type {import("./blocks.js").Fact[]} */ (asked) }),
    why.map(({ cause, papers, unopened, points, tests, inWords }) =>
      entry(cause.title, {
        note: inWords,
        facts: [
          fact("What it says", cause.summary),
          tests.map(({ test: { title }, finding: { fares, says } }) => fact(fares ? `${title} (${fares})` : title, says)),
          standings.map(([weight, label]) =>
            plainFact(label, historians.filter((each) => each.causes?.[cause.id] === weight).map((each) => each.who).join("; "))),
          labelled("Papers you opened", papers.map((paper) => openedPaper(paper))),
          labelled("Not opened", unopened.map(unopenedPaper)),
          labelled("It bears on", points.map((scene) => item(scene.title))),
        ],
      }),
    ),
  ];
}

/** Who stands nearest to her, then all others. @param {Debrief} debrief @param {import("./record_blocks.js").Citing} cite @returns {Told} */
function historiansTold({ nearest: near, play }, cite) {
  const others = Object.values(play.case.historians).filter((each) => each !== near?.historian);
  const praise = "To stand near a historian is not to be right. Read the case against first.";
  return [
    near && [heading("Nearest to your weighing", 3), text(near.words.join(" "))],
    near?.historian && [quiet(praise), historianEntry(near.historian, cite)],
    others.length && heading("How each historian weighs it", 3),
    others.map((each) => historianEntry(each, cite)),
  ];
}

/**
 * What textbooks and students say: what she met, then what she did not.
 * @param {Debrief} debrief @param {string} markFirst @param {boolean} byPen @param {string | undefined} marks   Set where she can mark them.
 * @returns {Told}
 */
function claimsTold({ claims }, markFirst, byPen, marks) {
  const unmarked = claims.some((each) => !each.mark);
  const numbered = claims.map((each, place) => ({ ...each, place: place + 1 }));
  /** @type {[boolean, string][]} */
  const shelves = [[true, "Met on your path"], [false, "Not met on your path"]];
  return claims.length && [
    heading("What you may have read", 3, unmarked ? markFirst : "", "claims"),
    shelves.map(([wanted, title]) => {
      const here = numbered.filter(({ met }) => Boolean(met) === wanted);
      return here.length && [heading(title, 4), here.map((each) => claimEntry(each, Boolean(each.mark) || byPen, marks))];
    }),
  ];
}

/**
 * One claim with her mark; our verdict waits for hers.
 * @param {import("./debrief.js").MarkedClaim & {place: number}} marked @param {boolean} heard @param {string | undefined} marks
 */
function claimEntry({ claim, mark, met, place }, heard, marks) {
  return entry(`Claim ${place}`, {
    note: withCommas(claim.from, met ? `met at “${met.title}”` : ""),
    facts: [
      fact("It says", claim.says),
      marks ? labelled("Your mark", byHand(mark ?? "", { key: `mark:${claim.id}` })) : plainFact("Your mark", mark, true),
      heard && [plainFact("Our verdict", claim.verdict), fact("Because", claim.why)],
    ],
  });
}

/** Every decision beside the record, and what her line did not come to. @param {Debrief} debrief @returns {Told} */
function pathTold({ path, plan: { unseen, endingsUnseen }, play }) {
  const both = "Being close to what happened is not the same as reasoning well. Look at both.";
  return path.length && [
    heading("Your path beside the record", 3, both),
    path.map((each) => comparisonEntry(each, play.case.words)),
    (unseen.length || endingsUnseen.length) && heading("Where your line did not come", 3),
    labelled("Decisions", unseen.map((scene) => item(scene.title))),
    labelled("Endings", endingsUnseen.map((scene) => item(scene.ending?.title ?? ""))),
  ];
}

/** One decision, with the record in short. @param {Comparison} each @param {import("./model").Words} said */
function comparisonEntry(each, { relations, otherwise }) {
  const { scene, record, relation, taken, choice } = each;
  const sign = relation === "same" || relation === "parted" ? relation : "";
  return entry(scene.title, {
    note: placeAndDate(scene),
    facts: [
      herFacts(each),
      plainFact("Beside the record", relations[relation], false, sign),
      relation === "parted" && plainFact("The course taken", taken.map(({ label }) => label).join(" Or: ")),
      fact(otherwise[relation], choice.otherwise),
      plainFact("What happened", record && briefly(record)),
      labelled("How sure we are", record && sureness(record.certainty, record.basis)),
    ],
  });
}

/** The people she met, and those who stand for others. @param {Debrief} debrief @returns {Told} */
function peopleTold({ people, composites }) {
  const invented = "No one of this name existed. They stand for others so placed.";
  return [
    people.length && [quiet("In the order in which you met them."), people.map(personEntry)],
    composites.length && [heading("Invented", 3, invented), composites.map(personEntry)],
  ];
}
