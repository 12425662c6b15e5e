import { toNumber } from '../../core/format.js';
import { PALE, choiceOf, linesOf, opacityOf, tooltip } from '../parts.js';

/**
 * Chart kind: areas by size; what the limit cut off is one of them. Of the declaration: `dimension`, `value`, `also` (metrics
 * told beside it).
 */

/** Share of the whole. */
const LABELLED_FROM = 0.02;

/** @type {import('../types.js').Kind} */
export const treemap = {
  prepare(rows, { dimension, value, also = [], filter = dimension }, environment) {
    const { names, palette, format, meta, t } = environment;
    const known = [...rows, ...(meta.rest ?? [])].filter((row) => (toNumber(row[value]) ?? 0) > 0);
    const total = known.reduce((sum, row) => sum + Number(row[value]), 0);
    return {
      unit: environment.catalogue.metric(value).unit, total,
      marks: known.map((row, index) => ({
        title: row.isRest ? t('flows.others') : names.full(dimension, row[dimension]),
        note: format.percent(Number(row[value]) / total),
        lines: linesOf(row, row.isRest ? [value] : [value, ...also], environment),
        size: toNumber(row[value]),
        color: row.isRest ? blend(palette.muted, palette.surface, PALE) : palette.deep[index % 8],
        isRest: row.isRest,
        choices: filter && !row.isRest ? [choiceOf(filter, row[dimension])] : undefined,
        // ECharts counts from the whole on.
        dataIndex: index + 1, seriesIndex: 0,
      })),
    };
  },

  option({ marks, unit, total }, environment) {
    const { palette, format } = environment;
    return {
      tooltip: tooltip(environment, ({ data }) => marks[data?.mark]),
      series: [{
        id: 'areas', type: 'treemap', left: 0, right: 0, top: 0, bottom: 0, roam: false, nodeClick: false, breadcrumb: { show: false }, cursor: 'pointer',
        // Its own default is to move, whatever the chart's `animation` says.
        animation: false,
        data: marks.map((/** @type {any} */ mark, /** @type {number} */ index) => ({
          name: mark.title, value: mark.size, mark: index,
          // Mixed with the card behind it, and not see-through: then the words on it stay readable.
          itemStyle: { color: blend(mark.color, palette.surface, opacityOf(environment, mark)) },
          label: opacityOf(environment, mark) < 1 || mark.isRest ? { color: palette.text } : undefined,
        })),
        label: {
          color: '#ffffff', fontFamily: palette.font, fontSize: 12, lineHeight: 16, overflow: 'truncate',
          // In a small area there is no room for words that can be read.
          formatter: (/** @type {any} */ { name, value }) => (value < total * LABELLED_FROM ? '' : `${name}\n${format.short(value, unit)}`),
        },
        itemStyle: { borderColor: palette.surface, borderWidth: 2, gapWidth: 2, borderRadius: 4 },
        emphasis: { itemStyle: { borderColor: palette.text } },
      }],
    };
  },
};

/**
 * @param {string} color as `#rrggbb`
 * @param {string} behind
 * @param {number} share of the colour
 */
function blend(color, behind, share) {
  const part = (/** @type {string} */ text, /** @type {number} */ at) => parseInt(text.slice(at, at + 2), 16);
  const mixed = [1, 3, 5].map((at) => Math.round(part(color, at) * share + part(behind, at) * (1 - share)));
  return `#${mixed.map((number) => number.toString(16).padStart(2, '0')).join('')}`;
}
