/** The first page: what the case asks, its content note, and the playthroughs that this browser keeps. */

import { button, element, prose } from "./page_parts.js";

/** @typedef {import("./pages.js").Pages} Pages */

/** @param {Pages} pages */
export function titlePage(pages) {
  const { game, plays } = pages;
  const { case: told } = game;
  const chapter = game.chapter(plays.chapter);
  const begun = pages.sitting.play.depth > 0;
  return [
    element("p.where", {}, told.span),
    element("h1", { tabindex: "-1" }, chapter ? `${told.title}: ${chapter.title}` : told.title),
    element("p.question", {}, chapter?.question || told.question),
    told.content_note && element("h2", {}, "Before you begin"),
    prose("div.note", told.content_note),
    element("p.go-on", {},
      begun && button("Go on", () => pages.show(), { class: "main" }),
      button(begun ? "Begin again" : "Begin", () => { pages.sitting = pages.begun(); pages.show(); }, { class: begun ? "" : "main" }),
    ),
  ];
}
