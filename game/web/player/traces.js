/**
 * What a scene shows because of an earlier choice of the player's: told, and kept nowhere; as in Python's `traces`.
 *
 * @typedef {import("./playthrough.js").Playthrough} Playthrough
 * @typedef {import("./model").Step} Step
 * @typedef {import("./machine.js").Test} Test
 * @typedef {{because: string, paragraph: number | null, door: string | null}} Trace   The place of a paragraph among
 *   those that show, or the id of a choice.
 */

import { isHers } from "./bridge.js";
import { atTheTime } from "./captions.js";
import { counted } from "./numbers.js";
import { isDecision } from "./playthrough.js";

/** Decisions that are told of one paragraph; the rest are counted. */
const MOST_TOLD = 3;

/** The traces of the scene at which play stands, first those of its text, in the reading that shows. @param {Playthrough} play @returns {Trace[]} */
export function traces(play, easier = false) {
  if (play.chapterOver || play.passing) return [];
  const looking = new Tracing(play);
  return looking.steps.length ? [...looking.inText(easier), ...looking.atDoors()] : [];
}

/** Looks through one scene for what reacts to earlier decisions. */
class Tracing {
  /** @param {Playthrough} play */
  constructor(play) {
    this.play = play;
    this.program = play.machine.scene(play.state);
    this.opened = new Set(play.notebook.opened);
    this.steps = play.atEachStep.filter(([, step]) => isDecision(step) && !step.passed).reverse();
  }

  /** @param {boolean} easier @returns {Trace[]} */
  inText(easier) {
    const { scene, machine, state } = this.play;
    const inEasier = easier && machine.showing(this.program.simpler, state).length > 0;
    const blocks = (inEasier ? scene.simpler : scene.text) ?? [];
    const tests = (inEasier ? this.program.simpler : this.program.text);
    /** @type {Trace[]} */
    const found = [];
    let place = 0;
    for (const number of machine.showing(tests, state)) {
      const html = blocks[number].text;
      if (!isHers(this.play, html)) continue;
      let shownFor = tests[number] ? this.behind(tests[number]) : [];
      for (const [piece] of html.matchAll(/<p>.*?<\/p>|<ul>.*?<\/ul>/gs)) {
        const links = [...piece.matchAll(/data-memory="\w+:([^" ]*)/g)];
        const steps = eachOnce([...shownFor, ...links.flatMap(([, scene]) => this.lastAt(scene) ?? [])]);
        if (steps.length) found.push({ because: this.because(steps), paragraph: place, door: null });
        place += piece.startsWith("<p>") ? 1 : (piece.match(/<li>/g) ?? []).length;
        shownFor = [];
      }
    }
    return found;
  }

  /** @returns {Trace[]} */
  atDoors() {
    const { scene } = this.play;
    return Object.values(scene.ending ? {} : (scene.choices ?? {})).flatMap((choice) => {
      const option = this.play.optionOf(choice.id);
      const closed = !this.play.openOptions.includes(option);
      const steps = choice.hidden && closed ? [] : this.atDoor(option, closed);
      return steps.length ? [{ because: this.because(steps), paragraph: null, door: choice.id }] : [];
    });
  }

  /** The decisions that opened or closed a choice: those behind its reason, if there are any. @param {number} option @param {boolean} closed */
  atDoor(option, closed) {
    const guard = this.program.ways.find(([each]) => each === option)?.[1];
    if (!guard) return [];
    const { machine, state } = this.play;
    const reasons = this.program.closed[option];
    const reason = reasons && closed ? reasons[machine.reason(state, option)] : null;
    const behind = reason ? this.behind(reason) : [];
    return behind.length ? behind : this.behind(guard);
  }

  /** The decisions that made a test come out as it does. @param {Test} test @returns {Step[]} */
  behind(test) {
    return eachOnce(this.deciding(test).flatMap((part) => this.decisions(part)));
  }

  /** The parts without which it would not come out so. @param {Test} test @returns {Test[]} */
  deciding(test) {
    const [kind, ...parts] = test ?? [];
    if (kind === "not") return this.deciding(parts[0]);
    if (kind !== "and" && kind !== "or") return [test];
    const telling = parts.filter((part) => this.holds(part) === (kind === "or"));
    return (telling.length ? telling : parts).flatMap((part) => this.deciding(part));
  }

  /** The last decision behind each thing that a part asks about. @param {Test} part @returns {Step[]} */
  decisions(part) {
    return [...new Set(fieldsOf(part))].flatMap((field) => {
      const [name] = this.play.machine.fields[field];
      const [kind, rest] = name.split(" ", 2);
      if (kind === "has" && rest) {
        return this.steps.find(([, step]) => this.play.choiceOf(step).reveals?.includes(rest))?.[1] ?? [];
      }
      if (Object.hasOwn(this.play.case.scenes, name)) return this.lastAt(name) ?? [];
      return rest ? [] : (this.mover(field, part) ?? []);
    });
  }

  /** Her last decision at a scene, unless she passed it over since. @param {string} scene */
  lastAt(scene) {
    const step = this.play.lastAt(scene);
    return step && isDecision(step) && !step.passed ? step : null;
  }

  /** Her last decision that moved a variable and without which this part would come out otherwise. @param {number} field @param {Test} part */
  mover(field, part) {
    const { machine, state } = this.play;
    const [name] = machine.fields[field];
    const now = machine.value(state, name);
    for (const [before, step] of this.steps) {
      const was = machine.value(before.state, name);
      const after = machine.value(machine.beforeLeaving(before.state, before.optionOf(step.choice)), name);
      if (after === was) continue;
      const counts = typeof now === "number";
      const without = counts ? now - (Number(after) - Number(was)) : was;
      if ((counts || after === now) && this.holds(part, new Map([[field, without]])) !== this.holds(part)) return step;
      if (!counts) return null;
    }
    return null;
  }

  /** @param {Test} test @param {Map<number, import("./machine.js").Value> | null} instead */
  holds(test, instead = null) {
    return this.play.machine.holds(test, this.play.state, this.opened, instead);
  }

  /** Which decisions these are, with their dates. @param {Step[]} steps */
  because(steps) {
    const told = steps.slice(0, MOST_TOLD).map((step) => {
      const choice = this.play.choiceOf(step);
      return `${atTheTime(this.play.case.scenes[step.scene])} you chose: ${choice.told || choice.label}`;
    });
    if (steps.length > MOST_TOLD) told.push(`of ${counted(steps.length - MOST_TOLD, "more choice")}`);
    return `because ${told.join(", and ")}`;
  }
}

/** Steps that say the same are one. @param {Step[]} steps */
function eachOnce(steps) {
  return [...new Map(steps.map((step) => [JSON.stringify(step), step])).values()];
}

/** The fields that a part of a test asks about. @param {any} part @returns {number[]} */
function fieldsOf(part) {
  if (!Array.isArray(part)) return [];
  const [kind, ...parts] = part;
  if (kind === "on" || kind === "of") return [parts[0]];
  return kind === "read" ? [] : parts.flatMap(fieldsOf);
}
