/** What the record says of a point, of a paper, of a historian and of a person, as blocks; as in Python. */

import { entry, fact, item, labelled, paragraphs, text } from "./blocks.js";
import { placeAndDate, withCommas } from "./captions.js";
import { bearingInWords } from "./evidence.js";
import { escaped } from "./phrases.js";

/**
 * @typedef {import("./model").CaseDocument} CaseDocument
 * @typedef {import("./model").Html} Html
 * @typedef {(ids: string[] | undefined) => import("./blocks.js").Fact | false} Citing
 */

/** The works that something rests on, in full. @param {import("./model").Case} told @returns {Citing} */
export function citing(told) {
  return (ids = []) =>
    labelled("Sources", ids.map((id) => told.sources[id] && item(workOf(told.sources[id]))), "sources");
}

/** A work as it is cited. @param {import("./model").Source} source */
export function workOf({ author, title, publisher, year }) {
  const published = withCommas(publisher, year);
  const name = author ? `${author}, ${title}` : title;
  return published ? `${name} (${published})` : name;
}

/** How sure we are, and on what that rests. @param {import("./model").Certainty} certainty */
export function sureness(certainty, basis = "") {
  return text(withCommas(certainty, basis), { sign: certainty });
}

/** What happened at one point, how sure we are, who disputes it, on what it rests, and what to discuss. @param {import("./debrief.js").Point} point @param {Citing} cite */
export function pointEntry({ scene, record, visited }, cite) {
  const where = [placeAndDate(scene), visited ? "" : "Not on your path"].filter(Boolean).join(". ");
  return entry(scene.title, {
    note: where,
    sheet: true,
    facts: [
      fact("What happened", record.happened),
      fact("Why", record.why),
      labelled("How sure we are", sureness(record.certainty)),
      record.views?.map(viewFact),
      cite(record.sources),
      labelled("To discuss", record.discuss?.map(({ ask, skill }) => item(ask, skill))),
    ],
  });
}

/** What a historian argues, on what it rests, and the case against it, in a paragraph. @param {import("./model").View} view */
function viewFact({ who, argues, rests_on, against }) {
  const more = [["Rests on:", rests_on], ["Against:", against]].filter(([, said]) => said);
  const said = more.reduce((html, [label, next = ""]) => html.replace(/<\/p>$/, "") + next.replace(/^<p>/, ` <em>${label}</em> `), argues);
  return fact(who, said);
}

/** A historian's argument, and the best critic's case against it. @param {import("./model").Historian} historian @param {Citing} cite */
export function historianEntry({ who, argues, rests_on, critic, against, sources }, cite) {
  return entry(who, {
    words: paragraphs(argues), facts: [fact("Rests on", rests_on), labelled("Against", saidByWhom(critic, against)), cite(sources)],
  });
}

/** An author's paragraphs, the first after the name of whoever says it. @param {string | undefined} who @param {Html | undefined} html */
export function saidByWhom(who, html) {
  const [first, ...rest] = paragraphs(html);
  return first && who ? [{ ...first, html: `${escaped(`${who}: `)}${first.html}` }, ...rest] : paragraphs(html);
}

/** A paper among others, that can be opened. @param {CaseDocument} document @param {string} note @param {string} sign */
export function paperItem({ id, title }, note, sign) {
  return item(title, note, { sign, key: `paper:${id}` });
}

/** A paper that was opened; in the player's hand where she weighed it. @param {import("./evidence.js").WeighedPaper} paper @param {string | undefined} date */
export function openedPaper(paper, date = "") {
  const found = paperItem(paper.document, withCommas(date, bearingInWords(paper)), paper.bearing);
  return paper.byPlayer ? { ...found, tone: "player" } : found;
}

/** @param {CaseDocument} document */
export function unopenedPaper(document) {
  return paperItem(document, document.date ?? "", "unopened");
}

/** @param {import("./model").Person} person */
export function personEntry({ name, post, life, fate }) {
  return entry(name, { note: withCommas(post, life), words: paragraphs(fate) });
}
