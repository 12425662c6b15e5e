import { dayCount, isDay } from './dates.js';
import { Emitter } from './emitter.js';

/** @import { Choice, Comparison, FilterState } from '../types.js' */

/** Presets of the period, as the API spells them. */
export const PRESETS = ['7', '30', '90', '365', 'all'];

/** @type {Comparison[]} */
export const COMPARISONS = ['previous', 'year', 'off'];

/** Dimensions that can be filtered by, in the order of the menu. */
export const FILTERS = [
  'state', 'city', 'region', 'category', 'category_english', 'product', 'price_band', 'seller', 'seller_state', 'seller_city',
  'seller_region', 'status', 'customer_type', 'order_value_band', 'delivery_days', 'delivery_days_band', 'weekday', 'hour',
  'payment_type', 'installments', 'payment_value_band', 'review_score',
];

/** What single views keep in the address. */
const OPTIONS = ['metric', 'metrics', 'by', 'grain', 'chart', 'sort', 'limit'];

/** @type {Readonly<FilterState>} */
const DEFAULTS = Object.freeze({
  view: 'overview', days: '30', from: '', to: '', compare: 'previous', filters: Object.freeze({}), options: Object.freeze({}),
});

/** @param {string} days */
const isPeriod = (days) => days === 'all' || /^[1-9]\d{0,3}$/.test(days);

/**
 * @param {string} search query part of a URL
 * @param {string[]} views ids of the views there are
 * @returns {FilterState} with the default in place of whatever is missing or makes no sense
 */
function parseState(search, views) {
  const parameters = new URLSearchParams(search);
  const view = parameters.get('view') ?? DEFAULTS.view;
  const days = parameters.get('days') ?? DEFAULTS.days;
  const from = parameters.get('from') ?? '';
  const to = parameters.get('to') ?? '';
  const compare = /** @type {Comparison} */ (parameters.get('compare') ?? DEFAULTS.compare);
  const isCustom = isDay(from) && isDay(to) && from <= to;
  /** @type {Record<string, string[]>} */
  const filters = {};
  for (const [name, value] of parameters) {
    if (!FILTERS.includes(name) || filters[name]?.includes(value)) continue;
    (filters[name] ??= []).push(value);
  }
  const options = OPTIONS.filter((name) => parameters.get(name)).map((name) => [name, parameters.get(name)]);
  return {
    view: views.includes(view) ? view : DEFAULTS.view,
    days: isCustom ? 'custom' : isPeriod(days) ? days : DEFAULTS.days,
    from: isCustom ? from : '',
    to: isCustom ? to : '',
    compare: COMPARISONS.includes(compare) ? compare : DEFAULTS.compare,
    filters,
    options: Object.fromEntries(options),
  };
}

/**
 * @param {FilterState} state
 * @returns {string} a relative URL; defaults are left out
 */
function stateUrl(state) {
  const parameters = new URLSearchParams();
  if (state.view !== DEFAULTS.view) parameters.set('view', state.view);
  if (state.days === 'custom') {
    parameters.set('from', state.from);
    parameters.set('to', state.to);
  } else if (state.days !== DEFAULTS.days) {
    parameters.set('days', state.days);
  }
  if (state.compare !== DEFAULTS.compare) parameters.set('compare', state.compare);
  for (const [name, values] of Object.entries(state.filters)) for (const value of values) parameters.append(name, value);
  for (const [name, value] of Object.entries(state.options)) if (value) parameters.set(name, value);
  const search = parameters.toString();
  return search ? `/?${search}` : '/';
}

/**
 * @param {FilterState} state
 * @returns {number | null} days of the period; null for all time, whose length only the server knows
 */
export function periodLength({ days, from, to }) {
  if (days === 'custom') return dayCount(from, to);
  return days === 'all' ? null : Number(days);
}

/** The one filter state of the page, bound to the address bar. */
export class FilterStore {
  /** @type {Emitter<FilterState>} */
  changed = new Emitter();
  #views;
  /** What was clicked last stands last: Escape takes it back. @type {((state: FilterState) => Partial<FilterState> | null)[]} */
  #undo = [];

