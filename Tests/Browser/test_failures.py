"""What happens when an answer does not come: said where it is missing, everything else goes on."""

import pytest
from support import Held, fail, figure_text, no_warehouse

ERRORS = ("Failed to load resource",)
CATEGORIES = "**/api/query?*by=category*limit=10*"
FIGURES = "**/api/query?*avg_order_value*repeat_rate*"


def test_a_failing_chart_leaves_the_others_and_can_be_retried(dashboard):
    page = dashboard(prepare=lambda one: one.page.route(CATEGORIES, fail), expected=ERRORS)
    card = page.card("overview.categories")
    assert "It broke for the test." in card.locator(".panel-error").inner_text()
    assert page.page.locator(".panel-error").count() == 1
    assert card.get_by_role("button", name="Download CSV").is_disabled()
    assert page.chart("overview.reviews")["marks"] and page.kpi("orders").inner_text() != ""
    page.page.unroute(CATEGORIES)
    card.locator(".panel-error button").click()
    page.settle()
    assert page.chart("overview.categories")["marks"] and card.locator("canvas").first.is_visible()


def test_failing_figures_leave_the_charts(dashboard, api):
    page = dashboard(prepare=lambda one: one.page.route(FIGURES, lambda route: route.abort()), expected=ERRORS)
    assert "does not answer" in page.page.inner_text(".figures .panel-error")
    assert not page.page.is_visible(".heroes")
    assert page.chart("overview.status")["marks"]
    page.page.unroute(FIGURES)
    page.page.click(".figures .panel-error button")
    page.settle()
    assert page.kpi("orders").inner_text() == figure_text(api.query("metrics=orders&days=30")[0]["orders"], "count")


def test_an_answer_that_cannot_be_read_is_an_error(dashboard):
    page = dashboard(prepare=lambda one: one.page.route(CATEGORIES, lambda route: route.fulfill(body="<html>")))
    assert "cannot read" in page.card("overview.categories").locator(".panel-error").inner_text()


def test_a_failed_change_does_not_show_the_old_figures_as_new(dashboard):
    page = dashboard(expected=ERRORS)
    page.page.route(CATEGORIES, fail)
    page.choose_period("90")
    card = page.card("overview.categories")
    assert card.locator(".panel-error").is_visible() and not card.locator("canvas").first.is_visible()
    page.page.unroute(CATEGORIES)
    page.choose_period("30")
    assert card.locator("canvas").first.is_visible() and not card.locator(".panel-error").is_visible()


def test_a_failed_refresh_keeps_the_figures_and_says_so(dashboard):
    page = dashboard(expected=ERRORS)
    before = page.figures()
    page.page.route("**/api/query?**", fail)
    page.page.click("#refresh")
    page.page.wait_for_selector(".figures .notice")
    page.settle()
    assert page.figures() == before
    assert page.card("overview.status").locator(".notice").is_visible() and page.card("overview.status").locator("canvas").first.is_visible()
    page.page.unroute("**/api/query?**")
    page.page.click("#refresh")
    page.page.wait_for_selector(".figures .notice", state="detached")


def test_a_server_gone_is_noticed_and_its_return_mends_the_page(dashboard):
    page = dashboard(expected=ERRORS)
    page.page.route("**/api/**", lambda route: route.abort())
    page.check_health_now()
    page.page.wait_for_selector('.status[data-status="unreachable"]')
    page.page.click('.segments a[data-days="7"]')
    page.page.wait_for_selector(".chart-card .panel-error")
    page.page.unroute("**/api/**")
    page.check_health_now()
    page.page.wait_for_selector('.status[data-status="connected"]')
    page.page.wait_for_selector(".panel-error", state="detached")
    page.settle()
    assert len(page.chart("overview.timeline")["marks"]) == 7


def test_icons_of_what_goes_wrong_are_there_before_it_does(dashboard):
    paths = dashboard().page.evaluate("() => performance.getEntriesByType('resource').map((entry) => new URL(entry.name).pathname)")
    for name in ["triangle-alert", "refresh-cw", "circle-check", "x"]:
        assert f"/vendor/icons/{name}.svg" in paths


def test_a_definition_that_cannot_be_fetched_can_be_tried_again(dashboard):
    page = dashboard(expected=ERRORS)
    page.page.route("**/js/components/definition-words.js", lambda route: route.abort())
    with page.page.expect_event("requestfailed"):
        page.page.click('[data-kpi="orders"] .button-info')
    page.page.unroute("**/js/components/definition-words.js")
    page.page.click('[data-kpi="orders"] .button-info')
    page.page.wait_for_selector(".definition")


def test_without_the_chart_library_the_figures_and_tables_stay(dashboard):
    page = dashboard(prepare=lambda one: one.page.route("**/vendor/echarts**", lambda route: route.abort()), expected=ERRORS)
    card = page.card("overview.categories")
    card.locator(".panel-error").wait_for()
    assert "chart library" in card.locator(".panel-error").inner_text()
    assert page.kpi("orders").inner_text() != ""
    card.get_by_role("button", name="Show as table").click()
    card.locator(".table").wait_for()
    assert card.locator(".table tbody tr").count() == 10


def test_a_file_that_cannot_be_had_is_told(dashboard):
    page = dashboard(expected=ERRORS)
    page.page.route("**format=csv**", fail)
    page.card("overview.status").get_by_role("button", name="Download CSV").click()
    page.page.wait_for_selector(".toast")
    assert "It broke for the test." in page.page.inner_text(".toast")


