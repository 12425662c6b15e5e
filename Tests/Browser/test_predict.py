"""Predict: what the form asks, what the API answers to it, how good the models are, and what stands there without one."""

import json
import re
import urllib.request

import pytest
from contrast import too_faint
from support import failing, money_text, number_text, percent_text
from test_accessibility import AUDIT, STRUCTURE, axe

no_model = failing(503, "no_model", "No model has been trained yet. Train one with: vitrine train")


@pytest.fixture
def model(api):
    return api.get("/api/ml/model-info")["data"]


def predict(base_url, order):
    request = urllib.request.Request(f"{base_url}/api/ml/predict", json.dumps(order).encode(), {"Content-Type": "application/json"})
    with urllib.request.urlopen(request, timeout=20) as response:
        return json.load(response)["data"]


def asked_by(page, action):
    """The order that the page sends, and when its answer is drawn."""
    with page.page.expect_request("**/api/ml/predict") as request:
        action()
    page.settle()
    return json.loads(request.value.post_data)


def submit(page):
    page.page.click(".predict-form button[type=submit]")


def untrained(one):
    one.page.route("**/api/ml/model-info", no_model)


@pytest.mark.parametrize("theme, width, language", [("dark", 1440, "en-US"), ("light", 390, "pt-BR")])
def test_without_a_model_it_says_what_to_do(dashboard, theme, width, language):
    page = dashboard("?view=predict", theme=theme, width=width, language=language, prepare=untrained, expected=["Failed to load"])
    assert page.page.inner_text(".no-data code") == "vitrine train"
    assert not page.page.locator(".predict-form").is_visible()
    page.page.evaluate(axe())
    assert page.page.evaluate(STRUCTURE) == [] and page.page.evaluate(AUDIT) == []
    assert too_faint(page.page) == []
    page.page.unroute("**/api/ml/model-info")
    page.page.wait_for_selector(".estimate-value", timeout=15_000)
    assert not page.page.locator(".no-data").is_visible()


def test_the_other_views_work_without_a_model(dashboard):
    page = dashboard("?view=predict", prepare=untrained, expected=["Failed to load"])
    page.open_view("payments")
    assert len(page.charts()) == 6 and page.page.locator(".no-data").count() == 0


def test_the_form_asks_for_every_input(dashboard, model):
    page = dashboard("?view=predict")
    expected = {one["name"]: one for one in model["inputs"] if one["name"] != "quantity"}
    for name, one in expected.items():
        control = page.page.locator(f"#predict-{name}")
        assert one["label"]["en"] in page.page.inner_text(f'label[for="predict-{name}"]')
        if one["choices"]:
            values = control.locator("option").evaluate_all("(options) => options.map((option) => option.value)")
            assert sorted(values) == sorted(["", *one["choices"]])
        elif one["minimum"] is not None:
            assert [float(control.get_attribute(name)) for name in ("min", "max")] == [one["minimum"], one["maximum"]]
    assert page.page.locator(".predict-form :is(input, select)").count() == len(expected)


@pytest.mark.parametrize("language", ["en-US", "pt-BR"])
def test_the_figures_are_those_of_the_api(dashboard, base_url, model, language):
    page = dashboard("?view=predict", language=language)
    page.page.select_option("#predict-customer_state", "RJ")
    page.page.fill("#predict-weight_g", "2500")
    page.page.fill("#predict-photos", "")
    order = asked_by(page, lambda: submit(page))
    assert order["customer_state"] == "RJ" and order["weight_g"] == 2500 and "photos" not in order
    answer = predict(base_url, order)
    short = language[:2] if language == "en-US" else language
    days = lambda value: number_text(value, 1, short)
    money = lambda value: money_text(value, short, is_exact=True)
    value = page.page.inner_text('[data-estimate="order_value"]')
    for figure in [answer["predicted_value"], answer["interval"]["lower"], answer["interval"]["upper"]]:
        assert money(figure) in value
    assert percent_text(answer["interval"]["level"], short, 0) in value
    delivery = page.page.inner_text('[data-estimate="delivery_days"]')
    for figure in [answer["delivery"]["predicted_days"], *[answer["delivery"]["interval"][end] for end in ("lower", "upper")], answer["delivery"]["promised_days"]]:
        assert days(figure) in delivery
    for report, words in zip(model["models"], [value, delivery]):
        assert percent_text(report["overall"]["coverage"], short) in words, "what the interval really held stands beside what it is made to hold"
    label = "en" if short == "en" else "pt-BR"
    labels = {one["name"]: one["label"][label] for one in model["inputs"]}
    missing = page.page.inner_text('[data-inputs="missing"]')
    assert all(labels[name] in missing for name in answer["missing"]) and labels["photos"] in missing
    spoken = page.spoken()
    assert money(answer["predicted_value"]) in spoken


