import { toNumber } from '../../core/format.js';
import { choiceOf, linesOf, opacityOf, shorten, textStyle, tooltip, valueAxis } from '../parts.js';
import { niceScale, tightScale } from '../scale.js';

/**
 * Chart kind: one figure against another, bubbles by a third.
 * Of the declaration: `dimension`, `x`, `y`, `value` (the size), `note`; `isFromZero` false lets the upright axis begin higher.
 */

/** Letters of a label. */
const LABEL = 20;

/** The least and the largest that a figure of a unit can be; of others, from zero on. @type {Record<string, [number, number]>} */
const BOUNDS = { score: [1, 5], share: [0, 1] };

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
    const { palette, catalogue, format, width, height } = environment;
    const { x, y, hue = 0 } = declaration;
    const across = catalogue.metric(x);
    const upright = catalogue.metric(y);
    const most = Math.max(...marks.map((/** @type {any} */ mark) => mark.size ?? 0), 1);
    const text = textStyle(environment);
    const largest = width < 500 ? 30 : 42;
    const sizeOf = (/** @type {any} */ mark) => 6 + Math.sqrt((mark.size ?? 0) / most) * largest;
    const room = { x: width - 70, y: height - 76 };
    const axis = (/** @type {0 | 1} */ index, /** @type {any} */ metric, /** @type {boolean} */ isTight, /** @type {number} */ count) => {
      const values = marks.map((/** @type {any} */ mark) => mark.at[index]);
      const scale = isTight ? tightScale(values, count, BOUNDS[metric.unit] ?? [0, Infinity]) : { min: 0, ...niceScale(Math.max(...values), count) };
      return withRoomFor(marks, sizeOf, index, index === 0 ? room.x : room.y, scale);
    };
    const axisX = axis(0, across, declaration.isFromZeroAcross === false, width < 500 ? 3 : 5);
    const axisY = axis(1, upright, declaration.isFromZero === false, 4);
    const labelled = withoutOverlap(marks, sizeOf, axisX, axisY, room);
    const drawn = (/** @type {any} */ base, /** @type {any} */ { min, max, ticks }, /** @type {any} */ more) => ({
      ...base, ...more, min, max,
      axisTick: { show: false, customValues: ticks },
      axisLabel: { ...base.axisLabel, ...more.axisLabel, customValues: ticks },
    });
    return {
      grid: { left: 0, right: 16, top: 32, bottom: 22, outerBoundsMode: 'same', outerBoundsContain: 'axisLabel' },
      tooltip: tooltip(environment, ({ dataIndex }) => marks[dataIndex]),
      xAxis: drawn(valueAxis(environment, axisX, across.unit), axisX, {
        position: 'bottom', name: across.label, nameLocation: 'middle', nameGap: 25, nameTextStyle: { ...text, align: 'center' },
        axisLabel: { ...text, hideOverlap: true, formatter: (/** @type {number} */ value) => format.short(value, across.unit) },
      }),
      yAxis: drawn(valueAxis(environment, axisY, upright.unit, upright.label), axisY, {}),
      series: [{
        id: 'bubbles', type: 'scatter', cursor: 'pointer',
        data: marks.map((/** @type {any} */ mark) => ({
          value: mark.at,
          symbolSize: sizeOf(mark),
          label: { position: labelled.get(mark.dataIndex) ?? 'right' },
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
 * An axis on which every bubble has room: it may reach beyond its first and last tick.
 * @param {any[]} marks
 * @param {(mark: any) => number} sizeOf
 * @param {0 | 1} index across or upright
 * @param {number} length pixels of the axis
 * @param {{min: number, max: number, interval: number}} scale
 * @returns {{min: number, max: number, interval: number, ticks: number[]}}
 */
function withRoomFor(marks, sizeOf, index, length, { min, max, interval }) {
  const reach = (/** @type {number} */ side) => marks.map((mark) => mark.at[index] + (side * (sizeOf(mark) / 2 + 2) * (max - min)) / length);
  const ticks = Array.from({ length: Math.round((max - min) / interval) + 1 }, (_, step) => Number((min + step * interval).toPrecision(12)));
  return { min: Math.min(min, ...reach(-1)), max: Math.max(max, ...reach(1)), interval, ticks };
}

/** @typedef {'right' | 'left' | 'top' | 'bottom'} Side of a bubble, where its label stands */

/**
 * Larger bubbles get their label first, beside, above or below them; one that would cover a bubble or another label is left
 * to the tooltip.
 * @param {any[]} marks
 * @param {(mark: any) => number} sizeOf
 * @param {{min: number, max: number}} axisX
 * @param {{min: number, max: number}} axisY
 * @param {{x: number, y: number}} room
 * @returns {Map<number, Side>} which are labelled, and on which side
 */
function withoutOverlap(marks, sizeOf, axisX, axisY, room) {
  const place = (/** @type {number} */ value, /** @type {{min: number, max: number}} */ { min, max }, /** @type {number} */ length) =>
    ((value - min) / (max - min || 1)) * length;
  const circles = marks.map((mark) => ({ x: place(mark.at[0], axisX, room.x), y: place(mark.at[1], axisY, room.y), radius: sizeOf(mark) / 2 + 1 }));
  /** @type {number[][]} */
  const taken = [];
  const isFree = (/** @type {number} */ own, /** @type {number[]} */ [left, bottom, right, top]) =>
    left >= 0 && right <= room.x + 16 && bottom >= 0 && top <= room.y
    && !taken.some(([a, b, c, d]) => left < c && a < right && bottom < d && b < top)
    && !circles.some(({ x, y, radius }, index) =>
      index !== own && Math.hypot(x - Math.min(Math.max(x, left), right), y - Math.min(Math.max(y, bottom), top)) < radius);
  /** @type {Map<number, Side>} */
  const labelled = new Map();
  const order = marks.map((_, index) => index).sort((one, other) => (marks[other].size ?? 0) - (marks[one].size ?? 0));
  for (const index of order) {
    const { x, y, radius } = circles[index];
    const length = Math.min(LABEL, marks[index].label.length) * 6.4 + 6;
    /** @type {[Side, number, number][]} */
    const sides = [
      ['right', x + radius + 1, y], ['left', x - radius - 1 - length, y],
      ['top', x - length / 2, y + radius + 9], ['bottom', x - length / 2, y - radius - 9],
    ];
    for (const [side, left, middle] of sides) {
      const box = [left, middle - 7, left + length, middle + 7];
      if (!isFree(index, box)) continue;
      taken.push(box);
      labelled.set(index, side);
      break;
    }
  }
  return labelled;
}
