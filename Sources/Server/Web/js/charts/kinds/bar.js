import { toNumber } from '../../core/format.js';
import { gradient, hueOf } from '../palette.js';
import { choiceOf, hasRoomFor, inLines, largest, linesOf, opacityOf, shorten, textStyle, tooltip, valueAxis } from '../parts.js';
import { niceScale } from '../scale.js';

/**
 * Chart kind: bars. Lying when they have names, standing when they have an order; with a second figure as a line on an axis
 * of its own. What is compared with is a mark across them.
 *
 * Of the declaration: `dimension`, `value`, `isStanding`, `line` (a metric), `hue` (of the bars), `note` (row to words), `fill`.
 * @typedef {import('../types.js').Environment} Environment
 * @typedef {import('../types.js').Mark} Mark
 */

/** Letters of a name below a standing bar. */
const LABEL = 24;

/** Pixels that a lying bar needs to be read. */
const LYING = 20;

/** @type {import('../types.js').Kind} */
export const bar = {
  hasBands: true,

  prepare(rows, declaration, environment) {
    const { dimension, value, line, isStanding = false, filter = dimension, hue = 0 } = declaration;
    const { names, palette, catalogue } = environment;
    const given = isStanding || declaration.isDroppingNone ? rows.filter((row) => row[dimension] !== null) : rows;
    const known = declaration.fill?.(given, dimension, value) ?? given;
    const metrics = [value, line, ...(declaration.also ?? [])].filter(Boolean);
    const marks = (isStanding && !declaration.isAsGiven ? inOrder(known, dimension, names) : known).map((row, index) => ({
      title: names.full(dimension, row[dimension]),
      note: declaration.note?.(row, environment),
      label: declaration.name?.(row, environment) ?? names.label(dimension, row[dimension]),
      lines: linesOf(row, metrics, environment, (metric) => ({
        color: metric === value ? palette.series[hue] : metric === line ? palette.series[lineHue(hue)] : undefined,
        mark: metric === line ? 'line' : 'bar',
      })),
      size: toNumber(row[value]),
      second: line ? toNumber(row[line]) : null,
      before: toNumber(row[`${value}_comparison`]),
      choices: filter && !row.isNone ? [filter].flat().map((/** @type {string} */ one) => choiceOf(one, row[one])) : undefined,
      dataIndex: index,
      seriesIndex: 0,
    }));
    const series = line
      ? [value, line].map((metric, index) => ({
        id: metric, name: catalogue.metric(metric).label, color: palette.series[index ? lineHue(hue) : hue], mark: index ? 'line' : 'bar',
      }))
      : [];
    const hasBefore = marks.some((mark) => mark.before !== null && mark.before !== 0);
    const notes = hasBefore ? [environment.t('chart.tick')] : [];
    return { marks, series, declaration, hasBefore, notes, height: isStanding ? 0 : marks.length * LYING };
  },

  option(model, environment) {
    return model.declaration.isStanding ? standing(model, environment) : lying(model, environment);
  },
};

/**
 * @param {any[]} rows
 * @param {string} dimension
 * @param {import('../../core/names.js').Names} names
 * @returns {any[]} the same in the dimension's own order or by number; names stay as they are
 */
export function inOrder(rows, dimension, names) {
  const order = names.order(dimension);
  const place = (/** @type {any} */ row) => (order ? order.indexOf(String(row[dimension])) : Number(row[dimension]));
  return [...rows].sort((one, other) => place(one) - place(other));
}

/** @param {number} hue */
const lineHue = (hue) => (hue === 1 ? 3 : 1);

/**
 * @param {any} model
 * @param {Environment} environment
 */
