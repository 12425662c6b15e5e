import { toNumber } from '../../core/format.js';
import { choiceOf, linesOf, opacityOf, shorten, textStyle, tooltip, valueAxis } from '../parts.js';
import { niceScale } from '../scale.js';

/**
 * Chart kind: one figure against another, bubbles by a third.
 * Of the declaration: `dimension`, `x`, `y`, `value` (the size), `note`; `isFromZero` false lets the upright axis begin higher.
 */

/** Letters of a label. */
const LABEL = 20;

/** @type {import('../parts.js').Kind} */
export const bubble = {
  prepare(rows, declaration, environment) {
    const { dimension, x, y, value, filter = dimension } = declaration;
    const known = rows.filter((row) => toNumber(row[x]) !== null && toNumber(row[y]) !== null && row[dimension] !== null);
    return {
      declaration,
      marks: known.map((row, index) => ({
        title: environment.names.full(dimension, row[dimension]),
        note: declaration.note?.(row, environment),
        lines: linesOf(row, [...new Set([x, y, value])], environment),
        size: toNumber(row[value]),
        at: [toNumber(row[x]) ?? 0, toNumber(row[y]) ?? 0],
        label: environment.names.label(dimension, row[dimension]),
        choices: filter ? [choiceOf(filter, row[dimension])] : undefined,
        dataIndex: index, seriesIndex: 0,
      })),
    };
  },

  option({ marks, declaration }, environment) {
    const { palette, catalogue, format, width } = environment;
    const { x, y, hue = 0 } = declaration;
    const across = catalogue.metric(x);
    const upright = catalogue.metric(y);
    const most = Math.max(...marks.map((/** @type {any} */ mark) => mark.size ?? 0), 1);
    const scaleX = niceScale(Math.max(...marks.map((/** @type {any} */ mark) => mark.at[0])) * 1.06, width < 500 ? 3 : 5);
    const values = marks.map((/** @type {any} */ mark) => mark.at[1]);
    const low = Math.min(...values);
    const high = Math.max(...values);
    const upAxis = valueAxis(environment, niceScale(high * 1.06, 4), upright.unit, upright.label);
    const margin = (high - low || 1) * 0.12;
    const tight = declaration.isFromZero === false
      ? { min: Math.floor((low - margin) * 2) / 2, max: Math.min(upright.unit === 'score' ? 5 : Infinity, Math.ceil((high + margin) * 2) / 2), interval: undefined, splitNumber: 4 }
      : {};
    const text = textStyle(environment);
    const radius = width < 500 ? 34 : 52;
    const sizeOf = (/** @type {any} */ mark) => 6 + Math.sqrt((mark.size ?? 0) / most) * radius;
    const axisX = declaration.isFromZeroAcross === false ? around(marks.map((/** @type {any} */ mark) => mark.at[0])) : scaleX;
    const axisY = { ...upAxis, ...tight };
    const labelled = withoutOverlap(marks, sizeOf, { x: axisX, y: axisY }, environment);
    return {
      grid: { left: 0, right: 16, top: 32, bottom: 22, outerBoundsMode: 'same', outerBoundsContain: 'axisLabel' },
      tooltip: tooltip(environment, ({ dataIndex }) => marks[dataIndex]),
      xAxis: {
        ...valueAxis(environment, scaleX, across.unit), ...axisX, position: 'bottom', name: across.label, nameLocation: 'middle', nameGap: 28,
        nameTextStyle: { ...text, align: 'center' }, axisLabel: { ...text, hideOverlap: true, formatter: (/** @type {number} */ value) => format.short(value, across.unit) },
      },
      yAxis: axisY,
      series: [{
        id: 'bubbles', type: 'scatter', cursor: 'pointer',
        data: marks.map((/** @type {any} */ mark) => ({
          value: mark.at,
          symbolSize: sizeOf(mark),
          itemStyle: { opacity: 0.78 * opacityOf(environment, mark) },
        })),
        itemStyle: { color: palette.series[hue], borderColor: palette.surface, borderWidth: 1 },
        label: {
          show: true, position: 'right', color: palette.text, fontFamily: palette.font, fontSize: 11,
          formatter: (/** @type {any} */ { dataIndex }) => (labelled.has(dataIndex) ? shorten(marks[dataIndex].label, LABEL) : ''),
        },
        emphasis: { itemStyle: { opacity: 1 } },
      }],
    };
  },
};

/** @param {number[]} values */
function around(values) {
  const low = Math.min(...values);
  const high = Math.max(...values);
  const margin = (high - low || 1) * 0.1;
  return { min: Math.max(0, Math.floor(low - margin)), max: Math.ceil(high + margin), interval: undefined, splitNumber: 5 };
}

/**
 * Larger bubbles get their label first; one that would cover another is left to the tooltip.
 * @param {any[]} marks
 * @param {(mark: any) => number} sizeOf
 * @param {{x: any, y: any}} axes
 * @param {import('../parts.js').Environment} environment
 * @returns {Set<number>}
 */
function withoutOverlap(marks, sizeOf, { x, y }, { width, height }) {
  const place = (/** @type {number} */ value, /** @type {any} */ axis, /** @type {number} */ length) =>
    ((value - (axis.min ?? 0)) / ((axis.max ?? 1) - (axis.min ?? 0) || 1)) * length;
  /** @type {number[][]} */
  const taken = [];
  const labelled = new Set();
  const order = marks.map((_, index) => index).sort((one, other) => (marks[other].size ?? 0) - (marks[one].size ?? 0));
  for (const index of order) {
    const left = place(marks[index].at[0], x, width - 70) + sizeOf(marks[index]) / 2 + 2;
    const middle = place(marks[index].at[1], y, height - 76);
    const box = [left, middle - 8, left + Math.min(LABEL, marks[index].label.length) * 6.2, middle + 8];
    if (taken.some(([a, b, c, d]) => box[0] < c && a < box[2] && box[1] < d && b < box[3])) continue;
    taken.push(box);
    labelled.add(index);
  }
  return labelled;
}
