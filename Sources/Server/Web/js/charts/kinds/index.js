/**
 * Every way of drawing there is, by the name that declarations use; each is fetched when the first chart needs it.
 * @type {Record<string, () => Promise<any>>}
 */
const modules = {
  areas: () => import('./areas.js'),
  bar: () => import('./bar.js'),
  bubble: () => import('./bubble.js'),
  flows: () => import('./flows.js'),
  heatmap: () => import('./heatmap.js'),
  lorenz: () => import('./lorenz.js'),
  map: () => import('./map.js'),
  multiples: () => import('./multiples.js'),
  pie: () => import('./pie.js'),
  points: () => import('./points.js'),
  stacked: () => import('./stacked.js'),
  time: () => import('./time.js'),
  treemap: () => import('./treemap.js'),
};

/**
 * @param {string} name
 * @returns {Promise<import('../types.js').Kind>}
 */
export async function loadKind(name) {
  return (await modules[name]())[name];
}
