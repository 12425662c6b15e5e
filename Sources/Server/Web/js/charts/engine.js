/**
 * The one place that touches ECharts: loads it and lets charts animate or not. Every word in a chart is the page's own.
 * @typedef {any} Engine the ECharts module
 */

/** ECharts measures text when it draws, so the fonts have to be there before. */
const FONTS = ['400 12px Inter', '600 12px Inter'];

/** @type {Promise<Engine> | undefined} */
let loading;

/**
 * @returns {Promise<Engine>} ECharts, ready to draw
 */
export function loadEngine() {
  loading ??= load().catch((error) => {
    loading = undefined;
    throw error;
  });
  return loading;
}

async function load() {
  const [echarts] = await Promise.all([import('/vendor/echarts.esm.min.js'), fonts()]);
  return echarts;
}

/** A font that cannot be had is not worth waiting or failing for: the system's stands in. */
async function fonts() {
  const patience = new Promise((resolve) => setTimeout(resolve, 1_500));
  await Promise.race([Promise.allSettled(FONTS.map((font) => document.fonts.load(font))), patience]);
}

/**
 * @param {Engine} echarts
 * @param {HTMLElement} element
 */
export function createChart(echarts, element) {
  return echarts.init(element, null, { renderer: 'canvas' });
}

/** @returns {boolean} whether charts may move */
export function mayAnimate() {
  return !matchMedia('(prefers-reduced-motion: reduce), print').matches;
}
