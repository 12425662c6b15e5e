/** @import { Answer, Question } from '../types.js' */

/** No answer after this long is a failure, so that nothing waits for ever. */
export const TIMEOUT = 30_000;

/** Why a question got no answer. `code` is the API's, or `network`, `timeout`, `malformed`. */
export class ApiError extends Error {
  /**
   * @param {string} code
   * @param {string} message
   * @param {{status?: number, parameter?: string}} [detail]
   */
  constructor(code, message, { status = 0, parameter } = {}) {
    super(message);
    this.name = 'ApiError';
    this.code = code;
    this.status = status;
    this.parameter = parameter;
  }
}

/**
 * @param {Question} question
 * @returns {string} a relative URL, the same for the same question
 */
export function questionUrl({ path, parameters = {} }) {
  const pairs = Object.entries(parameters).sort(([one], [other]) => (one < other ? -1 : 1))
    .flatMap(([name, value]) => (Array.isArray(value) ? value.map((each) => [name, each]) : [[name, value]]));
  const search = new URLSearchParams(pairs).toString();
  return search ? `${path}?${search}` : path;
}

/**
 * Asks the API. The browser's cache revalidates by ETag, so the same answer again costs a 304.
 * @param {Question} question
 * @param {AbortSignal} [signal]
 * @returns {Promise<Answer<any>>}
 * @throws {ApiError} on every failure but cancellation, which rejects with the signal's reason
 */
export async function ask(question, signal) {
  const timeout = AbortSignal.timeout(TIMEOUT);
  const either = signal ? AbortSignal.any([signal, timeout]) : timeout;
  let status = 0;
  let body;
  try {
    const response = await fetch(questionUrl(question), {
      signal: either,
      cache: 'no-cache',
      headers: { Accept: 'application/json' },
    });
    status = response.status;
    body = await response.text();
  } catch (error) {
    signal?.throwIfAborted();
    if (timeout.aborted) throw new ApiError('timeout', 'The server did not answer in time.');
    throw new ApiError('network', error instanceof Error ? error.message : String(error));
  }
  return readEnvelope(body, status);
}

/**
 * @param {string} body of an answer, whatever it was an answer to
 * @param {number} status
 * @returns {Answer<any>}
 * @throws {ApiError} when it tells of a failure
 */
export function readEnvelope(body, status) {
  let envelope;
  try {
    envelope = JSON.parse(body);
  } catch {
    throw new ApiError('malformed', `Status ${status} without a readable answer.`, { status });
  }
  if (envelope?.success === true) return { data: envelope.data, meta: envelope.meta ?? {} };
  const failure = envelope?.error ?? {};
  throw new ApiError(failure.code ?? 'malformed', failure.message ?? `Status ${status}.`, {
    status,
    parameter: failure.parameter,
  });
}
