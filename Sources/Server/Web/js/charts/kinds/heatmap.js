import { toNumber } from '../../core/format.js';
import { choiceOf, linesOf, opacityOf, textStyle, tooltip } from '../parts.js';

/**
 * Chart kind: cells of two dimensions, coloured by a figure.
 * Of the declaration: `x`, `y` (dimensions), `value`, `also` (metrics told beside it), `isFilled` (every cell is drawn).
 * `isBlank` leaves a cell without colour, `isTrusted` keeps those that say little out of the scale.
 */

/** @type {import('../types.js').Kind} */
export const heatmap = {
  prepare(rows, declaration, environment) {
    const { x, y, value, also = [], filter = [x, y] } = declaration;
    const { names, catalogue } = environment;
    const known = rows.filter((row) => row[x] !== null && row[y] !== null && row[value] !== null);
    const axis = (/** @type {string} */ dimension) => {
      const order = names.order(dimension);
      if (order && declaration.isFilled) return order;
      const found = [...new Set(known.map((row) => String(row[dimension])))];
      return found.sort((one, other) => (order ? order.indexOf(one) - order.indexOf(other) : Number(one) - Number(other) || (one < other ? -1 : 1)));
    };
    const columns = x === 'hour' ? Array.from({ length: 24 }, (_, hour) => String(hour)) : axis(x);
    const lines = axis(y);
    const marks = known.map((row, index) => ({
      title: `${names.full(y, row[y])} · ${declaration.isPlainX ? row[x] : names.full(x, row[x])}`,
      note: declaration.note?.(row, environment),
      lines: linesOf(row, [value, ...also], environment),
      size: toNumber(row[value]),
      at: [columns.indexOf(String(row[x])), lines.indexOf(String(row[y]))],
      isBlank: declaration.isBlank?.(row) ?? false,
      counts: declaration.isTrusted?.(row) ?? true,
      choices: filter ? filter.map((/** @type {string} */ dimension) => choiceOf(dimension, row[dimension])) : undefined,
      range: declaration.rangeOf?.(row),
      dataIndex: index, seriesIndex: 0,
    }));
    const colored = marks.filter((mark) => !mark.isBlank && mark.counts).map((mark) => mark.size ?? 0);
    return {
      marks, columns, lines, unit: catalogue.metric(value).unit, declaration,
      most: Math.max(...colored, 1e-9),
    };
  },

  option({ marks, columns, lines, unit, declaration, most }, environment) {
    const { palette, format, names, width, height } = environment;
    const text = textStyle(environment);
    const { x, y } = declaration;
    const cell = { width: (width - 80) / columns.length, height: (height - 60) / lines.length };
    const hasLabels = cell.width >= 34 && cell.height >= 15 && declaration.isLabelled !== false;
    const every = Math.max(1, Math.ceil(30 / cell.width));
    return {
      grid: { left: 0, right: 2, top: 2, bottom: 44, outerBoundsMode: 'same', outerBoundsContain: 'axisLabel' },
      tooltip: tooltip(environment, ({ dataIndex }) => marks[dataIndex]),
      xAxis: {
        type: 'category', data: columns, axisLine: { show: false }, axisTick: { show: false },
        axisLabel: {
          ...text, interval: (/** @type {number} */ index) => index % every === 0,
          formatter: (/** @type {string} */ value) => (x === 'hour' || declaration.isPlainX ? value : names.label(x, value)),
        },
      },
      yAxis: {
        type: 'category', inverse: true, data: lines, axisLine: { show: false }, axisTick: { show: false },
        axisLabel: { ...text, interval: cell.height >= 14 ? 0 : 1, formatter: (/** @type {string} */ value) => declaration.yLabel?.(value, environment) ?? names.label(y, value) },
      },
      visualMap: {
        type: 'continuous', min: 0, max: most, calculable: false, orient: 'horizontal', left: 'center', bottom: 0, itemWidth: 10, itemHeight: 140,
        inRange: { color: palette.ramp }, textStyle: text, text: [format.short(most, unit), format.short(0, unit)], seriesIndex: 0, hoverLink: false,
      },
      series: [{
        id: 'cells', type: 'heatmap', cursor: declaration.filter === false ? 'default' : 'pointer', progressive: 0,
        data: marks.map((/** @type {any} */ mark) => ({
          value: [...mark.at, mark.size],
          visualMap: mark.isBlank ? false : undefined,
          itemStyle: { opacity: opacityOf(environment, mark), ...(mark.isBlank ? { color: palette.hover } : {}) },
          label: mark.isBlank ? { color: palette.muted } : { color: (mark.size ?? 0) > most * 0.55 ? palette.surface : palette.text },
        })),
        label: {
          show: hasLabels, fontFamily: palette.font, fontSize: 11,
          formatter: (/** @type {any} */ { dataIndex }) => format.short(marks[dataIndex].size, unit),
        },
        itemStyle: { borderColor: palette.surface, borderWidth: 2, borderRadius: 4 },
        emphasis: { itemStyle: { borderColor: palette.text, borderWidth: 1.5 } },
      }],
    };
  },
};
