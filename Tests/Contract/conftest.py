"""The server under test, and the document in which it describes itself."""

import json
import os
import urllib.error
import urllib.request

import pytest
import schemathesis


@pytest.fixture(scope="session")
def base_url():
    url = os.environ.get("VITRINE_URL", "").rstrip("/")
    if not url:
        pytest.exit("VITRINE_URL is not set: give the base URL of a running server with data.", returncode=2)
    try:
        with urllib.request.urlopen(f"{url}/api/health", timeout=10) as response:
            health = json.load(response)
    except (urllib.error.URLError, OSError, ValueError) as error:
        pytest.exit(f"No Vitrine server answers at VITRINE_URL={url}: {error}", returncode=2)
    if not health.get("data", {}).get("warehouse_version"):
        pytest.exit(f"The server at {url} has no data loaded.", returncode=2)
    return url


@pytest.fixture(scope="session")
def document(base_url):
    with urllib.request.urlopen(f"{base_url}/api/openapi.json", timeout=10) as response:
        return json.load(response)


@pytest.fixture(scope="session")
def api_schema(base_url):
    return schemathesis.openapi.from_url(f"{base_url}/api/openapi.json")
