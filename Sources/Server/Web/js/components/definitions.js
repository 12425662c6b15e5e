import { h, setAttribute } from '../core/dom.js';
import { icon } from './icon.js';

/** @typedef {import('./definition.js').Define} Define */

/** What can be explained. The pop-up that does so is fetched when the first explanation is wanted. */
export class Definitions {
  #say;
  #words;
  /** @type {Promise<import('./definition.js').DefinitionPopover> | undefined} */
  #popover;

  /**
   * @param {(text: string) => void} say tells it to screen readers
   * @param {() => Promise<void>} words fetches those that explain
   */
  constructor(say, words) {
    this.#say = say;
    this.#words = words;
  }

  /** @param {(popover: import('./definition.js').DefinitionPopover) => void} act */
  async #tell(act) {
    this.#popover ??= this.#load();
    try {
      act(await this.#popover);
    } catch {
      // Not fetched: the next time is another try.
      this.#popover = undefined;
    }
  }

  /** With the words, so that there are both or neither. */
  async #load() {
    const [{ DefinitionPopover }] = await Promise.all([import('./definition.js'), import('./definition-words.js'), this.#words()]);
    return new DefinitionPopover(this.#say);
  }

  /**
   * @param {string} label names the button
   * @param {Define} define
   * @returns {HTMLButtonElement}
   */
  button(label, define) {
    const button = h('button', { type: 'button', class: 'button-info', 'aria-label': label }, icon('info'));
    this.attach(button, define);
    return button;
  }

  /**
   * @param {HTMLElement} trigger
   * @param {Define} define
   */
  attach(trigger, define) {
    setAttribute(trigger, 'aria-expanded', 'false');
    trigger.addEventListener('click', () => this.#tell((popover) => popover.press(trigger, define)));
    trigger.addEventListener('pointerenter', ({ pointerType }) => {
      if (pointerType === 'mouse') this.#tell((popover) => popover.expect(trigger, define));
    });
    trigger.addEventListener('pointerleave', () => this.#popover && this.#tell((popover) => popover.leave()));
    trigger.addEventListener('blur', () => this.#popover && this.#tell((popover) => popover.blur(trigger)));
  }
}
