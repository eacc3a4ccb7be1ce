/** Pieces of the page: elements, and the two kinds of text that stand in them. */

/** @typedef {import("./model").Piece} Piece */

/**
 * An element. Texts are text, whatever stands in them; what is empty is left out; what begins with `on` is listened to.
 * @param {string} tag   The name, with classes behind dots: `p.quiet`.
 * @param {(Piece | Record<string, any>)[]} inner   Its attributes, if it has any, then its pieces; lists stand for what is in them.
 * @returns {HTMLElement}
 */
export function h(tag, ...inner) {
  const [name, ...classes] = tag.split(".");
  const made = document.createElement(name);
  if (classes.length) made.className = classes.join(" ");
  const attributes = inner[0]?.constructor === Object ? /** @type {Record<string, any>} */ (inner.shift()) : {};
  for (const [key, value] of Object.entries(attributes)) {
    if (key.startsWith("on")) made.addEventListener(key.slice(2), value);
    else if (value ?? false) made.setAttribute(key, value === true ? "" : value);
  }
  made.append(.../** @type {any[]} */ (inner).flat(Infinity).filter(Boolean));
  return made;
}

/** What a page is called; a screen reader begins there. @param {string} title */
export function headline(title) {
  return h("h1", { tabindex: "-1" }, title);
}

/**
 * An element with an author's words, which the project's Markdown reader made into HTML.
 * @param {string} tag
 * @param {import("./model").Html | undefined} html
 */
export function prose(tag, html) {
  const made = h(tag);
  made.innerHTML = html ?? "";
  return made;
}

/**
 * @param {string} label
 * @param {() => void} act
 * @param {Record<string, any>} attributes
 */
export function button(label, act, attributes = {}) {
  return h("button", { type: "button", onclick: act, ...attributes }, label);
}

/** What can be used in a part of the page, in its order. @param {HTMLElement} part @returns {HTMLElement[]} */
export function controlsOf(part) {
  return [...part.querySelectorAll("a, button, input, textarea, summary")].map((each) => /** @type {HTMLElement} */ (each));
}
