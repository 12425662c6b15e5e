import { toNumber } from '../../core/format.js';
import { choiceOf, linesOf, opacityOf, shorten, textStyle, tooltip } from '../parts.js';

/**
 * Chart kind: cells of two dimensions, coloured by a figure.
 * Of the declaration: `x`, `y` (dimensions), `value`, `also` (metrics told beside it), `isFilled` (every cell is drawn).
 * `isBlank` leaves a cell empty, `isTrusted` keeps those that say little out of the scale and the colours.
 */

/** More lines than this are for a table. */
const LINES = 60;

/** Pixels that a line and a column need, letters of a name below a column. */
const LINE = 18;
const COLUMN = 8;
const LABEL = 16;

/** @type {import('../types.js').Kind} */
export const heatmap = {
  prepare(rows, declaration, environment) {
    const { x, y, value, also = [], filter = [x, y] } = declaration;
    const { names, catalogue, t } = environment;
    const whole = rows.filter((row) => row[x] !== null && row[y] !== null && row[value] !== null);
    /** @type {string[]} */
    const notes = [];
    const axis = (/** @type {any[]} */ given, /** @type {string} */ dimension, /** @type {number} */ most) => {
      const order = names.order(dimension);
      if (order && declaration.isFilled) return order;
      const found = [...new Set(given.map((row) => String(row[dimension])))];
      if (declaration.isPlainX && dimension === x) return Array.from({ length: Math.max(...found.map(Number)) + 1 }, (_, number) => String(number));
      if (found.length > most) notes.push(t('heatmap.part', { name: catalogue.label(dimension), shown: most, count: found.length }));
      // Those with the largest cells come first.
      return found.slice(0, most).sort((one, other) => (order ? order.indexOf(one) - order.indexOf(other) : Number(one) - Number(other) || (one < other ? -1 : 1)));
    };
    const columns = x === 'hour' ? Array.from({ length: 24 }, (_, hour) => String(hour)) : axis(whole, x, Math.floor((environment.width * 0.7) / COLUMN));
    const inColumns = whole.filter((row) => columns.includes(String(row[x])));
    const lines = axis(inColumns, y, LINES);
    const known = inColumns.filter((row) => lines.includes(String(row[y])));
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
      marks, columns, lines, notes, unit: catalogue.metric(value).unit, declaration, height: lines.length * LINE + 80,
      most: Math.max(...colored, 1e-9),
    };
  },

  option({ marks, columns, lines, unit, declaration, most }, environment) {
    const { palette, format, names, width, height } = environment;
    const text = textStyle(environment);
    const { x, y } = declaration;
    const below = columns.map((/** @type {string} */ value) => (x === 'hour' || declaration.isPlainX ? value : names.label(x, value)));
    const beside = lines.map((/** @type {string} */ value) => declaration.yLabel?.(value, environment) ?? names.label(y, value));
    const letters = (/** @type {string[]} */ labels, /** @type {number} */ most) => Math.min(most, Math.max(...labels.map((label) => label.length)));
    const room = letters(beside, Math.max(8, Math.floor((width * 0.3) / 6.6)));
    const cell = { width: (width - room * 6.6 - 16) / columns.length, height: (height - 80) / lines.length };
    const hasLabels = cell.width >= 34 && cell.height >= 15 && declaration.isLabelled !== false;
    const longest = letters(below, LABEL) * 6.8 + 8;
    // Names wider than their columns are turned; short ones, and those of hours, are left out in between.
    const isTurned = longest > Math.max(cell.width, 44);
    const every = Math.max(1, Math.ceil((isTurned ? 14 : longest) / cell.width));
    const gap = Math.min(2, Math.floor(Math.min(cell.width, cell.height) / 6));
    return {
      grid: { left: 0, right: 2, top: 2, bottom: 44, outerBoundsMode: 'same', outerBoundsContain: 'axisLabel' },
      tooltip: tooltip(environment, ({ dataIndex }) => marks[dataIndex]),
      xAxis: {
        type: 'category', data: columns, axisLine: { show: false }, axisTick: { show: false },
        axisLabel: {
          ...text, interval: (/** @type {number} */ index) => index % every === 0, rotate: isTurned ? 60 : 0,
          formatter: (/** @type {string} */ _, /** @type {number} */ index) => shorten(below[index], LABEL),
        },
      },
      yAxis: {
        type: 'category', inverse: true, data: lines, axisLine: { show: false }, axisTick: { show: false },
        axisLabel: {
          ...text, interval: Math.ceil(14 / cell.height) - 1,
          formatter: (/** @type {string} */ _, /** @type {number} */ index) => shorten(beside[index], room),
        },
      },
      visualMap: {
        type: 'continuous', min: 0, max: most, calculable: false, orient: 'horizontal', left: 'center', bottom: 0, itemWidth: 10, itemHeight: 140,
        inRange: { color: palette.ramp }, textStyle: text, text: [format.short(most, unit), format.short(0, unit)], seriesIndex: 0, hoverLink: false,
      },
      series: [{
        id: 'cells', type: 'heatmap', cursor: declaration.filter === false ? 'default' : 'pointer', progressive: 0,
        data: marks.map((/** @type {any} */ mark) => ({
          value: [...mark.at, mark.size],
          visualMap: mark.isBlank || !mark.counts ? false : undefined,
          itemStyle: { opacity: opacityOf(environment, mark), ...(mark.isBlank || !mark.counts ? { color: palette.hover } : {}) },
          label: { color: mark.counts ? inkOn((mark.size ?? 0) / most, opacityOf(environment, mark), palette) : palette.muted },
        })),
        label: {
          show: hasLabels, fontFamily: palette.font, fontSize: 11,
          formatter: (/** @type {any} */ { dataIndex }) => (marks[dataIndex].isBlank ? '' : labelOf(marks[dataIndex].size, unit, format)),
        },
        itemStyle: { borderColor: palette.outline, borderWidth: Math.min(1, gap) },
        emphasis: { itemStyle: { borderColor: palette.text, borderWidth: 1.5 } },
      }],
    };
  },
};

/**
 * @param {number | null} size
 * @param {string} unit
 * @param {import('../../core/format.js').Formatter} format
 * @returns {string} never zero for what is more
 */
function labelOf(size, unit, format) {
  const text = format.short(size, unit);
  return unit === 'share' && (size ?? 0) > 0 && text === format.short(0, unit) ? `<${format.short(0.001, unit)}` : text;
}

/** @param {string} color as in `#1d2145` */
const partsOf = (color) => [1, 3, 5].map((at) => parseInt(color.slice(at, at + 2), 16));

/** @param {number[]} parts of a colour @returns {number} its luminance */
function lightOf(parts) {
  const [red, green, blue] = parts.map((part) => (part <= 10.31 ? part / 255 / 12.92 : ((part / 255 + 0.055) / 1.055) ** 2.4));
  return 0.2126 * red + 0.7152 * green + 0.0722 * blue;
}

/**
 * @param {number} share of the largest cell
 * @param {number} opacity of the cell
 * @param {import('../palette.js').Palette} palette
 * @returns {string} black or white, whichever stands out more: one of them always does enough
 */
function inkOn(share, opacity, { ramp, surface }) {
  const at = Math.min(share, 1) * (ramp.length - 1);
  const [low, high, behind] = [ramp[Math.floor(at)], ramp[Math.ceil(at)], surface].map(partsOf);
  const light = lightOf(low.map((part, index) => (part + (high[index] - part) * (at % 1)) * opacity + behind[index] * (1 - opacity)));
  return 1.05 / (light + 0.05) > (light + 0.05) / 0.05 ? '#ffffff' : '#000000';
}
