"""Data quality: what was loaded, what became of it, and what the checks found."""

import csv
import io

import pytest
from support import number_text


def test_every_check_is_listed_with_what_it_found(dashboard, api):
    page = dashboard("?view=quality")
    checks = api.get("/api/quality")["data"]["checks"]
    shown = page.page.eval_on_selector_all(".check", "(checks) => checks.map((check) => [check.dataset.check, check.dataset.state])")
    assert dict(shown) == {check["name"]: check["severity"] if check["rows_failing"] else "passed" for check in checks}
    for check in [check for check in checks if check["rows_failing"]][:5]:
        words = page.page.inner_text(f'[data-check="{check["name"]}"]')
        assert check["rule"] in words and number_text(check["rows_failing"]) in words and check["table"] in words


def test_examples_can_be_opened(dashboard, api):
    page = dashboard("?view=quality")
    check = next(check for check in api.get("/api/quality")["data"]["checks"] if check["rows_failing"] and check["samples"])
    item = page.page.locator(f'[data-check="{check["name"]}"]')
    item.locator("summary").click()
    assert item.locator(".samples tbody tr").count() == len(check["samples"])
    assert item.locator(".samples thead th").first.inner_text() in check["samples"][0]


def test_loads_and_lineage_have_the_rows_of_the_api(dashboard, api):
    page = dashboard("?view=quality")
    loads = api.get("/api/quality")["data"]["loads"]
    for name, field in [("rows_read", "rows_read"), ("rows_landed", "rows_landed"), ("rows_rejected", "rows_rejected")]:
        assert page.kpi(name).inner_text() == number_text(sum(load[field] for load in loads))
    assert page.page.locator('[data-section="loads"] tbody tr').count() == len(loads)
    lineage = page.page.inner_text('[data-section="lineage"]')
    for load in loads:
        assert load["table"] in lineage and number_text(load["rows_read"]) in lineage
    for table in ["fact_orders", "fact_order_items", "fact_payments", "fact_reviews", "dim_customers", "dim_products", "dim_sellers", "dim_geolocation"]:
        assert table in lineage


def test_a_course_over_versions_is_drawn(dashboard):
    def with_history(route):
        answer = route.fetch().json()
        for check in answer["data"]["checks"]:
            check["history"] = [{"version": version, "rows_failing": version * 3} for version in range(1, 5)]
        route.fulfill(json=answer)

    page = dashboard("?view=quality", prepare=lambda one: one.page.route("**/api/quality", with_history))
    trend = page.page.locator(".check .check-trend").first
    assert trend.get_attribute("aria-label").endswith("3, 6, 9, 12") and trend.locator("svg").is_visible()


def test_the_checks_as_a_file(dashboard, api):
    page = dashboard("?view=quality")
    with page.page.expect_download() as download:
        page.page.locator('[data-section="checks"]').get_by_role("button", name="Download CSV").click()
    rows = list(csv.DictReader(io.StringIO(download.value.path().read_bytes().decode("utf-8-sig"))))
    assert {row["name"]: int(row["rows_failing"]) for row in rows} == {
        check["name"]: check["rows_failing"] for check in api.get("/api/quality")["data"]["checks"]}


def test_filters_have_no_place_here(dashboard):
    page = dashboard("?view=quality&state=SP")
    assert page.page.locator(".filter-bar").count() == 0
    page.open_view("overview")
    assert page.chips() == ["Customer state São Paulo (SP)"]


def test_rules_are_told_in_portuguese(dashboard, api):
    page = dashboard("?view=quality", language="pt-BR")
    for check in api.get("/api/quality")["data"]["checks"]:
        words = page.page.locator(f'[data-check="{check["name"]}"]').text_content()
        assert check["rule_pt"] in words and check["rule"] not in words


def test_moments_are_those_of_this_devices_clock(dashboard, api):
    page = dashboard("?view=quality")
    told = page.page.evaluate(
        "(moment) => new Date(`${moment}Z`).toLocaleString('en-GB', { day: 'numeric', month: 'short', year: 'numeric', hour: '2-digit', minute: '2-digit' })",
        api.get("/api/quality")["data"]["loads"][0]["landed_at"])
    assert told in page.page.inner_text('[data-section="loads"] tbody')


@pytest.mark.parametrize("language, words, lineage", [
    ("en-US", "1 check: 1 error, 0 warnings", ["1 row read", "1 landed, 0 rejected"]),
    ("pt-BR", "1 verificação: 1 erro, 0 avisos", ["1 linha lida", "1 recebida, 0 rejeitadas"]),
])
def test_one_of_anything_is_not_many(dashboard, language, words, lineage):
    def single(route):
        answer = route.fetch().json()
        check = answer["data"]["checks"][0]
        check.update(severity="error", rows_failing=1, rows_checked=1, share=1)
        load = {**answer["data"]["loads"][0], "rows_read": 1, "rows_landed": 1, "rows_rejected": 0}
        answer["data"].update(checks=[check], loads=[load])
        route.fulfill(json=answer)

    page = dashboard("?view=quality", language=language, prepare=lambda one: one.page.route("**/api/quality", single))
    assert page.page.inner_text('[data-section="checks"] .card-subtitle') == words
    assert all(text in page.page.inner_text('[data-section="lineage"]') for text in lineage)
    assert ("1 of 1 row (" if language == "en-US" else "1 de 1 linha (") in page.page.inner_text(".check")
