import { daysInMonth, startOfMonth, startOfWeek } from '../core/dates.js';

/**
 * @typedef {'day' | 'week' | 'month'} Grain
 *
 * @typedef {object} TimelineRow a row of /api/orders/timeline
 * @property {string} date
 * @property {number} order_count
 * @property {number} revenue reais
 * @property {number | null} avg_order_value
 *
 * @typedef {object} Bucket
 * @property {string} start first day of the day, week or month, even if outside the range
 * @property {string} from first day that has a row
 * @property {string} to last day that has a row
 * @property {number} days how many days have a row
 * @property {boolean} isPartial the range cuts it
 * @property {number} orders
 * @property {number} revenue
 */

/** Up to this many days one mark a day stays readable; beyond, sums of weeks, then of months. */
const DAYS_UP_TO = 180;
const WEEKS_UP_TO = 1_100;

/**
 * @param {number} dayCount
 * @returns {Grain}
 */
export function chooseGrain(dayCount) {
  if (dayCount <= DAYS_UP_TO) return 'day';
  return dayCount <= WEEKS_UP_TO ? 'week' : 'month';
}

/** @type {Record<Grain, (day: string) => string>} */
const START = { day: (day) => day, week: startOfWeek, month: startOfMonth };

/**
 * Sums rows of days into buckets. Money is added in whole cents, so no cent is lost on the way.
 * @param {TimelineRow[]} rows one a day, in order
 * @param {Grain} grain
 * @returns {Bucket[]}
 */
export function bucketize(rows, grain) {
  /** @type {(Bucket & {cents: number})[]} */
  const buckets = [];
  for (const row of rows) {
    const start = START[grain](row.date);
    let bucket = buckets.at(-1);
    if (bucket?.start !== start) {
      bucket = { start, from: row.date, to: row.date, days: 0, isPartial: false, orders: 0, revenue: 0, cents: 0 };
      buckets.push(bucket);
    }
    bucket.to = row.date;
    bucket.days += 1;
    bucket.orders += Number(row.order_count);
    bucket.cents += Math.round(Number(row.revenue) * 100);
  }
  const whole = { day: () => 1, week: () => 7, month: daysInMonth }[grain];
  return buckets.map(({ cents, ...bucket }) => ({
    ...bucket,
    revenue: cents / 100,
    isPartial: bucket.days < whole(bucket.start),
  }));
}

/**
 * @param {Bucket[]} buckets
 * @param {string} day
 * @returns {Bucket | undefined} the one that holds the day
 */
export function bucketOf(buckets, day) {
  return buckets.find((bucket) => bucket.from <= day && day <= bucket.to);
}
