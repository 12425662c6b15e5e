"""The timeline draws the rows of the API, by day or summed by week or month."""

import pytest
from datetime import date, timedelta
from support import cents, money_text, number_text, weekly


def test_short_ranges_have_one_mark_a_day(dashboard, api):
    page = dashboard("?days=7")
    for days in ["7", "30", "90"]:
        page.choose_period(days)
        chart = page.chart()
        rows = api.timeline(days)["data"]
        orders, revenue = chart["series"]
        assert chart["categories"] == [row["date"] for row in rows]
        assert orders["values"] == [row["order_count"] for row in rows]
        assert [cents(value) for value in revenue["values"]] == [cents(row["revenue"]) for row in rows]


@pytest.mark.parametrize("days", ["365", "all"])
def test_long_ranges_are_weekly_sums(dashboard, api, days):
    page = dashboard(f"?days={days}")
    rows = api.timeline(days)["data"]
    if len(rows) <= 180:
        pytest.skip("the shop is too young for weekly sums")
    if len(rows) > 1100:
        pytest.skip("the shop is old enough for monthly sums")
    weeks = weekly(rows)
    chart = page.chart()
    orders, revenue = chart["series"]
    assert chart["categories"] == [week["from"] for week in weeks]
    assert orders["values"] == [week["orders"] for week in weeks]
    assert [cents(value) for value in revenue["values"]] == [week["cents"] for week in weeks]
    assert orders["pale"] == [week["days"] < 7 for week in weeks]
    assert chart["hasZoom"] == (len(weeks) > 60)
    assert "Weekly sums" in page.page.inner_text(".card-subtitle")


def test_very_long_ranges_are_monthly_sums(dashboard, api):
    first = date(2012, 1, 10)
    rows = [{"date": str(first + timedelta(days=day)), "order_count": day % 7 + 1, "revenue": 10.01, "avg_order_value": 5.0}
            for day in range(1500)]
    months = {}
    for row in rows:
        months[row["date"][:7]] = months.get(row["date"][:7], 0) + row["order_count"]
    envelope = {**api.timeline("all"), "data": rows}
    page = dashboard("?days=all", prepare=lambda one: one.page.route(
        "**/api/orders/timeline**", lambda route: route.fulfill(json=envelope)))
    assert page.chart()["series"][0]["values"] == list(months.values())
    assert "Monthly sums" in page.page.inner_text(".card-subtitle")


def test_orders_and_revenue_have_axes_of_their_own_from_zero(dashboard):
    chart = dashboard("?days=90").chart()
    orders, revenue = chart["series"]
    assert (orders["type"], orders["axis"]) == ("bar", 0)
    assert (revenue["type"], revenue["axis"]) == ("line", 1)
    for series, axis in zip(chart["series"], chart["axes"]):
        assert axis["min"] == 0
        assert max(series["values"]) <= axis["max"] <= max(series["values"]) * 1.7
    assert chart["axes"][0]["max"] / chart["axes"][0]["interval"] == chart["axes"][1]["max"] / chart["axes"][1]["interval"]


def test_the_as_of_day_is_marked_where_the_range_goes_on(dashboard, api):
    answer = api.timeline("all")
    as_of, last = answer["meta"]["as_of"], answer["data"][-1]["date"]
    if as_of >= last:
        pytest.skip("the shop has no orders after its as-of day")
    chart = dashboard("?days=all").chart()
    (marked,) = chart["series"][0]["markLine"]
    after = [day for day in chart["categories"] if day > marked]
    assert marked <= as_of and (not after or after[0] > as_of)


def test_the_chart_has_a_text_alternative(dashboard, api):
    page = dashboard("?days=90")
    rows = api.timeline("90")["data"]
    described_by = page.page.get_attribute(page.PLOT, "aria-describedby")
    text = page.page.text_content(f"#{described_by}")
    assert number_text(sum(row["order_count"] for row in rows)) in text
    assert money_text(sum(cents(row["revenue"]) for row in rows) / 100, is_exact=True) in text


def test_a_series_can_be_hidden_and_stays_so(dashboard):
    page = dashboard()
    button = page.page.get_by_role("group", name="Series shown").get_by_role("button", name="Revenue")
    button.click()
    assert button.get_attribute("aria-pressed") == "false"
    assert page.chart()["selected"] == {"Orders": True, "Revenue": False}
    page.choose_period("7")
    assert page.chart()["selected"]["Revenue"] is False
    button.click()
    assert page.chart()["selected"]["Revenue"] is True


def test_hovering_tells_the_values(dashboard, api):
    page = dashboard("?days=7")
    box = page.page.locator(page.PLOT).bounding_box()
    page.page.mouse.move(box["x"] + box["width"] / 2, box["y"] + box["height"] / 2)
    page.page.wait_for_selector(".tip-body")
    middle = api.timeline("7")["data"][3]
    text = page.page.inner_text(".tip-body")
    assert number_text(middle["order_count"]) in text
    assert money_text(middle["revenue"], is_exact=True) in text


def test_the_chart_follows_the_size_of_its_card(dashboard):
    page = dashboard()
    page.page.set_viewport_size({"width": 820, "height": 1180})
    page.page.wait_for_timeout(200)
    box = page.page.locator(page.PLOT).bounding_box()
    assert [round(box["width"]), round(box["height"])] == page.chart()["size"]


@pytest.mark.parametrize("motion, expected", [("reduce", False), ("no-preference", True)])
def test_motion_follows_the_preference(dashboard, motion, expected):
    assert dashboard(motion=motion).chart()["animation"] is expected
