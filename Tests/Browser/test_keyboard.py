"""Everything can be done without a mouse."""

from support import money_text, number_text

FOCUSABLE = """[...document.querySelectorAll('a[href], button:enabled, select, [tabindex="0"]')]
  .filter((element) => element.checkVisibility({ visibilityProperty: true })).length"""

RING = """(() => {
  const element = document.activeElement;
  const style = getComputedStyle(element);
  return { name: element.getAttribute('aria-label') ?? element.textContent, width: parseFloat(style.outlineWidth), style: style.outlineStyle };
})()"""


def test_tab_reaches_everything_and_shows_where_it_is(dashboard):
    page = dashboard()
    expected = page.page.evaluate(FOCUSABLE)
    seen = []
    for _ in range(expected):
        page.page.keyboard.press("Tab")
        ring = page.page.evaluate(RING)
        assert ring["style"] == "solid" and ring["width"] >= 2, f"no visible focus on {ring['name']}"
        seen.append(page.page.evaluate("(window.seen ??= new Set()).add(document.activeElement).size"))
    assert seen[-1] == expected


def test_the_skip_link_leads_past_the_bar(dashboard):
    page = dashboard("?days=90")
    page.page.keyboard.press("Tab")
    assert page.page.evaluate("document.activeElement.className") == "skip"
    assert page.page.locator(".skip").bounding_box()["y"] >= 0
    page.page.keyboard.press("Enter")
    assert page.page.evaluate("document.activeElement.id") == "main"
    assert page.page.evaluate("location.search") == "?days=90"


def test_a_period_is_chosen_with_enter_and_keeps_the_focus(dashboard):
    page = dashboard()
    page.page.focus('.segments a[data-days="7"]')
    page.page.keyboard.press("Enter")
    page.settle()
    assert page.page.evaluate("document.activeElement.dataset.days") == "7"
    assert len(page.chart()["categories"]) == 7


def test_a_definition_opens_with_enter_is_spoken_and_closes_with_escape(dashboard):
    page = dashboard()
    button = page.page.locator('[data-kpi="orders"] .button-info')
    button.focus()
    page.page.keyboard.press("Enter")
    assert page.page.is_visible(".definition") and button.get_attribute("aria-expanded") == "true"
    assert "Distinct orders" in page.spoken()
    page.page.keyboard.press("Escape")
    assert not page.page.is_visible(".definition") and button.get_attribute("aria-expanded") == "false"
    page.page.keyboard.press("Space")
    assert page.page.is_visible(".definition")
    page.page.keyboard.press("Tab")
    assert not page.page.is_visible(".definition")


def test_the_chart_is_read_point_by_point(dashboard, api):
    page = dashboard("?days=7")
    rows = api.timeline("7")["data"]
    page.page.focus(page.PLOT)
    for key, index in [("ArrowRight", 0), ("ArrowRight", 1), ("End", 6), ("ArrowRight", 6), ("ArrowLeft", 5), ("Home", 0)]:
        page.page.keyboard.press(key)
        row = rows[index]
        for words in [number_text(row["order_count"]), money_text(row["revenue"], is_exact=True)]:
            assert words in page.spoken()
    page.page.wait_for_selector(".tip-body")
    assert number_text(rows[0]["order_count"]) in page.chart()["tip"]
    page.page.keyboard.press("Escape")
    page.page.wait_for_selector(".tip-body", state="hidden")


def test_the_table_can_be_opened_and_scrolled(dashboard):
    page = dashboard("?days=90")
    page.page.get_by_role("button", name="Show as table").focus()
    page.page.keyboard.press("Enter")
    region = page.page.get_by_role("region", name="Orders and revenue over time").last
    region.focus()
    page.page.keyboard.press("PageDown")
    page.wait_for("document.querySelector('.table-scroll').scrollTop > 0")


def test_the_settings_work_by_keyboard(dashboard):
    page = dashboard(theme="dark")
    page.page.focus("#theme")
    page.page.keyboard.press("Enter")
    page.page.keyboard.press("Enter")
    assert page.page.evaluate("document.documentElement.dataset.theme") == "light"
    page.page.focus("#language")
    page.page.keyboard.type("PT")
    page.page.wait_for_selector("text=Visão geral")
    assert page.page.evaluate("document.activeElement.id") == "language"
