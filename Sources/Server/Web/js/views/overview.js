import { dashboard } from './dashboard.js';

/** The first page: the figures of the shop, their course, and where they come from. */
export const view = dashboard({
  id: 'overview',
  figures: {
    ask: { metrics: ['orders', 'revenue', 'customers', 'avg_order_value', 'avg_review_score', 'on_time_rate', 'repeat_rate'] },
    trend: {
      metrics: ['orders', 'revenue', 'customers', 'avg_order_value', 'avg_review_score', 'on_time_rate', 'repeat_rate'],
      grain: 'auto',
      isComparing: true,
    },
    cards: [
      { id: 'orders', icon: 'shopping-bag', accent: 'violet' },
      { id: 'revenue', icon: 'banknote', accent: 'green' },
      { id: 'customers', icon: 'users', accent: 'blue' },
      { id: 'avg_order_value', icon: 'receipt', accent: 'cyan' },
      { id: 'avg_review_score', icon: 'star', accent: 'violet' },
      { id: 'on_time_rate', icon: 'truck', accent: 'green' },
      { id: 'repeat_rate', icon: 'repeat', accent: 'blue' },
    ],
  },
  charts: [
    {
      id: 'overview.timeline', kind: 'time', span: 'wide', height: 'tall', from: 'trend',
      values: [{ metric: 'orders', mark: 'bar', axis: 0, hue: 0 }, { metric: 'revenue', mark: 'line', axis: 1, hue: 1 }],
    },
    { id: 'overview.status', kind: 'pie', span: 'third', height: 'tall', ask: { metrics: ['orders'], by: ['status'] }, dimension: 'status', value: 'orders' },
    { id: 'overview.categories', kind: 'bar', span: 'wide', ask: { metrics: ['revenue'], by: ['category'], limit: 10 }, dimension: 'category', value: 'revenue', hue: 1 },
    {
      id: 'overview.payments', kind: 'pie', span: 'third', ask: { metrics: ['payment_value', 'payments'], by: ['payment_type'] },
      dimension: 'payment_type', value: 'payment_value',
    },
    {
      id: 'overview.lifetime', kind: 'bar', ask: { path: '/api/customers/lifetime-value' }, dimension: 'segment', value: 'customer_count', hue: 2, filter: false,
      also: ['avg_lifetime_value', 'avg_orders_per_customer'],
    },
    {
      id: 'overview.reviews', kind: 'bar', ask: { metrics: ['reviews'], by: ['review_score'], sort: 'review_score' },
      dimension: 'review_score', value: 'reviews', isStanding: true, hue: 0,
    },
  ],
  tiles: {
    ask: { metrics: ['items', 'products_sold', 'active_sellers', 'canceled_orders', 'payments', 'payment_value', 'freight', 'avg_installments'] },
    cards: [
      { id: 'items', icon: 'boxes' },
      { id: 'products_sold', icon: 'tag' },
      { id: 'active_sellers', icon: 'store' },
      { id: 'canceled_orders', icon: 'circle-x', isLessBetter: true },
      { id: 'payments', icon: 'credit-card' },
      { id: 'payment_value', icon: 'wallet' },
      { id: 'freight', icon: 'package' },
      { id: 'avg_installments', icon: 'calendar-range' },
    ],
  },
});