@pytest.mark.parametrize("width", [1440, 390])
def test_the_first_load_shows_skeletons(dashboard, width):
    held = []
    page = dashboard(width=width, is_ready=False, prepare=lambda one: held.append(Held(one.page, "**/api/query?*days=30*")))
    page.page.wait_for_selector(".kpi-value .skeleton")
    assert page.page.locator(".skeleton-chart").first.is_visible()
    assert page.card("overview.status").get_attribute("aria-busy") == "true"
    held[0].let_go()
    page.settle()
    assert page.page.locator(".skeleton, .skeleton-chart").count() == 0


def test_a_change_dims_the_old_picture_until_the_new_one_is_there(dashboard):
    page = dashboard()
    held = Held(page.page, "**/api/query?*days=90*")
    page.page.click('.segments a[data-days="90"]')
    page.page.wait_for_selector(".chart-card.is-updating")
    assert page.card("overview.timeline").locator("canvas").first.is_visible() and page.page.is_visible(".heroes.is-updating")
    held.let_go()
    page.settle()
    assert page.page.locator(".is-updating").count() == 0
    assert len(page.chart("overview.timeline")["marks"]) == 90


# --- nothing there -----------------------------------------------------------------------------------------------------


def healthy_but_empty(route):
    route.fulfill(json={"success": True, "data": {
        "status": "healthy", "database": "empty", "ml_model": "not loaded", "warehouse_version": None, "as_of": None}, "meta": {}})


def healthy_without_orders(route):
    route.fulfill(json={"success": True, "data": {
        "status": "healthy", "database": "connected", "ml_model": "not loaded", "warehouse_version": "1-0", "as_of": None}, "meta": {}})


@pytest.mark.parametrize("health", [healthy_but_empty, healthy_without_orders, no_warehouse])
def test_without_data_the_page_says_how_to_load_some_and_opens_by_itself(dashboard, health):
    def prepare(one):
        for pattern in ["**/api/query**", "**/api/metrics", "**/api/customers/**"]:
            one.page.route(pattern, no_warehouse)
        one.page.route("**/api/health", health)

    page = dashboard(prepare=prepare, is_ready=False, expected=ERRORS)
    page.page.wait_for_selector(".no-data")
    text = page.page.inner_text(".no-data")
    assert "vitrine load" in text and "vitrine demo" in text
    assert page.page.locator("[data-kpi]").count() == 0 and page.page.locator(".filter-bar").count() == 0
    assert page.page.title() == "No orders loaded yet · Vitrine"
    page.page.unroute_all()
    page.page.wait_for_selector("[data-kpi]", timeout=15_000)
    page.settle()
    assert page.page.locator(".no-data").count() == 0
    assert len(page.chart("overview.timeline")["marks"]) == 30
    assert page.page.inner_text('[data-kpi="avg_order_value"] h3') == "Average order value"


@pytest.mark.parametrize("language, words", [("en-US", "No orders in this period"), ("pt-BR", "Nenhum pedido neste período")])
def test_a_period_without_orders_says_so(dashboard, language, words):
    page = dashboard("?from=2016-11-05&to=2016-11-10&compare=off", language=language)
    for name in ["overview.timeline", "overview.status", "overview.categories", "overview.reviews"]:
        assert words in page.card(name).inner_text()
        assert not page.card(name).locator("canvas").first.is_visible()
    assert page.kpi("orders").inner_text() == "0"
    page.choose_period("90")
    assert page.card("overview.status").locator("canvas").first.is_visible()


def test_tiers_of_nobody_are_an_empty_state(dashboard):
    def nobody(route):
        answer = route.fetch().json()
        for row in answer["data"]:
            row.update(customer_count=0, avg_lifetime_value=None, avg_orders_per_customer=None)
        route.fulfill(json=answer)

    card = dashboard(prepare=lambda one: one.page.route("**/lifetime-value**", nobody)).card("overview.lifetime")
    assert "No orders in this period" in card.inner_text()
    assert card.get_by_role("button", name="Download CSV").is_disabled()


def test_a_bad_parameter_is_an_error_not_an_empty_state(dashboard):
    page = dashboard("?days=30&delivery_days=soon", expected=ERRORS)
    assert page.page.locator(".panel-error").count() >= 5
    page.page.keyboard.press("Escape")
    page.settle()
    assert page.page.locator(".panel-error").count() == 0


def test_a_view_that_cannot_be_fetched_is_told_and_can_be_tried_again(dashboard):
    page = dashboard(expected=ERRORS)
    page.page.route("**/js/views/sellers.js", lambda route: route.abort())
    page.page.click('.nav-link[data-view="sellers"]')
    page.page.wait_for_selector(".toast")
    assert "does not answer" in page.page.inner_text(".toast")
    page.settle()
    assert page.page.inner_text("h1") == "Overview" and page.search() == {}
    page.page.unroute("**/js/views/sellers.js")
    page.open_view("sellers")
    assert page.chart("sellers.top")["marks"]


def test_a_view_whose_words_did_not_come_has_them_the_next_time(dashboard):
    page = dashboard(expected=(*ERRORS, "Failed to fetch dynamically imported module"))
    words = "**/js/locales/en.views.js"
    page.page.route(words, lambda route: route.abort())
    page.page.click('.nav-link[data-view="orders"]')
    page.page.wait_for_timeout(500)
    page.page.unroute(words)
    page.open_view("overview")
    page.open_view("orders")
    assert page.card("orders.status").locator("h2").inner_text() != "orders.status.title"
