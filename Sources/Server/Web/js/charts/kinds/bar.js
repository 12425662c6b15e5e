import { toNumber } from '../../core/format.js';
import { gradient, hueOf } from '../palette.js';
import { choiceOf, hasRoomFor, inLines, largest, linesOf, opacityOf, shorten, textStyle, tooltip, valueAxis } from '../parts.js';
import { niceScale } from '../scale.js';

/**
 * Chart kind: bars. Lying when they have names, standing when they have an order; with a second figure as a line on an axis
 * of its own, or stacked by a second dimension. What is compared with stands behind, paler.
 *
 * Of the declaration: `dimension`, `value`, `isStanding`, `line` (a metric), `stack` (a dimension), `hue` (of the bars),
 * `note` (row to words), `isFilled` (whole numbers without a row keep their place).
 * @typedef {import('../types.js').Environment} Environment
 * @typedef {import('../types.js').Mark} Mark
 */

/** @type {import('../types.js').Kind} */
export const bar = {
  prepare(rows, declaration, environment) {
    const { dimension, value, line, stack, isStanding = false, filter = dimension, hue = 0 } = declaration;
    const { names, palette, catalogue } = environment;
    const order = isStanding && !declaration.isAsGiven ? names.order(dimension) : null;
    const given = isStanding || declaration.isDroppingNone ? rows.filter((row) => row[dimension] !== null) : rows;
    const known = declaration.isFilled ? filled(given, dimension, value) : given;
    /** @type {Map<string, any[]>} */
    const groups = new Map();
    for (const row of known) {
      const key = String(row[dimension] ?? '');
      groups.set(key, [...(groups.get(key) ?? []), row]);
    }
    let keys = [...groups.keys()];
    if (order) keys = [...order.filter((one) => groups.has(one)), ...keys.filter((one) => !order.includes(one))];
    else if (isStanding && !declaration.isAsGiven) keys.sort((one, other) => Number(one) - Number(other) || (one < other ? -1 : 1));
    const parts = stack ? stackOrder(rows, stack, value, names) : [];
    const colors = parts.map((part, index) => palette.series[hueOf(stack ?? '', part, index)]);
    const metrics = [value, line, ...(declaration.also ?? [])].filter(Boolean);
    const marks = keys.map((key, index) => {
      const group = /** @type {any[]} */ (groups.get(key));
      const [row] = group;
      const of = (/** @type {string} */ part) => group.find((one) => String(one[stack] ?? '') === part);
      const lines = stack
        ? parts.map((part, at) => ({ ...linesOf(of(part) ?? { [value]: 0 }, [value], environment)[0], label: names.label(stack, part), color: colors[at] }))
        : linesOf(row, metrics, environment, (metric) => ({
          color: metric === value ? palette.series[hue] : metric === line ? palette.series[lineHue(hue)] : undefined,
          mark: metric === line ? 'line' : 'bar',
        }));
      return {
        title: names.full(dimension, row[dimension]),
        note: declaration.note?.(row, environment),
        label: declaration.name?.(row, environment) ?? names.label(dimension, row[dimension]),
        lines,
        size: stack ? group.reduce((sum, one) => sum + (toNumber(one[value]) ?? 0), 0) : toNumber(row[value]),
        parts: parts.map((part) => toNumber(of(part)?.[value]) ?? 0),
        second: line ? toNumber(row[line]) : null,
        before: toNumber(row[`${value}_comparison`]),
        choices: filter && !row.isNone ? [filter].flat().map((/** @type {string} */ one) => choiceOf(one, row[one])) : undefined,
        dataIndex: index,
        seriesIndex: 0,
      };
    });
    const series = stack
      ? parts.map((part, index) => ({ id: part, name: names.label(stack, part), color: colors[index], mark: 'bar' }))
      : line
        ? [value, line].map((metric, index) => ({
          id: metric, name: catalogue.metric(metric).label, color: palette.series[index ? lineHue(hue) : hue], mark: index ? 'line' : 'bar',
        }))
        : [];
    const hasBefore = !stack && marks.some((mark) => mark.before !== null && mark.before !== 0);
    return { marks, series, declaration, parts, hasBefore, notes: hasBefore ? [environment.t('chart.tick')] : [] };
  },

  option(model, environment) {
    return model.declaration.isStanding ? standing(model, environment) : lying(model, environment);
  },
};

/** More places than this say nothing; a stray number far off would leave the others no room. */
const MOST_PLACES = 100;

/**
 * @param {any[]} rows one for some whole numbers
 * @param {string} dimension
 * @param {string} value
 * @returns {any[]} one for each from the least to the largest, where that many have room; of those added, none was counted
 */
function filled(rows, dimension, value) {
  const numbers = rows.map((row) => Number(row[dimension]));
  const least = Math.min(...numbers);
  const places = Math.max(...numbers) - least + 1;
  if (!(places <= MOST_PLACES)) return rows;
  const found = new Map(rows.map((row, index) => [numbers[index], row]));
  return Array.from({ length: places }, (_, index) => found.get(least + index) ?? { [dimension]: least + index, [value]: 0, isNone: true });
}

/** @param {number} hue */
const lineHue = (hue) => (hue === 1 ? 3 : 1);

/**
 * @param {any[]} rows
 * @param {string} stack
 * @param {string} value
 * @param {import('../../core/names.js').Names} names
 */