function lying({ marks, declaration, hasBefore }, environment) {
  const { palette, format, catalogue, width } = environment;
  const { value, hue = 0 } = declaration;
  const { unit } = catalogue.metric(value);
  const text = textStyle(environment);
  const room = Math.max(8, Math.floor(width * 0.34 / 6.6));
  const row = environment.height / marks.length;
  const isTight = row < LYING;
  const figure = (/** @type {any} */ { size }) => format.short(size, unit);
  const longest = Math.max(...marks.map((/** @type {any} */ mark) => figure(mark).length));
  const most = Math.max(...marks.map((/** @type {any} */ mark) => Math.max(mark.size ?? 0, hasBefore ? mark.before ?? 0 : 0)), 1e-9);
  const names = Math.min(room, Math.max(...marks.map((/** @type {any} */ mark) => mark.label.length))) * 6.6;
  const pixels = (width - names - longest * 7 - 20) / most;
  // A figure at the end of its bar that the mark of before would strike through stands after that.
  const end = (/** @type {any} */ mark) =>
    (hasBefore && mark.before > mark.size && (mark.before - mark.size) * pixels < figure(mark).length * 7 + 12 ? mark.before : mark.size ?? 0);
  return {
    grid: { left: 0, right: longest * 7 + 10, top: 4, bottom: 0, outerBoundsMode: 'same', outerBoundsContain: 'axisLabel' },
    tooltip: { ...tooltip(environment, (parameters) => marks[parameters[0].dataIndex], 'axis'), axisPointer: { type: 'shadow', shadowStyle: { color: palette.hover } } },
    xAxis: { type: 'value', show: false, min: 0, max: most },
    yAxis: {
      type: 'category', inverse: true, data: marks.map((/** @type {any} */ mark) => mark.label),
      axisLine: { show: false }, axisTick: { show: false },
      axisLabel: { ...text, color: palette.text, fontSize: isTight ? 11 : 12, interval: row < 11 ? 'auto' : 0, margin: 10, formatter: (/** @type {string} */ label) => shorten(label, room) },
      triggerEvent: true,
    },
    series: [
      {
        id: value, type: 'bar', barMaxWidth: 22, barCategoryGap: isTight ? '22%' : '34%', barGap: '-100%', z: 3, cursor: declaration.filter === false ? 'default' : 'pointer',
        data: marks.map((/** @type {any} */ mark) => ({
          value: mark.size,
          itemStyle: { opacity: opacityOf(environment, mark), color: gradient(palette.deep[hue], palette.series[hue], true), borderRadius: [3, 6, 6, 3] },
        })),
        emphasis: { itemStyle: { color: palette.series[hue] } },
      },
      {
        id: 'labels', type: 'scatter', symbolSize: 1, silent: true, z: 5, itemStyle: { color: 'transparent' },
        data: marks.map(end),
        label: {
          show: row >= 11, position: 'right', color: palette.text, fontFamily: palette.font, fontSize: isTight ? 11 : 12, distance: 6,
          textBorderColor: palette.surface, textBorderWidth: 4,
          formatter: (/** @type {any} */ { dataIndex }) => figure(marks[dataIndex]),
        },
      },
      ...(hasBefore ? [{
        id: 'before', type: 'scatter', symbol: 'rect', symbolSize: [2.5, isTight ? 13 : 18], silent: true, z: 4,
        itemStyle: { color: palette.before }, data: marks.map((/** @type {any} */ mark) => mark.before),
      }] : []),
    ],
  };
}

/**
 * The axis below standing bars.
 * @param {any[]} marks
 * @param {Environment} environment
 * @param {number} room pixels across
 */
