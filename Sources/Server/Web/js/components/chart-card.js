import { ApiError, questionUrl } from '../core/api.js';
import { fill, h, setAttribute, uniqueId } from '../core/dom.js';
import { columnsOf, ownDimensions } from '../charts/columns.js';
import { inWords } from '../charts/parts.js';
import { ChartPlot } from './chart-plot.js';
import { icon } from './icon.js';
import { emptyPanel, errorPanel, errorText, staleNotice } from './notice.js';

/** @typedef {import('../charts/types.js').ChartDeclaration} ChartDeclaration */

const needTables = () => import('./data-table.js');

/** A card with one chart, its words, its table and its downloads. */
export class ChartCard {
  #declaration;
  #context;
  #retry;
  /** @type {import('../types.js').Snapshot | null} */
  #snapshot = null;
  /** @type {any[]} */
  #rows = [];
  /** @type {ApiError | null} */
  #drawingError = null;
  #isTable;
  #wasChosen = '';
  /** Nothing of an answer is shown. */
  #isBlank = true;
  /** @type {Set<string>} */
  #hidden = new Set();

  /**
   * @param {ChartDeclaration} declaration
   * @param {import('../types.js').Context} context
   * @param {{retry: () => void, question: () => import('../types.js').Question | null}} source
   */
  constructor(declaration, context, source) {
    this.#declaration = declaration;
    this.#context = context;
    this.#retry = source.retry;
    this.source = source;
    this.#isTable = declaration.kind === 'table';
    this.#build();
  }

  /** @returns {import('../types.js').Ask} */
  get #ask() {
    const { ask } = this.#declaration;
    return (typeof ask === 'function' ? ask(this.#context.store.current) : ask) ?? {};
  }

  get #isTableOnly() {
    return this.#declaration.kind === 'table';
  }

