/** A page without a case: it looks as the reader has set, and follows what its author saves. */

import { Looks } from "./looks.js";
import { watch } from "./served.js";

new Looks();
for (const each of /** @type {NodeListOf<HTMLElement>} */ (document.querySelectorAll("[data-left]"))) {
  const { left = "", width = "" } = each.dataset;
  Object.assign(each.style, each.className === "tick" ? { left } : { left, width });
}
const { watch: seen } = document.body.dataset;
if (seen) watch(seen, () => {});
