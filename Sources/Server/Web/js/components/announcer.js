import { h } from '../core/dom.js';

/** Milliseconds that failures wait for one another. */
const TOGETHER = 150;

/** Says to screen readers what a sighted person sees change. */
export class Announcer {
  element = h('div', { class: 'spoken', role: 'status', 'aria-live': 'polite' });
  /** @type {string[]} */
  #failed = [];

  /** @param {string} text */
  say = (text) => {
    // The same text twice in a row would be no change, and so not read.
    this.element.textContent = this.element.textContent === text ? `${text}\u00a0` : text;
  };

  /**
   * Failures that come together are told together.
   * @param {string} name of what failed
   * @param {string} title says that it did
   * @param {string} text says why
   */
  fail = (name, title, text) => {
    if (this.#failed.push(name) > 1) return;
    setTimeout(() => {
      this.say(`${title}: ${this.#failed.splice(0).join(', ')}. ${text}`);
    }, TOGETHER);
  };
}
