const STEPS = [1, 1.5, 2, 2.5, 3, 4, 5, 6, 8, 10];

/**
 * An axis from zero in a given number of even steps, with round numbers at the ticks. Two axes
 * with the same number of steps share their grid lines.
 * @param {number} maximum largest value to show
 * @param {number} count how many steps
 * @param {boolean} [isWhole] steps are whole numbers
 * @returns {{max: number, interval: number}}
 */
export function niceScale(maximum, count, isWhole = false) {
  if (!(maximum > 0)) return { max: count, interval: 1 };
  const raw = maximum / count;
  const magnitude = 10 ** Math.floor(Math.log10(raw));
  const fits = (/** @type {number} */ step) =>
    step * magnitude >= raw * (1 - 1e-9) && (!isWhole || Number.isInteger(step * magnitude));
  const step = STEPS.find(fits);
  const interval = step === undefined ? Math.ceil(raw) : Number((step * magnitude).toPrecision(12));
  return { max: interval * count, interval };
}

/**
 * An axis that begins where the values do, for figures of which zero says nothing.
 * @param {number[]} values
 * @param {number} count about how many steps
 * @param {[number, number]} bounds the least and the largest that a value can be; where the values come near one, it is a tick
 * @returns {{min: number, max: number, interval: number}}
 */
export function tightScale(values, count, [least, most]) {
  const low = Math.min(...values);
  const high = Math.max(...values);
  const spread = (high - low || Math.abs(high) || 1) * 1.2;
  const margin = spread / 12;
  const { interval } = niceScale(spread, count);
  const round = (/** @type {number} */ number) => Number(number.toPrecision(12));
  const steps = (/** @type {number} */ number) => Math.ceil(round(number / interval)) * interval;
  if (high + margin > most) {
    const min = round(most - steps(most - low + margin));
    if (low - margin >= least && min >= least) return { min, max: most, interval };
    const parts = [count, count + 1].find((number) => Number.isInteger(round(((most - least) / number) * 100))) ?? count;
    return { min: least, max: most, interval: (most - least) / parts };
  }
  const min = Math.max(least, round(-steps(margin - low)));
  return { min, max: round(min + steps(high + margin - min)), interval };
}
