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
