import { fill, h, setAttribute } from '../core/dom.js';
import { COMPARISONS, PRESETS } from '../core/state.js';
import { FilterMenu } from './filter-menu.js';
import { icon } from './icon.js';
import { RangePicker } from './range-picker.js';

/** The one filter state as controls: presets of the period, a range, the comparison, and what is filtered by as chips. */
export class FilterBar {
  #context;

  /** @param {import('../app.js').Context} context */
  constructor(context) {
    this.#context = context;
    const { t } = context.i18n;
    this.presets = PRESETS.map((days) => this.#preset(days));
    this.range = new RangePicker(context);
    this.filters = new FilterMenu(context);
    this.compare = h(
      'select',
      {
        id: 'compare',
        'aria-label': t('compare.label'),
        on: { change: () => context.store.set({ compare: /** @type {any} */ (this.compare.value) }) },
      },
      COMPARISONS.map((name) => h('option', { value: name }, t(`compare.${name}`))),
    );
    this.chips = h('ul', { class: 'filter-chips', 'aria-label': t('filter.active') });
    this.element = h(
      'section',
      { class: 'filter-bar', 'aria-label': t('filter.label') },
      h('nav', { class: 'segments', 'aria-label': t('period.label') }, h('ul', {}, this.presets.map((link) => h('li', {}, link)))),
      h('div', { class: 'filter-tools' }, this.range.elements, h('span', { class: 'select select-compare' }, icon('arrow-left-right'), this.compare), this.filters.elements),
      this.chips,
    );
    this.showState();
  }

  openFilters() {
    this.filters.popup.open();
  }

  openRange() {
    this.range.popup.open();
  }

  destroy() {
    this.range.popup.close();
    this.filters.popup.close();
  }

  /** @param {string} days */
  #preset(days) {
    const { t } = this.#context.i18n;
    return h(
      'a',
      { dataset: { days }, 'aria-label': t(`period.${days}`), on: { click: (/** @type {MouseEvent} */ event) => this.#follow(event, days) } },
      h('span', { class: 'long' }, t(`period.${days}`)),
      h('span', { class: 'short' }, t(`period.${days}.short`)),
    );
  }

  /**
   * @param {MouseEvent} event with a modifier key it is left to the browser: a new tab or window
   * @param {string} days
   */
  #follow(event, days) {
    if (event.ctrlKey || event.metaKey || event.shiftKey || event.altKey) return;
    event.preventDefault();
    this.#context.store.choosePeriod(days);
  }

  /** Shows the state in force. */
  showState() {
    const { store } = this.#context;
    for (const link of this.presets) {
      setAttribute(link, 'href', store.url({ days: link.dataset.days, from: '', to: '' }));
      setAttribute(link, 'aria-current', link.dataset.days === store.current.days ? 'true' : null);
    }
    this.compare.value = store.current.compare;
    this.range.showState();
    this.filters.showState();
    this.#showChips();
  }

  #showChips() {
    const { store, i18n, catalogue, names } = this.#context;
    const { t } = i18n;
    const focused = /** @type {HTMLElement | null} */ (document.activeElement)?.dataset.chip;
    const choices = Object.entries(store.current.filters).flatMap(([dimension, values]) => values.map((value) => ({ dimension, value })));
    const chips = choices.map((choice) => {
      const name = catalogue.label(choice.dimension);
      const value = names.full(choice.dimension, choice.value);
      return h('li', {}, h(
        'button',
        {
          type: 'button', class: 'filter-chip', dataset: { chip: `${choice.dimension}=${choice.value}` }, 'aria-label': t('filter.remove', { name, value }),
          on: { click: () => store.remove([choice]) },
        },
        h('span', { class: 'filter-chip-name' }, name), h('strong', {}, value), icon('x'),
      ));
    });
    const clear = choices.length > 1 && h('li', {}, h('button', { type: 'button', class: 'filter-clear', on: { click: () => store.clearFilters() } }, t('filter.clear')));
    fill(this.chips, chips, clear);
    this.chips.hidden = choices.length === 0;
    if (focused && !document.contains(document.querySelector(`[data-chip="${CSS.escape(focused)}"]`))) this.filters.popup.button.focus();
  }
}
