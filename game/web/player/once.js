/** Work that can wait, and that is done once. */

/**
 * @template {object} From
 * @template To
 * @param {(value: From) => To} work
 * @returns {(value: From) => To}
 */
export function oncePer(work) {
  /** @type {WeakMap<From, To>} */
  const known = new WeakMap();
  return (value) => {
    if (!known.has(value)) known.set(value, work(value));
    return /** @type {To} */ (known.get(value));
  };
}

/** Every getter of a class works once. @param {{prototype: object}} kind */
export function keepingWhatItTold({ prototype }) {
  for (const [name, { get }] of Object.entries(Object.getOwnPropertyDescriptors(prototype))) {
    if (!get) continue;
    Object.defineProperty(prototype, name, {
      get() {
        const value = get.call(this);
        Object.defineProperty(this, name, { value });
        return value;
      },
    });
  }
}

/**
 * Pieces of work for a page, one after the other once it has been drawn; between them the reader can act.
 * Gives a function that does at once what is left.
 * @param {Node} place   Where it is done; once it is no longer shown, nothing more is.
 * @param {(() => void)[]} pieces
 */
export function inTurn(place, pieces) {
  const left = [...pieces];
  const go = () => {
    if (!place.isConnected) return;
    left.shift()?.();
    if (left.length) setTimeout(go);
  };
  requestAnimationFrame(() => requestAnimationFrame(() => setTimeout(go)));
  return () => {
    while (left.length) left.shift()?.();
  };
}
