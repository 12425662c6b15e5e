import { toNumber } from '../../core/format.js';
import { choiceOf, linesOf, opacityOf, tooltip } from '../parts.js';

/**
 * Chart kind: flows from one dimension's values to another's. Small ends are gathered, so that every band can be seen.
 * Of the declaration: `source`, `target` (dimensions), `value`, `ends` (how many on each side).
 */

/** @type {import('../types.js').Kind} */
export const flows = {
  prepare(rows, { source, target, value, ends = 8, filter }, environment) {
    const { names, t } = environment;
    const known = rows.filter((row) => row[source] !== null && row[target] !== null && (toNumber(row[value]) ?? 0) > 0);
    const largest = (/** @type {string} */ side) => {
      /** @type {Map<string, number>} */
      const sums = new Map();
      for (const row of known) sums.set(row[side], (sums.get(row[side]) ?? 0) + Number(row[value]));
      return new Set([...sums].sort((one, other) => other[1] - one[1]).slice(0, ends).map(([name]) => name));
    };
    const sources = largest(source);
    const targets = largest(target);
    /** @type {Map<string, any>} */
    const bands = new Map();
    for (const row of known) {
      const from = sources.has(row[source]) ? String(row[source]) : '';
      const to = targets.has(row[target]) ? String(row[target]) : '';
      const key = `${from}>${to}`;
      const band = bands.get(key) ?? { from, to, row: { [value]: 0 } };
      band.row[value] += Number(row[value]);
      bands.set(key, band);
    }
    const name = (/** @type {string} */ dimension, /** @type {string} */ end) => (end ? names.full(dimension, end) : t('flows.others'));
    const marks = [...bands.values()].sort((one, other) => other.row[value] - one.row[value]).map(({ from, to, row }, index) => ({
      title: `${name(source, from)} → ${name(target, to)}`,
      lines: linesOf(row, [value], environment),
      size: row[value], from, to,
      choices: from && to && filter !== false ? [choiceOf(source, from), choiceOf(target, to)] : undefined,
      dataIndex: index, seriesIndex: 0, dataType: 'edge',
    }));
    return { marks, source, target, sources: [...sources, ''], targets: [...targets, ''] };
  },

  /** ECharts finds the words of an end by its index, those of a band only where it is. */
  tipOf(chart, { dataIndex }) {
    const band = chart.getModel().getSeriesByIndex(0).getData('edge').getItemGraphicEl(dataIndex);
    const box = band.getBoundingRect().clone();
    box.applyTransform(band.getComputedTransform());
    return { x: box.x + box.width / 2, y: box.y + box.height / 2, tooltip: { formatterParams: { data: { mark: dataIndex }, dataType: 'edge' } } };
  },

  option({ marks, source, target, sources, targets }, environment) {
    const { palette, names, t, width } = environment;
    const label = (/** @type {string} */ end, /** @type {string} */ dimension) => (end ? names.label(dimension, end) : t('flows.others'));
    const node = (/** @type {string} */ side, /** @type {string} */ dimension) => (/** @type {string} */ end, /** @type {number} */ index) => ({
      name: `${side}${end}`, depth: side === 'from ' ? 0 : 1,
      choices: end ? [choiceOf(dimension, end)] : undefined,
      itemStyle: { color: palette.series[(end ? index : 7) % 8], borderWidth: 0 },
      label: { position: side === 'from ' ? 'right' : 'left', formatter: label(end, dimension) },
    });
    const used = new Set(marks.flatMap((/** @type {any} */ mark) => [`from ${mark.from}`, `to ${mark.to}`]));
    return {
      tooltip: tooltip(environment, ({ data, dataType }) => (dataType === 'edge' ? marks[data.mark] : undefined)),
      series: [{
        id: 'flows', type: 'sankey', left: 2, right: 2, top: 8, bottom: 8, nodeWidth: 14, nodeGap: 15, draggable: false, layoutIterations: 0, cursor: 'pointer',
        data: [...sources.map(node('from ', source)), ...targets.map(node('to ', target))].filter((one) => used.has(one.name)),
        links: marks.map((/** @type {any} */ mark, /** @type {number} */ index) => ({
          source: `from ${mark.from}`, target: `to ${mark.to}`, value: mark.size, mark: index,
          lineStyle: { opacity: 0.38 * opacityOf(environment, mark) },
        })),
        lineStyle: { color: 'gradient', curveness: 0.5 },
        label: { color: palette.text, fontFamily: palette.font, fontSize: 12, textBorderColor: palette.surface, textBorderWidth: 3 },
        emphasis: { focus: 'none', lineStyle: { opacity: 0.7 } },
      }],
    };
  },
};
