"""What the tests share: the API as seen by a client, the page as seen by a person, and how figures are written."""

import functools
import json
import time
import urllib.request
from datetime import date, timedelta
from decimal import ROUND_HALF_UP, Decimal

PRESETS = ["7", "30", "90", "365", "all"]
SIZES = [(1440, 900), (820, 1180), (390, 844)]

READ_CHART = """async (selector) => {
  const echarts = await import('/vendor/echarts.esm.min.js');
  const chart = echarts.getInstanceByDom(document.querySelector(selector));
  if (!chart) return null;
  const option = chart.getOption();
  const value = (point) => (point !== null && typeof point === 'object' ? point.value : point);
  return {
    animation: option.animation,
    categories: option.xAxis[0].data,
    hasZoom: option.dataZoom.length > 0,
    zoom: option.dataZoom.map(({ start, end }) => [start, end]),
    axes: option.yAxis.map(({ name, min, max, interval }) => ({ name, min, max, interval })),
    selected: option.legend[0].selected,
    tip: document.querySelector(`${selector} .tip-body`)?.innerText ?? '',
    series: option.series.map((series) => ({
      id: series.id, name: series.name, type: series.type, axis: series.yAxisIndex ?? 0,
      values: series.data.map(value),
      pale: series.data.map((point) => point?.itemStyle?.opacity !== undefined),
      markLine: series.markLine?.data?.map((mark) => mark.xAxis) ?? [],
    })),
    size: [chart.getWidth(), chart.getHeight()],
  };
}"""


class Api:
    """Asks the server itself, past the browser. Answers are kept: the data does not change during a run."""

    def __init__(self, base_url):
        self.base_url = base_url

    @functools.lru_cache(maxsize=None)
    def get(self, path):
        with urllib.request.urlopen(self.base_url + path, timeout=30) as response:
            return json.load(response)

    def overview(self, days="30"):
        return self.get(f"/api/overview?days={days}")

    def timeline(self, days="30"):
        return self.get(f"/api/orders/timeline?days={days}")


class Dashboard:
    """The page, with the ways of reading it that more than one test needs."""

    PLOT = '[data-chart="timeline"] .plot'

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

    def wait_until_drawn(self):
        """Until figures and chart are there and nothing is loading."""
        self.page.wait_for_selector(f"{self.PLOT}:not(.is-away) canvas, .plot-table table, .plot-cover .panel")
        self.settle()

    def wait_for(self, condition, timeout=10):
        """Until a JavaScript expression is true. Playwright's own waiting needs `eval`, which the policy forbids."""
        deadline = time.monotonic() + timeout
        while not self.page.evaluate(f"() => Boolean({condition})"):
            assert time.monotonic() < deadline, f"waited in vain for: {condition}"
            time.sleep(0.02)

    def settle(self):
        self.wait_for("""!document.querySelector('[aria-busy="true"]')
          && (!document.querySelector('.kpi-value .skeleton') || document.querySelector('.panel-error'))""")

    def close(self):
        for page in self.page.context.pages:
            if page is self.page and not page.is_closed():
                page.evaluate("() => { try { localStorage.clear(); } catch {} }")
            page.close()

    def chart(self):
        return self.page.evaluate(READ_CHART, self.PLOT)

    def kpi(self, name):
        return self.page.locator(f'[data-kpi="{name}"] .kpi-value')

    def choose_period(self, days):
        self.page.click(f'.segments a[data-days="{days}"]')
        self.page.wait_for_selector(f'.segments a[data-days="{days}"][aria-current="true"]')
        self.settle()

    def figures(self):
        """Every card's figure, by the name of the card."""
        return dict(self.page.evaluate("""() => [...document.querySelectorAll('[data-kpi]')]
          .map((card) => [card.dataset.kpi, card.querySelector('.kpi-value').innerText])"""))

    def range_text(self):
        return self.page.inner_text(".page-range")

    def asked(self, path):
        """How often the page asked for a path."""
        return self.page.evaluate(
            "(path) => performance.getEntriesByType('resource').filter((entry) => new URL(entry.name).pathname.startsWith(path)).length", path)

    def check_health_now(self):
        """The page asks for the health when it comes back to the foreground; no test has to wait for the poll."""
        self.page.evaluate("document.dispatchEvent(new Event('visibilitychange'))")

    def spoken(self):
        return self.page.locator('body > [role="status"]').text_content()


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


def with_status(data, status):
    return next((row["count"] for row in data["order_status_distribution"] if row["order_status"] == status), 0)


def integer(field):
    return lambda data, language: number_text(data[field], 0, language)


def decimal(field):
    return lambda data, language: number_text(data[field], 2, language)


def money(field):
    return lambda data, language: money_text(data[field], language)


def percent(field):
    return lambda data, language: percent_text(data[field], language)


KPIS = {
    "orders": integer("total_orders"),
    "revenue": money("total_revenue"),
    "customers": integer("total_customers"),
    "average": money("avg_order_value"),
    "onTime": percent("on_time_rate"),
    "review": decimal("avg_review_score"),
    "repeat": percent("repeat_rate"),
    "items": integer("total_items_sold"),
    "products": integer("total_products"),
    "sellers": integer("active_sellers"),
    "canceled": lambda data, language: number_text(with_status(data, "canceled"), 0, language),
    "payments": integer("total_payments"),
    "paymentValue": money("total_payment_value"),
    "freight": money("total_freight"),
    "installments": decimal("avg_installments"),
}


def cents(value):
    return int(Decimal(str(value)).scaleb(2).to_integral_value(ROUND_HALF_UP))


def weekly(rows):
    """The rows summed by week from Monday, computed here independently of the page."""
    weeks = {}
    for row in rows:
        day = date.fromisoformat(row["date"])
        week = weeks.setdefault(day - timedelta(days=day.weekday()), {"from": row["date"], "days": 0, "orders": 0, "cents": 0})
        week["days"] += 1
        week["orders"] += row["order_count"]
        week["cents"] += cents(row["revenue"])
    return [weeks[start] for start in sorted(weeks)]
