import { loadMap, placeOfMap } from '../geometry.js';
import { toNumber } from '../../core/format.js';
import { choiceOf, linesOf, opacityOf, textStyle, tooltip } from '../parts.js';

/**
 * Chart kind: how densely customers live. Centres of zip-code prefixes are gathered in the cells of a grid, so that thousands
 * of points stay quick to draw and can be read one by one. Of the declaration: `value`, `also`.
 */

/** Degrees; about 28 kilometres at the equator. */
const CELL = 0.25;

/** @type {import('../types.js').Kind} */
export const points = {
  ready: loadMap,

  prepare(rows, declaration, environment) {
    const { value, also = [] } = declaration;
    const { names, catalogue, t } = environment;
    /** @type {Map<string, any>} */
    const cells = new Map();
    for (const row of rows) {
      const latitude = toNumber(row.latitude);
      const longitude = toNumber(row.longitude);
      if (latitude === null || longitude === null) continue;
      const key = `${Math.floor(latitude / CELL)},${Math.floor(longitude / CELL)}`;
      let cell = cells.get(key);
      if (!cell) cells.set(key, (cell = { count: 0, sum: [0, 0], most: 0, row, totals: Object.fromEntries([value, ...also].map((name) => [name, 0])) }));
      const weight = toNumber(row[value]) ?? 0;
      cell.count += 1;
      cell.sum[0] += longitude * weight;
      cell.sum[1] += latitude * weight;
      for (const name of [value, ...also]) cell.totals[name] += toNumber(row[name]) ?? 0;
      if (weight > cell.most) {
        cell.most = weight;
        cell.row = row;
      }
    }
    const marks = [...cells.values()].filter((cell) => cell.totals[value] > 0)
      .sort((one, other) => one.totals[value] - other.totals[value])
      .map((cell, index) => ({
        title: t('points.around', { place: names.full('city', cell.row.city ?? cell.row.geolocation_city) }),
        note: t('points.prefixes', { count: cell.count }),
        lines: linesOf(cell.totals, [value, ...also], environment),
        size: cell.totals[value],
        at: cell.sum.map((/** @type {number} */ sum) => sum / cell.totals[value]),
        choices: cell.row.city ? [choiceOf('city', cell.row.city)] : undefined,
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
