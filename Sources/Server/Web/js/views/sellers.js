import { dashboard } from './dashboard.js';

/** @param {any} row @param {any} environment */
const name = (row, { names }) => `${row.seller.slice(0, 6)} · ${names.label('seller_city', row.seller_city)}, ${row.seller_state}`;

/** @param {any} row */
const note = (row) => row.seller;

/** Who sells, how much, how dearly and how well; and how much of it the largest hold. */
export const view = dashboard({
  id: 'sellers',
  figures: {
    ask: { metrics: ['active_sellers', 'revenue', 'items', 'avg_price'] },
    trend: { metrics: ['active_sellers', 'revenue', 'items', 'avg_price'], grain: 'auto' },
    cards: [
      { id: 'active_sellers', icon: 'store', accent: 'blue' },
      { id: 'revenue', icon: 'banknote', accent: 'green' },
      { id: 'items', icon: 'boxes', accent: 'violet' },
      { id: 'avg_price', icon: 'receipt', accent: 'cyan' },
    ],
  },
  charts: [
    {
      id: 'sellers.top', kind: 'bar', height: 'taller', dimension: 'seller', value: 'revenue', hue: 1, also: ['items', 'avg_price'], name, note,
      ask: {
        metrics: ['revenue', 'items', 'avg_price', 'orders', 'avg_delivery_days', 'avg_review_score'],
        by: ['seller', 'seller_city', 'seller_state'], limit: 20,
      },
    },
    {
      id: 'sellers.items', kind: 'bar', height: 'taller', ask: { metrics: ['items', 'revenue'], by: ['seller', 'seller_city', 'seller_state'], limit: 20, isComparing: false },
      dimension: 'seller', value: 'items', also: ['revenue'], name, note,
    },
    {
      id: 'sellers.prices', kind: 'bar', height: 'taller', from: 'sellers.top', dimension: 'seller', value: 'avg_price', hue: 2, also: ['items'], name, note,
      derive: (rows) => [...rows].sort((one, other) => other.avg_price - one.avg_price),
    },
    {
      id: 'sellers.states', kind: 'bar', height: 'taller', ask: { metrics: ['active_sellers', 'revenue', 'orders'], by: ['seller_state'], limit: 20 },
      dimension: 'seller_state', value: 'active_sellers', hue: 3, also: ['revenue', 'orders'],
    },
    {
      id: 'sellers.concentration', kind: 'lorenz', height: 'tall', ask: { path: '/api/sellers/concentration' }, filter: false,
      derive: ({ curve, gini, seller_count: count }) => (count > 0 ? curve.map((/** @type {any} */ point) => ({ ...point, gini, count })) : []),
      columns: ['seller_share', 'revenue_share'], isOwnCsv: true,
    },
    {
      id: 'sellers.service', kind: 'bubble', height: 'tall', from: 'sellers.top', dimension: 'seller', x: 'avg_delivery_days', y: 'avg_review_score', value: 'revenue',
      isFromZero: false, isFromZeroAcross: false, hue: 2, note: (row, environment) => name(row, environment),
    },
  ],
});
