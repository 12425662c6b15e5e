/** Short enough that a click or a key never waits for charts, and long enough that few frames pass until all are drawn. */
const BUDGET = 24;

/** Draws charts one after the other, those on screen first, a few milliseconds at a time. */
export class DrawQueue {
  /** @type {Map<HTMLElement, () => void>} */
  #waiting = new Map();
  #isScheduled = false;
  #awaited = 0;
  #changed;

  /** @param {() => void} changed called each time the queue has run empty, or has something to do again */
  constructor(changed) {
    this.#changed = changed;
  }

  /** @returns {boolean} */
  get isIdle() {
    return this.#waiting.size === 0 && this.#awaited === 0;
  }

  /**
   * @param {HTMLElement} element where it draws; drawing it once is enough however often it is asked
   * @param {() => void} draw
   */
  add(element, draw) {
    const wasIdle = this.isIdle;
    this.#waiting.set(element, draw);
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
  }

  #schedule() {
    if (this.#isScheduled) return;
    this.#isScheduled = true;
    const run = () => this.#run();
    // A hidden page gets no frames, and must not wait for one.
    if (document.hidden) setTimeout(run);
    else requestAnimationFrame(run);
  }

  #run() {
    this.#isScheduled = false;
    const end = performance.now() + BUDGET;
    try {
      for (const element of this.#inOrder()) {
        const draw = this.#waiting.get(element);
        this.#waiting.delete(element);
        draw?.();
        if (performance.now() >= end) break;
      }
    } finally {
      if (this.#waiting.size > 0) this.#schedule();
      else if (this.isIdle) this.#changed();
    }
  }

  #inOrder() {
    if (this.#waiting.size === 1) return [...this.#waiting.keys()];
    const distance = (/** @type {HTMLElement} */ element) => {
      const { top, bottom } = element.getBoundingClientRect();
      return bottom < 0 ? -bottom : top > innerHeight ? top - innerHeight : 0;
    };
    return [...this.#waiting.keys()].map((element) => ({ element, far: distance(element) }))
      .sort((one, other) => one.far - other.far).map(({ element }) => element);
  }
}
