"""Every view, at every size, in both themes and languages: its charts are drawn from data, and nothing is missing or sticks out."""

import re

import pytest
from support import SIZES, VIEWS

FITS = "() => document.documentElement.scrollWidth <= innerWidth"

CLIPPED = """() => [...document.querySelectorAll('.kpi-value, .kpi-name, h1, h2, .segments a, .card-subtitle, .page-range, .main button')]
  .filter((element) => element.checkVisibility() && !element.closest('.spoken, .table-scroll') && element.scrollWidth > element.clientWidth + 1 && getComputedStyle(element).display !== 'inline')
  .map((element) => element.textContent)"""

OUTSIDE = """() => [...document.querySelectorAll('#app *')]
  .filter((element) => element.checkVisibility() && !element.closest('.spoken, .skip, .table-scroll, .plot, pre, .nav'))
  .filter((element) => { const box = element.getBoundingClientRect(); return box.width > 0 && (box.left < -1 || box.right > innerWidth + 1); })
  .map((element) => element.className)"""

RAGGED = """() => {
  const found = [];
  for (const [group, selector] of [['.heroes', ':scope > *'], ['.charts', ':scope > *']]) {
    for (const list of document.querySelectorAll(group)) {
      const rows = new Map();
      for (const card of list.querySelectorAll(selector)) {
        const box = card.getBoundingClientRect();
        const row = rows.get(Math.round(box.top)) ?? [];
        row.push(box);
        rows.set(Math.round(box.top), row);
      }
      const { left, right } = list.getBoundingClientRect();
      for (const row of rows.values()) {
        if (new Set(row.map((box) => Math.round(box.height))).size > 1) found.push(`heights differ in ${group}`);
        if (Math.abs(row[0].left - left) > 1 || Math.abs(row.at(-1).right - right) > 1) found.push(`a row of ${group} is not full`);
      }
    }
  }
  return found;
}"""

TEXTS = """() => document.body.innerText + [...document.querySelectorAll('[aria-label], [title]')]
  .map((element) => `${element.ariaLabel} ${element.title}`).join(' ')"""

BUBBLES = """async (id) => {
  const echarts = await import('/vendor/echarts.esm.min.js');
  const chart = echarts.getInstanceByDom(document.querySelector(`[data-chart="${id}"] .plot`));
  const grid = chart.getModel().getComponent('grid').coordinateSystem.getRect();
  const { yAxis, series } = chart.getOption();
  const bubbles = series[0].data.map(({ value, symbolSize }) => {
    const [x, y] = chart.convertToPixel({ gridIndex: 0 }, value);
    return { x, y, radius: symbolSize / 2 };
  });
  const labels = chart.getZr().storage.getDisplayList(true).filter((one) => one.style.text && one.parent?.__hostTarget).map((one) => {
    const box = one.getBoundingRect().clone();
    box.applyTransform(one.getComputedTransform());
    return { text: one.style.text, left: box.x, right: box.x + box.width, top: box.y, bottom: box.y + box.height };
  });
  const isOver = ({ left, right, top, bottom }, { x, y, radius }) =>
    Math.hypot(x - Math.min(Math.max(x, left), right), y - Math.min(Math.max(y, top), bottom)) < radius - 1;
  return {
    ticks: yAxis[0].axisLabel.customValues,
    outside: bubbles.filter(({ x, y, radius }) => x - radius < grid.x - 1 || x + radius > grid.x + grid.width + 1 || y - radius < grid.y - 1 || y + radius > grid.y + grid.height + 1),
    labels: labels.length,
    covering: labels.filter((label) => bubbles.some((bubble) => isOver(label, bubble))),
  };
}"""

KEYS = re.compile(r"\b(?:kpi|time|chart|period|detail|unit|app|status|theme|view|error|filter|compare|field|explore|quality|predict|value)\.[a-z]\w+|\{\w+\}|undefined|NaN|\[object")

