import { h } from '../core/dom.js';

/**
 * An icon of the set, in the colour of the text around it. It never carries meaning alone: what it stands in has a name.
 * @param {string} name
 */
export function icon(name) {
  return h('span', { class: 'icon', style: `--icon: url("/vendor/icons/${name}.svg")`, 'aria-hidden': 'true' });
}
