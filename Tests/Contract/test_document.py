"""The API's own description: valid, and true of every endpoint."""

import csv
import io
import json
import urllib.error
import urllib.request

from jsonschema import Draft202012Validator, FormatChecker
from openapi_spec_validator import validate

# What an endpoint has to be asked with, beyond its defaults.
QUERIES = {"/query": "metrics=revenue,avg_review_score&by=month,state&compare=previous&limit=3"}
# Answered 503 for as long as nobody has trained a model.
MAY_BE_UNAVAILABLE = {"/ml/model-info"}


def get(url, headers={}):
    """Status, headers and body of an answer, whatever its status."""
    try:
        with urllib.request.urlopen(urllib.request.Request(url, headers=headers), timeout=30) as response:
            return response.status, response.headers, response.read()
    except urllib.error.HTTPError as error:
        return error.code, error.headers, error.read()


def url_of(base_url, path, more=""):
    query = "&".join(part for part in [QUERIES.get(path, ""), more] if part)
    return f"{base_url}/api{path}" + (f"?{query}" if query else "")


def schema_at(document, *steps):
    """A part of the document as a schema of its own, its references still good."""
    pointer = "#/" + "/".join(step.replace("~", "~0").replace("/", "~1") for step in steps)
    return {**document, "$ref": pointer}


def resolved(document, schema):
    while "$ref" in schema:
        part = document
        for step in schema["$ref"].removeprefix("#/").split("/"):
            part = part[step.replace("~1", "/").replace("~0", "~")]
        schema = part
    return schema


def undeclared(document, schema, value, place="answer"):
    """Fields of an answer that the document does not tell of."""
    schema = resolved(document, schema)
    if isinstance(value, list):
        return [found for item in value[:50] for found in undeclared(document, schema.get("items", {}), item, f"{place}[]")]
    if not isinstance(value, dict) or "properties" not in schema:
        return []
    declared = schema["properties"]
    missing = [f"{place}.{name}" for name in value if name not in declared]
    return missing + [found for name, part in value.items() if name in declared
                      for found in undeclared(document, declared[name], part, f"{place}.{name}")]


def asked_by_get(document):
    return [(path, operations) for path, operations in document["paths"].items() if "get" in operations]


def test_the_document_is_valid_openapi(document):
    assert document["openapi"].startswith("3.1")
    validate(document)


def test_every_endpoint_answers_as_it_is_described(base_url, document):
    assert len(document["paths"]) >= 25
    for path, operations in asked_by_get(document):
        status, headers, body = get(url_of(base_url, path))
        if path in MAY_BE_UNAVAILABLE and status == 503:
            continue
        assert status == 200, path
        assert headers.get_content_type() == "application/json", path
        answer = json.loads(body)
        steps = ["paths", path, "get", "responses", "200", "content", "application/json", "schema"]
        validator = Draft202012Validator(schema_at(document, *steps), format_checker=FormatChecker(["date"]))
        problems = [f"{path}: {error.json_path} {error.message[:200]}" for error in validator.iter_errors(answer)]
        assert not problems
        schema = operations["get"]["responses"]["200"]["content"]["application/json"]["schema"]
        assert not undeclared(document, schema, answer), path


def test_every_refusal_is_as_it_is_described(base_url, document):
    validator = Draft202012Validator(schema_at(document, "components", "schemas", "Failure"))
    for path, operations in asked_by_get(document):
        status, _, body = get(url_of(base_url, path, "nonsense=1"))
        assert status == 400, path
        answer = json.loads(body)
        assert not list(validator.iter_errors(answer)), path
        assert not undeclared(document, document["components"]["schemas"]["Failure"], answer), path
        assert answer["error"]["parameter"] == "nonsense"
        assert "400" in operations["get"]["responses"]


def test_rows_come_as_csv_wherever_the_document_says_so(base_url, document):
    found = 0
    for path, operations in asked_by_get(document):
        content = operations["get"]["responses"]["200"]["content"]
        takes_format = any(parameter["name"] == "format" for parameter in operations["get"]["parameters"])
        assert ("text/csv" in content) == takes_format, path
        if not takes_format:
            continue
        found += 1
        status, headers, body = get(url_of(base_url, path, "format=csv"))
        assert status == 200 and headers.get_content_type() == "text/csv", path
        rows = list(csv.reader(io.StringIO(body.decode("utf-8"), newline="")))
        _, _, same = get(url_of(base_url, path))
        data = json.loads(same)["data"]
        if isinstance(data, dict):  # the list that is written has the row's columns first
            data = data[{"/sellers/concentration": "curve", "/quality": "checks"}[path]]
            data = [dict(list(row.items())[: len(rows[0])]) for row in data]
        assert len(rows) == len(data) + 1, path
        assert not data or rows[0] == list(data[0]), path


def test_an_unchanged_answer_is_not_sent_again(base_url, document):
    for path, _ in asked_by_get(document):
        status, headers, _ = get(url_of(base_url, path))
        if status == 503:
            continue
        again, _, body = get(url_of(base_url, path), {"If-None-Match": headers["ETag"]})
        assert again == 304 and body == b"", path
