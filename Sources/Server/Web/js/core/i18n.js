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
  #parts = new Set(['']);
  #plurals = new Intl.PluralRules('en');

  /** Loads the words of the language to begin with. */
  async start() {
    await this.#load(preferred());
  }

  /** @param {Language} language its words have to be fetched */
  async choose(language) {
    if (language === this.language) return;
    await this.#load(language);
    remember('language', language);
    this.changed.emit(language);
  }

  /**
   * Adds words that only some views need. Where they cannot be had, the next call tries again.
   * @param {string} part of the locale, a module of its own
   * @returns {Promise<void>}
   */
  async need(part) {
    if (this.#parts.has(part)) return;
    const { language } = this;
    const words = await wordsOf(language, part);
    if (language !== this.language) return this.need(part);
    this.#parts.add(part);
    Object.assign(this.#messages, words);
  }

  /**
   * @param {Language} language
   * @returns {Promise<void>}
   */
  async #load(language) {
    const parts = [...this.#parts];
    const words = await Promise.all(parts.map((part) => wordsOf(language, part)));
    // A view may have come to need more meanwhile.
    if (this.#parts.size > parts.length) return this.#load(language);
    this.#messages = Object.assign({}, ...words);
    this.language = language;
    this.format = new Formatter(LANGUAGES[language].locale);
    this.#plurals = new Intl.PluralRules(language);
    document.documentElement.lang = language;
  }

  /**
   * @param {string} key
   * @returns {boolean}
   */
  has = (key) => key in this.#messages;

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
      // Of nothing there are many: CLDR would have “0 linha” in Portuguese, which nobody writes.
      message = message[count ? this.#plurals.select(count) : 'other'] ?? message.other ?? key;
    }
    return message.replace(/\{(\w+)\}/g, (whole, name) => {
      const value = values[name];
      if (value === undefined) return whole;
      return typeof value === 'number' ? this.format.integer(value) : value;
    });
  };
}

/**
 * @param {Language} language
 * @param {string} part
 * @returns {Promise<Messages>}
 */
async function wordsOf(language, part) {
  return (await import(`../locales/${language}${part}.js`)).messages;
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
