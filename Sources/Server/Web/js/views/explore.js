import { ChartCard } from '../components/chart-card.js';
import { icon } from '../components/icon.js';
import { fill, h } from '../core/dom.js';
import { GRAINS, MOST_METRICS, declarationsOf, exploreQuestion, planOf, restOf, wholeQuestion } from '../explore/plan.js';

/** The semantic layer for people: any figures by any dimensions, drawn as fits, as a table and as a file. */
class ExploreView {
  #context;
  /** @type {ChartCard[]} */
  #cards = [];
  #signature = '';
  /** @type {(import('../types.js').Answer<any> | null)[]} */
  #joined = [];

  /** @param {import('../types.js').Context} context */
  constructor(context) {
    this.#context = context;
    this.form = h('section', { class: 'card explore-form', 'aria-label': context.i18n.t('explore.question') });
    this.place = h('div', { class: 'charts' });
    this.element = h('div', { class: 'dashboard' }, this.form, this.place);
    this.showState();
  }

  /** @param {Record<string, import('../types.js').Snapshot>} snapshots */
  show({ answer, whole }) {
    const both = this.#join(answer, whole);
    // An answer to another question has not the fields that the cards draw.
    if (both.isOutdated && !both.isLoading && !both.error) return;
    const isForeign = this.isNew && both.isOutdated;
    this.isNew = isForeign;
    for (const card of this.#cards) card.show(isForeign ? { ...both, answer: null } : both);
  }

  /**
   * @param {import('../types.js').Snapshot} answer
   * @param {import('../types.js').Snapshot} whole
   * @returns {import('../types.js').Snapshot} the answer, with what it lacks of the whole
   */
  #join(answer, whole) {
    const both = { error: answer.error ?? whole.error, isLoading: answer.isLoading || whole.isLoading, isOutdated: answer.isOutdated || whole.isOutdated };
    const [parts, all] = this.#joined;
    if (!both.isOutdated && answer.answer && whole.answer && (parts !== answer.answer || all !== whole.answer)) {
      const rest = restOf(answer.answer, whole.answer);
      this.#joined = [answer.answer, whole.answer, { ...answer.answer, meta: { ...answer.answer.meta, rest } }];
    }
    return { ...both, answer: this.#joined[2] ?? null };
  }

  showState() {
    const { store, catalogue, reload, question } = this.#context;
    const plan = planOf(store.current, catalogue);
    const signature = JSON.stringify(plan);
    if (signature === this.#signature) return this.#cards.forEach((card) => card.showState());
    this.#signature = signature;
    this.#fillForm(plan);
    this.destroy();
    const retry = () => ['answer', 'whole'].forEach(reload);
    this.#cards = declarationsOf(plan, catalogue).map((declaration) => {
      const card = new ChartCard(declaration, this.#context, { retry, question: () => question('answer') });
      card.element.classList.add(declaration.span === 'full' ? 'medium-full' : 'medium-half');
      return card;
    });
    this.isNew = true;
    fill(this.place, ...this.#cards.map((card) => card.element));
  }

  /** @param {string} dimension whose names changed */
  redraw(dimension) {
    for (const card of this.#cards) card.redraw(dimension);
  }

  announcement() {
    return this.#cards.map((card) => card.title).join('. ');
  }

  destroy() {
    for (const card of this.#cards) card.destroy();
  }

  /** @param {Record<string, string>} change of the options; a question composed step by step is one entry of the history */
  #set(change) {
    const { store } = this.#context;
    store.set({ options: { ...store.current.options, ...change } });
  }

  /** @returns {HTMLElement[]} the buttons that remove a figure */
  get #removers() {
    return [...this.form.querySelectorAll('button')].filter((one) => !one.disabled);
  }

  /** @param {import('../explore/plan.js').Plan} plan */
  #fillForm(plan) {
    const { i18n, catalogue } = this.#context;
    const { t } = i18n;
    const focused = document.activeElement;
    const hadFocus = this.form.contains(focused);
    const place = this.#removers.findIndex((one) => one === focused);
    const metrics = catalogue.metrics.filter((name) => !plan.metrics.includes(name));
    const dimensions = catalogue.dimensions.filter((name) => !catalogue.dimension(name).isTime);
    const options = (/** @type {string[]} */ names, /** @type {string} */ chosen, /** @type {(name: string) => string} */ label) =>
      names.map((name) => h('option', { value: name, selected: name === chosen }, label(name)));
    const select = (/** @type {string} */ id, /** @type {HTMLElement[]} */ choices, /** @type {(value: string) => void} */ choose) => {
      const element = h('select', { id: `explore-${id}`, on: { change: () => choose(element.value) } }, choices);
      return h('label', { class: 'field' }, h('span', { class: 'field-name' }, t(`explore.${id}`)), h('span', { class: 'select' }, element));
    };
    const labelOf = (/** @type {string} */ name) => (name === 'none' ? t('explore.none') : catalogue.label(name));
    const by = (/** @type {number} */ index) => (/** @type {string} */ value) => {
      const chosen = [...plan.by];
      chosen[index] = value;
      const kept = [...new Set(chosen.filter((name) => name && name !== 'none'))];
      this.#set({ by: kept.join(',') || 'none' });
    };
    const adding = h(
      'select',
      { id: 'explore-add', 'aria-label': t('explore.add'), on: { change: () => this.#set({ metrics: [...plan.metrics, adding.value].join(',') }) } },
      h('option', { value: '' }, t('explore.add')), options(metrics, '', labelOf),
    );
    fill(
      this.form,
      h(
        'div',
        { class: 'explore-metrics', role: 'group', 'aria-label': t('explore.metrics') },
        h('span', { class: 'field-name' }, t('explore.metrics')),
        plan.metrics.map((name) => h(
          'button',
          {
            type: 'button', class: 'filter-chip', disabled: plan.metrics.length === 1, 'aria-label': t('explore.remove', { name: labelOf(name) }),
            on: { click: () => this.#set({ metrics: plan.metrics.filter((one) => one !== name).join(',') }) },
          },
          h('strong', {}, labelOf(name)), plan.metrics.length > 1 && icon('x'),
        )),
        plan.metrics.length < MOST_METRICS && h('span', { class: 'select' }, adding),
      ),
      h(
        'div',
        { class: 'explore-fields' },
        select('by', options(['none', ...dimensions], plan.by[0] ?? 'none', labelOf), by(0)),
        select('and', options(['none', ...dimensions.filter((name) => name !== plan.by[0])], plan.by[1] ?? 'none', labelOf), by(1)),
        select('grain', options(GRAINS, plan.grain, (name) => t(`explore.grain.${name}`)), (grain) => this.#set({ grain })),
        select('chart', options(plan.charts, plan.chart, (name) => t(`explore.chart.${name}`)), (chart) => this.#set({ chart })),
        plan.limits.length > 0 && select('limit', options(plan.limits.map(String), String(plan.limit), (limit) => i18n.format.integer(limit)), (limit) => this.#set({ limit })),
      ),
    );
    if (!hadFocus) return;
    // Of what is no longer there, the next takes the focus.
    const removers = this.#removers;
    const same = focused?.id ? document.getElementById(focused.id) : removers[Math.min(place, removers.length - 1)];
    (same ?? document.getElementById('explore-by'))?.focus();
  }
}

/** @type {import('../types.js').ViewModule} */
export const view = {
  questions: { answer: exploreQuestion, whole: wholeQuestion },
  create: (context) => new ExploreView(context),
};
