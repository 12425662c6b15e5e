import { h } from '../core/dom.js';
import { MISSING } from '../core/format.js';
import { icon } from './icon.js';

/** Above every view: its title, the days covered and the as-of day. */
export class PageHead {
  #context;
  /** @type {import('../types.js').Meta} */
  #meta = {};
  #known = '';

  /**
   * @param {string} title
   * @param {import('../types.js').Context} context
   */
  constructor(title, context) {
    this.#context = context;
    const { t } = context.i18n;
    this.title = h('h1', { tabindex: '-1' }, title);
    this.range = h('p', { class: 'page-range' }, '\u00a0');
    this.asOfText = h('span', {}, t('asof.label', { day: MISSING }));
    this.asOf = h('button', { type: 'button', class: 'chip is-away' }, icon('calendar-days'), this.asOfText, icon('info'));
    context.definitions.attach(this.asOf, () => ({
      title: t('asof.title'),
      text: t('asof.text'),
    }));
    this.element = h('div', { class: 'page-head' }, this.title, h('div', { class: 'page-facts' }, this.range, this.asOf));
  }

  /** After a change of view, so that a keyboard or a screen reader goes on from there. */
  focus() {
    this.title.focus({ preventScroll: true });
  }

  /** @param {import('../types.js').Meta} meta of the newest answer; without a range while there is none */
  showMeta(meta) {
    const { t, format } = this.#context.i18n;
    const { compare } = this.#context.store.current;
    const comparison = compare === 'off' ? undefined : meta.comparison ?? this.#meta.comparison;
    const next = { ...this.#meta, ...meta, comparison };
    const known = JSON.stringify([next.range, next.as_of, next.comparison]);
    if (known === this.#known) return;
    this.#known = known;
    this.#meta = next;
    const { range, as_of: asOf } = this.#meta;
    const compared = comparison && t('chart.compared', { range: format.range(comparison.from, comparison.to) });
    this.range.textContent = range ? [format.range(range.from, range.to), t('period.days', { count: range.days }), compared].filter(Boolean).join(' · ') : '\u00a0';
    if (asOf) {
      this.asOfText.textContent = t('asof.label', { day: format.day(asOf) });
      this.asOf.classList.remove('is-away');
    }
  }
}