  #build() {
    const { i18n, definitions } = this.#context;
    const { t } = i18n;
    const { id, kind, span = 'half', height = 'normal' } = this.#declaration;
    this.title = this.#declaration.titleOf?.(this.#context) ?? t(`${id}.title`);
    const titleId = uniqueId('chart');
    this.heading = h('h2', { id: titleId }, this.title);
    this.subtitle = h('p', { class: 'card-subtitle' }, '\u00a0');
    this.summary = h('p', { class: 'spoken', id: `${titleId}-summary` });
    this.cover = h('div', { class: 'plot-cover' }, skeleton(t('chart.loading')));
    this.table = h('div', { class: 'plot-table', hidden: true });
    this.notice = h('div', { class: 'card-notice' });
    this.legend = h('div', { class: 'legend', role: 'group', 'aria-label': `${t('chart.legend')}: ${this.title}` });
    this.plot = this.#isTableOnly ? null : new ChartPlot(this.#declaration, this.#context, {
      label: this.title,
      describedBy: `${titleId}-summary`,
      failed: (error) => this.#failed(error),
      drawn: () => this.#drawn(),
    });
    this.tableButton = this.#tool('table-2', 'chart.table', () => this.#toggleTable());
    const csv = this.#tool('download', 'chart.csv', () => this.#saveAs('csv'), 'CSV');
    const png = this.#tool('image', 'chart.png', () => this.#saveAs('png'), 'PNG');
    this.tools = this.#isTableOnly ? [csv] : [this.tableButton, csv, png];
    this.element = h(
      'section',
      { class: `card chart-card span-${span} height-${height}`, 'aria-labelledby': titleId, dataset: { chart: id, kind } },
      h(
        'header',
        { class: 'card-head' },
        h(
          'div',
          { class: 'card-heading' },
          this.heading,
          definitions.button(t('detail.about', { name: this.title }), () => this.#definition()),
          this.subtitle,
        ),
        this.control = h('div', { class: 'card-control' }, this.#declaration.control?.(this.#context)),
        h('div', { class: 'card-tools' }, this.tools),
      ),
      this.legend,
      this.notice,
      this.summary,
      h('div', { class: 'plot-frame' }, this.plot?.element, this.cover, this.table),
    );
    this.element.addEventListener('vitrine:read', (event) => this.#read(/** @type {CustomEvent} */ (event).detail));
  }

  /**
   * The chart as it stands, in the `detail` of a `vitrine:read` event sent to the card: question, rows, marks drawn.
   * @param {any} detail
   */
  #read(detail) {
    const question = this.source.question();
    Object.assign(detail, {
      url: question && questionUrl(question),
      rows: this.#rows,
      meta: this.#snapshot?.answer?.meta,
      columns: this.#columns.map(({ name }) => name),
      ...this.plot?.read(),
    });
  }

  /** @param {import('../types.js').Snapshot} snapshot */
  show(snapshot) {
    if (snapshot === this.#snapshot) return;
    const { t } = this.#context.i18n;
    const previous = this.#snapshot;
    this.#snapshot = snapshot;
    const { answer, error, isLoading, isOutdated } = snapshot;
    const isMissing = !answer || (isOutdated && (Boolean(error) || this.#isBlank));
    const isNew = previous?.answer !== answer;
    if (answer && isNew) this.#takeIn(answer);
    const isEmpty = !isMissing && this.#isEmpty();
    setAttribute(this.element, 'aria-busy', String(isLoading || !(answer || error)));
    this.element.classList.toggle('is-updating', isLoading && Boolean(answer));
    fill(this.notice, error && !isMissing && staleNotice(this.title, this.#context, this.#retry));
    for (const tool of this.tools) tool.disabled = isMissing || isEmpty;
    const wasBlank = this.#isBlank;
    this.#isBlank = isMissing || isEmpty;
    if (this.#isBlank) {
      this.summary.textContent = '';
      this.subtitle.textContent = '\u00a0';
    }
    if (error && isMissing) return this.#coverWith(errorPanel(error, this.title, this.#context, this.#retry));
    if (isMissing) return this.#coverWith(skeleton(t('chart.loading')));
    if (isEmpty) return this.#coverWith(emptyPanel(t));
    if (wasBlank && this.#isTableOnly) this.#write([]);
    if (this.#isTableOnly || !(isNew || wasBlank)) return this.#coverWith(null);
    this.plot?.show(this.#rows, answer?.meta ?? {}, this.#hidden);
  }

  /** Marks what is chosen, where the state changed and the rows did not. */
  showState() {
    const { filters } = this.#context.store.current;
    const chosen = JSON.stringify(ownDimensions(this.#declaration).map((dimension) => filters[dimension] ?? null));
    if (chosen === this.#wasChosen) return;
    this.#wasChosen = chosen;
    if (this.#isTableOnly) this.#fillTable(true);
    else this.plot?.redraw();
  }

  /**
   * The names of a dimension's values changed.
   * @param {string} dimension
   */
  redraw(dimension) {
    const { by } = this.source.question()?.parameters ?? {};
    if (!String(by ?? '').split(',').includes(dimension)) return;
    if (this.#snapshot?.answer) this.#takeIn(this.#snapshot.answer);
    this.plot?.redraw();
  }

  destroy() {
    this.plot?.destroy();
  }

  /** @param {import('../types.js').Answer<any>} answer */
  #takeIn({ data, meta }) {
    const { derive } = this.#declaration;
    this.#rows = derive ? derive(data, meta, this.#context) : data;
    if (this.#isTable) this.#fillTable();
  }

  #isEmpty() {
    if (this.#rows.length === 0) return true;
    const { value, derive } = this.#declaration;
    // A fixed endpoint is asked for no metrics: what it draws tells.
    const metrics = String(this.source.question()?.parameters?.metrics ?? value ?? '').split(',').filter(Boolean);
    return metrics.length > 0 && !derive
      && this.#rows.every((row) => metrics.every((metric) => row[metric] === null || Number(row[metric]) === 0));
  }

  /** After each drawing: the words that depend on the marks. */
  #drawn() {
    const { t } = this.#context.i18n;
    const model = this.plot?.model;
    if (!model) return;
    this.#drawingError = null;
    if (this.#declaration.titleOf) this.heading.textContent = this.title = this.#declaration.titleOf(this.#context);
    if (this.#isBlank) return;
    this.#write(model.notes ?? []);
    this.summary.textContent = this.#summary(model.marks);
    this.#fillLegend(model.series ?? []);
    if (model.marks.length === 0) this.#coverWith(emptyPanel(t));
    else this.#coverWith(null);
  }

  /** @param {string[]} notes */
  #write(notes) {
    const { t } = this.#context.i18n;
    const meta = this.#snapshot?.answer?.meta;
    const parts = [...notes];
    if (meta?.is_truncated && this.#rows.length > 0 && !this.#declaration.isRest) parts.unshift(t('chart.first', { count: this.#ask.limit ?? this.#rows.length }));
    const key = `${this.#declaration.id}.note`;
    if (this.#context.i18n.has(key)) parts.unshift(t(key));
    this.subtitle.textContent = parts.join(' · ') || '\u00a0';
  }

  /** @param {import('../charts/types.js').Mark[]} marks */
  #summary(marks) {
    const { t } = this.#context.i18n;
    const sized = marks.filter((mark) => mark.size !== null);
    if (sized.length === 0) return '';
    const most = sized.reduce((best, mark) => (Number(mark.size) > Number(best.size) ? mark : best));
    const least = sized.reduce((best, mark) => (Number(mark.size) < Number(best.size) ? mark : best));
    return t('chart.summary', { title: this.title, count: marks.length, most: inWords(most), least: inWords(least) });
  }

  /** @param {ApiError} error */
  #failed(error) {
    this.#drawingError = error;
    this.#coverWith(errorPanel(error, this.title, this.#context, () => this.plot?.redraw()));
  }

  /** @param {HTMLElement | null} content stands over the plot; null shows the plot or the table */
  #coverWith(content) {
    const isCovered = content !== null;
    const isFailed = this.#drawingError !== null && !this.#isTable;
    if (!isCovered && isFailed) return;
    fill(this.cover, content);
    this.cover.hidden = !isCovered;
    this.legend.hidden = isCovered || this.#isTable || this.legend.childElementCount === 0;
    this.table.hidden = isCovered || !this.#isTable;
    this.plot?.cover(isCovered || this.#isTable);
  }

  async #toggleTable() {
    const { i18n: { t }, attempt } = this.#context;
    if (!this.#isTable && !(await attempt(needTables))) return;
    this.#isTable = !this.#isTable;
    const label = `${t(this.#isTable ? 'chart.chart' : 'chart.table')}: ${this.title}`;
    setAttribute(this.tableButton, 'aria-label', label);
    setAttribute(this.tableButton, 'title', label);
    fill(this.tableButton, icon(this.#isTable ? 'chart-column' : 'table-2'));
    if (this.#isTable) this.#fillTable();
    else fill(this.table);
    if (this.#drawingError && !this.#isTable) this.#failed(this.#drawingError);
    else this.#coverWith(null);
  }

  get #columns() {
    return columnsOf(this.#rows, this.#snapshot?.answer?.meta ?? {}, this.#declaration);
  }

  /**
   * @param {boolean} [isSame] but for what is chosen
   * @returns {Promise<void>}
   */
  async #fillTable(isSame) {
    const tables = await needTables().catch(() => null);
    if (isSame && tables) return tables.markChosen(this.table, this.#context.store);
    if (!this.#isTable) return;
    if (!tables) return this.#coverWith(errorPanel(new ApiError('network', ''), this.title, this.#context, () => this.#fillTable()));
    if (this.cover.querySelector('.panel-error') && !this.#isBlank) this.#coverWith(null);
    const { filter, kind } = this.#declaration;
    const { meta } = this.#snapshot?.answer ?? {};
    const dimension = kind === 'table' && typeof filter === 'string' ? filter : undefined;
    tables.showTable(this.table, this.#rows, this.#columns, { title: this.title, context: this.#context, dimension, field: this.#declaration.field });
    if (this.#isTableOnly && meta) this.#write([]);
  }

  /** @param {'csv' | 'png'} kind */
  async #saveAs(kind) {
    const { i18n, say, tell, explain, attempt } = this.#context;
    const question = this.source.question();
    const meta = this.#snapshot?.answer?.meta;
    if (!question || !meta || (kind === 'png' && !this.plot?.model)) return;
    const files = await attempt(() => import('./chart-files.js'));
    if (!files) return;
    try {
      const file = await files.saveChart(kind, {
        declaration: this.#declaration, context: this.#context, question, meta, rows: this.#rows, columns: this.#columns, plot: this.plot, hidden: this.#hidden,
        title: this.title, subtitle: this.subtitle.textContent?.trim() ?? '',
      });
      say(i18n.t('chart.saved', { file }));
    } catch (error) {
      tell('chart.notSaved', errorText(await explain(error), this.#context));
    }
  }

  async #definition() {
    const { chartDefinition } = await import('./definition-words.js');
    const metrics = this.source.question()?.parameters?.metrics;
    return chartDefinition(this.#declaration.id, this.title, String(metrics ?? ''), this.#snapshot?.answer?.meta, this.#context);
  }

  /**
   * @param {string} name of the icon
   * @param {string} label key
   * @param {() => void} act
   * @param {string} [text] shown beside the icon where there is room
   */
  #tool(name, label, act, text) {
    const words = this.#context.i18n.t(label);
    return h(
      'button',
      { type: 'button', class: 'button-tool', 'aria-label': `${words}: ${this.title}`, title: words, disabled: true, on: { click: act } },
      icon(name),
      text && h('span', { class: 'button-text' }, text),
    );
  }

  /** @param {import('../charts/types.js').Series[]} series */
  #fillLegend(series) {
    const known = series.map(({ id, name, color, value }) => `${id} ${name} ${color} ${value ?? ''}`).join('|');
    if (this.legend.dataset.known === known) return;
    this.legend.dataset.known = known;
    const focused = [...this.legend.children].indexOf(/** @type {Element} */ (document.activeElement));
    fill(this.legend, series.map((one) => this.#legendItem(one)));
    /** @type {HTMLElement | undefined} */ (this.legend.children[focused])?.focus();
    this.legend.hidden = this.#isTable || series.length === 0;
  }

  /** @param {import('../charts/types.js').Series} series */
  #legendItem({ id, name, color, mark, value }) {
    const toggle = () => {
      const isShown = this.#hidden.delete(id) || !this.#hidden.add(id);
      setAttribute(button, 'aria-pressed', String(isShown));
      this.plot?.redraw();
    };
    const point = () => this.plot?.point(id);
    const leave = () => this.plot?.point();
    const swatch = h('span', { class: `swatch swatch-${mark}`, 'aria-hidden': 'true' });
    swatch.style.background = color;
    const button = h(
      'button',
      {
        type: 'button', class: 'legend-item', 'aria-pressed': String(!this.#hidden.has(id)),
        on: { click: toggle, pointerenter: point, focus: point, pointerleave: leave, blur: leave },
      },
      swatch, h('span', {}, name), value && h('span', { class: 'legend-value' }, value),
    );
    return button;
  }
}

/** @param {string} label */
function skeleton(label) {
  const bars = Array.from({ length: 14 }, (_, index) => h('span', { class: `skeleton-bar skeleton-bar-${index % 7}` }));
  return h('div', { class: 'skeleton-chart', role: 'img', 'aria-label': label }, bars);
}
