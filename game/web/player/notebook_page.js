/** The notebook: what was read and entered by explanation, each decision with its sentence, and the player's own lines. */

import { placeAndDate, withCommas } from "./captions.js";
import { button, h, headline } from "./page_parts.js";
import { noteForm } from "./paper_page.js";
import { isDecision } from "./playthrough.js";

/** @typedef {import("./pages.js").Pages} Pages */

const NOTHING_READ = "You have not opened a paper yet. Papers lie on the table of a scene; what you find that they do for an " +
  "explanation is entered here.";
const NOTHING_DECIDED = "You have not decided anything yet. What you choose and why stands here.";

/** @param {Pages} pages */
export function notebookPage(pages) {
  return [
    headline("Your notebook"),
    h("h2", "By explanation"), byExplanation(pages),
    h("h2", "By scene"), byScene(pages),
    h("h2", { id: "own-lines", tabindex: "-1" }, "Your own lines"), ownLines(pages), noteForm(pages),
    pages.goBack(),
  ];
}

/** @param {Pages} pages */
function byExplanation(pages) {
  const { case: told, notebook } = pages.sitting.play;
  const { opened, weighed, notes } = notebook;
  if (!opened.length) return h("p.quiet", NOTHING_READ);
  const causes = Object.values(told.causes);
  /** @param {string} id @param {string} cause */
  const paper = (id, cause) => {
    const document = told.documents[id];
    const bearing = weighed.find((each) => each.document === id && each.cause === cause)?.bearing;
    return h("li",
      button(document.title, () => pages.openPaper(id), { class: "slip opened" }),
      h("p.quiet", bearing && h("span.pencil", `${bearing}  `), withCommas(document.author, document.date)),
      notes.filter((note) => note.document === id).map((note) => h("p.pencil", note.text)),
    );
  };
  const list = (/** @type {readonly string[]} */ ids, cause = "") => h("ul.plainly", ids.map((id) => paper(id, cause)));
  const under = causes.map((cause) => ({
    cause, papers: opened.filter((id) => weighed.some((each) => each.document === id && each.cause === cause.id)) }));
  const rest = opened.filter((id) => !weighed.some((each) => each.document === id));
  const without = under.filter(({ papers }) => !papers.length);
  return h("div",
    under.filter(({ papers }) => papers.length).map(({ cause, papers }) => [h("h3", cause.title), list(papers, cause.id)]).flat(),
    rest.length && [h("h3", "Read, and not yet entered under an explanation"), list(rest)],
    without.length && [
      h("h3", "Explanations with nothing entered yet"),
      h("ul", without.map(({ cause }) => h("li", cause.title, ". ", h("span.quiet", cause.line)))),
    ],
  );
}

/** @param {Pages} pages */
function byScene(pages) {
  const { play } = pages.sitting;
  const steps = play.steps.filter(isDecision);
  if (!steps.length) return h("p.quiet", NOTHING_DECIDED);
  return h("ol.path", steps.map((step) => {
    const scene = play.case.scenes[step.scene];
    const cites = step.cites.map((id) => play.case.documents[id].title).join("; ");
    return h("li",
      h("h3", scene.title),
      h("p.where", placeAndDate(scene)),
      step.passed ? h("p.quiet", "passed over") : [
        h("p", h("span.pencil", play.choiceOf(step).label)),
        step.because ? h("p.pencil", `because ${step.because}`) : h("p.quiet", "no reason given"),
        cites && h("p", h("span.pencil", `leaning on: ${cites}`)),
      ],
      play.notebook.notes.filter((note) => note.scene === scene.id && !note.document).map((note) => h("p.pencil", note.text)),
    );
  }));
}

/** @param {Pages} pages */
function ownLines(pages) {
  const { case: told, notebook } = pages.sitting.play;
  return h("ul.plainly", notebook.notes.map((note, place) => h("li",
    h("p.pencil", note.text),
    h("p.quiet", told.documents[note.document]?.title ?? told.scenes[note.scene]?.title ?? ""),
    button("Take out", () => {
      pages.sitting.change(pages.sitting.play.strike(place));
      pages.again("#own-lines");
    }, { "aria-label": `Take out: ${note.text}` }),
  )));
}
