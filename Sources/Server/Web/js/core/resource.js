import { questionUrl } from './api.js';
import { Emitter } from './emitter.js';

/** @import { Snapshot } from '../types.js' */

/**
 * One question whose parameters change. Only the newest counts: asking again cancels the one before, and an answer
 * that comes late all the same is dropped.
 */
export class Resource {
  /** @type {Emitter<Snapshot>} */
  changed = new Emitter();
  /** @type {Snapshot} */
  snapshot = { answer: null, error: null, isLoading: false, isOutdated: false };
  /** @type {AbortController | null} */
  #running = null;
  /** @type {import('../types.js').Question | null} */
  #question = null;
  #asked = '';
  #answered = '';
  #answers;
  #explain;

  /**
   * @param {import('./answers.js').Answers} answers shared by all resources
   * @param {import('../types.js').Context['explain']} explain
   */
  constructor(answers, explain) {
    this.#answers = answers;
    this.#explain = explain;
  }

  /** @returns {import('../types.js').Question | null} the one asked last */
  get question() {
    return this.#question;
  }

  /**
   * @param {import('../types.js').Question} question
   * @param {{isForced?: boolean}} [options] forced asks even when the same was asked already
   * @returns {Promise<void>} done when this attempt has ended, one way or another
   */
  async load(question, { isForced = false } = {}) {
    const url = questionUrl(question);
    if (!isForced && url === this.#asked && !this.snapshot.error) return;
    this.#running?.abort();
    const running = new AbortController();
    this.#running = running;
    this.#question = question;
    this.#asked = url;
    const known = isForced ? undefined : this.#answers.peek(question);
    if (known) {
      this.#answered = url;
      this.#finish({ answer: known, error: null, isOutdated: false });
      return;
    }
    this.#update({ error: null, isLoading: true, isOutdated: url !== this.#answered });
    try {
      const answer = await this.#answers.get(question, running.signal);
      if (this.#running !== running) return;
      this.#answered = url;
      this.#finish({ answer, error: null, isOutdated: false });
    } catch (error) {
      if (this.#running !== running) return;
      const failure = await this.#explain(error);
      if (this.#running === running) this.#finish({ error: failure });
    }
  }

  /** Asks the last question once more. */
  async reload() {
    if (this.#question) await this.load(this.#question, { isForced: true });
  }

  /** Cancels what is running, for a view that is left. */
  cancel() {
    if (!this.#running) return;
    this.#running.abort();
    this.#asked = '';
    this.#finish({});
  }

  /** @param {Partial<Snapshot>} change */
  #finish(change) {
    this.#running = null;
    this.#update({ ...change, isLoading: false });
  }

  /** @param {Partial<Snapshot>} change */
  #update(change) {
    this.snapshot = { ...this.snapshot, ...change };
    this.changed.emit(this.snapshot);
  }
}
