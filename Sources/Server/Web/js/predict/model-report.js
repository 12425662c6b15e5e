import { icon } from '../components/icon.js';
import { h } from '../core/dom.js';
import { MISSING } from '../core/format.js';
import { plainTable } from './plain-table.js';

/** The share of orders that an interval is made to hold, and how far off it may be. */
const NOMINAL = 0.8;
const NEAR = 0.03;

/** How good a model is: measured on months after those that it learned from, beside the baselines. */
export class ModelReport {
  #context;
  #report;

  /**
   * @param {any} report a model's of the API
   * @param {import('../types.js').Context} context
   */
  constructor(report, context) {
    this.#report = report;
    this.#context = context;
    const { t, format } = context.i18n;
    const id = `predict-report-${report.name}`;
    this.element = h('section', { class: 'card quality-card predict-report', dataset: { report: report.name }, 'aria-labelledby': id },
      h('header', { class: 'card-heading' },
        h('h2', { id }, t(`predict.report.${report.name}`)),
        h('p', { class: 'card-subtitle' }, t('predict.report.note', { samples: format.integer(report.samples), tested: format.integer(report.overall.samples) }))),
      this.#verdict(),
      this.#part('windows', h('div', {}, this.#windows(), this.#unattended())),
      h('div', { class: 'predict-parts' },
        this.#part('calibration', this.#calibration()),
        this.#part('bands', this.#groups('bands', report.by_band)),
        this.#part('importance', this.#importance()),
        this.#part('cannot', h('ul', { class: 'predict-cannot' }, [1, 2, 3].map((number) => h('li', {}, t(`predict.cannot.${report.name}.${number}`)))))),
      report.by_category.length > 0 && h('details', {},
        h('summary', {}, `${t('predict.categories')} (${format.integer(report.by_category.length)})`), this.#groups('categories', report.by_category)));
  }

  /** @param {number} value an error or a width, in the model's unit */
  #exact(value) {
    return this.#context.i18n.format.exact(value, this.#report.unit);
  }

  /**
   * @param {string} name
   * @param {HTMLElement} content
   */
  #part(name, content) {
    const { t } = this.#context.i18n;
    return h('section', { class: 'predict-part', dataset: { part: name } },
      h('h3', {}, t(`predict.${name}`)), h('p', { class: 'card-subtitle' }, t(`predict.${name}.note`)), content);
  }

  #verdict() {
    const { t, format } = this.#context.i18n;
    const { windows, beats_baselines: beats, coverage_within_three_points: isCovered } = this.#report;
    const month = (/** @type {any} */ window) => format.month(window.tested_from);
    const lost = windows.flatMap((/** @type {any} */ window) => this.#baselines
      .filter((name) => window.score.baselines[name].mae <= window.score.mae)
      .map((name) => t('predict.verdict.in', { what: t(`predict.baseline.${name}`), month: month(window) })));
    const missed = windows.filter((/** @type {any} */ { score }) => Math.abs(score.coverage - NOMINAL) > NEAR)
      .map((/** @type {any} */ window) => t('predict.verdict.in', { what: format.percent(window.score.coverage, 1), month: month(window) }));
    const line = (/** @type {boolean} */ isGood, /** @type {string} */ name, /** @type {string} */ words) =>
      h('li', { dataset: { verdict: name } },
        h('span', { class: `badge badge-${isGood ? 'passed' : 'warn'}` }, icon(isGood ? 'circle-check' : 'triangle-alert'), t(isGood ? 'predict.good' : 'predict.bad')), words);
    return h('ul', { class: 'predict-verdict' },
      line(beats, 'baselines', beats ? t('predict.verdict.beats', { count: windows.length }) : t('predict.verdict.loses', { where: lost.join('; ') })),
      line(isCovered, 'coverage', isCovered ? t('predict.verdict.covers') : t('predict.verdict.misses', { where: missed.join('; ') })));
  }

  /** @returns {string[]} the promise first where there is one */
  get #baselines() {
    return Object.keys(this.#report.overall.baselines).sort((one, other) => Number(other === 'promise') - Number(one === 'promise') || one.localeCompare(other));
  }

