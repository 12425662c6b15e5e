import { icon } from '../components/icon.js';
import { addDays } from '../core/dates.js';
import { fill, h, setAttribute } from '../core/dom.js';

/**
 * What an order's input may be, as the API describes it.
 * @typedef {object} Input
 * @property {string} name
 * @property {'text' | 'integer' | 'number' | 'time' | 'day'} kind
 * @property {'order' | 'item'} of
 * @property {Record<string, string>} label by language
 * @property {string} unit
 * @property {number | null} minimum
 * @property {number | null} maximum
 * @property {string[] | null} choices
 * @property {number | null} default
 */

/** An order as most are: what the form begins with. */
const USUAL = /** @type {Record<string, string>} */ ({
  customer_state: 'SP', payment_type: 'credit_card', payment_installments: '2', seller_state: 'SP',
  weight_g: '700', length_cm: '25', height_cm: '13', width_cm: '20', photos: '2', description_length: '600',
});

/** The delivery date that buyers are told is about so many days away. */
const USUAL_PROMISE = 21;

/** Asks for an order, field by field, as the API describes its inputs. */
export class PredictionForm {
  #context;
  #predict;
  #mistaken;
  /** @type {Map<string, {input: Input, control: HTMLInputElement | HTMLSelectElement, problem: HTMLElement}>} */
  #fields = new Map();

  /**
   * @param {any} model the API's answer about the models
   * @param {Record<string, string> | null} kept values that were there before, else the usual
   * @param {import('../types.js').Context} context
   * @param {() => void} predict called when the order is to be predicted and no field is wrong
   * @param {() => void} mistaken called when it is to be predicted and a field is wrong
   */
  constructor(model, kept, context, predict, mistaken) {
    this.#context = context;
    this.#predict = predict;
    this.#mistaken = mistaken;
    const { t } = context.i18n;
    const values = kept ?? usual(model);
    // A number of items is enough where there is one kind of item.
    const inputs = /** @type {Input[]} */ (model.inputs).filter((input) => input.name !== 'quantity');
    const group = (/** @type {Input['of']} */ of) => h('fieldset', {},
      h('legend', {}, t(`predict.of.${of}`)),
      h('div', { class: 'predict-fields' }, inputs.filter((input) => input.of === of).map((input) => this.#field(input, values[input.name] ?? ''))));
    this.element = h(
      'form',
      { class: 'card quality-card predict-form', novalidate: true, 'aria-labelledby': 'predict-form', on: { submit: (/** @type {Event} */ event) => this.#submit(event) } },
      h('header', { class: 'card-heading' }, h('h2', { id: 'predict-form' }, t('predict.form')), h('p', { class: 'card-subtitle' }, t('predict.form.note'))),
      group('order'),
      group('item'),
      h('button', { type: 'submit', class: 'button button-main' }, t('predict.submit')),
    );
  }

  /** @returns {Record<string, string>} every field as it stands */
  get values() {
    return Object.fromEntries([...this.#fields].map(([name, { control }]) => [name, control.value]));
  }

  /** @returns {Record<string, string | number>} what the API is told: empty fields are left out */
  get order() {
    const given = [...this.#fields].filter(([, { control }]) => control.value.trim() !== '');
    return Object.fromEntries(given.map(([name, { input, control }]) =>
      [name, input.kind === 'integer' || input.kind === 'number' ? Number(control.value) : control.value.trim()]));
  }

  /** Writes the choices anew: the categories' names come after the form. */
  rename() {
    for (const { input, control } of this.#fields.values()) {
      if (!input.choices) continue;
      const { value } = control;
      fill(control, this.#options(input));
      control.value = value;
    }
  }

  /**
   * Says beside a field what it has to be, and goes there.
   * @param {string} name
   * @returns {boolean} whether there is such a field
   */
  complain(name) {
    const field = this.#fields.get(name);
    if (!field) return false;
    this.#mark(field);
    field.control.focus();
    return true;
  }

  /** @param {Event} event */
  #submit(event) {
    event.preventDefault();
    const fields = [...this.#fields.values()];
    for (const field of fields) this.#unmark(field);
    const wrong = fields.filter(({ control }) => !control.validity.valid);
    for (const field of wrong) this.#mark(field);
    if (wrong.length === 0) return this.#predict();
    wrong[0].control.focus();
    this.#mistaken();
  }

  /**
   * @param {Input} input
   * @param {string} value
   */
  #field(input, value) {
    const { i18n } = this.#context;
    const { name, kind, minimum, maximum, choices } = input;
    const id = `predict-${name}`;
    const problem = h('p', { class: 'field-problem', id: `${id}-problem`, role: 'alert' });
    const isNumber = kind === 'integer' || kind === 'number';
    const control = choices
      ? h('select', { id, name }, this.#options(input))
      : h('input', {
        id, name, autocomplete: 'off', spellcheck: 'false',
        type: isNumber ? 'number' : kind === 'time' ? 'datetime-local' : kind === 'day' ? 'date' : 'text',
        min: minimum, max: maximum, step: kind === 'integer' ? 1 : kind === 'number' ? 'any' : null, maxlength: kind === 'text' ? 200 : null,
        placeholder: kind === 'text' ? i18n.t('predict.unknown') : null,
      });
    control.value = value;
    this.#fields.set(name, { input, control, problem });
    const unit = i18n.has(`predict.unit.${input.unit}`) ? i18n.t(`predict.unit.${input.unit}`) : '';
    return h('div', { class: 'field' },
      h('label', { class: 'field-name', for: id }, input.label[i18n.language], unit && ` (${unit})`),
      choices ? h('span', { class: 'select' }, control) : control, problem);
  }

  /** @param {Input} input */
  #options({ name, choices }) {
    const { i18n, names } = this.#context;
    const named = (choices ?? []).map((value) => ({ value, text: names.full(name, value) }))
      .sort((one, other) => one.text.localeCompare(other.text, i18n.language));
    return [h('option', { value: '' }, i18n.t('predict.unknown')), named.map(({ value, text }) => h('option', { value }, text))];
  }

  /** @param {{input: Input, control: HTMLElement, problem: HTMLElement}} field */
  #mark({ input, control, problem }) {
    const { t, format, language } = this.#context.i18n;
    setAttribute(control, 'aria-invalid', 'true');
    setAttribute(control, 'aria-describedby', problem.id);
    fill(problem, icon('triangle-alert'), t(`predict.problem.${input.kind}`, {
      field: input.label[language], minimum: format.integer(input.minimum), maximum: format.integer(input.maximum),
    }));
  }

  /** @param {{control: HTMLElement, problem: HTMLElement}} field */
  #unmark({ control, problem }) {
    setAttribute(control, 'aria-invalid', null);
    setAttribute(control, 'aria-describedby', null);
    fill(problem);
  }
}

/**
 * @param {any} model
 * @returns {Record<string, string>} an order of the day after the last that is known, of the category sold most
 */
function usual({ inputs, models, data_until: until }) {
  const [most] = models[0]?.by_category ?? [];
  const first = addDays(until, 1);
  const values = { ...USUAL, purchased_at: `${first}T14:00`, promised_date: addDays(first, USUAL_PROMISE), category: most?.group ?? '' };
  return Object.fromEntries(/** @type {Input[]} */ (inputs).map(({ name, default: standard, choices }) => {
    const value = /** @type {Record<string, string>} */ (values)[name] ?? (standard === null ? '' : String(standard));
    return [name, choices && !choices.includes(value) ? '' : value];
  }));
}
