"""What happens when an answer does not come: said where it is missing, everything else goes on."""

import pytest
from support import Held, fail, failing, figure_text, no_warehouse

ERRORS = ("Failed to load resource",)
CATEGORIES = "**/api/query?*by=category*limit=10*"
FIGURES = "**/api/query?*avg_order_value*repeat_rate*"


def toast_icon(page):
    return page.page.eval_on_selector(".toast > .icon", "(icon) => icon.style.getPropertyValue('--icon')")


def abort(page, *patterns):
    for pattern in patterns:
        page.page.route(pattern, lambda route: route.abort())


def test_a_failing_chart_leaves_the_others_and_can_be_retried(dashboard):
    page = dashboard(prepare=lambda one: one.page.route(CATEGORIES, fail), expected=ERRORS)
    card = page.card("overview.categories")
    assert "could not work this out" in card.locator(".panel-error").inner_text()
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
    page.page.wait_for_selector(".toast.toast-error")
    assert "could not work this out" in page.page.inner_text(".toast") and "triangle-alert" in toast_icon(page)


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


# --- the server away ---------------------------------------------------------------------------------------------------


def facts(page, name="overview.status"):
    """What a card says of its figures beside the picture."""
    card = page.card(name)
    return [
        card.locator(".legend").is_visible(), card.locator(".card-subtitle").text_content().strip(), card.locator("p.spoken").text_content(),
    ]


def test_without_an_answer_nothing_of_the_one_before_is_told(dashboard):
    page = dashboard("?days=365", expected=ERRORS)
    before = facts(page), facts(page, "overview.timeline"), page.range_text()
    assert before[0][0] and before[0][2] and "365 days" in before[2]
    abort(page, "**/api/**")
    page.page.click('.segments a[data-days="90"]')
    page.page.locator(".chart-card .panel-error").first.wait_for()
    page.settle()
    assert facts(page) == facts(page, "overview.timeline") == [False, "", ""]
    assert page.range_text().strip() == ""
    page.page.unroute("**/api/**")
    page.choose_period("365")
    assert (facts(page), facts(page, "overview.timeline"), page.range_text()) == before


def test_one_failing_chart_leaves_the_range(dashboard):
    page = dashboard(expected=ERRORS)
    page.page.route(CATEGORIES, fail)
    page.choose_period("90")
    assert facts(page, "overview.categories") == [False, "", ""] and "90 days" in page.range_text()


def test_a_table_of_its_own_is_written_again_after_a_failure(dashboard):
    page = dashboard("?view=geography&days=365", expected=ERRORS)
    before = facts(page, "geography.table")
    abort(page, "**/api/**")
    page.page.click('.segments a[data-days="90"]')
    page.card("geography.table").locator(".panel-error").wait_for()
    page.page.unroute("**/api/**")
    page.choose_period("365")
    assert facts(page, "geography.table") == before and page.card("geography.table").locator("tbody tr").first.is_visible()


def test_a_failure_of_all_is_said_once_and_names_what_is_missing(dashboard):
    page = dashboard(expected=ERRORS)
    page.page.evaluate("""() => {
      window.said = [];
      const region = document.querySelector('body > [role="status"]');
      new MutationObserver(() => window.said.push(region.textContent)).observe(region, { childList: true });
    }""")
    abort(page, "**/api/query**", "**/api/customers/**")
    page.page.click('.segments a[data-days="90"]')
    page.page.locator(".chart-card .panel-error").first.wait_for()
    page.settle()
    page.page.wait_for_timeout(400)
    assert page.page.locator("main [role=alert], main [role=status]").count() == 0
    [said] = [text for text in page.page.evaluate("window.said") if text.strip()]
    assert "Order status" in said and "does not answer" in said


def test_one_failing_chart_is_said_by_its_name(dashboard):
    page = dashboard(expected=ERRORS)
    page.page.route(CATEGORIES, fail)
    page.choose_period("90")
    page.page.wait_for_timeout(400)
    assert page.spoken().strip().startswith("This could not be loaded: Top categories by revenue. The server could not")


