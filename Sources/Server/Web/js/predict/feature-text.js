import { MISSING } from '../core/format.js';

/**
 * A feature's value for people; the codes that models look at are told by what was given for them.
 * @param {{name: string, unit: string}} feature
 * @param {number | null} value
 * @param {Record<string, string | number>} order as it was asked
 * @param {import('../types.js').Context} context
 * @returns {string}
 */
export function featureText({ name, unit }, value, order, { i18n, names }) {
  const { format, t } = i18n;
  if (value === null) return MISSING;
  switch (unit) {
    case 'IBGE code':
    case 'code': return name in order ? names.label(name, order[name]) : format.integer(value);
    case '0 Monday to 6 Sunday': return format.weekday(value);
    case '0 to 23': return t('value.hour', { hour: String(value) });
    case '1 to 12':
    case 'count': return format.integer(value);
    case 'brl':
    case 'days': return format.exact(value, unit);
    case 'degrees': return format.decimal(value, 1);
    default: {
      const words = i18n.has(`predict.unit.${unit}`) ? ` ${t(`predict.unit.${unit}`)}` : '';
      return `${format.integer(value)}${words}`;
    }
  }
}
