import { overview } from './overview.js';

/**
 * @typedef {import('../core/resource.js').Snapshot} Snapshot
 *
 * @typedef {object} View a view on the page
 * @property {HTMLElement} element
 * @property {(snapshots: Record<string, Snapshot>) => void} show called whenever something is known anew
 * @property {(snapshots: Record<string, Snapshot>) => string} announcement
 * @property {() => void} destroy
 *
 * @typedef {object} ViewDeclaration a view there is: a module of its own in this folder
 * @property {string} id as in the URL
 * @property {string} title message key
 * @property {Record<string, (state: import('../core/state.js').FilterState) => import('../core/api.js').Question>} questions
 *   what it asks, by name; a question whose URL did not change is not asked again
 * @property {(context: import('../app.js').Context) => View} create
 */

/** @type {ViewDeclaration[]} in the order of the navigation */
export const views = [overview];
