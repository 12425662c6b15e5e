import { ownDimensions } from '../charts/columns.js';
import { createChart, loadEngine, mayAnimate } from '../charts/engine.js';
import { loadKind } from '../charts/kinds/index.js';
import { readPalette } from '../charts/palette.js';
import { inWords } from '../charts/parts.js';
import { ApiError } from '../core/api.js';
import { focusHeading, h, setAttribute } from '../core/dom.js';
import { PointReader } from './point-reader.js';

/** More marks than this do not move. */
const MOVING_UP_TO = 400;

/** The drawing of a chart: ECharts in its element, the marks by mouse, brush and keyboard. */
export class ChartPlot {
  #declaration;
  #context;
  /** @type {import('../charts/types.js').Kind | null} */
  #kind = null;
  #told;
  /** @type {any} */
  #engine = null;
  /** @type {any} */
  #chart = null;
  /** @type {{rows: any[], meta: any, hidden: Set<string>} | null} */
  #shown = null;
  /** @type {any} */
  model = null;
  #drawnSize = '';
  /** From the observer: asking would lay out the page. @type {{width: number, height: number} | undefined} */
  #size;
  #isDestroyed = false;
  #isStill = false;
  #subscriptions;
  /** @type {import('./brush.js').Brush | undefined} */
  brush;

