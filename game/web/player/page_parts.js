/** Pieces of the page: elements, and the two kinds of text that stand in them. */

/** @typedef {Node | string | null | undefined | false} Piece */

/**
 * An element. Texts are text, whatever stands in them; what begins with `on` is listened to.
 * @param {string} tag   The name, with classes behind dots: `p.quiet`.
 * @param {Record<string, any>} attributes
 * @param {(Piece | Piece[])[]} pieces
 * @returns {HTMLElement}
 */
export function element(tag, attributes = {}, ...pieces) {
  const [name, ...classes] = tag.split(".");
  const made = document.createElement(name);
  if (classes.length) made.className = classes.join(" ");
  for (const [key, value] of Object.entries(attributes)) {
    if (key.startsWith("on")) made.addEventListener(key.slice(2), value);
    else if (value !== null && value !== undefined && value !== false) made.setAttribute(key, value === true ? "" : value);
  }
  made.append(.../** @type {(Node | string)[]} */ (pieces.flat().filter((piece) => piece || piece === "")));
  return made;
}

/**
 * An element with an author's words, which the project's Markdown reader made into HTML.
 * @param {string} tag
 * @param {import("./model").Html | undefined} html
 */
export function prose(tag, html) {
  const made = element(tag, {});
  made.innerHTML = html ?? "";
  return made;
}

/**
 * @param {string} label
 * @param {() => void} act
 * @param {Record<string, any>} attributes
 */
export function button(label, act, attributes = {}) {
  return element("button", { type: "button", onclick: act, ...attributes }, label);
}

/** What can be used in a part of the page, in its order. @param {HTMLElement} part @returns {HTMLElement[]} */
export function controlsOf(part) {
  return [...part.querySelectorAll("a, button, input, textarea, summary")].map((each) => /** @type {HTMLElement} */ (each));
}
