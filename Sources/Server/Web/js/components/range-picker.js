import { fill, h, setAttribute, uniqueId } from '../core/dom.js';
import { isDay } from '../core/dates.js';
import { Popup } from './popup.js';

/** Chooses a range of days by its first and last. */
export class RangePicker {
  #context;

  /**
   * @param {import('../types.js').Context} context
   * @param {HTMLButtonElement} button that opens it
   */
  constructor(context, button) {
    this.#context = context;
    this.popup = new Popup(button, { label: context.i18n.t('range.choose'), opened: () => this.#fill() });
  }

  #fill() {
    const { store, i18n, answers, question } = this.#context;
    const { t } = i18n;
    const asked = question('figures') ?? question('geography.table') ?? question('answer');
    const range = store.current.days === 'custom' ? store.current : asked && answers.peek(asked)?.meta.range;
    const id = uniqueId('range-problem');
    const field = (/** @type {string} */ name, /** @type {string} */ value) =>
      h('input', { type: 'date', name, value, required: true, min: '1900-01-01', max: '2999-12-31' });
    const from = field('from', range?.from ?? '');
    const to = field('to', range?.to ?? '');
    const problem = h('p', { class: 'field-problem', id, role: 'alert' });
    const complain = (/** @type {HTMLInputElement[]} */ wrong, /** @type {string} */ words) => {
      for (const one of [from, to]) {
        setAttribute(one, 'aria-invalid', wrong.includes(one) ? 'true' : null);
        setAttribute(one, 'aria-describedby', wrong.includes(one) ? id : null);
      }
      fill(problem, words);
      wrong[0].focus();
    };
    const submit = (/** @type {Event} */ event) => {
      event.preventDefault();
      const missing = [from, to].filter((one) => !isDay(one.value));
      if (missing.length > 0) return complain(missing, t('range.missing'));
      if (from.value > to.value) return complain([to], t('range.backwards'));
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
