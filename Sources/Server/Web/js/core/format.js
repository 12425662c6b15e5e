import { parseDay } from './dates.js';

/** Stands for a value that does not exist, for example an average over nothing. */
export const MISSING = '\u2014';

/** Above this many reais, cents are noise on screen; the exact amount stays in the definition and the exports. */
const CENTS_UP_TO = 10_000;

/** Numbers, money and days in the words of one locale. Every figure on screen passes through here. */
export class Formatter {
  /** @type {Map<string, Intl.NumberFormat>} */
  #numbers = new Map();
  /** @type {Map<string, Intl.DateTimeFormat>} */
  #dates = new Map();

  /** @param {string} locale a BCP 47 tag */
  constructor(locale) {
    this.locale = locale;
  }

  /**
   * @param {Intl.NumberFormatOptions} options
   * @param {unknown} value
   */
  #number(options, value) {
    const number = toNumber(value);
    if (number === null) return MISSING;
    const key = JSON.stringify(options);
    let format = this.#numbers.get(key);
    if (!format) this.#numbers.set(key, (format = new Intl.NumberFormat(this.locale, options)));
    return format.format(number);
  }

  /** @param {Intl.DateTimeFormatOptions} options */
  #date(options) {
    const key = JSON.stringify(options);
    let format = this.#dates.get(key);
    if (!format) {
      format = new Intl.DateTimeFormat(this.locale, { timeZone: 'UTC', ...options });
      this.#dates.set(key, format);
    }
    return format;
  }

  /** @param {unknown} value */
  integer(value) {
    return this.#number({ maximumFractionDigits: 0 }, value);
  }

  /**
   * @param {unknown} value
   * @param {number} [digits]
   */
  decimal(value, digits = 2) {
    return this.#number({ minimumFractionDigits: digits, maximumFractionDigits: digits }, value);
  }

  /** @param {unknown} value */
  compact(value) {
    return this.#number({ notation: 'compact', maximumFractionDigits: 1 }, value);
  }

  /**
   * @param {unknown} value a share, 0 to 1
   * @param {number} [digits]
   */
  percent(value, digits = 1) {
    return this.#number(
      { style: 'percent', minimumFractionDigits: digits, maximumFractionDigits: digits },
      value,
    );
  }

  /**
   * Money for reading: with cents while they matter.
   * @param {unknown} value reais
   */
  money(value) {
    const number = toNumber(value);
    if (number === null || Math.abs(number) < CENTS_UP_TO) return this.moneyExact(value);
    return this.#number({ style: 'currency', currency: 'BRL', maximumFractionDigits: 0 }, value);
  }

  /** @param {unknown} value reais */
  moneyExact(value) {
    return this.#number({ style: 'currency', currency: 'BRL' }, value);
  }

  /** @param {unknown} value reais, for axes */
  moneyCompact(value) {
    return this.#number(
      { style: 'currency', currency: 'BRL', notation: 'compact', minimumFractionDigits: 0, maximumFractionDigits: 1 },
      value,
    );
  }

  /** @param {string} day */
  day(day) {
    return this.#date({ day: 'numeric', month: 'short', year: 'numeric' }).format(parseDay(day));
  }

  /** @param {string} day with its weekday */
  fullDay(day) {
    return this.#date({ weekday: 'short', day: 'numeric', month: 'short', year: 'numeric' }).format(parseDay(day));
  }

  /** @param {string} day without its year */
  shortDay(day) {
    return this.#date({ day: 'numeric', month: 'short' }).format(parseDay(day));
  }

  /** @param {string} day its month and year */
  month(day) {
    return this.#date({ month: 'long', year: 'numeric' }).format(parseDay(day));
  }

  /** @param {string} day its month, short */
  shortMonth(day) {
    return this.#date({ month: 'short' }).format(parseDay(day));
  }

  /** @param {string} day its month and year, short */
  monthYear(day) {
    return this.#date({ month: 'short', year: 'numeric' }).format(parseDay(day));
  }

  /** @param {string} day */
  year(day) {
    return day.slice(0, 4);
  }

  /**
   * @param {string} from
   * @param {string} to inclusive
   */
  range(from, to) {
    const format = this.#date({ day: 'numeric', month: 'short', year: 'numeric' });
    return format.formatRange(parseDay(from), parseDay(to));
  }

  /** @param {number} weekday 0 is Monday */
  weekday(weekday) {
    return this.#date({ weekday: 'short' }).format(new Date(Date.UTC(2024, 0, 1 + weekday)));
  }

  /**
   * A figure in its unit, as in a tooltip or a table.
   * @param {unknown} value
   * @param {string} unit of the catalogue
   * @returns {string}
   */
  exact(value, unit) {
    if (value === null || value === undefined || value === '') return MISSING;
    switch (unit) {
      case 'count': return this.integer(value);
      case 'brl': return this.moneyExact(value);
      case 'share': return this.percent(value, 1);
      case 'days': return this.#number({ style: 'unit', unit: 'day', unitDisplay: 'short', minimumFractionDigits: 1, maximumFractionDigits: 1 }, value);
      case 'month': return this.month(String(value));
      case 'moment': return this.moment(String(value));
      case 'text': return String(value);
      case 'degrees': return this.decimal(value, 4);
      default: return this.decimal(value);
    }
  }

  /**
   * The same, as short as a large figure on a card allows.
   * @param {unknown} value
   * @param {string} unit
   */
  figure(value, unit) {
    return unit === 'brl' ? this.money(value) : this.exact(value, unit);
  }

  /**
   * The same, for axes and labels in charts.
   * @param {unknown} value
   * @param {string} unit
   */
  short(value, unit) {
    const number = toNumber(value);
    if (number === null) return MISSING;
    if (unit === 'brl') return this.moneyCompact(number);
    if (unit === 'share') return this.#number({ style: 'percent', maximumFractionDigits: Math.abs(number) < 0.1 ? 1 : 0 }, number);
    return Math.abs(number) < 1000 ? this.#number({ maximumFractionDigits: 2 }, number) : this.compact(number);
  }

  /** @param {number} value a change, as in 0.12 for twelve per cent more */
  change(value) {
    return this.#number({ style: 'percent', signDisplay: 'exceptZero', maximumFractionDigits: Math.abs(value) < 0.1 ? 1 : 0 }, value);
  }

  /** @param {string} moment in UTC, without a zone, as the API writes it; shown by this device's clock */
  moment(moment) {
    return this.#date({ day: 'numeric', month: 'short', year: 'numeric', hour: '2-digit', minute: '2-digit', timeZone: undefined }).format(new Date(`${moment}Z`));
  }

  /** @param {Date} moment a moment of this device's clock */
  time(moment) {
    return this.#date({ hour: '2-digit', minute: '2-digit', timeZone: undefined }).format(moment);
  }
}

/**
 * @param {unknown} value a number, or one written as text as exact decimals may be
 * @returns {number | null}
 */
export function toNumber(value) {
  if (value === null || value === undefined || value === '') return null;
  const number = Number(value);
  return Number.isFinite(number) ? number : null;
}
