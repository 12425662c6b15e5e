import { ownDimensions } from '../charts/columns.js';
import { ChartCard } from '../components/chart-card.js';
import { KpiCard } from '../components/kpi-card.js';
import { errorPanel, staleNotice } from '../components/notice.js';
import { fill, h, setAttribute } from '../core/dom.js';
import { questionOf } from '../core/question.js';

/** @import { DashboardDeclaration, Figures, Snapshot } from '../types.js' */

/**
 * @param {DashboardDeclaration} declaration
 * @returns {import('../types.js').ViewModule}
 */
export function dashboard(declaration) {
  const { figures, tiles, charts } = declaration;
  /** @type {Record<string, (state: import('../types.js').FilterState) => import('../types.js').Question>} */
  const questions = {};
  if (figures) questions.figures = (state) => questionOf(figures.ask, state);
  if (figures?.trend) {
    const { trend } = figures;
    questions.trend = (state) => questionOf({ isComparing: false, ...trend }, state);
  }
  if (tiles) questions.tiles = (state) => questionOf(tiles.ask, state);
  for (const chart of charts) {
    const { ask } = chart;
    if (ask) questions[chart.id] = (state) => questionOf(typeof ask === 'function' ? ask(state) : ask, state, ownDimensions(chart));
  }
  return { questions, create: (context) => new DashboardView(declaration, context) };
}

class DashboardView {
  #declaration;
  #context;
  /** @type {Map<string, ChartCard>} */
  #charts = new Map();
  /** @type {Map<HTMLElement, Snapshot>} */
  #figuresShown = new Map();

  /**
   * @param {DashboardDeclaration} declaration
   * @param {import('../types.js').Context} context
   */
  constructor(declaration, context) {
    this.#declaration = declaration;
    this.#context = context;
    const { t } = context.i18n;
    const { figures, tiles, charts } = declaration;
    const cards = (/** @type {Figures | undefined} */ group, /** @type {import('../types.js').KpiSize} */ size) =>
      (group?.cards ?? []).map((kpi) => new KpiCard(kpi, size, context));
    this.heroes = cards(figures, 'hero');
    this.tiles = cards(tiles, 'tile');
    for (const chart of charts) {
      const name = chart.from ?? chart.id;
      this.#charts.set(chart.id, new ChartCard(chart, context, { retry: () => context.reload(name), question: () => context.question(name) }));
    }
    const list = (/** @type {string} */ name, /** @type {KpiCard[]} */ members) =>
      h('ul', { class: `${name} ${name}-${members.length}` }, members.map((card) => card.element));
    this.figuresNotice = h('div', { class: 'figures-notice' });
    this.figures = list('heroes', this.heroes);
    this.tilesNotice = h('div', { class: 'figures-notice' });
    this.tilesList = list('tiles', this.tiles);
    this.element = h(
      'div',
      { class: 'dashboard' },
      this.heroes.length > 0 && h('section', { class: 'figures' }, h('h2', { class: 'spoken' }, t('figures.title')), this.figuresNotice, this.figures),
      h('div', { class: 'charts' }, [...this.#charts.values()].map((chart) => chart.element)),
      this.tiles.length > 0 && h('section', { class: 'card volume' }, h('h2', {}, t('figures.more')), this.tilesNotice, this.tilesList),
    );
    fitRows(charts.map(({ span }) => span ?? 'half'), [...this.#charts.values()].map((chart) => chart.element));
  }

  /** @param {Record<string, Snapshot>} snapshots */
  show(snapshots) {
    const { figures, trend, tiles } = snapshots;
    if (figures) this.#showFigures(figures, this.heroes, this.figures, this.figuresNotice, 'figures');
    if (trend?.answer && !trend.isOutdated) for (const card of this.heroes) card.showTrend(trend.answer);
    if (tiles) this.#showFigures(tiles, this.tiles, this.tilesList, this.tilesNotice, 'tiles');
    for (const chart of this.#declaration.charts) {
      this.#charts.get(chart.id)?.show(snapshots[chart.from ?? chart.id]);
    }
  }

  /** What is chosen is marked at once, without waiting for answers. */
  showState() {
    for (const chart of this.#charts.values()) chart.showState();
  }

  /** @param {string} dimension whose names changed */
  redraw(dimension) {
    for (const chart of this.#charts.values()) chart.redraw(dimension);
  }

  /**
   * @param {Snapshot} snapshot
   * @param {KpiCard[]} cards
   * @param {HTMLElement} group
   * @param {HTMLElement} notice
   * @param {string} question
   */
  #showFigures(snapshot, cards, group, notice, question) {
    if (this.#figuresShown.get(group) === snapshot) return;
    this.#figuresShown.set(group, snapshot);
    const { answer, error, isLoading, isOutdated } = snapshot;
    const { t } = this.#context.i18n;
    const isMissing = Boolean(error) && (!answer || isOutdated);
    const name = t(question === 'tiles' ? 'figures.more' : 'figures.title');
    const retry = () => this.#context.reload(question);
    if (!error) fill(notice);
    else if (isMissing) fill(notice, h('div', { class: 'card' }, errorPanel(error, name, this.#context, retry)));
    else fill(notice, staleNotice(name, this.#context, retry));
    group.hidden = isMissing;
    setAttribute(group, 'aria-busy', String(isLoading || !(answer || error)));
    group.classList.toggle('is-updating', isLoading && Boolean(answer));
    if (!answer || isMissing) return;
    for (const card of cards) card.show(answer);
  }

  /**
   * @param {Record<string, Snapshot>} snapshots
   * @returns {string} what the view shows now, for screen readers
   */
  announcement({ figures }) {
    const { i18n } = this.#context;
    const { answer, error } = figures ?? {};
    if (!answer?.meta.range || error) return '';
    const words = this.heroes.slice(0, 3).map((card) => `${card.element.querySelector('h3')?.textContent} ${card.value.textContent}`);
    return `${i18n.format.range(answer.meta.range.from, answer.meta.range.to)}: ${words.join(', ')}.`;
  }

  destroy() {
    for (const chart of this.#charts.values()) chart.destroy();
  }
}

/** Twelfths of a row. */
const SPANS = { third: 4, half: 6, wide: 8, full: 12 };

/**
 * No row ends ragged: a chart that would stand alone takes the rest of its row. On paper all small ones
 * stand two by two; of an odd number, one stays beside the wide one before it.
 * @param {(keyof typeof SPANS)[]} spans
 * @param {HTMLElement[]} elements
 */
function fitRows(spans, elements) {
  let isHalfFull = false;
  spans.forEach((span, index) => {
    const isLarge = span === 'wide' || span === 'full';
    const next = spans[index + 1];
    const isAlone = !isHalfFull && (next === undefined || next === 'wide' || next === 'full');
    const isFull = isLarge || isAlone;
    elements[index].classList.add(isFull ? 'medium-full' : 'medium-half');
    isHalfFull = isFull ? false : !isHalfFull;
  });
  if (spans.filter((span) => SPANS[span] <= 6).length % 2 === 0) return;
  const third = spans.findIndex((span, index) => span === 'third' && spans[index - 1] === 'wide');
  elements[third]?.classList.add('paper-third');
  elements[third - 1]?.classList.add('paper-wide');
}
