import { toNumber } from '../../core/format.js';
import { gradient, hueOf } from '../palette.js';
import { PALE, choiceOf, hasRoomFor, linesOf, textStyle, tooltip, valueAxis } from '../parts.js';
import { niceScale } from '../scale.js';
import { bucketsOf, dateLabels, heading } from '../time-labels.js';

/**
 * Chart kind: figures over time. Either metrics as lines and bars on up to two axes, or one metric as a line or area for each
 * value of a second dimension. What is compared with is dashed. A range of days can be brushed.
 *
 * Of the declaration: `values` (`{metric, mark, axis, hue}`), or `series` (a dimension) with `value`; `isStacked`.
 * @typedef {import('../types.js').Environment} Environment
 */

/** @type {import('../types.js').Kind} */
export const time = {
  isTimed: true,

  rangeAt: ({ buckets }, index) => buckets[index] ?? null,

  prepare(rows, declaration, environment) {
    const { meta, format, t } = environment;
    const { grain, buckets } = bucketsOf(rows, meta);
    const starts = buckets.map(({ start }) => start);
    const lines = declaration.series ? bySeries(rows, starts, grain, declaration, environment) : byMetric(rows, starts, grain, declaration, environment);
    const marks = buckets.map((bucket, index) => ({
      title: heading(bucket, grain, format),
      note: bucket.isPartial && grain !== 'day' ? t('time.partial') : undefined,
      lines: lines.flatMap((/** @type {any} */ one) => one.tips[index]),
      size: lines.reduce((/** @type {number} */ sum, /** @type {any} */ one) => sum + (one.axis === 0 ? one.values[index] ?? 0 : 0), 0),
      range: { from: bucket.from, to: bucket.to },
      dataIndex: index,
      seriesIndex: 0,
    }));
    const notes = [t(`time.${grain}`), ...(declaration.isLog ? [t('chart.log')] : [])];
    if (buckets.some((bucket) => bucket.isShort)) notes.push(t('time.paler'));
    const hasBefore = !declaration.isStacked && lines.some((/** @type {any} */ { before }) => before);
    if (hasBefore) notes.push(t('chart.dashed'));
    return {
      marks, notes, declaration, grain, buckets, lines, hasBefore,
      series: lines.length > 1 ? lines.map(({ id, name, color, mark }) => ({ id, name, color, mark })) : [],
    };
  },

  option(model, environment) {
    const { declaration, grain, buckets, lines, marks } = model;
    const { palette, hidden, meta, isChoosing } = environment;
    const shown = lines.filter((/** @type {any} */ line) => !hidden.has(line.id));
    const axes = [0, 1].map((axis) => lines.filter((/** @type {any} */ line) => line.axis === axis));
    const hasSecond = axes[1].length > 0;
    const areNamed = hasSecond && hasRoomFor(environment, axes[0][0]?.name ?? '', axes[1][0].name);
    const isDense = buckets.length > 60;
    return {
      grid: { left: 0, right: hasSecond ? 0 : 8, top: areNamed ? 32 : 14, bottom: 6, outerBoundsMode: 'same', outerBoundsContain: 'axisLabel' },
      tooltip: {
        ...tooltip(environment, (parameters) => {
          const mark = marks[parameters[0].dataIndex];
          return mark && { ...mark, lines: shown.flatMap((/** @type {any} */ line) => line.tips[parameters[0].dataIndex]) };
        }, 'axis'),
        axisPointer: { type: 'shadow', shadowStyle: { color: palette.hover } },
      },
      xAxis: {
        type: 'category', data: buckets.map((/** @type {any} */ bucket) => bucket.from),
        boundaryGap: true,
        axisLine: { lineStyle: { color: palette.grid } }, axisTick: { show: false },
        axisLabel: { ...textStyle(environment), ...dateLabels(buckets, grain, environment) },
      },
      yAxis: axes.filter((members, axis) => axis === 0 || members.length > 0).map((members, axis) => {
        const visible = members.filter((/** @type {any} */ line) => !hidden.has(line.id));
        const unit = members[0]?.unit ?? 'count';
        if (declaration.isLog) return logAxis(environment, unit);
        const scale = niceScale(top(visible.length > 0 ? visible : members, declaration.isStacked), 4, unit === 'count');
        const name = areNamed ? members[0].name : '';
        return valueAxis(environment, scale, unit, name, axis === 0 ? 'left' : 'right');
      }),
      series: shown.flatMap((/** @type {any} */ line, /** @type {number} */ at) => {
        const faint = isChoosing && line.choice && !environment.isChosen({ title: '', lines: [], size: 0, choices: [line.choice] });
        const main = line.mark === 'bar' ? bars(line, buckets, isDense, environment) : curve(line, buckets, { ...declaration, isDense, faint }, environment);
        const items = at === 0 ? [{ ...main, markLine: asOfLine(buckets, meta, environment) }] : [main];
        if (line.before && !declaration.isStacked) items.push(dashed(line, buckets, environment));
        return items;
      }),
    };
  },
};

