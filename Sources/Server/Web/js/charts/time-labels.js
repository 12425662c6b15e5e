import { endOf } from '../core/dates.js';

/** Buckets, words and labels along an axis of time. @typedef {import('../core/dates.js').Grain} Grain */

/**
 * @typedef {object} Bucket
 * @property {string} start
 * @property {string} from inside the range, as `to`
 * @property {string} to
 * @property {boolean} isPartial the range does not contain all of it
 * @property {boolean} [isShort] its figures are not those of a whole one: it is partial, or goes on after the as-of day
 */

const GRAINS = /** @type {Grain[]} */ (['day', 'week', 'month', 'quarter', 'year']);

/**
 * @param {any[]} rows with a field that has the name of their grain
 * @param {import('../types.js').Meta} meta
 * @returns {{grain: Grain, buckets: Bucket[]}}
 */
export function bucketsOf(rows, { range, as_of: asOf }) {
  const grain = GRAINS.find((name) => rows[0] && name in rows[0]) ?? 'day';
  const starts = [...new Set(rows.map((row) => row[grain]))].sort();
  const { from, to } = range ?? { from: starts[0], to: starts.at(-1) };
  const buckets = starts.map((start) => {
    const end = endOf(start, grain);
    const isPartial = start < from || end > to;
    return { start, from: start < from ? from : start, to: end > to ? to : end, isPartial, isShort: isPartial || Boolean(asOf && end > asOf) };
  });
  return { grain, buckets };
}

/**
 * @param {Bucket} bucket
 * @param {Grain} grain
 * @param {import('../core/format.js').Formatter} format
 * @returns {string} what the mark covers, in words
 */
export function heading(bucket, grain, format) {
  if (grain === 'day') return format.fullDay(bucket.from);
  if (grain === 'month' && !bucket.isPartial) return format.month(bucket.start);
  return format.range(bucket.from, bucket.to);
}

/**
 * Day labels at an even stride counted from the last day; for weeks and months, the first mark of
 * a month, with the year where it changes.
 * @param {Bucket[]} buckets
 * @param {Grain} grain
 * @param {{format: import('../core/format.js').Formatter, width: number}} environment
 */
export function dateLabels(buckets, grain, { format, width }) {
  const room = Math.max(2, Math.floor(width / (grain === 'day' ? 76 : 58)));
  const last = buckets.length - 1;
  if (grain === 'day') {
    const stride = [1, 2, 3, 5, 7, 14, 21, 28].find((days) => buckets.length / days <= room) ?? 56;
    return {
      interval: (/** @type {number} */ index) => (last - index) % stride === 0,
      formatter: (/** @type {string} */ day) => format.shortDay(day),
      hideOverlap: true,
    };
  }
  const months = buckets.map((bucket, index) => (index > 0 ? bucket.start : bucket.from).slice(0, 7));
  const isFirst = (/** @type {number} */ index) =>
    index === 0 ? !buckets[0].isPartial || grain === 'month' : months[index] !== months[index - 1];
  const monthCount = new Set(months).size;
  const stride = [1, 2, 3, 6, 12].find((count) => monthCount / count <= room) ?? 24;
  const number = (/** @type {string} */ month) => Number(month.slice(0, 4)) * 12 + Number(month.slice(5)) - 1;
  /** @type {Set<number>} */
  const shown = new Set();
  for (let index = 0; index <= last; index += 1) {
    if (isFirst(index) && number(months[index]) % stride === 0) shown.add(index);
  }
  if (shown.size === 0 && last >= 0) shown.add(0);
  const first = Math.min(...shown);
  return {
    interval: (/** @type {number} */ index) => shown.has(index),
    formatter: (/** @type {string} */ day, /** @type {number} */ index) => {
      const month = `${months[index]}-01`;
      const isNewYear = index === first || number(months[index]) % 12 < stride;
      return `${format.shortMonth(month)}${isNewYear ? `\n{year|${format.year(month)}}` : ''}`;
    },
    lineHeight: 16,
    rich: { year: { fontWeight: 600, fontSize: 12, lineHeight: 16 } },
    hideOverlap: true,
  };
}
