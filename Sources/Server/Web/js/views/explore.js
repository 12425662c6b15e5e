import { ChartCard } from '../components/chart-card.js';
import { icon } from '../components/icon.js';
import { fill, h } from '../core/dom.js';
import { GRAINS, LIMITS, MOST_METRICS, declarationOf, exploreQuestion, planOf } from '../explore/plan.js';

/** The semantic layer for people: any figures by any dimensions, drawn as fits, as a table and as a file. */
class ExploreView {
  #context;
  /** @type {ChartCard | undefined} */
  #card;
  #signature = '';

  /** @param {import('../types.js').Context} context */
  constructor(context) {
    this.#context = context;
    this.form = h('section', { class: 'card explore-form', 'aria-label': context.i18n.t('explore.question') });
    this.place = h('div', { class: 'charts' });
    this.element = h('div', { class: 'dashboard' }, this.form, this.place);
    this.showState();
  }

  /** @param {Record<string, import('../types.js').Snapshot>} snapshots */
  show({ answer }) {
    // An answer to another question has not the fields that the card draws.
    if (answer.isOutdated && !answer.isLoading && !answer.error) return;
    if (this.isNew && answer.isOutdated) return this.#card?.show({ ...answer, answer: null });
    this.isNew = false;
    this.#card?.show(answer);
  }

  showState() {
    const { store, catalogue, reload, question } = this.#context;
    const plan = planOf(store.current);
    const signature = JSON.stringify(plan);
    if (signature === this.#signature) return this.#card?.showState();
    this.#signature = signature;
    this.#fillForm(plan);
    this.#card?.destroy();
    this.#card = new ChartCard(declarationOf(plan, catalogue), this.#context, { retry: () => reload('answer'), question: () => question('answer') });
    this.#card.element.classList.add('medium-full');
    this.isNew = true;
    fill(this.place, this.#card.element);
  }

  /** @param {string} dimension whose names changed */
  redraw(dimension) {
    this.#card?.redraw(dimension);
  }

  announcement() {
    return this.#card?.title ?? '';
  }

  destroy() {
    this.#card?.destroy();
  }

  /** @param {Record<string, string>} change of the options; a question composed step by step is one entry of the history */
  #set(change) {
    const { store } = this.#context;
    store.set({ options: { ...store.current.options, ...change } });
  }

  /** @param {import('../explore/plan.js').Plan} plan */
  #fillForm(plan) {
    const { i18n, catalogue } = this.#context;
    const { t } = i18n;
    const focused = document.activeElement?.id;
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
        select('limit', options(LIMITS.map(String), String(plan.limit), (limit) => i18n.format.integer(limit)), (limit) => this.#set({ limit })),
      ),
    );
    if (focused?.startsWith('explore-')) document.getElementById(focused)?.focus();
  }
}

/** @type {import('../types.js').ViewModule} */
export const view = {
  questions: { answer: exploreQuestion },
  create: (context) => new ExploreView(context),
};
