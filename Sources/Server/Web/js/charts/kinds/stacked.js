import { toNumber } from '../../core/format.js';
import { hueOf } from '../palette.js';
import { choiceOf, linesOf, opacityOf, tooltip, valueAxis } from '../parts.js';
import { niceScale } from '../scale.js';
import { inOrder, namesAxis } from './bar.js';

/**
 * Chart kind: standing bars, stacked by a second dimension. The largest parts have colours of their own; all others are gathered.
 * Of the declaration: `dimension`, `value`, `stack` (a dimension), `note` (row to words).
 * @typedef {import('../types.js').Environment} Environment
 */

const PARTS = 8;
const COLUMNS = 40;

/** Stands for all parts that have no place of their own. */
const OTHERS = 'others';

/** @type {import('../types.js').Kind} */
export const stacked = {
  hasBands: true,

  prepare(rows, declaration, environment) {
    const { dimension, value, stack, filter = dimension } = declaration;
    const { names, palette, t, meta } = environment;
    const known = rows.filter((row) => row[dimension] !== null);
    const parts = partsOf(known, stack, value, names);
    /** @type {Map<string, {row: any, total: number, sums: Map<string, number>}>} */
    const columns = new Map();
    for (const row of [...known, ...(meta.rest ?? []).filter((/** @type {any} */ one) => one[dimension] !== null)]) {
      const size = toNumber(row[value]) ?? 0;
      const key = String(row[dimension]);
      const part = !row.isRest && parts.includes(String(row[stack] ?? '')) ? String(row[stack] ?? '') : OTHERS;
      const column = columns.get(key) ?? { row, total: 0, sums: new Map() };
      column.total += size;
      column.sums.set(part, (column.sums.get(part) ?? 0) + size);
      columns.set(key, column);
    }
    const largest = [...columns.values()].sort((one, other) => other.total - one.total).slice(0, COLUMNS);
    if (largest.some(({ sums }) => sums.get(OTHERS))) parts.push(OTHERS);
    const colors = parts.map((part, index) => (part === OTHERS ? palette.muted : palette.series[hueOf(stack, part, index)]));
    const labels = parts.map((part) => (part === OTHERS ? t('flows.others') : names.label(stack, part)));
    const place = new Map(inOrder(largest.map(({ row }) => row), dimension, names).map((row, index) => [row, index]));
    const marks = largest.sort((one, other) => Number(place.get(one.row)) - Number(place.get(other.row))).map(({ row, total, sums }, index) => ({
      title: names.full(dimension, row[dimension]),
      note: declaration.note?.(row, environment),
      label: declaration.name?.(row, environment) ?? names.label(dimension, row[dimension]),
      lines: parts.map((part, at) => ({ ...linesOf({ [value]: sums.get(part) ?? 0 }, [value], environment)[0], label: labels[at], color: colors[at] })),
      size: total,
      parts: parts.map((part) => sums.get(part) ?? 0),
      choices: filter ? [choiceOf(filter, row[dimension])] : undefined,
      dataIndex: index,
      seriesIndex: 0,
    }));
    return {
      marks, parts, declaration,
      series: parts.map((part, index) => ({ id: part, name: labels[index], color: colors[index], mark: 'bar' })),
      notes: columns.size > COLUMNS ? [t('chart.first', { count: COLUMNS })] : [],
    };
  },

  option({ marks, series, declaration, parts }, environment) {
    const { palette, catalogue, width, hidden } = environment;
    const { unit } = catalogue.metric(declaration.value);
    const shown = (/** @type {any} */ mark) =>
      mark.parts.reduce((/** @type {number} */ sum, /** @type {number} */ part, /** @type {number} */ at) => (hidden.has(parts[at]) ? sum : sum + part), 0);
    return {
      grid: { left: 0, right: 6, top: 12, bottom: 2, outerBoundsMode: 'same', outerBoundsContain: 'axisLabel' },
      tooltip: { ...tooltip(environment, (parameters) => marks[parameters[0].dataIndex], 'axis'), axisPointer: { type: 'shadow', shadowStyle: { color: palette.hover } } },
      xAxis: namesAxis(marks, environment, width - 60),
      yAxis: valueAxis(environment, niceScale(Math.max(...marks.map(shown)), 4, unit === 'count'), unit),
      series: parts.map((/** @type {string} */ part, /** @type {number} */ at) => ({
        id: part, name: series[at].name, type: 'bar', stack: 'all', barMaxWidth: 46, barCategoryGap: '28%',
        itemStyle: { color: series[at].color }, emphasis: { focus: 'series' },
        data: marks.map((/** @type {any} */ mark) => ({ value: hidden.has(part) ? null : mark.parts[at], itemStyle: { opacity: opacityOf(environment, mark) } })),
      })),
    };
  },
};

/**
 * @param {any[]} rows
 * @param {string} stack
 * @param {string} value
 * @param {import('../../core/names.js').Names} names
 * @returns {string[]} the largest values of the second dimension, in its own order if it has one
 */
function partsOf(rows, stack, value, names) {
  const found = new Map();
  for (const row of rows) {
    const key = String(row[stack] ?? '');
    found.set(key, (found.get(key) ?? 0) + (toNumber(row[value]) ?? 0));
  }
  const largest = [...found.keys()].filter((key) => found.get(key) > 0).sort((one, other) => found.get(other) - found.get(one)).slice(0, PARTS);
  const order = names.order(stack);
  return order ? largest.sort((one, other) => order.indexOf(one) - order.indexOf(other)) : largest;
}
