#!/usr/bin/env python3
"""Measures the page in the browser and prints it: first view, a click on a filter, hovering and brushing, and what is transferred.

usage: measure.py URL [ROUNDS]      of a running server with data; a release build on a quiet machine tells most
"""

import gzip
import os
import statistics
import sys
import time
import urllib.request
from urllib.parse import urlsplit

from playwright.sync_api import sync_playwright

WATCH = """
  window.settled = [];
  document.addEventListener('vitrine:settled', (event) => settled.push(event.detail.milliseconds));
  window.tasks = [];
  new PerformanceObserver((list) => list.getEntries().forEach((entry) => tasks.push(entry.duration))).observe({ type: 'longtask' });
"""
VIEWS = ["overview", "orders", "customers", "products", "sellers", "payments", "geography"]
STATES = "SP RJ MG RS PR SC BA DF ES GO PE CE PA MT MA MS PB PI RN AL SE TO RO AM".split()
TARGETS = {"first view": 1000, "filter click": 150, "long task": 100, "first load": 600_000, "own code": 80_000}


class Page:
    def __init__(self, browser, url):
        self.url = url
        context = browser.new_context(viewport={"width": 1440, "height": 900}, color_scheme="dark", locale="en-US")
        self.page = context.new_page()
        self.page.add_init_script(WATCH)

    def settled(self, count):
        deadline = time.monotonic() + 30
        while self.page.evaluate("window.settled.length") < count:
            if time.monotonic() > deadline:
                sys.exit("measure: the page did not settle")
            self.page.wait_for_timeout(10)

    def open(self, search=""):
        self.page.goto(f"{self.url}/{search}")
        self.settled(1)
        return self.page.evaluate("window.settled[0]")

    def click_state(self, state):
        """The same as a click on the state in any chart: one change of the filter state."""
        # The page itself waits: asking it again and again would take time from it.
        return self.page.evaluate("""async (state) => {
          const before = settled.length;
          const search = new URLSearchParams(location.search);
          search.set('state', state);
          history.pushState(null, '', `/?${search}`);
          dispatchEvent(new PopStateEvent('popstate'));
          if (settled.length === before) await new Promise((done, failed) => {
            document.addEventListener('vitrine:settled', done, { once: true });
            setTimeout(() => failed(new Error('the page did not settle')), 30_000);
          });
          await new Promise((done) => setTimeout(done, 350));
          // With answers that the page still holds, it settles once before it draws.
          return settled.slice(before).reduce((sum, taken) => sum + taken, 0);
        }""", state)

    def long_tasks(self):
        return self.page.evaluate("window.tasks.splice(0)")


def percentile(values, share):
    return sorted(values)[min(len(values) - 1, int(len(values) * share))]


def line(name, value, unit, target):
    print(f"{name:<44}{value:>10,.0f} {unit:<6}(at most {target:,}){'' if value <= target else '   MISSED'}")


def transferred(page, url):
    """Every file of the first load as gzip would send it, fonts and pictures as they are."""
    sizes = {}
    for name in page.page.evaluate("performance.getEntriesByType('resource').map((entry) => entry.name)"):
        path = urlsplit(name).path
        if path.startswith("/api/"):
            continue
        content = urllib.request.urlopen(url + path).read()
        sizes[path] = len(content) if path.endswith(".woff2") else len(gzip.compress(content))
    sizes["/"] = len(gzip.compress(urllib.request.urlopen(url).read()))
    return sizes


def hover(page):
    """Moves over every chart on screen, and drags a range across the first one."""
    for box in [plot.bounding_box() for plot in page.page.query_selector_all(".plot")][:3]:
        for step in range(30):
            page.page.mouse.move(box["x"] + box["width"] * (step + 1) / 31, min(880, box["y"] + box["height"] / 2))
    box = page.page.query_selector('[data-chart="overview.timeline"] .plot').bounding_box()
    page.page.mouse.move(box["x"] + box["width"] * 0.3, box["y"] + box["height"] * 0.4)
    page.page.mouse.down()
    page.page.mouse.move(box["x"] + box["width"] * 0.6, box["y"] + box["height"] * 0.4, steps=30)
    page.page.keyboard.press("Escape")
    page.page.mouse.up()


def main(url, rounds):
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=os.environ.get("CHROMIUM", "/usr/bin/chromium"), args=["--no-sandbox"])
        page = Page(browser, url)
        page.open()
        sizes = transferred(page, url)
        first = [page.open() for _ in range(5)]
        line("first view drawn, median", statistics.median(first), "ms", TARGETS["first view"])
        for view in VIEWS:
            page.open(f"?view={view}&days=365")
            page.page.wait_for_timeout(500)
            taken = [page.click_state(state) for state in STATES * rounds]
            line(f"filter click, {view}, 95th percentile", percentile(taken, 0.95), "ms", TARGETS["filter click"])
            print(f"{'':<44}{statistics.median(taken):>10,.0f} ms    (median)")
        page.open("?days=365")
        page.page.wait_for_timeout(800)
        page.long_tasks()
        hover(page)
        page.page.wait_for_timeout(300)
        line("longest task while hovering and brushing", max(page.long_tasks(), default=0), "ms", TARGETS["long task"])
        line("first load", sum(sizes.values()), "bytes", TARGETS["first load"])
        line("of it our own code", sum(size for path, size in sizes.items() if path.startswith(("/js/", "/css/"))), "bytes", TARGETS["own code"])
        browser.close()


if __name__ == "__main__":
    if len(sys.argv) < 2:
        sys.exit(__doc__)
    main(sys.argv[1].rstrip("/"), int(sys.argv[2]) if len(sys.argv) > 2 else 1)