# How many charts each view has: fewer would mean that one was lost.
CHARTS = {"overview": 6, "orders": 6, "customers": 6, "products": 6, "sellers": 6, "payments": 6, "geography": 5, "explore": 1, "quality": 0, "predict": 0}


@pytest.mark.parametrize("width, height", SIZES)
@pytest.mark.parametrize("theme, language", [("dark", "en-US"), ("dark", "pt-BR"), ("light", "en-US"), ("light", "pt-BR")])
def test_every_view_is_drawn_and_fits(dashboard, width, height, theme, language):
    page = dashboard("?days=365", width=width, height=height, theme=theme, language=language)
    assert page.page.evaluate("document.documentElement.dataset.theme") == theme
    for view in VIEWS:
        page.open_view(view)
        charts = page.charts()
        assert len(charts) == CHARTS[view], view
        for chart in charts:
            assert chart["rows"], f"{chart['id']} has no rows"
            if chart["kind"] == "table":
                continue
            assert chart["marks"], f"{chart['id']} draws nothing"
            assert any(series["data"] or series["links"] for series in chart["drawn"]), f"{chart['id']} draws nothing"
        assert page.page.locator(".panel, .card-notice:not(:empty)").count() == 0, f"{view} shows an error or is empty"
        assert page.page.evaluate(FITS), f"{view} scrolls sideways"
        for check in [CLIPPED, OUTSIDE, RAGGED]:
            assert page.page.evaluate(check) == [], view
        assert KEYS.findall(page.page.evaluate(TEXTS)) == [], view


@pytest.mark.parametrize("width, height", SIZES)
@pytest.mark.parametrize("view, name", [("sellers", "sellers.service"), ("products", "products.liking")])
def test_bubbles_have_room_and_their_labels_cover_none(dashboard, view, name, width, height):
    page = dashboard(f"?view={view}&days=30", width=width, height=height)
    page.card(name).scroll_into_view_if_needed()
    page.settle()
    drawn = page.page.evaluate(BUBBLES, name)
    assert drawn["outside"] == [] and drawn["covering"] == []
    assert drawn["labels"] > 0
    assert all(1 <= tick <= 5 for tick in drawn["ticks"]) and len(drawn["ticks"]) > 2


TEXTS_DRAWN = """async (name) => {
  const echarts = await import('/vendor/echarts.esm.min.js');
  const chart = echarts.getInstanceByDom(document.querySelector(`[data-chart="${name}"] .plot`));
  const drawn = chart.getZr().storage.getDisplayList().map((one) => one.style?.text).filter(Boolean);
  return chart.getOption().xAxis[0].data.filter((label) => !drawn.includes(label));
}"""


@pytest.mark.parametrize("view, name", [("overview", "overview.reviews"), ("orders", "orders.value"), ("products", "products.prices"), ("payments", "payments.bands")])
@pytest.mark.parametrize("width", [320, 390, 820])
def test_none_of_a_few_names_is_left_out(dashboard, view, name, width):
    page = dashboard(f"?view={view}&days=365", width=width, height=844)
    page.card(name).scroll_into_view_if_needed()
    page.settle()
    assert page.page.evaluate(TEXTS_DRAWN, name) == []


