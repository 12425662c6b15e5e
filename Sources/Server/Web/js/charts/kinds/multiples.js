import { endOf } from '../../core/dates.js';
import { toNumber } from '../../core/format.js';
import { choiceOf, opacityOf, shorten, textStyle, tooltip } from '../parts.js';
import { heading } from '../time-labels.js';

/**
 * Chart kind: the same small line for each value of a dimension, all on one scale.
 * Of the declaration: `series` (a dimension), `value`.
 */

/** Pixels that one needs, and between two. */
const CELL = 76;
const GAP = { across: 18, down: 10 };

/** @param {number} width */
const columnsIn = (width) => (width < 480 ? 2 : width < 760 ? 3 : 4);

/** @type {import('../types.js').Kind} */
export const multiples = {
  prepare(rows, { series: dimension, value, filter = dimension }, environment) {
    const { names, format, catalogue, meta } = environment;
    const { unit, label, isAdditive } = catalogue.metric(value);
    const grain = /** @type {any} */ (['day', 'week', 'month', 'quarter', 'year'].find((name) => rows[0] && name in rows[0]) ?? 'month');
    const starts = [...new Set(rows.map((row) => row[grain]))].sort();
    const { from = '', to = '9' } = meta.range ?? {};
    const titles = starts.map((start) => {
      const end = endOf(start, grain);
      return heading({ start, from: start < from ? from : start, to: end > to ? to : end, isPartial: start < from || end > to }, grain, format);
    });
    /** @type {Map<string, {key: unknown, total: number, values: Map<string, number | null>}>} */
    const groups = new Map();
    for (const row of rows) {
      const id = String(row[dimension] ?? '');
      const group = groups.get(id) ?? { key: row[dimension], total: 0, values: new Map() };
      group.total += toNumber(row[value]) ?? 0;
      group.values.set(row[grain], toNumber(row[value]));
      groups.set(id, group);
    }
    // Means and counts of people have no sum: they tell where they ended.
    const sized = [...groups.values()].map(({ key, total, values }) => {
      const course = starts.map((start) => values.get(start) ?? null);
      const last = course.findLastIndex((one) => one !== null);
      return { key, course, last, size: isAdditive ? total : course[last] ?? null };
    });
    const marks = sized.sort((one, other) => (other.size ?? 0) - (one.size ?? 0)).map(({ key, course, last, size }, index) => ({
      title: names.full(dimension, key),
      note: isAdditive ? undefined : titles[last],
      lines: [{ label, value: format.exact(size, unit) }],
      size,
      values: course,
      choices: filter ? [choiceOf(filter, key)] : undefined,
      seriesIndex: index,
    }));
    const height = Math.ceil(marks.length / columnsIn(environment.width)) * (CELL + GAP.down) - GAP.down;
    return { marks, titles, unit, height, notes: [environment.t(`time.${grain}`)] };
  },

  option({ marks, titles, unit }, environment) {
    const { palette, format, width, height } = environment;
    const columns = columnsIn(width);
    const lines = Math.ceil(marks.length / columns);
    const cell = { width: (width - GAP.across * (columns - 1)) / columns, height: (height - GAP.down * (lines - 1)) / lines };
    const most = Math.max(...marks.flatMap((/** @type {any} */ mark) => mark.values.map((/** @type {any} */ value) => value ?? 0)), 1e-9);
    const place = (/** @type {number} */ index) => ({
      left: (index % columns) * (cell.width + GAP.across),
      top: Math.floor(index / columns) * (cell.height + GAP.down),
    });
    const text = textStyle(environment);
    return {
      tooltip: tooltip(environment, (parameters) => {
        const [{ seriesIndex, dataIndex }] = parameters;
        const mark = marks[seriesIndex];
        return mark && { ...mark, note: titles[dataIndex], lines: [{ ...mark.lines[0], value: format.exact(mark.values[dataIndex], unit) }] };
      }, 'axis'),
      title: marks.map((/** @type {any} */ mark, /** @type {number} */ index) => ({
        ...place(index), text: shorten(mark.title, Math.floor(cell.width / 7)), subtext: format.short(mark.size, unit), itemGap: 3, padding: [3, 0, 0, 0],
        textStyle: { color: palette.text, fontFamily: palette.font, fontSize: 12, fontWeight: 600, lineHeight: 14 },
        subtextStyle: { ...text, lineHeight: 13 },
      })),
      grid: marks.map((/** @type {any} */ _, /** @type {number} */ index) => {
        const { left, top } = place(index);
        return { left, top: top + 38, width: cell.width, height: Math.max(10, cell.height - 42) };
      }),
      xAxis: marks.map((/** @type {any} */ _, /** @type {number} */ index) => ({
        gridIndex: index, type: 'category', data: titles, boundaryGap: false, axisLabel: { show: false }, axisTick: { show: false },
        axisLine: { lineStyle: { color: palette.grid } }, axisPointer: { lineStyle: { color: palette.muted } },
      })),
      yAxis: marks.map((/** @type {any} */ _, /** @type {number} */ index) => ({ gridIndex: index, type: 'value', min: 0, max: most, show: false })),
      series: marks.map((/** @type {any} */ mark, /** @type {number} */ index) => ({
        id: String(index), type: 'line', xAxisIndex: index, yAxisIndex: index, data: mark.values, symbol: 'none', triggerLineEvent: true, cursor: 'pointer',
        lineStyle: { width: 2, color: palette.series[index % 8], opacity: opacityOf(environment, mark) },
        itemStyle: { color: palette.series[index % 8] },
        areaStyle: { color: palette.series[index % 8], opacity: 0.16 * opacityOf(environment, mark) },
        emphasis: { disabled: true },
      })),
    };
  },
};
