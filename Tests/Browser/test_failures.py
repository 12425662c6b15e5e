"""What happens when an answer does not come: said where it is missing, everything else goes on."""

import pytest
from support import KPIS, fail

ERRORS = ("Failed to load resource",)
OVERVIEW = "**/api/overview**"
TIMELINE = "**/api/orders/timeline**"


def test_failing_figures_leave_the_chart_and_can_be_retried(dashboard, api):
    page = dashboard(prepare=lambda one: one.page.route(OVERVIEW, fail), expected=ERRORS)
    assert "It broke for the test." in page.page.inner_text(".figures .panel-error")
    assert not page.page.is_visible(".heroes") and not page.page.is_visible(".volume")
    assert page.chart()["series"][0]["values"] == [row["order_count"] for row in api.timeline()["data"]]
    page.page.unroute(OVERVIEW)
    page.page.click(".figures .panel-error button")
    page.page.wait_for_selector(".heroes")
    page.settle()
    assert page.kpi("orders").inner_text() == KPIS["orders"](api.overview()["data"], "en")


def test_a_failing_chart_leaves_the_figures_and_can_be_retried(dashboard, api):
    page = dashboard(prepare=lambda one: one.page.route(TIMELINE, lambda route: route.abort()), expected=ERRORS)
    assert "does not answer" in page.page.inner_text(".chart-card .panel-error")
    assert page.kpi("orders").inner_text() == KPIS["orders"](api.overview()["data"], "en")
    assert page.page.get_by_role("button", name="Download CSV").is_disabled()
    page.page.unroute(TIMELINE)
    page.page.click(".chart-card .panel-error button")
    page.page.wait_for_selector(f"{page.PLOT}:not(.is-away)")
    page.settle()
    assert len(page.chart()["categories"]) == 30


def test_an_answer_that_cannot_be_read_is_an_error(dashboard):
    page = dashboard(prepare=lambda one: one.page.route(TIMELINE, lambda route: route.fulfill(body="<html>")))
    assert "cannot read" in page.page.inner_text(".chart-card .panel-error")


def test_a_failed_change_of_period_does_not_show_the_old_figures_as_new(dashboard):
    page = dashboard(expected=ERRORS)
    page.page.route(OVERVIEW, fail)
    page.choose_period("90")
    assert page.page.is_visible(".figures .panel-error")
    assert not page.page.is_visible(".heroes")
    page.page.unroute(OVERVIEW)
    page.choose_period("30")
    assert page.page.is_visible(".heroes") and not page.page.is_visible(".panel-error")


def test_a_failed_refresh_keeps_the_figures_and_says_so(dashboard):
    page = dashboard(expected=ERRORS)
    before = page.kpi("orders").inner_text()
    page.page.route("**/api/o**", fail)
    page.page.click("#refresh")
    page.page.wait_for_selector(".figures .notice")
    page.settle()
    assert page.kpi("orders").inner_text() == before
    assert page.page.is_visible(".chart-card .notice") and page.page.is_visible(f"{page.PLOT} canvas")
    page.page.unroute("**/api/o**")
    page.page.click(".figures .notice button")
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
    assert len(page.chart()["categories"]) == 7


def test_without_the_chart_library_the_figures_stay(dashboard, api):
    page = dashboard(prepare=lambda one: one.page.route("**/vendor/echarts**", lambda route: route.abort()), expected=ERRORS)
    page.page.wait_for_selector(".chart-card .panel-error")
    assert "chart library" in page.page.inner_text(".chart-card .panel-error")
    assert page.kpi("orders").inner_text() == KPIS["orders"](api.overview()["data"], "en")
    page.page.get_by_role("button", name="Show as table").click()
    assert page.page.locator(".table tbody tr").count() == 30


@pytest.mark.parametrize("width", [1440, 390])
def test_the_first_load_shows_skeletons(dashboard, width):
    held = []
    page = dashboard(width=width, is_ready=False,
                     prepare=lambda one: one.page.route("**/api/o**", lambda route: held.append(route)))
    page.page.wait_for_selector(".kpi-value .skeleton")
    assert page.page.is_visible(".skeleton-chart")
    assert page.page.get_attribute(".chart-card", "aria-busy") == "true"
    while len(held) < 2:
        page.page.wait_for_timeout(20)
    for route in held:
        route.continue_()
    page.wait_until_drawn()
    assert page.page.locator(".skeleton").count() == 0


def test_a_change_dims_the_old_picture_until_the_new_one_is_there(dashboard):
    page = dashboard()
    held = []
    page.page.route("**/api/o**", lambda route: held.append(route))
    page.page.click('.segments a[data-days="90"]')
    page.page.wait_for_selector(".chart-card.is-updating")
    assert page.page.is_visible(f"{page.PLOT} canvas") and page.page.is_visible(".heroes.is-updating")
    while len(held) < 2:
        page.page.wait_for_timeout(20)
    for route in held:
        route.continue_()
    page.page.wait_for_selector(".is-updating", state="detached")
    assert len(page.chart()["categories"]) == 90
