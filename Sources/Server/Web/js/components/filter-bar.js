import { fill, h, setAttribute } from '../core/dom.js';
import { COMPARISONS, PRESETS } from '../core/state.js';
import { icon } from './icon.js';

/** @typedef {import('./popup.js').Popup} Popup */

/** The one filter state as controls: presets of the period, a range, the comparison, and what is filtered by as chips. */
export class FilterBar {
  #context;

  /** @param {import('../types.js').Context} context */
  constructor(context) {
    this.#context = context;
    const { t } = context.i18n;
    this.presets = PRESETS.map((days) => this.#preset(days));
    this.rangeText = h('span', {}, t('range.custom'));
    this.count = h('span', { class: 'count', hidden: true });
    this.range = this.#opener('range', t('range.choose'), [icon('calendar-range'), this.rangeText], async (button) =>
      new (await import('./range-picker.js')).RangePicker(context, button).popup);
    this.filters = this.#opener('filters', null, [icon('funnel'), h('span', {}, t('filter.add')), this.count], async (button) =>
      new (await import('./filter-menu.js')).FilterMenu(context, button).popup);
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
      h('div', { class: 'filter-tools' }, this.range.button, h('span', { class: 'select select-compare' }, icon('arrow-left-right'), this.compare), this.filters.button),
      this.chips,
    );
    // It stays in view unless it takes much of it; focused controls come to rest below.
    new ResizeObserver(() => {
      const { offsetHeight: height, style } = this.element;
      const stuck = height > innerHeight / 5 ? 0 : height;
      style.position = stuck ? '' : 'static';
      document.documentElement.style.setProperty('--filters', `${stuck}px`);
    }).observe(this.element);
    this.showState();
  }

  async openFilters() {
    (await this.#context.attempt(this.filters.popup))?.open();
  }

  async openRange() {
    (await this.#context.attempt(this.range.popup))?.open();
  }

  destroy() {
    this.range.close();
    this.filters.close();
  }

  /**
   * A button whose panel is fetched and made when it is first opened.
   * @param {string} id
   * @param {string | null} label
   * @param {(Node | string)[]} words
   * @param {(button: HTMLButtonElement) => Promise<Popup>} load
   */
  #opener(id, label, words, load) {
    /** @type {Promise<Popup> | undefined} */
    let loading;
    const popup = () => (loading ??= load(button).catch((error) => {
      loading = undefined;
      throw error;
    }));
    const button = h('button', {
      type: 'button', class: 'button-filter', id, 'aria-label': label, 'aria-haspopup': 'dialog', 'aria-expanded': 'false',
      on: { click: async () => (await this.#context.attempt(popup))?.toggle() },
    }, words);
    return { button, popup, close: () => loading?.then((one) => one.close(), () => {}) };
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
    this.#showButtons();
    this.#showChips();
  }

  #showButtons() {
    const { store, i18n } = this.#context;
    const { days, from, to, filters } = store.current;
    const isCustom = days === 'custom';
    this.rangeText.textContent = isCustom ? i18n.format.range(from, to) : i18n.t('range.custom');
    setAttribute(this.range.button, 'aria-label', isCustom ? `${i18n.t('range.choose')}: ${this.rangeText.textContent}` : i18n.t('range.choose'));
    this.range.button.classList.toggle('is-set', isCustom);
    const count = Object.values(filters).reduce((sum, values) => sum + values.length, 0);
    fill(this.count, String(count));
    this.count.hidden = count === 0;
    this.filters.button.classList.toggle('is-set', count > 0);
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
    const clear = choices.length > 1 && h('li', {}, h('button', { type: 'button', class: 'filter-clear', dataset: { chip: '' }, on: { click: () => store.clearFilters() } }, t('filter.clear')));
    fill(this.chips, chips, clear);
    this.chips.hidden = choices.length === 0;
    if (focused !== undefined) /** @type {HTMLElement} */ (this.chips.querySelector(`[data-chip="${CSS.escape(focused)}"]`) ?? this.filters.button).focus();
  }
}