/**
 * For figures of which one is a hundred times another. Nothing is drawn for zero.
 * @param {Environment} environment
 * @param {string} unit
 */
function logAxis(environment, unit) {
  return { ...valueAxis(environment, { max: 1, interval: 1 }, unit), type: 'log', min: 1, max: undefined, interval: undefined };
}

/**
 * @param {any[]} lines
 * @param {boolean} isStacked
 */
function top(lines, isStacked) {
  if (lines.length === 0) return 0;
  if (!isStacked) return Math.max(...lines.flatMap((line) => [...line.values, ...(line.before ?? [])].map((value) => value ?? 0)));
  return Math.max(...lines[0].values.map((/** @type {any} */ _, /** @type {number} */ index) => lines.reduce((sum, line) => sum + (line.values[index] ?? 0), 0)));
}

/**
 * @param {any[]} rows
 * @param {string[]} starts
 * @param {string} grain
 * @param {any} declaration
 * @param {Environment} environment
 */
function byMetric(rows, starts, grain, declaration, environment) {
  const { palette, catalogue } = environment;
  const byStart = new Map(rows.map((row) => [row[grain], row]));
  return declaration.values.map((/** @type {any} */ { metric, mark = 'line', axis = 0, hue }, /** @type {number} */ index) => {
    const color = palette.series[hue ?? index];
    const { label, unit } = catalogue.metric(metric);
    const before = starts.map((start) => toNumber(byStart.get(start)?.[`${metric}_comparison`]));
    return {
      id: metric, name: label, unit, color, deep: palette.deep[hue ?? index], mark, axis,
      values: starts.map((start) => toNumber(byStart.get(start)?.[metric])),
      before: before.some((value) => value !== null && value !== 0) ? before : null,
      tips: starts.map((start) => linesOf(byStart.get(start) ?? {}, [metric], environment, () => ({ color, mark }))),
    };
  });
}

/**
 * @param {any[]} rows
 * @param {string[]} starts
 * @param {string} grain
 * @param {any} declaration
 * @param {Environment} environment
 */
function bySeries(rows, starts, grain, { series: dimension, value, filter = dimension, isStacked }, environment) {
  const { palette, catalogue, names, format } = environment;
  const { unit } = catalogue.metric(value);
  /** @type {Map<string, {total: number, rows: Map<string, any>}>} */
  const groups = new Map();
  for (const row of rows) {
    const key = String(row[dimension] ?? '');
    const group = groups.get(key) ?? { total: 0, rows: new Map() };
    group.total += toNumber(row[value]) ?? 0;
    group.rows.set(row[grain], row);
    groups.set(key, group);
  }
  const order = names.order(dimension);
  const found = [...groups.keys()].filter((key) => (groups.get(key)?.total ?? 0) > 0);
  const keys = order
    ? found.sort((one, other) => order.indexOf(one) - order.indexOf(other))
    : found.sort((one, other) => (groups.get(other)?.total ?? 0) - (groups.get(one)?.total ?? 0));
  return keys.slice(0, 8).map((key, index) => {
    const members = /** @type {any} */ (groups.get(key)).rows;
    const color = palette.series[hueOf(dimension, key, index)];
    const name = names.label(dimension, key);
    return {
      id: key, name, unit, color, mark: 'line', axis: 0, isArea: isStacked, before: null,
      choice: filter ? choiceOf(filter, key) : undefined,
      values: starts.map((start) => toNumber(members.get(start)?.[value])),
      tips: starts.map((start) => [{ label: name, value: format.exact(members.get(start)?.[value], unit), color, mark: 'line' }]),
    };
  });
}

/**
 * @param {any} line
 * @param {any[]} buckets
 * @param {boolean} isDense
 * @param {Environment} environment
 */
