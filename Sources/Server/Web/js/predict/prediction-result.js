import { errorPanel } from '../components/notice.js';
import { fill, h, setAttribute } from '../core/dom.js';
import { featureText } from './feature-text.js';
import { Waterfall } from './waterfall.js';

/** What was predicted for the order of the form: the values, how sure they are, and what made them so. */
export class PredictionResult {
  #context;
  #model;

  /**
   * @param {any} model the API's answer about the models
   * @param {import('../types.js').Context} context
   */
  constructor(model, context) {
    this.#model = model;
    this.#context = context;
    const { t } = context.i18n;
    this.place = h('div', { class: 'predict-answer' });
    this.element = h('section', { class: 'card quality-card predict-result', 'aria-labelledby': 'predict-result' },
      h('h2', { id: 'predict-result' }, t('predict.result')), this.place);
    this.falls = h('div', { class: 'charts predict-falls' });
    this.showLoading(true);
  }

  /** @param {boolean} isLoading */
  showLoading(isLoading) {
    setAttribute(this.element, 'aria-busy', String(isLoading));
    this.element.classList.toggle('is-updating', isLoading);
    if (isLoading && !this.place.firstChild) fill(this.place, h('p', { class: 'card-subtitle' }, this.#context.i18n.t('chart.loading')));
  }

  /**
   * @param {import('../core/api.js').ApiError} error
   * @param {() => void} retry
   */
  showError(error, retry) {
    const { t } = this.#context.i18n;
    fill(this.place, errorPanel(error, t('predict.result'), this.#context, retry));
    fill(this.falls);
  }

  /** An answer to what was asked before would be taken for one to what stands in the form. */
  showMistaken() {
    fill(this.place, h('p', { class: 'card-subtitle' }, this.#context.i18n.t('predict.mistaken')));
    fill(this.falls);
  }

  /**
   * @param {any} prediction
   * @param {Record<string, string | number>} order that was asked
   * @returns {string} what to say of it
   */
  show(prediction, order) {
    const { t, format } = this.#context.i18n;
    const value = { ...prediction, predicted: prediction.predicted_value };
    const delivery = prediction.delivery && { ...prediction.delivery, predicted: prediction.delivery.predicted_days };
    fill(
      this.place,
      this.#estimate('order_value', value, null),
      delivery && this.#estimate('delivery_days', delivery, delivery.promised_days ?? null),
      this.#inputs(prediction),
    );
    fill(this.falls, [['order_value', value], ['delivery_days', delivery]].filter(([, estimate]) => estimate)
      .map(([name, estimate]) => this.#waterfall(String(name), estimate, order)));
    return t('predict.said', {
      value: format.exact(value.predicted, 'brl'), lower: format.exact(value.interval.lower, 'brl'), upper: format.exact(value.interval.upper, 'brl'),
    });
  }

  /** @param {string} name */
  #report(name) {
    return this.#model.models.find((/** @type {any} */ one) => one.name === name);
  }

  /**
   * @param {string} name of the model
   * @param {any} estimate
   * @param {number | null} promised days
   */
  #estimate(name, { predicted, interval: { lower, upper, level } }, promised) {
    const { t, format } = this.#context.i18n;
    const unit = name === 'order_value' ? 'brl' : 'days';
    const coverage = this.#report(name)?.overall.coverage;
    const write = (/** @type {number} */ value) => format.exact(value, unit);
    const words = { level: format.percent(level, 0), lower: write(lower), upper: write(upper) };
    const scale = 100 / (Math.max(upper, predicted, promised ?? 0) * 1.04 || 1);
    const at = (/** @type {number} */ value) => `${(Math.max(0, value) * scale).toFixed(2)}%`;
    return h('div', { class: 'estimate', dataset: { estimate: name } },
      h('h3', {}, t(`predict.${name}`)),
      h('data', { class: 'estimate-value', value: predicted }, write(predicted)),
      h('div', { class: 'estimate-track', role: 'img', 'aria-label': t('predict.interval', words) },
        h('span', { class: 'estimate-range', style: `--at: ${at(lower)}; --size: ${at(upper - lower)}` }),
        h('span', { class: 'estimate-point', style: `--at: ${at(predicted)}` }),
        promised !== null && h('span', { class: 'estimate-promise', style: `--at: ${at(promised)}` })),
      h('p', { class: 'estimate-interval' }, t('predict.interval', words)),
      coverage !== undefined && h('p', { class: 'estimate-note' }, t('predict.measured', { share: format.percent(coverage, 1) })),
      name === 'delivery_days' && this.#promise(promised));
  }

  /** @param {number | null} promised days that the buyer was told */
  #promise(promised) {
    const { t, format } = this.#context.i18n;
    const overall = this.#report('delivery_days')?.overall;
    const own = overall?.baselines.promise;
    return [
      promised !== null && h('p', { class: 'estimate-note' },
        h('span', { class: 'promise-mark', 'aria-hidden': 'true' }), t('predict.promised', { days: format.exact(promised, 'days') })),
      own && h('p', { class: 'estimate-note' }, t('predict.promise', { promise: format.exact(own.mae, 'days'), model: format.exact(overall.mae, 'days') })),
    ];
  }

  /** @param {any} prediction */
  #inputs({ missing, unknown, looked_up: found, assumed, notes }) {
    const { t, language } = this.#context.i18n;
    const labels = new Map(this.#model.inputs.map((/** @type {any} */ input) => [input.name, input.label[language]]));
    const label = (/** @type {string} */ name) => labels.get(name) ?? name;
    const lists = /** @type {[string, string[]][]} */ ([
      ['missing', missing.map(label)], ['unknown', unknown.map((/** @type {any} */ one) => `${label(one.name)} “${one.value}”`)],
      ['looked_up', found.map(label)], ['assumed', assumed.map(label)],
    ]);
    return h('ul', { class: 'predict-inputs' },
      lists.filter(([, names]) => names.length > 0).map(([name, names]) =>
        h('li', { dataset: { inputs: name } }, h('strong', {}, t(name === 'unknown' ? 'predict.unknown.given' : `predict.${name}`)), ` ${names.join(', ')}`)),
      notes.length > 0 && h('li', { dataset: { inputs: 'notes' } }, t('predict.past')));
  }

  /**
   * @param {string} name
   * @param {any} estimate
   * @param {Record<string, string | number>} order
   */
  #waterfall(name, { predicted, expected_without_inputs: start, contributions }, order) {
    const { i18n } = this.#context;
    const units = new Map(this.#report(name)?.features.map((/** @type {any} */ feature) => [feature.name, feature.unit]));
    const steps = contributions.map((/** @type {any} */ one) => ({
      name: one.feature, label: one.label[i18n.language], change: one.contribution,
      value: featureText({ name: one.feature, unit: units.get(one.feature) ?? '' }, one.value, order, this.#context),
    }));
    const fall = new Waterfall({ title: i18n.t(`predict.why.${name}`), unit: name === 'order_value' ? 'brl' : 'days', start, end: predicted, steps }, this.#context);
    fall.element.dataset.fall = name;
    return fall.element;
  }
}
