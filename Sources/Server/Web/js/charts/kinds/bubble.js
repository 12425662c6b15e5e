import { toNumber } from '../../core/format.js';
import { choiceOf, linesOf, opacityOf, shorten, textStyle, tooltip, valueAxis } from '../parts.js';
import { niceScale, tightScale } from '../scale.js';

/**
 * Chart kind: one figure against another, bubbles by a third.
 * Of the declaration: `dimension`, `x`, `y`, `value` (the size), `note`; `isFromZero` false lets the upright axis begin higher.
 */

/** Letters of a label. */
const LABEL = 20;

/** @type {import('../types.js').Kind} */
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
    const upAxis = valueAxis(environment, niceScale(Math.max(...marks.map((/** @type {any} */ mark) => mark.at[1])) * 1.06, 4), upright.unit, upright.label);
    const tight = declaration.isFromZero === false ? tightScale(marks.map((/** @type {any} */ mark) => mark.at[1]), 4, upright.unit === 'score' ? 5 : Infinity) : {};
    const text = textStyle(environment);
    const radius = width < 500 ? 34 : 52;
    const sizeOf = (/** @type {any} */ mark) => 6 + Math.sqrt((mark.size ?? 0) / most) * radius;
    const axisX = declaration.isFromZeroAcross === false ? tightScale(marks.map((/** @type {any} */ mark) => mark.at[0]), width < 500 ? 3 : 5) : scaleX;
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
          label: { position: labelled.get(mark.dataIndex) === 'left' ? 'left' : 'right' },
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

/**
 * Larger bubbles get their label first; one that would cover another is left to the tooltip.
 * @param {any[]} marks
 * @param {(mark: any) => number} sizeOf
 * @param {{x: any, y: any}} axes
 * @param {import('../types.js').Environment} environment
 * @returns {Map<number, 'left' | 'right'>} which are labelled, and on which side
 */
function withoutOverlap(marks, sizeOf, { x, y }, { width, height }) {
  const place = (/** @type {number} */ value, /** @type {any} */ axis, /** @type {number} */ length) =>
    ((value - (axis.min ?? 0)) / ((axis.max ?? 1) - (axis.min ?? 0) || 1)) * length;
  /** @type {number[][]} */
  const taken = [];
  /** @type {Map<number, 'left' | 'right'>} */
  const labelled = new Map();
  const order = marks.map((_, index) => index).sort((one, other) => (marks[other].size ?? 0) - (marks[one].size ?? 0));
  for (const index of order) {
    const length = Math.min(LABEL, marks[index].label.length) * 6.4 + 6;
    const center = place(marks[index].at[0], x, width - 70);
    const half = sizeOf(marks[index]) / 2 + 2;
    const side = center + half + length > width - 60 ? 'left' : 'right';
    const left = side === 'left' ? center - half - length : center + half;
    const middle = place(marks[index].at[1], y, height - 76);
    const box = [left, middle - 8, left + length, middle + 8];
    if (taken.some(([a, b, c, d]) => box[0] < c && a < box[2] && box[1] < d && b < box[3])) continue;
    taken.push(box);
    labelled.set(index, side);
  }
  return labelled;
}
