/** How things stand, drawn. */

import { element } from "./page_parts.js";

/** A gauge as a position between two words; never a number. @param {import("./moment.js").Gauge} gauge */
export function gaugeLine(gauge) {
  const { variable, label, steps, position, beforePosition, change, spoken } = gauge;
  const at = (/** @type {string} */ kind, /** @type {number} */ place) => {
    const made = element(`span.${kind}`, {});
    made.style.left = `${steps ? (100 * place) / steps : 0}%`;
    return made;
  };
  const moved = beforePosition !== null && beforePosition !== position;
  const track = element("span.track", {}, moved && at("before", beforePosition), at("now", position));
  return element("div.gauge", { role: "img", "aria-label": spoken },
    element("span.label", {}, label),
    element("span.low", {}, variable.low), track, element("span.high", {}, variable.high),
    element("span.change", {}, change),
  );
}
