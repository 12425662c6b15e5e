"""Names, landmarks, headings, references, target sizes and contrast: by axe, and by checks of our own for what it leaves open."""

import importlib.util
from pathlib import Path

import pytest
from contrast import too_faint
from support import VIEWS, fail, no_warehouse

STRUCTURE = """() => {
  const problems = [];
  const visible = (element) => element.checkVisibility({ visibilityProperty: true, opacityProperty: true });
  const all = (selector) => [...document.querySelectorAll(selector)];
  const textOf = (ids) => ids.split(/\\s+/).map((id) => document.getElementById(id)?.textContent ?? '').join(' ').trim();
  const name = (element) => (element.getAttribute('aria-label') ?? '').trim()
    || textOf(element.getAttribute('aria-labelledby') ?? '') || element.labels?.[0]?.innerText?.trim() || element.innerText?.trim() || element.getAttribute('alt') || '';

  if (!document.documentElement.lang) problems.push('no language');
  if (!document.title) problems.push('no title');
  for (const landmark of ['header', 'nav', 'main', 'footer']) {
    if (all(`#app > ${landmark}`).length !== 1) problems.push(`not exactly one ${landmark}`);
  }
  if (all('h1').filter(visible).length !== 1) problems.push('not exactly one h1');
  let level = 0;
  for (const heading of all('h1, h2, h3, h4')) {
    if (!visible(heading)) continue;
    const now = Number(heading.tagName[1]);
    if (now > level + 1) problems.push(`heading jumps to ${now}: ${heading.textContent}`);
    if (!heading.textContent.trim()) problems.push('empty heading');
    level = now;
  }
  const ids = all('[id]').map((element) => element.id);
  for (const id of ids) if (ids.indexOf(id) !== ids.lastIndexOf(id)) problems.push(`id twice: ${id}`);
  for (const attribute of ['aria-labelledby', 'aria-describedby', 'aria-controls', 'for']) {
    for (const element of all(`[${attribute}]`)) {
      for (const id of element.getAttribute(attribute).split(/\\s+/)) {
        if (!document.getElementById(id)) problems.push(`${attribute} leads nowhere: ${id}`);
      }
    }
  }
  for (const element of all('a, button, select, input:not([type=checkbox]), [role="region"], [role="group"], [role="img"], nav, [tabindex="0"]')) {
    if (!visible(element)) continue;
    if (!name(element)) problems.push(`no name: ${element.outerHTML.slice(0, 90)}`);
  }
  const inMain = all('main button, main a').filter((element) => visible(element) && !element.closest('.legend, table, .filter-value')).map(name);
  for (const one of inMain) if (inMain.indexOf(one) !== inMain.lastIndexOf(one)) problems.push(`two controls named ${one}`);
  for (const image of all('img')) if (!image.hasAttribute('alt')) problems.push('image without alt');
  for (const icon of all('.icon').filter(visible)) {
    if (icon.getAttribute('aria-hidden') !== 'true') problems.push('icon not hidden from screen readers');
    const style = getComputedStyle(icon);
    if (!style.maskImage.includes('/vendor/icons/')) problems.push(`icon without picture: ${icon.className}`);
  }
  for (const element of all('a, button, select').filter(visible)) {
    const box = element.getBoundingClientRect();
    if (element.closest('.skip, footer')) continue;
    if (box.width < 24 || box.height < 24) problems.push(`small target ${Math.round(box.width)}x${Math.round(box.height)}: ${name(element)}`);
  }
  for (const element of all('[tabindex]')) if (element.tabIndex > 0) problems.push('positive tabindex');
  for (const list of all('ul')) {
    for (const child of list.children) if (child.tagName !== 'LI') problems.push('list with something else than items');
  }
  for (const cell of all('th')) if (!cell.scope) problems.push('header cell without scope');
  for (const element of all('[aria-hidden="true"]')) {
    if (element.querySelector('a, button, select, [tabindex="0"]')) problems.push('something to operate is hidden from screen readers');
  }
  return problems;
}"""

ICONS = "() => [...document.querySelectorAll('.icon')].map((icon) => icon.style.getPropertyValue('--icon').match(/\"(.+)\"/)[1])"

