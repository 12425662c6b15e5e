// At hand for the table of the states, which has no other picture.
import '../components/data-table.js';
import { h } from '../core/dom.js';
import { dashboard } from './dashboard.js';

const METRIC = 'revenue';

const STATE_COLUMNS = [
  'state', 'region', 'order_count', 'customer_count', 'seller_count', 'total_revenue', 'avg_order_value', 'freight_share', 'avg_delivery_days', 'on_time_rate',
  'avg_review_score',
];

/** @param {import('../types.js').FilterState} state */
const metricOf = ({ options }) => options.metric ?? METRIC;

/**
 * Chooses the figure that colours the map.
 * @param {import('../types.js').Context} context
 */
function metricSelect({ catalogue, store, i18n }) {
  const chosen = metricOf(store.current);
  const known = catalogue.metrics.length > 0 ? catalogue.metrics : [METRIC];
  const select = h(
    'select',
    { id: 'map-metric', 'aria-label': i18n.t('geography.metric'), on: { change: () => store.set({ options: { metric: select.value } }) } },
    known.map((name) => h('option', { value: name, selected: name === chosen }, catalogue.label(name))),
  );
  return h('span', { class: 'select' }, select);
}

/** Where customers and sellers are, and how the states differ. */
export const view = dashboard({
  id: 'geography',
  charts: [
    {
      id: 'geography.map', kind: 'map', height: 'taller', dimension: 'state', control: metricSelect,
      ask: (state) => ({ metrics: [metricOf(state)], by: ['state'], limit: 100 }),
      vary: (state) => ({ value: metricOf(state) }),
      titleOf: ({ i18n, catalogue, store }) => i18n.t('geography.map.of', { metric: catalogue.label(metricOf(store.current)) }),
    },
    {
      id: 'geography.density', kind: 'points', height: 'taller', ask: { path: '/api/geography/density' }, value: 'customer_count', also: ['order_count'],
    },
    {
      id: 'geography.states', kind: 'bar', height: 'tall', ask: { metrics: ['customers', 'revenue'], by: ['state'], limit: 100, isComparing: false },
      dimension: 'state', value: 'customers', line: 'revenue', isStanding: true, isAsGiven: true, isDroppingNone: true, hue: 2, span: 'full',
    },
    { id: 'geography.table', kind: 'table', span: 'full', height: 'taller', ask: { path: '/api/geography/states' }, filter: 'state', columns: STATE_COLUMNS },
    {
      id: 'geography.flows', kind: 'flows', span: 'full', height: 'taller', ask: { metrics: ['items'], by: ['seller_state', 'state'], limit: 1000, isComparing: false },
      source: 'seller_state', target: 'state', value: 'items', isRest: true,
    },
  ],
});
