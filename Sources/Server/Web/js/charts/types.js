/* Words that the charts share. Nothing here runs, so the page never fetches it: it is for the readers and the editor. */

/**
 * What a chart kind may use while it builds marks and option.
 * @typedef {object} Environment
 * @property {import('../core/i18n.js').I18n['t']} t
 * @property {import('../core/format.js').Formatter} format
 * @property {import('../core/catalogue.js').Catalogue} catalogue
 * @property {import('../core/names.js').Names} names
 * @property {import('./palette.js').Palette} palette
 * @property {number} width of the plot in pixels
 * @property {number} height
 * @property {import('../types.js').Meta} meta of the answer drawn
 * @property {(mark: Mark) => boolean} isChosen whether the page is filtered by this mark
 * @property {boolean} isChoosing whether it is filtered by any mark of this chart
 * @property {Set<string>} hidden ids of the series that the legend switched off
 *
 * Something drawn that stands for rows: a bar, a slice, an area of the map.
 * @typedef {object} Mark
 * @property {string} title what it stands for, in words
 * @property {string} [note]
 * @property {Line[]} lines its figures
 * @property {number | null} size what makes it large or small, to tell the largest
 * @property {import('../types.js').Choice[]} [choices] what a click filters by
 * @property {{from: string, to: string}} [range] or the days a click narrows the page to
 * @property {number} [dataIndex] where ECharts has it
 * @property {number} [seriesIndex]
 * @property {'edge'} [dataType] which of a series' lists it is in, if not the first
 *
 * @typedef {{label: string, value: string, color?: string, mark?: 'bar' | 'line', isBefore?: boolean}} Line
 * @typedef {{id: string, name: string, color: string, mark: 'bar' | 'line', value?: string}} Series one entry of the legend
 *
 * @typedef {object} Model rows made ready: what every kind has in common
 * @property {Mark[]} marks in reading order
 * @property {Series[]} [series] for the legend; none when there is one series only
 * @property {string[]} [notes] said in the subtitle
 * @property {number} [height] pixels that its rows need
 * @property {Record<string, unknown>} [figures] results of the kind's own, for whoever reads the chart
 *
 * A way of drawing rows; one module each in `js/charts/kinds`. Pure: rows in, option and words out.
 * @typedef {object} Kind
 * @property {(rows: any[], declaration: ChartDeclaration, environment: Environment) => any} prepare
 * @property {(model: any, environment: Environment) => object} option for ECharts
 * @property {(echarts: any) => Promise<void>} [ready] fetches what it needs before it can draw
 * @property {boolean} [isTimed] its horizontal axis is time: a range of it can be brushed
 * @property {(model: any, index: number) => {from: string, to: string} | null} [rangeAt] days behind a place of that axis
 * @property {boolean} [hasBands] the whole band of a mark can be clicked, not only the paint
 * @property {(chart: any, mark: Mark) => object} [tipOf] where ECharts shows the tooltip of a mark, if its index does not tell
 */

/**
 * A chart is a declaration over a question: what is asked, which fields are drawn how, and what a click filters by.
 * @typedef {object} ChartDeclaration
 * @property {string} id message key `<id>.title`, where there are more words `<id>.about` and `<id>.note`; names its files
 * @property {string} kind name of a module in `js/charts/kinds`, or `table`
 * @property {import('../types.js').Ask | ((state: import('../types.js').FilterState) => import('../types.js').Ask)} [ask] the question, where the view does not ask it by another name
 * @property {'third' | 'half' | 'wide' | 'full'} [span]
 * @property {'normal' | 'tall' | 'taller'} [height]
 * @property {string | string[] | false} [filter] dimensions that a click on a mark filters by; the drawn ones if not given
 * @property {(data: any, meta: any, context: any) => any[]} [derive] rows to draw out of the answer
 * @property {string[]} [columns] of the table, where the answer does not tell
 * @property {(context: any) => string} [titleOf] a title that depends on the state
 * @property {(context: any) => HTMLElement} [control] to choose what it shows
 * @property {string} [from] name of another question of the view whose answer it draws
 * @property {(state: import('../types.js').FilterState) => Partial<ChartDeclaration>} [vary] what depends on the state
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
 * @property {typeof import('./filled.js').filled} [fill] keeps the place of whole numbers without a row
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

export {};
