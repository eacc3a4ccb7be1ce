/** Where the player begins: it takes the compiled case that the page holds, and shows the first page. */

import { Pages } from "./pages.js";
import { Game } from "./playthrough.js";

const holder = /** @type {HTMLElement} */ (document.getElementById("case"));
const compiled = JSON.parse(holder.textContent ?? "");
holder.remove();
new Pages(new Game(compiled), compiled.plays).show("title");
