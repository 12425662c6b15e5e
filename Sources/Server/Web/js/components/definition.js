import { fill, h, needStyles, setAttribute, uniqueId } from '../core/dom.js';

await needStyles('/css/popup.css');

/**
 * What a figure means, in which unit, over which days.
 * @typedef {object} Definition
 * @property {string} title
 * @property {string | string[]} text a paragraph, or several
 * @property {[label: string, value: string][]} [facts]
 *
 * @typedef {() => Definition | Promise<Definition>} Define
 */

const HOVER_DELAY = 180;
const MARGIN = 12;

/** The one pop-up that explains figures: on hover, or by click and keyboard, and then it stays until dismissed. */
export class DefinitionPopover {
  element = h('div', { class: 'definition', id: uniqueId('definition'), popover: 'manual', role: 'note' });
  /** @type {HTMLElement | null} */
  #trigger = null;
  #isPinned = false;
  /** @type {ReturnType<typeof setTimeout> | undefined} */
  #timer;
  #say;

  /** @param {(text: string) => void} say tells it to screen readers */
  constructor(say) {
    this.#say = say;
    this.element.addEventListener('pointerenter', () => clearTimeout(this.#timer));
    this.element.addEventListener('pointerleave', () => this.leave());
    // Before the keys of the page hear of it.
    document.addEventListener('keydown', (event) => {
      if (!this.#trigger) return;
      const step = { ArrowDown: 40, ArrowUp: -40 }[event.key];
      if (step && this.#isPinned && this.element.scrollHeight > this.element.clientHeight) {
        event.preventDefault();
        this.element.scrollBy(0, step);
      } else if (event.key === 'Escape') {
        event.stopImmediatePropagation();
        this.close();
      }
    }, { capture: true });
    document.addEventListener('pointerdown', (event) => {
      const target = /** @type {Node} */ (event.target);
      if (!this.element.contains(target) && !this.#trigger?.contains(target)) this.close();
    });
    addEventListener('resize', () => this.#follow());
    addEventListener('scroll', () => this.#follow(), { passive: true });
    document.body.append(this.element);
  }

  /**
   * @param {HTMLElement} trigger
   * @param {Define} define
   */
  press(trigger, define) {
    if (this.#trigger === trigger && this.#isPinned) this.close();
    else this.#open(trigger, define, true);
  }

  /**
   * @param {HTMLElement} trigger that the pointer has come to
   * @param {Define} define
   */
  expect(trigger, define) {
    if (this.#isPinned) return;
    clearTimeout(this.#timer);
    this.#timer = setTimeout(() => this.#open(trigger, define, false), HOVER_DELAY);
  }

  /** @param {HTMLElement} trigger that lost the focus */
  blur(trigger) {
    if (this.#trigger === trigger) this.close();
  }

  close() {
    clearTimeout(this.#timer);
    if (this.#trigger) setAttribute(this.#trigger, 'aria-expanded', 'false');
    this.#trigger = null;
    this.#isPinned = false;
    if (this.element.matches(':popover-open')) this.element.hidePopover();
  }

  /** The pointer went away, maybe to what is written in it. */
  leave() {
    clearTimeout(this.#timer);
    if (!this.#isPinned) this.#timer = setTimeout(() => this.close(), HOVER_DELAY);
  }

  /**
   * @param {HTMLElement} trigger
   * @param {Define} define asked each time it opens
   * @param {boolean} isPinned
   */
  async #open(trigger, define, isPinned) {
    const { title, text, facts = [] } = await define();
    const paragraphs = [text].flat();
    this.close();
    if (!trigger.isConnected || !(isPinned || trigger.matches(':hover'))) return;
    this.#trigger = trigger;
    this.#isPinned = isPinned;
    setAttribute(trigger, 'aria-expanded', 'true');
    setAttribute(trigger, 'aria-controls', this.element.id);
    fill(
      this.element,
      h('strong', {}, title),
      paragraphs.map((paragraph) => h('p', {}, paragraph)),
      facts.length > 0 && h('dl', {}, facts.map(([label, value]) => h('div', {}, h('dt', {}, label), h('dd', {}, value)))),
    );
    this.element.showPopover();
    this.#place(trigger);
    if (isPinned) this.#say([title, ...paragraphs, ...facts.map((fact) => fact.join(': '))].map((part) => part.replace(/\.$/, '')).join('. '));
  }

  /** Stays with its trigger while the page moves, as long as that is on screen. */
  #follow() {
    if (!this.#trigger) return;
    const { top, bottom } = this.#trigger.getBoundingClientRect();
    if (bottom < 0 || top > innerHeight) this.close();
    else this.#place(this.#trigger);
  }

  /** @param {HTMLElement} trigger */
  #place(trigger) {
    const anchor = trigger.getBoundingClientRect();
    const { width, height } = this.element.getBoundingClientRect();
    const left = Math.min(Math.max(MARGIN, anchor.left + anchor.width / 2 - width / 2), innerWidth - width - MARGIN);
    const isBelow = anchor.bottom + 8 + height <= innerHeight - MARGIN || anchor.top < height + MARGIN;
    this.element.style.left = `${left}px`;
    const top = isBelow ? anchor.bottom + 8 : anchor.top - 8 - height;
    this.element.style.top = `${Math.max(MARGIN, Math.min(top, innerHeight - height - MARGIN))}px`;
  }
}
