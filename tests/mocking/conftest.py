"""Credentials for a plain `Aura()`, and which mocking libraries can be tested with the HTTP library in use."""

from __future__ import annotations

import os

import pytest

from support.http_library import NAME

# They import httpx, which must not be imported here with httpx2; tests/conftest.py says that they are left out.
collect_ignore = [] if NAME == "httpx" else ["test_respx.py", "test_pytest_httpx.py", "test_instrumentation.py"]


@pytest.fixture(autouse=True)
def _credentials(monkeypatch: pytest.MonkeyPatch) -> None:
    for name in [name for name in os.environ if name.startswith("AURA_") or name.lower().endswith("_proxy")]:
        monkeypatch.delenv(name)
    monkeypatch.setenv("AURA_CLIENT_ID", "mocked-id")
    monkeypatch.setenv("AURA_CLIENT_SECRET", "mocked-secret")
