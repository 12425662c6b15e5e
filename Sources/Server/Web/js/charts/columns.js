/**
 * @typedef {object} TableColumn
 * @property {string} name the API's field name
 * @property {'dimension' | 'metric' | 'comparison'} kind
 * @property {string} [unit]
 */

/**
 * @param {any[]} rows
 * @param {import('../types.js').Meta} meta
 * @param {{columns?: string[], derive?: unknown, from?: string, values?: {metric: string}[]}} declaration
 * @returns {TableColumn[]}
 */
export function columnsOf(rows, meta, { columns, derive, from, values }) {
  if (columns) return columns.map((name) => ({ name, kind: typeof rows[0]?.[name] === 'string' ? 'dimension' : 'metric' }));
  if (meta.columns && from && values) return meta.columns.filter(({ name, kind }) => kind === 'dimension' || values.some(({ metric }) => name.replace(/_comparison$/, '') === metric));
  if (meta.columns && !derive) return meta.columns;
  return Object.entries(rows[0] ?? {}).map(([name, value]) => ({ name, kind: typeof value === 'string' ? 'dimension' : 'metric' }));
}

/**
 * Dimensions whose filters a chart sets. It does not apply them to itself, so that what is not chosen stays in view.
 * @param {any} declaration
 * @returns {string[]}
 */
export function ownDimensions({ filter, dimension, series, x, y, source, target, kind }) {
  if (filter === false) return [];
  if (filter) return Array.isArray(filter) ? filter : [filter];
  if (kind === 'heatmap') return [x, y];
  if (kind === 'flows') return [source, target];
  if (kind === 'time') return series ? [series] : [];
  if (kind === 'points') return ['city'];
  return [dimension ?? series].filter(Boolean);
}
