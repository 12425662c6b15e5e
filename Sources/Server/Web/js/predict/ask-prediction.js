import { ApiError, readEnvelope } from '../core/api.js';

/** One prediction takes milliseconds; no answer after this long is a failure. */
const TIMEOUT = 15_000;

/**
 * @param {Record<string, string | number>} order its inputs; what is left out is not known
 * @param {AbortSignal} signal gives up waiting
 * @returns {Promise<any>} the prediction, explained
 * @throws {ApiError} on every failure but cancellation, which rejects with the signal's reason
 */
export async function askPrediction(order, signal) {
  const timeout = AbortSignal.timeout(TIMEOUT);
  let status = 0;
  let body;
  try {
    const response = await fetch('/api/ml/predict', {
      method: 'POST',
      signal: AbortSignal.any([signal, timeout]),
      headers: { Accept: 'application/json', 'Content-Type': 'application/json' },
      body: JSON.stringify(order),
    });
    status = response.status;
    body = await response.text();
  } catch (error) {
    signal.throwIfAborted();
    if (timeout.aborted) throw new ApiError('timeout', 'The server did not answer in time.');
    throw new ApiError('network', error instanceof Error ? error.message : String(error));
  }
  return readEnvelope(body, status).data;
}
