import { loadEngine } from '../charts/engine.js';

/**
 * @typedef {object} PictureWords
 * @property {string} title
 * @property {string} subtitle
 * @property {string} foot
 * @property {import('../charts/types.js').Series[]} legend
 * @property {import('../charts/palette.js').Palette} palette
 */

/** Size of the plot in a picture, whatever the screen it is made on. */
export const PICTURE_PLOT = { width: 1160, height: 440 };

const SCALE = 2;
const PADDING = 24;
const HEAD = 96;
const FOOT = 44;

/**
 * A chart as a picture that can stand alone: with its title, range, legend and as-of day.
 * @param {object} option for ECharts
 * @param {PictureWords} words
 * @returns {Promise<Blob>} a PNG at twice the size
 */
export async function chartPicture(option, { title, subtitle, foot, legend, palette }) {
  const width = PICTURE_PLOT.width + PADDING * 2;
  const height = PICTURE_PLOT.height + HEAD + FOOT;
  const canvas = document.createElement('canvas');
  canvas.width = width * SCALE;
  canvas.height = height * SCALE;
  const pen = /** @type {CanvasRenderingContext2D} */ (canvas.getContext('2d'));
  pen.scale(SCALE, SCALE);
  pen.fillStyle = palette.surface;
  pen.fillRect(0, 0, width, height);
  pen.drawImage(await plotCanvas(option), PADDING, HEAD, PICTURE_PLOT.width, PICTURE_PLOT.height);
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
  write(title, PADDING, 38, '600 18px', palette.text);
  write(subtitle, PADDING, 60, '400 13px', palette.muted);
  write(foot, PADDING, height - 16, '400 12px', palette.muted);
  let x = PADDING;
  for (const { name, color, mark } of legend) {
    pen.fillStyle = color;
    if (mark === 'line') pen.fillRect(x, 80, 14, 3);
    else pen.fillRect(x, 76, 11, 11);
    write(name, x + 20, 86, '400 13px', palette.text);
    x += 20 + pen.measureText(name).width + 22;
  }
  return new Promise((resolve, reject) => {
    canvas.toBlob((blob) => (blob ? resolve(blob) : reject(new Error('The picture is too large.'))), 'image/png');
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
