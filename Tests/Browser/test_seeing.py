"""What has to be seen by everybody: in forced colours, on small screens, with outlines and edges that stand out."""

import pytest
from test_accessibility import AUDIT, axe

RATIOS = """() => {
  const style = getComputedStyle(document.documentElement);
  const read = (name) => {
    const text = name.startsWith('#') ? name : style.getPropertyValue(name).trim();
    return [1, 3, 5].map((at) => parseInt(text.slice(at, at + 2), 16) / 255);
  };
  const light = (color) => color.map((part) => (part <= 0.04045 ? part / 12.92 : ((part + 0.055) / 1.055) ** 2.4))
    .reduce((sum, part, index) => sum + part * [0.2126, 0.7152, 0.0722][index], 0);
  const ratio = (one, other) => { const [a, b] = [light(read(one)), light(read(other))].sort((x, y) => y - x); return (a + 0.05) / (b + 0.05); };
  const edges = Object.fromEntries(['--surface-solid', '--surface-float', '--background'].map((name) => [name, ratio('--outline', name)]));
  const areas = {};
  const words = {};
  for (let place = 1; place <= 8; place += 1) {
    areas[place] = ratio(`--series-deep-${place}`, '--surface-solid');
    words[place] = ratio(`--series-deep-${place}`, '#ffffff');
  }
  return { edges, areas, words };
}"""

# The colour of an element's border, and of the token, as the browser writes both.
BORDER = """(selector) => {
  const probe = document.createElement('i');
  probe.style.color = 'var(--outline)';
  document.body.append(probe);
  const outline = getComputedStyle(probe).color;
  probe.remove();
  return [...document.querySelectorAll(selector)].every((one) => getComputedStyle(one).borderTopColor === outline);
}"""


@pytest.mark.parametrize("theme", ["dark", "light"])
def test_edges_and_areas_stand_out(dashboard, theme):
    ratios = dashboard(theme=theme).page.evaluate(RATIOS)
    for name, least in [("edges", 3), ("areas", 3), ("words", 4.5)]:
        assert {key: ratio for key, ratio in ratios[name].items() if not ratio >= least} == {}, name


def test_fields_have_an_edge(dashboard):
    page = dashboard("?view=predict")
    page.page.wait_for_selector(".predict-form input")
    assert page.page.evaluate(BORDER, ".predict-form input:not([aria-invalid='true']), .predict-form select")
    page.open_view("overview")
    page.page.click("#range")
    page.page.wait_for_selector(".range-form input")
    assert page.page.evaluate(BORDER, ".range-form input")
    page.page.click("#filters")
    page.page.wait_for_selector(".filter-value")
    assert page.page.evaluate(BORDER, ".filter-menu input[type=search]")


@pytest.mark.parametrize("view, name", [("geography", "geography.map"), ("orders", "orders.hours")])
def test_states_and_cells_have_an_outline(dashboard, view, name):
    page = dashboard(f"?view={view}&days=365")
    outline, drawn = page.page.evaluate("""async (name) => {
      const echarts = await import('/vendor/echarts.esm.min.js');
      const [series] = echarts.getInstanceByDom(document.querySelector(`[data-chart="${name}"] .plot`)).getOption().series;
      return [getComputedStyle(document.documentElement).getPropertyValue('--outline').trim(), series.itemStyle];
    }""", name)
    assert drawn["borderColor"] == outline and drawn["borderWidth"] >= 0.5


def test_forced_colours_leave_what_colours_tell(dashboard):
    page = dashboard("?days=365")
    page.page.emulate_media(forced_colors="active")
    kept = "(selector) => getComputedStyle(document.querySelector(selector)).forcedColorAdjust"
    for selector in [".swatch", ".status-dot"]:
        assert page.page.evaluate(kept, selector) == "none", selector
    assert page.page.evaluate("getComputedStyle(document.querySelector('.select'), '::after').forcedColorAdjust") == "none"
    for selector in ['.nav-link[aria-current="page"]', '.segments a[aria-current="true"]']:
        assert page.page.locator(selector).evaluate("(link) => getComputedStyle(link).borderTopWidth") == "2px", selector
    page.open_view("predict")
    page.page.wait_for_selector(".fall-bar")
    for selector in [".estimate-track", ".estimate-range", ".estimate-point", ".fall-track", ".fall-bar", ".cell-bar"]:
        assert page.page.evaluate(kept, selector) == "none", selector


