import { periodLength } from './state.js';

/** @import { Ask, FilterState } from '../types.js' */

/** Up to this many days one mark a day stays readable; beyond, sums of weeks, then of months. */
const DAYS_UP_TO = 92;
const WEEKS_UP_TO = 1_100;

/**
 * @param {number | null} days null when it is all time
 * @returns {'day' | 'week' | 'month'}
 */
function chooseGrain(days) {
  if (days === null) return 'week';
  if (days <= DAYS_UP_TO) return 'day';
  return days <= WEEKS_UP_TO ? 'week' : 'month';
}

/**
 * @param {FilterState} state
 * @returns {Record<string, string | string[]>} the period as the API takes it
 */
function periodParameters({ days, from, to }) {
  return days === 'custom' ? { from, to } : { days };
}

/**
 * @param {import('../types.js').Question | null} question
 * @param {FilterState} state
 * @returns {boolean} whether it asks for the period of the page, and not for one of its own
 */
export function isOfPeriod(question, state) {
  const period = periodParameters(state);
  return Object.keys(period).every((name) => question?.parameters?.[name] === period[name]);
}

/**
 * @param {FilterState} state
 * @returns {boolean} whether there can be anything to compare with
 */
function isCompared({ compare, days }) {
  return compare === 'year' || (compare === 'previous' && days !== 'all');
}

/**
 * @param {Ask} ask
 * @param {FilterState} state
 * @param {string[]} [own] dimensions that this very chart filters by: it goes on showing what is not chosen, paler. One that
 *   filters by two at once does so while both are set; a single one of them was chosen elsewhere
 * @returns {import('../types.js').Question}
 */
export function questionOf(ask, state, own = []) {
  const { path = '/api/query', metrics, by = [], grain, sort, limit, isComparing = true, only = {}, days } = ask;
  const isOwn = own.every((dimension) => state.filters[dimension]);
  /** @type {Record<string, string | string[]>} */
  const parameters = days ? { days } : periodParameters(state);
  for (const [dimension, values] of Object.entries({ ...only, ...state.filters })) {
    if (!isOwn || !own.includes(dimension)) parameters[dimension] = [...values];
  }
  if (metrics) parameters.metrics = metrics.join(',');
  if (by.length > 0) parameters.by = by.join(',');
  if (grain) parameters.grain = grain === 'auto' ? chooseGrain(periodLength(state)) : grain;
  if (sort) parameters.sort = sort;
  if (limit) parameters.limit = String(limit);
  if (path === '/api/query' && isComparing && isCompared(state)) parameters.compare = state.compare;
  return { path, parameters };
}