function bars({ id, name, color, deep, values, axis }, buckets, isDense, { palette }) {
  return {
    id, name, type: 'bar', yAxisIndex: axis, barMaxWidth: 34, barCategoryGap: isDense ? '22%' : '34%', cursor: 'pointer',
    data: values.map((/** @type {number | null} */ value, /** @type {number} */ index) => ({
      value, itemStyle: buckets[index].isShort ? { opacity: 0.5 } : undefined,
    })),
    itemStyle: { borderRadius: isDense ? [2, 2, 0, 0] : [5, 5, 0, 0], color: gradient(color, deep ?? palette.deep[0]) },
    emphasis: { focus: 'series', itemStyle: { color } },
  };
}

/**
 * @param {any} line
 * @param {any[]} buckets
 * @param {any} look
 * @param {Environment} environment
 */
function curve({ id, name, color, values, axis, isArea }, buckets, { isStacked, isLog, isDense, faint }, { palette }) {
  const data = isLog ? values.map((/** @type {number | null} */ value) => value || null) : values;
  const shade = shadeOf(color, data, buckets);
  return {
    id, name, type: 'line', yAxisIndex: axis, smooth: isStacked ? 0 : 0.2, smoothMonotone: 'x',
    data: data.map((/** @type {number | null} */ value, /** @type {number} */ index) => (buckets[index].isShort ? { value, itemStyle: { opacity: PALE } } : value)),
    stack: isStacked ? 'all' : undefined, symbol: 'circle', symbolSize: 6, showSymbol: buckets.length <= 31 && !isStacked,
    connectNulls: false, triggerLineEvent: true,
    lineStyle: { width: isStacked ? 1 : isDense ? 2 : 2.5, color: shade, opacity: faint ? PALE : 1 },
    itemStyle: { color, borderColor: palette.surface, borderWidth: 1.5, opacity: faint ? PALE : 1 },
    areaStyle: isArea ? { color: shade, opacity: faint ? 0.12 : 0.62 } : undefined,
    emphasis: { focus: 'series', scale: false }, blur: { lineStyle: { opacity: 0.25 }, areaStyle: { opacity: 0.12 } }, z: 3,
  };
}

/**
 * ECharts lays a gradient from the first point of a line to its last.
 * @param {string} color
 * @param {(number | null)[]} values
 * @param {import('../time-labels.js').Bucket[]} buckets
 * @returns {any} the colour, paler to and from those that are short: a fall there is none
 */
function shadeOf(color, values, buckets) {
  const drawn = values.flatMap((value, index) => (value === null ? [] : [index]));
  const [first = 0] = drawn;
  const length = (drawn.at(-1) ?? 0) - first;
  const colorStops = Array.from({ length }, (_, at) => {
    const isPale = buckets[first + at].isShort || buckets[first + at + 1].isShort;
    return [at, at + 1].map((end) => ({ offset: end / length, color: isPale ? `${color}52` : color }));
  }).flat();
  return colorStops.some((stop) => stop.color !== color) ? { type: 'linear', x: 0, y: 0, x2: 1, y2: 0, colorStops } : color;
}

/**
 * @param {any} line
 * @param {any[]} buckets
 * @param {Environment} environment
 */
function dashed({ id, color, before, axis }, buckets, { palette }) {
  return {
    id: `${id}_comparison`, type: 'line', yAxisIndex: axis, data: before.map((/** @type {any} */ value, /** @type {number} */ index) => (buckets[index].isPartial ? null : value)), smooth: 0.2, smoothMonotone: 'x', symbol: 'none', silent: true,
    lineStyle: { width: 1.5, type: [4, 4], color: color ?? palette.before, opacity: 0.75 }, emphasis: { disabled: true }, z: 2,
  };
}

/**
 * Marks the as-of day where the range goes on after it: what follows are stragglers.
 * @param {any[]} buckets
 * @param {import('../../types.js').Meta} meta
 * @param {Environment} environment
 */
function asOfLine(buckets, meta, { palette, t, width }) {
  const asOf = meta.as_of;
  const at = asOf && asOf < buckets[buckets.length - 1].to ? buckets.findIndex((one) => one.from <= asOf && asOf <= one.to) : -1;
  if (at < 0) return { data: [] };
  const isLeft = at < buckets.length / 2;
  return {
    silent: true, symbol: 'none', animation: false,
    lineStyle: { color: palette.muted, type: 'dashed', width: 1 },
    label: {
      formatter: t('time.asof'), color: palette.muted, fontFamily: palette.font, fontSize: 12,
      position: 'end', align: isLeft ? 'left' : 'right', offset: [isLeft ? 6 : -6, 18], show: width >= 560,
    },
    data: [{ xAxis: buckets[at].from }],
  };
}
