/**
 * @typedef {object} CsvColumn
 * @property {string} name header, the API's field name
 * @property {(row: any) => unknown} value
 */

/**
 * A spreadsheet runs a cell that begins like this as a formula; a quote before it keeps it text.
 * @param {string} text
 */
function defuse(text) {
  return /^[=+\-@\t\r\n]/.test(text) ? `'${text}` : text;
}

/** @param {unknown} value */
function cell(value) {
  if (value === null || value === undefined) return '';
  if (typeof value === 'number') return Number.isFinite(value) ? String(value) : '';
  const text = defuse(String(value));
  return /[",\r\n]/.test(text) ? `"${text.replaceAll('"', '""')}"` : text;
}

/**
 * RFC 4180 text with the raw values, numbers with a point whatever the language of the page.
 * @param {any[]} rows
 * @param {CsvColumn[]} columns
 * @returns {string}
 */
export function toCsv(rows, columns) {
  const lines = [columns.map((column) => cell(column.name))];
  for (const row of rows) lines.push(columns.map((column) => cell(column.value(row))));
  return lines.map((line) => line.join(',')).join('\r\n') + '\r\n';
}

/**
 * @param {string} text
 * @returns {Blob} in UTF-8 with a byte-order mark, without which Excel guesses another encoding
 */
export function csvBlob(text) {
  return new Blob(['\uFEFF', text], { type: 'text/csv;charset=utf-8' });
}
