"""One filter state: any mark filters every other chart, and whatever is chosen can be seen, shared and taken back."""

import re
from urllib.parse import parse_qs, urlsplit

import pytest
from support import figure_text


def index_of(page, name, title):
    return next(index for index, mark in enumerate(page.chart(name)["marks"]) if title in mark["title"])


CLICKS = [
    # view, chart, words of the mark, filter that a click on it makes
    ("overview", "overview.status", "Delivered", {"status": "delivered"}),
    ("overview", "overview.payments", "Boleto", {"payment_type": "boleto"}),
    ("overview", "overview.reviews", "1", {"review_score": "1"}),
    ("orders", "orders.value", "R$ 100–200", {"order_value_band": "R$ 100-200"}),
    ("orders", "orders.delivery", "7 d", {"delivery_days": "7"}),
    ("customers", "customers.states", "RJ", {"state": "RJ"}),
    ("products", "products.prices", "R$ 50–100", {"price_band": "R$ 50-100"}),
    ("payments", "payments.installments", "2×", {"installments": "2"}),
    ("sellers", "sellers.states", "PR", {"seller_state": "PR"}),
]


@pytest.mark.parametrize("view, name, title, filters", CLICKS)
def test_a_click_filters_every_other_chart_and_a_second_click_removes_it(dashboard, api, view, name, title, filters):
    page = dashboard(f"?view={view}&days=365")
    before = {chart["id"]: chart for chart in page.charts()}
    page.forget_asked()
    page.click_mark(name, index_of(page, name, title))
    assert {key: value for key, value in page.search().items() if key not in ("view", "days")} == filters
    [dimension] = filters
    for chart in page.charts():
        is_own = chart["url"] == before[chart["id"]]["url"]
        assert is_own == (chart["url"] == before[name]["url"]), f"{chart['id']} did not follow the filter, or follows its own"
        assert is_own or f"{dimension}=" in chart["url"]
    assert all(f"{dimension}=" in url for url in page.asked()), "something was asked that did not change"
    assert page.page.locator(".filter-chip[data-chip]").count() == 1
    page.click_mark(name, index_of(page, name, title))
    assert page.chips() == [] and dimension not in page.search()
    assert {chart["id"]: chart["rows"] for chart in page.charts()} == {key: chart["rows"] for key, chart in before.items()}


def test_what_is_chosen_stays_in_view_and_the_rest_turns_pale(dashboard):
    page = dashboard("?view=customers&days=365&state=SP")
    assert len(page.chart("customers.states")["marks"]) > 3
    opacity = page.page.evaluate("""async () => {
      const echarts = await import('/vendor/echarts.esm.min.js');
      const [series] = echarts.getInstanceByDom(document.querySelector('[data-chart="customers.states"] .plot')).getOption().series;
      return series.data.map((point) => point.itemStyle.opacity);
    }""")
    assert opacity[0] == 1 and max(opacity[1:]) < 0.5


def test_figures_follow_a_click(dashboard, api):
    page = dashboard("?days=365")
    page.click_mark("overview.payments", index_of(page, "overview.payments", "Boleto"))
    row = api.query("metrics=orders,revenue,customers&days=365&payment_type=boleto")[0]
    for name, unit in [("orders", "count"), ("revenue", "brl"), ("customers", "count")]:
        assert page.kpi(name).inner_text() == figure_text(row[name], unit)


def test_a_category_a_seller_and_a_product_can_be_clicked(dashboard):
    page = dashboard("?view=products&days=365")
    page.click_mark("products.categories", 1)
    category = page.search()["category"]
    assert all(row["category"] == category for row in page.chart("products.top")["rows"])
    page.click_mark("products.top", 0)
    assert len(page.search()["product"]) == 32
    page.open_view("sellers")
    page.page.keyboard.press("x")
    page.settle()
    page.click_mark("sellers.top", 0)
    assert len(page.search()["seller"]) == 32


def test_a_cell_filters_by_both_its_dimensions(dashboard, api):
    page = dashboard("?view=orders&days=365")
    page.card("orders.hours").locator(".plot").focus()
    page.page.keyboard.press("ArrowRight")
    page.page.keyboard.press("Enter")
    page.settle()
    search = page.search()
    assert {"weekday", "hour"} <= set(search)
    delivered = next(row["orders"] for row in api.query(
        f"metrics=orders&by=status&days=365&weekday={search['weekday']}&hour={search['hour']}") if row["status"] == "delivered")
    assert page.kpi("delivered").inner_text() == figure_text(delivered, "count")