def test_the_waterfall_adds_up(dashboard, base_url):
    page = dashboard("?view=predict")
    answer = predict(base_url, asked_by(page, lambda: submit(page)))
    for name, part, unit in [("order_value", answer, "brl"), ("delivery_days", answer["delivery"], "days")]:
        write = (lambda value: money_text(value, is_exact=True)) if unit == "brl" else (lambda value: number_text(value, 1))
        fall = page.page.locator(f'[data-fall="{name}"]')
        steps = dict(fall.locator(".fall").evaluate_all("(rows) => rows.map((row) => [row.dataset.step, row.querySelector('.fall-figure').innerText])"))
        largest = part["contributions"][0]
        assert write(part["expected_without_inputs"]) in steps["start"]
        assert write(abs(largest["contribution"])) in steps[largest["feature"]]
        assert steps[largest["feature"]].startswith("−" if largest["contribution"] < 0 else "+")
        fall.get_by_role("button").click()
        rows = fall.locator("tbody tr").all_inner_texts()
        assert len(rows) == len(part["contributions"]) + 2
        for row, one in zip(rows[1:], part["contributions"]):
            assert one["label"]["en"] in row and write(abs(one["contribution"])) in row
        # The last sum before the end is the end itself.
        assert rows[-2].split("\t")[-1] == rows[-1].split("\t")[-1]


@pytest.mark.parametrize("name, value, words", [("weight_g", "-5", "0 to 100,000"), ("payment_installments", "2.5", "whole number"), ("length_cm", "5000", "0 to 300")])
def test_a_wrong_field_is_named_before_anything_is_asked(dashboard, model, name, value, words):
    page = dashboard("?view=predict")
    page.forget_asked()
    page.page.fill(f"#predict-{name}", value)
    submit(page)
    label = next(one["label"]["en"] for one in model["inputs"] if one["name"] == name)
    problem = page.page.inner_text(f"#predict-{name}-problem")
    assert label in problem and words in problem
    control = page.page.locator(f"#predict-{name}")
    assert control.get_attribute("aria-invalid") == "true" and control.get_attribute("aria-describedby") == f"predict-{name}-problem"
    assert page.page.evaluate("document.activeElement.id") == f"predict-{name}"
    assert page.asked("/api/ml/predict") == []
    assert "Correct it" in page.page.inner_text(".predict-answer"), "an answer to something else stands beside the mistake"
    page.page.evaluate(axe())
    assert page.page.evaluate(STRUCTURE) == [] and page.page.evaluate(AUDIT) == []
    page.page.fill(f"#predict-{name}", "3")
    asked_by(page, lambda: submit(page))
    assert control.get_attribute("aria-invalid") is None


def test_a_field_that_the_server_refuses_is_named(dashboard):
    page = dashboard("?view=predict", expected=["400"])
    before = page.page.input_value("#predict-purchased_at")
    page.page.fill("#predict-promised_date", str(int(before[:4]) - 1) + before[4:10])
    asked_by(page, lambda: submit(page))
    assert "Promised date" in page.page.inner_text("#predict-promised_date-problem")
    assert page.page.evaluate("document.activeElement.id") == "predict-promised_date"