function stackOrder(rows, stack, value, names) {
  const found = new Map();
  for (const row of rows) {
    const key = String(row[stack] ?? '');
    found.set(key, (found.get(key) ?? 0) + (toNumber(row[value]) ?? 0));
  }
  const order = names.order(stack);
  if (order) return order.filter((one) => found.get(one));
  return [...found.keys()].sort((one, other) => found.get(other) - found.get(one)).slice(0, 8);
}

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
  const isTight = environment.height / marks.length < 20;
  const longest = Math.max(...marks.map((/** @type {any} */ mark) => format.short(mark.size, unit).length));
  return {
    grid: { left: 0, right: longest * 7 + 10, top: 4, bottom: 0, outerBoundsMode: 'same', outerBoundsContain: 'axisLabel' },
    tooltip: { ...tooltip(environment, (parameters) => marks[parameters[0].dataIndex], 'axis'), axisPointer: { type: 'shadow', shadowStyle: { color: palette.hover } } },
    xAxis: { type: 'value', show: false, min: 0, max: Math.max(...marks.map((/** @type {any} */ mark) => Math.max(mark.size ?? 0, hasBefore ? mark.before ?? 0 : 0)), 1e-9) },
    yAxis: {
      type: 'category', inverse: true, data: marks.map((/** @type {any} */ mark) => mark.label),
      axisLine: { show: false }, axisTick: { show: false },
      axisLabel: { ...text, color: palette.text, fontSize: isTight ? 11 : 12, interval: 0, margin: 10, formatter: (/** @type {string} */ label) => shorten(label, room) },
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
      // Beyond the bar and the mark of before, so that neither strikes it through.
      {
        id: 'labels', type: 'scatter', symbolSize: 1, silent: true, z: 5, itemStyle: { color: 'transparent' },
        data: marks.map((/** @type {any} */ mark) => Math.max(mark.size ?? 0, (hasBefore && mark.before) || 0)),
        label: {
          show: true, position: 'right', color: palette.text, fontFamily: palette.font, fontSize: isTight ? 11 : 12, distance: 6,
          formatter: (/** @type {any} */ { dataIndex }) => format.short(marks[dataIndex].size, unit),
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
 * @param {any} model
 * @param {Environment} environment
 */
function standing({ marks, series, declaration, parts, hasBefore }, environment) {
  const { palette, catalogue, width, hidden } = environment;
  const { value, line, stack, hue = 0 } = declaration;
  const metric = catalogue.metric(value);
  const text = textStyle(environment);
  const most = stack
    ? Math.max(...marks.map((/** @type {any} */ mark) => mark.parts.reduce((/** @type {number} */ sum, /** @type {number} */ part, /** @type {number} */ at) => (hidden.has(parts[at]) ? sum : sum + part), 0)))
    : Math.max(...marks.map((/** @type {any} */ mark) => Math.max(mark.size ?? 0, hasBefore ? mark.before ?? 0 : 0)));
  const steps = 4;
  const second = line ? catalogue.metric(line) : null;
  const areNamed = second !== null && hasRoomFor(environment, metric.label, second.label);
  const longest = Math.max(...marks.flatMap((/** @type {any} */ mark) => mark.label.split('\n').map((/** @type {string} */ part) => part.length))) * 6.4 + 8;
  const every = Math.max(1, Math.ceil((longest * marks.length) / Math.max(1, width - (second ? 140 : 60))));
  // A few names are all worth reading, turned if need be, or in more lines where they have some; of many, as many as fit.
  const isLined = marks.some((/** @type {any} */ mark) => mark.label.includes('\n'));
  const isTurned = every > 1 && marks.length <= 12 && !isLined;
  const isFine = marks.length > 30;
  /** @type {any[]} */
  const drawn = stack
    ? parts.map((/** @type {string} */ part, /** @type {number} */ at) => ({
      id: part, name: series[at].name, type: 'bar', stack: 'all', barMaxWidth: 46, barCategoryGap: '28%',
      itemStyle: { color: series[at].color },
      data: marks.map((/** @type {any} */ mark) => ({ value: hidden.has(part) ? null : mark.parts[at], itemStyle: { opacity: opacityOf(environment, mark) } })),
    }))
    : [{
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
      id: line, type: 'line', yAxisIndex: 1, z: 5, symbol: 'circle', symbolSize: every > 1 ? 5 : 7, showSymbol: marks.length < 40, showAllSymbol: true,
      lineStyle: { width: 2.5, color: palette.series[lineHue(hue)] },
      itemStyle: { color: palette.series[lineHue(hue)], borderColor: palette.surface, borderWidth: 1.5 },
      data: marks.map((/** @type {any} */ mark) => ({ value: mark.second, itemStyle: { opacity: opacityOf(environment, mark) } })),
      emphasis: { disabled: true },
    });
  }
  return {
    grid: { left: 0, right: second ? 0 : 6, top: areNamed ? 32 : 12, bottom: 2, outerBoundsMode: 'same', outerBoundsContain: 'axisLabel' },
    tooltip: { ...tooltip(environment, (parameters) => marks[parameters[0].dataIndex], 'axis'), axisPointer: { type: 'shadow', shadowStyle: { color: palette.hover } } },
    xAxis: {
      type: 'category', data: marks.map((/** @type {any} */ mark) => mark.label),
      axisLine: { lineStyle: { color: palette.grid } }, axisTick: { show: false },
      axisLabel: {
        ...text, lineHeight: 16, rotate: isTurned ? 38 : 0, interval: (/** @type {number} */ index) => isTurned || isLined || index % every === 0, hideOverlap: !isTurned && !isLined,
        formatter: (/** @type {string} */ label) => (isLined && every > 1 ? label.split('\n').map((line) => inLines(line, (width - 100) / marks.length / 6.4)).join('\n') : label),
      },
    },
    yAxis: [
      valueAxis(environment, niceScale(most, steps, metric.unit === 'count'), metric.unit, areNamed ? metric.label : ''),
      ...(second ? [valueAxis(environment, niceScale(largest(marks, 'second'), steps), second.unit, areNamed ? second?.label : '', 'right')] : []),
    ],
    series: drawn,
  };
}
