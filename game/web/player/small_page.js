/** A page without a case: it looks as the reader has set, and follows what its author saves. */

import { Looks } from "./looks.js";
import { watch } from "./served.js";

new Looks();
const { watch: seen } = document.body.dataset;
if (seen) watch(seen, () => {});
