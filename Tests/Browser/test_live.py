"""Answers never arrive stale, and a new version of the data is noticed."""

import time

from support import KPIS

IGNORE_ABORT = "const ask = window.fetch; window.fetch = (url, { signal, ...rest } = {}) => ask(url, rest);"


def test_a_late_answer_to_an_earlier_question_is_dropped(dashboard, api):
    page = dashboard(scripts=[IGNORE_ABORT])
    held = []
    page.page.route("**/api/*days=365*", lambda route: held.append(route))
    page.page.route("**/api/orders/*days=365*", lambda route: held.append(route))
    page.page.click('.segments a[data-days="365"]')
    while len(held) < 2:
        page.page.wait_for_timeout(20)
    page.choose_period("7")
    expected = KPIS["orders"](api.overview("7")["data"], "en")
    assert page.kpi("orders").inner_text() == expected
    for route in held:
        route.continue_()
    page.page.wait_for_timeout(500)
    assert page.kpi("orders").inner_text() == expected
    assert len(page.chart()["categories"]) == 7
    assert "7 days" in page.range_text()


def test_a_running_request_is_cancelled_when_the_question_changes(dashboard):
    page = dashboard()
    cancelled = []
    page.page.on("requestfailed", lambda request: cancelled.append(request.url))
    page.page.route("**/api/*days=365*", lambda route: None)
    page.page.route("**/api/orders/*days=365*", lambda route: None)
    page.page.click('.segments a[data-days="365"]')
    page.page.wait_for_selector(".is-updating")
    page.choose_period("7")
    assert sorted("timeline" in url for url in cancelled) == [False, True]
    assert len(page.chart()["categories"]) == 7


def test_a_new_version_is_noticed_said_and_shown(dashboard):
    page = dashboard()
    version = "20991231T235959Z-test"

    def newer(route):
        answer = route.fetch().json()
        answer["data"]["total_orders"] = 4_242_424
        answer["meta"]["warehouse_version"] = version
        route.fulfill(json=answer)

    def health(route):
        answer = route.fetch(headers={**route.request.headers, "if-none-match": ""}).json()
        answer["data"]["warehouse_version"] = version
        route.fulfill(json=answer)

    page.page.route("**/api/overview**", newer)
    page.page.route("**/api/health", health)
    began = time.monotonic()
    page.page.wait_for_selector(".toast", timeout=9_000)
    assert time.monotonic() - began < 8
    page.settle()
    assert version in page.page.inner_text(".toast")
    assert version in page.page.inner_text("footer")
    assert page.kpi("orders").inner_text() == "4,242,424"
    assert page.page.locator(".toasts").get_attribute("aria-live") == "polite"
    page.page.get_by_role("button", name="Dismiss").click()
    assert page.page.locator(".toast").count() == 0


def test_while_nothing_changes_only_the_health_is_asked(dashboard):
    page = dashboard()
    page.page.wait_for_timeout(300)
    figures, health = page.asked("/api/o"), page.asked("/api/health")
    for _ in range(3):
        page.check_health_now()
        page.page.wait_for_timeout(60)
    assert page.asked("/api/o") == figures
    assert page.asked("/api/health") > health


def test_refresh_asks_again_and_says_so(dashboard):
    page = dashboard()
    before = page.asked("/api/o")
    page.page.click("#refresh")
    page.wait_for("document.querySelector('body > [role=status]').textContent.includes('refreshed')")
    assert page.asked("/api/o") == before + 2


def test_the_preset_in_force_asks_nothing_again(dashboard):
    page = dashboard("?days=90")
    before = page.asked("/api/o")
    page.page.click('.segments a[data-days="90"]')
    page.page.wait_for_timeout(150)
    assert page.asked("/api/o") == before


def test_a_change_is_told_to_screen_readers(dashboard, api):
    page = dashboard()
    page.choose_period("90")
    page.wait_for("document.querySelector('body > [role=status]').textContent.includes('orders')")
    assert KPIS["orders"](api.overview("90")["data"], "en") in page.spoken()
