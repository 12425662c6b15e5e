/* Words that the modules share. Nothing here runs, so the page never fetches it: it is for the readers and the editor. */

/**
 * @typedef {object} Meta
 * @property {string} [as_of] last day that the presets end on
 * @property {{from: string, to: string, days: number}} [range] days covered, inclusive
 * @property {string} [warehouse_version]
 * @property {{mode: string, from: string, to: string, days: number}} [comparison] the days compared with
 * @property {Column[]} [columns] of the rows, in order
 * @property {boolean} [is_truncated] the limit cut rows off
 * @property {any[]} [rest] what those sum up to, where the page has asked for it
 *
 * @typedef {object} Column
 * @property {string} name
 * @property {'dimension' | 'metric' | 'comparison'} kind
 * @property {string} [unit]
 * @property {string} [label]
 *
 * @typedef {object} Question what to ask the API
 * @property {string} path
 * @property {Record<string, string | string[]>} [parameters] a list is a repeated parameter
 */

/**
 * @template T
 * @typedef {{data: T, meta: Meta}} Answer
 */

/**
 * What is known about one question at one moment.
 * @typedef {object} Snapshot
 * @property {Answer<any> | null} answer the last good one
 * @property {import('./core/api.js').ApiError | null} error why the newest attempt failed
 * @property {boolean} isLoading
 * @property {boolean} isOutdated the answer is to an earlier question than the one now asked
 */

/**
 * Everything that decides what the page shows. It lives in the URL and nowhere else, so that
 * reload, back, forward, a bookmark and a shared link all give the same picture.
 * @typedef {object} FilterState
 * @property {string} view id of a view
 * @property {string} days a whole number of days up to the as-of day, or `all`; `custom` for from and to
 * @property {string} from first day of a custom range, else empty
 * @property {string} to last day of a custom range, else empty
 * @property {Comparison} compare
 * @property {Readonly<Record<string, readonly string[]>>} filters values by dimension, in the order chosen
 * @property {Readonly<Record<string, string>>} options what one view alone can choose
 *
 * @typedef {'off' | 'previous' | 'year'} Comparison
 */

/** A value to filter by. @typedef {{dimension: string, value: string}} Choice */

/**
 * What a chart or card asks, before the state of the page is put in.
 * @typedef {object} Ask
 * @property {string} [path] an endpoint of its own instead of /api/query
 * @property {string[]} [metrics]
 * @property {string[]} [by] dimensions
 * @property {'auto' | 'month' | 'week' | 'day'} [grain] a row for each day, week or month
 * @property {string} [sort]
 * @property {number} [limit]
 * @property {boolean} [isComparing] false never asks for the comparison
 * @property {Record<string, string[]>} [only] filters of its own, under those of the page
 * @property {string} [days] a period of its own, where the page's makes no sense
 *
 */

/**
 * What every part of the page may use.
 * @typedef {object} Context
 * @property {import('./core/i18n.js').I18n} i18n
 * @property {import('./core/theme.js').Theme} theme
 * @property {import('./core/state.js').FilterStore} store
 * @property {import('./core/catalogue.js').Catalogue} catalogue
 * @property {import('./core/names.js').Names} names
 * @property {import('./core/answers.js').Answers} answers
 * @property {import('./core/draw-queue.js').DrawQueue} queue
 * @property {import('./components/definitions.js').Definitions} definitions
 * @property {(text: string) => void} say to screen readers
 * @property {(name: string, title: string, text: string) => void} fail to screen readers, what could not be loaded
 * @property {(title: string, text: string, isGood?: boolean) => void} tell in a message that goes by itself; the title is a message key
 * @property {(error: unknown) => Promise<import('./core/api.js').ApiError>} explain the error as one that there are words for
 * @property {<Result>(act: () => Promise<Result>) => Promise<Result | void>} attempt what has to be fetched, with the words `.more`; tells when it cannot be
 * @property {(choices?: Choice[]) => void} foresee tells what a click would choose, or that none is expected any more
 * @property {(name: string) => void} reload asks one question of the view again
 * @property {(name: string) => Question | null} question as it was asked last
 */

/**
 * @typedef {object} View a view on the page
 * @property {HTMLElement} element
 * @property {(snapshots: Record<string, Snapshot>) => void} show called whenever something is known anew
 * @property {() => void} showState called when the state has changed
 * @property {(dimension: string) => void} redraw called when the names of a dimension's values have changed
 * @property {(snapshots: Record<string, Snapshot>) => string} announcement
 * @property {() => void} destroy
 *
 * @typedef {object} ViewModule a view there is, in a module of its own in this folder, fetched when it is first opened
 * @property {Record<string, (state: FilterState, catalogue: import('./core/catalogue.js').Catalogue) => Question>} questions
 *   what it asks, by name; a question whose URL did not change is not asked again
 * @property {(context: Context) => View} create
 * @property {boolean} [isUnfiltered] it is about all of the data, and has no use for filters
 *
 * @typedef {{id: string, icon: string, words?: string, load: () => Promise<{view: ViewModule}>}} ViewEntry `view.<id>` is the
 *   title's message key, `words` a part of the locale that it needs
 */

/**
 * Most views are this: figures above, charts below, all of it declared.
 * @typedef {object} Figures
 * @property {Ask} ask answers with the row, or the rows, that hold the figures
 * @property {Ask} [trend] the same over time, for the lines below the figures
 * @property {Kpi[]} cards
 *
 * @typedef {object} DashboardDeclaration
 * @property {string} id
 * @property {Figures} [figures]
 * @property {Figures} [tiles] smaller figures at the foot
 * @property {import('./charts/types.js').ChartDeclaration[]} charts
 */

/**
 * One figure of an answer and how it is shown.
 * @typedef {object} Kpi
 * @property {string} id a metric, or another name with `kpi.<id>` and `kpi.<id>.about`
 * @property {string} [metric] where the id is not one
 * @property {string} icon
 * @property {string} [accent] one of the accents in `css/tokens.css`
 * @property {(rows: any[]) => any} [row] the row that holds it; the first if not given
 * @property {boolean} [isLessBetter]
 *
 * @typedef {'hero' | 'tile'} KpiSize
 */

export {};
