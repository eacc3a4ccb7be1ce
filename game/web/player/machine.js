/**
 * The finite machine of a case, run from its program: `game/web/compiled.py` says what stands in one.
 *
 * @typedef {boolean | number | string} Value
 * @typedef {readonly number[]} State   The place of the scene, then what each field holds.
 * @typedef {any[] | null} Test
 * @typedef {[number, number] | [number, null, number]} Effect
 * @typedef {[number, Test, Effect[], [Test, number][]]} Way
 * @typedef {{id: string, ends: boolean, papers: string[], options: string[], ways: Way[], enter: Effect[],
 *   text: Test[], simpler: Test[], closed: Record<string, Test[]>}} SceneProgram
 * @typedef {Partial<SceneProgram> & {id: string}} WrittenScene   What is empty is left out.
 * @typedef {{fields: [string, Value[], number][], starts: Record<string, State>, scenes: WrittenScene[]}} Program
 * @typedef {ReadonlySet<string>} Papers   Papers that have been opened.
 */

/** Every paper on the table has been opened. */
export const EVERYTHING_READ = null;

/** @type {Record<string, (one: any, other: any) => boolean>} */
const RELATIONS = {
  "==": (one, other) => one === other,
  "!=": (one, other) => one !== other,
  "<": (one, other) => one < other,
  "<=": (one, other) => one <= other,
  ">": (one, other) => one > other,
  ">=": (one, other) => one >= other,
};

const NOTHING = { ends: false, papers: [], options: [], ways: [], enter: [], text: [], simpler: [], closed: {} };

export class Machine {
  /** @param {Program} program */
  constructor(program) {
    this.fields = program.fields;
    this.starts = program.starts;
    /** @type {SceneProgram[]} */
    this.scenes = program.scenes.map((scene) => ({ ...NOTHING, ...scene }));
    /** @type {Map<string, number>} */
    this.places = new Map(program.fields.map(([name], place) => [name, place + 1]));
  }

  /**
   * The state on arriving at the start of the case, or of one chapter played alone.
   * @param {string | null} chapter
   * @returns {State}
   */
  start(chapter = null) {
    return this.starts[chapter ?? ""];
  }

  /** @param {State} state */
  scene(state) {
    return this.scenes[state[0]];
  }

  /**
   * The open choices by their places, in the scene's order.
   * @param {State} state
   * @param {Papers | null} read   Which papers have been opened; `EVERYTHING_READ` for all.
   * @returns {number[]}
   */
  options(state, read = EVERYTHING_READ) {
    return this.scene(state).ways.filter(([, guard]) => this.holds(guard, state, read)).map(([option]) => option);
  }

  /**
   * The state on arriving at the next scene after a choice that is open.
   * @param {State} state
   * @param {number} option
   * @returns {State}
   */
  take(state, option) {
    const left = this.beforeLeaving(state, option);
    const routes = this.way(state, option)[3];
    const to = /** @type {[Test, number]} */ (routes.find(([guard]) => this.holds(guard, left)))[1];
    return this.after([to, ...left.slice(1)], this.scenes[to].enter);
  }

  /**
   * The state after a choice has changed what it changes, before play arrives at the next scene.
   * @param {State} state
   * @param {number} option
   */
  beforeLeaving(state, option) {
    return this.after(state, this.way(state, option)[2]);
  }

  /**
   * @param {State} state
   * @param {number} option
   * @returns {Way}
   */
  way(state, option) {
    const found = this.scene(state).ways.find((way) => way[0] === option);
    if (!found) throw new RangeError(`there is no way ${option} out of ${this.scene(state).id}`);
    return found;
  }

  /**
   * The state after some effects; numbers stop at their bounds.
   * @param {State} state
   * @param {Effect[]} effects
   * @returns {State}
   */
  after(state, effects) {
    const next = [...state];
    for (const [field, add, to] of effects) {
      const last = this.fields[field][1].length - 1;
      next[field + 1] = add === null ? /** @type {number} */ (to) : Math.min(Math.max(next[field + 1] + add, 0), last);
    }
    return next;
  }

  /**
   * Which blocks show, by their places.
   * @param {Test[]} tests
   * @param {State} state
   */
  showing(tests, state) {
    return tests.flatMap((test, place) => (this.holds(test, state) ? [place] : []));
  }

  /**
   * The place of the reason for which a choice is closed.
   * @param {State} state
   * @param {number} option
   */
  reason(state, option) {
    const tests = this.scene(state).closed?.[option] ?? [];
    return Math.max(tests.findIndex((test) => this.holds(test, state)), 0);
  }

  /**
   * What a variable holds.
   * @param {State} state
   * @param {string} name
   * @returns {Value}
   */
  value(state, name) {
    const place = this.places.get(name);
    if (place === undefined) throw new RangeError(`nothing is remembered of ${name}`);
    return this.fields[place - 1][1][state[place]];
  }

  /**
   * What every field holds.
   * @param {State} state
   * @returns {Record<string, Value>}
   */
  values(state) {
    return Object.fromEntries(this.fields.map(([name, values], place) => [name, values[state[place + 1]]]));
  }

  /**
   * Papers that a way out asks the player to have opened, each once.
   * @param {State} state
   * @param {number} option
   */
  papersIn(state, option) {
    const table = this.scene(state).papers;
    return [...new Set(reads(this.way(state, option)[1]))].map((place) => table[place]);
  }

  /**
   * @param {Test} test
   * @param {State} state
   * @param {Papers | null} read
   * @param {ReadonlyMap<number, Value> | null} instead   Values that fields are taken to hold.
   * @returns {boolean}
   */
  holds(test, state, read = EVERYTHING_READ, instead = null) {
    if (test === null) return true;
    const [kind, ...parts] = test;
    switch (kind) {
      case "on":
        return this.operand(["of", parts[0]], state, instead) === true;
      case "read":
        return read === null || read.has(this.scene(state).papers[parts[0]]);
      case "not":
        return !this.holds(parts[0], state, read, instead);
      case "and":
        return parts.every((part) => this.holds(part, state, read, instead));
      case "or":
        return parts.some((part) => this.holds(part, state, read, instead));
      case "in": {
        const [one, ...others] = parts.map((part) => this.operand(part, state, instead));
        return others.includes(one);
      }
      default:
        return RELATIONS[kind](this.operand(parts[0], state, instead), this.operand(parts[1], state, instead));
    }
  }

  /**
   * @param {any} operand
   * @param {State} state
   * @param {ReadonlyMap<number, Value> | null} instead
   * @returns {any}
   */
  operand(operand, state, instead) {
    if (!Array.isArray(operand)) return operand;
    const [kind, one, other] = operand;
    if (kind === "of") return instead?.get(one) ?? this.fields[one][1][state[one + 1]];
    const sum = kind === "+" ? 1 : -1;
    return this.operand(one, state, instead) + sum * this.operand(other, state, instead);
  }
}

/**
 * The papers that a test asks for, by their places on the table.
 * @param {Test} test
 * @returns {number[]}
 */
function reads(test) {
  if (test === null) return [];
  const [kind, ...parts] = test;
  if (kind === "read") return [parts[0]];
  return ["not", "and", "or"].includes(kind) ? parts.flatMap(reads) : [];
}
