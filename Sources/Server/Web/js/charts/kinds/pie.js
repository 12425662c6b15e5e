import { toNumber } from '../../core/format.js';
import { hueOf } from '../palette.js';
import { choiceOf, linesOf, opacityOf, tooltip } from '../parts.js';

/**
 * Chart kind: a ring of shares, with the total in its middle and the shares in its legend. What the legend hides is no part
 * of the total; what the limit cut off is. Of the declaration: `dimension`, `value`.
 */

/** @type {import('../types.js').Kind} */
export const pie = {
  prepare(rows, { dimension, value, filter = dimension }, environment) {
    const { names, palette, format, catalogue, hidden, meta, t } = environment;
    const parts = [...rows, ...(meta.rest ?? [])].filter((row) => (toNumber(row[value]) ?? 0) > 0).map((row, index) => {
      const { isRest } = row;
      const id = isRest ? 'rest' : String(row[dimension] ?? '');
      const color = isRest ? palette.muted : palette.series[hueOf(dimension, id, index)];
      return {
        title: isRest ? t('flows.others') : names.full(dimension, row[dimension]),
        lines: linesOf(row, [value], environment, () => ({ color })),
        size: Number(row[value]), color, id,
        choices: filter && !isRest ? [choiceOf(filter, row[dimension])] : undefined,
      };
    });
    const shown = parts.filter(({ id }) => !hidden.has(id));
    const total = shown.reduce((sum, { size }) => sum + size, 0);
    const share = (/** @type {number} */ size) => format.percent(size / total, 1);
    return {
      marks: shown.map((part, dataIndex) => ({ ...part, note: share(part.size), dataIndex, seriesIndex: 0 })),
      total,
      unit: catalogue.metric(value).unit,
      label: catalogue.metric(value).label,
      series: parts.map(({ id, title, size, color }) => ({ id, name: title, value: hidden.has(id) ? '' : share(size), color, mark: 'bar' })),
    };
  },

  option({ marks, total, unit, label }, environment) {
    const { palette, format } = environment;
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
        emphasis: { focus: 'self', scaleSize: 5 },
        data: marks.map((/** @type {any} */ mark) => ({
          name: mark.title, value: mark.size, itemStyle: { color: mark.color, opacity: opacityOf(environment, mark) },
        })),
      }],
    };
  },
};
