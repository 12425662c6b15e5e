import { h } from '../core/dom.js';
import { MISSING, toNumber } from '../core/format.js';

/**
 * @typedef {import('./types.js').Environment} Environment
 * @typedef {import('./types.js').Mark} Mark
 * @typedef {import('./types.js').Line} Line
 */

const SMALL_TEXT = 12;

/** How much of a mark is left when others are chosen. */
export const PALE = 0.32;

/**
 * @param {Environment} environment
 * @param {Mark} mark
 */
export function opacityOf(environment, mark) {
  return environment.isChoosing && !environment.isChosen(mark) ? PALE : 1;
}

/** @param {Environment} environment */
export function textStyle({ palette }) {
  return { color: palette.muted, fontFamily: palette.font, fontSize: SMALL_TEXT };
}

/**
 * The figures of a row in words, each with what it is compared with.
 * @param {any} row
 * @param {string[]} metrics
 * @param {Environment} environment
 * @param {(metric: string, index: number) => Partial<Line>} [style]
 * @returns {Line[]}
 */
export function linesOf(row, metrics, { catalogue, format, t }, style = () => ({})) {
  return metrics.flatMap((metric, index) => {
    const { label, unit } = catalogue.metric(metric);
    const line = { label, value: format.exact(row[metric], unit), ...style(metric, index) };
    const before = row[`${metric}_comparison`];
    if (before === undefined) return [line];
    return [line, { label: t('chart.before'), value: before === null ? MISSING : format.exact(before, unit), isBefore: true }];
  });
}

/**
 * @param {Mark} mark
 * @returns {HTMLElement}
 */
function tipBody({ title, note, lines }) {
  return h(
    'div',
    { class: 'tip-body' },
    h('div', { class: 'tip-title' }, title),
    note && h('div', { class: 'tip-note' }, note),
    lines.map(({ label, value, color, mark = 'bar', isBefore }) => {
      const swatch = h('span', { class: `swatch swatch-${mark}` });
      if (color) swatch.style.background = color;
      return h('div', { class: isBefore ? 'tip-line tip-before' : 'tip-line' }, color && swatch, h('span', {}, label), h('strong', {}, value));
    }),
  );
}

/**
 * @param {Environment} environment
 * @param {(parameters: any) => Mark | undefined} markOf
 * @param {'item' | 'axis'} trigger
 */
export function tooltip({ palette }, markOf, trigger = 'item') {
  return {
    trigger,
    confine: true,
    className: 'tip',
    transitionDuration: 0.12,
    padding: 0,
    borderWidth: 0,
    backgroundColor: 'transparent',
    textStyle: { color: palette.text, fontFamily: palette.font },
    formatter: (/** @type {any} */ parameters) => {
      const mark = markOf(parameters);
      return mark ? tipBody(mark) : '';
    },
  };
}

/**
 * @param {Environment} environment
 * @param {{max: number, interval: number}} scale
 * @param {string} unit
 * @param {string} [name]
 * @param {'left' | 'right'} [side]
 */
export function valueAxis(environment, { max, interval }, unit, name = '', side = 'left') {
  const text = textStyle(environment);
  return {
    type: 'value', min: 0, max, interval, name, nameGap: 14, nameLocation: 'end', position: side,
    nameTextStyle: { ...text, align: side },
    axisLine: { show: false },
    axisTick: { show: false },
    axisLabel: { ...text, formatter: (/** @type {number} */ value) => environment.format.short(value, unit) },
    splitLine: { show: side === 'left', lineStyle: { color: environment.palette.grid } },
  };
}

/** What the figures of two axes take of the width, and the names of the axes leave between them. */
const BESIDE = 130;

/**
 * @param {Environment} environment
 * @param {string} left
 * @param {string} right
 * @returns {boolean} whether the names of two axes fit side by side; the legend has them too
 */
export function hasRoomFor({ width }, left, right) {
  return (left.length + right.length) * 6.8 + BESIDE < width;
}

/**
 * @param {any[]} rows
 * @param {string} name
 * @returns {number}
 */
export function largest(rows, name) {
  return rows.reduce((most, row) => Math.max(most, toNumber(row[name]) ?? 0, toNumber(row[`${name}_comparison`]) ?? 0), 0);
}

/**
 * @param {string} text
 * @param {number} length
 */
export function shorten(text, length) {
  return text.length > length ? `${text.slice(0, length - 1).trimEnd()}…` : text;
}

/**
 * @param {string} text
 * @param {number} length of a line; a word that is longer stays whole
 * @returns {string} in as many lines as it takes
 */
export function inLines(text, length) {
  /** @type {string[]} */
  const lines = [];
  for (const word of text.match(/[^\s–]+[\s–]*/g) ?? []) {
    const longer = `${lines.at(-1) ?? ''}${word}`;
    if (lines.length > 0 && longer.trim().length <= length) lines[lines.length - 1] = longer;
    else lines.push(word);
  }
  return lines.map((line) => line.replace(/[\s·]+$/, '')).join('\n');
}

/**
 * The choice that a value of a dimension stands for in filters and the address.
 * @param {string} dimension
 * @param {unknown} value
 * @returns {import('../types.js').Choice}
 */
export function choiceOf(dimension, value) {
  return { dimension, value: value === null || value === undefined ? '' : String(value) };
}

/** @param {import('../charts/types.js').Mark} mark */
export function inWords({ title, lines }) {
  return `${title}: ${lines.map(({ label, value }) => `${label} ${value}`).join(', ')}`;
}
