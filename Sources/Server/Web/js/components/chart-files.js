import { ApiError, TIMEOUT, questionUrl, readEnvelope } from '../core/api.js';
import { csvBlob, toCsv } from '../core/csv.js';
import { download } from '../core/download.js';
import { PICTURE_PLOT, chartPicture } from './picture.js';

/** @import { Meta, Question } from '../types.js' */

/**
 * A chart as it stands on its card.
 * @typedef {object} ShownChart
 * @property {import('../charts/types.js').ChartDeclaration} declaration
 * @property {import('../core/i18n.js').I18n} i18n
 * @property {Question} question
 * @property {Meta} meta of its answer
 * @property {any[]} rows
 * @property {{name: string}[]} columns
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
  const { declaration, meta: { range } } = chart;
  const file = `${['vitrine', declaration.id.replaceAll('.', '-'), range?.from, range?.to].filter(Boolean).join('-')}.${kind}`;
  download(await (kind === 'png' ? picture(chart) : declaration.isOwnCsv ? ownCsv(chart) : askForCsv(chart.question)), file);
  return file;
}

/**
 * The rows as drawn, of an endpoint that writes no file.
 * @param {ShownChart} chart
 */
function ownCsv({ rows, columns }) {
  return csvBlob(toCsv(rows, columns.map(({ name }) => ({ name, value: (row) => row[name] }))));
}

/** @param {ShownChart} chart */
async function picture({ i18n: { t, format }, meta, plot, hidden, title, subtitle }) {
  const foot = ['Vitrine', meta.as_of && t('asof.label', { day: format.day(meta.as_of) })].filter(Boolean).join(' · ');
  const { option, environment, model } = /** @type {import('./chart-plot.js').ChartPlot} */ (plot).picture(PICTURE_PLOT);
  const legend = (model.series ?? []).filter((/** @type {any} */ series) => !hidden.has(series.id));
  const range = meta.range ? format.range(meta.range.from, meta.range.to) : '';
  return chartPicture(option, { title, subtitle: [range, subtitle].filter(Boolean).join(' · '), foot, legend, palette: environment.palette });
}

/**
 * Fetches the rows of a question as the server writes them to a file.
 * @param {Question} question
 * @returns {Promise<Blob>}
 * @throws {ApiError}
 */
async function askForCsv(question) {
  const url = questionUrl({ ...question, parameters: { ...question.parameters, format: 'csv' } });
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
