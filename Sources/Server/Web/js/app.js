import { Announcer } from './components/announcer.js';
import { DefinitionPopover } from './components/definition.js';
import { noData } from './components/no-data.js';
import { PageHead } from './components/page-head.js';
import { Toasts } from './components/toasts.js';
import { Resource } from './core/resource.js';
import { Shell } from './shell.js';
import { views } from './views/registry.js';

/**
 * What every part of the page may use.
 * @typedef {object} Context
 * @property {import('./core/i18n.js').I18n} i18n
 * @property {import('./core/theme.js').Theme} theme
 * @property {import('./core/state.js').FilterStore} store
 * @property {DefinitionPopover} definitions
 * @property {(text: string) => void} say to screen readers
 * @property {(name: string) => void} reload asks one question of the view again
 */

/** Brings state, answers and views together: a change of state asks questions, an answer is shown. */
export class App {
  #root;
  #health;
  #announcer = new Announcer();
  #toasts = new Toasts();
  /** @type {Context} */
  #context;
  /** @type {Shell} */
  #shell;
  /** @type {PageHead} */
  #head;
  /** @type {import('./views/registry.js').View} */
  #view;
  /** @type {Record<string, Resource>} */
  #resources = {};
  #viewId = '';
  #isEmpty = false;
  /** @type {Date | null} */
  #updatedAt = null;

  /**
   * @param {HTMLElement} root
   * @param {Pick<Context, 'i18n' | 'theme' | 'store'> & {health: import('./core/health.js').HealthWatch}} parts
   */
  constructor(root, { health, ...parts }) {
    this.#root = root;
    this.#health = health;
    const say = this.#announcer.say;
    this.#context = {
      ...parts,
      say,
      definitions: new DefinitionPopover(say),
      reload: (name) => this.#resources[name]?.reload(),
    };
    document.body.append(this.#announcer.element, this.#toasts.element, this.#context.definitions.element);
  }

