import { fill, h, setAttribute } from '../core/dom.js';
import { isDay } from '../core/dates.js';
import { icon } from './icon.js';
import { Popup } from './popup.js';

/** Chooses a range of days by its first and last. */
export class RangePicker {
  #context;

  /** @param {import('../app.js').Context} context */
  constructor(context) {
    this.#context = context;
    const { t } = context.i18n;
    this.text = h('span', {}, t('range.custom'));
    const button = h('button', { type: 'button', class: 'button-filter', id: 'range', 'aria-label': t('range.choose') }, icon('calendar-range'), this.text);
    this.popup = new Popup(button, { label: t('range.choose'), opened: () => this.#fill() });
    this.elements = [button, this.popup.panel];
  }

  showState() {
    const { store, i18n } = this.#context;
    const { days, from, to } = store.current;
    const isCustom = days === 'custom';
    this.text.textContent = isCustom ? i18n.format.range(from, to) : i18n.t('range.custom');
    setAttribute(this.popup.button, 'aria-label', isCustom ? `${i18n.t('range.choose')}: ${this.text.textContent}` : i18n.t('range.choose'));
    this.popup.button.classList.toggle('is-set', isCustom);
  }

  /** @param {import('../core/api.js').Meta} meta of the newest answer: the range to begin with */
  showMeta({ range }) {
    this.known = range ?? this.known;
  }

  #fill() {
    const { store, i18n, answers, question } = this.#context;
    const { t } = i18n;
    const asked = question('figures');
    const range = store.current.days === 'custom' ? store.current : (asked && answers.peek(asked)?.meta.range) ?? this.known;
    const field = (/** @type {string} */ name, /** @type {string} */ value) => h('input', { type: 'date', name, value, required: true, min: '1900-01-01', max: '2999-12-31' });
    const from = field('from', range?.from ?? '');
    const to = field('to', range?.to ?? '');
    const problem = h('p', { class: 'field-problem', role: 'alert' });
    const submit = (/** @type {Event} */ event) => {
      event.preventDefault();
      if (!isDay(from.value) || !isDay(to.value)) return fill(problem, t('range.missing'));
      if (from.value > to.value) return fill(problem, t('range.backwards'));
      this.popup.close();
      store.chooseRange(from.value, to.value);
    };
    fill(
      this.popup.panel,
      h(
        'form',
        { class: 'range-form', novalidate: true, on: { submit } },
        h('label', {}, h('span', {}, t('range.from')), from),
        h('label', {}, h('span', {}, t('range.to')), to),
        problem,
        h('button', { type: 'submit', class: 'button button-main' }, t('range.apply')),
      ),
    );
  }
}
