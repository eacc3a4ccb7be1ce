/** Where the page begins: the case is unpacked, and its first page shown. */

import { Pages } from "./pages.js";
import { Game } from "./playthrough.js";

/** The compiled case that the page holds. @param {HTMLElement} holder */
async function unpacked(holder) {
  const text = holder.textContent ?? "";
  if (holder.dataset.form === "plain") return JSON.parse(text);
  const bytes = Uint8Array.from(atob(text), (sign) => sign.charCodeAt(0));
  const stream = new Blob([bytes]).stream().pipeThrough(new DecompressionStream("deflate"));
  return JSON.parse(await new Response(stream).text());
}

async function start() {
  const holder = /** @type {HTMLElement} */ (document.getElementById("case"));
  const compiled = await unpacked(holder);
  holder.remove();
  new Pages(new Game(compiled), compiled.plays).show("title");
}

start().catch((error) => {
  const old = typeof DecompressionStream === "undefined";
  const why = old ? "This browser is too old for this page. Ask for the page made with --uncompressed." : String(error);
  document.body.append(Object.assign(document.createElement("p"), { textContent: `The page cannot begin. ${why}` }));
});
