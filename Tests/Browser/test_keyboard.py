"""Everything can be done without a mouse."""

import pytest
from support import VIEWS, number_text

FOCUSABLE = """[...document.querySelectorAll('a[href], button:enabled, select, input, summary, [tabindex="0"]')]
  .filter((element) => element.checkVisibility({ visibilityProperty: true })).length"""

RING = """(() => {
  const element = document.activeElement;
  const style = getComputedStyle(element);
  return { name: element.getAttribute('aria-label') ?? element.textContent, width: parseFloat(style.outlineWidth), style: style.outlineStyle };
})()"""


@pytest.mark.parametrize("view", ["overview", "geography", "explore", "quality"])
def test_tab_reaches_everything_and_shows_where_it_is(dashboard, view):
    page = dashboard(f"?view={view}")
    expected = page.page.evaluate(FOCUSABLE)
    seen = 0
    for _ in range(expected):
        page.page.keyboard.press("Tab")
        ring = page.page.evaluate(RING)
        assert ring["style"] == "solid" and ring["width"] >= 2, f"no visible focus on {ring['name']}"
        seen = page.page.evaluate("(window.seen ??= new Set()).add(document.activeElement).size")
    assert seen == expected


def test_the_skip_link_leads_past_the_bar(dashboard):
    page = dashboard("?days=90")
    page.page.keyboard.press("Tab")
    assert page.page.evaluate("document.activeElement.className") == "skip"
    assert page.page.locator(".skip").bounding_box()["y"] >= 0
    page.page.keyboard.press("Enter")
    assert page.page.evaluate("document.activeElement.id") == "main"
    assert page.page.evaluate("location.search") == "?days=90"


def test_numbers_open_views_and_the_focus_goes_along(dashboard):
    page = dashboard("?state=SP")
    for number, view in enumerate(VIEWS, start=1):
        page.page.keyboard.press(str(number % 10))
        page.page.wait_for_selector(f'.nav-link[data-view="{view}"][aria-current="page"]')
        page.settle()
        assert page.page.evaluate("document.activeElement.tagName") in ("H1", "BODY")
        assert page.search()["state"] == "SP"


def test_the_shortcuts_do_what_the_list_says(dashboard):
    page = dashboard("?state=SP", theme="dark")
    page.page.keyboard.press("?")
    page.page.wait_for_selector("dialog")
    for words in ["Choose filters", "Change the comparison", "Change the theme", "Data quality"]:
        assert words in page.page.inner_text("dialog")
    page.page.keyboard.press("2")
    page.page.keyboard.press("Escape")
    assert not page.page.is_visible("dialog") and page.search() == {"state": "SP"}, "the list takes the keys while it is open"
    page.page.keyboard.press("f")
    page.page.wait_for_selector(".filter-menu select")
    page.page.keyboard.press("Escape")
    page.page.keyboard.press("p")
    page.page.wait_for_selector(".range-form")
    page.page.keyboard.press("Escape")
    page.page.keyboard.press("c")
    page.settle()
    assert page.search() == {"state": "SP", "compare": "year"}
    page.page.keyboard.press("t")
    page.page.keyboard.press("t")
    assert page.page.evaluate("document.documentElement.dataset.theme") == "light"
    page.page.keyboard.press("l")
    page.page.wait_for_selector("text=Visão geral")
    page.page.keyboard.press("x")
    page.settle()
    assert page.chips() == []


@pytest.mark.parametrize("view", ["quality", "predict"])
def test_keys_change_no_filter_where_none_is_shown(dashboard, view):
    page = dashboard(f"?view={view}&days=90&state=SP")
    before = page.search()
    for key in ["f", "p", "c", "x", "Escape"]:
        page.page.keyboard.press(key)
        page.page.wait_for_timeout(150)
        assert page.search() == before, key
    page.page.keyboard.press("1")
    page.settle()
    assert page.chips() != []


