import { endOf } from '../core/dates.js';
import { dashboard } from './dashboard.js';

/** Who buys, where, how often and for how long. */
export const view = dashboard({
  id: 'customers',
  figures: {
    ask: { metrics: ['customers', 'new_customers', 'repeat_rate', 'orders_per_customer'] },
    trend: { metrics: ['customers', 'new_customers', 'returning_customers', 'repeat_rate', 'orders_per_customer'], grain: 'auto' },
    cards: [
      { id: 'customers', icon: 'users', accent: 'blue' },
      { id: 'new_customers', icon: 'user-plus', accent: 'green' },
      { id: 'repeat_rate', icon: 'repeat', accent: 'violet' },
      { id: 'orders_per_customer', icon: 'shopping-bag', accent: 'cyan' },
    ],
  },
  charts: [
    {
      id: 'customers.states', kind: 'bar', height: 'taller', ask: { metrics: ['customers', 'orders', 'revenue'], by: ['state'], limit: 15 },
      dimension: 'state', value: 'customers', hue: 2, also: ['orders', 'revenue'],
    },
    {
      id: 'customers.cities', kind: 'bar', height: 'taller', ask: { metrics: ['customers', 'orders'], by: ['city', 'state'], limit: 20 },
      dimension: 'city', value: 'customers', hue: 0, also: ['orders'], filter: ['city', 'state'],
      name: (row, { names }) => [names.label('city', row.city), row.state].join(', '), note: (row, { names }) => names.full('state', row.state),
    },
    {
      id: 'customers.course', kind: 'time', span: 'wide', from: 'trend',
      values: [{ metric: 'new_customers', mark: 'bar', axis: 0, hue: 2 }, { metric: 'returning_customers', mark: 'line', axis: 1, hue: 1 }],
    },
    {
      id: 'customers.frequency', kind: 'bar', span: 'third', ask: { path: '/api/customers/frequency' }, dimension: 'order_count', value: 'customer_count',
      hue: 3, filter: false,
    },
    {
      id: 'customers.lifetime', kind: 'bar', span: 'full', ask: { path: '/api/customers/lifetime-value' }, dimension: 'segment', value: 'avg_lifetime_value',
      line: 'avg_orders_per_customer', also: ['customer_count'], isStanding: true, isAsGiven: true, filter: false, hue: 1,
      name: (row, { names, t }) => `${names.label('segment', row.segment)}\n${t('value.customers', { count: row.customer_count })}`,
    },
    {
      id: 'customers.cohorts', kind: 'heatmap', span: 'full', height: 'taller', ask: { path: '/api/customers/cohort', days: 'all' },
      x: 'months_since', y: 'cohort_month', value: 'retention', also: ['customer_count', 'cohort_size'], filter: false, isPlainX: true,
      isBlank: (row) => Number(row.months_since) === 0,
      // One customer who came back is all of a cohort of one.
      isTrusted: (row) => row.cohort_size >= 50,
      rangeOf: (row) => ({ from: row.activity_month, to: endOf(row.activity_month, 'month') }),
      note: (row, { names }) => names.label('activity_month', row.activity_month),
      yLabel: (month, { format }) => format.monthYear(month),
    },
  ],
});
