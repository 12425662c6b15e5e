"""What the first load costs: no waterfall of modules, no more code than agreed, nothing twice."""

import gzip
import urllib.request

PATHS = "() => performance.getEntriesByType('resource').map((entry) => new URL(entry.name).pathname)"
PRELOADED = "() => [...document.querySelectorAll('link[rel=modulepreload]')].map((link) => new URL(link.href).pathname)"

OWN_CODE = 80_000


def own(paths):
    return [path for path in paths if path.startswith(("/js/", "/css/"))]


def test_every_module_is_announced_in_the_page(dashboard):
    page = dashboard()
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
