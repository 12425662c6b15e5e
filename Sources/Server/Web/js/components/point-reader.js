/**
 * @typedef {object} Points
 * @property {() => number} count
 * @property {(index: number) => void} show
 * @property {(index: number) => void} choose
 * @property {() => void} hide
 */

/** Moves through the marks of a chart with the keyboard. */
export class PointReader {
  #points;
  /** @type {number | null} */
  #index = null;

  /**
   * @param {HTMLElement} plot
   * @param {Points} points
   */
  constructor(plot, points) {
    this.#points = points;
    plot.addEventListener('keydown', (event) => this.#press(event));
    plot.addEventListener('blur', () => this.leave());
  }

  /** @param {KeyboardEvent} event */
  #press(event) {
    if (event.altKey || event.ctrlKey || event.metaKey) return;
    const last = this.#points.count() - 1;
    if (last < 0) return;
    if (event.key === 'Escape' && this.#index !== null) {
      event.stopPropagation();
      return this.leave();
    }
    if ((event.key === 'Enter' || event.key === ' ') && this.#index !== null) {
      event.preventDefault();
      return this.#points.choose(this.#index);
    }
    const target = this.#target(event.key, last);
    if (target === undefined) return;
    event.preventDefault();
    this.#index = Math.min(last, Math.max(0, target));
    this.#points.show(this.#index);
  }

  /**
   * @param {string} key
   * @param {number} last
   * @returns {number | undefined}
   */
  #target(key, last) {
    const page = Math.max(2, Math.round(last / 10));
    switch (key) {
      case 'ArrowDown':
      case 'ArrowRight': return this.#index === null ? 0 : this.#index + 1;
      case 'ArrowUp':
      case 'ArrowLeft': return this.#index === null ? last : this.#index - 1;
      case 'PageDown': return (this.#index ?? 0) + page;
      case 'PageUp': return (this.#index ?? last) - page;
      case 'Home': return 0;
      case 'End': return last;
      default: return undefined;
    }
  }

  /** Lets go of the mark that was read. */
  leave() {
    this.#index = null;
    this.#points.hide();
  }
}