export function namesAxis(marks, environment, room) {
  const longest = Math.max(...marks.flatMap((mark) => mark.label.split('\n').map((/** @type {string} */ part) => Math.min(part.length, LABEL)))) * 7 + 9;
  // A few names are all worth reading, turned if need be, or in more lines where they have some; of many, as many as fit.
  const isFew = marks.length <= 12;
  const isLined = marks.some((mark) => mark.label.includes('\n'));
  const every = Math.max(1, Math.ceil((longest * marks.length) / Math.max(1, room)));
  const broken = (/** @type {string} */ part) => (isLined && every > 1 ? inLines(part, room / marks.length / 6.4) : shorten(part, LABEL));
  return {
    type: 'category', data: marks.map((mark) => mark.label),
    axisLine: { lineStyle: { color: environment.palette.grid } }, axisTick: { show: false },
    axisLabel: {
      ...textStyle(environment), lineHeight: 16, rotate: isFew && every > 1 && !isLined ? 38 : 0, hideOverlap: !isFew && !isLined,
      interval: (/** @type {number} */ index) => isFew || isLined || index % every === 0,
      formatter: (/** @type {string} */ label) => label.split('\n').map(broken).join('\n'),
    },
  };
}

/**
 * @param {any} model
 * @param {Environment} environment
 */
function standing({ marks, declaration, hasBefore }, environment) {
  const { palette, catalogue, width, hidden } = environment;
  const { value, line, hue = 0 } = declaration;
  const metric = catalogue.metric(value);
  const most = Math.max(...marks.map((/** @type {any} */ mark) => Math.max(mark.size ?? 0, hasBefore ? mark.before ?? 0 : 0)));
  const steps = 4;
  const second = line ? catalogue.metric(line) : null;
  const areNamed = second !== null && hasRoomFor(environment, metric.label, second.label);
  const isFine = marks.length > 30;
  /** @type {any[]} */
  const drawn = [{
    id: value, type: 'bar', barMaxWidth: 46, barCategoryGap: isFine ? '16%' : '28%', z: 3, barGap: hasBefore ? '-72%' : '30%',
    data: marks.map((/** @type {any} */ mark) => ({
      value: hidden.has(value) ? null : mark.size,
      itemStyle: { opacity: opacityOf(environment, mark), color: gradient(palette.series[hue], palette.deep[hue]), borderRadius: isFine ? [2, 2, 0, 0] : [6, 6, 0, 0] },
    })),
    emphasis: { itemStyle: { color: palette.series[hue] } },
  }];
  if (hasBefore) {
    drawn.push({
      id: 'before', type: 'scatter', symbol: 'rect', symbolSize: [Math.max(4, Math.min(40, (width / marks.length) * 0.6)), 2.5], silent: true, z: 4,
      itemStyle: { color: palette.before }, data: marks.map((/** @type {any} */ mark) => mark.before),
    });
  }
  if (line && !hidden.has(line)) {
    drawn.push({
      id: line, type: 'line', yAxisIndex: 1, z: 5, symbol: 'circle', symbolSize: marks.length > 12 ? 5 : 7, showSymbol: marks.length < 40, showAllSymbol: true,
      lineStyle: { width: 2.5, color: palette.series[lineHue(hue)] },
      itemStyle: { color: palette.series[lineHue(hue)], borderColor: palette.surface, borderWidth: 1.5 },
      data: marks.map((/** @type {any} */ mark) => ({ value: mark.second, itemStyle: { opacity: opacityOf(environment, mark) } })),
      emphasis: { disabled: true },
    });
  }
  return {
    grid: { left: 0, right: second ? 0 : 6, top: areNamed ? 32 : 12, bottom: 2, outerBoundsMode: 'same', outerBoundsContain: 'axisLabel' },
    tooltip: { ...tooltip(environment, (parameters) => marks[parameters[0].dataIndex], 'axis'), axisPointer: { type: 'shadow', shadowStyle: { color: palette.hover } } },
    xAxis: namesAxis(marks, environment, width - (second ? 140 : 60)),
    yAxis: [
      valueAxis(environment, niceScale(most, steps, metric.unit === 'count'), metric.unit, areNamed ? metric.label : ''),
      ...(second ? [valueAxis(environment, niceScale(largest(marks, 'second'), steps), second.unit, areNamed ? second?.label : '', 'right')] : []),
    ],
    series: drawn,
  };
}
