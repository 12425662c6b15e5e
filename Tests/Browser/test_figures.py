"""The figures on the cards are those of the API."""

from support import KPIS, PRESETS, money_text, number_text, with_status


def test_cards_show_what_the_api_says(dashboard, api):
    page = dashboard()
    for days in PRESETS:
        page.choose_period(days)
        data = api.overview(days)["data"]
        assert page.figures() == {name: write(data, "en") for name, write in KPIS.items()}


def test_cards_write_figures_in_portuguese(dashboard, api):
    page = dashboard("?days=all", language="pt-BR")
    data = api.overview("all")["data"]
    assert page.figures() == {name: write(data, "pt") for name, write in KPIS.items()}


def test_raw_values_and_context_lines_are_figures_of_the_api(dashboard, api):
    page = dashboard()
    data = api.overview()["data"]
    assert float(page.kpi("revenue").get_attribute("value")) == data["total_revenue"]
    assert int(page.kpi("orders").get_attribute("value")) == data["total_orders"]
    foot = page.page.locator('[data-kpi="revenue"] .kpi-foot').inner_text()
    assert money_text(data["total_freight"]) in foot
    assert number_text(with_status(data, "delivered")) in page.page.locator('[data-kpi="orders"] .kpi-foot').inner_text()


def test_values_that_do_not_exist_are_dashes(dashboard):
    missing = ["avg_order_value", "avg_review_score", "on_time_rate", "repeat_rate", "avg_installments"]

    def without(route):
        answer = route.fetch().json()
        for field in missing:
            answer["data"][field] = None
        route.fulfill(json=answer)

    page = dashboard(prepare=lambda one: one.page.route("**/api/overview**", without))
    for name in ["average", "review", "onTime", "repeat", "installments"]:
        assert page.kpi(name).inner_text().startswith("\u2014")
        assert "no data" in page.kpi(name).text_content()
        assert page.kpi(name).get_attribute("value") is None


def test_a_card_tells_definition_unit_range_and_exact_value(dashboard, api):
    page = dashboard()
    page.page.click('[data-kpi="revenue"] .button-info')
    text = page.page.inner_text(".definition")
    assert "Freight is separate" in text
    assert "Brazilian reais" in text
    assert money_text(api.overview()["data"]["total_revenue"], is_exact=True) in text
    assert page.range_text().split(" · ")[0] in text
    page.page.click("h1")
    assert not page.page.is_visible(".definition")


def test_a_definition_opens_on_hover_and_goes_away(dashboard):
    page = dashboard()
    page.page.hover('[data-kpi="customers"] .button-info')
    page.page.wait_for_selector(".definition:popover-open")
    assert "counts once" in page.page.inner_text(".definition")
    page.page.mouse.move(2, 2)
    page.page.wait_for_selector(".definition", state="hidden")


def test_the_as_of_day_is_shown_and_explained(dashboard, api):
    page = dashboard()
    year = api.overview()["meta"]["as_of"][:4]
    chip = page.page.locator(".chip")
    assert chip.inner_text().startswith("Data as of") and year in chip.inner_text()
    chip.click()
    assert "tenth" in page.page.inner_text(".definition")
