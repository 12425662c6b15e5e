import { loadEngine } from '../charts/engine.js';

/**
 * @typedef {object} PictureWords
 * @property {string} title
 * @property {string[]} subtitle parts, in as many lines as they take
 * @property {string} foot
 * @property {import('../charts/types.js').Series[]} legend
 * @property {import('../charts/palette.js').Palette} palette
 */

/** Size of the plot in a picture, whatever the screen it is made on. */
export const PICTURE_PLOT = { width: 1160, height: 440 };

const SCALE = 2;
const PADDING = 24;
const FOOT = 44;

/** Height of a line of the title, of what stands below it, and of the legend. */
const LINES = { title: 24, subtitle: 19, legend: 22 };

const SWATCH = 20;
const GAP = 22;

/** @typedef {{text: string, value: string, x: number, row: number, color: string, isLine: boolean}} Entry of the legend, placed */

/**
 * A chart as a picture that can stand alone: with its title, range, filters, legend and as-of day.
 * @param {object} option for ECharts
 * @param {PictureWords} words
 * @returns {Promise<Blob>} a PNG at twice the size
 */
export async function chartPicture(option, { title, subtitle, foot, legend, palette }) {
  const canvas = document.createElement('canvas');
  const pen = /** @type {CanvasRenderingContext2D} */ (canvas.getContext('2d'));
  const width = PICTURE_PLOT.width + PADDING * 2;
  const titles = wrap(pen, title.split(' '), ' ', `600 18px ${palette.font}`);
  const subtitles = wrap(pen, subtitle, ' · ', `400 13px ${palette.font}`);
  const entries = place(pen, legend, `400 13px ${palette.font}`);
  const legendTop = 22 + titles.length * LINES.title + subtitles.length * LINES.subtitle;
  const plotTop = legendTop + 8 + (entries.length > 0 ? (entries[entries.length - 1].row + 1) * LINES.legend + 4 : 0);
  const height = plotTop + PICTURE_PLOT.height + FOOT;
  canvas.width = width * SCALE;
  canvas.height = height * SCALE;
  pen.scale(SCALE, SCALE);
  pen.fillStyle = palette.surface;
  pen.fillRect(0, 0, width, height);
  pen.drawImage(await plotCanvas(option), PADDING, plotTop, PICTURE_PLOT.width, PICTURE_PLOT.height);
  /**
   * @param {string} text
   * @param {number} x
   * @param {number} y
   * @param {string} font
   * @param {string} color
   */
  function write(text, x, y, font, color) {
    pen.font = `${font} ${palette.font}`;
    pen.fillStyle = color;
    pen.fillText(text, x, y, width - x - PADDING);
  }
  titles.forEach((line, row) => write(line, PADDING, 38 + row * LINES.title, '600 18px', palette.text));
  subtitles.forEach((line, row) => write(line, PADDING, 36 + titles.length * LINES.title + row * LINES.subtitle, '400 13px', palette.muted));
  for (const { text, value, x, row, color, isLine } of entries) {
    const y = legendTop + 18 + row * LINES.legend;
    pen.fillStyle = color;
    if (isLine) pen.fillRect(PADDING + x, y - 6, 14, 3);
    else pen.fillRect(PADDING + x, y - 10, 11, 11);
    write(text, PADDING + x + SWATCH, y, '400 13px', palette.text);
    if (value) write(value, PADDING + x + SWATCH + pen.measureText(`${text} `).width, y, '400 13px', palette.muted);
  }
  write(foot, PADDING, height - 16, '400 12px', palette.muted);
  return new Promise((resolve, reject) => {
    canvas.toBlob((blob) => (blob ? resolve(blob) : reject(new Error('The picture is too large.'))), 'image/png');
  });
}

/**
 * @param {CanvasRenderingContext2D} pen
 * @param {string[]} parts that stay whole
 * @param {string} between
 * @param {string} font
 * @returns {string[]} lines as wide as the plot
 */
function wrap(pen, parts, between, font) {
  pen.font = font;
  /** @type {string[]} */
  const lines = [];
  for (const part of parts) {
    const longer = lines.length > 0 ? `${lines[lines.length - 1]}${between}${part}` : part;
    if (lines.length > 0 && pen.measureText(longer).width <= PICTURE_PLOT.width) lines[lines.length - 1] = longer;
    else lines.push(part);
  }
  return lines;
}

/**
 * @param {CanvasRenderingContext2D} pen
 * @param {import('../charts/types.js').Series[]} legend
 * @param {string} font
 * @returns {Entry[]} in as many rows as it takes
 */
function place(pen, legend, font) {
  pen.font = font;
  let x = 0;
  let row = 0;
  return legend.map(({ name, value = '', color, mark }) => {
    const room = SWATCH + pen.measureText([name, value].join(' ').trim()).width;
    if (x > 0 && x + room > PICTURE_PLOT.width) {
      x = 0;
      row += 1;
    }
    const entry = { text: name, value, x, row, color, isLine: mark === 'line' };
    x += room + GAP;
    return entry;
  });
}

/**
 * Draws the option away from the page, so that no hover or zoom of the moment gets into the picture.
 * @param {object} option
 * @returns {Promise<HTMLCanvasElement>}
 */
async function plotCanvas(option) {
  const echarts = await loadEngine();
  const chart = echarts.init(document.createElement('div'), null, { renderer: 'canvas', ...PICTURE_PLOT });
  chart.setOption({ ...option, animation: false });
  const canvas = chart.renderToCanvas({ pixelRatio: SCALE });
  chart.dispose();
  return canvas;
}