def test_a_state_on_the_map_can_be_clicked(dashboard):
    page = dashboard("?view=geography&days=365")
    box = page.card("geography.map").locator(".plot").bounding_box()
    # São Paulo lies a little right of the middle, in the lower half.
    page.page.mouse.click(box["x"] + box["width"] * 0.58, box["y"] + box["height"] * 0.69)
    page.settle()
    assert page.search()["state"] in ("SP", "MG", "PR", "MS", "GO")
    assert page.card("geography.table").locator('[aria-pressed="true"]').count() == 1


def test_ctrl_click_adds_and_the_menu_shows_it(dashboard):
    page = dashboard("?view=customers&days=365")
    page.click_mark("customers.states", index_of(page, "customers.states", "SP"))
    page.click_mark("customers.states", index_of(page, "customers.states", "RJ"), modifiers=["Control"])
    assert page.search()["state"] == ["SP", "RJ"]
    page.page.click("#filters")
    page.page.wait_for_selector(".filter-value")
    assert page.page.locator(".filter-value input:checked").count() == 2
    page.page.locator(".filter-value", has_text="Minas Gerais").click()
    page.settle()
    assert page.search()["state"] == ["SP", "RJ", "MG"]
    page.page.keyboard.press("Escape")
    assert not page.page.is_visible(".filter-menu")
    assert len(page.chips()) == 3, "Escape closes the menu and nothing else"


def test_the_menu_filters_by_any_dimension_and_searches(dashboard, api):
    page = dashboard("?days=365")
    page.page.click("#filters")
    page.page.select_option(".filter-menu select", "city")
    page.page.fill(".filter-menu input[type=search]", "campinas")
    page.page.locator(".filter-value", has_text="Campinas").first.click()
    page.settle()
    assert page.search()["city"] == "campinas"
    assert page.kpi("orders").inner_text() == figure_text(api.query("metrics=orders&days=365&city=campinas")[0]["orders"], "count")


def open_menu(page, dimension):
    page.page.click("#filters")
    page.page.select_option(".filter-menu select", dimension)
    page.page.wait_for_selector(".filter-value")


def test_the_search_does_not_ask_for_accents(dashboard):
    page = dashboard("?days=365")
    open_menu(page, "city")
    for words in ["são paulo", "Sao Paulo", "SÃO"]:
        page.page.fill(".filter-menu input[type=search]", words)
        assert page.page.locator('.filter-value input[value="sao paulo"]').count() == 1, words
    page.page.fill(".filter-menu input[type=search]", "são luís de lugar nenhum")
    assert "Nothing found" in page.page.inner_text(".filter-values")


def test_a_list_that_is_not_all_of_them_says_so(dashboard, api):
    page = dashboard("?days=365")
    open_menu(page, "product")
    count = min(1000, len(api.query("metrics=orders&by=product&days=365&limit=1000")))
    assert count > 200 and page.page.locator(".filter-value").count() == 200
    assert f"{count - 200} more: search for them" in page.page.inner_text(".filter-values")
    assert ("Only the 1,000 largest are listed" in page.page.inner_text(".filter-values")) == (count == 1000)


def test_a_value_beyond_the_largest_is_found_by_its_name(dashboard, api):
    def cut(route):
        answer = route.fetch().json()
        if "city=" not in route.request.url:
            answer["data"] = answer["data"][:20]
            answer["meta"]["is_truncated"] = True
        route.fulfill(json=answer)

    page = dashboard("?days=365", prepare=lambda one: one.page.route("**/api/query?*by=city*limit=1000*", cut))
    open_menu(page, "city")
    assert page.page.locator(".filter-value").count() == 20 and "whole name" in page.page.inner_text(".filter-values")
    city = api.query("metrics=orders&by=city&days=365&limit=1000")[40]
    page.page.fill(".filter-menu input[type=search]", "nowhere at all")
    page.page.wait_for_timeout(600)
    assert page.page.locator(".filter-value").count() == 0
    page.page.fill(".filter-menu input[type=search]", city["city"].upper())
    page.page.wait_for_selector(".filter-value")
    assert page.page.locator(".filter-value .filter-count").inner_text() == figure_text(city["orders"], "count")
    page.page.locator(".filter-value").click()
    page.settle()
    assert page.search()["city"] == city["city"]


def test_escape_takes_back_click_after_click(dashboard):
    page = dashboard("?days=365")
    page.click_mark("overview.status", index_of(page, "overview.status", "Delivered"))
    page.click_mark("overview.reviews", 4)
    assert len(page.chips()) == 2
    page.page.keyboard.press("Escape")
    page.settle()
    assert page.chips() == ["Status Delivered"]
    page.page.keyboard.press("Escape")
    page.settle()
    assert page.chips() == [] and page.search() == {"days": "365"}


