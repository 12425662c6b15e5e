"""Explore: any question of the semantic layer, composed by hand, kept in the address."""

import csv
import io

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
    ("metrics=orders&by=status,payment_type&chart=stacked", "bar", "metrics=orders&by=status,payment_type&limit=1000"),
    ("metrics=items&by=seller_region,region&chart=flows", "flows", "metrics=items&by=seller_region,region&limit=1000"),
    ("metrics=revenue,on_time_rate&by=none&grain=month", "time", "metrics=revenue,on_time_rate&grain=month&limit=20"),
    ("metrics=revenue&by=region&grain=month&chart=areas", "time", "metrics=revenue&by=region&grain=month&limit=20"),
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