  /**
   * @param {import('../charts/types.js').ChartDeclaration} declaration
   * @param {import('../types.js').Context} context
   * @param {{label: string, describedBy: string, failed: (error: ApiError) => void, drawn: () => void}} told
   */
  constructor(declaration, context, told) {
    this.#declaration = declaration;
    this.#context = context;
    this.#told = told;
    this.element = h('div', {
      class: 'plot',
      role: 'application',
      tabindex: '0',
      'aria-roledescription': context.i18n.t('chart.kind'),
      'aria-label': told.label,
      'aria-describedby': told.describedBy,
    });
    this.reader = new PointReader(this.element, {
      count: () => this.model?.marks.length ?? 0,
      show: (index) => this.#showPoint(index),
      choose: (index) => this.#choose(this.model.marks[index], false),
      hide: () => this.#hidePoint(),
    });
    this.element.addEventListener('pointerenter', this.#allowBrush);
    this.observer = new ResizeObserver(([{ contentRect }]) => this.#resized(contentRect));
    this.observer.observe(this.element);
    this.#subscriptions = [context.theme.changed.subscribe(() => this.redraw({ isStill: true }))];
  }

  /**
   * @param {any[]} rows
   * @param {import('../types.js').Meta} meta
   * @param {Set<string>} hidden ids of series
   */
  show(rows, meta, hidden) {
    this.#shown = { rows, meta, hidden };
    this.redraw();
  }

  /** @param {{isStill?: boolean}} [how] */
  redraw({ isStill = false } = {}) {
    if (!this.#shown) return;
    this.#isStill = isStill;
    this.#context.queue.add(this.element, () => this.#draw());
  }

  /** @param {boolean} isAway */
  cover(isAway) {
    if (isAway && this.element === document.activeElement) focusHeading(this.element);
    this.element.classList.toggle('is-away', isAway);
    setAttribute(this.element, 'tabindex', isAway ? null : '0');
  }

  /** What is drawn, for whoever reads the chart. */
  read() {
    const option = this.#chart?.getOption();
    return {
      marks: (this.model?.marks ?? []).map(({ title, size, lines, choices, range }) => ({ title, size, lines, choices, range })),
      series: this.model?.series ?? [],
      figures: this.model?.figures ?? {},
      hidden: [...(this.#shown?.hidden ?? [])],
      drawn: option?.series?.map((/** @type {any} */ { id, type, data, links }) => ({
        id, type, data: (data ?? []).map(valueOf), links: links?.length,
      })) ?? [],
      isAnimated: option?.animation ?? null,
      place: (/** @type {number} */ index) => this.#placeOf(this.model.marks[index]),
    };
  }

  destroy() {
    this.#isDestroyed = true;
    this.observer.disconnect();
    this.brush?.destroy();
    this.#context.queue.remove(this.element);
    for (const unsubscribe of this.#subscriptions) unsubscribe();
    this.#chart?.dispose();
    this.#chart = null;
  }

  /**
   * @param {{width: number, height: number}} [size]
   * @returns {import('../charts/types.js').Environment}
   */
  #environment({ width, height } = this.#measured) {
    const { i18n, catalogue, names, store } = this.#context;
    const hidden = this.#shown?.hidden ?? new Set();
    const dimensions = ownDimensions(this.#declaration);
    return {
      t: i18n.t, format: i18n.format, catalogue, names, palette: readPalette(), width, height, meta: this.#shown?.meta ?? {}, hidden,
      isChosen: (mark) => Boolean(mark.choices?.length) && /** @type {any[]} */ (mark.choices).every((choice) => store.has(choice)),
      isChoosing: dimensions.length > 0 && dimensions.every((dimension) => store.current.filters[dimension]),
    };
  }

  get #varied() {
    const { vary } = this.#declaration;
    return vary ? { ...this.#declaration, ...vary(this.#context.store.current) } : this.#declaration;
  }

  #draw() {
    const { width, height } = this.#measured;
    if (this.#isDestroyed || !this.#shown || width === 0 || height === 0) return undefined;
    if (this.#engine && this.#kind) return this.#drawNow(this.#engine, this.#kind);
    this.#load();
    return undefined;
  }

  /** The first drawing waits for ECharts, the kind, a map's shapes. */
  async #load() {
    const { queue } = this.#context;
    const finish = queue.wait();
    try {
      const [engine, kind] = await Promise.all([loadEngine(), loadKind(this.#declaration.kind)]);
      await kind.ready?.(engine);
      this.#engine = engine;
      this.#kind = kind;
      if (!this.#isDestroyed) queue.add(this.element, () => this.#draw());
    } catch (error) {
      if (!this.#isDestroyed) this.#told.failed(new ApiError('drawing', String(error)));
    }
    finish();
  }

  /**
   * @param {any} echarts
   * @param {import('../charts/types.js').Kind} kind
   */
  #drawNow(echarts, kind) {
    const { rows } = /** @type {any} */ (this.#shown);
    let environment = this.#environment();
    try {
      this.model = kind.prepare(rows, this.#varied, environment);
      if (this.model.marks.length > 0) {
        if (this.#grow(this.model.height)) environment = this.#environment();
        const isNew = !this.#chart;
        if (isNew) this.#create(echarts);
        this.#drawnSize = `${environment.width}x${environment.height}`;
        // It moves in; what a click changes is there at once.
        const isMoving = isNew && mayAnimate() && !this.#isStill && this.model.marks.length <= MOVING_UP_TO;
        this.#chart.setOption({
          textStyle: { fontFamily: environment.palette.font },
          animation: isMoving, animationDuration: 350,
          ...kind.option(this.model, environment),
        }, { notMerge: true, lazyUpdate: false });
      }
    } catch (error) {
      return () => this.#told.failed(new ApiError('drawing', String(error)));
    }
    this.#isStill = false;
    return () => {
      this.reader.leave();
      this.#told.drawn();
    };
  }

  /**
   * @param {number} [height] pixels that the rows need
   * @returns {boolean} whether the plot changed for it
   */
  #grow(height = 0) {
    const { style } = /** @type {HTMLElement} */ (this.element.parentElement);
    const basis = style.flexBasis || height > this.#measured.height ? `${height}px` : '';
    if (style.flexBasis === basis) return false;
    style.flexBasis = basis;
    this.#size = undefined;
    this.#chart?.resize();
    return true;
  }

  /** @param {any} echarts */
  #create(echarts) {
    this.#chart = createChart(echarts, this.element);
    this.#chart.on('click', (/** @type {any} */ event) => {
      const mark = this.#markOf(event);
      if (mark) this.#choose(mark, Boolean(event.event?.event?.ctrlKey || event.event?.event?.metaKey || event.event?.event?.shiftKey));
    });
    this.#chart.on('mouseover', (/** @type {any} */ event) => this.#foresee(this.#markOf(event)));
    this.#chart.on('mouseout', () => this.#foresee());
    // The whole band of a bar is its target, not only the paint.
    this.#chart.getZr().on('click', (/** @type {any} */ event) => {
      if (event.target || !this.#kind?.hasBands || !this.model) return;
      const index = this.#bandAt(event.offsetX, event.offsetY);
      if (index !== null) this.#choose(this.model.marks[index], Boolean(event.event?.ctrlKey || event.event?.metaKey || event.event?.shiftKey));
    });
  }

  /**
   * @param {number} x
   * @param {number} y
   */
  #bandAt(x, y) {
    const isStanding = Boolean(/** @type {any} */ (this.#declaration).isStanding);
    if (isStanding && !this.#chart.containPixel({ gridIndex: 0 }, [x, y])) return null;
    const index = this.#chart.convertFromPixel(isStanding ? { xAxisIndex: 0 } : { yAxisIndex: 0 }, isStanding ? x : y);
    return index >= 0 && index < this.model.marks.length ? index : null;
  }

  /** @param {any} event @returns {import('../charts/types.js').Mark | undefined} */
  #markOf(event) {
    const { model } = this;
    const { kind } = this.#declaration;
    if (!model) return undefined;
    if (kind === 'multiples') return model.marks[event.seriesIndex];
    if (kind === 'flows') return event.dataType === 'node' ? { title: '', lines: [], size: 0, choices: event.data.choices } : model.marks[event.data?.mark];
    if (kind === 'treemap') return model.marks[event.data?.mark];
    if (kind === 'map') return model.marks.find((/** @type {any} */ mark) => mark.name === event.name);
    if (event.componentType === 'yAxis') return model.marks.find((/** @type {any} */ mark) => mark.label === event.value);
    if (model.buckets) {
      const line = model.lines.find((/** @type {any} */ one) => one.id === event.seriesId);
      if (line?.choice) return { title: line.name, lines: [], size: 0, choices: [line.choice] };
    }
    return model.marks[event.dataIndex];
  }

  /**
   * @param {import('../charts/types.js').Mark} mark
   * @param {boolean} isAdding
   */
  #choose(mark, isAdding) {
    if (this.brush?.hasJustBrushed || !mark) return;
    const { store } = this.#context;
    if (mark.choices?.length && this.#declaration.filter !== false) store.toggle(mark.choices, { isAdding });
    else if (mark.range) store.chooseRange(mark.range.from, mark.range.to);
  }

  /** A pointer that could drag has come. */
  #allowBrush = async () => {
    if (!this.#kind?.isTimed) return;
    const { Brush } = await import('./brush.js').catch(() => ({ Brush: null }));
    if (!Brush || this.brush || this.#isDestroyed) return;
    this.brush = new Brush(this.element, {
      indexAt: (x) => this.#chart?.convertFromPixel({ xAxisIndex: 0 }, x),
      chosen: (first, last) => this.#chooseRange(first, last),
    });
  };

  /** @param {import('../charts/types.js').Mark} [mark] that may be chosen next */
  #foresee(mark) {
    this.#context.foresee(mark?.choices?.length && this.#declaration.filter !== false ? mark.choices : undefined);
  }

  /**
   * @param {number} first
   * @param {number} last
   */
  #chooseRange(first, last) {
    const { buckets } = this.model ?? {};
    if (!buckets?.length) return;
    const clamp = (/** @type {number} */ index) => Math.min(buckets.length - 1, Math.max(0, index));
    this.#context.store.chooseRange(buckets[clamp(first)].from, buckets[clamp(last)].to);
  }

  get #measured() {
    this.#size ??= { width: this.element.clientWidth, height: this.element.clientHeight };
    return this.#size;
  }

  /** @param {{width: number, height: number}} size */
  #resized({ width, height }) {
    this.#size = { width: Math.round(width), height: Math.round(height) };
    // On paper the picture is scaled: there is no time to draw.
    if (!this.#shown || matchMedia('print').matches || width === 0 || `${this.#size.width}x${this.#size.height}` === this.#drawnSize) return;
    this.#chart?.resize();
    this.redraw({ isStill: true });
  }

  /** @param {import('../charts/types.js').Mark} mark @returns {[number, number] | null} where it is, in pixels of the page */
  #placeOf(mark) {
    const model = this.#chart?.getModel().getSeriesByIndex(mark?.seriesIndex ?? 0);
    const layout = model?.getData().getItemLayout(mark.dataIndex ?? 0);
    if (!layout) return null;
    const box = this.element.getBoundingClientRect();
    if (Array.isArray(layout)) return [box.left + layout[0], box.top + layout[1]];
    if ('cx' in layout) {
      const angle = (layout.startAngle + layout.endAngle) / 2;
      const radius = (layout.r + layout.r0) / 2;
      return [box.left + layout.cx + Math.cos(angle) * radius, box.top + layout.cy + Math.sin(angle) * radius];
    }
    if ('width' in layout) return [box.left + layout.x + layout.width / 2, box.top + layout.y + layout.height / 2];
    return null;
  }

  /** @param {number} index */
  #showPoint(index) {
    const mark = this.model.marks[index];
    const { seriesIndex = 0, dataIndex = index, dataType } = mark;
    const place = { seriesIndex, dataIndex, dataType };
    for (const action of [{ type: 'downplay' }, { type: 'highlight', notBlur: true, ...place }, { type: 'showTip', ...(this.#kind?.tipOf?.(this.#chart, mark) ?? place) }]) {
      this.#chart?.dispatchAction(action);
    }
    this.#foresee(mark);
    this.#context.say([inWords(mark), mark.note, mark.choices || mark.range ? this.#context.i18n.t('chart.enter') : ''].filter(Boolean).join('. '));
  }

  /** @param {string} [series] id of the line or slice that stands out; none any more without */
  point(series) {
    this.#chart?.dispatchAction({ type: 'downplay' });
    const index = this.model?.marks.findIndex((/** @type {any} */ { id }) => id === series) ?? -1;
    if (series !== undefined) this.#chart?.dispatchAction({ type: 'highlight', ...(index < 0 ? { seriesId: series } : { seriesIndex: 0, dataIndex: index }) });
  }

  #hidePoint() {
    for (const action of [{ type: 'hideTip' }, { type: 'updateAxisPointer', currTrigger: 'leave' }, { type: 'downplay' }]) {
      this.#chart?.dispatchAction(action);
    }
  }

  /**
   * @param {{width: number, height: number}} size
   * @returns {{option: object, environment: import('../charts/types.js').Environment, model: any}} for a picture, nothing chosen
   */
  picture(size) {
    const environment = this.#environment(size);
    const kind = /** @type {import('../charts/types.js').Kind} */ (this.#kind);
    const model = kind.prepare(this.#shown?.rows ?? [], this.#varied, environment);
    return { option: kind.option(model, environment), environment, model };
  }
}

/** @param {any} point */
function valueOf(point) {
  return point !== null && typeof point === 'object' && !Array.isArray(point) ? point.value : point;
}
