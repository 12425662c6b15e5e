import { App } from './app.js';
import { Catalogue } from './core/catalogue.js';
import { HealthWatch } from './core/health.js';
import { I18n } from './core/i18n.js';
import { Names } from './core/names.js';
import { FilterStore } from './core/state.js';
import { Theme } from './core/theme.js';
import { views } from './views/registry.js';

const i18n = new I18n();
const catalogue = new Catalogue(i18n);
await Promise.all([i18n.start(), catalogue.load()]);

const root = /** @type {HTMLElement} */ (document.getElementById('app'));
const store = new FilterStore(views.map((view) => view.id));
const names = new Names(i18n, catalogue);
new App(root, { i18n, theme: new Theme(), store, catalogue, names, health: new HealthWatch() }).start();
