"""Where the focus is: never under a bar, never lost, and no panel stays over it."""

import pytest
from support import Held, fail

ERRORS = ("Failed to load resource",)

# Nine places of what has the focus; what is seen at none of them is hidden.
HIDDEN = """() => {
  const element = document.activeElement;
  if (element === document.body) return null;
  const box = element.getBoundingClientRect();
  const parts = [0.1, 0.5, 0.9];
  const seen = parts.some((x) => parts.some((y) => {
    const there = document.elementFromPoint(box.left + box.width * x, box.top + box.height * y);
    return there && (element.contains(there) || there.contains(element));
  }));
  return seen ? '' : `${element.getAttribute('aria-label') ?? element.textContent} at ${Math.round(box.left)}, ${Math.round(box.top)}`;
}"""

ACTIVE = """(() => {
  const { tagName, id, className, textContent, dataset } = document.activeElement;
  return { tag: tagName, id, class: className, text: textContent, label: document.activeElement.getAttribute('aria-label'), ...dataset };
})()"""

IN_VIEW = """(selector) => {
  const { left, top, right, bottom } = document.querySelector(selector).getBoundingClientRect();
  return left >= 0 && top >= 0 && right <= innerWidth && bottom <= innerHeight;
}"""


def active(page):
    return page.page.evaluate(ACTIVE)


def hidden_on_the_way(page, key, presses):
    found = []
    for _ in range(presses):
        page.page.keyboard.press(key)
        hidden = page.page.evaluate(HIDDEN)
        if hidden:
            found.append(hidden)
    return found


@pytest.mark.parametrize("width, height, view", [
    (1440, 900, "overview"), (1440, 900, "predict"), (820, 1180, "geography"), (720, 450, "overview"), (390, 844, "customers"),
])
def test_the_focus_is_never_hidden_under_a_bar(dashboard, width, height, view):
    page = dashboard(f"?view={view}&days=365&state=SP&state=RJ", width=width, height=height)
    page.page.evaluate("scrollTo(0, document.documentElement.scrollHeight)")
    assert hidden_on_the_way(page, "Shift+Tab", 60) == []
    page.page.evaluate("scrollTo(0, 0)")
    page.page.locator(".nav-link").first.focus()
    assert hidden_on_the_way(page, "Tab", 60) == []


def test_the_focus_is_never_hidden_under_the_heads_of_a_table(dashboard):
    page = dashboard("?view=geography&days=365", width=390)
    table = page.card("geography.table")
    table.locator(".table-choice").last.focus()
    assert hidden_on_the_way(page, "Shift+Tab", table.locator(".table-scroll button").count()) == []
    table.locator(".table-sort").first.focus()
    assert hidden_on_the_way(page, "Tab", table.locator(".table-sort").count() - 1) == []
    assert hidden_on_the_way(page, "Shift+Tab", table.locator(".table-sort").count() - 1) == []


FILTER_BAR = "(() => { const { top, height } = document.querySelector('.filter-bar').getBoundingClientRect(); return [top, height]; })()"


def test_the_filter_bar_stays_in_view_unless_it_is_tall(dashboard, api):
    cities = [row["city"] for row in api.query("metrics=orders&by=city&days=365&limit=30")]
    page = dashboard("?days=365&state=SP")
    page.page.evaluate("scrollTo(0, 700)")
    top, height = page.page.evaluate(FILTER_BAR)
    assert top == 60 and height < 180
    page.page.goto(f"{page.base_url}/?days=365&" + "&".join(f"city={city}" for city in cities))
    page.settle()
    page.page.evaluate("scrollTo(0, 700)")
    top, height = page.page.evaluate(FILTER_BAR)
    assert height > 180 and top + height < 0


def test_the_filter_bar_leaves_the_page_at_200_per_cent(dashboard):
    page = dashboard("?days=365&state=SP", width=720, height=450)
    page.page.evaluate("scrollTo(0, 700)")
    assert sum(page.page.evaluate(FILTER_BAR)) < 0


@pytest.mark.parametrize("key, panel", [("f", ".filter-menu"), ("p", ".popup:has(.range-form)")])
@pytest.mark.parametrize("width, height", [(390, 844), (320, 256)])
def test_a_panel_opens_in_view_and_stays_there(dashboard, width, height, key, panel):
    page = dashboard("?days=365", width=width, height=height)
    page.page.evaluate("scrollTo(0, 1500)")
    page.page.keyboard.press(key)
    page.page.wait_for_selector(panel)
    page.page.wait_for_timeout(300)
    assert page.page.evaluate(IN_VIEW, panel)
    page.page.evaluate("scrollTo(0, 0)")
    page.page.wait_for_timeout(100)
    assert page.page.evaluate(IN_VIEW, panel)
    page.page.set_viewport_size({"width": width, "height": height - 60})
    page.page.wait_for_timeout(100)
    assert page.page.evaluate(IN_VIEW, panel)


def test_a_panel_closes_when_the_focus_goes_on(dashboard):
    page = dashboard()
    page.page.click("#range")
    page.page.locator(".range-form button").focus()
    page.page.keyboard.press("Tab")
    page.page.wait_for_selector(".range-form", state="hidden")
    assert active(page)["id"] == "compare"
    page.page.click("#filters")
    page.page.wait_for_selector(".filter-value")
    page.page.keyboard.press("Shift+Tab")
    page.page.wait_for_selector(".filter-menu", state="hidden")
    assert active(page)["id"] == "filters"
    page.page.keyboard.press("Enter")
    page.page.wait_for_selector(".filter-value")
    page.page.locator(".filter-value").first.click()
    assert page.page.is_visible(".filter-menu"), "it stays open for the next choice"