MISSING = """async (urls) => {
  const missing = [];
  for (const url of urls) {
    const response = await fetch(url);
    if (!response.ok || !(await response.text()).includes('<svg')) missing.push(url);
  }
  return missing;
}"""


def axe():
    """The audit's source, out of the package that brings it."""
    spec = importlib.util.find_spec("axe_playwright_python")
    return (Path(spec.submodule_search_locations[0]) / "axe.min.js").read_text(encoding="utf-8")


# Contrast over gradients and glass is beyond axe; contrast.py looks at the pixels.
AUDIT = """async () => {
  const { violations } = await axe.run(document, { resultTypes: ['violations'], rules: { 'color-contrast': { enabled: false } } });
  return violations.map(({ id, help, nodes }) => `${id}: ${help}: ${nodes.map((node) => node.html.slice(0, 120)).slice(0, 3).join(' | ')}`);
}"""


@pytest.mark.parametrize("width, language", [(1440, "en-US"), (390, "pt-BR")])
def test_every_view_is_well_built(dashboard, width, language):
    page = dashboard(width=width, height=900, language=language)
    page.page.evaluate(axe())
    for view in VIEWS:
        page.open_view(view)
        assert page.page.evaluate(STRUCTURE) == [], view
        assert page.page.evaluate(AUDIT) == [], view


def test_tables_menus_and_dialogs_are_well_built(dashboard):
    page = dashboard("?view=geography&state=SP")
    page.page.evaluate(axe())
    page.card("geography.states").get_by_role("button", name="Show as table").click()
    page.card("geography.states").locator(".table").wait_for()
    for key in ["f", "p", "?"]:
        page.page.keyboard.press(key)
        page.page.wait_for_timeout(300)
        assert page.page.evaluate(STRUCTURE) == [], key
        assert page.page.evaluate(AUDIT) == [], key
        page.page.keyboard.press("Escape")


@pytest.mark.parametrize("theme", ["dark", "light"])
def test_text_stands_out_in_every_view(dashboard, theme):
    page = dashboard("?days=365&state=SP", theme=theme)
    for view in VIEWS:
        page.open_view(view)
        if view == "customers":
            page.card("customers.states").get_by_role("button", name="Show as table").click()
            page.card("customers.states").locator(".table").wait_for()
        assert too_faint(page.page) == [], view


@pytest.mark.parametrize("theme", ["dark", "light"])
def test_errors_and_the_empty_state_stand_out(dashboard, theme):
    page = dashboard(theme=theme, prepare=lambda one: one.page.route("**/api/query**", fail), is_ready=False, expected=["Failed to load"])
    page.page.wait_for_selector(".chart-card .panel-error")
    assert too_faint(page.page) == [] and page.page.evaluate(STRUCTURE) == []
    page.page.unroute("**/api/query**")
    page.page.route("**/api/**", no_warehouse)
    page.check_health_now()
    page.page.wait_for_selector(".no-data")
    assert too_faint(page.page) == [] and page.page.evaluate(STRUCTURE) == []


@pytest.mark.parametrize("theme", ["dark", "light"])
def test_marks_and_words_of_charts_stand_out(dashboard, theme):
    page = dashboard(theme=theme)
    ratios = page.page.evaluate("""() => {
      const style = getComputedStyle(document.documentElement);
      const read = (name) => {
        const text = style.getPropertyValue(name).trim();
        return [1, 3, 5].map((at) => parseInt(text.slice(at, at + 2), 16) / 255);
      };
      const light = (color) => color.map((part) => (part <= 0.04045 ? part / 12.92 : ((part + 0.055) / 1.055) ** 2.4))
        .reduce((sum, part, index) => sum + part * [0.2126, 0.7152, 0.0722][index], 0);
      const ratio = (one, other) => { const [a, b] = [light(read(one)), light(read(other))].sort((x, y) => y - x); return (a + 0.05) / (b + 0.05); };
      const result = { words: ratio('--text-muted', '--surface-solid') };
      for (let place = 1; place <= 8; place += 1) result[`series-${place}`] = ratio(`--series-${place}`, '--surface-solid');
      return result;
    }""")
    assert ratios.pop("words") >= 4.5
    assert {name: ratio for name, ratio in ratios.items() if ratio < 3} == {}