  start() {
    const { i18n, theme, store } = this.#context;
    this.#openView();
    this.#mount();
    this.#ask();
    store.changed.subscribe(() => this.#stateChanged());
    i18n.changed.subscribe(() => this.#mount());
    theme.changed.subscribe(() => this.#shell.showTheme());
    this.#health.changed.subscribe((change) => this.#healthChanged(change));
    this.#health.start();
  }

  get #declaration() {
    return views.find((view) => view.id === this.#viewId) ?? views[0];
  }

  get #snapshots() {
    return Object.fromEntries(Object.entries(this.#resources).map(([name, resource]) => [name, resource.snapshot]));
  }

  /** Leaves the view before, and makes the questions of the one that the state names. */
  #openView() {
    for (const resource of Object.values(this.#resources)) resource.cancel();
    this.#viewId = this.#context.store.current.view;
    this.#resources = {};
    for (const name of Object.keys(this.#declaration.questions)) {
      const resource = new Resource();
      resource.changed.subscribe((snapshot) => this.#answered(resource, snapshot));
      this.#resources[name] = resource;
    }
  }

  /** Builds the page in the language in force; answers already there are kept. */
  #mount() {
    const { i18n } = this.#context;
    const focused = document.activeElement?.id;
    this.#view?.destroy();
    this.#shell = new Shell(this.#context, {
      refresh: () => this.#refresh(),
      chooseLanguage: (language) => i18n.choose(language),
    });
    this.#head = new PageHead(i18n.t(this.#declaration.title), this.#context);
    this.#view = this.#declaration.create(this.#context);
    this.#root.replaceChildren(...this.#shell.elements);
    this.#shell.showHealth(this.#health.current);
    this.#layOut();
    if (this.#updatedAt) this.#shell.showUpdated(this.#updatedAt);
    for (const { snapshot } of Object.values(this.#resources)) {
      if (snapshot.answer) this.#head.showMeta(snapshot.answer.meta);
    }
    this.#show();
    if (focused) document.getElementById(focused)?.focus();
  }

  /** Shows the view, or how to load data while there is none. */
  #layOut() {
    const { t } = this.#context.i18n;
    document.title = `${t(this.#isEmpty ? 'empty.title' : this.#declaration.title)} · Vitrine`;
    this.#shell.main.replaceChildren(...(this.#isEmpty ? [noData(t)] : [this.#head.element, this.#view.element]));
  }

  #show() {
    const snapshots = this.#snapshots;
    this.#view.show(snapshots);
    this.#shell.showLoading(Object.values(snapshots).some((snapshot) => snapshot.isLoading));
  }

  /** @param {{isForced?: boolean}} [options] */
  async #ask(options) {
    const state = this.#context.store.current;
    const { questions } = this.#declaration;
    const asked = Object.entries(this.#resources).map(([name, resource]) => resource.load(questions[name](state), options));
    await Promise.all(asked);
  }

  async #refresh() {
    this.#health.check();
    await this.#ask({ isForced: true });
    const { say, i18n } = this.#context;
    if (Object.values(this.#snapshots).every((snapshot) => !snapshot.error)) say(i18n.t('refresh.done'));
  }

  async #stateChanged() {
    const state = this.#context.store.current;
    if (state.view !== this.#viewId) {
      this.#openView();
      this.#mount();
    }
    this.#head.showState();
    await this.#ask();
    if (state === this.#context.store.current) this.#context.say(this.#view.announcement(this.#snapshots));
  }

  /**
   * @param {Resource} resource
   * @param {import('./core/resource.js').Snapshot} snapshot
   */
  #answered(resource, snapshot) {
    if (!Object.values(this.#resources).includes(resource)) return;
    const { answer, error, isLoading } = snapshot;
    if (error?.code === 'no_warehouse') this.#setEmpty(true);
    if (answer && !isLoading && !error) {
      this.#setEmpty(false);
      this.#updatedAt = new Date();
      this.#shell.showUpdated(this.#updatedAt);
      this.#head.showMeta(answer.meta);
      // Answers of two versions must not stand side by side: the watch finds out and asks anew.
      const { version } = this.#health.current;
      if (version && answer.meta.warehouse_version && answer.meta.warehouse_version !== version) this.#health.check();
    }
    this.#show();
  }

  /** @param {boolean} isEmpty */
  #setEmpty(isEmpty) {
    if (isEmpty === this.#isEmpty) return;
    this.#isEmpty = isEmpty;
    this.#layOut();
  }

  /** @param {{now: import('./core/health.js').Health, before: import('./core/health.js').Health}} change */
  async #healthChanged({ now, before }) {
    this.#shell.showHealth(now);
    if (now.status === 'empty') return this.#setEmpty(true);
    if (now.status !== 'connected') return;
    const wasEmpty = this.#isEmpty || before.status === 'empty';
    const isNewVersion = before.version !== null && before.version !== now.version;
    const isBehind = (/** @type {import('./core/resource.js').Snapshot} */ { answer, error, isLoading }) => {
      const version = answer?.meta.warehouse_version;
      return Boolean(error) || (!isLoading && version !== undefined && version !== now.version);
    };
    if (wasEmpty || isNewVersion) {
      await this.#ask({ isForced: true });
      this.#tellNewVersion(now.version ?? '', wasEmpty);
    } else {
      const behind = Object.values(this.#resources).filter((resource) => isBehind(resource.snapshot));
      await Promise.all(behind.map((resource) => resource.reload()));
    }
  }

  /**
   * @param {string} version
   * @param {boolean} isFirst
   */
  #tellNewVersion(version, isFirst) {
    const { t } = this.#context.i18n;
    this.#toasts.show({
      title: t('version.title'),
      text: isFirst ? t('version.first') : t('version.text', { version }),
      close: t('toast.close'),
    });
  }
}
