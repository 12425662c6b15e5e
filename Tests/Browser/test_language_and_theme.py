"""English and Portuguese, dark and light: chosen by the browser, switchable, remembered."""

import re

import pytest
from support import VIEWS


def theme(page):
    return page.page.evaluate("document.documentElement.dataset.theme")


@pytest.mark.parametrize("locale, language, title", [
    ("en-US", "en", "Overview"), ("pt-BR", "pt-BR", "Visão geral"), ("pt-PT", "pt-BR", "Visão geral"), ("de-DE", "en", "Overview"),
])
def test_the_browser_chooses_the_language(dashboard, locale, language, title):
    page = dashboard(language=locale)
    assert page.page.get_attribute("html", "lang") == language
    assert page.page.inner_text("h1") == title
    assert page.page.title() == f"{title} · Vitrine"


def test_switching_the_language_changes_every_word_and_asks_nothing(dashboard):
    page = dashboard("?days=90")
    asked = page.asked()
    page.page.focus("#language")
    page.page.select_option("#language", "pt-BR")
    page.page.wait_for_selector("text=Visão geral")
    page.wait_until_drawn()
    assert page.page.get_attribute("html", "lang") == "pt-BR"
    assert [series["name"] for series in page.chart("overview.timeline")["series"]] == ["Pedidos", "Receita"]
    assert "Beleza saude" in [mark["title"] for mark in page.chart("overview.categories")["marks"]]
    assert page.page.evaluate("document.activeElement.id") == "language"
    assert page.asked() == asked
    assert page.page.evaluate("location.search") == "?days=90"
    page.page.reload()
    page.wait_until_drawn()
    assert page.page.inner_text("h1") == "Visão geral"


def test_both_languages_have_the_same_messages(dashboard):
    page = dashboard()
    keys, shapes = page.page.evaluate("""async () => {
      const load = async (name) => ({ messages: Object.assign({}, ...(await Promise.all(['', '.more', '.views', '.tools', '.predict'].map((part) =>
        import(`/js/locales/${name}${part}.js`)))).map((module) => module.messages)) });
      const [en, pt] = await Promise.all(['en', 'pt-BR'].map(load));
      const names = (message) => [...JSON.stringify(message).matchAll(/\\{(\\w+)\\}/g)].map((match) => match[1]);
      const shape = (messages) => Object.entries(messages).map(([key, message]) => `${key}: ${[...new Set(names(message))].sort()}`);
      return [[Object.keys(en.messages), Object.keys(pt.messages)], [shape(en.messages), shape(pt.messages)]];
    }""")
    assert keys[0] == keys[1]
    assert shapes[0] == shapes[1]


def test_every_chart_and_view_has_its_words(dashboard):
    """Titles are made of ids, so a missing one shows as its key."""
    for language in ["en-US", "pt-BR"]:
        page = dashboard(language=language)
        for view in VIEWS:
            page.open_view(view)
            for title in page.page.locator("h1, h2, h3").all_inner_texts():
                assert "." not in title.rstrip("."), title


@pytest.mark.parametrize("system", ["dark", "light"])
def test_the_system_chooses_the_theme(dashboard, system):
    page = dashboard(theme=system)
    assert theme(page) == system
    other = "light" if system == "dark" else "dark"
    page.page.emulate_media(color_scheme=other)
    page.wait_for(f"document.documentElement.dataset.theme === '{other}'")


def test_a_chosen_theme_is_remembered_and_colours_the_chart(dashboard):
    page = dashboard(theme="light")
    colour = """async () => (await import('/vendor/echarts.esm.min.js'))
      .getInstanceByDom(document.querySelector('[data-chart="overview.timeline"] .plot')).getOption().xAxis[0].axisLabel.color"""
    light = page.page.evaluate(colour)
    page.page.click("#theme")
    assert theme(page) == "dark"
    page.page.wait_for_timeout(100)
    assert page.page.evaluate(colour) != light
    page.page.reload()
    page.wait_until_drawn()
    assert theme(page) == "dark"
    page.page.click("#theme")
    assert theme(page) == "light"
    page.page.click("#theme")
    assert page.page.evaluate("localStorage.getItem('vitrine.theme')") is None


def test_without_storage_the_page_works(dashboard):
    closed = "Object.defineProperty(window, 'localStorage', { get() { throw new DOMException('closed', 'SecurityError'); } });"
    page = dashboard(scripts=[closed])
    page.page.click("#theme")
    page.page.select_option("#language", "pt-BR")
    page.page.wait_for_selector("text=Visão geral")
    page.wait_until_drawn()


def test_bands_and_quarters_are_written_as_the_language_does(dashboard):
    for language, tier, band, quarter in [("en-US", "R$ 5,000+", "500–1,000", r"2018 Q\d"), ("pt-BR", "R$ 5.000+", "500–1.000", r"\dº tri\. de 2018")]:
        page = dashboard("?view=orders&days=365", language=language)
        assert any(band in mark["title"] for mark in page.chart("orders.value")["marks"])
        page.open_view("customers")
        page.card("customers.lifetime").get_by_role("button").nth(1).click()
        assert tier in page.card("customers.lifetime").locator(".table").inner_text()
        page.page.goto(f"{page.base_url}/?view=explore&days=365&metrics=orders&by=none&grain=quarter&chart=table")
        page.settle()
        assert re.search(quarter, page.card("explore.answer").locator(".table").inner_text())


@pytest.mark.parametrize("language, one", [("en-US", "One mark: "), ("pt-BR", "Uma marca: ")])
def test_one_mark_is_not_many(dashboard, language, one):
    page = dashboard("?view=explore&days=365&metrics=orders&by=state&limit=10&state=SP&compare=off", language=language,
                     prepare=lambda page: page.page.route("**/api/query?*by=state*", first_row))
    assert one in page.card("explore.answer").locator("p.spoken").text_content()


def first_row(route):
    answer = route.fetch().json()
    answer["data"] = answer["data"][:1]
    route.fulfill(json=answer)