  #windows() {
    const { t, format } = this.#context.i18n;
    const { windows, overall } = this.#report;
    const row = (/** @type {string} */ name, /** @type {number | null} */ trained, /** @type {any} */ score) => [
      name, trained === null ? MISSING : format.integer(trained), format.integer(score.samples), this.#exact(score.mae),
      ...this.#baselines.map((baseline) => {
        const { mae } = score.baselines[baseline];
        return { words: this.#exact(mae), isBad: mae <= score.mae };
      }),
      this.#exact(score.rmse), this.#exact(score.median_absolute_error), score.r2 === undefined ? MISSING : format.decimal(score.r2),
      { words: format.percent(score.coverage, 1), isBad: Math.abs(score.coverage - NOMINAL) > NEAR }, this.#exact(score.interval_width),
    ];
    return plainTable(this.#title('windows'),
      [t('predict.window'), t('predict.trained'), t('predict.tested'), t('predict.mae'), ...this.#baselines.map((name) => t('predict.mae.of', { name: t(`predict.baseline.${name}`) })),
        t('predict.rmse'), t('predict.median'), 'R²', t('predict.coverage'), t('predict.width')],
      [...windows.map((/** @type {any} */ one) => row(format.month(one.tested_from), one.samples_trained, one.score)), row(t('predict.all'), null, overall)]);
  }

  /** @returns {HTMLElement | null} how intervals would have done without daily loads, of a model that is measured with them */
  #unattended() {
    const { t, format } = this.#context.i18n;
    const shares = this.#report.windows.filter((/** @type {any} */ one) => one.unattended)
      .map((/** @type {any} */ one) => t('predict.verdict.in', { what: format.percent(one.unattended.coverage, 1), month: format.month(one.tested_from) }));
    return shares.length > 0 ? h('p', { class: 'card-subtitle', dataset: { note: 'unattended' } }, t('predict.unattended', { shares: shares.join('; ') })) : null;
  }

  /** @param {string} name */
  #title(name) {
    const { t } = this.#context.i18n;
    return `${t(`predict.${name}`)}: ${t(`predict.${this.#report.name}`)}`;
  }

  #calibration() {
    const { t, format } = this.#context.i18n;
    return plainTable(this.#title('calibration'), ['nominal', 'held', 'width'].map((name) => t(`predict.${name}`)),
      this.#report.calibration.map((/** @type {any} */ { nominal, coverage, width }) =>
        [format.percent(nominal, 0), { words: format.percent(coverage, 1), share: coverage }, this.#exact(width)]));
  }

  /**
   * @param {string} name
   * @param {any[]} scores
   */
  #groups(name, scores) {
    const { t, format } = this.#context.i18n;
    const best = (/** @type {any} */ { baselines }) => Math.min(...this.#baselines.map((one) => baselines[one].mae));
    const largest = Math.max(...scores.flatMap((score) => [score.mae, best(score)]));
    return plainTable(this.#title(name), ['group', 'orders', 'mae', 'best', 'coverage'].map((one) => t(`predict.${one}`)),
      scores.map((score) => [
        this.#group(name, score.group), format.integer(score.samples), { words: this.#exact(score.mae), share: score.mae / largest },
        { words: this.#exact(best(score)), isBad: best(score) <= score.mae }, format.percent(score.coverage, 1),
      ]));
  }

  /**
   * @param {string} name
   * @param {string} group as the API names it
   */
  #group(name, group) {
    const { i18n, names } = this.#context;
    if (group === '(others)') return i18n.t('predict.others');
    if (name === 'categories') return names.label('category', group);
    return group.endsWith(' days') ? i18n.t('value.days', { days: group.replace(' days', '').replace('-', '–') }) : group.replace('-', '–');
  }

  #importance() {
    const { t, format, language } = this.#context.i18n;
    const features = [...this.#report.features].sort((one, other) => other.importance - one.importance);
    const [largest] = features;
    return plainTable(this.#title('importance'), [t('predict.why.feature'), t('predict.share')], features.map((feature) =>
      [feature.label[language], { words: format.percent(feature.importance, 1), share: feature.importance / (largest.importance || 1) }]));
  }
}
