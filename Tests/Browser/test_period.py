"""Presets, a range of one's own, brushing, and what is compared with."""

import pytest
from support import PRESETS, figure_text


def test_presets_change_address_figures_and_charts(dashboard, api):
    page = dashboard()
    for days in [*PRESETS[::-1]]:
        page.choose_period(days)
        assert page.page.evaluate("location.search") == ("" if days == "30" else f"?days={days}")
        answer = api.get(f"/api/query?metrics=orders&days={days}")
        assert page.kpi("orders").inner_text() == figure_text(answer["data"][0]["orders"], "count")
        assert f"{answer['meta']['range']['days']} day" in page.range_text().replace(",", "")
    page.choose_period("7")
    assert len(page.chart("overview.timeline")["marks"]) == 7


def test_a_range_of_ones_own(dashboard, api):
    page = dashboard()
    page.page.click("#range")
    page.page.fill('.range-form input[name="from"]', "2018-02-10")
    page.page.fill('.range-form input[name="to"]', "2018-02-01")
    page.page.get_by_role("button", name="Apply").click()
    assert "before the first" in page.page.inner_text(".field-problem")
    last = page.page.locator('.range-form input[name="to"]')
    assert last.get_attribute("aria-invalid") == "true" and page.page.evaluate("document.activeElement.name") == "to"
    assert page.page.locator(f"#{last.get_attribute('aria-describedby')}").inner_text() == page.page.inner_text(".field-problem")
    page.page.fill('.range-form input[name="from"]', "")
    page.page.get_by_role("button", name="Apply").click()
    assert page.page.evaluate("document.activeElement.name") == "from" and last.get_attribute("aria-invalid") is None
    page.page.fill('.range-form input[name="from"]', "2018-02-10")
    page.page.fill('.range-form input[name="to"]', "2018-02-20")
    page.page.get_by_role("button", name="Apply").click()
    page.settle()
    assert page.search() == {"from": "2018-02-10", "to": "2018-02-20"}
    assert page.kpi("orders").inner_text() == figure_text(api.query("metrics=orders&from=2018-02-10&to=2018-02-20")[0]["orders"], "count")
    assert len(page.chart("overview.timeline")["marks"]) == 11
    assert "11 days" in page.range_text()
    assert page.page.locator('.segments a[aria-current="true"]').count() == 0
    page.choose_period("30")
    assert page.search() == {}


def test_the_range_begins_with_what_is_shown(dashboard, api):
    page = dashboard("?days=7")
    page.page.click("#range")
    meta = api.get("/api/query?metrics=orders&days=7")["meta"]["range"]
    assert page.page.input_value('.range-form input[name="from"]') == meta["from"]
    assert page.page.input_value('.range-form input[name="to"]') == meta["to"]


@pytest.mark.parametrize("view, name", [("overview", "overview.timeline"), ("payments", "payments.course")])
def test_dragging_across_narrows_the_page_and_escape_widens_it(dashboard, view, name):
    page = dashboard(f"?view={view}&days=90")
    page.card(name).locator(".plot").scroll_into_view_if_needed()
    box = page.card(name).locator(".plot").bounding_box()
    middle = box["y"] + box["height"] * 0.55
    page.page.mouse.move(box["x"] + box["width"] * 0.4, middle)
    page.page.wait_for_timeout(300)
    page.page.mouse.down()
    page.page.mouse.move(box["x"] + box["width"] * 0.5, middle, steps=4)
    assert page.page.is_visible(".brush")
    page.page.mouse.move(box["x"] + box["width"] * 0.6, middle, steps=4)
    page.page.mouse.up()
    page.settle()
    search = page.search()
    assert search["from"] < search["to"] and "days" not in search
    marks = page.chart(name)["marks"]
    assert 10 < len(marks) < 30
    assert [marks[0]["range"]["from"], marks[-1]["range"]["to"]] == [search["from"], search["to"]]
    page.page.keyboard.press("Escape")
    page.settle()
    assert page.search().get("days") == "90" and len(page.chart(name)["marks"]) == 90


def test_a_click_on_a_day_shows_that_day(dashboard, api):
    page = dashboard("?days=7&compare=off")
    day = page.chart("overview.timeline")["marks"][3]["range"]["from"]
    page.click_mark("overview.timeline", 3)
    assert page.search() == {"from": day, "to": day, "compare": "off"}
    assert page.kpi("orders").inner_text() == figure_text(api.query(f"metrics=orders&from={day}&to={day}")[0]["orders"], "count")


def test_the_comparison_can_be_changed_and_switched_off(dashboard, api):
    page = dashboard("?days=90")
    drawn = lambda: [series["id"] for series in page.chart("overview.timeline")["drawn"]]
    assert "orders_comparison" in drawn()
    assert "compared with" in page.range_text()
    page.page.select_option("#compare", "year")
    page.settle()
    assert page.search() == {"days": "90", "compare": "year"}
    answer = api.get("/api/query?metrics=orders&grain=day&days=90&compare=year")
    before = next(series["data"] for series in page.chart("overview.timeline")["drawn"] if series["id"] == "orders_comparison")
    assert before == [row["orders_comparison"] for row in answer["data"]]
    page.page.select_option("#compare", "off")
    page.settle()
    assert "orders_comparison" not in drawn()
    assert "compared with" not in page.range_text()
    assert page.page.locator(".kpi-change[data-change=good], .kpi-change[data-change=bad]").count() == 0
    assert all("compare" not in chart["url"] for chart in page.charts())


def test_all_time_has_no_period_before(dashboard):
    page = dashboard("?days=all")
    assert all("compare" not in chart["url"] for chart in page.charts())
    assert "compared with" not in page.range_text()


def test_the_preset_in_force_asks_nothing_again(dashboard):
    page = dashboard("?days=90")
    page.forget_asked()
    page.page.click('.segments a[data-days="90"]')
    page.page.wait_for_timeout(150)
    assert page.asked() == []


def test_a_preset_opens_in_a_new_tab_with_its_filters(dashboard):
    page = dashboard("?state=SP&days=90")
    assert page.page.get_attribute('.segments a[data-days="7"]', "href") == "/?days=7&state=SP"
    assert page.page.get_attribute('.nav-link[data-view="orders"]', "href") == "/?view=orders&days=90&state=SP"
