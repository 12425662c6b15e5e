import { questionOf } from '../core/question.js';

/** @import { Catalogue } from '../core/catalogue.js' */

/**
 * What a person composes in Explore, as the address holds it.
 * @typedef {object} Plan
 * @property {string[]} metrics
 * @property {string[]} by dimensions but time
 * @property {string} grain `none`, `auto` or a grain
 * @property {string} chart kind, one of those that fit
 * @property {string[]} charts those that fit
 * @property {number} limit
 * @property {number[]} limits those to choose from; none where the drawing decides
 */

export const MOST_METRICS = 6;
export const GRAINS = ['none', 'auto', 'day', 'week', 'month', 'quarter', 'year'];

const AREAS = ['state', 'seller_state'];

/** How many rows each drawing can show so that they can be read; where there is one number, it is not for choosing. */
const LIMITS = /** @type {Record<string, number[]>} */ ({
  bar: [10, 20, 50, 100], columns: [10, 20, 50], pie: [5, 10, 20], treemap: [10, 20, 50, 100], bubble: [10, 20, 50, 100],
  multiples: [10, 20, 50], table: [10, 20, 50, 100, 500],
  // As many lines as there are colours; cells, bands and states as far as they go.
  lines: [8], areas: [8], heatmap: [1000], stacked: [1000], flows: [1000], map: [1000],
});

/** Rows if none of the limits is asked for. */
const USUAL = 20;

/** Drawings of a whole: what the limit cut off is a part too. */
const WHOLES = ['pie', 'treemap', 'areas', 'stacked'];

/** Drawings of one figure: several are drawn side by side. */
const SINGLE = ['pie', 'areas', 'stacked', 'flows', 'multiples'];

/**
 * @param {import('../types.js').FilterState} state
 * @param {Catalogue} catalogue
 * @returns {Plan}
 */
export function planOf({ options }, catalogue) {
  const list = (/** @type {string | undefined} */ text, /** @type {string} */ otherwise) => (text ?? otherwise).split(',').filter((name) => name && name !== 'none');
  const asked = list(options.metrics, 'revenue').slice(0, MOST_METRICS);
  const metrics = asked.length > 0 ? asked : ['revenue'];
  const by = list(options.by, 'category').slice(0, 2);
  const grain = GRAINS.includes(options.grain) ? options.grain : 'none';
  const charts = chartsFor(metrics, by, grain, catalogue);
  const chart = charts.includes(options.chart) ? options.chart : charts[0];
  const limits = by.length > 0 ? LIMITS[chart] : [USUAL];
  const wanted = Number(options.limit) > 0 ? Number(options.limit) : USUAL;
  const limit = limits.findLast((one) => one <= wanted) ?? limits[0];
  return { metrics, by, grain, charts, chart, limit, limits: limits.length > 1 ? limits : [] };
}

/**
 * @param {string[]} metrics
 * @param {string[]} by
 * @param {string} grain
 * @param {Catalogue} catalogue
 */
function chartsFor(metrics, by, grain, catalogue) {
  const canAdd = metrics.every((metric) => addsUp(metric, by, catalogue));
  const ifAdding = (/** @type {string[]} */ ...charts) => (canAdd ? charts : []);
  if (grain !== 'none') return by.length === 0 ? ['lines', 'bars', 'table'] : by.length === 1 ? ['lines', ...ifAdding('areas'), 'multiples', 'table'] : ['table'];
  if (by.length === 0) return ['table'];
  if (by.length === 2) return ['heatmap', ...ifAdding('stacked', 'flows'), 'table'];
  return [
    'bar', 'columns', ...ifAdding('pie'), ...(addsUp(metrics[0], by, catalogue) ? ['treemap'] : []),
    ...(metrics.length > 1 ? ['bubble'] : []), ...(AREAS.includes(by[0]) ? ['map'] : []), 'table',
  ];
}

/**
 * @param {string} metric
 * @param {string[]} by
 * @param {Catalogue} catalogue
 * @returns {boolean} whether its parts by those dimensions are the whole: it is a sum over rows of which each has one value of them
 */
function addsUp(metric, by, catalogue) {
  const { isAdditive, fact } = catalogue.metric(metric);
  // An order has one state, but lines of several categories: it counts for each.
  return Boolean(isAdditive) && by.every((dimension) => ['orders', fact].includes(catalogue.dimension(dimension).entity));
}

/**
 * @param {Plan} plan
 * @param {string[]} by
 * @returns {import('../types.js').Ask}
 */
function askOf({ metrics, grain, limit }, by) {
  return { metrics, by, limit, ...(grain === 'none' ? {} : { grain: /** @type {any} */ (grain) }) };
}

/**
 * @param {import('../types.js').FilterState} state
 * @param {Catalogue} catalogue
 */
export function exploreQuestion(state, catalogue) {
  const plan = planOf(state, catalogue);
  return questionOf(askOf(plan, plan.by), state, plan.by);
}

/**
 * @param {import('../types.js').FilterState} state
 * @param {Catalogue} catalogue
 * @returns {import('../types.js').Question} for what the parts drawn are parts of: each column, each moment, or all; the answer
 *   itself where there is no such thing
 */
