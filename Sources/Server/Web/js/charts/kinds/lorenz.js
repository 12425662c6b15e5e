import { toNumber } from '../../core/format.js';
import { textStyle, tooltip, valueAxis } from '../parts.js';

/**
 * Chart kind: how evenly a figure is spread. Members in order from the smallest; the further the curve hangs below the even
 * line, the more the largest hold. The Gini coefficient is twice the area between the two.
 *
 * Rows are the members, or the largest of them: `total` and `count` in the first row then tell of all, and those that are
 * missing are taken as equal among each other, which makes the coefficient a lower bound.
 * Of the declaration: `value`.
 */

/** Enough for a smooth curve. */
const STEPS = 200;

/** @type {import('../parts.js').Kind} */
export const lorenz = {
  prepare(rows, { value }, environment) {
    const { t, format, catalogue } = environment;
    const known = rows.map((row) => toNumber(row[value]) ?? 0).filter((amount) => amount > 0).sort((one, other) => one - other);
    const sum = known.reduce((all, amount) => all + amount, 0);
    const total = toNumber(rows[0]?.total) ?? sum;
    const count = Math.max(toNumber(rows[0]?.count) ?? known.length, known.length);
    const missing = count - known.length;
    const rest = missing > 0 ? Math.max(0, total - sum) / missing : 0;
    const curve = [[0, 0]];
    let area = 0;
    let running = 0;
    for (let index = 0; index < count; index += 1) {
      const next = running + (index < missing ? rest : known[index - missing]);
      area += (running + next) / 2 / (total || 1) / count;
      running = next;
      curve.push([(index + 1) / count, running / (total || 1)]);
    }
    const gini = total > 0 ? 1 - 2 * area : null;
    const stride = Math.max(1, Math.floor(count / STEPS));
    const marks = curve.filter((_, index) => index % stride === 0 || index === count).map(([members, share], index) => ({
      title: t('lorenz.members', { share: format.percent(members) }),
      lines: [{ label: catalogue.metric(value).label, value: format.percent(share) }],
      size: share, at: [members, share], dataIndex: index, seriesIndex: 0,
    }));
    const tenth = 1 - curve[count - Math.ceil(count / 10)]?.[1];
    const notes = gini === null ? [] : [
      t(missing > 0 ? 'lorenz.giniAtLeast' : 'lorenz.gini', { gini: format.decimal(gini) }),
      t('lorenz.tenth', { share: format.percent(tenth, 0) }),
    ];
    return { marks: known.length > 0 ? marks : [], notes, figures: { gini, count, total }, gini };
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
