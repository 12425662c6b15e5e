import { Emitter } from './emitter.js';

/**
 * Everything that decides what the page shows. It lives in the URL and nowhere else, so that
 * reload, back, forward, a bookmark and a shared link all give the same picture.
 * @typedef {object} FilterState
 * @property {string} view id of a view
 * @property {string} days a whole number of days up to the as-of day, or `all`
 */

/** Presets of the period, as the API spells them. */
export const PRESETS = ['7', '30', '90', '365', 'all'];

/** @type {Readonly<FilterState>} */
const DEFAULTS = Object.freeze({ view: 'overview', days: '30' });

/**
 * @param {string} search query part of a URL
 * @param {string[]} views ids of the views there are
 * @returns {FilterState} with the default in place of whatever is missing or makes no sense
 */
export function parseState(search, views) {
  const parameters = new URLSearchParams(search);
  const view = parameters.get('view') ?? DEFAULTS.view;
  const days = parameters.get('days') ?? DEFAULTS.days;
  return {
    view: views.includes(view) ? view : DEFAULTS.view,
    days: days === 'all' || /^[1-9]\d{0,3}$/.test(days) ? days : DEFAULTS.days,
  };
}

/**
 * @param {FilterState} state
 * @returns {string} a relative URL; defaults are left out
 */
export function stateUrl(state) {
  const parameters = new URLSearchParams();
  if (state.view !== DEFAULTS.view) parameters.set('view', state.view);
  if (state.days !== DEFAULTS.days) parameters.set('days', state.days);
  const search = parameters.toString();
  return search ? `/?${search}` : '/';
}

/** The one filter state of the page, bound to the address bar. */
export class FilterStore {
  /** @type {Emitter<FilterState>} */
  changed = new Emitter();
  #views;

  /** @param {string[]} views ids of the views there are */
  constructor(views) {
    this.#views = views;
    this.current = parseState(location.search, views);
    addEventListener('popstate', () => {
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

  /** @param {Partial<FilterState>} change a new entry of the history, unless it changes nothing */
  set(change) {
    const next = { ...this.current, ...change };
    if (stateUrl(next) === stateUrl(this.current)) return;
    this.current = next;
    history.pushState(null, '', stateUrl(next));
    this.changed.emit(next);
  }
}
