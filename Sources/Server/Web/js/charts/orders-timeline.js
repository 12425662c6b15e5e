import { h } from '../core/dom.js';
import { bucketOf, bucketize, chooseGrain } from './time-buckets.js';
import { niceScale } from './scale.js';

/**
 * Chart kind: orders as bars on the left axis, revenue as a line on the right one, over time.
 * @typedef {import('./time-buckets.js').TimelineRow} Row
 * @typedef {import('./time-buckets.js').Bucket} Bucket
 * @typedef {import('../components/chart-card.js').ChartEnvironment} Environment
 * @typedef {import('../components/chart-card.js').ChartKind} ChartKind
 */

/** More marks than this get a slider to zoom with. */
const ZOOM_FROM = 60;

/** @type {ChartKind} */
export const ordersTimeline = {
  series: [
    { id: 'orders', name: 'timeline.orders', mark: 'bar' },
    { id: 'revenue', name: 'timeline.revenue', mark: 'line' },
  ],

  prepare(rows) {
    const grain = chooseGrain(rows.length);
    return { grain, points: bucketize(rows, grain) };
  },

  isEmpty: (rows) => rows.every((row) => Number(row.order_count) === 0),

  subtitle({ grain, points }, { t }) {
    const isCut = grain !== 'day' && points.some((bucket) => bucket.isPartial);
    return [t(`timeline.${grain}`), isCut ? t('timeline.partial') : ''].filter(Boolean);
  },

  option,
  summary,

  pointText({ grain, points }, index, { t, format }) {
    const bucket = points[index];
    return t('timeline.point', {
      when: heading(bucket, grain, format),
      orders: bucket.orders,
      revenue: format.moneyExact(bucket.revenue),
    });
  },

  columns: [
    { name: 'date', label: 'timeline.date', value: (row) => row.date, text: (row, format) => format.fullDay(row.date) },
    {
      name: 'order_count',
      label: 'timeline.orders',
      isNumber: true,
      value: (row) => row.order_count,
      text: (row, format) => format.integer(row.order_count),
    },
    {
      name: 'revenue',
      label: 'timeline.revenue',
      isNumber: true,
      value: (row) => row.revenue,
      text: (row, format) => format.moneyExact(row.revenue),
    },
    {
      name: 'avg_order_value',
      label: 'timeline.average',
      isNumber: true,
      value: (row) => row.avg_order_value,
      text: (row, format) => format.moneyExact(row.avg_order_value),
    },
  ],
};

/**
 * @param {Bucket} bucket
 * @param {import('./time-buckets.js').Grain} grain
 * @param {import('../core/format.js').Formatter} format
 * @returns {string} what the mark covers, in words
 */
function heading(bucket, grain, format) {
  if (grain === 'day') return format.fullDay(bucket.from);
  if (grain === 'month' && !bucket.isPartial) return format.month(bucket.start);
  return format.range(bucket.from, bucket.to);
}

/**
 * @param {{grain: import('./time-buckets.js').Grain, points: Bucket[]}} prepared
 * @param {Environment} environment
 */
function summary({ grain, points }, { t, format }) {
  const most = points.reduce((best, bucket) => (bucket.orders > best.orders ? bucket : best));
  const highest = points.reduce((best, bucket) => (bucket.revenue > best.revenue ? bucket : best));
  const cents = points.reduce((sum, bucket) => sum + Math.round(bucket.revenue * 100), 0);
  return t('timeline.summary', {
    range: format.range(points[0].from, points[points.length - 1].to),
    orders: points.reduce((sum, bucket) => sum + bucket.orders, 0),
    revenue: format.moneyExact(cents / 100),
    most: heading(most, grain, format),
    mostOrders: most.orders,
    highest: heading(highest, grain, format),
    highestRevenue: format.moneyExact(highest.revenue),
  });
}

/**
 * @param {{grain: import('./time-buckets.js').Grain, points: Bucket[]}} prepared
 * @param {Environment} environment
 * @returns {object} an ECharts option
 */
