import { h } from '../core/dom.js';

/**
 * @typedef {import('../core/dom.js').Child} Child
 * @typedef {{words: Child, share?: number, isBad?: boolean}} Cell `share` of the longest bar, drawn behind the words
 */

/**
 * A small table in a region of its own, for figures that are no metrics of the catalogue.
 * @param {string} title of the table
 * @param {string[]} heads
 * @param {(string | Cell)[][]} rows the first cell names the row, the others are figures
 */
export function plainTable(title, heads, rows) {
  const cell = (/** @type {string | Cell} */ one, /** @type {number} */ index) => {
    const { words, share, isBad } = typeof one === 'string' ? { words: one } : one;
    if (index === 0) return h('th', { scope: 'row' }, words);
    const bar = share !== undefined && h('span', { class: 'cell-bar', style: `--share: ${clamp(share)}`, 'aria-hidden': 'true' });
    return h('td', { class: `number${isBad ? ' is-bad' : ''}` }, bar, h('span', {}, words));
  };
  return h('div', { class: 'table-scroll', role: 'region', tabindex: '0', 'aria-label': title },
    h('table', { class: 'table' },
      h('caption', { class: 'spoken' }, title),
      h('thead', {}, h('tr', {}, heads.map((head, index) => h('th', { scope: 'col', class: index > 0 ? 'number' : '' }, head)))),
      h('tbody', {}, rows.map((row) => h('tr', {}, row.map(cell))))));
}

/** @param {number} share */
function clamp(share) {
  return Math.min(1, Math.max(0, share)).toFixed(4);
}
