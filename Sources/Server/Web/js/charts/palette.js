/**
 * Colours for charts. They live in `css/tokens.css` with all others; a canvas cannot read custom
 * properties by itself.
 * @typedef {object} Palette
 * @property {string} text
 * @property {string} muted
 * @property {string} grid
 * @property {string} surface an opaque colour of the card behind the chart
 * @property {string} font
 * @property {string} hover
 * @property {string} empty of an area without data
 * @property {string} before of what is compared with
 * @property {string} outline of areas almost of the card's colour
 * @property {string[]} series one a series, told apart by people who see colours differently too
 * @property {string[]} deep the darker ends of the same
 * @property {string[]} ramp from little to much
 */

const SINGLE = {
  text: '--text', muted: '--text-muted', grid: '--chart-grid', surface: '--surface-solid', font: '--font', hover: '--chart-hover',
  empty: '--chart-empty', before: '--chart-before', outline: '--outline',
};

/** @type {Palette | null} */
let known = null;
let theme = '';

/** @returns {Palette} of the theme in force */
export function readPalette() {
  const now = document.documentElement.dataset.theme ?? '';
  if (known && theme === now) return known;
  const style = getComputedStyle(document.documentElement);
  const read = (/** @type {string} */ token) => style.getPropertyValue(token).trim();
  const list = (/** @type {string} */ token, /** @type {number} */ count) =>
    Array.from({ length: count }, (_, index) => read(`${token}-${index + 1}`));
  const single = Object.entries(SINGLE).map(([name, token]) => [name, read(token)]);
  theme = now;
  known = /** @type {Palette} */ ({
    ...Object.fromEntries(single), series: list('--series', 8), deep: list('--series-deep', 8), ramp: list('--ramp', 5),
  });
  return known;
}

/**
 * @param {string} from top or left colour
 * @param {string} to
 * @param {boolean} [isAcross] from left to right
 */
export function gradient(from, to, isAcross = false) {
  return {
    type: 'linear', x: 0, y: 0, x2: isAcross ? 1 : 0, y2: isAcross ? 0 : 1,
    colorStops: [{ offset: 0, color: from }, { offset: 1, color: to }],
  };
}

/** Places in the series' colours that a value keeps whatever else is drawn, so that it is known again in every chart. */
const HUES = /** @type {Record<string, Record<string, number>>} */ ({
  status: { delivered: 0, approved: 1, shipped: 2, invoiced: 3, created: 4, canceled: 5, processing: 6, unavailable: 7 },
  payment_type: { credit_card: 0, boleto: 1, voucher: 2, debit_card: 3, not_defined: 7 },
  customer_type: { new: 2, returning: 1 },
});

/**
 * @param {string} dimension
 * @param {string} value
 * @param {number} index where it stands, for dimensions whose values have no colour of their own
 * @returns {number} place in `series` and `deep`
 */
export function hueOf(dimension, value, index) {
  return (HUES[dimension]?.[value] ?? index) % 8;
}
