"""A browser, pages that watch for problems, and the API of the server under test."""

import os

import pytest
from playwright.sync_api import sync_playwright

from served import base_url  # noqa: F401, a fixture
from support import Api, Dashboard

WATCH_POLICY = """
  window.policyViolations = [];
  document.addEventListener('securitypolicyviolation', (event) => {
    window.policyViolations.push(`${event.violatedDirective}: ${event.blockedURI}`);
  });
"""


@pytest.fixture(scope="session")
def api(base_url):
    return Api(base_url)


@pytest.fixture(scope="session")
def browser():
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(
            executable_path=os.environ.get("CHROMIUM", "/usr/bin/chromium"),
            args=["--no-sandbox", "--disable-dev-shm-usage"],
        )
        yield browser
        browser.close()


@pytest.fixture(scope="session")
def profiles(browser):
    """One browser profile for each kind of person and screen, so that the browser's cache works as it does for them."""
    kept = {}

    def profile(**options):
        key = tuple(sorted(options.items()))
        if key not in kept:
            width, height = options.pop("size")
            kept[key] = browser.new_context(viewport={"width": width, "height": height}, accept_downloads=True, **options)
            kept[key].set_default_timeout(10_000)
        return kept[key]

    yield profile
    for context in kept.values():
        context.close()


@pytest.fixture
def dashboard(profiles, base_url):
    """Opens the dashboard in a new tab; afterwards checks that nothing went wrong unnoticed, and forgets what it remembered."""
    opened = []

    def open_dashboard(search="", *, width=1440, height=900, theme="dark", language="en-US", motion="reduce",
                       prepare=None, is_ready=True, scripts=(), expected=()):
        context = profiles(size=(width, height), color_scheme=theme, locale=language, reduced_motion=motion)
        page = context.new_page()
        page.add_init_script(WATCH_POLICY)
        for script in scripts:
            page.add_init_script(script)
        one = Dashboard(page, base_url, expected)
        opened.append(one)
        if prepare:
            prepare(one)
        page.goto(f"{base_url}/{search}")
        if is_ready:
            one.wait_until_drawn()
        return one

    yield open_dashboard
    problems = []
    for one in opened:
        problems += one.problems()
        one.close()
    assert not problems, f"the browser reported: {problems}"
