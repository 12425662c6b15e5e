"""What the tests share: the API as seen by a client, the page as seen by a person, and how figures are written."""

import functools
import json
import time
import urllib.request
from decimal import ROUND_HALF_UP, Decimal
from urllib.parse import parse_qs, urlsplit

PRESETS = ["7", "30", "90", "365", "all"]
SIZES = [(1440, 900), (820, 1180), (390, 844)]
VIEWS = ["overview", "orders", "customers", "products", "sellers", "payments", "geography", "explore", "quality", "predict"]
DASHBOARDS = VIEWS[:7]

# Every card answers a `vitrine:read` event with its question, its rows and its marks: see js/components/chart-card.js.
READ_CHART = """(card) => {
  const detail = {};
  card.dispatchEvent(new CustomEvent('vitrine:read', { detail }));
  delete detail.place;
  return { id: card.dataset.chart, kind: card.dataset.kind, ...detail };
}"""

PLACE = """([card, index]) => {
  const detail = {};
  card.dispatchEvent(new CustomEvent('vitrine:read', { detail }));
  return detail.place(index);
}"""


class Api:
    """Asks the server itself, past the browser. Answers are kept: the data does not change during a run."""

    def __init__(self, base_url):
        self.base_url = base_url

    @functools.lru_cache(maxsize=None)
    def get(self, path):
        with urllib.request.urlopen(self.base_url + path, timeout=60) as response:
            return json.load(response)

    @functools.lru_cache(maxsize=None)
    def text(self, path):
        with urllib.request.urlopen(self.base_url + path, timeout=60) as response:
            return response.read().decode("utf-8-sig")

    def query(self, search):
        return self.get(f"/api/query?{search}")["data"]


class Dashboard:
    """The page, with the ways of reading it that more than one test needs."""

    def __init__(self, page, base_url, expected=()):
        self.page = page
        self.base_url = base_url
        self.expected = tuple(expected)
        self.messages = []
        page.on("console", lambda message: self.messages.append(f"{message.type}: {message.text} {message.location.get('url', '')}"))
        page.on("pageerror", lambda error: self.messages.append(f"page error: {error}"))

    def problems(self):
        """Everything the browser complained about, except what the test provoked."""
        found = [message for message in self.messages if not any(part in message for part in self.expected)]
        foreign, violations = self.page.evaluate("""() => [
          performance.getEntriesByType('resource').map((entry) => entry.name)
            .filter((url) => !url.startsWith(location.origin) && !/^(data|blob):/.test(url)),
          window.policyViolations,
        ]""")
        return found + [f"request to another host: {url}" for url in foreign] + [f"policy: {text}" for text in violations]

    def wait_for(self, condition, timeout=20):
        """Until a JavaScript expression is true. Playwright's own waiting needs `eval`, which the policy forbids."""
        deadline = time.monotonic() + timeout
        while not self.page.evaluate(f"() => Boolean({condition})"):
            assert time.monotonic() < deadline, f"waited in vain for: {condition}"
            time.sleep(0.02)

    def settle(self):
        """Until every answer of the state in force is there and drawn."""
        self.wait_for("document.documentElement.dataset.page === 'settled' && !document.querySelector('[aria-busy=\"true\"]')")

    wait_until_drawn = settle

    def close(self):
        for page in self.page.context.pages:
            if page is self.page and not page.is_closed():
                page.evaluate("() => { try { localStorage.clear(); } catch {} }")
            page.close()

    def card(self, name):
        return self.page.locator(f'[data-chart="{name}"]')

    def chart(self, name):
        return self.card(name).evaluate(READ_CHART)

    def charts(self):
        return self.page.eval_on_selector_all("[data-chart]", f"(cards) => cards.map({READ_CHART})")

    def open_view(self, name):
        self.page.click(f'.nav-link[data-view="{name}"]')
        self.page.wait_for_selector(f'.nav-link[data-view="{name}"][aria-current="page"]')
        self.settle()

    def place(self, name, index):
        """Where the chart says that the mark is drawn, on screen."""
        card = self.card(name)
        card.locator(".plot").scroll_into_view_if_needed()
        return self.page.evaluate(PLACE, [card.element_handle(), index])

    def click_mark(self, name, index, modifiers=None):
        """Clicks where the chart says that the mark is drawn."""
        x, y = self.place(name, index)
        for modifier in modifiers or []:
            self.page.keyboard.down(modifier)
        self.page.mouse.click(x, y)
        for modifier in modifiers or []:
            self.page.keyboard.up(modifier)
        self.settle()

    def kpi(self, name):
        return self.page.locator(f'[data-kpi="{name}"] .kpi-value')

    def choose_period(self, days):
        self.page.click(f'.segments a[data-days="{days}"]')
        self.page.wait_for_selector(f'.segments a[data-days="{days}"][aria-current="true"]')
        self.settle()

    def search(self):
        return {name: values if len(values) > 1 else values[0] for name, values in parse_qs(
            self.page.evaluate("location.search").lstrip("?"), keep_blank_values=True).items()}

    def figures(self):
        """Every card's figure, by the name of the card."""
        return dict(self.page.evaluate("""() => [...document.querySelectorAll('[data-kpi]')]
          .map((card) => [card.dataset.kpi, card.querySelector('.kpi-value').innerText])"""))

    def range_text(self):
        return self.page.inner_text(".page-range")

    def chips(self):
        return [text.replace("\n", " ") for text in self.page.locator(".filter-chip[data-chip]").all_inner_texts()]

    def asked(self, path="/api/"):
        """The URLs that the page asked for, health and catalogue aside."""
        return [url for url in self.page.evaluate(
            "() => performance.getEntriesByType('resource').map((entry) => entry.name.replace(location.origin, ''))")
            if urlsplit(url).path.startswith(path) and not url.startswith(("/api/health", "/api/metrics"))]

    def forget_asked(self):
        self.page.evaluate("performance.clearResourceTimings()")

    def check_health_now(self):
        """The page asks for the health when it comes back to the foreground; no test has to wait for the poll."""
        self.page.evaluate("document.dispatchEvent(new Event('visibilitychange'))")

    def spoken(self):
        return self.page.locator('body > [role="status"]').text_content()


