import { h } from '../core/dom.js';
import { icon } from './icon.js';

/**
 * @typedef {import('../core/api.js').ApiError} ApiError
 * @typedef {import('../types.js').Context} Context
 */

/**
 * @param {ApiError} error
 * @param {Context} context
 * @returns {string} what went wrong and what to do, in the person's language
 */
export function errorText({ code, message, parameter = '' }, { i18n: { t, has }, catalogue, store: { current } }) {
  const values = [current.filters[parameter] ?? current.options[parameter] ?? /** @type {any} */ (current)[parameter] ?? []].flat();
  const known = [values.length > 50 ? 'many' : code, code].map((name) => `error.${name}`).find(has);
  return t(known ?? 'error.answer', { message, name: catalogue.label(parameter), value: values.join(', ') || message });
}

/**
 * Takes the place of what could not be loaded.
 * @param {ApiError} error
 * @param {string} name of what is missing
 * @param {Context} context
 * @param {() => void} retry
 */
export function errorPanel(error, name, context, retry) {
  const { t } = context.i18n;
  const text = errorText(error, context);
  context.fail(name, t('error.title'), text);
  return h(
    'div',
    { class: 'panel panel-error' },
    icon('triangle-alert'),
    h('strong', {}, t('error.title')),
    h('p', {}, text),
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
 * @param {Context} context
 * @param {() => void} retry
 */
export function staleNotice(name, { i18n: { t }, fail }, retry) {
  fail(name, t('error.title'), t('error.stale'));
  return h(
    'div',
    { class: 'notice' },
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
 * @param {Context['i18n']['t']} t
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
