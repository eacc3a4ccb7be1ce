/** What speaks for and against each explanation, drawn: one block is one paper. */

import { h } from "./page_parts.js";

const READ_IT = "One block is one paper, in pencil where you weighed it yourself: to the left of the line what speaks against, to " +
  "its right what speaks for, low what complicates, a dash what you did not open. Many blocks are not proof: ask what each is worth.";
const IN_ORDER = /** @type {const} */ (["supports", "complicates"]);

/** @param {import("./debrief.js").Debrief["why"]} why */
export function chart(why) {
  return [
    h("p.quiet", READ_IT),
    h("ul.plainly.bars", why.map(({ cause, papers, unopened, inWords }) => {
      const blocks = (/** @type {import("./model").Bearing} */ wanted) => papers.filter(({ bearing }) => bearing === wanted)
        .map(({ byPlayer }) => h(`i.${wanted}${byPlayer ? ".hers" : ""}`));
      return h("li", h("strong", cause.title),
        h("span.bar", { "aria-hidden": "true" }, h("span.against", blocks("undermines")),
          h("span.for", IN_ORDER.map(blocks), unopened.map(() => h("i.unopened")))),
        h("span.quiet", inWords));
    })),
  ];
}
