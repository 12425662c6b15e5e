/**
 * @typedef {import('../core/resource.js').Snapshot} Snapshot
 *
 * @typedef {object} View a view on the page
 * @property {HTMLElement} element
 * @property {(snapshots: Record<string, Snapshot>) => void} show called whenever something is known anew
 * @property {() => void} showState called when the state has changed
 * @property {() => void} redraw called when names have changed
 * @property {(snapshots: Record<string, Snapshot>) => string} announcement
 * @property {() => void} destroy
 *
 * @typedef {object} ViewModule a view there is, in a module of its own in this folder, fetched when it is first opened
 * @property {Record<string, (state: import('../core/state.js').FilterState) => import('../core/api.js').Question>} questions
 *   what it asks, by name; a question whose URL did not change is not asked again
 * @property {(context: import('../app.js').Context) => View} create
 * @property {boolean} [isUnfiltered] it is about all of the data, and has no use for filters
 *
 * @typedef {{id: string, icon: string, load: () => Promise<{view: ViewModule}>}} ViewEntry `view.<id>` is the title's message key
 */

/** @type {ViewEntry[]} in the order of the navigation */
export const views = [
  { id: 'overview', icon: 'layout-dashboard', load: () => import('./overview.js') },
  { id: 'orders', icon: 'shopping-bag', load: () => import('./orders.js') },
  { id: 'customers', icon: 'users', load: () => import('./customers.js') },
  { id: 'products', icon: 'package', load: () => import('./products.js') },
  { id: 'sellers', icon: 'store', load: () => import('./sellers.js') },
  { id: 'payments', icon: 'credit-card', load: () => import('./payments.js') },
  { id: 'geography', icon: 'map', load: () => import('./geography.js') },
  { id: 'explore', icon: 'telescope', load: () => import('./explore.js') },
  { id: 'quality', icon: 'shield-check', load: () => import('./quality.js') },
];
