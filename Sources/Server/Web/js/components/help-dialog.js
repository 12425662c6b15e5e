import { fill, h, needStyles } from '../core/dom.js';
import { remember } from '../core/storage.js';
import { icon } from './icon.js';
import { views } from '../views/registry.js';

await needStyles('/css/popup.css');

/** Lists the keys that the page knows, and turns them off and on. */
export class HelpDialog {
  #context;
  #shortcuts;
  element = h('dialog', { class: 'dialog', 'aria-labelledby': 'help-title' });

  /**
   * @param {import('../types.js').Context} context
   * @param {import('../core/shortcuts.js').Shortcuts} shortcuts
   */
  constructor(context, shortcuts) {
    this.#context = context;
    this.#shortcuts = shortcuts;
    // A click beside the dialog closes it.
    this.element.addEventListener('click', (event) => {
      if (event.target === this.element) this.element.close();
    });
  }

  open() {
    const { t } = this.#context.i18n;
    const turn = (/** @type {boolean} */ isOn) => {
      this.#shortcuts.isOn = isOn;
      remember('shortcuts', isOn ? null : 'off');
    };
    const row = (/** @type {string[]} */ keys, /** @type {string} */ text) =>
      h('div', {}, h('dt', {}, keys.map((key) => h('kbd', {}, key))), h('dd', {}, text));
    fill(
      this.element,
      h('header', {}, h('h2', { id: 'help-title' }, t('help.title')),
        h('button', { type: 'button', class: 'button-icon', 'aria-label': t('help.close'), on: { click: () => this.element.close() } }, icon('x'))),
      h('label', { class: 'help-switch' },
        h('input', {
          type: 'checkbox', role: 'switch', checked: this.#shortcuts.isOn,
          on: { change: (/** @type {Event} */ event) => turn(/** @type {HTMLInputElement} */ (event.target).checked) },
        }),
        t('help.on')),
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
