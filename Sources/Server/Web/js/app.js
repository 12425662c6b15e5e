import { Announcer } from './components/announcer.js';
import { Definitions } from './components/definitions.js';
import { FilterBar } from './components/filter-bar.js';
import { PageHead } from './components/page-head.js';
import { Toasts } from './components/toasts.js';
import { Answers } from './core/answers.js';
import { ApiError } from './core/api.js';
import { fill } from './core/dom.js';
import { DrawQueue } from './core/draw-queue.js';
import { isOfPeriod } from './core/question.js';
import { Resource } from './core/resource.js';
import { Shortcuts } from './core/shortcuts.js';
import { COMPARISONS } from './core/state.js';
import { Shell } from './shell.js';
import { views } from './views/registry.js';

/** @import { Context } from './types.js' */

/** Milliseconds after which waiting is shown. */
const PATIENCE = 200;

/** Milliseconds that the pointer rests on a mark before its click is expected. */
const REST = 80;

/** Milliseconds that answers wait for one another, so that a click changes the page once and not with each answer. */
const TOGETHER = 100;

/** Brings state, answers and views together: a change of state asks questions, an answer is shown. */
export class App {
  #root;
  #health;
  #announcer = new Announcer();
  #shortcuts = new Shortcuts();
  #toasts = new Toasts();
  /** @type {Context} */
  #context;
  /** @type {Shell} */
  #shell;
  /** @type {PageHead} */
  #head;
  /** @type {FilterBar | undefined} */
  #filterBar;
  /** @type {import('./components/help-dialog.js').HelpDialog | undefined} */
  #help;
  /** @type {import('./types.js').View | undefined} */
  #view;
  /** @type {Map<string, import('./types.js').ViewModule>} */
  #modules = new Map();
  /** @type {Record<string, Resource>} */
  #resources = {};
  #viewId = '';
  #isEmpty = false;
  /** When what is being drawn was asked for; the first time, when the page was. */
  #changedAt = 0;
  /** @type {number | undefined} */
  #slow;
  /** Resources that changed since the page last showed them. @type {Set<Resource>} */
  #gathered = new Set();
  /** @type {number | undefined} */
  #gathering;
  #isAsking = false;
  /** @type {AbortController | undefined} */
  #foreseen;
  /** @type {Date | null} */
  #updatedAt = null;

