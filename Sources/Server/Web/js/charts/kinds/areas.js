import { toNumber } from '../../core/format.js';
import { linesOf } from '../parts.js';
import { time } from './time.js';

/**
 * Chart kind: areas over time, one on the other. What the limit cut off is the topmost, so that all of them are the whole.
 * Of the declaration: what lines over time take.
 */

/** @type {import('../types.js').Kind} */
export const areas = {
  ...time,

  prepare(rows, declaration, environment) {
    const { meta, t, palette, catalogue } = environment;
    const { value } = declaration;
    const model = time.prepare(rows, { ...declaration, isStacked: true }, environment);
    const rest = new Map((meta.rest ?? []).map((/** @type {any} */ row) => [row[model.grain], row]));
    if (rest.size === 0) return model;
    const name = t('flows.others');
    const color = palette.muted;
    const row = (/** @type {any} */ bucket) => rest.get(bucket.start) ?? { [value]: 0 };
    const line = {
      id: 'others', name, unit: catalogue.metric(value).unit, color, mark: 'line', axis: 0, isArea: true, before: null,
      values: model.buckets.map((/** @type {any} */ bucket) => toNumber(row(bucket)[value])),
      tips: model.buckets.map((/** @type {any} */ bucket) => [{ ...linesOf(row(bucket), [value], environment)[0], label: name, color, mark: 'line' }]),
    };
    const lines = [...model.lines, line];
    return {
      ...model, lines,
      marks: model.marks.map((/** @type {any} */ mark, /** @type {number} */ index) => ({
        ...mark, lines: [...mark.lines, ...line.tips[index]], size: mark.size + (line.values[index] ?? 0),
      })),
      series: lines.map(({ id, name: label, color: own, mark }) => ({ id, name: label, color: own, mark })),
    };
  },
};