def test_small_multiples_have_room_on_a_phone(dashboard):
    page = dashboard("?view=products&days=365", width=390, height=844)
    lines = -(-len(page.chart("products.trends")["marks"]) // 2)
    assert page.card("products.trends").locator(".plot").bounding_box()["height"] >= 80 * lines - 10


SPLIT = """() => [...document.querySelectorAll('.kpi-name')].flatMap((name) => {
  const [text] = name.childNodes;
  return [...text.data.matchAll(/\\S+/g)].filter(({ 0: word, index }) => {
    const range = new Range();
    range.setStart(text, index);
    range.setEnd(text, index + word.length);
    return range.getClientRects().length > 1 || range.getBoundingClientRect().right > name.getBoundingClientRect().right + 1;
  }).map(([word]) => word);
})"""


@pytest.mark.parametrize("width", [390, 320])
@pytest.mark.parametrize("language", ["en-US", "pt-BR"])
def test_no_word_of_a_figure_is_split(dashboard, width, language):
    page = dashboard(width=width, height=844, language=language)
    for view in ["overview", "orders", "customers"]:
        page.open_view(view)
        assert page.page.evaluate(SPLIT) == [], view
    assert page.page.locator("#compare").bounding_box()["width"] >= 120


def test_the_first_column_of_a_wide_table_stays(dashboard):
    page = dashboard("?view=geography", width=390, height=844)
    card = page.card("geography.table")
    head = card.locator("tbody th").first
    before = head.bounding_box()["x"]
    card.locator(".table-scroll").evaluate("(table) => { table.scrollLeft = 300; }")
    assert card.locator("tbody td").first.bounding_box()["x"] < before
    assert abs(head.bounding_box()["x"] - before) < 2


def test_names_of_axes_and_labels_of_two_lines_have_room(dashboard):
    page = dashboard("?view=customers&days=365", width=390, height=844, language="pt-BR")
    page.card("customers.lifetime").scroll_into_view_if_needed()
    page.settle()
    option = page.page.evaluate("""async () => {
      const echarts = await import('/vendor/echarts.esm.min.js');
      const { xAxis, yAxis } = echarts.getInstanceByDom(document.querySelector('[data-chart="customers.lifetime"] .plot')).getOption();
      return { names: yAxis.map(({ name }) => name), rotate: xAxis[0].axisLabel.rotate };
    }""")
    assert option == {"names": ["", ""], "rotate": 0}


def test_there_are_at_least_25_charts():
    assert sum(CHARTS.values()) >= 25


def test_figures_of_a_shop_a_thousand_times_larger_fit(dashboard):
    def enlarge(route):
        answer = route.fetch().json()
        for row in answer["data"]:
            for name, value in row.items():
                if isinstance(value, (int, float)) and name.split("_comparison")[0] in ("orders", "revenue", "customers", "items", "payments", "payment_value"):
                    row[name] = value * 1000
        route.fulfill(json=answer)

    for width, height in SIZES:
        page = dashboard("?days=all", width=width, height=height, language="pt-BR",
                         prepare=lambda one: one.page.route("**/api/query**", enlarge))
        assert page.page.evaluate(CLIPPED) == []
        assert page.page.evaluate(FITS)


@pytest.mark.parametrize("view", ["overview", "geography"])
def test_print_is_light_and_without_controls(dashboard, view):
    page = dashboard(f"?view={view}&state=SP", theme="dark")
    page.page.emulate_media(media="print")
    page.page.evaluate("dispatchEvent(new Event('beforeprint'))")
    for selector in [".bar-tools", ".nav", ".segments", ".filter-tools", ".card-tools", ".button-info", ".status"]:
        assert not page.page.locator(selector).first.is_visible(), selector
    assert page.page.evaluate("document.documentElement.dataset.theme") == "light"
    assert page.page.locator(".chart-card canvas").first.is_visible()
    assert page.page.locator(".filter-chip").is_visible()
    page.page.evaluate("dispatchEvent(new Event('afterprint'))")
    assert page.page.evaluate("document.documentElement.dataset.theme") == "dark"


@pytest.mark.parametrize("view", ["overview", "customers"])
def test_paper_is_filled(dashboard, view):
    page = dashboard(f"?view={view}&days=365")
    page.page.emulate_media(media="print")
    page.page.set_viewport_size({"width": 688, "height": 1000})
    assert page.page.evaluate(RAGGED) == []
    shares = page.page.evaluate("""() => [...document.querySelectorAll('.plot')]
      .map((plot) => plot.querySelector('canvas').getBoundingClientRect().width / plot.getBoundingClientRect().width)""")
    assert len(shares) == CHARTS[view] and all(0.98 < share < 1.02 for share in shares)
