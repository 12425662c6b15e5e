import { needStyles } from '../core/dom.js';

/** @import { ViewEntry, ViewModule } from '../types.js' */

/**
 * @param {() => Promise<{view: ViewModule}>} load
 * @param {...string} hrefs of styles that only some views need, in their order
 */
async function withStyles(load, ...hrefs) {
  const module = load();
  await needStyles(...hrefs);
  return module;
}

/** @type {ViewEntry[]} in the order of the navigation */
export const views = [
  { id: 'overview', icon: 'layout-dashboard', load: () => import('./overview.js') },
  { id: 'orders', icon: 'shopping-bag', words: '.views', load: () => import('./orders.js') },
  { id: 'customers', icon: 'users', words: '.views', load: () => import('./customers.js') },
  { id: 'products', icon: 'package', words: '.views', load: () => import('./products.js') },
  { id: 'sellers', icon: 'store', words: '.views', load: () => import('./sellers.js') },
  { id: 'payments', icon: 'credit-card', words: '.views', load: () => import('./payments.js') },
  { id: 'geography', icon: 'map', words: '.views', load: () => import('./geography.js') },
  { id: 'explore', icon: 'telescope', words: '.tools', load: () => withStyles(() => import('./explore.js'), '/css/explore.css') },
  { id: 'quality', icon: 'shield-check', words: '.tools', load: () => withStyles(() => import('./quality.js'), '/css/table.css', '/css/explore.css') },
  { id: 'predict', icon: 'trending-up', words: '.predict', load: () => withStyles(() => import('./predict.js'), '/css/table.css', '/css/no-data.css', '/css/explore.css', '/css/predict.css') },
];
