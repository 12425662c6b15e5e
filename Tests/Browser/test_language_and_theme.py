"""English and Portuguese, dark and light: chosen by the browser, switchable, remembered."""

import re

import pytest


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
    asked = page.asked("/api/overview") + page.asked("/api/orders")
    page.page.focus("#language")
    page.page.select_option("#language", "pt-BR")
    page.page.wait_for_selector("text=Visão geral")
    page.wait_until_drawn()
    assert page.page.get_attribute("html", "lang") == "pt-BR"
    assert page.chart()["series"][0]["name"] == "Pedidos"
    assert page.chart()["axes"][1]["name"] == "Receita (R$)"
    assert page.page.evaluate("document.activeElement.id") == "language"
    assert page.asked("/api/overview") + page.asked("/api/orders") == asked
    assert page.page.evaluate("location.search") == "?days=90"
    page.page.reload()
    page.wait_until_drawn()
    assert page.page.inner_text("h1") == "Visão geral"


def test_both_languages_have_the_same_messages(dashboard):
    page = dashboard()
    keys, shapes = page.page.evaluate("""async () => {
      const [en, pt] = await Promise.all(['en', 'pt-BR'].map((name) => import(`/js/locales/${name}.js`)));
      const names = (message) => [...JSON.stringify(message).matchAll(/\\{(\\w+)\\}/g)].map((match) => match[1]);
      const shape = (messages) => Object.entries(messages).map(([key, message]) => `${key}: ${[...new Set(names(message))].sort()}`);
      return [[Object.keys(en.messages), Object.keys(pt.messages)], [shape(en.messages), shape(pt.messages)]];
    }""")
    assert keys[0] == keys[1]
    assert shapes[0] == shapes[1]


@pytest.mark.parametrize("language", ["en-US", "pt-BR"])
def test_no_message_is_missing(dashboard, language):
    page = dashboard(language=language)
    text = page.page.evaluate("""() => document.body.innerText + [...document.querySelectorAll('[aria-label], [title]')]
      .map((element) => `${element.ariaLabel} ${element.title}`).join(' ')""")
    assert re.findall(r"\b(?:kpi|timeline|chart|period|detail|unit|app|status|theme|overview|error)\.[a-z]\w+|\{\w*", text) == []


@pytest.mark.parametrize("system", ["dark", "light"])
def test_the_system_chooses_the_theme(dashboard, system):
    page = dashboard(theme=system)
    assert theme(page) == system
    other = "light" if system == "dark" else "dark"
    page.page.emulate_media(color_scheme=other)
    page.wait_for(f"document.documentElement.dataset.theme === '{other}'")


def test_a_chosen_theme_is_remembered_and_colours_the_chart(dashboard):
    page = dashboard(theme="light")
    colour = "async () => (await import('/vendor/echarts.esm.min.js')).getInstanceByDom(document.querySelector('.plot')).getOption().xAxis[0].axisLabel.color"
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
