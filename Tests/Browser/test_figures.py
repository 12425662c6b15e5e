"""What is on screen is what the API says: figures, rows, marks, tables and files."""

import csv
import io
import math
import re
from datetime import date, timedelta

import pytest
from support import DASHBOARDS, PRESETS, figure_text, money_text

CARDS = {
    "overview": ["orders", "revenue", "customers", "avg_order_value", "avg_review_score", "on_time_rate", "repeat_rate", "items", "products_sold",
                 "active_sellers", "canceled_orders", "payments", "payment_value", "freight", "avg_installments"],
    "customers": ["customers", "new_customers", "repeat_rate", "orders_per_customer"],
    "products": ["items", "revenue", "products_sold", "avg_price"],
    "sellers": ["active_sellers", "revenue", "items", "avg_price"],
    "payments": ["payments", "payment_value", "avg_payment_value", "avg_installments"],
}


def units(api):
    return {metric["name"]: metric["unit"] for metric in api.get("/api/metrics")["data"]["metrics"]}


def expected(api, view, period):
    row = {}
    names = CARDS[view]
    for start in range(0, len(names), 12):
        row |= api.query(f"metrics={','.join(names[start:start + 12])}&{period}")[0]
    return row


@pytest.mark.parametrize("language, short", [("en-US", "en"), ("pt-BR", "pt")])
def test_cards_show_what_the_api_says(dashboard, api, language, short):
    page = dashboard(language=language)
    for days in PRESETS if short == "en" else ["all"]:
        page.choose_period(days)
        row = expected(api, "overview", f"days={days}")
        assert page.figures() == {name: figure_text(row[name], units(api)[name], short) for name in CARDS["overview"]}


def test_the_cards_of_the_other_views_too(dashboard, api):
    page = dashboard("?days=90")
    for view in ["customers", "products", "sellers", "payments"]:
        page.open_view(view)
        row = expected(api, view, "days=90")
        assert page.figures() == {name: figure_text(row[name], units(api)[name]) for name in CARDS[view]}
    page.open_view("orders")
    rows = {row["status"]: row["orders"] for row in api.query("metrics=orders&by=status&days=90")}
    assert page.figures() == {name: figure_text(rows.get(name, 0), "count") for name in ["delivered", "shipped", "processing", "canceled"]}


def test_overview_figures_equal_those_of_the_overview_endpoint(dashboard, api):
    page = dashboard("?days=365")
    data = api.get("/api/overview?days=365")["data"]
    for card, field in [("orders", "total_orders"), ("revenue", "total_revenue"), ("customers", "total_customers"), ("on_time_rate", "on_time_rate")]:
        assert math.isclose(float(page.kpi(card).get_attribute("value")), data[field], rel_tol=1e-9)


def test_change_is_against_the_period_before(dashboard, api):
    page = dashboard("?days=90")
    row = api.query("metrics=orders,revenue&days=90&compare=previous")[0]
    for name in ["orders", "revenue"]:
        change = row[name] / row[f"{name}_comparison"] - 1
        shown = page.page.inner_text(f'[data-kpi="{name}"] .kpi-change').split("\n")[0]
        digits = 1 if abs(change) < 0.1 else 0
        assert abs(float(shown.strip("+%").replace("\u2212", "-").replace(",", "")) - abs(change) * 100 * (1 if change > 0 else -1)) <= 0.5 * 10 ** -digits + 1e-9


