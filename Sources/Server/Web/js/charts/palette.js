/**
 * Colours for charts. They live in `css/tokens.css` with all others; a canvas cannot read custom
 * properties by itself.
 * @typedef {object} Palette
 * @property {string} text
 * @property {string} muted
 * @property {string} grid
 * @property {string} surface an opaque colour of the card behind the chart
 * @property {string} font
 * @property {string} orders
 * @property {string} ordersDeep
 * @property {string} revenue
 * @property {string} revenueFade
 * @property {string} hover
 * @property {string} zoomFill
 */

/** @type {Record<keyof Palette, string>} */
const TOKENS = {
  text: '--text',
  muted: '--text-muted',
  grid: '--chart-grid',
  surface: '--surface-solid',
  font: '--font',
  orders: '--chart-orders',
  ordersDeep: '--chart-orders-deep',
  revenue: '--chart-revenue',
  revenueFade: '--chart-revenue-fade',
  hover: '--chart-hover',
  zoomFill: '--chart-zoom',
};

/** @returns {Palette} of the theme in force */
export function readPalette() {
  const style = getComputedStyle(document.documentElement);
  return /** @type {Palette} */ (
    Object.fromEntries(Object.entries(TOKENS).map(([name, token]) => [name, style.getPropertyValue(token).trim()]))
  );
}
