/** What can be done from every page: by a button at the foot, by a key, or from the page that names them all. */

import { button, h, headline } from "./page_parts.js";
import { lastTurned } from "./turned_sheet.js";

/**
 * @typedef {import("./pages.js").Pages} Pages
 * @typedef {{key: string, label: string, act: (pages: Pages) => void, can?: (pages: Pages) => boolean, at?: "phone" | "foot"}} Way
 *   `at` says whether it stands at the foot, and at that of a phone too; the others are behind “more”.
 */

/** @type {Way[]} */
const WAYS = [
  { key: "u", label: "one step back", act: (pages) => pages.undo(), can: ({ sitting }) => sitting.play.depth > 0, at: "phone" },
  { key: "U", label: "forward again", act: (pages) => pages.redo(), can: ({ sitting }) => sitting.ahead.length > 0, at: "foot" },
  { key: "n", label: "notebook", act: (pages) => pages.show("notebook"), at: "phone" },
  { key: "m", label: "your path", act: (pages) => pages.show("path"), at: "phone" },
  { key: "w", label: "who and what", act: (pages) => pages.show("people"), at: "foot" },
  { key: "/", label: "search", act: (pages) => pages.show("search"), at: "foot" },
  { key: "p", label: "pass over this scene", act: (pages) => pages.passOver(), can: (pages) => pages.atScene },
  { key: "e", label: "easier reading, or the full text", act: (pages) => pages.changeReading() },
  { key: "c", label: "the last sheet that was turned", act: (pages) => pages.show("turned"), can: lastSheetCanBeSeen },
  { key: "o", label: "settings", act: (pages) => pages.show("settings"), at: "foot" },
  { key: "x", label: "save or hand in", act: (pages) => pages.show("hand-in"), at: "foot" },
  { key: "?", label: "keys", act: (pages) => pages.show("keys"), can: () => !onScreenKeyboard() },
  { key: "q", label: "leave", act: (pages) => pages.show("title"), at: "foot" },
];
const SETTINGS = /** @type {Way} */ (WAYS.find(({ key }) => key === "o"));

const OTHER_KEYS = {
  y: "which choice of yours a pencil line goes back to",
  "1–9": "choose: opens why", d: "the papers on the table", t: "other colours", "tab, enter": "everything, in its order",
  esc: "back", enter: "choose this, at the reason",
};

/** @param {Pages} pages @returns {HTMLElement[]} */
export function footButtons(pages) {
  if (pages.shown[0] === "title") return [wayButton(pages, { ...SETTINGS, at: "phone" })];
  const beside = pages.below.length > 0;
  const open = WAYS.filter(({ key, at, can }) => at && (!can || can(pages)) && !(beside && "uU".includes(key)));
  /** @type {Way} */
  const back = { key: "esc", label: "back", act: () => pages.back(), at: "phone" };
  return [...(beside ? [wayButton(pages, back)] : []), ...open.map((way) => wayButton(pages, way)), button("more", () => pages.show("more"))];
}

/** Before the first sheet, and where all is told at the end, there is none. @param {Pages} pages */
function lastSheetCanBeSeen({ sitting, looks }) {
  return looks.set.tell !== "end" && lastTurned(sitting.play) !== null;
}

/** @param {Pages} pages @param {Way} way */
function wayButton(pages, { key, label, act, at }) {
  const made = button("", () => act(pages), { class: at === "phone" ? "" : "less", "aria-keyshortcuts": key === "esc" ? "Escape" : key });
  const sign = pages.looks.set.keys === "on" ? h("b", { "aria-hidden": "true" }, `${key} `) : "";
  made.append(sign, label);
  return made;
}

/** Everything that does not stand at the foot of a phone. @param {Pages} pages */
export function morePage(pages) {
  const others = WAYS.filter(({ at, can }) => at !== "phone" && (!can || can(pages)));
  return [
    headline("More"),
    h("ul.plainly", others.map(({ label, act }) =>
      h("li", button(label.slice(0, 1).toUpperCase() + label.slice(1), () => act(pages), { class: "choice" })))),
    pages.goBack(),
  ];
}

/** Every key. @param {Pages} pages */
export function keysPage(pages) {
  const keys = [...WAYS.map(({ key, label }) => [key, label]), ...Object.entries(OTHER_KEYS)];
  return [
    headline("Keys"),
    h("p.quiet", "Nothing is lost by any of them. Single keys can be turned off in the settings."),
    h("dl", keys.map(([key, label]) => h("div", h("dt", key), h("dd", label)))),
    pages.goBack(),
  ];
}

/** Whether a keyboard would come up over the page as soon as a line is written on. */
export function onScreenKeyboard() {
  return matchMedia("(pointer: coarse)").matches;
}

/** @param {Pages} pages */
export function listenToKeys(pages) {
  document.addEventListener("keydown", (event) => {
    const target = /** @type {HTMLElement} */ (event.target);
    if (event.key === "Escape") return escaping(pages);
    if (event.isComposing) return;
    if (event.key === "Enter" && target instanceof HTMLTextAreaElement && !event.shiftKey) {
      event.preventDefault();
      return lineFinished(pages, target);
    }
    const writes = target.matches("textarea, input:not([type='radio'], [type='checkbox']), select");
    if (writes || event.ctrlKey || event.metaKey || event.altKey || pages.looks.set.keys === "off") return;
    const line = /** @type {HTMLElement | null} */ (pages.main.querySelector("#because"));
    if (line && event.key.length === 1 && event.key !== " ") line.focus();
    else if (single(pages, event.key) || single(pages, inLatin(event))) event.preventDefault();
  });
}

/** The sign of a key in the Latin layout, where another layout has other letters there. @param {KeyboardEvent} event */
function inLatin({ key, code, shiftKey }) {
  const [, letter = "", digit = ""] = /^(?:Key([A-Z])|Digit(\d))$/.exec(code) ?? [];
  if (letter && /^\p{Script=Latin}/u.test(key)) return "";
  return shiftKey ? letter : letter.toLowerCase() + digit;
}

/** Enter takes the choice with its sentence, or writes the line down. @param {Pages} pages @param {HTMLTextAreaElement} line */
function lineFinished(pages, line) {
  if (line.id === "because") /** @type {HTMLElement | null} */ (pages.main.querySelector("button.commit"))?.click();
  else if (line.form) line.form.requestSubmit();
  else line.blur();
}

/** @param {Pages} pages */
function escaping(pages) {
  const card = /** @type {HTMLElement | null} */ (pages.main.querySelector(".card button"));
  if (card) card.click();
  else if (pages.below.length) pages.back();
  else if (pages.shown[0] === "why") /** @type {HTMLElement | null} */ (pages.main.querySelector("button.unchoose"))?.click();
}

/** What a single key does; whether it did anything. @param {Pages} pages @param {string} key */
function single(pages, key) {
  const offered = pages.main.querySelectorAll(".choices li");
  const slip = /** @type {HTMLElement | null} */ (pages.main.querySelector("button.slip"));
  const way = WAYS.find((each) => each.key === key && (!each.can || each.can(pages)));
  if (/^[1-9]$/.test(key)) /** @type {HTMLElement | null | undefined} */ (offered[Number(key) - 1]?.querySelector("button"))?.click();
  else if (key === "d" && slip) slip.focus();
  else if (key === "y" && pages.main.querySelector("button.tells")) pages.tellTraces();
  else if (key === "t") pages.looks.nextPalette();
  else if (way && (pages.shown[0] !== "title" || key === "o")) way.act(pages);
  else return false;
  return true;
}
