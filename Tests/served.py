"""The server under test, for the tests in Python: VITRINE_URL says where it is."""

import json
import os
import urllib.error
import urllib.request

import pytest


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