@pytest.mark.parametrize("module, press, shown", [
    ("filter-menu", "#filters", ".filter-menu"), ("range-picker", "#range", ".range-form"), ("help-dialog", "#help", ".dialog"),
])
def test_a_panel_that_cannot_be_fetched_is_told_and_can_be_tried_again(dashboard, module, press, shown):
    page = dashboard(expected=ERRORS)
    pattern = f"**/js/components/{module}.js"
    abort(page, pattern)
    page.page.click(press)
    page.page.wait_for_selector(".toast-error")
    assert "does not answer" in page.page.inner_text(".toast")
    page.page.unroute(pattern)
    page.page.click(press)
    page.page.wait_for_selector(shown)


def test_a_table_that_cannot_be_fetched_leaves_the_chart(dashboard):
    page = dashboard(expected=ERRORS)
    card = page.card("overview.status")
    abort(page, "**/js/components/data-table.js")
    button = card.get_by_role("button", name="Show as table")
    button.click()
    page.page.wait_for_selector(".toast-error")
    assert card.locator("canvas").first.is_visible() and button.is_visible()
    page.page.unroute("**/js/components/data-table.js")
    button.click()
    card.locator(".table").wait_for()


def test_an_answer_in_a_table_that_cannot_be_fetched_can_be_tried_again(dashboard):
    page = dashboard("?view=explore&chart=table", expected=ERRORS, prepare=lambda one: abort(one, "**/js/components/data-table.js"))
    card = page.card("explore.answer")
    card.locator(".panel-error").wait_for()
    page.page.unroute("**/js/components/data-table.js")
    card.locator(".panel-error button").click()
    card.locator(".table").wait_for()
    assert not card.locator(".panel-error").is_visible()


def test_a_language_that_cannot_be_fetched_is_not_chosen(dashboard):
    page = dashboard(language="pt-BR", expected=ERRORS)
    abort(page, "**/js/locales/en.js")
    page.page.select_option("#language", "en")
    page.page.wait_for_selector(".toast-error")
    assert "não responde" in page.page.inner_text(".toast")
    assert page.page.input_value("#language") == "pt-BR" and page.page.inner_text("h1") == "Visão geral"


def test_a_pointer_on_a_chart_is_no_error_while_the_server_is_away(dashboard):
    page = dashboard(expected=ERRORS)
    abort(page, "**/js/components/brush.js")
    with page.page.expect_event("requestfailed"):
        page.card("overview.timeline").locator(".plot").hover()
    page.page.wait_for_timeout(200)


def test_a_file_that_cannot_be_fetched_is_told_in_the_persons_language(dashboard):
    page = dashboard(language="pt-BR", expected=ERRORS)
    abort(page, "**format=csv**")
    page.card("overview.status").get_by_role("button", name="Baixar CSV").click()
    page.page.wait_for_selector(".toast-error")
    assert "O servidor não responde" in page.page.inner_text(".toast") and "fetch" not in page.page.inner_text(".toast")


@pytest.mark.parametrize("search, words", [
    ("?hour=99", ["“Hora”", "99"]), ("?view=explore&metrics=sorte", ["“Números”", "sorte"]), ("?from=1999-01-01&to=1999-02-01", ["“Primeiro dia”", "1999-01-01"]),
    ("?" + "&".join(f"city=place{number}" for number in range(51)), ["no máximo 50", "“Cidade do cliente”"]),
])
def test_what_the_server_does_not_accept_is_told_in_portuguese(dashboard, search, words):
    page = dashboard(search, language="pt-BR", expected=ERRORS)
    text = page.page.locator(".panel-error").first.inner_text()
    assert all(word in text for word in words), text
    assert not any(english in text for english in ["is not one", "There is no", "It is a", "It has"])


@pytest.mark.parametrize("code", ["internal_error", "warehouse_unavailable", "busy", "request_timeout", "query_timeout", "cancelled"])
def test_what_the_server_fails_at_is_told_in_portuguese(dashboard, code):
    page = dashboard(language="pt-BR", prepare=lambda one: one.page.route(CATEGORIES, failing(503, code, "Plain English.")), expected=ERRORS)
    assert "Plain English" not in page.card("overview.categories").locator(".panel-error").inner_text()


def test_an_unknown_failure_is_told_in_the_servers_words(dashboard):
    page = dashboard(prepare=lambda one: one.page.route(CATEGORIES, failing(418, "teapot", "It is a teapot.")), expected=ERRORS)
    assert "The server answered: It is a teapot." in page.card("overview.categories").locator(".panel-error").inner_text()
