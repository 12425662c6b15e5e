import { bucketsOf } from '../charts/time-labels.js';
import { fill, h, setAttribute, spoken, uniqueId } from '../core/dom.js';
import { MISSING, toNumber } from '../core/format.js';
import { icon } from './icon.js';
import { sparkline } from './sparkline.js';

/** @import { Kpi, KpiSize } from '../types.js' */

/** A card with one figure: its name, value and definition, the change against what is compared with, its course over time. */
export class KpiCard {
  #kpi;
  #context;
  #size;
  #name = '';
  /** @type {import('../types.js').Answer<any> | null} */
  #answer = null;
  /** @type {import('../types.js').Answer<any> | null} */
  #trend = null;

  /**
   * @param {Kpi} kpi
   * @param {KpiSize} size
   * @param {import('../types.js').Context} context
   */
  constructor(kpi, size, context) {
    this.#kpi = kpi;
    this.#size = size;
    this.#context = context;
    const { i18n, definitions } = context;
    const id = uniqueId('kpi');
    this.#name = this.#label();
    this.value = h('data', { class: 'kpi-value' }, h('span', { class: 'skeleton' }));
    this.change = h('span', { class: 'kpi-change' }, '\u00a0');
    this.trend = h('div', { class: 'kpi-trend', 'aria-hidden': 'true' });
    this.element = h(
      'li',
      { class: `kpi kpi-${size} accent-${kpi.accent ?? 'violet'}`, dataset: { kpi: kpi.id }, 'aria-labelledby': id },
      h(
        'div',
        { class: 'kpi-head' },
        h('span', { class: 'kpi-icon' }, icon(kpi.icon)),
        h('h3', { class: 'kpi-name', id }, this.#name),
        definitions.button(i18n.t('detail.about', { name: this.#name }), () => this.#definition()),
      ),
      h('div', { class: 'kpi-figure' }, this.value, this.change),
      size === 'hero' && this.trend,
    );
  }

  get #metric() {
    return this.#kpi.metric ?? this.#kpi.id;
  }

  #label() {
    const { i18n, catalogue } = this.#context;
    return i18n.has(`kpi.${this.#kpi.id}`) ? i18n.t(`kpi.${this.#kpi.id}`) : catalogue.label(this.#metric);
  }

  /** @param {import('../types.js').Answer<any>} answer */
  #row({ data }) {
    return (this.#kpi.row ? this.#kpi.row(data) : data[0]) ?? {};
  }

  /** @param {import('../types.js').Answer<any>} answer */
  show(answer) {
    if (answer === this.#answer) return;
    this.#answer = answer;
    const { t, format } = this.#context.i18n;
    const row = this.#row(answer);
    const { unit } = this.#context.catalogue.metric(this.#metric);
    // No row for a count is a count of nothing.
    const number = toNumber(row[this.#metric] ?? (this.#kpi.row ? 0 : null));
    setAttribute(this.value, 'value', number);
    if (number === null) fill(this.value, h('span', { 'aria-hidden': 'true' }, MISSING), spoken(t('value.missing')));
    else {
      const text = format.figure(number, unit);
      fill(this.value, text);
      // Its length decides the size of the letters, so that it always fits.
      this.value.style.setProperty('--characters', String(text.length));
    }
    this.#showChange(number, toNumber(row[`${this.#metric}_comparison`]), answer.meta);
  }

  /**
   * @param {number | null} number
   * @param {number | null} before
   * @param {import('../types.js').Meta} meta
   */
  #showChange(number, before, { comparison }) {
    const { t, format } = this.#context.i18n;
    this.change.dataset.change = '';
    if (!comparison) return fill(this.change, '\u00a0');
    const { unit } = this.#context.catalogue.metric(this.#metric);
    const was = before !== null && t('kpi.before', { value: format.figure(before, unit) });
    if (number === null || !before) return fill(this.change, h('span', {}, was || t('kpi.noBefore')));
    const change = number / before - 1;
    const isSame = Math.abs(change) < 0.0005;
    const isGood = change > 0 !== Boolean(this.#kpi.isLessBetter);
    this.change.dataset.change = isSame ? 'same' : isGood ? 'good' : 'bad';
    fill(
      this.change,
      !isSame && icon(change > 0 ? 'arrow-up' : 'arrow-down'),
      h('span', {}, format.change(change)),
      spoken(` ${was}`),
    );
  }

  /** @param {import('../types.js').Answer<any>} answer rows over time */
  showTrend(answer) {
    if (answer === this.#trend) return;
    this.#trend = answer;
    const rows = this.#kpi.row ? [] : answer.data;
    const values = rows.map((/** @type {any} */ row) => toNumber(row[this.#metric]));
    fill(this.trend, values.length > 1 && sparkline(values, bucketsOf(rows, answer.meta).buckets));
  }

  async #definition() {
    const { kpiDefinition } = await import('./definition-words.js');
    return kpiDefinition(this.#kpi, this.#metric, this.#name, this.#answer && { row: this.#row(this.#answer), meta: this.#answer.meta }, this.#context);
  }
}
