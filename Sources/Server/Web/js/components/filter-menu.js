import { fill, h, setAttribute } from '../core/dom.js';
import { questionOf } from '../core/question.js';
import { FILTERS } from '../core/state.js';
import { errorText } from './notice.js';
import { Popup } from './popup.js';

/** As many values as the API gives at once, the largest; others are found by what is typed, where that is the whole of them. */
const LIMIT = 1000;
const SHOWN = 200;

/** Milliseconds after the last letter until the API is asked for what is typed. */
const PAUSE = 250;

/** @param {string} text @returns {string} to compare by: without accents, which the data has not, and small */
const plain = (text) => text.normalize('NFD').replace(/\p{M}/gu, '').toLowerCase();

/** Chooses values of any dimension to filter by, each with the orders it has now. */
export class FilterMenu {
  #context;
  #dimension = 'state';
  /** @type {AbortController | undefined} */
  #asking;
  /** @type {AbortController | undefined} */
  #finding;

  /**
   * @param {import('../types.js').Context} context
   * @param {HTMLButtonElement} button that opens it
   */
  constructor(context, button) {
    this.#context = context;
    this.popup = new Popup(button, { label: context.i18n.t('filter.label'), opened: () => this.#fill(), class: 'filter-menu' });
  }

  #fill() {
    const { i18n, catalogue } = this.#context;
    const { t } = i18n;
    const known = FILTERS.filter((name) => catalogue.dimensions.includes(name));
    const names = known.length > 0 ? known : FILTERS;
    if (!names.includes(this.#dimension)) this.#dimension = names[0];
    const select = h(
      'select',
      { 'aria-label': t('filter.dimension'), dataset: { first: '' }, on: { change: () => this.#show(select.value) } },
      names.map((name) => h('option', { value: name, selected: name === this.#dimension }, catalogue.label(name))),
    );
    this.search = h('input', { type: 'search', placeholder: t('filter.search'), 'aria-label': t('filter.search'), on: { input: () => this.#search() } });
    this.list = h('div', { class: 'filter-values', role: 'group' });
    fill(this.popup.panel, h('span', { class: 'select' }, select), this.search, this.list);
    this.#show(this.#dimension);
  }

  /** @param {string} dimension */
  async #show(dimension) {
    const { answers, i18n, catalogue, explain } = this.#context;
    this.#dimension = dimension;
    this.#asking?.abort();
    const asking = (this.#asking = new AbortController());
    const list = /** @type {HTMLElement} */ (this.list);
    setAttribute(list, 'aria-label', catalogue.label(dimension));
    fill(list, h('p', { class: 'filter-note' }, i18n.t('chart.loading')));
    const question = this.#question(dimension);
    try {
      const { data, meta } = answers.peek(question) ?? await answers.get(question, asking.signal);
      if (asking.signal.aborted) return;
      this.rows = [...data];
      this.isPart = Boolean(meta.is_truncated);
      this.#search();
      this.popup.place();
    } catch (error) {
      if (asking.signal.aborted) return;
      const failure = await explain(error);
      fill(list, h('p', { class: 'filter-note', role: 'alert' }, errorText(failure, this.#context)));
    }
  }

  /**
   * @param {string} dimension
   * @param {string[]} [only] these values
   */
  #question(dimension, only) {
    const question = questionOf({ metrics: ['orders'], by: [dimension], limit: LIMIT, isComparing: false }, this.#context.store.current, [dimension]);
    return only ? { ...question, parameters: { ...question.parameters, [dimension]: only } } : question;
  }

  /** What is typed, among the values at hand; then, where there are more, whether it is one of those. */
  #search() {
    this.#finding?.abort();
    this.#list();
    const words = (this.search?.value ?? '').trim();
    const dimension = this.#dimension;
    if (!this.isPart || !words || this.rows?.some((row) => row[dimension] === words || row[dimension] === plain(words))) return;
    const { signal } = this.#finding = new AbortController();
    setTimeout(async () => {
      if (signal.aborted) return;
      try {
        const { data } = await this.#context.answers.get(this.#question(dimension, [...new Set([words, plain(words)])]), signal);
        if (signal.aborted || data.length === 0) return;
        this.rows?.push(...data);
        this.#list();
      } catch {
        // What is listed stays.
      }
    }, PAUSE);
  }

  #list() {
    const { names, i18n, store } = this.#context;
    const { t, format } = i18n;
    const dimension = this.#dimension;
    const order = names.order(dimension);
    const chosen = new Set(store.current.filters[dimension] ?? []);
    const words = plain((this.search?.value ?? '').trim());
    const values = (this.rows ?? []).map((/** @type {any} */ row) => ({
      value: String(row[dimension] ?? ''), label: names.full(dimension, row[dimension]), count: row.orders,
    }));
    for (const value of chosen) {
      if (!values.some((/** @type {any} */ one) => one.value === value)) values.unshift({ value, label: names.full(dimension, value), count: 0 });
    }
    if (order) values.sort((/** @type {any} */ one, /** @type {any} */ other) => (order.indexOf(one.value) + 999) % 999 - ((order.indexOf(other.value) + 999) % 999));
    const found = values.filter(({ value, label }) => !words || plain(label).includes(words) || plain(value).includes(words));
    if (this.search) this.search.hidden = values.length <= 12;
    const toggle = (/** @type {string} */ value) => {
      if (!chosen.delete(value)) chosen.add(value);
      store.chooseValues(dimension, [...chosen]);
    };
    fill(
      /** @type {HTMLElement} */ (this.list),
      found.length === 0 && h('p', { class: 'filter-note' }, t('filter.nothing')),
      found.slice(0, SHOWN).map(({ value, label, count }) =>
        h('label', { class: 'filter-value' },
          h('input', { type: 'checkbox', checked: chosen.has(value), value, on: { change: () => toggle(value) } }),
          h('span', {}, label), h('span', { class: 'filter-count' }, format.integer(count)))),
      found.length > SHOWN && h('p', { class: 'filter-note' }, t('filter.more', { count: found.length - SHOWN })),
      this.isPart && h('p', { class: 'filter-note' }, t('filter.part', { count: LIMIT })),
    );
  }
}
