/**
 * A chart is a declaration over a question: what is asked, which fields are drawn how, and what a click filters by.
 * @typedef {object} ChartDeclaration
 * @property {string} id message key `<id>.title`, where there are more words `<id>.about` and `<id>.note`; names its files
 * @property {string} kind name of a module in `js/charts/kinds`, or `table`
 * @property {import('../core/question.js').Ask | ((state: import('../core/state.js').FilterState) => import('../core/question.js').Ask)} [ask] the question, where the view does not ask it by another name
 * @property {'third' | 'half' | 'wide' | 'full'} [span]
 * @property {'low' | 'normal' | 'tall' | 'taller'} [height]
 * @property {string | string[] | false} [filter] dimensions that a click on a mark filters by; the drawn ones if not given
 * @property {(data: any, meta: any, context: any) => any[]} [derive] rows to draw out of the answer
 * @property {string[]} [columns] of the table, where the answer does not tell
 * @property {(context: any) => string} [titleOf] a title that depends on the state
 * @property {(context: any) => HTMLElement} [control] to choose what it shows
 * @property {string} [from] name of another question of the view whose answer it draws
 * @property {(state: import('../core/state.js').FilterState) => Partial<ChartDeclaration>} [vary] what depends on the state
 * @property {boolean} [isOwnCsv] the rows drawn are the file, where the endpoint writes none
 * @property {string} [field] of a table: where the value to filter by stands, if not in the field of its name
 *
 * What else a kind takes stands in its module.
 * @property {string} [dimension]
 * @property {(row: any, environment: any) => string} [name] of a mark, where the value's own does not do
 * @property {(row: any, environment: any) => string} [note] said with a mark
 * @property {string[]} [also] figures told with a mark
 * @property {string} [line]
 * @property {string} [stack]
 * @property {number} [hue]
 * @property {boolean} [isStanding]
 * @property {boolean} [isAsGiven]
 * @property {boolean} [isDroppingNone]
 * @property {boolean} [isStacked]
 * @property {boolean} [isLog]
 * @property {boolean} [isFromZeroAcross]
 * @property {boolean} [isFilled]
 * @property {boolean} [isPlainX]
 * @property {boolean} [isFromZero]
 * @property {(row: any) => boolean} [isBlank]
 * @property {(row: any) => boolean} [isTrusted]
 * @property {(row: any) => {from: string, to: string}} [rangeOf]
 * @property {(value: string, environment: any) => string} [yLabel]
 * @property {any} [series]
 * @property {any} [value]
 * @property {any} [values]
 * @property {any} [x]
 * @property {any} [y]
 * @property {any} [source]
 * @property {any} [target]
 * @property {boolean} [isRest] the rows cut off are part of the drawing
 */

/**
 * Dimensions whose filters a chart sets. It does not apply them to itself, so that what is not chosen stays in view.
 * @param {any} declaration
 * @returns {string[]}
 */
export function ownDimensions({ filter, dimension, series, x, y, source, target, kind }) {
  if (filter === false) return [];
  if (filter) return Array.isArray(filter) ? filter : [filter];
  if (kind === 'heatmap') return [x, y];
  if (kind === 'flows') return [source, target];
  if (kind === 'time') return series ? [series] : [];
  if (kind === 'points') return ['city'];
  return [dimension ?? series].filter(Boolean);
}