def test_forced_colours_decide_the_theme(dashboard):
    page = dashboard(theme="dark", scripts=["localStorage.setItem('vitrine.theme', 'light')"])
    theme = "document.documentElement.dataset.theme"
    assert page.page.evaluate(theme) == "light"
    page.page.emulate_media(forced_colors="active", color_scheme="dark")
    page.wait_for(f"{theme} === 'dark'")
    page.page.reload()
    page.settle()
    assert page.page.evaluate(theme) == "dark"
    page.page.emulate_media(forced_colors="none", color_scheme="dark")
    page.wait_for(f"{theme} === 'light'")


@pytest.mark.parametrize("width", [320, 390, 820])
def test_the_page_of_the_api_does_not_overflow(browser, base_url, width):
    page = browser.new_page(viewport={"width": width, "height": 800})
    page.goto(f"{base_url}/api/docs")
    assert page.evaluate("document.documentElement.scrollWidth") <= width
    page.close()


@pytest.mark.parametrize("width", [320, 390])
@pytest.mark.parametrize("language, words", [("en-US", "Live"), ("pt-BR", "Ao vivo")])
def test_a_phone_tells_the_status_in_words_and_has_the_help(dashboard, width, language, words):
    page = dashboard(width=width, language=language, expected=["Failed to load"])
    assert page.page.locator(".status").inner_text().strip() == words
    page.page.click("#help")
    page.page.wait_for_selector("dialog")
    page.page.keyboard.press("Escape")
    page.page.route("**/api/**", lambda route: route.abort())
    page.check_health_now()
    page.page.wait_for_selector('.status[data-status="unreachable"]')
    assert page.page.evaluate("document.documentElement.scrollWidth") <= width
    box = page.page.locator(".status-text").bounding_box()
    assert box["height"] < 48 and box["x"] >= 0 and box["x"] + box["width"] <= width


def test_cards_are_named_by_their_titles_alone(dashboard):
    page = dashboard("?view=geography&days=365")
    for card in page.page.locator(".chart-card").all():
        title = card.locator("h2").text_content()
        assert "About" not in title and card.locator("h2 button").count() == 0
        assert page.page.locator(f"#{card.get_attribute('aria-labelledby')}").text_content() == title
        assert card.get_by_role("button", name=f"About {title}").is_visible()


# The words of selects, against the room for them.
CUT = """([selector, isEvery]) => [...document.querySelectorAll(selector)].flatMap((select) => {
  const style = getComputedStyle(select);
  const pen = document.createElement('canvas').getContext('2d');
  pen.font = `${style.fontWeight} ${style.fontSize} ${style.fontFamily}`;
  const room = select.clientWidth - parseFloat(style.paddingLeft) - parseFloat(style.paddingRight);
  return [...(isEvery ? select.options : select.selectedOptions)].map(({ text }) => text).filter((text) => pen.measureText(text).width > room + 0.5);
})"""


@pytest.mark.parametrize("width", [320, 390])
@pytest.mark.parametrize("language", ["en-US", "pt-BR"])
def test_comparisons_are_not_cut(dashboard, width, language):
    page = dashboard("?days=365", width=width, language=language)
    assert page.page.evaluate(CUT, ["#compare", True]) == []
    assert page.page.evaluate("document.documentElement.scrollWidth") <= width


@pytest.mark.parametrize("language", ["en-US", "pt-BR"])
def test_the_choices_of_a_prediction_are_not_cut(dashboard, language):
    page = dashboard("?view=predict", width=320, language=language)
    page.page.wait_for_selector(".predict-form select")
    assert page.page.evaluate(CUT, [".predict-form select", False]) == []
    assert page.page.evaluate("document.documentElement.scrollWidth") <= 320


def test_the_table_of_a_waterfall_has_a_name_of_its_own(dashboard):
    page = dashboard("?view=predict")
    page.page.wait_for_selector(".waterfall")
    for button in page.page.locator(".waterfall .button-tool").all():
        button.click()
    assert page.page.locator(".waterfall .table-scroll").count() == 2
    page.page.evaluate(axe())
    assert page.page.evaluate(AUDIT) == []
