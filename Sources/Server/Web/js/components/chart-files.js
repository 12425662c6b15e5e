import { ApiError, TIMEOUT, questionUrl, readEnvelope } from '../core/api.js';
import { csvBlob, toCsv } from '../core/csv.js';
import { download } from '../core/download.js';
import { FILTERS } from '../core/state.js';
import { PICTURE_PLOT, chartPicture } from './picture.js';

/** @import { Meta, Question } from '../types.js' */

/** Characters of a file's name; more would not fit everywhere. */
const LONGEST_NAME = 150;

/**
 * A chart as it stands on its card.
 * @typedef {object} ShownChart
 * @property {import('../charts/types.js').ChartDeclaration} declaration
 * @property {import('../types.js').Context} context
 * @property {Question} question
 * @property {Meta} meta of its answer
 * @property {any[]} rows
 * @property {import('../charts/columns.js').TableColumn[]} columns
 * @property {import('./chart-plot.js').ChartPlot | null} plot
 * @property {Set<string>} hidden ids of series
 * @property {string} title
 * @property {string} subtitle
 */

/**
 * Hands a chart to the person, as its rows or as a picture.
 * @param {'csv' | 'png'} kind
 * @param {ShownChart} chart
 * @returns {Promise<string>} the file's name
 * @throws {ApiError}
 */
export async function saveChart(kind, chart) {
  const { declaration, question, meta: { range } } = chart;
  const filters = filtersOf(question).flatMap(([dimension, values]) => [dimension, ...values]).join('-').replace(/[^\p{L}\p{N}_-]+/gu, '-');
  const name = ['vitrine', declaration.id.replaceAll('.', '-'), range?.from, range?.to, filters].filter(Boolean).join('-');
  const file = `${name.slice(0, LONGEST_NAME)}.${kind}`;
  download(await (kind === 'png' ? picture(chart) : declaration.isOwnCsv ? ownCsv(chart) : askForCsv(chart)), file);
  return file;
}

/**
 * @param {Question} question
 * @returns {[string, string[]][]} dimensions that it is filtered by, each with its values
 */
function filtersOf({ parameters = {} }) {
  return FILTERS.filter((name) => name in parameters).map((name) => [name, [parameters[name]].flat()]);
}

/**
 * The rows as drawn, of an endpoint that writes no file.
 * @param {ShownChart} chart
 */
function ownCsv({ rows, columns }) {
  return csvBlob(toCsv(rows, columns.map(({ name }) => ({ name, value: (row) => row[name] }))));
}

/** @param {ShownChart} chart */
async function picture({ context: { i18n: { t, format }, catalogue, names }, question, meta, plot, hidden, title, subtitle }) {
  const foot = ['Vitrine', meta.as_of && t('asof.label', { day: format.day(meta.as_of) })].filter(Boolean).join(' · ');
  const { option, environment, model } = /** @type {import('./chart-plot.js').ChartPlot} */ (plot).picture(PICTURE_PLOT);
  const legend = (model.series ?? []).filter((/** @type {any} */ series) => !hidden.has(series.id));
  const days = [meta.range, meta.comparison].map((range) => range && format.range(range.from, range.to));
  const filters = filtersOf(question).map(([dimension, values]) => `${catalogue.label(dimension)}: ${values.map((value) => names.full(dimension, value)).join(', ')}`);
  const parts = [days[0], days[1] && model.hasBefore && t('chart.compared', { range: days[1] }), ...filters, subtitle].filter(Boolean);
  return chartPicture(option, { title, subtitle: /** @type {string[]} */ (parts), foot, legend, palette: environment.palette });
}

/**
 * Fetches the rows of a chart as the server writes them to a file.
 * @param {ShownChart} chart
 * @returns {Promise<Blob>}
 * @throws {ApiError}
 */
async function askForCsv({ declaration, question: { path, parameters }, columns }) {
  // Of an answer that others share, what this chart shows.
  const own = declaration.from ? { metrics: columns.filter(({ kind }) => kind === 'metric').map(({ name }) => name).join(',') } : {};
  const url = questionUrl({ path, parameters: { ...parameters, ...own, format: 'csv' } });
  let response;
  try {
    response = await fetch(url, { cache: 'no-cache', headers: { Accept: 'text/csv' }, signal: AbortSignal.timeout(TIMEOUT) });
  } catch (error) {
    throw new ApiError('network', error instanceof Error ? error.message : String(error));
  }
  if (response.ok) return response.blob();
  readEnvelope(await response.text(), response.status);
  throw new ApiError('malformed', `Status ${response.status}.`, { status: response.status });
}
