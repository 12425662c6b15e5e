import { ask, questionUrl } from './api.js';

/** A question costs a few kilobytes. */
const KEPT = 160;

/**
 * Questions under way and answers had, by URL. Charts that ask the same share one request, and a state shown before
 * is shown again at once. All kept are of one version of the data.
 */
export class Answers {
  /** @type {Map<string, import('../types.js').Answer<any>>} */
  #kept = new Map();
  /** @type {Map<string, {promise: Promise<import('../types.js').Answer<any>>, controller: AbortController, users: number}>} */
  #running = new Map();

  /**
   * @param {import('../types.js').Question} question
   * @returns {import('../types.js').Answer<any> | undefined} the answer, if it is here already
   */
  peek(question) {
    return this.#kept.get(questionUrl(question));
  }

  /**
   * @param {import('../types.js').Question} question
   * @param {AbortSignal} signal gives up waiting; the request is cancelled once nobody waits for it
   * @returns {Promise<import('../types.js').Answer<any>>}
   * @throws {import('./api.js').ApiError}
   */
  async get(question, signal) {
    const url = questionUrl(question);
    let run = this.#running.get(url);
    if (!run) {
      const controller = new AbortController();
      const promise = ask(question, controller.signal).then((answer) => this.#keep(url, answer));
      run = { promise, controller, users: 0 };
      this.#running.set(url, run);
      const forget = () => {
        if (this.#running.get(url)?.promise === promise) this.#running.delete(url);
      };
      promise.then(forget, forget);
    }
    const { promise, controller } = run;
    const shared = run;
    shared.users += 1;
    return new Promise((resolve, reject) => {
      const leave = () => {
        shared.users -= 1;
        if (shared.users === 0) {
          this.#running.delete(url);
          controller.abort();
        }
        reject(signal.reason);
      };
      signal.addEventListener('abort', leave, { once: true });
      const stay = () => signal.removeEventListener('abort', leave);
      promise.then((answer) => { stay(); resolve(answer); }, (error) => { stay(); reject(error); });
    });
  }

  /** Forgets what was answered, for a new version of the data or a refresh. */
  clear() {
    this.#kept.clear();
    this.#running.clear();
  }

  /**
   * @param {string} url
   * @param {import('../types.js').Answer<any>} answer
   */
  #keep(url, answer) {
    const [other] = this.#kept.values();
    if (other && other.meta.warehouse_version !== answer.meta.warehouse_version) this.#kept.clear();
    this.#kept.delete(url);
    this.#kept.set(url, answer);
    if (this.#kept.size > KEPT) this.#kept.delete(/** @type {string} */ (this.#kept.keys().next().value));
    return answer;
  }
}
