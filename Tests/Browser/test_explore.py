"""Explore: any question of the semantic layer, composed by hand, kept in the address."""

import csv
import io
import math
import re
import unicodedata

import pytest


def test_it_begins_with_revenue_by_category(dashboard, api):
    page = dashboard("?view=explore&days=365&compare=off")
    assert page.chart("explore.answer")["rows"] == api.query("metrics=revenue&by=category&days=365&limit=20")
    assert page.page.inner_text(".chart-card h2").startswith("Revenue by Category")


@pytest.mark.parametrize("options, kind, query", [
    ("metrics=revenue,orders&by=state", "bar", "metrics=revenue,orders&by=state&limit=20"),
    ("metrics=revenue,orders&by=state&chart=columns", "bar", "metrics=revenue,orders&by=state&limit=20"),
    ("metrics=orders&by=state&chart=map", "map", "metrics=orders&by=state&limit=1000"),
    ("metrics=orders&by=weekday,hour", "heatmap", "metrics=orders&by=weekday,hour&limit=1000"),
    ("metrics=payments&by=status,payment_type&chart=stacked", "stacked", "metrics=payments&by=status,payment_type&limit=1000"),
    ("metrics=items&by=seller_region,region&chart=flows", "flows", "metrics=items&by=seller_region,region&limit=1000"),
    ("metrics=revenue,on_time_rate&by=none&grain=month", "time", "metrics=revenue,on_time_rate&grain=month&limit=20"),
    ("metrics=revenue&by=region&grain=month&chart=areas", "areas", "metrics=revenue&by=region&grain=month&limit=8"),
    ("metrics=revenue&by=region&grain=month&chart=multiples", "multiples", "metrics=revenue&by=region&grain=month&limit=20"),
    ("metrics=revenue,avg_review_score,orders&by=category&chart=bubble", "bubble", "metrics=revenue,avg_review_score,orders&by=category&limit=20"),
    ("metrics=payments&by=payment_type&chart=pie", "pie", "metrics=payments&by=payment_type&limit=20"),
    ("metrics=revenue&by=category&chart=treemap&limit=50", "treemap", "metrics=revenue&by=category&limit=50"),
    ("metrics=revenue,freight&by=none", "table", "metrics=revenue,freight&limit=20"),
    ("metrics=orders&by=city,seller_city&chart=table", "table", "metrics=orders&by=city,seller_city&limit=20"),
])
def test_every_drawing_of_a_question(dashboard, api, options, kind, query):
    page = dashboard(f"?view=explore&days=365&compare=off&{options}")
    chart = page.chart("explore.answer")
    assert chart["kind"] == kind
    assert chart["rows"] == api.query(f"{query}&days=365")
    assert page.page.locator(".panel").count() == 0
    assert kind == "table" or chart["marks"]


def test_a_question_is_composed_step_by_step(dashboard, api):
    page = dashboard("?view=explore&days=365&compare=off")
    page.page.select_option("#explore-add", "orders")
    page.settle()
    page.page.select_option("#explore-by", "state")
    page.settle()
    assert page.page.evaluate("document.activeElement.id") in ("explore-by", "")
    page.page.select_option("#explore-chart", "map")
    page.settle()
    assert page.search() == {"view": "explore", "days": "365", "compare": "off", "metrics": "revenue,orders", "by": "state", "chart": "map"}
    assert page.chart("explore.answer")["kind"] == "map"
    page.page.get_by_role("button", name="Remove the figure Revenue").click()
    page.settle()
    assert page.chart("explore.answer")["rows"] == api.query("metrics=orders&by=state&days=365&limit=1000")
    page.page.select_option("#explore-grain", "month")
    page.settle()
    assert page.chart("explore.answer")["kind"] == "time"
    page.page.go_back()
    page.settle()
    assert page.chart("explore.answer")["kind"] == "map"


def test_its_file_has_the_rows(dashboard):
    page = dashboard("?view=explore&days=365&metrics=revenue,orders&by=category,state")
    with page.page.expect_download() as download:
        page.card("explore.answer").get_by_role("button", name="Download CSV").click()
    rows = list(csv.DictReader(io.StringIO(download.value.path().read_bytes().decode("utf-8-sig"))))
    assert len(rows) == len(page.chart("explore.answer")["rows"])
    assert {"category", "state", "revenue", "orders"} <= set(rows[0])


def test_its_marks_filter_too(dashboard):
    page = dashboard("?view=explore&days=365&by=status&metrics=orders")
    page.click_mark("explore.answer", 0)
    assert page.search()["status"] == "delivered"
    page.open_view("overview")
    assert page.chips() == ["Status Delivered"]
    assert "metrics" not in page.search()


def test_an_unknown_figure_in_the_address_is_told(dashboard):
    page = dashboard("?view=explore&metrics=luck", expected=["Failed to load resource"])
    assert "luck" in page.page.inner_text(".panel-error")


