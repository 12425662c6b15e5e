import { App } from './app.js';
import { HealthWatch } from './core/health.js';
import { I18n } from './core/i18n.js';
import { FilterStore } from './core/state.js';
import { Theme } from './core/theme.js';
import { views } from './views/registry.js';

const i18n = new I18n();
await i18n.start();

const root = /** @type {HTMLElement} */ (document.getElementById('app'));
const store = new FilterStore(views.map((view) => view.id));
new App(root, { i18n, theme: new Theme(), store, health: new HealthWatch() }).start();
