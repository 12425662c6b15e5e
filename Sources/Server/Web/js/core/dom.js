/**
 * @typedef {Node | string | number | null | undefined | false | Child[]} Child
 * @typedef {Record<string, unknown> & {
 *   class?: string,
 *   on?: Record<string, (event: any) => void>,
 *   dataset?: Record<string, string>,
 * }} Properties
 */

/**
 * Makes an element. Text is always set as text, so nothing from the data can become markup.
 * @template {keyof HTMLElementTagNameMap} Tag
 * @param {Tag} tag
 * @param {Properties} [properties] attributes; `true` sets an empty one, `false` and null leave it out
 * @param {...Child} children
 * @returns {HTMLElementTagNameMap[Tag]}
 */
export function h(tag, properties = {}, ...children) {
  const element = document.createElement(tag);
  for (const [name, value] of Object.entries(properties)) {
    if (name === 'on') {
      for (const [type, listener] of Object.entries(properties.on ?? {})) element.addEventListener(type, listener);
    } else if (name === 'dataset') {
      Object.assign(element.dataset, value);
    } else {
      setAttribute(element, name, value);
    }
  }
  append(element, children);
  return element;
}

/**
 * @param {Element} element
 * @param {string} name
 * @param {unknown} value
 */
export function setAttribute(element, name, value) {
  if (value === false || value === null || value === undefined) element.removeAttribute(name);
  else element.setAttribute(name, value === true ? '' : String(value));
}

/**
 * @param {Element} parent
 * @param {Child[]} children
 */
function append(parent, children) {
  for (const child of children) {
    if (child === null || child === undefined || child === false) continue;
    if (Array.isArray(child)) append(parent, child);
    else parent.append(child instanceof Node ? child : String(child));
  }
}

/**
 * @param {Element} parent
 * @param {...Child} children replace what it held
 */
export function fill(parent, ...children) {
  parent.replaceChildren();
  append(parent, children);
}

/**
 * Text for screen readers alone.
 * @param {string} text
 */
export function spoken(text) {
  return h('span', { class: 'spoken' }, text);
}

let lastId = 0;

/**
 * @param {string} prefix
 * @returns {string} an id that no other element has
 */
export function uniqueId(prefix) {
  lastId += 1;
  return `${prefix}-${lastId}`;
}
