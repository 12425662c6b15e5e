import { Emitter } from './emitter.js';
import { Formatter } from './format.js';
import { remember, remembered } from './storage.js';

/**
 * @typedef {'en' | 'pt-BR'} Language
 * @typedef {string | Partial<Record<Intl.LDMLPluralRule, string>>} Message plural forms are chosen by `count`
 * @typedef {Record<string, Message>} Messages
 */

/** Languages by their own names, with the locale that writes their numbers and dates. */
export const LANGUAGES = /** @type {const} */ ({
  en: { name: 'English', short: 'EN', locale: 'en-GB' },
  'pt-BR': { name: 'Português (Brasil)', short: 'PT', locale: 'pt-BR' },
});

/** The words of the page: the language chosen on this device, else the browser's first that we speak. */
export class I18n {
  /** @type {Emitter<Language>} */
  changed = new Emitter();
  /** @type {Language} */
  language = 'en';
  format = new Formatter(LANGUAGES.en.locale);
  /** @type {Messages} */
  #messages = {};
  /** What of the locale is loaded; the empty one is for every view. */
  #parts = [''];
  #plurals = new Intl.PluralRules('en');

  /** Loads the words of the language to begin with. */
  async start() {
    await this.#load(preferred());
  }

  /** @param {Language} language */
  async choose(language) {
    if (language === this.language) return;
    remember('language', language);
    await this.#load(language);
    this.changed.emit(language);
  }

  /**
   * Adds words that only some views need.
   * @param {string} part of the locale, a module of its own
   */
  async need(part) {
    if (this.#parts.includes(part)) return;
    this.#parts.push(part);
    await this.#load(this.language);
  }

  /** @param {Language} language */
  async #load(language) {
    const parts = await Promise.all(this.#parts.map((part) => import(`../locales/${language}${part}.js`)));
    this.#messages = Object.assign({}, ...parts.map(({ messages }) => messages));
    this.language = language;
    this.format = new Formatter(LANGUAGES[language].locale);
    this.#plurals = new Intl.PluralRules(language);
    document.documentElement.lang = language;
  }

  /**
   * @param {string} key
   * @returns {boolean}
   */
  has(key) {
    return key in this.#messages;
  }

  /**
   * The message of a key with its `{names}` filled in. Numbers are written by the locale.
   * A key without a message comes back as it is, so that a gap shows and nothing breaks.
   * @param {string} key
   * @param {Record<string, string | number>} [values]
   * @returns {string}
   */
  t = (key, values = {}) => {
    let message = this.#messages[key];
    if (message === undefined) return key;
    if (typeof message !== 'string') {
      const count = Number(values.count ?? 0);
      message = message[this.#plurals.select(count)] ?? message.other ?? key;
    }
    return message.replace(/\{(\w+)\}/g, (whole, name) => {
      const value = values[name];
      if (value === undefined) return whole;
      return typeof value === 'number' ? this.format.integer(value) : value;
    });
  };
}

/** @returns {Language} */
function preferred() {
  for (const tag of [remembered('language'), ...navigator.languages]) {
    if (!tag) continue;
    if (/^pt\b/i.test(tag)) return 'pt-BR';
    if (/^en\b/i.test(tag)) return 'en';
  }
  return 'en';
}
