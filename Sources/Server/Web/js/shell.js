import { fill, h, setAttribute } from './core/dom.js';
import { LANGUAGES } from './core/i18n.js';
import { icon } from './components/icon.js';
import { Navigation } from './components/navigation.js';

/** @typedef {import('./core/health.js').Health} Health */

const THEME_ICONS = { system: 'monitor', dark: 'moon', light: 'sun' };

/** What stands around every view: skip link, bar with brand and settings, navigation, main area, footer. */
export class Shell {
  #context;

  /**
   * @param {import('./types.js').Context} context
   * @param {{refresh: () => void, chooseLanguage: (language: any) => void, help: () => void}} actions
   */
  constructor(context, actions) {
    this.#context = context;
    const { t, language } = context.i18n;
    this.statusText = h('span', { class: 'status-text' });
    const dot = h('span', { class: 'status-dot', 'aria-hidden': 'true' });
    this.status = h('span', { class: 'status', role: 'status' }, dot, this.statusText);
    this.refreshButton = h(
      'button',
      {
        type: 'button',
        class: 'button-bar',
        id: 'refresh',
        'aria-label': t('refresh.label'),
        title: t('refresh.label'),
        on: { click: actions.refresh },
      },
      icon('refresh-cw'),
    );
    const help = h(
      'button',
      { type: 'button', class: 'button-bar button-help', id: 'help', 'aria-label': t('help.title'), title: t('help.title'), on: { click: actions.help } },
      icon('keyboard'),
    );
    this.navigation = new Navigation(context);
    this.themeButton = h('button', { type: 'button', class: 'button-bar', id: 'theme', on: { click: () => this.#nextTheme() } });
    this.main = h('main', { id: 'main', class: 'main', tabindex: '-1' });
    this.version = h('span', { class: 'version' });
    this.updated = h('span', { class: 'updated' });
    this.elements = [
      h('a', { class: 'skip', href: '#main', on: { click: (/** @type {Event} */ event) => this.#skip(event) } }, t('app.skip')),
      h(
        'header',
        { class: 'bar' },
        h(
          'div',
          { class: 'bar-inner' },
          h(
            'a',
            { class: 'brand', href: '/', 'aria-label': t('app.home') },
            h('img', { src: '/img/vitrine.svg', alt: '', width: 30, height: 30 }),
            h('span', {}, 'Vitrine'),
          ),
          this.status,
          h(
            'div',
            { class: 'bar-tools' },
            this.refreshButton,
            this.#languages(language, actions.chooseLanguage),
            this.themeButton,
            help,
          ),
        ),
      ),
      this.navigation.element,
      this.main,
      h(
        'footer',
        { class: 'foot' },
        h('span', {}, 'Vitrine · ', t('app.tagline')),
        h('span', { class: 'foot-facts' }, this.updated, this.version),
      ),
    ];
    this.showTheme();
  }

  /** @param {Event} event the address keeps the filters, so the jump is made here */
  #skip(event) {
    event.preventDefault();
    this.main.focus();
    this.main.scrollIntoView();
  }

  /**
   * @param {string} current
   * @param {(language: any) => void} choose
   */
  #languages(current, choose) {
    const { t } = this.#context.i18n;
    const select = h(
      'select',
      {
        id: 'language',
        'aria-label': t('language.label'),
        title: t('language.label'),
        on: {
          change: async () => {
            await choose(select.value);
            select.value = this.#context.i18n.language;
          },
        },
      },
      Object.entries(LANGUAGES).map(([id, { name, short }]) =>
        h('option', { value: id, lang: id, selected: id === current, label: short, 'aria-label': name }, short)),
    );
    return h('span', { class: 'select' }, select);
  }

  #nextTheme() {
    const { theme } = this.#context;
    theme.choose(theme.next);
    this.showTheme();
  }

  showTheme() {
    const { theme, i18n } = this.#context;
    const label = i18n.t(`theme.${theme.choice}`, { next: i18n.t(`theme.name.${theme.next}`) });
    fill(this.themeButton, icon(THEME_ICONS[theme.choice]));
    setAttribute(this.themeButton, 'aria-label', label);
    setAttribute(this.themeButton, 'title', label);
  }

  /** @param {Health} health */
  showHealth({ status, version }) {
    const { t } = this.#context.i18n;
    this.status.dataset.status = status;
    this.statusText.textContent = t(`status.${status}`);
    this.version.textContent = version ? t('app.version', { version }) : '';
  }

  /** @param {string} view id of the current one */
  showView(view) {
    this.navigation.show(view);
  }

  /** @param {boolean} isLoading */
  showLoading(isLoading) {
    this.refreshButton.classList.toggle('is-turning', isLoading);
  }

  /** @param {Date} moment of the newest answer */
  showUpdated(moment) {
    const { t, format } = this.#context.i18n;
    this.updated.textContent = t('app.updated', { time: format.time(moment) });
  }
}
