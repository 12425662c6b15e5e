import { createChart, loadEngine, mayAnimate } from '../charts/engine.js';
import { readPalette } from '../charts/palette.js';
import { ApiError } from '../core/api.js';
import { csvBlob, toCsv } from '../core/csv.js';
import { fill, h, setAttribute, uniqueId } from '../core/dom.js';
import { download } from '../core/download.js';
import { dataTable } from './data-table.js';
import { icon } from './icon.js';
import { emptyPanel, errorPanel, staleNotice } from './notice.js';
import { PICTURE_PLOT, chartPicture } from './picture.js';
import { PointReader } from './point-reader.js';

/**
 * What a chart kind may use while it builds its option.
 * @typedef {object} ChartEnvironment
 * @property {import('../core/i18n.js').I18n['t']} t
 * @property {import('../core/format.js').Formatter} format
 * @property {import('../charts/palette.js').Palette} palette
 * @property {number} width of the plot in pixels
 * @property {import('../core/api.js').Meta} meta of the answer drawn
 * @property {boolean} [isPicture] for a download: nothing to operate
 *
 * A way of drawing rows; one module each in `js/charts`. Pure: rows in, option and words out.
 * @typedef {object} ChartKind
 * @property {{id: string, name: string, mark: 'bar' | 'line'}[]} series for the legend; names are message keys
 * @property {(rows: any[]) => any} prepare what the other functions get: at least `points`, the marks drawn
 * @property {(rows: any[]) => boolean} isEmpty
 * @property {(prepared: any, environment: ChartEnvironment) => string[]} subtitle
 * @property {(prepared: any, environment: ChartEnvironment) => object} option for ECharts
 * @property {(prepared: any, environment: ChartEnvironment) => string} summary the chart in words
 * @property {(prepared: any, index: number, environment: ChartEnvironment) => string} pointText one mark in words
 * @property {import('./data-table.js').TableColumn[]} columns of the table and the CSV
 *
 * @typedef {object} ChartDeclaration
 * @property {string} id message keys `<id>.title` and `<id>.about`, and the name of its files
 * @property {ChartKind} kind
 * @property {string} unit message key
 * @property {string} file name of its downloads, without ending
 */

/** A card with one chart, its words, its table and its downloads. */
export class ChartCard {
  #declaration;
  #context;
  #retry;
  /** @type {import('../core/resource.js').Snapshot | null} */
  #snapshot = null;
  /** @type {any} */
  #prepared = null;
  /** @type {any} */
  #chart = null;
  /** @type {ApiError | null} */
  #drawingError = null;
  #isTable = false;
  /** @type {Set<string>} */
  #hidden = new Set();
  #size = '';
  #isDestroyed = false;
  #subscriptions;

