import { toNumber } from '../../core/format.js';
import { textStyle, tooltip, valueAxis } from '../parts.js';

/**
 * Chart kind: how evenly revenue is spread over sellers. Sellers in order from the smallest; the further the curve hangs below
 * the even line, the more the largest hold. Rows are points of the curve, each with `gini` and `count` of the whole.
 */

/** @type {import('../types.js').Kind} */
export const lorenz = {
  prepare(rows, declaration, { t, format, catalogue }) {
    const marks = rows.map((row, index) => ({
      title: t('lorenz.members', { share: format.percent(row.seller_share) }),
      lines: [{ label: catalogue.label('revenue_share'), value: format.percent(row.revenue_share) }],
      size: toNumber(row.revenue_share), at: [row.seller_share, row.revenue_share], dataIndex: index, seriesIndex: 0,
    }));
    const [first] = rows;
    const below = rows.filter((row) => row.seller_share <= 0.9).at(-1);
    const notes = first ? [
      t('lorenz.gini', { gini: format.decimal(first.gini) }),
      t('lorenz.tenth', { share: format.percent(1 - (below?.revenue_share ?? 0), 0) }),
    ] : [];
    return { marks, notes, figures: { gini: first?.gini, count: first?.count } };
  },

  option({ marks }, environment) {
    const { palette, t, format } = environment;
    const text = textStyle(environment);
    const axis = valueAxis(environment, { max: 1, interval: 0.25 }, 'share');
    return {
      grid: { left: 0, right: 18, top: 32, bottom: 22, outerBoundsMode: 'same', outerBoundsContain: 'axisLabel' },
      tooltip: { ...tooltip(environment, (parameters) => marks[parameters[0].dataIndex], 'axis'), axisPointer: { type: 'line', lineStyle: { color: palette.muted } } },
      xAxis: {
        ...axis, position: 'bottom', name: t('lorenz.across'), nameLocation: 'middle', nameGap: 28, nameTextStyle: { ...text, align: 'center' },
        axisLabel: { ...text, formatter: (/** @type {number} */ value) => format.short(value, 'share') },
      },
      yAxis: { ...axis, name: t('lorenz.upright') },
      series: [
        {
          id: 'curve', type: 'line', data: marks.map((/** @type {any} */ mark) => mark.at), symbol: 'none',
          lineStyle: { width: 2.5, color: palette.series[0] }, itemStyle: { color: palette.series[0] }, areaStyle: { color: palette.series[0], opacity: 0.18 }, emphasis: { disabled: true },
        },
        {
          id: 'even', type: 'line', data: [[0, 0], [1, 1]], symbol: 'none', silent: true, tooltip: { show: false },
          lineStyle: { width: 1.5, type: 'dashed', color: palette.muted }, emphasis: { disabled: true },
        },
      ],
    };
  },
};
