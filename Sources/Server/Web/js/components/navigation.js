import { h, setAttribute } from '../core/dom.js';
import { views } from '../views/registry.js';
import { icon } from './icon.js';

/** The way between views: a sidebar, a rail or a bar at the foot, as the screen has room. */
export class Navigation {
  #context;

  /** @param {import('../types.js').Context} context */
  constructor(context) {
    this.#context = context;
    const { t } = context.i18n;
    this.links = views.map(({ id, icon: name }) =>
      h(
        'a',
        { class: 'nav-link', dataset: { view: id }, title: t(`view.${id}`), on: { click: (/** @type {MouseEvent} */ event) => this.#follow(event, id) } },
        icon(name),
        h('span', { class: 'nav-name' }, t(`view.${id}`)),
      ));
    this.element = h('nav', { class: 'nav', 'aria-label': t('app.views') }, h('ul', {}, this.links.map((link) => h('li', {}, link))));
  }

  /**
   * @param {MouseEvent} event with a modifier key it is left to the browser
   * @param {string} view
   */
  #follow(event, view) {
    if (event.ctrlKey || event.metaKey || event.shiftKey || event.altKey) return;
    event.preventDefault();
    this.#context.store.set({ view, options: {} });
  }

  /** @param {string} current */
  show(current) {
    const { store } = this.#context;
    for (const link of this.links) {
      const view = /** @type {string} */ (link.dataset.view);
      setAttribute(link, 'href', store.url({ view, options: {} }));
      if ((link.getAttribute('aria-current') === 'page') === (view === current)) continue;
      setAttribute(link, 'aria-current', view === current ? 'page' : null);
      // In the bar at the foot, the current one may be out of sight.
      if (view === current && this.element.scrollWidth > this.element.clientWidth) {
        const list = /** @type {HTMLElement} */ (this.element.firstElementChild);
        this.element.scrollLeft = link.offsetLeft - (this.element.clientWidth - link.offsetWidth) / 2 - list.offsetLeft;
      }
    }
  }
}