  /**
   * @param {ChartDeclaration} declaration
   * @param {import('../app.js').Context} context
   * @param {() => void} retry asks for the rows again
   */
  constructor(declaration, context, retry) {
    this.#declaration = declaration;
    this.#context = context;
    this.#retry = retry;
    this.#build();
    this.observer = new ResizeObserver(() => this.#resized());
    this.observer.observe(this.plot);
    this.#subscriptions = [context.theme.changed.subscribe(() => this.#draw({ isStill: true }))];
  }

  #build() {
    const { i18n, definitions } = this.#context;
    const { t } = i18n;
    const { id, kind } = this.#declaration;
    this.title = t(`${id}.title`);
    const titleId = uniqueId('chart');
    const about = t('detail.about', { name: this.title });
    this.subtitle = h('p', { class: 'card-subtitle' }, '\u00a0');
    this.summary = h('p', { class: 'spoken', id: `${titleId}-summary` });
    this.plot = h('div', {
      class: 'plot',
      role: 'group',
      tabindex: '0',
      'aria-roledescription': t('chart.kind'),
      'aria-label': this.title,
      'aria-describedby': `${titleId}-summary`,
    });
    this.cover = h('div', { class: 'plot-cover' }, skeleton(t('chart.loading')));
    this.table = h('div', { class: 'plot-table', hidden: true });
    this.notice = h('div', { class: 'card-notice' });
    this.legend = h(
      'div',
      { class: 'legend', role: 'group', 'aria-label': t('chart.legend') },
      kind.series.map((series) => this.#legendItem(series)),
    );
    this.tableButton = this.#tool('table-2', t('chart.table'), () => this.#toggleTable());
    this.tools = [
      this.tableButton,
      this.#tool('download', t('chart.csv'), () => this.#saveCsv(), 'CSV'),
      this.#tool('image', t('chart.png'), () => this.#savePicture(), 'PNG'),
    ];
    this.element = h(
      'section',
      { class: 'card chart-card', 'aria-labelledby': titleId, dataset: { chart: id } },
      h(
        'header',
        { class: 'card-head' },
        h(
          'div',
          { class: 'card-heading' },
          h('h2', { id: titleId }, this.title, definitions.button(about, () => this.#definition())),
          this.subtitle,
        ),
        h('div', { class: 'card-tools' }, this.tools),
      ),
      this.legend,
      this.notice,
      this.summary,
      h('div', { class: 'plot-frame' }, this.plot, this.cover, this.table),
    );
    this.reader = new PointReader(this.plot, {
      count: () => this.#prepared?.points.length ?? 0,
      show: (index) => this.#showPoint(index),
      hide: () => this.#hidePoint(),
    });
  }

  /** @param {import('../core/resource.js').Snapshot} snapshot */
  show(snapshot) {
    const { t } = this.#context.i18n;
    const previous = this.#snapshot;
    this.#snapshot = snapshot;
    const { answer, error, isLoading, isOutdated } = snapshot;
    const rows = answer?.data ?? [];
    const isMissing = !answer || (error && isOutdated);
    const isEmpty = !isMissing && this.#declaration.kind.isEmpty(rows);
    setAttribute(this.element, 'aria-busy', String(isLoading));
    this.element.classList.toggle('is-updating', isLoading && Boolean(answer));
    fill(this.notice, error && !isMissing && staleNotice(this.title, t, this.#retry));
    for (const tool of this.tools) tool.disabled = isMissing || isEmpty;
    if (error && isMissing) return this.#coverWith(errorPanel(error, this.title, t, this.#retry));
    if (isMissing) return this.#coverWith(skeleton(t('chart.loading')));
    if (isEmpty) return this.#coverWith(emptyPanel(t));
    if (previous?.answer === answer && this.#chart) return this.#coverWith(null);
    this.#prepared = this.#declaration.kind.prepare(rows);
    this.#write();
    this.#draw();
  }

  destroy() {
    this.#isDestroyed = true;
    this.observer.disconnect();
    for (const unsubscribe of this.#subscriptions) unsubscribe();
    this.#chart?.dispose();
    this.#chart = null;
  }

  /** @returns {ChartEnvironment} */
  get #environment() {
    const { t, format } = this.#context.i18n;
    return { t, format, palette: readPalette(), width: this.plot.clientWidth, meta: this.#snapshot?.answer?.meta ?? {} };
  }

  /** Everything about the rows that is words: subtitle, summary, table. */
  #write() {
    const { t, format } = this.#context.i18n;
    const { kind } = this.#declaration;
    const environment = this.#environment;
    const range = environment.meta.range;
    const parts = [range && format.range(range.from, range.to), ...kind.subtitle(this.#prepared, environment)];
    this.subtitle.textContent = parts.filter(Boolean).join(' · ');
    this.summary.textContent = `${kind.summary(this.#prepared, environment)} ${t('chart.keys')}`;
    if (this.#isTable) this.#fillTable();
  }

  /** @param {{isStill?: boolean}} [how] */
  async #draw({ isStill = false } = {}) {
    if (!this.#prepared || !this.#snapshot?.answer) return;
    const { i18n } = this.#context;
    try {
      const echarts = await loadEngine();
      if (this.#isDestroyed) return;
      this.#chart ??= createChart(echarts, this.plot, i18n.language);
      this.#drawingError = null;
    } catch (error) {
      this.#drawingError = new ApiError('drawing', String(error));
      this.#coverWith(errorPanel(this.#drawingError, this.title, i18n.t, () => this.#draw()));
      return;
    }
    this.#size = this.#measure();
    this.#chart.setOption(
      { ...this.#option(this.#environment), animation: mayAnimate() && !isStill },
      { notMerge: true },
    );
    this.reader.leave();
    this.#uncover();
  }

  /** @param {ChartEnvironment} environment */
  #option(environment) {
    const { series, option } = this.#declaration.kind;
    const selected = Object.fromEntries(series.map(({ id, name }) => [environment.t(name), !this.#hidden.has(id)]));
    const built = /** @type {any} */ (option(this.#prepared, environment));
    return { ...built, legend: { ...built.legend, selected } };
  }

  #uncover() {
    const snapshot = this.#snapshot;
    if (!snapshot?.answer || (snapshot.error && snapshot.isOutdated)) return;
    if (!this.#declaration.kind.isEmpty(snapshot.answer.data)) this.#coverWith(null);
  }

  /** @param {HTMLElement | null} content stands over the plot; null shows the plot */
  #coverWith(content) {
    fill(this.cover, content);
    this.cover.hidden = content === null;
    const isCovered = content !== null;
    this.legend.hidden = this.#isTable;
    this.legend.classList.toggle('is-away', isCovered);
    this.table.hidden = isCovered || !this.#isTable;
    this.plot.classList.toggle('is-away', isCovered || this.#isTable);
    setAttribute(this.plot, 'tabindex', isCovered || this.#isTable ? null : '0');
  }

  #measure() {
    return `${this.plot.clientWidth}x${this.plot.clientHeight}`;
  }

  #resized() {
    if (!this.#chart || this.plot.clientWidth === 0 || this.#measure() === this.#size) return;
    this.#chart.resize();
    this.#draw({ isStill: true });
  }

  #toggleTable() {
    const { t } = this.#context.i18n;
    this.#isTable = !this.#isTable;
    const label = t(this.#isTable ? 'chart.chart' : 'chart.table');
    setAttribute(this.tableButton, 'aria-label', label);
    setAttribute(this.tableButton, 'title', label);
    fill(this.tableButton, icon(this.#isTable ? 'chart-column' : 'table-2'));
    if (this.#isTable) this.#fillTable();
    else fill(this.table);
    this.#coverWith(null);
  }

  #fillTable() {
    const { t, format } = this.#context.i18n;
    const rows = this.#snapshot?.answer?.data ?? [];
    fill(this.table, dataTable(rows, this.#declaration.kind.columns, { title: this.title, t, format }));
  }

  /** @param {number} index */
  #showPoint(index) {
    const zoomed = this.#chart?.getOption().dataZoom?.[0];
    if (zoomed && (index < zoomed.startValue || index > zoomed.endValue)) {
      this.#chart.dispatchAction({ type: 'dataZoom', start: 0, end: 100 });
    }
    this.#chart?.dispatchAction({ type: 'showTip', seriesIndex: 0, dataIndex: index });
    this.#context.say(this.#declaration.kind.pointText(this.#prepared, index, this.#environment));
  }

  #hidePoint() {
    for (const action of [{ type: 'hideTip' }, { type: 'updateAxisPointer', currTrigger: 'leave' }, { type: 'downplay' }]) {
      this.#chart?.dispatchAction(action);
    }
  }

  /** @param {string} ending */
  #fileName(ending) {
    const range = this.#snapshot?.answer?.meta.range;
    return `${[this.#declaration.file, range?.from, range?.to].filter(Boolean).join('-')}.${ending}`;
  }

  #saveCsv() {
    const rows = this.#snapshot?.answer?.data ?? [];
    this.#save(csvBlob(toCsv(rows, this.#declaration.kind.columns)), 'csv');
  }

  async #savePicture() {
    const { t, format } = this.#context.i18n;
    const environment = { ...this.#environment, width: PICTURE_PLOT.width, isPicture: true };
    const { palette, meta } = environment;
    const foot = ['Vitrine', meta.as_of && t('asof.label', { day: format.day(meta.as_of) })].filter(Boolean).join(' · ');
    const words = { title: this.title, subtitle: this.subtitle.textContent ?? '', foot };
    const series = this.#declaration.kind.series.filter((one) => !this.#hidden.has(one.id));
    const legend = series.map((one) => ({ ...one, name: t(one.name) }));
    this.#save(await chartPicture(this.#option(environment), { ...words, legend, palette }), 'png');
  }

  /**
   * @param {Blob} blob
   * @param {string} ending
   */
  #save(blob, ending) {
    const file = this.#fileName(ending);
    download(blob, file);
    this.#context.say(this.#context.i18n.t('chart.saved', { file }));
  }

  /** @returns {import('./definition.js').Definition} */
  #definition() {
    const { t, format } = this.#context.i18n;
    const { range, as_of: asOf } = this.#snapshot?.answer?.meta ?? {};
    /** @type {[string, string][]} */
    const facts = [[t('detail.unit'), t(this.#declaration.unit)]];
    if (range) facts.push([t('detail.range'), format.range(range.from, range.to)]);
    if (asOf) facts.push([t('detail.asof'), format.day(asOf)]);
    return { title: this.title, text: t(`${this.#declaration.id}.about`), facts };
  }

  /**
   * @param {string} name of the icon
   * @param {string} label
   * @param {() => void} act
   * @param {string} [text] shown beside the icon where there is room
   */
  #tool(name, label, act, text) {
    return h(
      'button',
      { type: 'button', class: 'button-tool', 'aria-label': label, title: label, disabled: true, on: { click: act } },
      icon(name),
      text && h('span', { class: 'button-text' }, text),
    );
  }

  /** @param {ChartKind['series'][number]} series */
  #legendItem({ id, name, mark }) {
    const { t } = this.#context.i18n;
    const toggle = () => {
      const isShown = this.#hidden.delete(id) || !this.#hidden.add(id);
      setAttribute(button, 'aria-pressed', String(isShown));
      this.#chart?.dispatchAction({ type: isShown ? 'legendSelect' : 'legendUnSelect', name: t(name) });
    };
    const button = h(
      'button',
      { type: 'button', class: 'legend-item', 'aria-pressed': 'true', on: { click: toggle } },
      h('span', { class: `swatch swatch-${mark}`, 'aria-hidden': 'true' }),
      t(name),
    );
    return button;
  }
}

/** @param {string} label */
function skeleton(label) {
  const bars = Array.from({ length: 14 }, (_, index) => h('span', { class: `skeleton-bar skeleton-bar-${index % 7}` }));
  return h('div', { class: 'skeleton-chart', role: 'img', 'aria-label': label }, bars);
}
