/** What an examination calls the parts of a plan; as in Python, where each profile is a dated data file. */

import { entry, fact } from "./blocks.js";
import { escaped } from "./phrases.js";

/** @typedef {import("./model").Exam} Exam */

/** A part's title, with the objectives that it shows behind it. @param {string} title @param {Exam | null} exam @param {string} part */
export function titled(title, exam, part) {
  const shows = (exam?.objectives ?? []).filter(({ labels = [] }) => labels.includes(part)).map((objective) => objective.title);
  return shows.length ? `${title} (${shows.join(", ")})` : title;
}

/** The objectives that the parts are labelled by, and what the plan leaves out of them. @param {Exam} exam */
export function examEntry({ name, as_of, objectives, note, source }) {
  return entry("Labelled for", {
    note: `${name}, as of ${as_of}`,
    facts: [
      objectives.map((each) => fact(each.title, `<p>${asksFor(each)}</p>`)),
      fact("Take care", note),
      fact("Source", source && `<p>${source}</p>`),
    ],
  });
}

/** What is marked, what it counts for, and whether the plan leaves it to do. @param {Exam["objectives"][0]} objective */
function asksFor({ says, weight, labels }) {
  return `${labels ? "" : "Still to do: "}${says}${weight ? ` Counts for ${escaped(weight)}.` : ""}`;
}
