"""What the first load costs: no waterfall of modules, no more bytes than agreed, nothing twice."""

RESOURCES = """() => performance.getEntriesByType('resource').map((entry) => ({
  path: new URL(entry.name).pathname, bytes: entry.encodedBodySize,
}))"""

OWN_CODE = 80_000


def test_every_module_is_announced_in_the_page(dashboard):
    page = dashboard()
    preloaded = page.page.evaluate("() => [...document.querySelectorAll('link[rel=modulepreload]')].map((link) => new URL(link.href).pathname)")
    loaded = {one["path"] for one in page.page.evaluate(RESOURCES) if one["path"].startswith("/js/") and "/locales/" not in one["path"]}
    assert sorted(preloaded) == sorted(loaded - {"/js/boot.js"} | {"/vendor/echarts.esm.min.js"})


def test_our_own_code_is_small_and_one_language_is_loaded(dashboard):
    page = dashboard(language="pt-BR")
    resources = page.page.evaluate(RESOURCES)
    assert sum(one["bytes"] for one in resources if one["path"].startswith(("/js/", "/css/"))) <= OWN_CODE
    assert [one["path"] for one in resources if "/locales/" in one["path"]] == ["/js/locales/pt-BR.js"]
    files = [one["path"] for one in resources if one["path"].startswith(("/js/", "/css/", "/vendor/echarts"))]
    assert sorted(set(files)) == sorted(files)
