import { ApiError, ask } from './api.js';
import { Emitter } from './emitter.js';

/**
 * @typedef {object} Health
 * @property {'unknown' | 'connected' | 'empty' | 'unreachable'} status `empty`: running, but no data loaded yet
 * @property {string | null} version of the warehouse being served
 * @property {string | null} asOf
 */

/** Often enough to notice within a breath, rare enough to cost nothing: an unchanged answer is a 304 without a body. */
const INTERVAL = 4_000;

/** Watches the server: reachable or not, and which version of the data it serves. Rests while the page is hidden. */
export class HealthWatch {
  /** @type {Emitter<{now: Health, before: Health}>} tells changes only */
  changed = new Emitter();
  /** @type {Health} */
  current = { status: 'unknown', version: null, asOf: null };
  /** @type {ReturnType<typeof setTimeout> | undefined} */
  #timer;
  #isRunning = false;

  start() {
    document.addEventListener('visibilitychange', () => {
      if (document.hidden) clearTimeout(this.#timer);
      else this.check();
    });
    this.check();
  }

  /** Asks now, and again after the interval. */
  async check() {
    if (this.#isRunning) return;
    this.#isRunning = true;
    clearTimeout(this.#timer);
    const before = this.current;
    this.current = await read(before);
    this.#isRunning = false;
    if (!document.hidden) this.#timer = setTimeout(() => this.check(), INTERVAL);
    if (this.current.status !== before.status || this.current.version !== before.version) {
      this.changed.emit({ now: this.current, before });
    }
  }
}

/**
 * @param {Health} before
 * @returns {Promise<Health>}
 */
async function read(before) {
  try {
    const { data } = await ask({ path: '/api/health' });
    // The server runs, and its database server does not answer: for whoever looks, that is the same.
    if (data.database === 'unavailable') return { ...before, status: 'unreachable' };
    const version = data.warehouse_version ?? null;
    const asOf = data.as_of ?? null;
    // Without an order there is no day to show anything of.
    return { status: version && asOf ? 'connected' : 'empty', version, asOf };
  } catch (error) {
    if (error instanceof ApiError && error.code === 'no_warehouse') return { status: 'empty', version: null, asOf: null };
    return { ...before, status: 'unreachable' };
  }
}
