import { Emitter } from './emitter.js';
import { remember, remembered } from './storage.js';

/** @typedef {'system' | 'dark' | 'light'} ThemeChoice */

/** @type {ThemeChoice[]} */
const THEME_CHOICES = ['system', 'dark', 'light'];

/** The theme a person chose, and the one in force: the system's until they choose or while it forces colours, light while printing. */
export class Theme {
  /** @type {Emitter<'dark' | 'light'>} tells the theme in force */
  changed = new Emitter();
  #system = matchMedia('(prefers-color-scheme: light)');
  #forced = matchMedia('(forced-colors: active)');
  #printing = false;

  constructor() {
    const stored = remembered('theme');
    /** @type {ThemeChoice} */
    this.choice = stored === 'dark' || stored === 'light' ? stored : 'system';
    for (const query of [this.#system, this.#forced]) query.addEventListener('change', () => this.#apply());
    addEventListener('beforeprint', () => this.#print(true));
    addEventListener('afterprint', () => this.#print(false));
    this.#apply();
  }

  /** @returns {'dark' | 'light'} */
  get current() {
    if (this.#printing) return 'light';
    if (this.choice !== 'system' && !this.#forced.matches) return this.choice;
    return this.#system.matches ? 'light' : 'dark';
  }

  /** @returns {ThemeChoice} the one that the theme button switches to */
  get next() {
    return THEME_CHOICES[(THEME_CHOICES.indexOf(this.choice) + 1) % THEME_CHOICES.length];
  }

  /** @param {ThemeChoice} choice */
  choose(choice) {
    this.choice = choice;
    remember('theme', choice === 'system' ? null : choice);
    this.#apply();
  }

  /** @param {boolean} printing */
  #print(printing) {
    this.#printing = printing;
    this.#apply();
  }

  #apply() {
    const theme = this.current;
    if (document.documentElement.dataset.theme === theme) return;
    document.documentElement.dataset.theme = theme;
    this.changed.emit(theme);
  }
}
