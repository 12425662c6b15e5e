import { ordersTimeline } from '../charts/orders-timeline.js';
import { ChartCard } from '../components/chart-card.js';
import { KpiCard } from '../components/kpi-card.js';
import { errorPanel, staleNotice } from '../components/notice.js';
import { fill, h, setAttribute } from '../core/dom.js';

/**
 * @typedef {import('../components/kpi-card.js').Kpi} Kpi
 * @typedef {import('../core/state.js').FilterState} FilterState
 */

/**
 * @param {any} data of /api/overview
 * @param {string} status
 * @returns {number | null} orders with that status
 */
function withStatus(data, status) {
  const found = (data.order_status_distribution ?? []).find((/** @type {any} */ row) => row.order_status === status);
  return found ? Number(found.count) : 0;
}

/** @type {Kpi[]} */
const HEROES = [
  {
    id: 'orders', icon: 'shopping-bag', accent: 'violet', format: 'integer', unit: 'unit.orders',
    value: (data) => data.total_orders,
    context: (data, { t }) => t('kpi.orders.context', { count: withStatus(data, 'delivered') ?? 0 }),
  },
  {
    id: 'revenue', icon: 'banknote', accent: 'green', format: 'money', unit: 'unit.brl',
    value: (data) => data.total_revenue,
    context: (data, { t, format }) =>
      data.total_freight === null ? null : t('kpi.revenue.context', { freight: format.money(data.total_freight) }),
  },
  {
    id: 'customers', icon: 'users', accent: 'blue', format: 'integer', unit: 'unit.people',
    value: (data) => data.total_customers,
    context: (data, { t, format }) => t('kpi.customers.context', { orders: format.integer(data.total_orders) }),
  },
  {
    id: 'average', icon: 'receipt', accent: 'cyan', format: 'money', unit: 'unit.brl',
    value: (data) => data.avg_order_value,
    context: (data, { t, format }) =>
      t('kpi.average.context', { items: format.integer(data.total_items_sold), orders: format.integer(data.total_orders) }),
  },
];

/** @type {Kpi[]} */
const METERS = [
  {
    id: 'onTime', icon: 'truck', accent: 'green', format: 'percent', unit: 'unit.percent', maximum: 1,
    value: (data) => data.on_time_rate,
  },
  {
    id: 'review', icon: 'star', accent: 'violet', format: 'decimal', unit: 'unit.score', maximum: 5,
    value: (data) => data.avg_review_score,
  },
  {
    id: 'repeat', icon: 'repeat', accent: 'blue', format: 'percent', unit: 'unit.percent', maximum: 1,
    value: (data) => data.repeat_rate,
  },
];

/** @type {Kpi[]} */
const TILES = [
  { id: 'items', icon: 'boxes', format: 'integer', unit: 'unit.items', value: (data) => data.total_items_sold },
  { id: 'products', icon: 'tag', format: 'integer', unit: 'unit.products', value: (data) => data.total_products },
  { id: 'sellers', icon: 'store', format: 'integer', unit: 'unit.sellers', value: (data) => data.active_sellers },
  { id: 'canceled', icon: 'circle-x', format: 'integer', unit: 'unit.orders', value: (data) => withStatus(data, 'canceled') },
  { id: 'payments', icon: 'credit-card', format: 'integer', unit: 'unit.payments', value: (data) => data.total_payments },
  { id: 'paymentValue', icon: 'wallet', format: 'money', unit: 'unit.brl', value: (data) => data.total_payment_value },
  { id: 'freight', icon: 'package', format: 'money', unit: 'unit.brl', value: (data) => data.total_freight },
  {
    id: 'installments', icon: 'calendar-range', format: 'decimal', unit: 'unit.installments',
    value: (data) => data.avg_installments,
  },
];

/** The first page: the figures of the shop, and its orders and revenue over time. */
class OverviewView {
  #context;
  #retryFigures;

  /** @param {import('../app.js').Context} context */
  constructor(context) {
    this.#context = context;
    const { t } = context.i18n;
    this.#retryFigures = () => context.reload('overview');
    const cards = (/** @type {Kpi[]} */ kpis, /** @type {import('../components/kpi-card.js').KpiSize} */ size) =>
      kpis.map((kpi) => new KpiCard(kpi, size, context));
    const heroes = cards(HEROES, 'hero');
    const meters = cards(METERS, 'meter');
    const tiles = cards(TILES, 'tile');
    this.cards = [...heroes, ...meters, ...tiles];
    this.timeline = new ChartCard(
      { id: 'timeline', kind: ordersTimeline, unit: 'unit.timeline', file: 'vitrine-orders-timeline' },
      context,
      () => context.reload('timeline'),
    );
    const list = (/** @type {string} */ name, /** @type {KpiCard[]} */ members) =>
      h('ul', { class: name }, members.map((card) => card.element));
    this.notice = h('div', { class: 'figures-notice' });
    this.groups = [
      list('heroes', heroes),
      h('section', { class: 'side', 'aria-label': t('overview.figures') }, list('meters', meters)),
      h('section', { class: 'card volume' }, h('h2', {}, t('overview.volume')), list('tiles', tiles)),
    ];
    const [first, side, volume] = this.groups;
    this.element = h(
      'div',
      { class: 'overview' },
      h('section', { class: 'figures' }, h('h2', { class: 'spoken' }, t('overview.figures')), this.notice, first),
      this.timeline.element,
      side,
      volume,
    );
  }

  /** @param {Record<string, import('../core/resource.js').Snapshot>} snapshots */
  show({ overview, timeline }) {
    this.#showFigures(overview);
    this.timeline.show(timeline);
  }

  /** @param {import('../core/resource.js').Snapshot} snapshot */
  #showFigures({ answer, error, isLoading, isOutdated }) {
    const { t } = this.#context.i18n;
    const isMissing = Boolean(error) && (!answer || isOutdated);
    const name = t('overview.figures');
    if (!error) fill(this.notice);
    else if (isMissing) fill(this.notice, h('div', { class: 'card' }, errorPanel(error, name, t, this.#retryFigures)));
    else fill(this.notice, staleNotice(name, t, this.#retryFigures));
    this.element.classList.toggle('has-no-figures', isMissing);
    for (const group of this.groups) {
      group.hidden = isMissing;
      setAttribute(group, 'aria-busy', String(isLoading));
      group.classList.toggle('is-updating', isLoading && Boolean(answer));
    }
    if (!answer || isMissing) return;
    for (const card of this.cards) card.show(answer);
  }

  /**
   * @param {Record<string, import('../core/resource.js').Snapshot>} snapshots
   * @returns {string} what the view shows now, for screen readers
   */
  announcement({ overview }) {
    const { t, format } = this.#context.i18n;
    const { answer } = overview;
    if (!answer?.meta.range || overview.error) return '';
    return t('overview.summary', {
      period: format.range(answer.meta.range.from, answer.meta.range.to),
      orders: format.integer(answer.data.total_orders),
      revenue: format.money(answer.data.total_revenue),
    });
  }

  destroy() {
    this.timeline.destroy();
  }
}

/** @type {import('./registry.js').ViewDeclaration} */
export const overview = {
  id: 'overview',
  title: 'overview.title',
  questions: {
    overview: ({ days }) => ({ path: '/api/overview', parameters: { days } }),
    timeline: ({ days }) => ({ path: '/api/orders/timeline', parameters: { days } }),
  },
  create: (context) => new OverviewView(context),
};
