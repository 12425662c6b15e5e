import { remembered } from './storage.js';

/** Keys that act on the whole page, unless a person is typing, choosing from a list, or in a dialog. */
export class Shortcuts {
  /** @type {Map<string, () => void>} */
  #actions = new Map();
  /** Whether single characters act: whoever dictates types them too. */
  isOn = remembered('shortcuts') !== 'off';

  constructor() {
    document.addEventListener('keydown', (event) => this.#press(event));
  }

  /**
   * @param {string} key as the event names it
   * @param {() => void} act
   */
  add(key, act) {
    this.#actions.set(key, act);
  }

  /** @param {KeyboardEvent} event */
  #press(event) {
    if (event.defaultPrevented || event.ctrlKey || event.metaKey || event.altKey) return;
    const target = /** @type {Element} */ (event.target);
    // The focus stays for a moment on what a closing dialog hides, where nobody types any more.
    if (target.closest?.('input, select, textarea') && target.checkVisibility()) return;
    if (document.querySelector(':popover-open.popup, dialog[open]')) return;
    const isCharacter = event.key.length === 1;
    const act = this.#actions.get(isCharacter ? event.key.toLowerCase() : event.key);
    if (!act || (isCharacter && !this.isOn)) return;
    event.preventDefault();
    act();
  }
}
