import { h } from '../core/dom.js';
import { icon } from './icon.js';

/**
 * @typedef {import('../core/api.js').ApiError} ApiError
 * @typedef {import('../core/i18n.js').I18n['t']} Translate
 */

/**
 * @param {ApiError} error
 * @param {Translate} t
 * @returns {string} what went wrong and what to do, in the person's language
 */
export function errorText(error, t) {
  const known = ['network', 'timeout', 'malformed', 'drawing'];
  return known.includes(error.code) ? t(`error.${error.code}`) : t('error.answer', { message: error.message });
}

/**
 * Takes the place of what could not be loaded.
 * @param {ApiError} error
 * @param {string} name of what is missing
 * @param {Translate} t
 * @param {() => void} retry
 */
export function errorPanel(error, name, t, retry) {
  return h(
    'div',
    { class: 'panel panel-error', role: 'alert' },
    icon('triangle-alert'),
    h('strong', {}, t('error.title')),
    h('p', {}, errorText(error, t)),
    h(
      'button',
      { type: 'button', class: 'button', 'aria-label': `${t('error.retry')}: ${name}`, on: { click: retry } },
      icon('refresh-cw'),
      t('error.retry'),
    ),
  );
}

/**
 * Stands above figures that could not be brought up to date.
 * @param {string} name of the figures
 * @param {Translate} t
 * @param {() => void} retry
 */
export function staleNotice(name, t, retry) {
  return h(
    'div',
    { class: 'notice', role: 'status' },
    icon('triangle-alert'),
    h('span', {}, t('error.stale')),
    h(
      'button',
      { type: 'button', class: 'button button-small', 'aria-label': `${t('error.retry')}: ${name}`, on: { click: retry } },
      t('error.retry'),
    ),
  );
}

/**
 * Takes the place of a chart that has nothing to draw.
 * @param {Translate} t
 */
export function emptyPanel(t) {
  return h(
    'div',
    { class: 'panel' },
    icon('search-x'),
    h('strong', {}, t('empty.range.title')),
    h('p', {}, t('empty.range.text')),
  );
}
