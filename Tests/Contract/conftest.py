"""The document in which the server under test describes itself."""

import json
import urllib.request

import pytest
import schemathesis

from served import base_url  # noqa: F401, a fixture


@pytest.fixture(scope="session")
def document(base_url):
    with urllib.request.urlopen(f"{base_url}/api/openapi.json", timeout=10) as response:
        return json.load(response)


@pytest.fixture(scope="session")
def api_schema(base_url):
    return schemathesis.openapi.from_url(f"{base_url}/api/openapi.json")
