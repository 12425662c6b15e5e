import { toNumber } from '../core/format.js';

/**
 * @typedef {import('./definition.js').Definition} Definition
 * @typedef {import('../types.js').Context} Context
 * @typedef {import('../types.js').Meta} Meta
 */

/**
 * @param {import('../types.js').Kpi} kpi
 * @param {string} metric
 * @param {string} name of its card
 * @param {{row: any, meta: Meta} | null} shown
 * @param {Context} context
 * @returns {Definition}
 */
export function kpiDefinition(kpi, metric, name, shown, { i18n, catalogue }) {
  const { t, format } = i18n;
  const { unit, definition } = catalogue.metric(metric);
  const { row = {}, meta } = shown ?? {};
  /** @type {[string, string][]} */
  const facts = [[t('detail.unit'), t(`unit.${unit}`)], ...daysOf(meta, i18n)];
  const number = toNumber(row[metric]);
  if (number !== null && unit !== 'count') facts.push([t('detail.exact'), exact(number, unit, format)]);
  const before = toNumber(row[`${metric}_comparison`]);
  if (meta?.comparison && before !== null) {
    facts.push([format.range(meta.comparison.from, meta.comparison.to), unit === 'count' ? format.integer(before) : exact(before, unit, format)]);
  }
  const [about, note] = ['about', 'note'].map((part) => `kpi.${kpi.id}.${part}`);
  return { title: name, text: [i18n.has(about) ? t(about) : definition, i18n.has(note) ? t(note) : ''].filter(Boolean), facts };
}

/**
 * @param {string} id of the chart
 * @param {string} title
 * @param {string} asked metrics, with commas between
 * @param {Meta | undefined} meta
 * @param {Context} context
 * @returns {Definition}
 */
export function chartDefinition(id, title, asked, meta, { i18n, catalogue }) {
  const { t } = i18n;
  const metrics = asked.split(',').filter(Boolean).map((name) => catalogue.metric(name));
  const key = `${id}.about`;
  const words = [i18n.has(key) ? t(key) : '', ...metrics.slice(0, 4).map(({ label, definition }) => `${label}: ${definition}`)];
  const units = [...new Set(metrics.map(({ unit }) => t(`unit.${unit}`)))];
  /** @type {[string, string][]} */
  const facts = units.length > 0 ? [[t('detail.unit'), units.join(', ')]] : [];
  return { title, text: words.filter(Boolean), facts: [...facts, ...daysOf(meta, i18n)] };
}

/**
 * @param {Meta | undefined} meta
 * @param {import('../core/i18n.js').I18n} i18n
 * @returns {[string, string][]}
 */
function daysOf({ range, as_of: asOf } = {}, { t, format }) {
  return [...(range ? [[t('detail.range'), format.range(range.from, range.to)]] : []), ...(asOf ? [[t('detail.asof'), format.day(asOf)]] : [])];
}

/**
 * @param {number} number
 * @param {string} unit
 * @param {import('../core/format.js').Formatter} format
 */
function exact(number, unit, format) {
  if (unit === 'brl') return format.moneyExact(number);
  return unit === 'share' ? format.percent(number, 3) : format.decimal(number, 4);
}
