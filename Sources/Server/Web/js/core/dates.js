/**
 * Days as the API writes them, `YYYY-MM-DD`. They carry no zone and are never shifted: all
 * arithmetic happens at midnight UTC, where every day has 24 hours.
 */

const DAY = 86_400_000;

/**
 * @param {string} day
 * @returns {Date} midnight UTC of that day
 */
export function parseDay(day) {
  return new Date(`${day}T00:00:00Z`);
}

/**
 * @param {Date} date
 * @returns {string}
 */
function toDay(date) {
  return date.toISOString().slice(0, 10);
}

/**
 * @param {string} day
 * @param {number} count may be negative
 * @returns {string}
 */
export function addDays(day, count) {
  return toDay(new Date(parseDay(day).getTime() + count * DAY));
}

/**
 * @param {string} from
 * @param {string} to inclusive
 * @returns {number} days covered
 */
export function dayCount(from, to) {
  return Math.round((parseDay(to).getTime() - parseDay(from).getTime()) / DAY) + 1;
}

/**
 * @param {string} text
 * @returns {boolean} whether it is a day of the calendar, as the API writes them
 */
export function isDay(text) {
  return /^\d{4}-\d{2}-\d{2}$/.test(text) && !Number.isNaN(parseDay(text).getTime()) && toDay(parseDay(text)) === text;
}

/** @typedef {'day' | 'week' | 'month' | 'quarter' | 'year'} Grain */

/**
 * @param {string} start first day of a bucket
 * @param {Grain} grain
 * @returns {string} its last day
 */
export function endOf(start, grain) {
  if (grain === 'day') return start;
  if (grain === 'week') return addDays(start, 6);
  const date = parseDay(start);
  const months = { month: 1, quarter: 3, year: 12 }[grain];
  return toDay(new Date(Date.UTC(date.getUTCFullYear(), date.getUTCMonth() + months, 0)));
}
