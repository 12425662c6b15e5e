import { ask } from './api.js';

/**
 * @typedef {object} Metric
 * @property {string} name
 * @property {string} label
 * @property {string} unit `count`, `brl`, `share`, `days`, `score` or `number`
 * @property {string} definition
 * @property {string} [fact]
 * @property {boolean} [isAdditive]
 *
 * @typedef {object} Dimension
 * @property {string} name
 * @property {string} label
 * @property {string} [entity] a fact
 * @property {boolean} isTime
 * @property {boolean} isFilter
 * @property {{value: string, label: string}[]} values those that are known beforehand, in their order
 */

/** Units of the fields that fixed endpoints answer with; their names are messages `field.<name>`. */
const FIELDS = {
  segment: 'text', customer_count: 'count', order_count: 'count', seller_count: 'count', total_revenue: 'brl',
  avg_lifetime_value: 'brl', avg_orders_per_customer: 'number', cohort_month: 'month', activity_month: 'month',
  cohort_size: 'count', months_since: 'count', retention: 'share', customer_state: 'text', customer_city: 'text',
  seller_state: 'text', prefix_count: 'count', city: 'text', state: 'text', latitude: 'degrees', longitude: 'degrees',
  revenue_share: 'share', seller_share: 'share', rows_read: 'count', rows_landed: 'count', rows_rejected: 'count', bytes: 'count', line: 'count',
};

/** What metrics and dimensions there are, in the words of the server: one definition for the page, the API and its files. */
export class Catalogue {
  #i18n;
  /** @type {any} */
  #data = { metrics: [], dimensions: [] };
  /** @type {Map<string, any>} */
  #metrics = new Map();
  /** @type {Map<string, any>} */
  #dimensions = new Map();

  /** @param {import('./i18n.js').I18n} i18n */
  constructor(i18n) {
    this.#i18n = i18n;
  }

  /**
   * Asks the server once; the page can do without the answer, only names are then less fine.
   * @returns {Promise<boolean>} whether it is there
   */
  async load() {
    try {
      const { data } = await ask({ path: '/api/metrics' });
      this.#data = data;
      this.#metrics = new Map(data.metrics.map((/** @type {any} */ metric) => [metric.name, metric]));
      this.#dimensions = new Map(data.dimensions.map((/** @type {any} */ dimension) => [dimension.name, dimension]));
      return true;
    } catch {
      return false;
    }
  }

  /** @returns {string[]} names of all metrics */
  get metrics() {
    return [...this.#metrics.keys()];
  }

  /** @returns {string[]} names of all dimensions */
  get dimensions() {
    return [...this.#dimensions.keys()];
  }

  /** @param {any} entry something with `label` and `label_pt` */
  #label(entry) {
    return (this.#i18n.language === 'pt-BR' && entry.label_pt) || entry.label;
  }

  /**
   * @param {string} name a metric, or a field of a fixed endpoint
   * @returns {Metric}
   */
  metric(name) {
    const found = this.#metrics.get(name);
    if (!found) return { name, label: this.#message(name), unit: /** @type {any} */ (FIELDS)[name] ?? 'number', definition: '' };
    const definition = (this.#i18n.language === 'pt-BR' && found.definition_pt) || found.definition || '';
    return { name, label: this.#label(found), unit: found.unit, definition, fact: found.fact, isAdditive: found.is_additive };
  }

  /**
   * @param {string} name
   * @returns {Dimension}
   */
  dimension(name) {
    const found = this.#dimensions.get(name);
    if (!found) return { name, label: this.#message(name), isTime: false, isFilter: false, values: [] };
    const values = (found.values ?? []).map((/** @type {any} */ one) => ({ value: String(one.value), label: this.#label(one) }));
    return { name, label: this.#label(found), entity: found.entity, isTime: found.is_time, isFilter: found.is_filter, values };
  }

  /**
   * @param {string} name
   * @returns {string} the label of a metric, dimension or field
   */
  label(name) {
    const found = this.#metrics.get(name) ?? this.#dimensions.get(name);
    return found ? this.#label(found) : this.#message(name);
  }

  /** @param {string} name */
  #message(name) {
    const key = `field.${name}`;
    const message = this.#i18n.t(key);
    return message === key ? sentence(name) : message;
  }
}

/**
 * @param {string} name as in `order_value_band`
 * @returns {string} as in `Order value band`
 */
export function sentence(name) {
  const words = name.replaceAll('_', ' ').trim();
  return words.charAt(0).toUpperCase() + words.slice(1);
}
