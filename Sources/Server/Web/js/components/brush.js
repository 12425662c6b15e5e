import { h } from '../core/dom.js';

/** Below this many pixels a movement is a click. */
const SLACK = 6;

/** Drags a range along the horizontal axis of a plot. With a mouse or pen only: a finger scrolls the page. */
export class Brush {
  #plot;
  #told;
  #box = h('div', { class: 'brush', hidden: true });
  /** @type {number | null} */
  #start = null;
  #isDragging = false;
  /** Set while the click that ends a drag goes out. */
  hasJustBrushed = false;

  /**
   * @param {HTMLElement} plot
   * @param {{indexAt: (x: number) => number | undefined, chosen: (first: number, last: number) => void}} told
   */
  constructor(plot, told) {
    this.#plot = plot;
    this.#told = told;
    plot.addEventListener('pointerdown', this.#press);
    addEventListener('pointermove', this.#move);
    addEventListener('pointerup', this.#release);
    addEventListener('pointercancel', this.#stop);
  }

  destroy() {
    removeEventListener('pointermove', this.#move);
    removeEventListener('pointerup', this.#release);
    removeEventListener('pointercancel', this.#stop);
  }

  /** @param {PointerEvent} event */
  #x(event) {
    const { left, width } = this.#plot.getBoundingClientRect();
    return Math.min(width, Math.max(0, event.clientX - left));
  }

  #press = (/** @type {PointerEvent} */ event) => {
    if (event.pointerType === 'touch' || event.button !== 0) return;
    this.#start = this.#x(event);
  };

  #move = (/** @type {PointerEvent} */ event) => {
    if (this.#start === null) return;
    const x = this.#x(event);
    if (!this.#isDragging) {
      if (Math.abs(x - this.#start) < SLACK) return;
      this.#isDragging = true;
      this.#plot.append(this.#box);
      this.#box.hidden = false;
      document.addEventListener('keydown', this.#escape);
    }
    this.#box.style.insetInlineStart = `${Math.min(x, this.#start)}px`;
    this.#box.style.inlineSize = `${Math.abs(x - this.#start)}px`;
  };

  #release = (/** @type {PointerEvent} */ event) => {
    const start = this.#start;
    const wasDragging = this.#isDragging;
    this.#stop();
    if (start === null || !wasDragging) return;
    this.hasJustBrushed = true;
    setTimeout(() => {
      this.hasJustBrushed = false;
    });
    const ends = [start, this.#x(event)].sort((one, other) => one - other).map((x) => this.#told.indexAt(x));
    if (ends[0] === undefined || ends[1] === undefined) return;
    this.#told.chosen(Math.round(ends[0]), Math.round(ends[1]));
  };

  #escape = (/** @type {KeyboardEvent} */ event) => {
    if (event.key !== 'Escape') return;
    event.stopPropagation();
    this.#stop();
  };

  #stop = () => {
    this.#start = null;
    this.#isDragging = false;
    this.#box.hidden = true;
    document.removeEventListener('keydown', this.#escape);
  };
}
