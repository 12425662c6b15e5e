"""Requests made at random after the API's own description, right ones and wrong ones: each is answered as described.

`VITRINE_EXAMPLES` says how many for each endpoint, beside those that look at each parameter in turn.
"""

import os
from datetime import date

import schemathesis
from hypothesis import HealthCheck, Phase, settings
from schemathesis.checks import positive_data_acceptance

EXAMPLES = int(os.environ.get("VITRINE_EXAMPLES", "5"))
TIMES = ["day", "week", "month", "quarter", "year"]
schema = schemathesis.pytest.from_fixture("api_schema")


def words(query, name):
    value = query.get(name)
    values = value if isinstance(value, list) else [] if value is None else [value]
    return [word for text in values for word in str(text).split(",")]


def breaks_a_rule_between_parameters(query):
    """Whether a query is refused for something that a schema of single parameters cannot say."""
    first, last = query.get("from"), query.get("to")
    if "days" in query and (first is not None or last is not None):
        return True
    if (first is None) != (last is None):
        return True
    if first is not None and (not "2000-01-01" <= first <= last <= "2100-12-31"):
        return True
    by, grain = words(query, "by"), words(query, "grain")
    if len([name for name in by + grain if name in TIMES]) > 1 or len(by + grain) > 4:
        return True
    return "sort" in query and str(query["sort"]).removeprefix("-") not in by + grain + words(query, "metrics")


@schemathesis.check
def what_is_right_is_accepted(ctx, response, case):
    """A request after the schema is refused only for a rule between parameters, or for its size."""
    if case.meta is None or case.meta.generation.mode != schemathesis.GenerationMode.POSITIVE:
        return
    if response.status_code == 400 and not breaks_a_rule_between_parameters(case.query or {}):
        error = response.json()["error"]
        assert "too many rows" in error["message"], f"refused: {error}"


@schemathesis.check
def a_refusal_names_the_parameter(ctx, response, case):
    if response.status_code == 400:
        error = response.json()["error"]
        assert error["code"] == "bad_parameter" and error.get("parameter") is not None, error


@schema.exclude(path=["/ml/model-info", "/ml/predict"]).parametrize()
@settings(max_examples=EXAMPLES, deadline=None, derandomize=True, database=None,
          phases=[Phase.explicit, Phase.generate], suppress_health_check=list(HealthCheck))
def test_every_answer_is_as_described(case):
    case.call_and_validate(excluded_checks=[positive_data_acceptance], timeout=15)


@schema.include(path=["/ml/model-info", "/ml/predict"]).parametrize()
@settings(max_examples=EXAMPLES * 8, deadline=None, derandomize=True, database=None,
          phases=[Phase.explicit, Phase.generate], suppress_health_check=list(HealthCheck))
def test_every_prediction_is_as_described(case):
    # What texts an order may hold (a date after its purchase, states, ids) a schema cannot say.
    case.call_and_validate(excluded_checks=[positive_data_acceptance, what_is_right_is_accepted], timeout=15)