def test_chips_remove_what_they_name(dashboard):
    page = dashboard("?state=SP&state=RJ&payment_type=boleto")
    assert len(page.chips()) == 3
    page.page.get_by_role("button", name="Remove the filter Customer state: Rio de Janeiro (RJ)").click()
    page.settle()
    assert page.search() == {"state": "SP", "payment_type": "boleto"}
    page.page.click(".filter-clear")
    page.settle()
    assert page.search() == {} and page.chips() == []


def test_the_address_holds_everything(dashboard):
    search = "?view=payments&from=2018-01-01&to=2018-03-31&compare=year&state=SP&state=RJ&review_score=5"
    page = dashboard(search)
    assert page.page.evaluate("location.search") == search
    before = [(chart["url"], chart["rows"]) for chart in page.charts()]
    for url, _ in before:
        assert "state=SP&state=RJ" in url and "from=2018-01-01" in url and "review_score=5" in url
    page.page.reload()
    page.settle()
    assert [(chart["url"], chart["rows"]) for chart in page.charts()] == before
    page.choose_period("30")
    page.open_view("orders")
    page.page.go_back()
    page.page.go_back()
    page.settle()
    assert page.page.evaluate("location.search") == search
    assert [(chart["url"], chart["rows"]) for chart in page.charts()] == before
    page.page.go_forward()
    page.settle()
    assert page.search()["view"] == "payments" and "from" not in page.search()


def test_nonsense_in_the_address_is_ignored(dashboard):
    page = dashboard("?view=nowhere&days=soon&from=2018-13-01&to=x&compare=never&colour=red")
    assert page.page.inner_text("h1") == "Overview"
    assert page.page.locator('.segments a[aria-current="true"]').get_attribute("data-days") == "30"


def test_an_empty_value_means_none(dashboard, api):
    page = dashboard("?view=products&days=365&category=")
    assert page.chips() == ["Category (none)"]
    assert page.kpi("items").inner_text() == figure_text(api.query("metrics=items&days=365&category=")[0]["items"], "count")


def test_a_state_shown_before_is_shown_again_without_asking(dashboard):
    page = dashboard("?days=365")
    page.click_mark("overview.status", 0)
    page.forget_asked()
    page.page.keyboard.press("Escape")
    page.settle()
    assert page.asked() == []


ASKED = "performance.getEntriesByType('resource').filter(({ name }) => name.includes('/api/query')).length"


def test_a_click_finds_its_answers_when_the_pointer_has_rested_on_the_mark(dashboard):
    page = dashboard("?days=365")
    value = page.chart("overview.categories")["marks"][2]["choices"][0]["value"]
    page.forget_asked()
    page.page.mouse.move(*page.place("overview.categories", 2))
    page.wait_for(f"{ASKED} >= 6")
    page.page.wait_for_timeout(300)
    assert all(parse_qs(urlsplit(url).query)["category"] == [value] for url in page.asked())
    assert page.chips() == [] and "category" not in page.search()
    page.forget_asked()
    page.click_mark("overview.categories", 2)
    assert page.search()["category"] == value
    assert page.asked() == []


def test_a_pointer_that_passes_by_asks_nothing(dashboard):
    page = dashboard("?days=365")
    place = page.place("overview.categories", 1)
    page.forget_asked()
    page.page.mouse.move(*place)
    page.page.mouse.move(2, 2)
    page.page.wait_for_timeout(400)
    assert page.asked() == []


def test_what_the_keyboard_reads_is_asked_before_enter(dashboard):
    page = dashboard("?days=365")
    page.card("overview.categories").locator(".plot").focus()
    page.forget_asked()
    page.page.keyboard.press("Home")
    page.wait_for(f"{ASKED} >= 6")
    page.page.wait_for_timeout(300)
    page.forget_asked()
    page.page.keyboard.press("Enter")
    page.settle()
    assert len(page.chips()) == 1
    assert page.asked() == []


def test_cities_of_one_name_in_two_states_are_two(dashboard):
    def twins(route):
        answer = route.fetch().json()
        answer["data"] = [{**answer["data"][0], "state": state, "customers": count} for state, count in [("PE", 4), ("RN", 3)]]
        route.fulfill(json=answer)

    page = dashboard("?view=customers&days=365", prepare=lambda one: one.page.route(re.compile(r"by=city%2Cstate"), twins))
    chart = page.chart("customers.cities")
    assert [mark["size"] for mark in chart["marks"]] == [4, 3]
    page.click_mark("customers.cities", 1)
    assert page.search()["city"] == chart["rows"][1]["city"] and page.search()["state"] == "RN"
