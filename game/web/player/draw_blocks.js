/** Blocks as elements of the page: lists are lists, labels are terms, and what has a key can be opened or written on. */

import { h, prose } from "./page_parts.js";

/**
 * @typedef {import("./blocks.js").Block} Block
 * @typedef {import("./blocks.js").Words} Words
 * @typedef {(key: string, words: Words) => Node | null} Keyed   What stands where a key is: a button, a line to write on.
 */

/**
 * @param {Block[]} blocks
 * @param {Keyed} keyed
 * @param {number} level   Of the heading that stands above them; titles of entries stand one below the last heading.
 * @returns {Node[]}
 */
export function drawn(blocks, keyed, level = 2) {
  /** @type {Node[]} */
  const found = [];
  for (const block of blocks) {
    if (block.is === "heading") level = block.level;
    const made = drawnOne(block, keyed, level + 1);
    const list = block.is === "fact" ? "dl" : block.is === "words" && block.item ? "ul" : "";
    const last = found.at(-1);
    if (!list) found.push(...made);
    else if (last instanceof HTMLElement && last.localName === list) last.append(...made);
    else found.push(h(list, made));
  }
  return found;
}

/** @param {Block} block @param {Keyed} keyed @param {number} level @returns {Node[]} */
function drawnOne(block, keyed, level) {
  switch (block.is) {
    case "heading": {
      const title = h(`h${block.level}`, { id: block.anchor || null }, block.text);
      return block.note ? [title, h("p.quiet", block.note)] : [title];
    }
    case "words":
      return [drawnWords(block, keyed)];
    case "fact":
      return [h("div", h("dt", { "data-sign": block.sign || null }, block.label), h("dd", drawn(block.words, keyed)))];
    default:
      return [
        h(`section.entry${block.sheet ? ".sheet" : ""}`,
          block.title && h(`h${level}`, block.title),
          block.note && h("p.note", block.note),
          drawn(block.words, keyed),
          drawn(block.facts, keyed),
        ),
      ];
  }
}

/** @param {Words} words @param {Keyed} keyed */
function drawnWords(words, keyed) {
  const { html, item, tone, note, sign, key } = words;
  const made = prose(`${item ? "li" : "p"}.${{ player: "pencil", item: "text" }[tone] ?? tone}`, html);
  if (sign) made.dataset.sign = sign;
  const instead = key ? keyed(key, words) : null;
  if (instead) made.replaceChildren(instead);
  if (note) made.append(" ", h("span.quiet", `(${note})`));
  return made;
}