  /** @param {string[]} views ids of the views there are */
  constructor(views) {
    this.#views = views;
    this.current = parseState(location.search, views);
    addEventListener('popstate', () => {
      this.#undo = [];
      this.current = parseState(location.search, this.#views);
      this.changed.emit(this.current);
    });
  }

  /**
   * @param {Partial<FilterState>} change
   * @returns {string} the URL of the state after that change, for a link
   */
  url(change) {
    return stateUrl({ ...this.current, ...change });
  }

  /**
   * @param {Partial<FilterState>} change
   * @param {{isReplacing?: boolean}} [how] a new entry of the history unless it replaces the current one
   */
  set(change, { isReplacing = false } = {}) {
    const next = { ...this.current, ...change };
    if (stateUrl(next) === stateUrl(this.current)) return;
    this.current = next;
    history[isReplacing ? 'replaceState' : 'pushState'](null, '', stateUrl(next));
    this.changed.emit(next);
  }

  /** @param {string} days a preset */
  choosePeriod(days) {
    this.set({ days, from: '', to: '' });
  }

  /**
   * @param {string} from
   * @param {string} to inclusive
   */
  chooseRange(from, to) {
    const { days, from: oldFrom, to: oldTo } = this.current;
    this.#undo.push((state) => (state.from === from && state.to === to ? { days, from: oldFrom, to: oldTo } : null));
    this.set({ days: 'custom', from, to });
  }

  /** @param {Choice} choice */
  has({ dimension, value }) {
    return this.current.filters[dimension]?.includes(value) ?? false;
  }

  /**
   * Filters by a mark, or no longer where it already does. A click replaces what was chosen of the same dimension;
   * with `isAdding` it joins it.
   * @param {Choice[]} choices one a dimension
   * @param {{isAdding?: boolean}} [how]
   */
  toggle(choices, { isAdding = false } = {}) {
    if (choices.every((choice) => this.has(choice))) return this.remove(choices);
    this.#undo.push((state) => {
      const had = choices.filter(({ dimension, value }) => state.filters[dimension]?.includes(value));
      return had.length > 0 ? { filters: without(state.filters, had) } : null;
    });
    this.set({ filters: this.toggled(choices, { isAdding }) });
  }

  /**
   * @param {Choice[]} choices
   * @param {{isAdding?: boolean}} [how]
   * @returns {FilterState['filters']} that toggling leads to
   */
  toggled(choices, { isAdding = false } = {}) {
    if (choices.every((choice) => this.has(choice))) return without(this.current.filters, choices);
    const filters = { ...this.current.filters };
    for (const { dimension, value } of choices) {
      const others = isAdding ? (filters[dimension] ?? []).filter((one) => one !== value) : [];
      filters[dimension] = [...others, value];
    }
    return filters;
  }

  /** @param {Choice[]} choices */
  remove(choices) {
    this.set({ filters: without(this.current.filters, choices) });
  }

  /**
   * @param {string} dimension
   * @param {string[]} values all that it is filtered by from now on
   */
  chooseValues(dimension, values) {
    const { [dimension]: _, ...others } = this.current.filters;
    this.set({ filters: values.length > 0 ? { ...others, [dimension]: values } : others });
  }

  clearFilters() {
    this.#undo = [];
    this.set({ filters: {} });
  }

  /** Takes back the newest click that still holds, else the newest filter. @returns {boolean} whether there was one */
  undo() {
    while (this.#undo.length > 0) {
      const change = this.#undo.pop()?.(this.current);
      if (change) {
        this.set(change);
        return true;
      }
    }
    const last = Object.entries(this.current.filters).at(-1);
    if (!last) return false;
    this.remove([{ dimension: last[0], value: /** @type {string} */ (last[1].at(-1)) }]);
    return true;
  }
}

/**
 * @param {FilterState['filters']} filters
 * @param {Choice[]} choices
 */
function without(filters, choices) {
  const kept = Object.entries(filters).map(([dimension, values]) =>
    [dimension, values.filter((value) => !choices.some((one) => one.dimension === dimension && one.value === value))]);
  return Object.fromEntries(kept.filter(([, values]) => values.length > 0));
}
