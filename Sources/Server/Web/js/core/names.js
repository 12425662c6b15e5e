import { ask } from './api.js';
import { sentence } from './catalogue.js';
import { parseDay } from './dates.js';
import { Emitter } from './emitter.js';

/** States by their postal codes. Proper names: the same in every language. */
const STATES = {
  AC: 'Acre', AL: 'Alagoas', AM: 'Amazonas', AP: 'Amapá', BA: 'Bahia', CE: 'Ceará', DF: 'Distrito Federal', ES: 'Espírito Santo',
  GO: 'Goiás', MA: 'Maranhão', MG: 'Minas Gerais', MS: 'Mato Grosso do Sul', MT: 'Mato Grosso', PA: 'Pará', PB: 'Paraíba',
  PE: 'Pernambuco', PI: 'Piauí', PR: 'Paraná', RJ: 'Rio de Janeiro', RN: 'Rio Grande do Norte', RO: 'Rondônia', RR: 'Roraima',
  RS: 'Rio Grande do Sul', SC: 'Santa Catarina', SE: 'Sergipe', SP: 'São Paulo', TO: 'Tocantins',
};

/** Words that stay small inside the name of a place. */
const SMALL = new Set(['de', 'da', 'do', 'das', 'dos', 'e', 'del', 'la']);

/** Writes the values of dimensions for people: categories by their words, places by their names, ids short. */
export class Names {
  /** @type {Emitter<string>} tells the dimension whose values got their names */
  changed = new Emitter();
  #i18n;
  #catalogue;
  /** @type {Map<string, string>} English names by Portuguese ones */
  #categories = new Map();

  /**
   * @param {import('./i18n.js').I18n} i18n
   * @param {import('./catalogue.js').Catalogue} catalogue
   */
  constructor(i18n, catalogue) {
    this.#i18n = i18n;
    this.#catalogue = catalogue;
  }

  /** Learns the English names of the categories, which only the data has. */
  async load() {
    try {
      const parameters = { metrics: 'items', by: 'category,category_english', days: 'all', limit: '1000' };
      const { data } = await ask({ path: '/api/query', parameters });
      this.#categories = new Map(data.map((/** @type {any} */ row) => [row.category, row.category_english]));
      if (this.#i18n.language === 'en') this.changed.emit('category');
    } catch {
      // Portuguese names are names too.
    }
  }

  /**
   * @param {string} dimension
   * @param {unknown} value null when there is none
   * @returns {string} short enough for an axis
   */
  label(dimension, value) {
    const { t, format } = this.#i18n;
    if (value === null || value === undefined || value === '') return t('value.none');
    const text = String(value);
    switch (dimension) {
      case 'state':
      case 'seller_state':
      case 'customer_state': return text;
      case 'city':
      case 'seller_city':
      case 'customer_city': return place(text);
      case 'category': return sentence((this.#i18n.language === 'en' && this.#categories.get(text)) || text);
      case 'category_english': return sentence(text);
      case 'product':
      case 'seller': return text.length > 10 ? `${text.slice(0, 8)}…` : text;
      case 'weekday': return format.weekday(Number(text));
      case 'hour': return t('value.hour', { hour: text });
      case 'installments': return `${text}×`;
      case 'review_score': return `${text} ★`;
      case 'delivery_days':
      case 'delivery_days_band': return t('value.days', { days: text.replace('-', '–') });
      case 'order_count': return t('value.orders', { count: Number(text) });
      case 'price_band':
      case 'order_value_band':
      case 'payment_value_band': return this.full(dimension, text).replace('R$ ', '');
      case 'segment': return t(`segment.${text.split(' ')[0]}`);
      case 'day': return format.day(text);
      case 'week': return format.day(text);
      case 'month':
      case 'cohort_month':
      case 'activity_month': return format.month(text);
      case 'quarter': return t('value.quarter', { year: text.slice(0, 4), quarter: Math.ceil((parseDay(text).getUTCMonth() + 1) / 3) });
      case 'year': return text.slice(0, 4);
      default: return this.#catalogue.dimension(dimension).values.find((one) => one.value === text)?.label ?? text;
    }
  }

  /**
   * @param {string} dimension
   * @param {unknown} value
   * @returns {string} in full, for a heading or a chip
   */
  full(dimension, value) {
    const text = String(value ?? '');
    if (/(price|value)_band$/.test(dimension) && text) return text.replace('-', '–').replace(/\d{4,}/g, (digits) => this.#i18n.format.integer(digits));
    if (/state$/.test(dimension) && Object.hasOwn(STATES, text)) return `${/** @type {any} */ (STATES)[text]} (${text})`;
    return this.label(dimension, value);
  }

  /**
   * @param {string} dimension
   * @returns {string[] | null} its values in their own order; null when they have none
   */
  order(dimension) {
    const values = this.#catalogue.dimension(dimension).values.map((one) => one.value);
    return values.length > 0 ? values : null;
  }
}

/** @param {string} text */
function place(text) {
  return text.split(' ').map((word, index) =>
    (index > 0 && SMALL.has(word) ? word : word.charAt(0).toUpperCase() + word.slice(1))).join(' ');
}
