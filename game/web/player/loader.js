/**
 * Unpacks what the page holds, the case and then the player, and starts the player.
 *
 * It stands in the page by itself; the policy names the player's hash, so that nothing else could be started.
 */

/** @param {HTMLElement} holder */
async function inflated(holder) {
  const bytes = Uint8Array.from(atob(holder.textContent ?? ""), (sign) => sign.charCodeAt(0));
  const stream = new Blob([bytes]).stream().pipeThrough(new DecompressionStream("deflate"));
  return new Response(stream).text();
}

async function load() {
  for (const holder of /** @type {NodeListOf<HTMLElement>} */ (document.querySelectorAll("[data-packed]"))) {
    const text = await inflated(holder);
    const made = document.createElement(holder.dataset.packed ?? "");
    if (made instanceof HTMLScriptElement) made.type = holder.id === "case" ? "application/json" : "module";
    made.id = holder.id;
    made.textContent = text;
    holder.replaceWith(made);
  }
}

load().catch((error) => {
  const old = typeof DecompressionStream === "undefined";
  const why = old ? "This browser is too old for it. Ask for the page made with --uncompressed." : String(error);
  document.body.append(Object.assign(document.createElement("p"), { textContent: `This page cannot begin. ${why}` }));
});
