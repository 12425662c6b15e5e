"""Nothing loaded yet, and nothing in the period."""

import pytest
from support import failing, no_warehouse

ERRORS = ("Failed to load resource",)


def healthy_but_empty(route):
    route.fulfill(json={"success": True, "data": {
        "status": "healthy", "database": "empty", "ml_model": "not loaded", "warehouse_version": None, "as_of": None}, "meta": {}})


@pytest.mark.parametrize("health", [healthy_but_empty, no_warehouse])
def test_without_data_the_page_says_how_to_load_some_and_opens_by_itself(dashboard, health):
    def prepare(one):
        one.page.route("**/api/o**", no_warehouse)
        one.page.route("**/api/health", health)

    page = dashboard(prepare=prepare, is_ready=False, expected=ERRORS)
    page.page.wait_for_selector(".no-data")
    text = page.page.inner_text(".no-data")
    assert "vitrine load" in text and "vitrine demo" in text
    assert page.page.locator("[data-kpi]").count() == 0 and page.page.locator(".segments").count() == 0
    assert page.page.title() == "No data loaded yet · Vitrine"
    page.page.unroute("**/api/o**")
    page.page.unroute("**/api/health")
    page.page.wait_for_selector("[data-kpi]", timeout=9_000)
    page.wait_until_drawn()
    assert page.page.locator(".no-data").count() == 0
    assert len(page.chart()["categories"]) == 30


def test_data_taken_away_is_noticed(dashboard):
    page = dashboard(expected=ERRORS)
    page.page.route("**/api/o**", no_warehouse)
    page.page.route("**/api/health", healthy_but_empty)
    page.check_health_now()
    page.page.wait_for_selector(".no-data")


@pytest.mark.parametrize("language, words", [("en-US", "No orders in this period"), ("pt-BR", "Nenhum pedido neste período")])
def test_a_period_without_orders_says_so(dashboard, language, words):
    def without_orders(route):
        answer = route.fetch().json()
        for row in answer["data"]:
            row.update(order_count=0, revenue=0, avg_order_value=None)
        route.fulfill(json=answer)

    page = dashboard(language=language, prepare=lambda one: one.page.route("**/api/orders/**", without_orders))
    assert words in page.page.inner_text(".chart-card")
    assert not page.page.is_visible(f"{page.PLOT} canvas")
    page.page.unroute("**/api/orders/**")
    page.choose_period("90")
    page.page.wait_for_selector(f"{page.PLOT}:not(.is-away) canvas")


def test_no_rows_at_all_is_an_empty_period(dashboard):
    def without_rows(route):
        route.fulfill(json={**route.fetch().json(), "data": []})

    page = dashboard(prepare=lambda one: one.page.route("**/api/orders/**", without_rows))
    assert "No orders in this period" in page.page.inner_text(".chart-card")


def test_a_bad_parameter_is_an_error_not_an_empty_state(dashboard):
    page = dashboard(prepare=lambda one: one.page.route(
        "**/api/orders/**", failing(400, "bad_parameter", "days is too large.")), expected=ERRORS)
    assert "days is too large." in page.page.inner_text(".chart-card .panel-error")
