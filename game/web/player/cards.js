/** Who and what: cards for names and words. A card never runs ahead of play. As in Python's `lookup`. */

import { button, h, headline, prose } from "./page_parts.js";

/**
 * @typedef {import("./pages.js").Pages} Pages
 * @typedef {import("./playthrough.js").Playthrough} Playthrough
 * @typedef {{id: string, title: string, note: string, text: string, fate: string}} Card   `text` and `fate` are HTML.
 */

const LINK = /<a href="#(person|term):([^"]*)">/g;
const INVENTED = "<p>An invented person, who stands for others so placed.</p>";

/** The card of a person or a word; null where the case has none. @param {Playthrough} play @param {string} kind @param {string} id @returns {Card | null} */
export function cardOf(play, kind, id) {
  const { people, terms } = play.case;
  if (kind === "person" && Object.hasOwn(people, id)) {
    const { name, post, life, fate, composite } = people[id];
    const knows = play.ended || play.scene.stance === "archive";
    const note = [post, knows && life].filter(Boolean).join(", ");
    return { id, title: name, note, text: composite ? INVENTED : "", fate: (knows && fate) || "" };
  }
  if (kind !== "term" || !Object.hasOwn(terms, id)) return null;
  return { id, title: terms[id].title, note: "", text: terms[id].text, fate: "" };
}

/** Cards for everything that scenes and opened papers have linked to so far. @param {Playthrough} play @returns {Card[]} */
export function cardsMet(play) {
  const { scenes, documents } = play.case;
  const texts = play.steps.filter((step) => !step.by_route).flatMap(({ scene, choice }) => {
    const { text, simpler } = scenes[scene].choices?.[choice] ?? {};
    return [...sceneTexts(scenes[scene]), text, simpler];
  });
  if (!play.chapterOver && !play.passing) texts.push(...sceneTexts(play.scene));
  for (const id of play.notebook.opened) {
    const { provenance, extract, text, simpler, worth, limits } = documents[id];
    texts.push(provenance, extract?.text, text, worth, limits, simpler);
  }
  if (play.ended) texts.push(...Object.values(scenes).flatMap(({ record }) => [record?.happened, record?.why]));
  const found = new Map();
  for (const [, kind, id] of texts.join(" ").matchAll(LINK)) {
    const card = cardOf(play, kind, id);
    if (card && !found.has(`${kind}:${id}`)) found.set(`${kind}:${id}`, card);
  }
  return [...found.values()];
}

/** @param {import("./model").Scene} scene */
function sceneTexts({ perspective, text, simpler = [] }) {
  return [perspective, ...text.map((block) => block.text), ...simpler.map((block) => block.text)];
}

/** @param {Card} card */
export function cardWords({ title, note, text, fate }) {
  return [h("strong", title), note && ` ${note}`, text && prose("div", text), fate && prose("div", fate)];
}

/** Everybody and every word that play has come to. @param {Pages} pages */
export function peoplePage(pages) {
  const met = cardsMet(pages.sitting.play).sort((one, other) => one.title.localeCompare(other.title));
  return [
    headline("Who and what"),
    met.length ? "" : h("p.quiet", "Names and words that texts underline stand here once you have come to them."),
    h("ul.plainly", met.map((card) => h("li", h("div.entry", cardWords(card))))),
    pages.goBack(),
  ];
}

/** What is underlined opens a card in place. @param {Pages} pages @param {HTMLElement} link @param {string} kind @param {string} id */
export function openCard(pages, link, kind, id) {
  const place = link.closest("p, li, h2") ?? link;
  const open = place.nextElementSibling;
  if (open?.classList.contains("card")) open.remove();
  if (open?.getAttribute("data-about") === `${kind}:${id}`) return;
  const { play } = pages.sitting;
  const source = play.case.sources;
  const card = cardOf(play, kind, id);
  const words = card ? cardWords(card) : [Object.hasOwn(source, id) ? source[id].title : id];
  const made = h("aside.card", { "data-about": `${kind}:${id}`, tabindex: "-1", "aria-label": card?.title ?? "Source" }, words,
    h("p", button("Close", () => { made.remove(); link.focus(); })));
  place.after(made);
  made.focus({ preventScroll: true });
  made.scrollIntoView({ block: "nearest" });
}
