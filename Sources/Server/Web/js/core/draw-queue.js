/** Milliseconds after which a task starts no other chart, so that clicks and keys come between. */
const BUDGET = 50;

/** Draws charts one after the other, those on screen first, as many as a task may take. */
export class DrawQueue {
  /** @type {Map<HTMLElement, () => (() => void) | void>} */
  #waiting = new Map();
  #isScheduled = false;
  #awaited = 0;
  #changed;
  /** A frame's callback would wait until the frame before is composed. */
  #tasks = new MessageChannel();
  /** @type {WeakSet<Element>} */
  #onScreen = new WeakSet();
  #observer = new IntersectionObserver((entries) => {
    for (const { target, isIntersecting } of entries) this.#onScreen[isIntersecting ? 'add' : 'delete'](target);
  });

  /** @param {() => void} changed called each time the queue has run empty, or has something to do again */
  constructor(changed) {
    this.#changed = changed;
    this.#tasks.port1.onmessage = () => this.run();
  }

  /** @returns {boolean} */
  get isIdle() {
    return this.#waiting.size === 0 && this.#awaited === 0;
  }

  /**
   * @param {HTMLElement} element where it draws, once however often it is asked
   * @param {() => (() => void) | void} draw what it returns writes the words around it, after all drawings of a task: words lay
   *   out the page anew
   */
  add(element, draw) {
    const wasIdle = this.isIdle;
    this.#waiting.set(element, draw);
    this.#observer.observe(element);
    if (wasIdle) this.#changed();
    this.#schedule();
  }

  /**
   * A drawing that has to fetch something first.
   * @returns {() => void} to be called when it has
   */
  wait() {
    this.#awaited += 1;
    return () => {
      this.#awaited -= 1;
      if (this.isIdle) this.#changed();
    };
  }

  /** @param {HTMLElement} element */
  remove(element) {
    this.#waiting.delete(element);
    this.#observer.unobserve(element);
  }

  #schedule() {
    if (this.#isScheduled) return;
    this.#isScheduled = true;
    this.#tasks.port2.postMessage(null);
  }

  /** Draws now, as much as one task may: a task of its own would wait until the browser has shown what changed before. */
  run() {
    this.#isScheduled = false;
    const end = performance.now() + BUDGET;
    const words = [];
    const far = (/** @type {HTMLElement} */ element) => Number(!this.#onScreen.has(element));
    try {
      for (const element of [...this.#waiting.keys()].sort((one, other) => far(one) - far(other))) {
        const draw = this.#waiting.get(element);
        this.#waiting.delete(element);
        words.push(draw?.());
        if (performance.now() >= end) break;
      }
    } finally {
      try {
        for (const write of words) write?.();
      } finally {
        if (this.#waiting.size > 0) this.#schedule();
        else if (this.isIdle) this.#changed();
      }
    }
  }
}
