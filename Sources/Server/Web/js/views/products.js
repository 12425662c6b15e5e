import { dashboard } from './dashboard.js';

/** What sells, at which prices, and how it is liked. */
export const view = dashboard({
  id: 'products',
  figures: {
    ask: { metrics: ['items', 'revenue', 'products_sold', 'avg_price'] },
    trend: { metrics: ['items', 'revenue', 'products_sold', 'avg_price'], grain: 'auto' },
    cards: [
      { id: 'items', icon: 'boxes', accent: 'violet' },
      { id: 'revenue', icon: 'banknote', accent: 'green' },
      { id: 'products_sold', icon: 'tag', accent: 'blue' },
      { id: 'avg_price', icon: 'receipt', accent: 'cyan' },
    ],
  },
  charts: [
    {
      id: 'products.top', kind: 'bar', height: 'taller', ask: { metrics: ['items', 'revenue', 'avg_price'], by: ['product', 'category'], limit: 20 },
      dimension: 'product', value: 'items', also: ['revenue', 'avg_price'],
      name: (row, { names }) => `${row.product.slice(0, 6)} · ${names.label('category', row.category)}`, note: (row) => row.product,
    },
    {
      id: 'products.categories', kind: 'bar', height: 'taller', ask: { metrics: ['revenue', 'items'], by: ['category'], limit: 20 },
      dimension: 'category', value: 'revenue', hue: 1, also: ['items'],
    },
    {
      id: 'products.areas', kind: 'treemap', span: 'wide', height: 'tall', ask: { metrics: ['revenue', 'orders', 'avg_review_score'], by: ['category'], limit: 100, isComparing: false },
      dimension: 'category', value: 'revenue', also: ['orders', 'avg_review_score'],
    },
    {
      id: 'products.prices', kind: 'bar', span: 'third', height: 'tall', ask: { metrics: ['items', 'revenue'], by: ['price_band'] },
      dimension: 'price_band', value: 'items', isStanding: true, also: ['revenue'], hue: 2,
    },
    {
      id: 'products.liking', kind: 'bubble', height: 'tall', from: 'products.areas', dimension: 'category',
      x: 'revenue', y: 'avg_review_score', value: 'orders', isFromZero: false, derive: (rows) => rows.slice(0, 30),
    },
    {
      id: 'products.trends', kind: 'multiples', height: 'tall', ask: { metrics: ['revenue'], by: ['category'], grain: 'auto', limit: 12, isComparing: false },
      series: 'category', value: 'revenue',
    },
  ],
});
