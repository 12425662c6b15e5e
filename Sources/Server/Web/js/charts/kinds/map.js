import { loadMap, placeOfMap } from '../geometry.js';
import { toNumber } from '../../core/format.js';
import { choiceOf, linesOf, opacityOf, textStyle, tooltip } from '../parts.js';

/**
 * Chart kind: the states of Brazil, coloured by a figure. Of the declaration: `dimension`, `value`, `also`.
 */

/** @type {import('../types.js').Kind} */
export const map = {
  ready: loadMap,

  prepare(rows, { dimension, value, also = [], filter = dimension }, environment) {
    const known = rows.filter((row) => row[dimension] !== null);
    return {
      unit: environment.catalogue.metric(value).unit,
      marks: known.map((row, index) => ({
        title: environment.names.full(dimension, row[dimension]),
        lines: linesOf(row, [value, ...also.filter((/** @type {string} */ one) => one !== value)], environment),
        size: toNumber(row[value]),
        name: String(row[dimension]),
        choices: filter ? [choiceOf(filter, row[dimension])] : undefined,
        dataIndex: index, seriesIndex: 0,
      })),
    };
  },

  option({ marks, unit }, environment) {
    const { palette, format } = environment;
    const sizes = marks.map((/** @type {any} */ mark) => mark.size).filter((/** @type {any} */ size) => size !== null);
    const least = unit === 'count' || unit === 'brl' ? 0 : Math.min(...sizes);
    const most = Math.max(...sizes, least + 1e-9);
    // One state holds so much that the others would look alike: colours follow the root of counts and sums.
    const depth = (/** @type {number | null} */ size) => (size !== null && (unit === 'count' || unit === 'brl') ? Math.sqrt(size) : size);
    const byName = new Map(marks.map((/** @type {any} */ mark) => [mark.name, mark]));
    return {
      tooltip: tooltip(environment, ({ name }) => byName.get(name)),
      visualMap: {
        type: 'continuous', min: depth(least), max: depth(most), calculable: false, left: 0, bottom: 0, itemWidth: 12, itemHeight: 110,
        inRange: { color: palette.ramp }, textStyle: textStyle(environment), text: [format.short(most, unit), format.short(least, unit)], hoverLink: false,
      },
      series: [{
        id: 'states', type: 'map', map: 'brazil', roam: false, ...placeOfMap(environment), aspectScale: 1, cursor: 'pointer',
        selectedMode: false,
        data: marks.map((/** @type {any} */ mark) => ({ name: mark.name, value: depth(mark.size), itemStyle: { opacity: opacityOf(environment, mark) } })),
        itemStyle: { areaColor: palette.empty, borderColor: palette.outline, borderWidth: 0.8 },
        label: { show: false },
        emphasis: { label: { show: false }, itemStyle: { areaColor: undefined, borderColor: palette.text, borderWidth: 1.5 } },
      }],
    };
  },
};
