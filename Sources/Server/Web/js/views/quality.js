import { dataTable } from '../components/data-table.js';
import { icon } from '../components/icon.js';
import { errorPanel, staleNotice } from '../components/notice.js';
import { sparkline } from '../components/sparkline.js';
import { csvBlob, toCsv } from '../core/csv.js';
import { fill, h, setAttribute } from '../core/dom.js';
import { download } from '../core/download.js';

/** What becomes of each table of the source. */
const BECOMES = /** @type {Record<string, string[]>} */ ({
  customers: ['dim_customers'],
  geolocation: ['dim_geolocation'],
  order_items: ['fact_order_items'],
  order_payments: ['fact_payments'],
  payments: ['fact_payments'],
  order_reviews: ['fact_reviews'],
  reviews: ['fact_reviews'],
  orders: ['fact_orders', 'dim_date'],
  products: ['dim_products'],
  sellers: ['dim_sellers'],
  product_category_name_translation: ['dim_product_category_translation'],
  product_category_translation: ['dim_product_category_translation'],
  category_translation: ['dim_product_category_translation'],
});

/** How the data came in, and what is wrong with it. Nothing here depends on the filters: it is about all of the data. */
class QualityView {
  #context;
  /** @type {any} */
  #shown = null;

  /** @param {import('../types.js').Context} context */
  constructor(context) {
    this.#context = context;
    this.notice = h('div', {});
    this.body = h('div', { class: 'dashboard' }, h('section', { class: 'card quality-card' }, h('p', { class: 'filter-note' }, context.i18n.t('chart.loading'))));
    this.element = h('div', { class: 'dashboard quality' }, this.notice, this.body);
  }

