import { questionOf } from '../core/question.js';

/**
 * What a person composes in Explore, as the address holds it.
 * @typedef {object} Plan
 * @property {string[]} metrics
 * @property {string[]} by dimensions but time
 * @property {string} grain `none`, `auto` or a grain
 * @property {string} chart kind, one of those that fit
 * @property {string[]} charts those that fit
 * @property {number} limit
 */

export const MOST_METRICS = 6;
export const LIMITS = [10, 20, 50, 100, 500];
export const GRAINS = ['none', 'auto', 'day', 'week', 'month', 'quarter', 'year'];

const AREAS = ['state', 'seller_state'];

/**
 * @param {import('../types.js').FilterState} state
 * @returns {Plan}
 */
export function planOf({ options }) {
  const list = (/** @type {string | undefined} */ text, /** @type {string} */ otherwise) => (text ?? otherwise).split(',').filter((name) => name && name !== 'none');
  const metrics = list(options.metrics, 'revenue').slice(0, MOST_METRICS);
  const by = list(options.by, 'category').slice(0, 2);
  const grain = GRAINS.includes(options.grain) ? options.grain : 'none';
  const charts = chartsFor(metrics, by, grain);
  const limit = LIMITS.includes(Number(options.limit)) ? Number(options.limit) : 20;
  return { metrics: metrics.length > 0 ? metrics : ['revenue'], by, grain, charts, chart: charts.includes(options.chart) ? options.chart : charts[0], limit };
}

/**
 * @param {string[]} metrics
 * @param {string[]} by
 * @param {string} grain
 */
function chartsFor(metrics, by, grain) {
  if (grain !== 'none') return by.length === 0 ? ['lines', 'bars', 'table'] : by.length === 1 ? ['lines', 'areas', 'multiples', 'table'] : ['table'];
  if (by.length === 0) return ['table'];
  if (by.length === 2) return ['heatmap', 'stacked', 'flows', 'table'];
  return ['bar', 'columns', 'pie', 'treemap', ...(metrics.length > 1 ? ['bubble'] : []), ...(AREAS.includes(by[0]) ? ['map'] : []), 'table'];
}

/**
 * @param {Plan} plan
 * @returns {import('../types.js').Ask}
 */
function askOf({ metrics, by, grain, limit, chart }) {
  const isGrid = chart === 'heatmap' || chart === 'stacked' || chart === 'flows' || chart === 'map';
  return {
    metrics, by, limit: isGrid ? 1000 : limit,
    ...(grain === 'none' ? {} : { grain: /** @type {any} */ (grain) }),
  };
}

/** @param {import('../types.js').FilterState} state */
export function exploreQuestion(state) {
  const plan = planOf(state);
  return questionOf(askOf(plan), state, plan.by);
}

/**
 * @param {Plan} plan
 * @param {import('../core/catalogue.js').Catalogue} catalogue
 * @returns {import('../charts/types.js').ChartDeclaration}
 */
export function declarationOf(plan, catalogue) {
  const { metrics, by, chart } = plan;
  const [metric, second, third] = metrics;
  const [first, other] = by;
  const common = {
    id: 'explore.answer', span: /** @type {const} */ ('full'), height: /** @type {const} */ ('taller'), ask: askOf(plan),
    titleOf: (/** @type {any} */ context) => titleOf(plan, context),
  };
  switch (chart) {
    case 'lines':
    case 'bars': {
      if (first) return { ...common, kind: 'time', series: first, value: metric };
      const unit = catalogue.metric(metric).unit;
      // Figures of one unit share an axis; those of the others share a second one.
      const values = metrics.map((name, index) => ({
        metric: name, mark: chart === 'bars' && index === 0 ? 'bar' : 'line', axis: catalogue.metric(name).unit === unit ? 0 : 1, hue: index,
      }));
      return { ...common, kind: 'time', values };
    }
    case 'areas': return { ...common, kind: 'time', series: first, value: metric, isStacked: true };
    case 'multiples': return { ...common, kind: 'multiples', series: first, value: metric };
    case 'heatmap': return { ...common, kind: 'heatmap', x: other, y: first, value: metric, also: metrics.slice(1) };
    case 'stacked': return { ...common, kind: 'bar', dimension: first, stack: other, value: metric, isStanding: true, filter: first };
    case 'flows': return { ...common, kind: 'flows', source: first, target: other, value: metric };
    case 'columns': return { ...common, kind: 'bar', dimension: first, value: metric, line: second, isStanding: true, isAsGiven: false, also: metrics.slice(2) };
    case 'pie': return { ...common, kind: 'pie', dimension: first, value: metric };
    case 'treemap': return { ...common, kind: 'treemap', dimension: first, value: metric, also: metrics.slice(1) };
    case 'bubble': return { ...common, kind: 'bubble', dimension: first, x: metric, y: second, value: third ?? metric, isFromZero: false };
    case 'map': return { ...common, kind: 'map', dimension: first, value: metric, also: metrics.slice(1) };
    case 'bar': return { ...common, kind: 'bar', dimension: first, value: metric, also: metrics.slice(1) };
    default: return { ...common, kind: 'table', filter: first ?? false };
  }
}

/**
 * @param {Plan} plan
 * @param {import('../types.js').Context} context
 */
function titleOf({ metrics, by, grain }, { catalogue, i18n }) {
  const dimensions = [...by, ...(grain === 'none' ? [] : [i18n.t(`explore.grain.${grain}`)])].map((name) => (by.includes(name) ? catalogue.label(name) : name));
  const figures = metrics.map((name) => catalogue.label(name)).join(', ');
  return dimensions.length > 0 ? i18n.t('explore.answer.by', { figures, dimensions: dimensions.join(', ') }) : figures;
}