@pytest.mark.parametrize("view", DASHBOARDS)
def test_charts_draw_the_rows_of_the_api(dashboard, api, view):
    """Each chart tells its question; the answer to it, asked for by another client, has the figures of the marks."""
    page = dashboard(f"?view={view}&days=365")
    for chart in page.charts():
        answer = api.get(chart["url"])["data"]
        rows = answer["curve"] if isinstance(answer, dict) else answer
        if chart["id"] == "sellers.concentration":
            assert math.isclose(chart["figures"]["gini"], answer["gini"])
            assert [mark["size"] for mark in chart["marks"]] == [row["revenue_share"] for row in rows]
            continue
        if chart["id"] not in {"orders.delivery", "products.liking", "sellers.prices", "payments.length"}:
            assert chart["rows"] == rows, chart["id"]
        else:
            assert all(row in rows for row in chart["rows"]) and chart["rows"], chart["id"]
        if chart["kind"] == "table":
            continue
        numbers = {value for row in rows for value in row.values() if isinstance(value, (int, float))}
        if chart["kind"] in {"bar", "pie", "treemap", "map", "bubble"} and chart["id"] != "payments.bands":
            assert {mark["size"] for mark in chart["marks"] if mark["size"]} <= numbers, chart["id"]
        if chart["kind"] == "heatmap":
            assert {mark["size"] for mark in chart["marks"]} <= numbers
        if chart["kind"] == "points":
            assert sum(mark["size"] for mark in chart["marks"]) == sum(row["customer_count"] for row in rows)
        if chart["kind"] == "flows":
            assert sum(mark["size"] for mark in chart["marks"]) == sum(row["items"] for row in rows if row["state"] and row["seller_state"])
        if chart["kind"] == "time":
            for series in chart["drawn"]:
                assert {value for value in series["data"] if value} <= numbers, chart["id"]


@pytest.mark.parametrize("view, name, dimension, value", [("orders", "orders.delivery", "delivery_days", "orders"), ("payments", "payments.installments", "installments", "payments")])
def test_whole_numbers_that_nothing_has_keep_their_place(dashboard, view, name, dimension, value):
    def without(route):
        answer = route.fetch().json()
        answer["data"] = [row for row in answer["data"] if row[dimension] not in (4, 5)]
        route.fulfill(json=answer)

    page = dashboard(f"?view={view}&days=90", prepare=lambda one: one.page.route(re.compile(rf"by={dimension}"), without))
    chart = page.chart(name)
    counts = {int(row[dimension]): row[value] for row in chart["rows"] if row[dimension] is not None}
    assert min(counts) < 4 and max(counts) > 5 and not {4, 5} & set(counts)
    assert [mark["size"] for mark in chart["marks"]] == [counts.get(number, 0) for number in range(min(counts), max(counts) + 1)]


def test_a_stray_number_does_not_push_the_others_together(dashboard):
    def stray(route):
        answer = route.fetch().json()
        answer["data"][-1]["installments"] = 2_000_000_000
        route.fulfill(json=answer)

    page = dashboard("?view=payments&days=90", prepare=lambda one: one.page.route(re.compile(r"by=installments"), stray))
    chart = page.chart("payments.installments")
    assert chart["rows"][-1]["installments"] == 2_000_000_000
    assert len(chart["marks"]) == len([row for row in chart["rows"] if row["installments"] is not None])


def test_short_ranges_are_by_day_and_long_ones_by_week(dashboard, api):
    page = dashboard("?days=30")
    for days, grain in [("30", "day"), ("365", "week")]:
        page.choose_period(days)
        orders, revenue = page.chart("overview.timeline")["drawn"][:2] if days == "all" else [
            series for series in page.chart("overview.timeline")["drawn"] if "comparison" not in series["id"]]
        rows = api.query(f"metrics=orders,revenue&grain={grain}&days={days}")
        assert orders["data"] == [row["orders"] for row in rows]
        assert revenue["data"] == [row["revenue"] for row in rows]


@pytest.mark.parametrize("view, name", [("overview", "overview.categories"), ("orders", "orders.hours"), ("customers", "customers.cities"), ("geography", "geography.table")])
def test_the_csv_is_the_servers_and_equals_the_table(dashboard, api, view, name):
    page = dashboard(f"?view={view}&days=365&state=SP")
    chart = page.chart(name)
    with page.page.expect_download() as download:
        page.card(name).get_by_role("button", name="Download CSV").click()
    text = download.value.path().read_bytes().decode("utf-8-sig")
    assert download.value.suggested_filename.startswith(f"vitrine-{name.replace('.', '-')}") and download.value.suggested_filename.endswith(".csv")
    assert text == api.text(f"{chart['url']}&format=csv")
    rows = list(csv.DictReader(io.StringIO(text)))
    assert len(rows) == len(chart["rows"])
    number = next(column for column, value in chart["rows"][0].items() if isinstance(value, (int, float)))
    assert [float(row[number]) for row in rows] == [row[number] for row in chart["rows"]]


