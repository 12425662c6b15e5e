"""What the first load costs: no waterfall of modules, no more code than agreed, nothing twice."""

import gzip
import urllib.request

import pytest

PATHS = "() => performance.getEntriesByType('resource').map((entry) => new URL(entry.name).pathname)"
PRELOADED = "() => [...document.querySelectorAll('link[rel=modulepreload]')].map((link) => new URL(link.href).pathname)"

OWN_CODE = 80_000
ALL = 600_000


def own(paths):
    return [path for path in paths if path.startswith(("/js/", "/css/"))]


def test_every_module_is_announced_in_the_page(dashboard):
    page = dashboard()
    page.page.wait_for_timeout(300)
    modules = {path for path in page.page.evaluate(PATHS) if path.startswith("/js/") and "/locales/" not in path}
    expected = modules - {"/js/boot.js"} | {"/vendor/echarts.esm.min.js"}
    assert sorted(page.page.evaluate(PRELOADED)) == sorted(expected)


def test_our_own_code_is_small_and_one_language_is_loaded(dashboard, base_url):
    page = dashboard(language="pt-BR")
    paths = own(page.page.evaluate(PATHS))
    assert sorted(set(paths)) == sorted(paths), "a file was asked for twice"
    assert [path for path in paths if "/locales/" in path] == ["/js/locales/pt-BR.js"]
    sizes = {path: len(gzip.compress(urllib.request.urlopen(base_url + path).read())) for path in paths}
    assert sum(sizes.values()) <= OWN_CODE, sizes


def test_the_first_load_is_small_in_all(dashboard, base_url):
    page = dashboard()
    paths = {path for path in page.page.evaluate(PATHS) if not path.startswith("/api/")}
    assert "/vendor/brazil-states.json" not in paths, "the map is for the views that draw it"
    sizes = {}
    for path in paths:
        content = urllib.request.urlopen(base_url + path).read()
        sizes[path] = len(content) if path.endswith(".woff2") else len(gzip.compress(content))
    assert sum(sizes.values()) <= ALL, sizes


def test_other_views_are_fetched_when_they_are_opened(dashboard):
    page = dashboard()
    assert not [path for path in page.page.evaluate(PATHS) if path.startswith("/js/views/") and path.split("/")[-1] not in ("overview.js", "dashboard.js", "registry.js")]
    page.open_view("payments")
    assert "/js/views/payments.js" in page.page.evaluate(PATHS)


@pytest.mark.parametrize("width, theme", [(1440, "dark"), (390, "light")])
def test_what_is_not_there_yet_is_said_to_be_coming(dashboard, width, theme):
    never = lambda route: route.fulfill(content_type="text/javascript", body="")
    page = dashboard(width=width, theme=theme, is_ready=False, prepare=lambda one: one.page.route("**/js/main.js", never), expected=["preload"])
    assert page.page.inner_text("#app") == "Loading… Carregando…" and page.page.locator("#app p").is_visible()
    assert page.page.title() == "Vitrine"
