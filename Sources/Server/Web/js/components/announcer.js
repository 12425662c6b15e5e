import { h } from '../core/dom.js';

/** Says to screen readers what a sighted person sees change. */
export class Announcer {
  element = h('div', { class: 'spoken', role: 'status', 'aria-live': 'polite' });

  /** @param {string} text */
  say = (text) => {
    // The same text twice in a row would be no change, and so not read.
    this.element.textContent = this.element.textContent === text ? `${text}\u00a0` : text;
  };
}
