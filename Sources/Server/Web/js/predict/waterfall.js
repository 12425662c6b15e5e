import { icon } from '../components/icon.js';
import { fill, h, setAttribute, uniqueId } from '../core/dom.js';
import { MISSING } from '../core/format.js';
import { plainTable } from './plain-table.js';

/** So many steps have a line of their own; what is smaller stands together. */
const STEPS = 9;

/**
 * A step from where all predictions start to the one at hand.
 * @typedef {{name: string, label: string, value: string, change: number}} Step
 */

/** From the start over what each feature adds to the value predicted, as bars or as a table. */
export class Waterfall {
  #context;
  #isTable = false;

  /**
   * @param {{title: string, unit: string, start: number, end: number, steps: Step[]}} content largest steps first
   * @param {import('../types.js').Context} context
   */
  constructor(content, context) {
    this.#context = context;
    this.content = content;
    const { t } = context.i18n;
    const id = uniqueId('waterfall');
    this.place = h('div', {});
    this.button = h('button', { type: 'button', class: 'button-tool', on: { click: () => this.#toggle() } }, icon('table-2'));
    this.element = h('section', { class: 'card quality-card waterfall', 'aria-labelledby': id },
      h('header', { class: 'card-head' },
        h('div', { class: 'card-heading' }, h('h2', { id }, content.title), h('p', { class: 'card-subtitle' }, t('predict.why.note'))),
        h('div', { class: 'card-tools' }, this.button)),
      this.place);
    this.#show();
  }

  #toggle() {
    this.#isTable = !this.#isTable;
    this.#show();
  }

  #show() {
    const { t } = this.#context.i18n;
    const label = `${t(this.#isTable ? 'chart.chart' : 'chart.table')}: ${this.content.title}`;
    for (const name of ['aria-label', 'title']) setAttribute(this.button, name, label);
    fill(this.place, this.#isTable ? this.#table() : this.#bars());
  }

  #table() {
    const { t, format } = this.#context.i18n;
    const { title, unit, start, end, steps } = this.content;
    let sum = start;
    const rows = steps.map(({ label, value, change }) => {
      sum += change;
      return [label, value, this.#signed(change), format.exact(sum, unit)];
    });
    return plainTable(t('chart.tableName', { title }), ['feature', 'given', 'adds', 'sum'].map((name) => t(`predict.why.${name}`)), [
      [t('predict.why.start'), '', '', format.exact(start, unit)], ...rows, [t('predict.why.end'), '', '', format.exact(end, unit)],
    ]);
  }

  #bars() {
    const { t, format } = this.#context.i18n;
    const { unit, start, end, steps } = this.content;
    const rest = steps.slice(STEPS);
    const shown = steps.slice(0, STEPS);
    if (rest.length > 0) {
      const change = rest.reduce((sum, step) => sum + step.change, 0);
      shown.push({ name: 'rest', label: t('predict.why.rest', { count: rest.length }), value: '', change });
    }
    let at = start;
    const moves = shown.map((step) => ({ ...step, from: at, to: (at += step.change) }));
    const ends = [0, start, end, ...moves.map((move) => move.to)];
    const lowest = Math.min(...ends);
    const scale = 100 / (Math.max(...ends) - lowest || 1);
    const bar = (/** @type {number} */ from, /** @type {number} */ to) =>
      `--at: ${((Math.min(from, to) - lowest) * scale).toFixed(2)}%; --size: ${(Math.abs(to - from) * scale).toFixed(2)}%`;
    const row = (/** @type {string} */ kind, /** @type {import('../core/dom.js').Child} */ label, /** @type {string} */ style, /** @type {string} */ figure, /** @type {string} */ name) =>
      h('li', { class: 'fall', dataset: { kind, step: name } },
        h('span', { class: 'fall-name' }, label),
        h('span', { class: 'fall-track', 'aria-hidden': 'true' }, h('span', { class: 'fall-bar', style })),
        h('span', { class: 'fall-figure' }, figure));
    return h('ol', { class: 'falls' },
      row('start', t('predict.why.start'), bar(0, start), format.exact(start, unit), 'start'),
      moves.map(({ name, label, value, change, from, to }) => row(
        change < 0 ? 'down' : 'up', [label, value && value !== MISSING && h('span', { class: 'fall-value' }, value)], bar(from, to), this.#signed(change), name)),
      row('end', t('predict.why.end'), bar(0, end), format.exact(end, unit), 'end'));
  }

  /** @param {number} change with its sign, so that colour is not alone in telling */
  #signed(change) {
    const words = this.#context.i18n.format.exact(Math.abs(change), this.content.unit);
    return `${change < 0 ? '−' : '+'}${words}`;
  }
}
