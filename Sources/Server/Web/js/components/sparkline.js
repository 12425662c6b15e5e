const WIDTH = 120;
const HEIGHT = 32;
const EDGE = 2;

/**
 * A line without axes, as wide as its place. Gaps stay gaps. It only shows the course: the figures stand beside it.
 * @param {(number | null)[]} values
 * @returns {SVGSVGElement}
 */
export function sparkline(values) {
  const known = /** @type {number[]} */ (values.filter((value) => value !== null));
  const low = Math.min(...known);
  const spread = Math.max(...known) - low || 1;
  const place = (/** @type {number} */ value, /** @type {number} */ index) =>
    `${((index / (values.length - 1)) * WIDTH).toFixed(1)} ${(HEIGHT - EDGE - ((value - low) / spread) * (HEIGHT - EDGE * 2)).toFixed(1)}`;
  let line = '';
  let isDown = false;
  values.forEach((value, index) => {
    if (value === null) isDown = false;
    else {
      line += `${isDown ? 'L' : 'M'}${place(value, index)}`;
      isDown = true;
    }
  });
  const picture = make('svg', { viewBox: `0 0 ${WIDTH} ${HEIGHT}`, preserveAspectRatio: 'none', class: 'sparkline', focusable: 'false' });
  if (known.length === values.length) {
    picture.append(make('path', { d: `${line}L${WIDTH} ${HEIGHT}L0 ${HEIGHT}Z`, class: 'sparkline-area' }));
  }
  picture.append(make('path', { d: line, class: 'sparkline-line', 'vector-effect': 'non-scaling-stroke' }));
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
