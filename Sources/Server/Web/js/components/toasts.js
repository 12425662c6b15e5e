import { h } from '../core/dom.js';
import { icon } from './icon.js';

const LIFETIME = 12_000;

/** Short messages that come and go by themselves, and stay while a person is at them. */
export class Toasts {
  element = h('div', { class: 'toasts', 'aria-live': 'polite' });

  /**
   * @param {{title: string, text?: string, close: string, isGood: boolean}} message `close` names the button
   */
  show({ title, text, close, isGood }) {
    const remove = () => toast.remove();
    const toast = h(
      'div',
      { class: isGood ? 'toast' : 'toast toast-error' },
      icon(isGood ? 'circle-check' : 'triangle-alert'),
      h('div', {}, h('strong', {}, title), text && h('p', {}, text)),
      h('button', { type: 'button', class: 'button-icon', 'aria-label': close, on: { click: remove } }, icon('x')),
    );
    let timer = setTimeout(remove, LIFETIME);
    const hold = () => clearTimeout(timer);
    const release = () => {
      clearTimeout(timer);
      timer = setTimeout(remove, LIFETIME);
    };
    toast.addEventListener('pointerenter', hold);
    toast.addEventListener('focusin', hold);
    toast.addEventListener('pointerleave', release);
    toast.addEventListener('focusout', release);
    this.element.replaceChildren(toast);
  }
}
