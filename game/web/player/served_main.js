/** Where the player begins in a page that this machine serves: the library's, or the one of a case that is being written. */

import { Pages } from "./pages.js";
import { Game } from "./playthrough.js";
import { read } from "./save.js";
import { ServedStorage, watch } from "./served.js";

const AT_RELOAD = "historian-rehearsal";

async function startServed() {
  const { saves, watch: seen, says = "" } = document.body.dataset;
  const compiled = JSON.parse(document.getElementById("case")?.textContent ?? "");
  const pages = new Pages(new Game(compiled), compiled.plays);
  if (seen !== undefined) {
    rehearse(pages, seen);
    return says && pages.say(says);
  }
  const storage = await ServedStorage.opened(pages.shelf.prefix, saves ?? "");
  pages.library = `${saves}../`;
  storage.say = (message) => pages.say(message);
  pages.shelf.storage = /** @type {any} */ (storage);
  window.addEventListener("beforeunload", (event) => storage.underWay && event.preventDefault());
  pages.show("title");
}

/** The author's page: nothing of it is kept but where she is, for when she has saved. @param {Pages} pages @param {string} seen */
function rehearse(pages, seen) {
  pages.shelf.storage = sessionStorage;
  watch(seen, () => {
    const { sitting, shown } = pages;
    sessionStorage.setItem(AT_RELOAD, JSON.stringify({ content: sitting.content, shown, scrolled: window.scrollY }));
  });
  const kept = sessionStorage.getItem(AT_RELOAD);
  if (!kept) return pages.show("title");
  const { content, shown, scrolled } = JSON.parse(kept);
  try {
    pages.fitted(read(content));
    pages.shown = shown;
    pages.draw();
    window.scrollTo(0, scrolled);
  } catch {
    pages.show();
  }
}

startServed();
