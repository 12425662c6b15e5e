import { toNumber } from '../../core/format.js';
import { choiceOf, linesOf, opacityOf, tooltip } from '../parts.js';

/**
 * Chart kind: areas by size. Of the declaration: `dimension`, `value`, `also` (metrics told beside it).
 */

/** Share of the whole. */
const LABELLED_FROM = 0.02;

/** @type {import('../types.js').Kind} */
export const treemap = {
  prepare(rows, { dimension, value, also = [], filter = dimension }, environment) {
    const { names, palette, format } = environment;
    const known = rows.filter((row) => (toNumber(row[value]) ?? 0) > 0);
    const total = known.reduce((sum, row) => sum + Number(row[value]), 0);
    return {
      unit: environment.catalogue.metric(value).unit, total,
      marks: known.map((row, index) => ({
        title: names.full(dimension, row[dimension]),
        note: format.percent(Number(row[value]) / total),
        lines: linesOf(row, [value, ...also], environment),
        size: toNumber(row[value]),
        color: palette.deep[index % 8],
        choices: filter ? [choiceOf(filter, row[dimension])] : undefined,
        dataIndex: index, seriesIndex: 0,
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
          itemStyle: { color: mark.color, opacity: opacityOf(environment, mark) },
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
