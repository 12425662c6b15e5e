import { toNumber } from '../../core/format.js';
import { hueOf } from '../palette.js';
import { choiceOf, linesOf, opacityOf, tooltip } from '../parts.js';

/**
 * Chart kind: a ring of shares, with the total in its middle and the shares in its legend.
 * Of the declaration: `dimension`, `value`.
 */

/** @type {import('../types.js').Kind} */
export const pie = {
  prepare(rows, { dimension, value, filter = dimension }, environment) {
    const { names, palette, format, catalogue } = environment;
    const known = rows.filter((row) => (toNumber(row[value]) ?? 0) > 0);
    const total = known.reduce((sum, row) => sum + (toNumber(row[value]) ?? 0), 0);
    const marks = known.map((row, index) => {
      const share = format.percent((toNumber(row[value]) ?? 0) / total, 1);
      const color = palette.series[hueOf(dimension, String(row[dimension] ?? ''), index)];
      return {
        title: names.full(dimension, row[dimension]),
        note: share,
        lines: linesOf(row, [value], environment, () => ({ color })),
        size: toNumber(row[value]), color, share,
        id: String(row[dimension] ?? ''),
        choices: filter ? [choiceOf(filter, row[dimension])] : undefined,
        dataIndex: index, seriesIndex: 0,
      };
    });
    return {
      marks, total,
      unit: catalogue.metric(value).unit,
      label: catalogue.metric(value).label,
      series: marks.map(({ id, title, share, color }) => ({ id, name: title, value: share, color, mark: 'bar' })),
    };
  },

  option({ marks, total, unit, label }, environment) {
    const { palette, format, hidden } = environment;
    return {
      tooltip: tooltip(environment, ({ dataIndex }) => marks[dataIndex]),
      title: {
        text: format.short(total, unit), subtext: label, left: 'center', top: 'center', itemGap: 6,
        textStyle: { color: palette.text, fontFamily: palette.font, fontSize: 20, fontWeight: 600 },
        subtextStyle: { color: palette.muted, fontFamily: palette.font, fontSize: 12 },
      },
      series: [{
        id: 'shares', type: 'pie', radius: ['62%', '92%'], center: ['50%', '50%'], cursor: 'pointer', minAngle: 2,
        label: { show: false }, labelLine: { show: false },
        itemStyle: { borderColor: palette.surface, borderWidth: 2, borderRadius: 5 },
        emphasis: { scaleSize: 5 },
        data: marks.map((/** @type {any} */ mark) => ({
          name: mark.title, value: hidden.has(mark.id) ? 0 : mark.size, itemStyle: { color: mark.color, opacity: opacityOf(environment, mark) },
        })),
      }],
    };
  },
};
