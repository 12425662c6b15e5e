import { h } from '../core/dom.js';
import { MISSING } from '../core/format.js';

/**
 * @typedef {object} TableColumn
 * @property {string} name the API's field name, header of the CSV
 * @property {string} label key of the header on screen
 * @property {boolean} [isNumber] set flush right
 * @property {(row: any) => unknown} value raw
 * @property {(row: any, format: import('../core/format.js').Formatter) => string} text as shown
 */

/**
 * The rows behind a chart, in a region of its own that scrolls by keyboard too.
 * @param {any[]} rows
 * @param {TableColumn[]} columns
 * @param {{title: string, t: import('../core/i18n.js').I18n['t'], format: import('../core/format.js').Formatter}} words
 */
export function dataTable(rows, columns, { title, t, format }) {
  const alignment = (/** @type {TableColumn} */ column) => (column.isNumber ? 'number' : '');
  const cell = (/** @type {any} */ row, /** @type {TableColumn} */ column, /** @type {number} */ index) => {
    const text = column.text(row, format);
    return index === 0
      ? h('th', { scope: 'row', class: alignment(column) }, text)
      : h('td', { class: alignment(column), 'aria-label': text === MISSING ? t('value.missing') : null }, text);
  };
  return h(
    'div',
    { class: 'table-scroll', role: 'region', tabindex: '0', 'aria-label': title },
    h(
      'table',
      { class: 'table' },
      h('caption', { class: 'spoken' }, t('chart.tableCaption', { title, count: rows.length })),
      h('thead', {}, h('tr', {}, columns.map((column) => h('th', { scope: 'col', class: alignment(column) }, t(column.label))))),
      h('tbody', {}, rows.map((row) => h('tr', {}, columns.map((column, index) => cell(row, column, index))))),
    ),
  );
}