function option({ grain, points }, environment) {
  const { palette, format, t, width, meta } = environment;
  const isNarrow = width < 560;
  const hasZoom = points.length > ZOOM_FROM && !environment.isPicture;
  const steps = isNarrow ? 4 : 5;
  const orders = niceScale(Math.max(...points.map((bucket) => bucket.orders)), steps, true);
  const revenue = niceScale(Math.max(...points.map((bucket) => bucket.revenue)), steps);
  const text = { color: palette.muted, fontFamily: palette.font, fontSize: 12 };
  const axisName = { ...text, lineHeight: 16 };
  return {
    animationDuration: 500,
    animationDurationUpdate: 350,
    textStyle: { fontFamily: palette.font },
    grid: { left: 4, right: 4, top: 34, bottom: hasZoom ? 40 : 4, outerBoundsMode: 'same', outerBoundsContain: 'axisLabel' },
    legend: { show: false, data: [t('timeline.orders'), t('timeline.revenue')] },
    tooltip: tooltip(points, grain, environment),
    xAxis: {
      type: 'category',
      data: points.map((bucket) => bucket.from),
      axisLine: { lineStyle: { color: palette.grid } },
      axisTick: { show: false },
      axisLabel: { ...text, ...dateLabels(points, grain, environment) },
      axisPointer: { type: 'shadow', shadowStyle: { color: palette.hover } },
    },
    yAxis: [
      {
        ...valueAxis(orders),
        name: t('timeline.orders'),
        nameTextStyle: { ...axisName, align: 'left' },
        axisLabel: { ...text, formatter: (/** @type {number} */ value) => format.compact(value) },
        splitLine: { lineStyle: { color: palette.grid } },
      },
      {
        ...valueAxis(revenue),
        name: `${t('timeline.revenue')} (R$)`,
        nameTextStyle: { ...axisName, align: 'right' },
        axisLabel: { ...text, formatter: (/** @type {number} */ value) => format.compact(value) },
        splitLine: { show: false },
      },
    ],
    dataZoom: hasZoom ? zoom(points, grain, environment) : [],
    series: [
      {
        id: 'orders',
        name: t('timeline.orders'),
        type: 'bar',
        data: points.map((bucket) => ({
          value: bucket.orders,
          itemStyle: bucket.isPartial ? { opacity: 0.45 } : undefined,
        })),
        barMaxWidth: 34,
        barCategoryGap: points.length > 60 ? '22%' : '34%',
        itemStyle: {
          borderRadius: points.length > 60 ? [2, 2, 0, 0] : [5, 5, 0, 0],
          color: gradient(palette.orders, palette.ordersDeep),
        },
        emphasis: { itemStyle: { color: palette.orders } },
        markLine: asOfLine(points, meta, environment),
      },
      {
        id: 'revenue',
        name: t('timeline.revenue'),
        type: 'line',
        yAxisIndex: 1,
        data: points.map((bucket) => bucket.revenue),
        smooth: 0.2,
        smoothMonotone: 'x',
        symbol: 'circle',
        symbolSize: 7,
        showSymbol: points.length <= 31,
        lineStyle: { width: points.length > 60 ? 2 : 2.5, color: palette.revenue },
        itemStyle: { color: palette.revenue, borderColor: palette.surface, borderWidth: 1.5 },
        areaStyle: { color: gradient(palette.revenueFade, 'rgba(0, 0, 0, 0)') },
        emphasis: { disabled: true },
        z: 3,
      },
    ],
  };
}

/**
 * @param {{max: number, interval: number}} scale
 */
function valueAxis({ max, interval }) {
  return {
    type: 'value',
    min: 0,
    max,
    interval,
    nameGap: 16,
    nameLocation: 'end',
    axisLine: { show: false },
    axisTick: { show: false },
  };
}

/**
 * @param {string} from top colour
 * @param {string} to bottom colour
 */
function gradient(from, to) {
  return {
    type: 'linear', x: 0, y: 0, x2: 0, y2: 1,
    colorStops: [{ offset: 0, color: from }, { offset: 1, color: to }],
  };
}

/**
 * Day labels at an even stride counted from the last day; for weeks and months, the first mark of
 * a month, with the year where it changes.
 * @param {Bucket[]} points
 * @param {import('./time-buckets.js').Grain} grain
 * @param {Environment} environment
 */