CELLS = """async (id) => {
  const echarts = await import('/vendor/echarts.esm.min.js');
  const chart = echarts.getInstanceByDom(document.querySelector(`[data-chart="${id}"] .plot`));
  const linear = (part) => (part <= 10.31475 ? part / 255 / 12.92 : ((part / 255 + 0.055) / 1.055) ** 2.4);
  const light = ([red, green, blue]) => 0.2126 * linear(red) + 0.7152 * linear(green) + 0.0722 * linear(blue);
  const behind = echarts.color.parse(getComputedStyle(document.documentElement).getPropertyValue('--surface-solid').trim());
  const data = chart.getModel().getSeriesByIndex(0).getData();
  const ratios = [];
  data.each((index) => {
    const cell = data.getItemGraphicEl(index);
    const label = cell.getTextContent();
    if (!label || label.ignore || !label.style.text) return;
    const fill = echarts.color.parse(cell.style.fill);
    const opacity = (cell.style.opacity ?? 1) * fill[3];
    const [one, other] = [light(fill.slice(0, 3).map((part, at) => part * opacity + behind[at] * (1 - opacity))), light(echarts.color.parse(label.style.fill).slice(0, 3))].sort((a, b) => b - a);
    ratios.push((one + 0.05) / (other + 0.05));
  });
  return ratios;
}"""


@pytest.mark.parametrize("theme", ["dark", "light"])
def test_numbers_in_cells_stand_out(dashboard, theme):
    page = dashboard("?view=customers&days=365", theme=theme)
    ratios = page.page.evaluate(CELLS, "customers.cohorts")
    assert len(ratios) > 20 and min(ratios) >= 4.5
    page.page.goto(f"{page.base_url}/?view=explore&days=365&metrics=orders&by=weekday,status&weekday=1&status=delivered")
    page.settle()
    ratios = page.page.evaluate(CELLS, "explore.answer")
    assert len(ratios) > 10 and min(ratios) >= 4.5


def test_a_table_in_a_card_has_a_name_of_its_own(dashboard):
    page = dashboard("?view=predict")
    page.page.evaluate(axe())
    page.page.locator("[data-fall] .button-tool, .waterfall .button-tool").first.click()
    page.page.locator(".waterfall .table").first.wait_for()
    assert page.page.evaluate(AUDIT) == []


def test_charts_have_text_alternatives(dashboard):
    page = dashboard("?days=365")
    for view in VIEWS[:7]:
        page.open_view(view)
        for chart in page.charts():
            if chart["kind"] == "table":
                continue
            plot = page.card(chart["id"]).locator(".plot")
            summary = page.page.locator(f"#{plot.get_attribute('aria-describedby')}").text_content()
            assert plot.get_attribute("aria-label") in summary
            assert max((mark for mark in chart["marks"] if mark["size"] is not None), key=lambda mark: mark["size"])["title"] in summary, chart["id"]


def test_every_icon_is_there(dashboard):
    page = dashboard()
    icons = set()
    for view in VIEWS:
        page.open_view(view)
        icons |= set(page.page.evaluate(ICONS))
    assert len(icons) >= 30 and page.page.evaluate(MISSING, sorted(icons)) == []


def test_the_font_is_ours(dashboard):
    page = dashboard()
    assert page.page.evaluate("[400, 600].every((weight) => document.fonts.check(`${weight} 14px Inter`))")
    loaded = page.page.evaluate("[...document.fonts].filter((font) => font.status === 'loaded').length")
    assert loaded == 2


def test_the_policy_is_strict(dashboard, api):
    page = dashboard()
    policy = page.page.evaluate("fetch('/').then((response) => response.headers.get('content-security-policy'))")
    assert "default-src 'self'" in policy and "script-src 'self'" in policy
    assert "unsafe-eval" not in policy
    assert "'unsafe-inline'" not in policy.replace("style-src-attr 'unsafe-inline'", "")
