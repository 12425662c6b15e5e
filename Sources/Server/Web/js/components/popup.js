import { h, needStyles, setAttribute, uniqueId } from '../core/dom.js';

await needStyles('/css/popup.css');

const MARGIN = 12;

/** The panel that opens below a button. The browser closes it on Escape and on a click elsewhere. */
export class Popup {
  #id = uniqueId('popup');

  /**
   * @param {HTMLButtonElement} button that toggles it
   * @param {{label: string, opened: () => void, class?: string}} options `opened` fills the panel
   */
  constructor(button, { label, opened, class: name = '' }) {
    this.button = button;
    this.panel = h('div', { class: `popup ${name}`, id: this.#id, popover: 'auto', role: 'dialog', tabindex: '-1', 'aria-label': label });
    button.after(this.panel);
    this.panel.addEventListener('toggle', (event) => {
      const isOpen = /** @type {ToggleEvent} */ (event).newState === 'open';
      setAttribute(button, 'aria-expanded', String(isOpen));
      const listen = isOpen ? addEventListener : removeEventListener;
      for (const type of ['scroll', 'resize']) listen(type, this.place);
      if (!isOpen && (document.activeElement === document.body || this.panel.contains(document.activeElement))) button.focus();
    });
    // The press that opens it would otherwise first close it as a press elsewhere, and then open it again.
    button.addEventListener('pointerdown', () => {
      this.wasOpen = this.isOpen;
    });
    // Whoever has gone on with the keyboard is past it; it would only cover what comes.
    this.panel.addEventListener('focusout', ({ relatedTarget }) => {
      if (relatedTarget && !this.panel.contains(/** @type {Node} */ (relatedTarget))) this.close();
    });
    this.opened = opened;
  }

  get isOpen() {
    return this.panel.matches(':popover-open');
  }

  toggle() {
    if (this.wasOpen) {
      this.wasOpen = false;
      this.close();
    } else {
      this.open();
    }
  }

  open() {
    if (this.isOpen) return;
    this.opened();
    this.panel.showPopover();
    this.place();
    /** @type {HTMLElement | null} */ (this.panel.querySelector('[data-first], select, input, button'))?.focus();
  }

  close() {
    if (this.isOpen) this.panel.hidePopover();
  }

  /** Keeps the panel on screen, below its button where there is room. */
  place = () => {
    const anchor = this.button.getBoundingClientRect();
    const { width, height } = this.panel.getBoundingClientRect();
    const left = Math.max(MARGIN, Math.min(anchor.left, innerWidth - width - MARGIN));
    const top = Math.max(MARGIN, Math.min(anchor.bottom + 8, innerHeight - height - MARGIN));
    this.panel.style.left = `${left}px`;
    this.panel.style.top = `${top}px`;
  };
}