def test_single_keys_can_be_turned_off(dashboard):
    page = dashboard("?state=SP")
    page.page.keyboard.press("?")
    switch = page.page.get_by_role("switch")
    assert switch.is_checked()
    switch.focus()
    page.page.keyboard.press("Space")
    page.page.keyboard.press("Escape")
    for is_new in [False, True]:
        if is_new:
            page.page.reload()
            page.settle()
        for key in ["2", "x", "l", "?"]:
            page.page.keyboard.press(key)
        page.page.wait_for_timeout(300)
        assert page.search() == {"state": "SP"} and not page.page.is_visible("dialog")
        assert page.page.inner_text("h1") == "Overview"
    page.page.click("#help")
    page.page.get_by_role("switch").click()
    page.page.keyboard.press("Escape")
    page.page.keyboard.press("2")
    page.page.wait_for_selector('.nav-link[data-view="orders"][aria-current="page"]')


def test_typing_is_not_a_shortcut(dashboard):
    page = dashboard()
    page.page.keyboard.press("f")
    page.page.select_option(".filter-menu select", "city")
    page.page.wait_for_selector(".filter-menu input[type=search]:not([hidden])")
    page.page.focus(".filter-menu input[type=search]")
    page.page.keyboard.type("rio 2")
    assert page.page.input_value(".filter-menu input[type=search]") == "rio 2"
    assert page.search() == {}


def test_a_period_is_chosen_with_enter_and_keeps_the_focus(dashboard):
    page = dashboard()
    page.page.focus('.segments a[data-days="7"]')
    page.page.keyboard.press("Enter")
    page.settle()
    assert page.page.evaluate("document.activeElement.dataset.days") == "7"
    assert len(page.chart("overview.timeline")["marks"]) == 7


def test_a_definition_opens_with_enter_is_spoken_and_closes_with_escape(dashboard):
    page = dashboard("?state=SP")
    button = page.page.locator('[data-kpi="orders"] .button-info')
    button.focus()
    page.page.keyboard.press("Enter")
    page.page.wait_for_selector(".definition")
    assert button.get_attribute("aria-expanded") == "true"
    assert "Orders" in page.spoken() and ".." not in page.spoken()
    page.page.keyboard.press("Escape")
    assert not page.page.is_visible(".definition") and button.get_attribute("aria-expanded") == "false"
    assert page.chips() != [], "Escape closed the definition and nothing else"


def test_a_chart_is_read_point_by_point_and_filters(dashboard):
    page = dashboard("?view=customers&days=365")
    card = page.card("customers.states")
    card.locator(".plot").focus()
    marks = page.chart("customers.states")["marks"]
    for key, index in [("ArrowRight", 0), ("ArrowDown", 1), ("End", len(marks) - 1), ("ArrowLeft", len(marks) - 2), ("Home", 0)]:
        page.page.keyboard.press(key)
        assert marks[index]["title"] in page.spoken() and number_text(marks[index]["size"]) in page.spoken()
    card.locator(".tip-body").wait_for()
    page.page.keyboard.press("Enter")
    page.settle()
    assert page.search()["state"] == marks[0]["choices"][0]["value"]
    page.page.keyboard.press("Escape")
    page.settle()
    assert page.chips() == []


def test_every_kind_of_chart_can_be_read(dashboard):
    page = dashboard("?days=365")
    for view in VIEWS[:7]:
        page.open_view(view)
        for chart in page.charts():
            if chart["kind"] == "table":
                continue
            page.card(chart["id"]).locator(".plot").focus()
            page.page.keyboard.press("ArrowRight")
            assert chart["marks"][0]["title"] in page.spoken(), chart["id"]
            assert chart["marks"][0]["lines"][0]["value"] in page.spoken(), chart["id"]
            # What has nothing at its first moment, as a line on a logarithmic axis, has no place for a tooltip.
            if chart["kind"] == "time" or "0" in [line["value"] for line in chart["marks"][0]["lines"]]:
                continue
            page.card(chart["id"]).locator(".tip-body").wait_for()
            assert chart["marks"][0]["title"] in page.card(chart["id"]).locator(".tip-body").inner_text(), chart["id"]


def test_the_table_can_be_opened_and_scrolled(dashboard):
    page = dashboard("?days=90")
    card = page.card("overview.timeline")
    card.get_by_role("button", name="Show as table").focus()
    page.page.keyboard.press("Enter")
    card.locator(".table-scroll").wait_for()
    card.locator(".table-scroll").focus()
    page.page.keyboard.press("PageDown")
    page.wait_for("document.querySelector('.table-scroll').scrollTop > 0")


