#!/usr/bin/env python3
"""Measures the page in the browser and prints it: first view, a click on a mark, a filter by other ways, hovering and brushing, and what is
transferred.

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
  // Drawn is on the screen a frame later.
  document.addEventListener('vitrine:settled', ({ detail }) => {
    const start = performance.now();
    requestAnimationFrame(() => {
      const { port1, port2 } = new MessageChannel();
      port1.onmessage = () => {
        settled.push(detail.milliseconds + performance.now() - start);
        document.dispatchEvent(new Event('measure:seen'));
      };
      port2.postMessage(null);
    });
  });
  window.tasks = [];
  new PerformanceObserver((list) => list.getEntries().forEach((entry) => tasks.push(entry.duration))).observe({ type: 'longtask' });
"""
# The page itself waits: asking it again and again would take time from it.
WAIT = """await (async () => {
  if (settled.length === before) await new Promise((done, failed) => {
    document.addEventListener('measure:seen', done, { once: true });
    setTimeout(() => failed(new Error('the page did not settle')), 30_000);
  });
  await new Promise((done) => setTimeout(done, 350));
  return settled.slice(before).reduce((sum, taken) => sum + taken, 0);
})()"""
# Up to four marks of a card, those that filter and have room for the pointer.
PLACES = """(card) => {
  const detail = {};
  card.dispatchEvent(new CustomEvent('vitrine:read', { detail }));
  const isInside = (place) => place && document.elementFromPoint(...place)?.tagName === 'CANVAS';
  return (detail.marks ?? []).flatMap((mark, index) => (mark.choices?.length && isInside(detail.place(index)) ? [detail.place(index)] : [])).slice(0, 4);
}"""
# Milliseconds between the pointer's coming to rest on a mark and the click: short for a person.
RESTING = 250
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

    def filter_by(self, state):
        """One change of the filter state that nothing announces, as by the menu or the browser's back button."""
        return self.page.evaluate("""async (state) => {
          const before = settled.length;
          const search = new URLSearchParams(location.search);
          search.set('state', state);
          history.pushState(null, '', `/?${search}`);
          dispatchEvent(new PopStateEvent('popstate'));
          return %s;
        }""" % WAIT, state)

    def click_marks(self, count):
        """Clicks marks of all charts that filter, as a person does: the pointer comes to rest, then presses."""
        taken = []
        while len(taken) < count:
            before = len(taken)
            for card in self.page.query_selector_all(".chart-card"):
                card.scroll_into_view_if_needed()
                for place in card.evaluate(PLACES):
                    if len(taken) < count:
                        self.page.mouse.move(*place)
                        self.page.wait_for_timeout(RESTING)
                        self.page.evaluate("() => { window.before = settled.length; window.address = location.search; }")
                        self.page.mouse.down()
                        self.page.mouse.up()
                        # A mark may be too small to be met.
                        if self.page.evaluate("location.search !== address"):
                            taken.append(self.page.evaluate("async () => { const { before } = window; return %s; }" % WAIT))
                self.page.mouse.move(2, 2)
                self.page.keyboard.press("x")
                self.page.wait_for_timeout(600)
            if len(taken) == before:
                sys.exit("measure: no mark to click")
        return taken

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
        all_taken = {"click": [], "filter": []}
        for view in VIEWS:
            page.open(f"?view={view}&days=365")
            page.page.wait_for_timeout(500)
            for name, taken in (("click", page.click_marks(24 * rounds)), ("filter", [page.filter_by(state) for state in STATES * rounds])):
                line(f"{name}, {view}, 95th percentile", percentile(taken, 0.95), "ms", TARGETS["filter click"])
                print(f"{'':<44}{statistics.median(taken):>10,.0f} ms    (median)")
                all_taken[name] += taken
        for name, taken in all_taken.items():
            line(f"{name}, all views, 95th percentile", percentile(taken, 0.95), "ms", TARGETS["filter click"])
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
