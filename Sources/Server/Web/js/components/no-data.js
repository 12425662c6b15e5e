import { h, needStyles } from '../core/dom.js';
import { icon } from './icon.js';

await needStyles('/css/no-data.css');

/**
 * Stands in place of the views until the first load: says how to load data.
 * @param {import('../core/i18n.js').I18n['t']} t
 */
export function noData(t) {
  const command = (/** @type {string} */ title, /** @type {string} */ text) =>
    h(
      'div',
      { class: 'command' },
      h('h2', {}, title),
      h('pre', { tabindex: '0', role: 'region', 'aria-label': title }, h('code', {}, text)),
    );
  return h(
    'section',
    { class: 'no-data card', 'aria-labelledby': 'no-data-title' },
    h('span', { class: 'no-data-icon' }, icon('database')),
    h('h1', { id: 'no-data-title', tabindex: '-1' }, t('empty.title')),
    h('p', { class: 'no-data-text' }, t('empty.text')),
    h(
      'div',
      { class: 'commands' },
      command(t('empty.load'), 'vitrine load archive.zip'),
      command(t('empty.demo'), 'vitrine demo shop\nvitrine load shop'),
    ),
    h('p', { class: 'no-data-waiting' }, h('span', { class: 'pulse', 'aria-hidden': 'true' }), t('empty.waiting')),
  );
}