class Held:
    """Requests that wait until they are let go."""

    def __init__(self, page, pattern):
        self.routes = []
        self.is_holding = True
        page.route(pattern, self.take)

    def take(self, route):
        if self.is_holding:
            self.routes.append(route)
        else:
            route.continue_()

    def let_go(self):
        self.is_holding = False
        for route in self.routes:
            route.continue_()
        self.routes = []


def failing(status, code, message):
    """A handler of routes that answers with a failure in the API's form."""
    body = json.dumps({"success": False, "error": {"code": code, "message": message}})
    return lambda route: route.fulfill(status=status, content_type="application/json", body=body)


fail = failing(500, "internal_error", "It broke for the test.")
no_warehouse = failing(503, "no_warehouse", "No data has been loaded yet.")


def round_half_up(value, digits):
    return Decimal(repr(value)).quantize(Decimal(1).scaleb(-digits), ROUND_HALF_UP)


def number_text(value, digits=0, language="en"):
    text = f"{round_half_up(value, digits):,}"
    return text if language == "en" else text.translate(str.maketrans(",.", ".,"))


def money_text(value, language="en", is_exact=False):
    digits = 2 if is_exact or abs(value) < 10_000 else 0
    return ("R$" if language == "en" else "R$\u00a0") + number_text(value, digits, language)


def percent_text(value, language="en", digits=1):
    return number_text(float(Decimal(repr(value)) * 100), digits, language) + "%"


def figure_text(value, unit, language="en"):
    """A figure as a card shows it."""
    if value is None:
        return "\u2014"
    return {
        "count": lambda: number_text(value, 0, language),
        "brl": lambda: money_text(value, language),
        "share": lambda: percent_text(value, language),
    }.get(unit, lambda: number_text(value, 2, language))()
