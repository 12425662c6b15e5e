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
  const focused = document.activeElement;
  parent.replaceChildren();
  append(parent, children);
  if (focused !== document.activeElement) focusHeading(parent);
}

/** @param {Element} element whose part of the page has a heading: that takes the focus from what goes away */
export function focusHeading(element) {
  const heading = element.closest('section, main')?.querySelector('h1, h2');
  if (!(heading instanceof HTMLElement)) return;
  heading.tabIndex = -1;
  heading.focus();
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

/**
 * Fetches styles that the first view has no use for.
 * @param {...string} hrefs in their order; those already there are not fetched again
 * @returns {Promise<unknown>} done when they are in force, or cannot be had: bare is better than missing
 */
export function needStyles(...hrefs) {
  return Promise.all(hrefs.filter((href) => !document.querySelector(`link[href="${href}"]`)).map((href) => new Promise((resolve) => {
    document.head.append(h('link', { rel: 'stylesheet', href, on: { load: resolve, error: resolve } }));
  })));
}
