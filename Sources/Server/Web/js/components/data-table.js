import { isDay } from '../core/dates.js';
import { fill, h, needStyles, setAttribute } from '../core/dom.js';
import { MISSING, toNumber } from '../core/format.js';
import { choiceOf } from '../charts/parts.js';

await needStyles('/css/table.css');

/** More rows than this are for a file, not for a page. */
const SHOWN = 500;

/**
 * @typedef {import('../charts/columns.js').TableColumn} TableColumn
 *
 * @typedef {object} Options
 * @property {string} title
 * @property {import('../types.js').Context} context
 * @property {string} [dimension] that the first cell of a row filters by
 * @property {string} [field] where its value stands, if not in the field of its name
 */

/** Fields of fixed endpoints that are values of a dimension. */
const DIMENSIONS = /** @type {Record<string, string>} */ ({
  customer_state: 'state', customer_city: 'city', seller_state: 'seller_state', cohort_month: 'month', activity_month: 'month', segment: 'segment',
});

/** What each place's table is sorted by. @type {WeakMap<Element, {sorted: string, isDescending: boolean}>} */
const orders = new WeakMap();

/**
 * Puts a table in its place. Of the one before, the order, the scroll position and the focus stay.
 * @param {HTMLElement} place
 * @param {any[]} rows
 * @param {TableColumn[]} columns
 * @param {Options} options
 */
export function showTable(place, rows, columns, options) {
  const before = place.querySelector('.table-scroll');
  const { scrollTop = 0, scrollLeft = 0 } = before ?? {};
  const focused = place.contains(document.activeElement) ? /** @type {HTMLElement} */ (document.activeElement) : null;
  const known = orders.get(place);
  const state = known && columns.some(({ name }) => name === known.sorted) ? known : { sorted: '', isDescending: true };
  orders.set(place, state);
  const table = dataTable(rows, columns, options, state);
  fill(place, table);
  table.scrollTo({ top: scrollTop, left: scrollLeft, behavior: 'instant' });
  if (!focused) return;
  const same = [...table.querySelectorAll('button')].find((one) => one.dataset.key === focused.dataset.key);
  (same ?? table).focus({ preventScroll: true });
}

/**
 * @param {HTMLElement} place of a table
 * @param {import('../core/state.js').FilterStore} store
 */
export function markChosen(place, store) {
  for (const button of /** @type {NodeListOf<HTMLElement>} */ (place.querySelectorAll('.table-choice'))) {
    const { dimension = '', value = '' } = button.dataset;
    setAttribute(button, 'aria-pressed', String(store.has({ dimension, value })));
  }
}

/**
 * The rows behind a chart, in a region of its own that scrolls by keyboard too. A click on a heading sorts.
 * @param {any[]} rows
 * @param {TableColumn[]} columns
 * @param {Options} options
 * @param {{sorted: string, isDescending: boolean}} state that a click on a heading changes
 */
export function dataTable(rows, columns, { title, context, dimension, field = dimension }, state = { sorted: '', isDescending: true }) {
  const { i18n, catalogue, names, store } = context;
  const { t, format } = i18n;

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
      type: 'button', class: 'table-choice', dataset: { ...choice, key: choice.value }, 'aria-pressed': String(store.has(choice)), on: { click: () => store.toggle([choice]) },
    }, words));
  };

  const sort = (/** @type {string} */ name) => {
    state.isDescending = state.sorted === name ? !state.isDescending : columns.find((one) => one.name === name)?.kind !== 'dimension';
    state.sorted = name;
    show();
  };
  const heads = columns.map((column) =>
    h('th', { scope: 'col', class: alignment(column) },
      h('button', { type: 'button', class: 'table-sort', dataset: { key: column.name }, on: { click: () => sort(column.name) } }, label(column))));
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
      return toNumber(value) ?? (isDay(String(value)) || column.unit === 'moment' ? value : text(row, column));
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
  const scroll = h(
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
  // What has the focus comes to rest beside the first column and below the heads, not under them.
  new ResizeObserver(() => {
    scroll.style.scrollPadding = `${heads[0]?.offsetHeight}px 0 0 ${heads[0]?.offsetWidth}px`;
  }).observe(heads[0] ?? scroll);
  return scroll;
}
