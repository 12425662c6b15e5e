"""Answers never arrive stale, and a new version of the data is noticed."""

import time

from support import Held, figure_text

IGNORE_ABORT = "const ask = window.fetch; window.fetch = (url, { signal, ...rest } = {}) => ask(url, rest);"


def test_a_late_answer_to_an_earlier_question_is_dropped(dashboard, api):
    page = dashboard(scripts=[IGNORE_ABORT])
    held = Held(page.page, "**/api/*days=365*")
    page.page.click('.segments a[data-days="365"]')
    page.page.wait_for_selector(".is-updating")
    page.choose_period("7")
    expected = figure_text(api.query("metrics=orders&days=7")[0]["orders"], "count")
    assert page.kpi("orders").inner_text() == expected and held.routes
    held.let_go()
    page.page.wait_for_timeout(700)
    assert page.kpi("orders").inner_text() == expected
    assert len(page.chart("overview.timeline")["marks"]) == 7
    assert "7 days" in page.range_text()


def test_running_requests_are_cancelled_when_the_question_changes(dashboard):
    page = dashboard()
    cancelled = []
    page.page.on("requestfailed", lambda request: cancelled.append(request.url))
    page.page.route("**/api/*days=365*", lambda route: None)
    page.page.click('.segments a[data-days="365"]')
    page.page.wait_for_selector(".is-updating")
    page.choose_period("7")
    assert len(cancelled) >= 5 and all("days=365" in url for url in cancelled)
    assert len(page.chart("overview.timeline")["marks"]) == 7


def test_leaving_a_view_cancels_what_it_waits_for(dashboard):
    page = dashboard()
    cancelled = []
    page.page.on("requestfailed", lambda request: cancelled.append(request.url))
    held = Held(page.page, "**/api/*days=365*")
    page.page.click('.segments a[data-days="365"]')
    page.page.wait_for_selector(".is-updating")
    held.is_holding = False
    page.open_view("payments")
    assert len(cancelled) >= 5
    assert page.chart("payments.count")["marks"]


def test_charts_that_ask_the_same_share_one_request(dashboard):
    page = dashboard("?view=sellers")
    asked = page.asked("/api/query")
    assert len(asked) == len(set(asked))
    assert page.chart("sellers.top")["url"] == page.chart("sellers.prices")["url"] == page.chart("sellers.service")["url"]


def test_a_new_version_is_noticed_said_and_shown(dashboard):
    page = dashboard()
    version = "20991231T235959Z-test"

    def newer(route):
        answer = route.fetch(headers={**route.request.headers, "if-none-match": ""}).json()
        for row in answer["data"] if isinstance(answer["data"], list) else []:
            if "orders" in row:
                row["orders"] = 4_242_424
        answer["meta"]["warehouse_version"] = version
        route.fulfill(json=answer)

    def health(route):
        answer = route.fetch(headers={**route.request.headers, "if-none-match": ""}).json()
        answer["data"]["warehouse_version"] = version
        route.fulfill(json=answer)

    page.page.route("**/api/query**", newer)
    page.page.route("**/api/customers/**", newer)
    page.page.route("**/api/health", health)
    began = time.monotonic()
    page.page.wait_for_selector(".toast", timeout=20_000)
    assert time.monotonic() - began < 20
    page.settle()
    assert version in page.page.inner_text(".toast")
    assert version in page.page.inner_text("footer")
    assert page.kpi("orders").inner_text() == "4,242,424"
    assert {row["orders"] for row in page.chart("overview.status")["rows"]} == {4_242_424}
    page.page.get_by_role("button", name="Dismiss").click()
    assert page.page.locator(".toast").count() == 0


def test_while_nothing_changes_only_the_health_is_asked(dashboard):
    page = dashboard()
    page.page.wait_for_timeout(400)
    page.forget_asked()
    for _ in range(3):
        page.check_health_now()
        page.page.wait_for_timeout(80)
    assert page.asked() == []


def test_refresh_asks_again_and_says_so(dashboard):
    page = dashboard()
    before = sorted(set(page.asked("/api/query")))
    page.forget_asked()
    page.page.click("#refresh")
    page.wait_for("document.querySelector('body > [role=status]').textContent.includes('refreshed')")
    assert set(page.asked("/api/query")) <= set(before) and len(page.asked("/api/query")) >= 6


def test_a_change_is_told_to_screen_readers(dashboard, api):
    page = dashboard()
    page.choose_period("90")
    page.wait_for("document.querySelector('body > [role=status]').textContent.includes('Orders')")
    assert figure_text(api.query("metrics=orders&days=90")[0]["orders"], "count") in page.spoken()


def test_the_settled_event_tells_how_long_a_change_took(dashboard):
    page = dashboard(scripts=["window.settled = []; document.addEventListener('vitrine:settled', (event) => settled.push(event.detail.milliseconds));"])
    page.choose_period("90")
    taken = page.page.evaluate("window.settled")
    assert len(taken) >= 2 and all(0 < milliseconds < 60_000 for milliseconds in taken)