function dateLabels(points, grain, { format, width }) {
  const room = Math.max(2, Math.floor(width / (grain === 'day' ? 76 : 58)));
  const last = points.length - 1;
  if (grain === 'day') {
    const stride = [1, 2, 3, 5, 7, 14, 21, 28].find((days) => points.length / days <= room) ?? 56;
    return {
      interval: (/** @type {number} */ index) => (last - index) % stride === 0,
      formatter: (/** @type {string} */ day) => format.shortDay(day),
      hideOverlap: true,
    };
  }
  const months = points.map((bucket, index) => (index > 0 ? bucket.start : bucket.from).slice(0, 7));
  const isFirst = (/** @type {number} */ index) =>
    index === 0 ? !points[0].isPartial || grain === 'month' : months[index] !== months[index - 1];
  const monthCount = new Set(months).size;
  const stride = [1, 2, 3, 6, 12].find((count) => monthCount / count <= room) ?? 24;
  const number = (/** @type {string} */ month) => Number(month.slice(0, 4)) * 12 + Number(month.slice(5)) - 1;
  const shown = new Set();
  for (let index = 0; index <= last; index += 1) {
    if (isFirst(index) && number(months[index]) % stride === 0) shown.add(index);
  }
  const first = Math.min(...shown);
  return {
    interval: (/** @type {number} */ index) => shown.has(index),
    formatter: (/** @type {string} */ day, /** @type {number} */ index) => {
      const month = `${months[index]}-01`;
      const isNewYear = index === first || number(months[index]) % 12 < stride;
      return `${format.shortMonth(month)}${isNewYear ? `\n{year|${format.year(month)}}` : ''}`;
    },
    lineHeight: 16,
    rich: { year: { fontWeight: 600, fontSize: 12, lineHeight: 16 } },
    hideOverlap: true,
  };
}

/**
 * Marks the as-of day where the range goes on after it: what follows are stragglers.
 * @param {Bucket[]} points
 * @param {import('../core/api.js').Meta} meta
 * @param {Environment} environment
 */
function asOfLine(points, meta, { palette, t, width }) {
  if (!meta.as_of || meta.as_of >= points[points.length - 1].to) return undefined;
  const bucket = bucketOf(points, meta.as_of);
  if (!bucket) return undefined;
  return {
    silent: true,
    symbol: 'none',
    animation: false,
    lineStyle: { color: palette.muted, type: 'dashed', width: 1 },
    label: {
      formatter: t('timeline.asof'), color: palette.muted, fontFamily: palette.font, fontSize: 12,
      position: 'end', align: 'right', offset: [-6, 18], show: width >= 560,
    },
    data: [{ xAxis: bucket.from }],
  };
}

/**
 * @param {Bucket[]} points
 * @param {import('./time-buckets.js').Grain} grain
 * @param {Environment} environment
 */
function tooltip(points, grain, { palette, format, t }) {
  const line = (/** @type {string} */ kind, /** @type {string} */ label, /** @type {string} */ value) =>
    h('div', { class: 'tip-line' }, h('span', { class: `swatch swatch-${kind}` }), h('span', {}, label), h('strong', {}, value));
  return {
    trigger: 'axis',
    confine: true,
    className: 'tip',
    transitionDuration: 0.15,
    padding: 0,
    borderWidth: 0,
    backgroundColor: 'transparent',
    textStyle: { color: palette.text, fontFamily: palette.font },
    formatter: (/** @type {{dataIndex: number, seriesId: string}[]} */ marks) => {
      const bucket = points[marks[0].dataIndex];
      const shown = new Set(marks.map((mark) => mark.seriesId));
      return h(
        'div',
        { class: 'tip-body' },
        h('div', { class: 'tip-title' }, heading(bucket, grain, format)),
        bucket.isPartial && h('div', { class: 'tip-note' }, t('timeline.partialDays', { count: bucket.days })),
        shown.has('orders') && line('bar', t('timeline.orders'), format.integer(bucket.orders)),
        shown.has('revenue') && line('line', t('timeline.revenue'), format.moneyExact(bucket.revenue)),
      );
    },
  };
}

/**
 * @param {Bucket[]} points
 * @param {import('./time-buckets.js').Grain} grain
 * @param {Environment} environment
 */
function zoom(points, grain, { palette, format }) {
  return [
    {
      id: 'slider',
      type: 'slider',
      height: 24,
      bottom: 4,
      left: 44,
      right: 44,
      borderColor: 'transparent',
      backgroundColor: palette.hover,
      fillerColor: palette.zoomFill,
      handleStyle: { color: palette.surface, borderColor: palette.orders, borderWidth: 1.5 },
      moveHandleSize: 0,
      brushSelect: false,
      dataBackground: { lineStyle: { color: palette.orders, opacity: 0.5 }, areaStyle: { color: palette.orders, opacity: 0.15 } },
      selectedDataBackground: { lineStyle: { color: palette.orders }, areaStyle: { color: palette.orders, opacity: 0.3 } },
      textStyle: { color: palette.muted, fontFamily: palette.font, fontSize: 12 },
      labelFormatter: (/** @type {number} */ index) => (points[index] ? format.day(points[index].from) : ''),
      showDetail: true,
    },
    {
      id: 'inside',
      type: 'inside',
      zoomOnMouseWheel: 'shift',
      moveOnMouseWheel: false,
      moveOnMouseMove: false,
      preventDefaultMouseMove: false,
    },
  ];
}
