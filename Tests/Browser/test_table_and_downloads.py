"""The rows behind the chart: as a table, as CSV, as a picture."""

import csv
import io
import struct

import pytest
from support import money_text, number_text


@pytest.mark.parametrize("days", ["30", "365"])
def test_the_table_holds_every_row(dashboard, api, days):
    page = dashboard(f"?days={days}")
    page.page.get_by_role("button", name="Show as table").click()
    rows = api.timeline(days)["data"]
    shown = page.page.evaluate(
        "[...document.querySelectorAll('.table tbody tr')].map((row) => [...row.cells].map((cell) => cell.textContent))")
    assert len(shown) == len(rows)
    for cells, row in zip(shown, rows):
        average = row["avg_order_value"]
        assert cells[0].endswith(row["date"][:4])
        assert cells[1:] == [
            number_text(row["order_count"]),
            money_text(row["revenue"], is_exact=True),
            "\u2014" if average is None else money_text(average, is_exact=True),
        ]


def test_the_table_follows_the_period_and_gives_way_to_the_chart(dashboard, api):
    page = dashboard()
    page.page.get_by_role("button", name="Show as table").click()
    page.choose_period("7")
    assert page.page.locator(".table tbody tr").count() == 7
    assert not page.page.is_visible(f"{page.PLOT} canvas")
    page.page.get_by_role("button", name="Show as chart").click()
    assert page.page.locator(".table").count() == 0
    assert page.page.is_visible(f"{page.PLOT} canvas")
    assert len(page.chart()["categories"]) == 7


@pytest.mark.parametrize("language, label", [("en-US", "Download CSV"), ("pt-BR", "Baixar CSV")])
def test_the_csv_holds_the_raw_rows(dashboard, api, language, label):
    page = dashboard("?days=90", language=language)
    answer = api.timeline("90")
    with page.page.expect_download() as download:
        page.page.get_by_role("button", name=label).click()
    covered = answer["meta"]["range"]
    assert download.value.suggested_filename == f"vitrine-orders-timeline-{covered['from']}-{covered['to']}.csv"
    raw = download.value.path().read_bytes()
    assert raw.startswith(b"\xef\xbb\xbf") and b"\r\n" in raw
    rows = list(csv.DictReader(io.StringIO(raw.decode("utf-8-sig"), newline="")))
    assert [row["date"] for row in rows] == [row["date"] for row in answer["data"]]
    for written, row in zip(rows, answer["data"]):
        assert int(written["order_count"]) == row["order_count"]
        assert float(written["revenue"]) == row["revenue"]
        average = row["avg_order_value"]
        assert written["avg_order_value"] == "" if average is None else float(written["avg_order_value"]) == average


def test_csv_cells_cannot_become_formulas(dashboard):
    page = dashboard()
    text = page.page.evaluate("""async () => {
      const { toCsv } = await import('/js/core/csv.js');
      const values = ['=1+1', '+1', '-1', '@sum', '\\tx', 'a,b', 'say "hi"', 'two\\nlines', -2.5, null, 'maçã'];
      return toCsv(values.map((value) => ({ value })), [{ name: 'value', value: (row) => row.value }]);
    }""")
    cells = [row[0] if row else "" for row in csv.reader(io.StringIO(text, newline=""))]
    assert cells == ["value", "'=1+1", "'+1", "'-1", "'@sum", "'\tx", "a,b", 'say "hi"', "two\nlines", "-2.5", "", "maçã"]


@pytest.mark.parametrize("width", [1440, 390])
def test_the_picture_is_a_png_of_one_size_on_every_screen(dashboard, width):
    page = dashboard("?days=all", width=width)
    with page.page.expect_download() as download:
        page.page.get_by_role("button", name="Download PNG").click()
    raw = download.value.path().read_bytes()
    assert download.value.suggested_filename.endswith(".png")
    assert raw.startswith(b"\x89PNG\r\n\x1a\n")
    assert struct.unpack(">II", raw[16:24]) == (2416, 1160)
    assert len(raw) > 20_000
