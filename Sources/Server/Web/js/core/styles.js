import { h } from './dom.js';

/**
 * Fetches styles that the first view has no use for.
 * @param {...string} hrefs in their order; those already there are not fetched again
 * @returns {Promise<unknown>} done when they are in force, or cannot be had: bare is better than missing
 */
export function needStyles(...hrefs) {
  return Promise.all(hrefs.filter((href) => !document.querySelector(`link[href="${href}"]`)).map((href) => new Promise((resolve) => {
    document.head.append(h('link', { rel: 'stylesheet', href, on: { load: resolve, error: resolve } }));
  })));
}
