const WIDTH = 120;
const HEIGHT = 32;
const EDGE = 2;

/**
 * A line without axes, as wide as its place. Gaps stay gaps. It only shows the course: the figures stand beside it.
 * @param {(number | null)[]} values
 * @param {{isShort?: boolean}[]} [buckets] of the values, where they are of time; the line is paler to and from those that are short
 * @returns {SVGSVGElement}
 */
export function sparkline(values, buckets = []) {
  const known = /** @type {number[]} */ (values.filter((value) => value !== null));
  const low = Math.min(...known);
  const spread = Math.max(...known) - low || 1;
  const place = (/** @type {number} */ value, /** @type {number} */ index) =>
    `${((index / (values.length - 1)) * WIDTH).toFixed(1)} ${(HEIGHT - EDGE - ((value - low) / spread) * (HEIGHT - EDGE * 2)).toFixed(1)}`;
  const lines = { whole: '', short: '' };
  values.forEach((value, index) => {
    const last = values[index - 1] ?? null;
    if (value === null || last === null) return;
    const part = buckets[index]?.isShort || buckets[index - 1]?.isShort ? 'short' : 'whole';
    lines[part] += `M${place(last, index - 1)}L${place(value, index)}`;
  });
  const picture = make('svg', { viewBox: `0 0 ${WIDTH} ${HEIGHT}`, preserveAspectRatio: 'none', class: 'sparkline', focusable: 'false' });
  if (known.length === values.length) {
    picture.append(make('path', { d: `M0 ${HEIGHT}${known.map((value, index) => `L${place(value, index)}`).join('')}L${WIDTH} ${HEIGHT}Z`, class: 'sparkline-area' }));
  }
  for (const [part, d] of Object.entries(lines)) {
    picture.append(make('path', { d, class: `sparkline-line sparkline-${part}`, 'vector-effect': 'non-scaling-stroke' }));
  }
  return /** @type {SVGSVGElement} */ (picture);
}

/**
 * @param {string} name
 * @param {Record<string, string>} attributes
 */
function make(name, attributes) {
  const element = document.createElementNS('http://www.w3.org/2000/svg', name);
  for (const [key, value] of Object.entries(attributes)) element.setAttribute(key, value);
  return element;
}