def test_a_chart_whose_endpoint_writes_no_file_saves_its_rows(dashboard):
    page = dashboard("?view=sellers")
    with page.page.expect_download() as download:
        page.card("sellers.concentration").get_by_role("button", name="Download CSV").click()
    rows = list(csv.DictReader(io.StringIO(download.value.path().read_bytes().decode("utf-8-sig"))))
    assert [float(row["revenue_share"]) for row in rows] == [mark["size"] for mark in page.chart("sellers.concentration")["marks"]]


def test_the_picture_is_a_png(dashboard):
    page = dashboard()
    for name in ["overview.timeline", "overview.status"]:
        with page.page.expect_download() as download:
            page.card(name).get_by_role("button", name="Download PNG").click()
        content = download.value.path().read_bytes()
        assert content.startswith(b"\x89PNG") and len(content) > 15_000
        assert int.from_bytes(content[16:20], "big") == (1160 + 48) * 2


# What is written on canvases away from the page: the words of pictures.
WRITTEN = """
  window.written = [];
  const fillText = CanvasRenderingContext2D.prototype.fillText;
  CanvasRenderingContext2D.prototype.fillText = function (text, x, y, ...rest) {
    if (!this.canvas.isConnected && this.canvas.width > 2000) {
      window.written.push({ text, right: x + this.measureText(text).width, width: this.canvas.width / 2 });
    }
    return fillText.call(this, text, x, y, ...rest);
  };
"""


def test_a_picture_can_stand_alone(dashboard, api):
    page = dashboard("?view=explore&metrics=items&by=category&chart=pie&days=365&state=SP&state=RJ", scripts=[WRITTEN])
    with page.page.expect_download() as download:
        page.card("explore.answer").get_by_role("button", name="Download PNG").click()
    assert download.value.suggested_filename.endswith("-state-SP-RJ.png")
    written = page.page.evaluate("window.written")
    words = " ".join(one["text"] for one in written)
    assert "São Paulo (SP), Rio de Janeiro (RJ)" in words
    series = page.chart("explore.answer")["series"]
    assert len(series) > 8 and all(one["name"] in words and one["value"] in words for one in series)
    assert [one for one in written if one["right"] > one["width"] - 20] == []


def test_a_picture_names_the_days_that_it_compares_with(dashboard):
    page = dashboard("?days=90", scripts=[WRITTEN])
    with page.page.expect_download():
        page.card("overview.timeline").get_by_role("button", name="Download PNG").click()
    assert "compared with" in " ".join(one["text"] for one in page.page.evaluate("window.written"))


def test_the_table_and_the_file_of_a_shared_answer_hold_what_the_chart_shows(dashboard):
    page = dashboard("?days=90")
    card = page.card("overview.timeline")
    columns = ["day", "orders", "orders_comparison", "revenue", "revenue_comparison"]
    assert page.chart("overview.timeline")["columns"] == columns
    card.get_by_role("button", name="Show as table").click()
    card.locator(".table").wait_for()
    assert card.locator("thead th").count() == len(columns)
    with page.page.expect_download() as download:
        card.get_by_role("button", name="Download CSV").click()
    assert download.value.path().read_bytes().decode("utf-8-sig").splitlines()[0] == ",".join(columns)


DRAWN = """async (id) => {
  const echarts = await import('/vendor/echarts.esm.min.js');
  return echarts.getInstanceByDom(document.querySelector(`[data-chart="${id}"] .plot`)).getOption();
}"""


