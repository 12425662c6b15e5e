"""Nothing overflows, overlaps or is clipped at any size, theme and language."""

import pytest
from support import SIZES

FITS = "() => document.documentElement.scrollWidth <= innerWidth"

CLIPPED = """() => [...document.querySelectorAll('.kpi-value, .kpi-name, h1, h2, .segments a, .card-subtitle, .page-range, button, .table th')]
  .filter((element) => element.checkVisibility() && !element.matches('.spoken') && (element.scrollWidth > element.clientWidth + 1) && getComputedStyle(element).display !== 'inline')
  .map((element) => element.textContent)"""

OUTSIDE = """() => [...document.querySelectorAll('#app *')]
  .filter((element) => element.checkVisibility() && !element.closest('.spoken, .skip, .table-scroll, .plot, pre'))
  .filter((element) => { const box = element.getBoundingClientRect(); return box.width > 0 && (box.left < -1 || box.right > innerWidth + 1); })
  .map((element) => element.className)"""

RAGGED = """() => ['.heroes', '.meters', '.tiles'].flatMap((name) => {
  const rows = new Map();
  for (const card of document.querySelector(name).children) {
    const box = card.getBoundingClientRect();
    const top = Math.round(box.top);
    rows.set(top, [...(rows.get(top) ?? []), Math.round(box.height)]);
  }
  return [...rows.values()].filter((heights) => new Set(heights).size > 1).map(() => name);
})"""


WATCH_JUMPS = """window.jumped = 0; new PerformanceObserver((list) => {
  for (const entry of list.getEntries()) window.jumped += entry.value;
}).observe({ type: 'layout-shift', buffered: true });"""


@pytest.mark.parametrize("width, height", SIZES)
@pytest.mark.parametrize("theme, language, days", [("dark", "en-US", "all"), ("light", "pt-BR", "365")])
def test_everything_fits(dashboard, width, height, theme, language, days):
    page = dashboard(f"?days={days}", width=width, height=height, theme=theme, language=language, scripts=[WATCH_JUMPS])
    assert page.page.evaluate("() => window.jumped") < 0.1, "the page jumped while it loaded"
    assert page.page.evaluate(FITS)
    assert page.page.evaluate(CLIPPED) == []
    assert page.page.evaluate(OUTSIDE) == []
    assert page.page.evaluate(RAGGED) == []
    for name in ["orders", "average", "installments"]:
        page.page.locator(f'[data-kpi="{name}"] .button-info').click()
        box = page.page.locator(".definition").bounding_box()
        assert box["x"] >= 0 and box["x"] + box["width"] <= width
        assert box["y"] >= 0 and box["y"] + box["height"] <= height
        page.page.keyboard.press("Escape")
    page.page.locator(".card-tools button").first.click()
    assert page.page.evaluate(FITS)
    assert page.page.evaluate("() => { const box = document.querySelector('.table-scroll'); return box.scrollWidth <= box.clientWidth; }")


@pytest.mark.parametrize("width, height", SIZES)
def test_figures_of_a_shop_a_thousand_times_larger_fit(dashboard, width, height):
    def enlarge(route):
        answer = route.fetch().json()
        for field, value in answer["data"].items():
            if isinstance(value, (int, float)) and field.startswith(("total_", "active_")):
                answer["data"][field] = value * 1000
        route.fulfill(json=answer)

    page = dashboard("?days=all", width=width, height=height, language="pt-BR",
                     prepare=lambda one: one.page.route("**/api/overview**", enlarge))
    assert page.page.evaluate(CLIPPED) == []
    assert page.page.evaluate(FITS)


def test_print_is_light_and_without_controls(dashboard):
    page = dashboard(theme="dark")
    page.page.emulate_media(media="print")
    page.page.evaluate("dispatchEvent(new Event('beforeprint'))")
    for selector in [".bar-tools", ".segments", ".card-tools", ".button-info", ".status"]:
        assert not page.page.locator(selector).first.is_visible()
    assert page.page.evaluate("document.documentElement.dataset.theme") == "light"
    assert page.kpi("orders").is_visible()
    page.page.evaluate("dispatchEvent(new Event('afterprint'))")
    assert page.page.evaluate("document.documentElement.dataset.theme") == "dark"
