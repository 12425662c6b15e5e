import { icon } from '../components/icon.js';
import { errorPanel, errorText, staleNotice } from '../components/notice.js';
import { ApiError, ask } from '../core/api.js';
import { fill, h, setAttribute } from '../core/dom.js';
import { askPrediction } from '../predict/ask-prediction.js';
import { ModelReport } from '../predict/model-report.js';
import { PredictionForm } from '../predict/prediction-form.js';
import { PredictionResult } from '../predict/prediction-result.js';

/** Often enough to notice that a model has been trained. */
const INTERVAL = 5_000;

/** What the form held when it was last left: a change of the language or of the view loses nothing. @type {Record<string, string> | null} */
let kept = null;

/** What an order will be worth and when it will arrive, how sure that is, and how good the models are. */
class PredictView {
  #context;
  /** @type {any} */
  #shown = null;
  /** @type {PredictionForm | undefined} */
  #form;
  /** @type {PredictionResult | undefined} */
  #result;
  #running = new AbortController();
  /** @type {ReturnType<typeof setInterval> | undefined} */
  #watch;

  /** @param {import('../types.js').Context} context */
  constructor(context) {
    this.#context = context;
    this.notice = h('div', {});
    this.body = h('div', { class: 'dashboard' }, h('section', { class: 'card quality-card' }, h('p', { class: 'filter-note' }, context.i18n.t('chart.loading'))));
    this.element = h('div', { class: 'dashboard predict' }, this.notice, this.body);
  }

  /** @param {Record<string, import('../types.js').Snapshot>} snapshots */
  show({ model }) {
    const { answer, error, isLoading } = model;
    const { t } = this.#context.i18n;
    const name = t('view.predict');
    const retry = () => this.#context.reload('model');
    const isUntrained = error?.code === 'no_model';
    setAttribute(this.element, 'aria-busy', String(isLoading || !(answer || error)));
    this.body.hidden = Boolean(error) && (isUntrained || !answer);
    if (isUntrained) this.#showUntrained(error);
    else this.#stopWatching();
    if (!error) fill(this.notice);
    else if (!isUntrained) fill(this.notice, answer ? staleNotice(name, this.#context, retry) : h('div', { class: 'card' }, errorPanel(error, name, this.#context, retry)));
    if (error || !answer || answer === this.#shown) return;
    this.#shown = answer;
    this.#fill(answer.data);
  }

  showState() {}

  redraw() {
    this.#form?.rename();
  }

  announcement() {
    return this.#context.i18n.t('view.predict');
  }

  destroy() {
    this.#running.abort();
    this.#stopWatching();
    if (this.#form) kept = this.#form.values;
  }

  /** @param {any} model */
  #fill(model) {
    const { t, format } = this.#context.i18n;
    if (this.#form) kept = this.#form.values;
    const result = new PredictionResult(model, this.#context);
    const form = new PredictionForm(model, kept, this.#context, () => this.#predict(true), () => {
      this.#running.abort();
      result.showMistaken();
    });
    this.#form = form;
    this.#result = result;
    fill(
      this.body,
      h('div', { class: 'predict-top' }, form.element, result.element),
      result.falls,
      model.models.map((/** @type {any} */ report) => new ModelReport(report, this.#context).element),
      h('p', { class: 'card-subtitle' }, t('predict.made', {
        day: format.day(model.trained_at.slice(0, 10)), until: format.day(model.data_until), version: model.warehouse_version, seed: String(model.seed),
      })),
    );
    this.#predict(false);
  }

  /** @param {boolean} isAsked by the person, who then hears of it */
  async #predict(isAsked) {
    const [form, result] = [this.#form, this.#result];
    if (!form || !result) return;
    this.#running.abort();
    const running = new AbortController();
    this.#running = running;
    const { order } = form;
    result.showLoading(true);
    try {
      const words = result.show(await askPrediction(order, running.signal), order);
      if (isAsked) this.#context.say(words);
    } catch (error) {
      if (running.signal.aborted) return;
      const failure = error instanceof ApiError ? error : new ApiError('internal', String(error));
      if (failure.parameter && form.complain(failure.parameter)) result.showMistaken();
      else result.showError(failure, () => this.#predict(true));
    }
    if (!running.signal.aborted) result.showLoading(false);
  }

  /** @param {ApiError} error why there is no model to ask */
  #showUntrained(error) {
    const { t } = this.#context.i18n;
    fill(this.notice, h(
      'section',
      { class: 'no-data card', 'aria-labelledby': 'no-model-title' },
      h('span', { class: 'no-data-icon' }, icon('trending-up')),
      h('h2', { id: 'no-model-title' }, t('predict.untrained')),
      h('p', { class: 'no-data-text' }, t('predict.untrained.text')),
      h('div', { class: 'commands' }, h('div', { class: 'command' },
        h('h3', {}, t('predict.untrained.command')),
        h('pre', { tabindex: '0', role: 'region', 'aria-label': t('predict.untrained.command') }, h('code', {}, 'vitrine train')))),
      h('p', { class: 'no-data-waiting' }, errorText(error, this.#context)),
      h('p', { class: 'no-data-waiting' }, h('span', { class: 'pulse', 'aria-hidden': 'true' }), t('predict.untrained.waiting')),
    ));
    this.#watch ??= setInterval(() => this.#lookForModel(), INTERVAL);
  }

  async #lookForModel() {
    if (document.hidden) return;
    try {
      const { data } = await ask({ path: '/api/health' });
      if (data.ml_model === 'loaded' && this.#watch) this.#context.reload('model');
    } catch {
      // The page as a whole tells that the server is away.
    }
  }

  #stopWatching() {
    clearInterval(this.#watch);
    this.#watch = undefined;
  }
}

/** @type {import('../types.js').ViewModule} */
export const view = {
  isUnfiltered: true,
  questions: { model: () => ({ path: '/api/ml/model-info' }) },
  create: (context) => new PredictView(context),
};