  /** @param {Record<string, import('../types.js').Snapshot>} snapshots */
  show({ quality }) {
    const { answer, error, isLoading } = quality;
    const { t } = this.#context.i18n;
    const name = t('view.quality');
    const retry = () => this.#context.reload('quality');
    setAttribute(this.element, 'aria-busy', String(isLoading || !(answer || error)));
    this.body.hidden = Boolean(error) && !answer;
    if (!error) fill(this.notice);
    else if (answer) fill(this.notice, staleNotice(name, this.#context, retry));
    else fill(this.notice, h('div', { class: 'card' }, errorPanel(error, name, this.#context, retry)));
    if (!answer || answer === this.#shown) return;
    this.#shown = answer;
    this.#fill(answer.data);
  }

  showState() {}

  redraw() {}

  announcement() {
    return this.#shown ? this.#verdict(this.#shown.data.checks) : '';
  }

  destroy() {}

  /** @param {{checks: any[], loads: any[], rejects: any[]}} data */
  #fill({ checks, loads, rejects }) {
    const { t } = this.#context.i18n;
    const failing = checks.filter((check) => check.rows_failing > 0)
      .sort((one, other) => rank(one) - rank(other) || (other.share ?? 0) - (one.share ?? 0));
    const passing = checks.filter((check) => check.rows_failing === 0);
    fill(
      this.body,
      this.#summary(checks, loads),
      this.#section('checks', this.#verdict(checks), checks, [
        h('ul', { class: 'checks' }, failing.map((check) => this.#check(check))),
        h('details', { class: 'checks-passed' },
          h('summary', {}, t('quality.passed', { count: passing.length })),
          h('ul', { class: 'checks' }, passing.map((check) => this.#check(check)))),
      ], ['name', 'rule', 'rule_pt', 'severity', 'table', 'rows_failing', 'rows_checked', 'share']),
      this.#section('lineage', t('quality.lineage.note'), [], [this.#lineage(checks, loads)]),
      this.#section('loads', t('quality.loads.note', { count: loads.length }), loads, [
        this.#table('loads', loads, ['file', 'table', 'rows_read', 'rows_landed', 'rows_rejected', 'bytes', 'landed_at']),
      ], ['batch', 'id', 'file', 'table', 'rows_read', 'rows_landed', 'rows_rejected', 'bytes', 'landed_at']),
      rejects.length > 0 && this.#section('rejects', '', rejects, [this.#table('rejects', rejects, Object.keys(rejects[0]))], Object.keys(rejects[0])),
    );
  }

  /** @param {any[]} checks */
  #verdict(checks) {
    const { t } = this.#context.i18n;
    const count = (/** @type {string} */ severity) => checks.filter((check) => check.severity === severity && check.rows_failing > 0).length;
    return t('quality.verdict', {
      checks: t('quality.checks', { count: checks.length }), errors: t('quality.errors', { count: count('error') }), warnings: t('quality.warnings', { count: count('warn') }),
    });
  }

  /**
   * @param {any[]} checks
   * @param {any[]} loads
   */
  #summary(checks, loads) {
    const { t, format } = this.#context.i18n;
    const sum = (/** @type {string} */ field) => loads.reduce((all, load) => all + Number(load[field]), 0);
    const figures = [
      ['rows_read', sum('rows_read'), 'download', 'blue'], ['rows_landed', sum('rows_landed'), 'database', 'green'],
      ['rows_rejected', sum('rows_rejected'), 'circle-x', 'violet'],
      ['passing', checks.filter((check) => check.rows_failing === 0).length, 'shield-check', 'cyan'],
    ];
    return h('section', { class: 'figures' },
      h('h2', { class: 'spoken' }, t('figures.title')),
      h('ul', { class: 'heroes' }, figures.map(([name, value, picture, accent]) => h(
        'li',
        { class: `kpi kpi-hero accent-${accent}`, dataset: { kpi: String(name) } },
        h('div', { class: 'kpi-head' }, h('span', { class: 'kpi-icon' }, icon(String(picture))), h('h3', { class: 'kpi-name' }, t(`quality.${name}`))),
        h('div', { class: 'kpi-figure' }, h('data', { class: 'kpi-value', value }, format.integer(value))),
        h('div', { class: 'kpi-trend' }),
      ))));
  }

  /**
   * @param {string} id
   * @param {string} note
   * @param {any[]} rows for the file
   * @param {HTMLElement[]} content
   * @param {string[]} [columns]
   */
  #section(id, note, rows, content, columns = []) {
    const { t } = this.#context.i18n;
    const title = t(`quality.${id}.title`);
    const save = () => {
      const file = `vitrine-quality-${id}.csv`;
      download(csvBlob(toCsv(rows, columns.map((name) => ({ name, value: (row) => row[name] })))), file);
      this.#context.say(t('chart.saved', { file }));
    };
    return h('section', { class: 'card quality-card', dataset: { section: id }, 'aria-labelledby': `quality-${id}` },
      h('header', { class: 'card-head' },
        h('div', { class: 'card-heading' }, h('h2', { id: `quality-${id}` }, title), h('p', { class: 'card-subtitle' }, note)),
        rows.length > 0 && h('div', { class: 'card-tools' }, h(
          'button',
          { type: 'button', class: 'button-tool', 'aria-label': `${t('chart.csv')}: ${title}`, title: t('chart.csv'), on: { click: save } },
          icon('download'), h('span', { class: 'button-text' }, 'CSV'),
        ))),
      content);
  }

  /**
   * @param {string} id
   * @param {any[]} rows
   * @param {string[]} names
   */
  #table(id, rows, names) {
    const columns = names.map((name) => {
      const unit = name === 'landed_at' ? 'moment' : name === 'line' || name.startsWith('rows') || name === 'bytes' ? 'count' : undefined;
      return { name, unit, kind: /** @type {'metric' | 'dimension'} */ (unit ? 'metric' : 'dimension') };
    });
    return dataTable(rows, columns, { title: this.#context.i18n.t(`quality.${id}.title`), context: this.#context });
  }

  /** @param {any} check */
  #check({ name, rule: english, rule_pt: portuguese, severity, table, rows_failing: failing, rows_checked: checked, share, samples, history }) {
    const { t, format, language } = this.#context.i18n;
    const rule = language === 'pt-BR' ? portuguese : english;
    const state = failing === 0 ? 'passed' : severity;
    const course = (history ?? []).map((/** @type {any} */ one) => Number(one.rows_failing));
    return h('li', { class: 'check', dataset: { check: name, state } },
      h('span', { class: `badge badge-${state}` }, icon(state === 'passed' ? 'circle-check' : state === 'error' ? 'circle-x' : 'triangle-alert'), t(`quality.state.${state}`)),
      h('div', { class: 'check-words' },
        h('h3', {}, rule),
        h('p', {}, h('code', {}, table ?? ''), ' · ', t('quality.failing', { failing, count: checked, share: format.percent(share ?? 0, failing > 0 && share < 0.001 ? 3 : 1) })),
        samples?.length > 0 && h('details', { class: 'samples' }, h('summary', {}, t('quality.samples', { count: samples.length })), this.#samples(samples, rule))),
      course.length > 1 && h('div', { class: 'check-trend accent-violet', role: 'img', 'aria-label': t('quality.trend', { values: course.map((/** @type {number} */ one) => format.integer(one)).join(', ') }) }, sparkline(course)));
  }

  /**
   * @param {any[]} samples
   * @param {string} rule
   */
  #samples(samples, rule) {
    const rows = samples.map((sample) => (typeof sample === 'object' && sample ? sample : { value: sample }));
    const names = [...new Set(rows.flatMap((row) => Object.keys(row)))];
    return h('div', { class: 'table-scroll', role: 'region', tabindex: '0', 'aria-label': rule },
      h('table', { class: 'table' },
        h('thead', {}, h('tr', {}, names.map((name) => h('th', { scope: 'col' }, name)))),
        h('tbody', {}, rows.map((row) => h('tr', {}, names.map((name) => h('td', {}, String(row[name] ?? '—'))))))));
  }

  /**
   * @param {any[]} checks
   * @param {any[]} loads
   */
  #lineage(checks, loads) {
    const { t } = this.#context.i18n;
    const badge = (/** @type {string} */ table) => {
      const failing = checks.filter((check) => check.table === table && check.rows_failing > 0);
      const state = failing.some((check) => check.severity === 'error') ? 'error' : failing.length > 0 ? 'warn' : 'passed';
      return h('li', { class: 'lineage-box' }, h('code', {}, table), h('span', { class: `badge badge-${state}` },
        icon(state === 'passed' ? 'circle-check' : state === 'error' ? 'circle-x' : 'triangle-alert'),
        failing.length > 0 ? t('quality.notices', { count: failing.length }) : t('quality.state.passed')));
    };
    /** @type {Map<string, any[]>} */
    const byTable = new Map();
    for (const load of loads) byTable.set(load.table, [...(byTable.get(load.table) ?? []), load]);
    const arrow = () => h('span', { class: 'lineage-arrow' }, icon('arrow-right'));
    return h('ol', { class: 'lineage' }, [...byTable].map(([table, files]) => h('li', { class: 'lineage-row' },
      h('ul', {}, files.map((load) => h('li', { class: 'lineage-box' },
        h('span', { class: 'lineage-file' }, String(load.file).split(/[:/]/).at(-1) ?? ''), h('span', { class: 'lineage-fact' }, t('quality.read', { count: load.rows_read }))))),
      arrow(),
      h('ul', {}, h('li', { class: 'lineage-box' }, h('code', {}, table), h('span', { class: 'lineage-fact' }, [['landed', 'rows_landed'], ['rejected', 'rows_rejected']].map(([key, field]) =>
        t(`quality.${key}`, { count: files.reduce((sum, load) => sum + load[field], 0) })).join(', ')))),
      arrow(),
      h('ul', {}, (BECOMES[table] ?? []).map(badge)))));
  }
}

/** @param {any} check errors stand before warnings */
function rank({ severity }) {
  return severity === 'error' ? 0 : 1;
}

/** @type {import('../types.js').ViewModule} */
export const view = {
  isUnfiltered: true,
  questions: { quality: () => ({ path: '/api/quality' }) },
  create: (context) => new QualityView(context),
};
