/** The player's path, decision by decision; those that lie ahead after going back too. History's is told in the debrief. */

import { counted } from "./numbers.js";
import { button, h, headline } from "./page_parts.js";
import { CONTINUE } from "./playthrough.js";

/** @typedef {import("./pages.js").Pages} Pages */

const GOING_BACK = "Going to a decision loses nothing: what you chose later stays ahead of you, and where you then choose " +
  "otherwise, a longer path stays in this browser as a playthrough of its own.";

/** @param {Pages} pages */
export function pathPage(pages) {
  const { sitting } = pages;
  const { play, furthest } = sitting;
  const taken = furthest.atEachStep.filter(([before, step]) => step.choice !== CONTINUE && !(step.by_route && before.underWay));
  const here = h("li.here", { "aria-current": "step" },
    h("h2", play.chapterOver ? "The end of this part" : play.scene.title), h("p", "you are here"));
  const stops = taken.map(([before, step]) => stop(pages, before, step));
  stops.splice(taken.filter(([before]) => before.depth < play.depth).length, 0, here);
  return [
    headline("Your path"),
    h("p.quiet", taken.length ? GOING_BACK : "No decision has been taken yet."),
    h("ol.rail", stops),
    pages.goBack(),
  ];
}

/** @param {Pages} pages @param {import("./playthrough.js").Playthrough} before @param {import("./model").Step} step */
function stop(pages, before, step) {
  const { play } = pages.sitting;
  const scene = play.case.scenes[step.scene];
  const head = [h("p.where", scene.date), h("h2", scene.title)];
  if (step.by_route) return h("li", head, h("p.quiet", "passed over by the route"));
  const choice = play.choiceOf(step);
  const others = Object.values(scene.choices ?? {}).filter((each) => each.id !== choice.id && !each.shut).length;
  const go = () => {
    pages.sitting.goTo(before.depth);
    pages.show();
  };
  return h("li", head,
    h("dl",
      pathFact(before.depth >= play.depth ? "ahead" : "you",
        step.passed ? h("span.quiet", "passed over") : h("span.pencil", choice.label)),
      !step.passed && step.because && pathFact("because", h("em.pencil", step.because)),
      others > 0 && pathFact("untried", h("span.quiet", counted(others, "other way"))),
    ),
    h("p.ways",
      before.depth !== play.depth && button("Go there", go, { "aria-label": `Go there: ${scene.title}` }),
      !step.passed && button("What followed", () => pages.show("followed", String(before.depth)), { "aria-label": `What followed: ${scene.title}` })),
  );
}

/** @param {string} label @param {Node} said */
function pathFact(label, said) {
  return h("div", h("dt", label), h("dd", said));
}