def test_buckets_cut_by_the_range_do_not_look_like_a_fall(dashboard, api):
    last = date.fromisoformat(api.get("/api/overview")["meta"]["as_of"])
    # From a Wednesday to a Wednesday: the first and the last week are cut.
    to = last - timedelta(days=(last.weekday() - 2) % 7)
    page = dashboard(f"?from={to - timedelta(days=140)}&to={to}")
    series = {one["id"]: one for one in page.page.evaluate(DRAWN, "overview.timeline")["series"]}
    stops = [stop["color"] for stop in series["revenue"]["lineStyle"]["color"]["colorStops"]]
    assert stops[0] == stops[-1] and stops[len(stops) // 2] == stops[0][:7] != stops[0]
    for before in ["orders_comparison", "revenue_comparison"]:
        assert series[before]["data"][0] is None and series[before]["data"][-1] is None and any(series[before]["data"])
    assert "dashed: before" in page.card("overview.timeline").locator(".card-subtitle").inner_text()
    assert page.page.locator('[data-kpi="revenue"] .sparkline-short').get_attribute("d").count("M") == 2
    page.choose_period("30")
    series = {one["id"]: one for one in page.page.evaluate(DRAWN, "overview.timeline")["series"]}
    assert series["revenue"]["lineStyle"]["color"] == stops[0][:7]
    assert page.page.locator('[data-kpi="revenue"] .sparkline-short').get_attribute("d") == ""


@pytest.mark.parametrize("before, after, align", [(9, 120, "left"), (120, 9, "right")])
def test_the_as_of_day_is_named_beside_the_axis(dashboard, api, before, after, align):
    last = date.fromisoformat(api.get("/api/overview")["meta"]["as_of"])
    page = dashboard(f"?from={last - timedelta(days=before)}&to={last + timedelta(days=after)}&compare=off")
    assert page.page.evaluate(DRAWN, "overview.timeline")["series"][0]["markLine"]["label"]["align"] == align


def test_delivery_figures_say_whom_they_leave_out(dashboard):
    page = dashboard("?view=orders")
    for name in ["orders.speed", "orders.punctuality"]:
        assert "only orders already delivered" in page.card(name).locator(".card-subtitle").inner_text()
    page.open_view("overview")
    page.page.click('[data-kpi="on_time_rate"] .button-info')
    page.page.wait_for_selector(".definition")
    assert "already arrived" in page.page.inner_text(".definition")


def test_without_a_change_a_card_tells_what_was_before(dashboard):
    def changed(route):
        answer = route.fetch().json()
        answer["data"][0].update(orders=5, orders_comparison=0, revenue=None, revenue_comparison=12.5, customers=3, customers_comparison=None)
        route.fulfill(json=answer)

    page = dashboard(prepare=lambda one: one.page.route(lambda url: "repeat_rate" in url and "grain" not in url, changed))
    changes = [page.page.inner_text(f'[data-kpi="{name}"] .kpi-change') for name in ["orders", "revenue", "customers"]]
    assert changes == ["before: 0", "before: R$12.50", "nothing to compare with"]


def test_one_customer_is_not_customers(dashboard):
    def alone(route):
        answer = route.fetch().json()
        for count, row in enumerate(answer["data"]):
            row["customer_count"] = count + 1
        route.fulfill(json=answer)

    for language, one, two in [("en-US", "1 customer", "2 customers"), ("pt-BR", "1 cliente", "2 clientes")]:
        page = dashboard("?view=customers&days=365", language=language, prepare=lambda one: one.page.route("**/lifetime-value**", alone))
        labels = page.page.evaluate(DRAWN, "customers.lifetime")["xAxis"][0]["data"]
        assert [label.split("\n")[1] for label in labels[:2]] == [one, two]


def test_the_table_shows_the_rows_and_sorts(dashboard, api):
    page = dashboard("?days=365&compare=off")
    card = page.card("overview.categories")
    card.get_by_role("button", name="Show as table").click()
    card.locator(".table").wait_for()
    rows = api.query("metrics=revenue&by=category&days=365&limit=10")
    cells = card.locator("tbody tr td:last-child").all_inner_texts()
    assert cells == [money_text(row["revenue"], is_exact=True) for row in rows]
    card.get_by_role("button", name="Revenue", exact=True).click()
    card.get_by_role("button", name="Revenue", exact=True).click()
    assert card.locator("tbody tr td:last-child").all_inner_texts() == cells[::-1]
    assert card.locator("th[aria-sort]").get_attribute("aria-sort") == "ascending"
    card.get_by_role("button", name="Show as chart").click()
    assert card.locator("canvas").first.is_visible()


def test_a_card_tells_definition_unit_range_and_exact_value(dashboard, api):
    page = dashboard()
    page.page.click('[data-kpi="revenue"] .button-info')
    page.page.wait_for_selector(".definition")
    text = page.page.inner_text(".definition")
    metric = next(one for one in api.get("/api/metrics")["data"]["metrics"] if one["name"] == "revenue")
    assert metric["definition"] in text and "Brazilian reais" in text
    assert money_text(api.query("metrics=revenue&days=30")[0]["revenue"], is_exact=True) in text
    page.page.click("h1")
    assert not page.page.is_visible(".definition")
    page.card("overview.categories").locator(".button-info").click()
    page.page.wait_for_selector(".definition")
    assert metric["definition"] in page.page.inner_text(".definition")


def test_values_that_do_not_exist_are_dashes(dashboard):
    def without(route):
        answer = route.fetch().json()
        for row in answer["data"]:
            row.update({name: None for name in row if name.startswith(("avg_", "on_time", "repeat"))})
        route.fulfill(json=answer)

    page = dashboard(prepare=lambda one: one.page.route("**/api/query**", without))
    for name in ["avg_order_value", "avg_review_score", "on_time_rate", "repeat_rate", "avg_installments"]:
        assert page.kpi(name).inner_text().startswith("\u2014")
        assert "no data" in page.kpi(name).text_content()
        assert page.kpi(name).get_attribute("value") is None


def test_the_as_of_day_is_shown_and_explained(dashboard, api):
    page = dashboard()
    chip = page.page.locator(".chip")
    assert chip.inner_text().startswith("Data as of") and api.get("/api/overview")["meta"]["as_of"][:4] in chip.inner_text()
    chip.click()
    page.page.wait_for_selector(".definition")
    assert "tenth" in page.page.inner_text(".definition")


def test_a_number_stands_at_the_end_of_its_own_bar(dashboard):
    def fallen(route):
        answer = route.fetch().json()
        for row in answer["data"]:
            row["revenue_comparison"] = row["revenue"] * 2
        route.fulfill(json=answer)

    page = dashboard("?days=365", prepare=lambda one: one.page.route(re.compile(r"by=category&"), fallen))
    chart = page.chart("overview.categories")
    drawn = {series["id"]: series["data"] for series in chart["drawn"]}
    assert drawn["labels"][:3] == [mark["size"] for mark in chart["marks"]][:3]
    assert drawn["before"] == [mark["size"] * 2 for mark in chart["marks"]]


STRUCK = """async (id) => {
  const echarts = await import('/vendor/echarts.esm.min.js');
  const chart = echarts.getInstanceByDom(document.querySelector(`[data-chart="${id}"] .plot`));
  const [labels, before] = ['labels', 'before'].map((name) => chart.getModel().getSeriesByName(name)[0] ?? chart.getModel().getSeries().find((one) => one.id === name));
  const data = labels.getData();
  return data.mapArray((index) => {
    const element = data.getItemGraphicEl(index);
    const label = element.getTextContent() ?? element.childAt(0).getTextContent();
    const box = label.getBoundingRect().clone();
    box.applyTransform(label.getComputedTransform());
    const [tick] = before.getData().getItemLayout(index);
    return tick > box.x - 1 && tick < box.x + box.width + 1;
  });
}"""


@pytest.mark.parametrize("share", [1.02, 1.06, 1.1])
def test_what_was_before_strikes_no_number_through(dashboard, share):
    def less(route):
        answer = route.fetch().json()
        for row in answer["data"]:
            row["revenue_comparison"] = row["revenue"] * share
        route.fulfill(json=answer)

    page = dashboard("?days=365", prepare=lambda one: one.page.route(re.compile(r"by=category&"), less))
    struck = page.page.evaluate(STRUCK, "overview.categories")
    assert len(struck) == 10 and not any(struck)


def test_a_share_above_nothing_is_not_written_as_nothing(dashboard):
    page = dashboard("?view=customers&days=365")
    labels = page.page.evaluate("""async () => {
      const echarts = await import('/vendor/echarts.esm.min.js');
      const [series] = echarts.getInstanceByDom(document.querySelector('[data-chart="customers.cohorts"] .plot')).getOption().series;
      return series.data.map((_, dataIndex) => series.label.formatter({ dataIndex }));
    }""")
    rows = page.chart("customers.cohorts")["rows"]
    assert len(labels) == len(rows)
    assert [label for row, label in zip(rows, labels) if row["months_since"] == 0 and label] == [], "the first month stays blank"
    assert [row for row, label in zip(rows, labels) if row["retention"] > 0 and label == "0%"] == []
