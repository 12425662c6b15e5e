import { fill, h, setAttribute, spoken, uniqueId } from '../core/dom.js';
import { MISSING, toNumber } from '../core/format.js';
import { icon } from './icon.js';

/**
 * One figure of an answer and how it is shown.
 * @typedef {object} Kpi
 * @property {string} id last part of its message keys `kpi.<id>` and `kpi.<id>.about`
 * @property {(data: any) => unknown} value null when there is nothing to tell
 * @property {'integer' | 'decimal' | 'percent' | 'money'} format
 * @property {string} unit message key
 * @property {string} icon
 * @property {string} [accent] one of the accents in `css/tokens.css`
 * @property {(data: any, words: Words) => string | null} [context] a line below the figure
 * @property {number} [maximum] shows the figure on a scale from zero to this
 *
 * @typedef {{t: import('../core/i18n.js').I18n['t'], format: import('../core/format.js').Formatter}} Words
 * @typedef {'hero' | 'meter' | 'tile'} KpiSize
 */

/** A card with one figure: its name, value and definition, and a scale or a line of context. */
export class KpiCard {
  #kpi;
  #size;
  #words;
  #name;
  /** @type {import('../core/api.js').Answer<any> | null} */
  #answer = null;

  /**
   * @param {Kpi} kpi
   * @param {KpiSize} size
   * @param {import('../app.js').Context} context
   */
  constructor(kpi, size, { i18n, definitions }) {
    this.#kpi = kpi;
    this.#size = size;
    this.#words = { t: i18n.t, format: i18n.format };
    this.#name = i18n.t(`kpi.${kpi.id}`);
    const id = uniqueId('kpi');
    this.value = h('data', { class: 'kpi-value' }, h('span', { class: 'skeleton' }));
    this.foot = h('div', { class: 'kpi-foot' });
    if (size === 'hero') fill(this.foot, h('span', { class: 'skeleton skeleton-small' }));
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
      this.value,
      size !== 'tile' && this.foot,
    );
  }

  /** @param {import('../core/api.js').Answer<any>} answer */
  show(answer) {
    this.#answer = answer;
    const { t } = this.#words;
    const number = toNumber(this.#kpi.value(answer.data));
    setAttribute(this.value, 'value', number);
    if (number === null) fill(this.value, h('span', { 'aria-hidden': 'true' }, MISSING), spoken(t('value.missing')));
    else this.#write(this.#text(number));
    if (this.#size === 'meter') this.#showMeter(number);
    if (this.#size === 'hero') fill(this.foot, this.#kpi.context?.(answer.data, this.#words) ?? '\u00a0');
  }

  /** @param {string} text its length decides the size of the letters, so that it always fits */
  #write(text) {
    fill(this.value, text);
    this.value.style.setProperty('--characters', String(text.length));
  }

  /** @param {number | null} number */
  #showMeter(number) {
    const maximum = this.#kpi.maximum ?? 1;
    const share = number === null ? 0 : Math.min(1, Math.max(0, number / maximum));
    const bar = h('span', { class: 'meter-fill', hidden: share === 0 });
    bar.style.inlineSize = `${share * 100}%`;
    const scale = maximum === 1 ? ['0%', '100%'] : ['0', String(maximum)];
    fill(
      this.foot,
      h('div', { class: 'meter', 'aria-hidden': 'true' }, bar),
      h('div', { class: 'meter-scale', 'aria-hidden': 'true' }, scale.map((end) => h('span', {}, end))),
    );
  }

  /** @param {number} number */
  #text(number) {
    const { format } = this.#words;
    return format[this.#kpi.format](number);
  }

  /** @returns {import('./definition.js').Definition} */
  #definition() {
    const { t, format } = this.#words;
    const meta = this.#answer?.meta;
    /** @type {[string, string][]} */
    const facts = [[t('detail.unit'), t(this.#kpi.unit)]];
    if (meta?.range) facts.push([t('detail.range'), format.range(meta.range.from, meta.range.to)]);
    if (meta?.as_of) facts.push([t('detail.asof'), format.day(meta.as_of)]);
    if (this.#answer && this.#kpi.format !== 'integer') {
      const number = toNumber(this.#kpi.value(this.#answer.data));
      if (number !== null) facts.push([t('detail.exact'), this.#exact(number)]);
    }
    return { title: this.#name, text: t(`kpi.${this.#kpi.id}.about`), facts };
  }

  /** @param {number} number */
  #exact(number) {
    const { format } = this.#words;
    if (this.#kpi.format === 'money') return format.moneyExact(number);
    return this.#kpi.format === 'percent' ? format.percent(number, 3) : format.decimal(number, 4);
  }
}