def test_hovering_tells_the_values(dashboard, api):
    page = dashboard("?days=7&compare=off")
    box = page.card("overview.timeline").locator(".plot").bounding_box()
    page.page.mouse.move(box["x"] + box["width"] / 2, box["y"] + box["height"] / 2)
    page.card("overview.timeline").locator(".tip-body").wait_for()
    row = api.query("metrics=orders,revenue&grain=day&days=7")[3]
    assert number_text(row["orders"]) in page.card("overview.timeline").locator(".tip-body").inner_text()


def test_a_series_can_be_hidden_and_stays_so(dashboard):
    page = dashboard()
    button = page.card("overview.timeline").locator(".legend-item", has_text="Revenue")
    button.click()
    page.settle()
    assert button.get_attribute("aria-pressed") == "false"
    assert page.chart("overview.timeline")["hidden"] == ["revenue"]
    assert "revenue" not in [series["id"] for series in page.chart("overview.timeline")["drawn"]]
    page.choose_period("7")
    assert page.chart("overview.timeline")["hidden"] == ["revenue"]
    page.card("overview.timeline").locator(".legend-item", has_text="Revenue").click()
    page.settle()
    assert "revenue" in [series["id"] for series in page.chart("overview.timeline")["drawn"]]


def test_a_slice_can_be_hidden_and_the_rest_is_the_whole(dashboard):
    page = dashboard("?days=365")
    card = page.card("overview.payments")
    before = page.chart("overview.payments")["marks"]
    button = card.locator(".legend-item").first
    button.focus()
    page.page.keyboard.press("Enter")
    page.settle()
    chart = page.chart("overview.payments")
    assert [mark["title"] for mark in chart["marks"]] == [mark["title"] for mark in before[1:]]
    shares = card.locator(".legend-value").all_inner_texts()
    assert len(shares) == len(before) - 1
    assert abs(sum(float(text.rstrip("%")) for text in shares) - 100) < 0.3
    assert card.locator(".legend-item").first.evaluate("(item) => item === document.activeElement && item.getAttribute('aria-pressed')") == "false"
    page.page.keyboard.press("Enter")
    page.settle()
    assert page.chart("overview.payments")["marks"] == before


BLURRED = """async (id) => {
  const echarts = await import('/vendor/echarts.esm.min.js');
  const chart = echarts.getInstanceByDom(document.querySelector(`[data-chart="${id}"] .plot`));
  const marks = chart.getZr().storage.getDisplayList(true).filter((one) => ['sector', 'ec-polyline', 'rect'].includes(one.type));
  return marks.map((one) => one.currentStates.includes('blur'));
}"""


@pytest.mark.parametrize("view, name", [("orders", "orders.status"), ("overview", "overview.status"), ("payments", "payments.course"), ("payments", "payments.bands")])
def test_a_series_stands_out_while_its_legend_is_pointed_at(dashboard, view, name):
    """Not by its colour alone is it known which it is."""
    page = dashboard(f"?view={view}&days=365")
    blurred = lambda: page.page.evaluate(BLURRED, name)
    items = page.card(name).locator(".legend-item")
    assert items.count() > 2 and not any(blurred())
    items.nth(0).hover()
    page.page.wait_for_timeout(100)
    assert any(blurred()) and not all(blurred())
    page.page.mouse.move(2, 2)
    page.page.wait_for_timeout(100)
    assert not any(blurred())
    items.nth(1).focus()
    page.page.wait_for_timeout(100)
    assert any(blurred()) and not all(blurred())
    page.card(name).locator(".plot").focus()
    page.page.keyboard.press("ArrowRight")
    page.page.wait_for_timeout(100)
    assert name == "overview.status" or not any(blurred()), "reading point by point goes across the series"


def test_the_arrow_keys_are_the_charts_own(dashboard):
    """Screen readers keep the arrow keys to themselves but in an application."""
    plots = dashboard().page.eval_on_selector_all(".plot", "(plots) => plots.map((plot) => [plot.getAttribute('role'), plot.getAttribute('aria-roledescription')])")
    assert plots and set(map(tuple, plots)) == {("application", "chart")}
