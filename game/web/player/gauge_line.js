/** How things stand, drawn. */

import { h } from "./page_parts.js";

/** A gauge as a position between two words; never a number. @param {import("./moment.js").Gauge} gauge */
export function gaugeLine(gauge) {
  const { variable, label, steps, position, beforePosition, change, spoken } = gauge;
  const at = (/** @type {string} */ kind, /** @type {number} */ place) => {
    const made = h(`span.${kind}`);
    made.style.left = `${steps ? (100 * place) / steps : 0}%`;
    return made;
  };
  const moved = beforePosition !== null && beforePosition !== position;
  const track = h("span.track", moved && at("before", beforePosition), at("now", position));
  return h("div.gauge", { role: "img", "aria-label": spoken },
    h("span.label", label),
    h("span.low", variable.low), track, h("span.high", variable.high),
    h("span.change", change),
  );
}
