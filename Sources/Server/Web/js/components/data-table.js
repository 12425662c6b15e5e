import { isDay } from '../core/dates.js';
import { fill, h, setAttribute } from '../core/dom.js';
import { MISSING, toNumber } from '../core/format.js';
import { needStyles } from '../core/styles.js';
import { choiceOf } from '../charts/parts.js';

await needStyles('/css/table.css');

/** More rows than this are for a file, not for a page. */
const SHOWN = 500;

/** @typedef {import('../charts/columns.js').TableColumn} TableColumn */

/** Fields of fixed endpoints that are values of a dimension. */
const DIMENSIONS = /** @type {Record<string, string>} */ ({
  customer_state: 'state', customer_city: 'city', seller_state: 'seller_state', cohort_month: 'month', activity_month: 'month', segment: 'segment',
});

/**
 * The rows behind a chart, in a region of its own that scrolls by keyboard too. A click on a heading sorts.
 * @param {any[]} rows
 * @param {TableColumn[]} columns
 * @param {{title: string, context: import('../types.js').Context, dimension?: string, field?: string}} options with a
 *   `dimension`, the first cell of a row filters by it; `field` is where its value stands, if not in the field of its name
 */
export function dataTable(rows, columns, { title, context, dimension, field = dimension }) {
  const { i18n, catalogue, names, store } = context;
  const { t, format } = i18n;
  const state = { sorted: '', isDescending: true };

  const nameOf = (/** @type {TableColumn} */ { name }) => name.replace(/_comparison$/, '');
  const label = (/** @type {TableColumn} */ column) =>
    (column.kind === 'comparison' ? `${catalogue.label(nameOf(column))} (${t('chart.before')})` : catalogue.label(column.name));
  const text = (/** @type {any} */ row, /** @type {TableColumn} */ column) => {
    const value = row[column.name];
    if (column.kind === 'dimension') return names.full(DIMENSIONS[column.name] ?? column.name, value);
    return format.exact(value, column.unit ?? catalogue.metric(nameOf(column)).unit);
  };
  const alignment = (/** @type {TableColumn} */ column) => (column.kind === 'dimension' ? '' : 'number');

  const cell = (/** @type {any} */ row, /** @type {TableColumn} */ column, /** @type {number} */ index) => {
    const words = text(row, column);
    if (index > 0) return h('td', { class: alignment(column), 'aria-label': words === MISSING ? t('value.missing') : null }, words);
    if (!dimension || !field) return h('th', { scope: 'row', class: alignment(column) }, words);
    const choice = choiceOf(dimension, row[field]);
    return h('th', { scope: 'row' }, h('button', {
      type: 'button', class: 'table-choice', 'aria-pressed': String(store.has(choice)), on: { click: () => store.toggle([choice]) },
    }, words));
  };

  const sort = (/** @type {string} */ name) => {
    state.isDescending = state.sorted === name ? !state.isDescending : columns.find((one) => one.name === name)?.kind !== 'dimension';
    state.sorted = name;
    show();
  };
  const heads = columns.map((column) =>
    h('th', { scope: 'col', class: alignment(column) },
      h('button', { type: 'button', class: 'table-sort', on: { click: () => sort(column.name) } }, label(column))));
  const body = h('tbody');

  /** What a column is sorted by: figures and days as they are, values with an order of their own by that, all else as it is shown. */
  const keyOf = (/** @type {TableColumn} */ column) => {
    const dimension = DIMENSIONS[column.name] ?? column.name;
    // Of states, what is listed beforehand is the alphabet of their codes.
    const order = column.kind === 'dimension' && !/state$/.test(dimension) ? names.order(dimension) : null;
    return (/** @type {any} */ row) => {
      const value = row[column.name];
      if (value === null || value === undefined) return null;
      if (order) return order.indexOf(String(value));
      return toNumber(value) ?? (isDay(String(value)) ? value : text(row, column));
    };
  };

  function inOrder() {
    if (!state.sorted) return rows;
    const sign = state.isDescending ? -1 : 1;
    const key = keyOf(/** @type {TableColumn} */ (columns.find((one) => one.name === state.sorted)));
    const { compare } = new Intl.Collator(format.locale);
    const keyed = rows.map((row) => ({ row, key: key(row) }));
    return keyed.sort(({ key: a }, { key: b }) => {
      if (a === null || b === null) return a === b ? 0 : a === null ? 1 : -1;
      return (typeof a === 'number' && typeof b === 'number' ? a - b : compare(String(a), String(b))) * sign;
    }).map(({ row }) => row);
  }
  function show() {
    heads.forEach((head, index) => setAttribute(head, 'aria-sort', columns[index].name !== state.sorted ? null : state.isDescending ? 'descending' : 'ascending'));
    fill(body, inOrder().slice(0, SHOWN).map((row) => h('tr', {}, columns.map((column, index) => cell(row, column, index)))));
  }
  show();
  return h(
    'div',
    { class: 'table-scroll', role: 'region', tabindex: '0', 'aria-label': t('chart.tableName', { title }) },
    h(
      'table',
      { class: 'table' },
      h('caption', { class: 'spoken' }, t('chart.tableCaption', { title, count: rows.length })),
      h('thead', {}, h('tr', {}, heads)),
      body,
    ),
    rows.length > SHOWN && h('p', { class: 'table-more' }, t('chart.tableMore', { shown: SHOWN, count: rows.length })),
  );
}