def test_a_definition_fits_on_the_smallest_screen(dashboard):
    page = dashboard(width=320, height=256)
    page.page.locator('[data-kpi="orders"] .button-info').scroll_into_view_if_needed()
    page.page.locator('[data-kpi="orders"] .button-info').focus()
    page.page.keyboard.press("Enter")
    page.page.wait_for_selector(".definition")
    assert page.page.evaluate(IN_VIEW, ".definition")
    page.page.evaluate("document.querySelector('.definition').append(Object.assign(document.createElement('div'), { style: 'height: 300px' }))")
    page.page.keyboard.press("ArrowDown")
    assert page.page.evaluate("document.querySelector('.definition').scrollTop") > 0


def test_clearing_the_filters_leaves_the_focus_at_them(dashboard):
    page = dashboard("?days=365&state=SP&state=RJ")
    page.page.focus(".filter-clear")
    page.page.keyboard.press("Enter")
    page.settle()
    assert page.chips() == [] and active(page)["id"] == "filters"


def test_a_chip_keeps_the_focus_when_something_else_changes(dashboard):
    page = dashboard("?days=365&state=SP&state=RJ")
    page.page.focus('[data-chip="state=RJ"]')
    page.page.keyboard.press("c")
    page.settle()
    assert active(page)["chip"] == "state=RJ"


def test_a_table_keeps_focus_order_and_place_when_a_row_filters(dashboard):
    page = dashboard("?view=geography&days=365")
    card = page.card("geography.table")
    card.locator(".table-sort").nth(2).click()
    card.locator(".table-sort").nth(2).click()
    choice = card.locator(".table-choice").last
    name = choice.inner_text()
    choice.focus()
    before = card.locator(".table-scroll").evaluate("(one) => one.scrollTop")
    assert before > 0
    for pressed in ["true", "false"]:
        page.page.keyboard.press("Enter")
        page.settle()
        assert active(page)["text"] == name
        assert card.locator(".table-choice", has_text=name).get_attribute("aria-pressed") == pressed
        assert card.locator('[aria-sort="ascending"]').count() == 1
        assert card.locator(".table-scroll").evaluate("(one) => one.scrollTop") == before
    page.page.keyboard.press("c")
    page.settle()
    assert active(page)["text"] == name and card.locator('[aria-sort="ascending"]').count() == 1


def test_removing_a_figure_leaves_the_focus_at_the_next(dashboard):
    page = dashboard("?view=explore&days=365&metrics=revenue,orders,customers&by=state")
    page.page.get_by_role("button", name="Remove the figure Orders").focus()
    page.page.keyboard.press("Enter")
    page.settle()
    assert active(page)["label"] == "Remove the figure Customers"
    page.page.keyboard.press("Enter")
    page.settle()
    assert active(page)["id"] == "explore-by", "the last figure cannot be removed"


def test_trying_again_leaves_the_focus_at_the_heading(dashboard):
    categories = "**/api/query?*by=category*limit=10*"
    page = dashboard(prepare=lambda one: one.page.route(categories, fail), expected=ERRORS)
    card = page.card("overview.categories")
    page.page.unroute(categories)
    held = Held(page.page, categories)
    card.locator(".panel-error button").focus()
    page.page.keyboard.press("Enter")
    page.page.wait_for_timeout(200)
    assert active(page)["tag"] == "H2" and active(page)["text"].startswith("Top categories")
    held.let_go()
    page.settle()
    assert active(page)["tag"] == "H2"


def test_trying_again_above_figures_leaves_the_focus_at_their_heading(dashboard):
    page = dashboard(expected=ERRORS)
    page.page.route("**/api/query?**", fail)
    page.page.click("#refresh")
    page.page.wait_for_selector(".figures .notice")
    page.settle()
    page.page.unroute("**/api/query?**")
    page.page.focus(".figures .notice button")
    page.page.keyboard.press("Enter")
    page.page.wait_for_selector(".figures .notice", state="detached")
    assert active(page)["tag"] == "H2"


def test_a_chart_that_becomes_empty_gives_the_focus_to_its_heading(dashboard):
    page = dashboard("?from=2016-11-05&to=2016-11-10&compare=off")
    page.choose_period("90")
    page.card("overview.categories").locator(".plot").focus()
    page.page.go_back()
    page.settle()
    assert "No orders" in page.card("overview.categories").inner_text()
    assert active(page)["tag"] == "H2" and active(page)["text"].startswith("Top categories")


@pytest.mark.parametrize("selector", [
    '.segments a[data-days="90"]', '.nav-link[data-view="orders"]', '[data-chart="overview.status"] .plot',
    '[data-chart="overview.reviews"] .button-info', '[data-chip="state=RJ"]', "#theme",
])
def test_the_focus_stays_when_the_language_changes(dashboard, selector):
    page = dashboard("?state=SP&state=RJ")
    page.page.focus(selector)
    page.page.keyboard.press("l")
    page.page.wait_for_selector("text=Visão geral")
    page.settle()
    assert page.page.locator(selector).evaluate("(element) => element === document.activeElement")


def test_what_is_drawn_later_leaves_the_focus_at_the_title_when_the_language_changes(dashboard):
    page = dashboard()
    page.page.locator(".legend-item").first.focus()
    page.page.keyboard.press("l")
    page.page.wait_for_selector("text=Visão geral")
    assert active(page)["tag"] == "H1"
