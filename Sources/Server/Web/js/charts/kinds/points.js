import { loadMap, placeOfMap } from '../geometry.js';
import { toNumber } from '../../core/format.js';
import { choiceOf, linesOf, opacityOf, textStyle, tooltip } from '../parts.js';

/**
 * Chart kind: how densely customers live, a dot for each square of a grid, so that thousands of places stay quick to draw and
 * can be read one by one. Of the declaration: `value`, `also`.
 */

/** @type {import('../types.js').Kind} */
export const points = {
  ready: loadMap,

  prepare(rows, declaration, environment) {
    const { value, also = [] } = declaration;
    const { names, catalogue, t } = environment;
    // The largest last, so that they are drawn above the others.
    const marks = [...rows].reverse().map((row, index) => ({
      title: t('points.around', { place: names.full('city', row.city) }),
      note: t('points.prefixes', { count: row.prefix_count }),
      lines: linesOf(row, [value, ...also], environment),
      size: toNumber(row[value]) ?? 0,
      at: [row.longitude, row.latitude],
      choices: row.city ? [choiceOf('city', row.city)] : undefined,
      dataIndex: index, seriesIndex: 0,
    }));
    return { marks, unit: catalogue.metric(value).unit };
  },

  option({ marks, unit }, environment) {
    const { palette, format } = environment;
    const most = Math.max(...marks.map((/** @type {any} */ mark) => mark.size), 1);
    return {
      tooltip: tooltip(environment, ({ dataIndex, seriesType }) => (seriesType === 'scatter' ? marks[dataIndex] : undefined)),
      geo: {
        map: 'brazil', roam: false, silent: true, ...placeOfMap(environment), aspectScale: 1,
        itemStyle: { areaColor: palette.empty, borderColor: palette.surface, borderWidth: 0.8 },
      },
      visualMap: {
        type: 'continuous', min: 0, max: Math.log1p(most), calculable: false, left: 0, bottom: 0, itemWidth: 12, itemHeight: 110, dimension: 2,
        inRange: { color: palette.ramp.slice(1) }, textStyle: textStyle(environment), text: [format.short(most, unit), '1'], hoverLink: false,
      },
      series: [{
        id: 'cells', type: 'scatter', coordinateSystem: 'geo', cursor: 'pointer', progressive: 0,
        symbolSize: (/** @type {number[]} */ value) => 3 + (value[2] / Math.log1p(most)) ** 2 * 22,
        data: marks.map((/** @type {any} */ mark) => ({ value: [...mark.at, Math.log1p(mark.size)], itemStyle: { opacity: 0.82 * opacityOf(environment, mark) } })),
        emphasis: { itemStyle: { borderColor: palette.text, borderWidth: 1.5 } },
      }],
    };
  },
};
