import { fill, h } from '../core/dom.js';
import { needStyles } from '../core/styles.js';
import { icon } from './icon.js';
import { views } from '../views/registry.js';

await needStyles('/css/popup.css');

/** Lists the keys that the page knows. */
export class HelpDialog {
  #context;
  element = h('dialog', { class: 'dialog', 'aria-labelledby': 'help-title' });

  /** @param {import('../types.js').Context} context */
  constructor(context) {
    this.#context = context;
    // A click beside the dialog closes it.
    this.element.addEventListener('click', (event) => {
      if (event.target === this.element) this.element.close();
    });
  }

  open() {
    const { t } = this.#context.i18n;
    const row = (/** @type {string[]} */ keys, /** @type {string} */ text) =>
      h('div', {}, h('dt', {}, keys.map((key) => h('kbd', {}, key))), h('dd', {}, text));
    fill(
      this.element,
      h('header', {}, h('h2', { id: 'help-title' }, t('help.title')),
        h('button', { type: 'button', class: 'button-icon', 'aria-label': t('help.close'), on: { click: () => this.element.close() } }, icon('x'))),
      h(
        'div',
        { class: 'help' },
        h('section', {}, h('h3', {}, t('help.views')), h('dl', {}, views.map(({ id }, index) => row([String((index + 1) % 10)], t(`view.${id}`))))),
        h('section', {}, h('h3', {}, t('help.page')), h('dl', {},
          [['f', 'filters'], ['p', 'range'], ['c', 'compare'], ['x', 'clear'], ['Esc', 'undo'], ['r', 'refresh'], ['t', 'theme'], ['l', 'language'], ['?', 'help']]
            .map(([key, name]) => row([key], t(`help.${name}`)))),
        h('h3', {}, t('help.charts')), h('dl', {}, row(['←', '→'], t('help.points')), row(['Enter'], t('help.choose')))),
      ),
    );
    this.element.showModal();
  }
}
