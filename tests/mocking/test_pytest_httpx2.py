"""A plain `Aura()` and `AsyncAura()` with httpx2 under pytest-httpx2: no request gets past it."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

CASES = Path(__file__).with_name("pytest_httpx2_cases.py")
ROOT = CASES.parents[2]


def test_pytest_httpx2_intercepts_every_request() -> None:
    command = [sys.executable, "-m", "pytest", "-q", "-p", "no:cacheprovider", "--noconftest", str(CASES)]
    alone = {"AURAKIT_HTTP_LIBRARY": "httpx2", "PYTEST_DISABLE_PLUGIN_AUTOLOAD": "1", "PYTEST_ADDOPTS": ""}
    plugins = ["-p", "pytest_httpx2", "-o", "markers=httpx2"]  # it does not register the mark itself
    done = subprocess.run(
        [*command, *plugins], cwd=ROOT, env=os.environ | alone, capture_output=True, encoding="utf-8", check=False
    )
    assert done.returncode == 0, done.stdout + done.stderr
    assert "8 passed" in done.stdout