def test_what_was_never_seen_is_named(dashboard):
    page = dashboard("?view=predict")
    page.page.fill("#predict-seller_id", "nobody")
    asked_by(page, lambda: page.page.keyboard.press("Enter"))
    assert "nobody" in page.page.inner_text('[data-inputs="unknown"]')


def test_a_failure_can_be_tried_again(dashboard):
    page = dashboard("?view=predict", expected=["Failed to load"])
    page.page.route("**/api/ml/predict", failing(500, "internal_error", "It broke for the test."))
    submit(page)
    page.page.wait_for_selector(".predict-result .panel-error")
    page.page.unroute("**/api/ml/predict")
    asked_by(page, lambda: page.page.locator(".predict-result .panel-error button").click())
    assert page.page.locator(".estimate-value").count() == 2


def test_the_report_is_that_of_the_api(dashboard, model):
    page = dashboard("?view=predict")
    for report in model["models"]:
        write = (lambda value: money_text(value, is_exact=True)) if report["unit"] == "brl" else (lambda value: number_text(value, 1))
        card = page.page.locator(f'[data-report="{report["name"]}"]')
        rows = card.locator('[data-part="windows"] tbody tr').all_inner_texts()
        scores = [*[window["score"] for window in report["windows"]], report["overall"]]
        assert len(rows) == len(scores)
        for row, score in zip(rows, scores):
            for figure in [score["mae"], score["rmse"], score["median_absolute_error"], *[one["mae"] for one in score["baselines"].values()]]:
                assert write(figure) in row
            assert percent_text(score["coverage"]) in row and number_text(score["samples"]) in row
        for part, field in [("calibration", "calibration"), ("bands", "by_band"), ("importance", "features")]:
            assert card.locator(f'[data-part="{part}"] tbody tr').count() == len(report[field])
        assert card.locator('[data-part="cannot"] li').count() == len(report["cannot_know"])
        # What would have been without a load all month is told of deliveries, which are measured with a load every day.
        without = [window["unattended"]["coverage"] for window in report["windows"] if "unattended" in window]
        assert len(without) == (len(report["windows"]) if report["name"] == "delivery_days" else 0)
        note = card.locator('[data-note="unattended"]')
        assert note.count() == (1 if without else 0)
        assert all(percent_text(share) in note.inner_text() for share in without)


def test_the_verdict_polishes_nothing(dashboard):
    def worsen(route):
        answer = route.fetch().json()
        report = answer["data"]["models"][0]
        report.update(beats_baselines=False, coverage_within_three_points=False)
        first = report["windows"][0]["score"]
        first["baselines"]["category_mean"]["mae"] = first["mae"] / 2
        first["coverage"] = 0.5
        route.fulfill(json=answer)

    page = dashboard("?view=predict", prepare=lambda one: one.page.route("**/api/ml/model-info", worsen))
    card = page.page.locator(".predict-report").first
    assert re.search(r"does not hold.*mean of the category in \w+ \d{4}", card.locator('[data-verdict="baselines"]').inner_text(), re.S)
    assert re.search(r"does not hold.*50\.0% in \w+ \d{4}", card.locator('[data-verdict="coverage"]').inner_text(), re.S)
    assert card.locator('[data-part="windows"] tbody tr').first.locator(".is-bad").count() >= 2


def test_the_language_changes_and_the_form_keeps_what_was_typed(dashboard):
    page = dashboard("?view=predict")
    page.page.fill("#predict-weight_g", "1234")
    page.page.keyboard.press("Tab")
    page.page.locator("h1").focus()
    page.page.keyboard.press("l")
    page.wait_for("document.querySelector('h1').innerText === 'Previsão'")
    page.settle()
    assert page.page.input_value("#predict-weight_g") == "1234"
    assert "Peso" in page.page.inner_text('label[for="predict-weight_g"]')


def test_it_costs_the_first_load_no_words(dashboard):
    page = dashboard()
    paths = page.page.evaluate("() => performance.getEntriesByType('resource').map((entry) => new URL(entry.name).pathname)")
    assert [path for path in paths if "predict" in path] == []