@pytest.mark.parametrize("options, kind", [
    ("metrics=avg_review_score&by=state&chart=pie", "bar"),
    ("metrics=customers&by=state&chart=treemap", "bar"),
    # An order with lines of two categories counts for both.
    ("metrics=orders&by=category&chart=pie", "bar"),
    ("metrics=revenue,avg_price&by=category&chart=pie", "bar"),
    ("metrics=orders&by=status,payment_type&chart=stacked", "heatmap"),
    ("metrics=on_time_rate&by=seller_region,region&chart=flows", "heatmap"),
    ("metrics=customers&by=region&grain=month&chart=areas", "time"),
    ("metrics=revenue&by=state&chart=nonsense", "bar"),
])
def test_what_does_not_add_up_is_not_drawn_as_parts(dashboard, options, kind):
    page = dashboard(f"?view=explore&days=365&compare=off&{options}")
    assert page.chart("explore.answer")["kind"] == kind and page.chart("explore.answer")["marks"]
    offered = page.page.eval_on_selector_all("#explore-chart option", "(options) => options.map(({ value }) => value)")
    chart = options.split("chart=")[1]
    assert chart not in offered and page.page.input_value("#explore-chart") == offered[0]


def test_a_figure_that_adds_up_may_be_the_area_of_one_that_does_not(dashboard):
    page = dashboard("?view=explore&days=365&metrics=revenue,avg_price&by=category&chart=treemap")
    assert page.chart("explore.answer")["kind"] == "treemap"


@pytest.mark.parametrize("chart", ["pie", "treemap"])
def test_parts_are_parts_of_the_whole(dashboard, api, chart):
    page = dashboard(f"?view=explore&days=365&metrics=revenue&by=state&chart={chart}&limit=10")
    shown = page.chart("explore.answer")
    [whole] = api.query("metrics=revenue&days=365")
    assert math.isclose(sum(mark["size"] for mark in shown["marks"]), whole["revenue"], abs_tol=0.01)
    assert len(shown["marks"]) == 11 and shown["marks"][-1]["title"] == "Others"
    assert not shown["marks"][-1].get("choices")
    assert "the first" not in page.page.inner_text(".card-subtitle"), "nothing is left out"


def test_areas_are_the_whole_at_every_moment(dashboard, api):
    page = dashboard("?view=explore&days=365&compare=off&metrics=revenue&by=state&grain=month&chart=areas")
    drawn = page.chart("explore.answer")["drawn"]
    whole = api.query("metrics=revenue&grain=month&days=365")
    assert len(drawn) == 9 and drawn[-1]["id"] == "others"
    for index, row in enumerate(whole):
        assert math.isclose(sum(series["data"][index] or 0 for series in drawn), row["revenue"], abs_tol=0.01)


def test_stacks_are_the_whole(dashboard, api):
    page = dashboard("?view=explore&days=365&compare=off&metrics=items&by=region,category&chart=stacked")
    chart = page.chart("explore.answer")
    whole = {row["region"]: row["items"] for row in api.query("metrics=items&by=region&days=365") if row["region"] is not None}
    assert {mark["choices"][0]["value"]: mark["size"] for mark in chart["marks"]} == whole
    assert [series["id"] for series in chart["series"]][-1] == "others" and len(chart["series"]) == 9
    for index, mark in enumerate(chart["marks"]):
        assert sum(series["data"][index] for series in chart["drawn"]) == mark["size"]


def test_the_limit_is_told_as_it_is(dashboard):
    page = dashboard("?view=explore&days=365&metrics=revenue&by=state&grain=month&limit=20")
    assert page.page.inner_text(".card-subtitle").startswith("the first 8 ")
    assert len(page.chart("explore.answer")["drawn"]) == 8


@pytest.mark.parametrize("options", ["by=weekday,hour", "by=seller_region,region&chart=flows", "by=state&chart=map", "by=region,category&chart=stacked", "by=none&grain=month"])
def test_a_limit_that_would_do_nothing_is_not_offered(dashboard, options):
    page = dashboard(f"?view=explore&days=365&metrics=items&{options}")
    assert page.page.locator("#explore-limit").count() == 0 and page.page.locator("#explore-chart").count() == 1


def test_every_bar_has_room(dashboard):
    page = dashboard("?view=explore&days=all&metrics=orders&by=city&limit=500", width=390, height=844)
    marks = page.chart("explore.answer")["marks"]
    assert 20 < len(marks) <= 100 and page.page.input_value("#explore-limit") == "100"
    assert page.card("explore.answer").locator(".plot").bounding_box()["height"] >= 19 * len(marks)