export function wholeQuestion(state, catalogue) {
  const plan = planOf(state, catalogue);
  if (!WHOLES.includes(plan.chart)) return exploreQuestion(state, catalogue);
  return questionOf(askOf({ ...plan, limit: 1000 }, plan.by.slice(0, -1)), state, plan.by);
}

/**
 * @param {import('../types.js').Answer<any>} answer
 * @param {import('../types.js').Answer<any>} whole the same figures, less divided
 * @returns {any[]} what the rows of the one lack to those of the other
 */
export function restOf(answer, whole) {
  const columns = whole.meta.columns ?? [];
  const keys = columns.filter(({ kind }) => kind === 'dimension').map(({ name }) => name);
  const figures = columns.filter(({ kind }) => kind !== 'dimension').map(({ name }) => name);
  const keyOf = (/** @type {any} */ row) => keys.map((name) => row[name]).join();
  /** @type {Map<string, any>} */
  const rest = new Map(whole.data.map((/** @type {any} */ row) => [keyOf(row), { ...row, isRest: true }]));
  for (const row of answer.data) {
    const left = rest.get(keyOf(row));
    // Cents are summed as binary fractions.
    if (left) for (const name of figures) left[name] = Number((left[name] - row[name]).toFixed(2));
  }
  return [...rest.values()].filter((row) => figures.some((name) => row[name] > 0));
}

/**
 * @param {Plan} plan
 * @param {Catalogue} catalogue
 * @returns {import('../charts/types.js').ChartDeclaration[]} one, or as many as the figures need
 */
export function declarationsOf(plan, catalogue) {
  return together(plan, catalogue).map((metrics, index, { length }) => ({
    ...drawingOf({ ...plan, metrics }, catalogue),
    id: length === 1 ? 'explore.answer' : `explore.answer.${metrics[0]}`,
    span: length === 1 || (length % 2 === 1 && index === length - 1) ? 'full' : 'half',
    height: length === 1 ? 'taller' : 'tall',
    ask: askOf(plan, plan.by), isRest: WHOLES.includes(plan.chart), titleOf: (context) => titleOf({ ...plan, metrics }, context),
  }));
}

/**
 * @param {Plan} plan
 * @param {Catalogue} catalogue
 * @returns {string[][]} the figures of each chart
 */
function together({ metrics, by, chart }, catalogue) {
  const isOverTime = chart === 'lines' || chart === 'bars';
  if (SINGLE.includes(chart) || (isOverTime && by.length > 0)) return metrics.map((metric) => [metric]);
  const units = [...new Set(metrics.map((metric) => catalogue.metric(metric).unit))];
  // There is an axis on each side.
  return isOverTime && units.length > 2 ? units.map((unit) => metrics.filter((metric) => catalogue.metric(metric).unit === unit)) : [metrics];
}

/**
 * @param {Plan} plan
 * @param {Catalogue} catalogue
 * @returns {any} how its figures are drawn, in the words of the chart's kind
 */
function drawingOf({ metrics, by, chart }, catalogue) {
  const [metric, second, third] = metrics;
  const [first, other] = by;
  const also = metrics.slice(1);
  switch (chart) {
    case 'lines':
    case 'bars': {
      if (first) return { kind: 'time', series: first, value: metric };
      const { unit } = catalogue.metric(metric);
      return {
        kind: 'time',
        values: metrics.map((name, index) => ({
          metric: name, mark: chart === 'bars' && index === 0 ? 'bar' : 'line', axis: catalogue.metric(name).unit === unit ? 0 : 1, hue: index,
        })),
      };
    }
    case 'areas': return { kind: 'areas', series: first, value: metric };
    case 'multiples': return { kind: 'multiples', series: first, value: metric };
    case 'heatmap': return { kind: 'heatmap', x: other, y: first, value: metric, also };
    case 'stacked': return { kind: 'stacked', dimension: first, stack: other, value: metric, isStanding: true };
    case 'flows': return { kind: 'flows', source: first, target: other, value: metric };
    case 'columns': return { kind: 'bar', dimension: first, value: metric, line: second, isStanding: true, isAsGiven: false, also: metrics.slice(2) };
    case 'pie': return { kind: 'pie', dimension: first, value: metric };
    case 'bubble': return { kind: 'bubble', dimension: first, x: metric, y: second, value: third ?? metric, isFromZero: false };
    case 'treemap':
    case 'map':
    case 'bar': return { kind: chart, dimension: first, value: metric, also };
    default: return { kind: 'table', filter: first ?? false };
  }
}

/**
 * @param {Plan} plan
 * @param {import('../types.js').Context} context
 */
function titleOf({ metrics, by }, { catalogue, i18n, store }) {
  const { grain } = exploreQuestion(store.current, catalogue).parameters ?? {};
  const dimensions = [...by.map((name) => catalogue.label(name)), ...(grain ? [i18n.t(`explore.over.${grain}`)] : [])];
  const figures = metrics.map((name) => catalogue.label(name)).join(', ');
  if (dimensions.length === 0) return figures;
  return i18n.t('explore.answer.by', { figures, dimensions: new Intl.ListFormat(i18n.format.locale).format(dimensions) });
}
