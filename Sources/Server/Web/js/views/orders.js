import { filled } from '../charts/filled.js';
import { dashboard } from './dashboard.js';

/** Deliveries that take longer are so few and so far apart that they would flatten all others. */
const LONGEST_DRAWN = 60;

/**
 * @param {string} id
 * @param {string} status
 * @param {string} icon
 * @param {string} accent
 * @param {boolean} [isLessBetter]
 * @returns {import('../types.js').Kpi}
 */
const statusCard = (id, status, icon, accent, isLessBetter) => ({
  id, metric: 'orders', icon, accent, isLessBetter, row: (rows) => rows.find((row) => row.status === status),
});

/** Orders by status, time, value and delivery. */
export const view = dashboard({
  id: 'orders',
  figures: {
    ask: { metrics: ['orders'], by: ['status'] },
    cards: [
      statusCard('delivered', 'delivered', 'circle-check', 'green'),
      statusCard('shipped', 'shipped', 'truck', 'blue'),
      statusCard('processing', 'processing', 'loader', 'cyan'),
      statusCard('canceled', 'canceled', 'circle-x', 'violet', true),
    ],
  },
  charts: [
    { id: 'orders.status', kind: 'time', span: 'wide', ask: { metrics: ['orders'], by: ['status'], grain: 'auto', isComparing: false }, series: 'status', value: 'orders', isLog: true },
    {
      id: 'orders.value', kind: 'bar', span: 'third', ask: { metrics: ['orders', 'revenue'], by: ['order_value_band'] },
      dimension: 'order_value_band', value: 'orders', isStanding: true, also: ['revenue'],
    },
    {
      id: 'orders.delivery', kind: 'bar', ask: { metrics: ['orders'], by: ['delivery_days'], sort: 'delivery_days', limit: 1000, isComparing: false },
      dimension: 'delivery_days', value: 'orders', isStanding: true, fill: filled, isRest: true, hue: 2, name: (row) => String(row.delivery_days),
      derive: (rows) => rows.filter((row) => row.delivery_days !== null && row.delivery_days <= LONGEST_DRAWN),
    },
    {
      id: 'orders.speed', kind: 'time', ask: { metrics: ['avg_delivery_days', 'median_delivery_days', 'p90_delivery_days'], grain: 'auto', isComparing: false },
      values: [{ metric: 'avg_delivery_days', hue: 0 }, { metric: 'median_delivery_days', hue: 2 }, { metric: 'p90_delivery_days', hue: 3 }],
    },
    {
      id: 'orders.punctuality', kind: 'time', ask: { metrics: ['late_orders', 'on_time_rate'], grain: 'auto', isComparing: false },
      values: [{ metric: 'late_orders', mark: 'bar', axis: 0, hue: 4 }, { metric: 'on_time_rate', mark: 'line', axis: 1, hue: 1 }],
    },
    {
      id: 'orders.hours', kind: 'heatmap', ask: { metrics: ['orders'], by: ['weekday', 'hour'], limit: 1000, isComparing: false },
      x: 'hour', y: 'weekday', value: 'orders', isFilled: true,
    },
  ],
});