  /**
   * @param {HTMLElement} root
   * @param {Pick<Context, 'i18n' | 'theme' | 'store' | 'catalogue' | 'names'> & {health: import('./core/health.js').HealthWatch}} parts
   */
  constructor(root, { health, ...parts }) {
    this.#root = root;
    this.#health = health;
    const say = this.#announcer.say;
    this.#context = {
      ...parts,
      say,
      answers: new Answers(),
      queue: new DrawQueue(() => this.#settle()),
      fail: this.#announcer.fail,
      definitions: new Definitions(say, () => parts.i18n.need('.more')),
      tell: (title, text, isGood = false) => this.#toasts.show({ title: this.#context.i18n.t(title), text, close: this.#context.i18n.t('toast.close'), isGood }),
      explain: (error) => this.#explain(error),
      attempt: (act) => Promise.all([act(), parts.i18n.need('.more')]).then(([result]) => result, () => this.#context.tell('error.title', parts.i18n.t('error.network'))),
      foresee: (choices) => this.#foresee(choices),
      reload: (name) => this.#resources[name]?.reload(),
      question: (name) => this.#resources[name]?.question ?? null,
    };
    document.body.append(this.#announcer.element, this.#toasts.element);
  }

  async start() {
    const { i18n, theme, store, names } = this.#context;
    await this.#openView();
    this.#mount();
    this.#ask();
    store.changed.subscribe(() => this.#stateChanged());
    i18n.changed.subscribe(() => this.#mount());
    theme.changed.subscribe(() => this.#shell.showTheme());
    names.changed.subscribe((dimension) => this.#namesChanged(dimension));
    this.#health.changed.subscribe((change) => this.#healthChanged(change));
    this.#health.start();
    names.load();
    this.#listenToKeys();
  }

  #listenToKeys() {
    const { store, theme, i18n } = this.#context;
    const shortcuts = this.#shortcuts;
    // Filters are not changed unseen.
    const add = (/** @type {string} */ key, /** @type {(bar: FilterBar) => void} */ act) =>
      shortcuts.add(key, () => this.#filterBar?.element.isConnected && act(this.#filterBar));
    views.forEach(({ id }, index) => shortcuts.add(String((index + 1) % 10), () => store.set({ view: id, options: {} })));
    shortcuts.add('?', () => this.#openHelp());
    add('f', (bar) => bar.openFilters());
    add('p', (bar) => bar.openRange());
    add('c', () => {
      const { compare } = store.current;
      store.set({ compare: COMPARISONS[(COMPARISONS.indexOf(compare) + 1) % COMPARISONS.length] });
    });
    add('x', () => store.clearFilters());
    shortcuts.add('r', () => this.#refresh());
    shortcuts.add('t', () => {
      theme.choose(theme.next);
      this.#shell.showTheme();
    });
    shortcuts.add('l', () => this.#chooseLanguage(i18n.language === 'en' ? 'pt-BR' : 'en'));
    add('Escape', () => store.undo());
  }

  async #openHelp() {
    const module = await this.#context.attempt(() => import('./components/help-dialog.js'));
    if (!module) return;
    if (!this.#help) document.body.append((this.#help = new module.HelpDialog(this.#context, this.#shortcuts)).element);
    this.#help.open();
  }

  /** @param {import('./core/i18n.js').Language} language */
  #chooseLanguage(language) {
    return this.#context.attempt(() => this.#context.i18n.choose(language));
  }

  /** @type {Context['explain']} */
  async #explain(error) {
    const { i18n } = this.#context;
    const failure = error instanceof ApiError ? error : new ApiError('internal', String(error));
    // Without them there are the server's own.
    if (!i18n.has(`error.${failure.code}`)) await i18n.need('.more').catch(() => {});
    return failure;
  }

  get #module() {
    return /** @type {import('./types.js').ViewModule} */ (this.#modules.get(this.#viewId));
  }

  get #snapshots() {
    return Object.fromEntries(Object.entries(this.#resources).map(([name, resource]) => [name, resource.snapshot]));
  }

  /** Leaves the view before, and makes the questions of the one that the state names. */
  async #openView() {
    const { store, answers, i18n, explain } = this.#context;
    const id = store.current.view;
    if (!this.#modules.has(id)) {
      const entry = /** @type {import('./types.js').ViewEntry} */ (views.find((one) => one.id === id));
      const [{ view }] = await Promise.all([entry.load(), entry.words && i18n.need(entry.words)]);
      this.#modules.set(id, view);
      if (store.current.view !== id) return this.#openView();
    }
    for (const resource of Object.values(this.#resources)) resource.cancel();
    this.#foresee();
    this.#viewId = id;
    this.#resources = {};
    for (const name of Object.keys(this.#module.questions)) {
      const resource = new Resource(answers, explain);
      resource.changed.subscribe(() => this.#gather(resource));
      this.#resources[name] = resource;
    }
  }

  /** Builds the page in the language in force; answers already there are kept. */
  #mount() {
    const { i18n } = this.#context;
    const focused = /** @type {HTMLElement} */ (document.activeElement ?? this.#root);
    const kind = [focused.localName, ...focused.classList].slice(0, 2).join('.');
    const alike = () => /** @type {HTMLElement[]} */ ([...this.#root.querySelectorAll(kind)]);
    const place = alike().indexOf(focused);
    this.#shell = new Shell(this.#context, {
      refresh: () => this.#refresh(),
      chooseLanguage: (language) => this.#chooseLanguage(language),
      help: () => this.#openHelp(),
    });
    this.#filterBar?.destroy();
    this.#filterBar = new FilterBar(this.#context);
    this.#root.replaceChildren(...this.#shell.elements);
    this.#shell.showHealth(this.#health.current);
    if (this.#updatedAt) this.#shell.showUpdated(this.#updatedAt);
    this.#mountView();
    if (place >= 0) (alike()[place] ?? this.#head.title).focus();
  }

  /** @param {Resource} resource */
  #showMeta({ snapshot, question }) {
    if (!snapshot.answer || snapshot.isOutdated) return;
    const { range, ...meta } = snapshot.answer.meta;
    this.#head.showMeta(isOfPeriod(question, this.#context.store.current) || this.#module.isUnfiltered ? snapshot.answer.meta : meta);
  }

  /** Puts the view that the state names on the page. */
  #mountView() {
    const title = this.#context.i18n.t(`view.${this.#viewId}`);
    this.#view?.destroy();
    this.#head = new PageHead(title, this.#context);
    this.#view = this.#module.create(this.#context);
    this.#layOut();
    this.#shell.showView(this.#viewId);
    for (const resource of Object.values(this.#resources)) this.#showMeta(resource);
    this.#show();
  }

  /** Shows the view, or how to load data while there is none. */
  #layOut() {
    const { t } = this.#context.i18n;
    document.title = `${t(this.#isEmpty ? 'empty.title' : `view.${this.#viewId}`)} · Vitrine`;
    const parts = [this.#head.element, this.#module.isUnfiltered ? null : this.#filterBar?.element, this.#view?.element];
    if (!this.#isEmpty) return fill(this.#shell.main, ...parts);
    const { main } = this.#shell;
    Promise.all([import('./components/no-data.js'), this.#context.i18n.need('.more')]).then(([{ noData }]) => this.#isEmpty && fill(main, noData(t)));
  }

  #show() {
    const snapshots = this.#snapshots;
    this.#view?.show(snapshots);
    this.#shell.showLoading(Object.values(snapshots).some((snapshot) => snapshot.isLoading));
    this.#settle();
  }

  /**
   * All answers of a state are on the page: its `data-page` turns from `busy` to `settled`, `vitrine:settled` tells the
   * milliseconds since the change. While it takes long, `data-slow` is there.
   */
  #settle() {
    const isBusy = !this.#context.queue.isIdle || this.#gathered.size > 0 || Object.values(this.#resources).some(({ snapshot, question }) => snapshot.isLoading || !question);
    const page = document.documentElement.dataset;
    const now = isBusy ? 'busy' : 'settled';
    if (isBusy) this.#slow ??= setTimeout(() => { page.slow = ''; }, PATIENCE);
    else {
      clearTimeout(this.#slow);
      this.#slow = undefined;
      delete page.slow;
    }
    if (page.page === now) return;
    if (isBusy && page.page === 'settled') this.#changedAt = performance.now();
    page.page = now;
    if (!isBusy) document.dispatchEvent(new CustomEvent('vitrine:settled', { detail: { milliseconds: performance.now() - this.#changedAt } }));
  }

  /** @param {{isForced?: boolean}} [options] */
  async #ask(options) {
    const state = this.#context.store.current;
    const { questions } = this.#module;
    const { catalogue } = this.#context;
    this.#isAsking = true;
    const asked = Object.entries(this.#resources).map(([name, resource]) => resource.load(questions[name](state, catalogue), options));
    this.#isAsking = false;
    this.#gather();
    await Promise.all(asked);
  }

  /**
   * Asks what a click would ask while the pointer rests on its mark, so that the answers are there when it comes.
   * @param {import('./types.js').Choice[]} [choices]
   */
  #foresee(choices) {
    this.#foreseen?.abort();
    if (!choices) return;
    const { store, answers, catalogue } = this.#context;
    const { signal } = this.#foreseen = new AbortController();
    setTimeout(() => {
      if (signal.aborted) return;
      const state = { ...store.current, filters: store.toggled(choices) };
      for (const questionIn of Object.values(this.#module.questions)) {
        const question = questionIn(state, catalogue);
        // Whoever clicks hears of what went wrong.
        if (!answers.peek(question)) answers.get(question, signal).catch(() => {});
      }
    }, REST);
  }

  async #refresh() {
    const { say, i18n, answers } = this.#context;
    this.#health.check();
    answers.clear();
    await this.#ask({ isForced: true });
    if (Object.values(this.#snapshots).every((snapshot) => !snapshot.error)) say(i18n.t('refresh.done'));
  }

  async #stateChanged() {
    const { store, say, attempt } = this.#context;
    const state = store.current;
    this.#changedAt = performance.now();
    document.documentElement.dataset.page = 'busy';
    this.#filterBar?.showState();
    if (state.view !== this.#viewId) {
      await attempt(() => this.#openView());
      // Not fetched: the view before stays, and the link can be tried again.
      if (state === store.current && state.view !== this.#viewId) return store.set({ view: this.#viewId }, { isReplacing: true });
      if (state !== store.current) return;
      this.#mountView();
      scrollTo(0, 0);
      this.#head.focus();
    } else {
      this.#view?.showState();
    }
    this.#shell.showView(this.#viewId);
    await this.#ask();
    this.#settle();
    if (state === store.current) say(this.#view?.announcement(this.#snapshots) ?? '');
  }

  /** @param {string} dimension */
  #namesChanged(dimension) {
    this.#filterBar?.showState();
    this.#view?.redraw(dimension);
    this.#settle();
  }

  /** @param {Resource} [resource] that changed */
  #gather(resource) {
    if (resource) this.#gathered.add(resource);
    if (this.#isAsking) return;
    if (!Object.values(this.#resources).some(({ snapshot }) => snapshot.isLoading)) this.#showGathered();
    else this.#gathering ??= setTimeout(() => this.#showGathered(), TOGETHER);
    this.#settle();
  }

  #showGathered() {
    clearTimeout(this.#gathering);
    this.#gathering = undefined;
    const changed = Object.values(this.#resources).filter((resource) => this.#gathered.has(resource));
    this.#gathered.clear();
    for (const resource of changed) this.#answered(resource);
    const ofPeriod = Object.values(this.#resources).filter(({ question }) => isOfPeriod(question, this.#context.store.current));
    // No figure of these days is on the page.
    if (ofPeriod.length > 0 && ofPeriod.every(({ snapshot }) => snapshot.error && (snapshot.isOutdated || !snapshot.answer))) this.#head.showMeta({ range: undefined });
    this.#show();
    this.#context.queue.run();
  }

  /** @param {Resource} resource */
  #answered(resource) {
    const { answer, error, isLoading } = resource.snapshot;
    if (error?.code === 'no_warehouse') this.#setEmpty(true);
    if (!answer || isLoading || error) return;
    // A warehouse without orders has no day to show.
    this.#setEmpty(answer.meta.as_of === null);
    this.#updatedAt = new Date();
    this.#shell.showUpdated(this.#updatedAt);
    this.#showMeta(resource);
    // Answers of two versions must not stand side by side: the watch finds out and asks anew.
    const { version } = this.#health.current;
    if (version && answer.meta.warehouse_version && answer.meta.warehouse_version !== version) this.#health.check();
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
    const { catalogue, names, answers } = this.#context;
    if (catalogue.metrics.length === 0 && (await catalogue.load())) this.#mount();
    const wasEmpty = this.#isEmpty || before.status === 'empty';
    const isNewVersion = before.version !== null && before.version !== now.version;
    const isBehind = (/** @type {import('./types.js').Snapshot} */ { answer, error, isLoading }) => {
      const version = answer?.meta.warehouse_version;
      return Boolean(error) || (!isLoading && version !== undefined && version !== now.version);
    };
    if (wasEmpty || isNewVersion) {
      answers.clear();
      names.load();
      await this.#ask({ isForced: true });
      const { i18n, tell } = this.#context;
      await i18n.need('.more').catch(() => {});
      tell('version.title', wasEmpty ? i18n.t('version.first') : i18n.t('version.text', { version: now.version ?? '' }), true);
    } else {
      const behind = Object.values(this.#resources).filter((resource) => isBehind(resource.snapshot));
      await Promise.all(behind.map((resource) => resource.reload()));
    }
  }
}
