import { PRESETS } from '../core/state.js';
import { h, setAttribute } from '../core/dom.js';
import { MISSING } from '../core/format.js';
import { icon } from './icon.js';

/** Above every view: its title, the days covered, the as-of day and the presets of the period. */
export class PageHead {
  #context;
  /** @type {import('../core/api.js').Meta} */
  #meta = {};

  /**
   * @param {string} title
   * @param {import('../app.js').Context} context
   */
  constructor(title, context) {
    this.#context = context;
    const { t } = context.i18n;
    this.range = h('p', { class: 'page-range' }, '\u00a0');
    this.asOfText = h('span', {}, t('asof.label', { day: MISSING }));
    this.asOf = h('button', { type: 'button', class: 'chip is-away' }, icon('calendar-days'), this.asOfText, icon('info'));
    context.definitions.attach(this.asOf, () => ({
      title: t('asof.title'),
      text: t('asof.text'),
    }));
    this.presets = PRESETS.map((days) => this.#preset(days));
    this.element = h(
      'div',
      { class: 'page-head' },
      h(
        'div',
        { class: 'page-heading' },
        h('h1', { tabindex: '-1' }, title),
        h('div', { class: 'page-facts' }, this.range, this.asOf),
      ),
      h(
        'nav',
        { class: 'segments', 'aria-label': t('period.label') },
        h('ul', {}, this.presets.map((link) => h('li', {}, link))),
      ),
    );
    this.showState();
  }

  /** @param {string} days */
  #preset(days) {
    const { t } = this.#context.i18n;
    return h(
      'a',
      {
        dataset: { days },
        'aria-label': t(`period.${days}`),
        on: { click: (/** @type {MouseEvent} */ event) => this.#follow(event, days) },
      },
      h('span', { class: 'long' }, t(`period.${days}`)),
      h('span', { class: 'short' }, t(`period.${days}.short`)),
    );
  }

  /**
   * @param {MouseEvent} event with a modifier key it is left to the browser: a new tab or window
   * @param {string} days
   */
  #follow(event, days) {
    if (event.ctrlKey || event.metaKey || event.shiftKey || event.altKey) return;
    event.preventDefault();
    this.#context.store.set({ days });
  }

  /** Marks the preset in force. */
  showState() {
    const { store } = this.#context;
    for (const link of this.presets) {
      setAttribute(link, 'href', store.url({ days: link.dataset.days }));
      setAttribute(link, 'aria-current', link.dataset.days === store.current.days ? 'true' : null);
    }
  }

  /** @param {import('../core/api.js').Meta} meta of the newest answer */
  showMeta(meta) {
    const { t, format } = this.#context.i18n;
    this.#meta = { ...this.#meta, ...meta };
    const { range, as_of: asOf } = this.#meta;
    if (range) {
      this.range.textContent = `${format.range(range.from, range.to)} · ${t('period.days', { count: range.days })}`;
    }
    if (asOf) {
      this.asOfText.textContent = t('asof.label', { day: format.day(asOf) });
      this.asOf.classList.remove('is-away');
    }
  }
}
