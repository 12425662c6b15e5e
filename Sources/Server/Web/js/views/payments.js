import { filled } from '../charts/filled.js';
import { dashboard } from './dashboard.js';

/** How people pay, in how many installments, and how much. */
export const view = dashboard({
  id: 'payments',
  figures: {
    ask: { metrics: ['payments', 'payment_value', 'avg_payment_value', 'avg_installments', 'installment_share'] },
    trend: { metrics: ['payments', 'payment_value', 'avg_payment_value', 'avg_installments'], grain: 'auto' },
    cards: [
      { id: 'payments', icon: 'credit-card', accent: 'violet' },
      { id: 'payment_value', icon: 'wallet', accent: 'green' },
      { id: 'avg_payment_value', icon: 'receipt', accent: 'blue' },
      { id: 'avg_installments', icon: 'calendar-range', accent: 'cyan' },
    ],
  },
  charts: [
    {
      id: 'payments.count', kind: 'pie', span: 'third', dimension: 'payment_type', value: 'payments',
      ask: { metrics: ['payments', 'payment_value', 'avg_payment_value', 'avg_installments'], by: ['payment_type'] },
    },
    { id: 'payments.value', kind: 'pie', span: 'third', from: 'payments.count', dimension: 'payment_type', value: 'payment_value' },
    {
      id: 'payments.length', kind: 'bar', span: 'third', from: 'payments.count', dimension: 'payment_type', value: 'avg_installments', hue: 3, also: ['avg_payment_value'],
      derive: (rows) => [...rows].sort((one, other) => other.avg_installments - one.avg_installments),
    },
    {
      id: 'payments.course', kind: 'time', span: 'full', ask: { metrics: ['payment_value'], by: ['payment_type'], grain: 'auto', isComparing: false },
      series: 'payment_type', value: 'payment_value', isStacked: true,
    },
    {
      id: 'payments.installments', kind: 'bar', ask: { metrics: ['payments', 'avg_payment_value'], by: ['installments'], sort: 'installments', limit: 100, isComparing: false },
      dimension: 'installments', value: 'payments', line: 'avg_payment_value', isStanding: true, fill: filled, hue: 0,
    },
    {
      id: 'payments.bands', kind: 'stacked', ask: { metrics: ['payments'], by: ['payment_value_band', 'payment_type'], limit: 100, isComparing: false },
      dimension: 'payment_value_band', stack: 'payment_type', value: 'payments', isStanding: true,
    },
  ],
});