CELL = """async () => {
  const echarts = await import('/vendor/echarts.esm.min.js');
  const model = echarts.getInstanceByDom(document.querySelector('[data-chart] .plot')).getModel().getSeriesByIndex(0);
  const { width, height } = model.getData().getItemGraphicEl(0).shape;
  return { width, height, border: model.get(['itemStyle', 'borderWidth']) };
}"""


@pytest.mark.parametrize("width, height", [(1440, 900), (390, 844)])
def test_cells_can_be_seen(dashboard, width, height):
    page = dashboard("?view=explore&days=all&metrics=items&by=category,seller", width=width, height=height)
    cell = page.page.evaluate(CELL)
    assert cell["width"] - cell["border"] >= 3 and cell["height"] - cell["border"] >= 8
    assert "Seller: " in page.page.inner_text(".card-subtitle"), "it tells how many of them there is no room for"


def test_several_figures_by_a_dimension_have_a_chart_each(dashboard, api):
    page = dashboard("?view=explore&days=365&compare=off&metrics=revenue,orders&by=region&grain=month")
    assert [text.strip() for text in page.page.locator(".chart-card h2").all_inner_texts()] == ["Revenue by Customer region and month", "Orders by Customer region and month"]
    for name in ["revenue", "orders"]:
        chart = page.chart(f"explore.answer.{name}")
        assert chart["rows"] == api.query("metrics=revenue,orders&by=region&grain=month&days=365&limit=8")
        values = {row[name] for row in chart["rows"]} | {None}
        assert all(set(series["data"]) <= values for series in chart["drawn"])


@pytest.mark.parametrize("metrics, charts", [
    ("orders,items,revenue", ["explore.answer"]),
    ("orders,items,revenue,on_time_rate", ["explore.answer.orders", "explore.answer.revenue", "explore.answer.on_time_rate"]),
])
def test_no_figure_is_drawn_on_an_axis_of_another_unit(dashboard, metrics, charts):
    page = dashboard(f"?view=explore&days=365&compare=off&metrics={metrics}&by=none&grain=month")
    shown = page.charts()
    assert [chart["id"] for chart in shown] == charts
    assert [series["id"] for chart in shown for series in chart["drawn"]] == metrics.split(",")


@pytest.mark.parametrize("language, title", [("en-US", "Revenue by Category and week"), ("pt-BR", "Receita por Categoria e semana")])
def test_a_title_is_a_phrase(dashboard, language, title):
    page = dashboard("?view=explore&days=365&metrics=revenue&by=category&grain=auto", language=language)
    assert page.page.inner_text(".chart-card h2").strip() == title


def test_small_lines_of_means_are_not_summed(dashboard, api):
    page = dashboard("?view=explore&days=365&compare=off&metrics=avg_review_score&by=region&grain=month&chart=multiples")
    rows = api.query("metrics=avg_review_score&by=region&grain=month&days=365&limit=20")
    assert {mark["size"] for mark in page.chart("explore.answer")["marks"]} <= {row["avg_review_score"] for row in rows}


@pytest.mark.parametrize("dimension, head, value", [
    ("state", "Estado do cliente", lambda text: plain(text)), ("category", "Categoria", lambda text: plain(text)),
    ("order_value_band", "Valor do pedido", lambda text: int(re.search(r"[\d.]+", text).group().replace(".", ""))),
    ("weekday", "Dia da semana", lambda text: ["seg", "ter", "qua", "qui", "sex", "sáb", "dom"].index(text[:3])),
])
def test_a_table_is_sorted_by_what_it_shows(dashboard, dimension, head, value):
    page = dashboard(f"?view=explore&days=all&metrics=orders&by={dimension}&chart=table&limit=100", language="pt-BR")
    table = page.card("explore.answer").locator(".table")
    table.wait_for()
    names = lambda: [text for text in table.locator("tbody th").all_inner_texts() if text != "(nenhum)"]
    assert len(names()) > 4
    table.get_by_role("button", name=head, exact=True).click()
    assert names() == sorted(names(), key=value)
    table.get_by_role("button", name=head, exact=True).click()
    assert names() == sorted(names(), key=value, reverse=True)


def plain(text):
    return "".join(letter for letter in unicodedata.normalize("NFD", text) if not unicodedata.combining(letter)).lower()


def test_days_and_figures_are_sorted_as_such(dashboard):
    page = dashboard("?view=explore&days=all&metrics=orders&by=none&grain=month&chart=table", language="pt-BR")
    table = page.card("explore.answer").locator(".table")
    table.wait_for()
    before = table.locator("tbody th").all_inner_texts()
    table.get_by_role("button", name="Mês", exact=True).click()
    assert table.locator("tbody th").all_inner_texts() == before
    table.get_by_role("button", name="Pedidos", exact=True).click()
    counts = [int(text.replace(".", "")) for text in table.locator("tbody td:last-child").all_inner_texts()]
    assert counts == sorted(counts, reverse=True)
