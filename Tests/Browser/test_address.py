"""The period is in the address: presets, reload, back and forward, shared links."""

from support import KPIS


def shown_orders(page):
    return page.kpi("orders").inner_text()


def test_presets_change_address_figures_and_chart(dashboard, api):
    page = dashboard()
    for days in ["7", "365", "all", "90", "30"]:
        page.choose_period(days)
        search = page.page.evaluate("location.search")
        assert search == ("" if days == "30" else f"?days={days}")
        assert page.page.locator('.segments a[aria-current="true"]').count() == 1
        assert shown_orders(page) == KPIS["orders"](api.overview(days)["data"], "en")
        assert page.chart()["categories"][0] == api.timeline(days)["data"][0]["date"]


def test_reload_keeps_the_period(dashboard, api):
    page = dashboard()
    page.choose_period("90")
    page.page.reload()
    page.wait_until_drawn()
    assert shown_orders(page) == KPIS["orders"](api.overview("90")["data"], "en")


def test_back_and_forward(dashboard, api):
    page = dashboard("?days=7")
    page.choose_period("90")
    page.choose_period("all")
    for step, days in [("go_back", "90"), ("go_back", "7"), ("go_forward", "90")]:
        getattr(page.page, step)()
        page.page.wait_for_selector(f'.segments a[data-days="{days}"][aria-current="true"]')
        page.settle()
        assert shown_orders(page) == KPIS["orders"](api.overview(days)["data"], "en")
        assert len(page.chart()["categories"]) > 0


def test_any_number_of_days_works(dashboard, api):
    page = dashboard("?days=45")
    assert page.page.locator('.segments a[aria-current="true"]').count() == 0
    assert len(page.chart()["categories"]) == 45
    assert shown_orders(page) == KPIS["orders"](api.overview("45")["data"], "en")


def test_nonsense_falls_back_to_the_default(dashboard):
    page = dashboard("?days=%3Cscript%3E&view=nowhere&x=1")
    assert page.page.get_attribute('.segments a[aria-current="true"]', "data-days") == "30"
    assert page.page.inner_text("h1") == "Overview"
    for search in ["?days=abc", "?days=-7", "?days=0", "?days=1e9", "?days=", "?view=nowhere"]:
        state = page.page.evaluate(
            "async (search) => (await import('/js/core/state.js')).parseState(search, ['overview'])", search)
        assert state == {"view": "overview", "days": "30"}


def test_presets_are_links_that_open_in_new_tabs(dashboard):
    page = dashboard()
    link = page.page.locator('.segments a[data-days="90"]')
    assert link.get_attribute("href") == "/?days=90"
    with page.page.context.expect_page() as opened:
        link.click(modifiers=["Control"])
    assert opened.value.url.endswith("/?days=90")
    assert page.page.evaluate("location.search") == ""


def test_the_range_covered_is_said(dashboard, api):
    page = dashboard("?days=90")
    covered = api.overview("90")["meta"]["range"]
    assert "90 days" in page.range_text()
    assert covered["to"][:4] in page.range_text()
    assert page.range_text().split(" · ")[0] in page.page.inner_text(".card-subtitle")
