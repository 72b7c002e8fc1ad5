"""The page on Docker Compose: its services do what it says, run without Docker on a port of their own."""

from __future__ import annotations

import os
import shlex
import subprocess
import sys
import time
from typing import TYPE_CHECKING, Any

import pytest
from ruamel.yaml import YAML

from aurakit import Aura, ConfigurationError
from docs.test_docs import FENCE, PAGES, blocks_of
from support.ports import free_port

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

PAGE = "howto/compose.md"
ADDRESS = "http://sandbox:8080"


@pytest.fixture(scope="module")
def services() -> dict[str, Any]:
    (text,) = [match["code"] for match in FENCE.finditer(PAGES[PAGE]) if match["language"] == "yaml"]
    found: dict[str, Any] = YAML(typ="safe", pure=True).load(text)["services"]
    return found


@pytest.fixture
def port() -> int:
    return free_port()


@pytest.fixture
def sandbox(services: dict[str, Any], port: int) -> Iterator[int]:
    """The service as its command starts it, and its port, once its health check passes."""
    service = services["sandbox"]
    command = service["command"].replace("0.0.0.0", "127.0.0.1").replace("8080", str(port))
    # The worker of the tests that it runs in would give it other credentials.
    surroundings = {name: value for name, value in os.environ.items() if name != "PYTEST_XDIST_WORKER"}
    process = subprocess.Popen([sys.executable, *shlex.split(command)[1:]], env=surroundings, stdout=subprocess.DEVNULL)
    _, _, *check = service["healthcheck"]["test"]
    check = [sys.executable, *(word.replace("8080", str(port)) for word in check)]
    try:
        deadline = time.monotonic() + 60.0
        while subprocess.run(check, stderr=subprocess.DEVNULL, check=False).returncode:
            assert process.poll() is None and time.monotonic() < deadline
            time.sleep(0.1)
        yield port
    finally:
        process.terminate()
        process.wait()


def test_the_program_finds_the_sandbox_and_creates_its_instance(
    services: dict[str, Any], sandbox: int, tmp_path: Path
) -> None:
    (block,) = blocks_of(PAGE)
    (tmp_path / "app.py").write_text(block.code, encoding="utf-8")
    others = {name: value for name, value in os.environ.items() if not name.startswith("AURA")}
    given = services["app"]["environment"] | {"AURA_BASE_URL": f"http://127.0.0.1:{sandbox}", "HOME": str(tmp_path)}
    done = subprocess.run(
        [sys.executable, tmp_path / "app.py"],
        env=others | given, capture_output=True, encoding="utf-8", timeout=60.0, check=False,
    )  # fmt: skip
    assert done.stdout == "orders running\n", done.stderr


def test_the_address_is_that_of_the_service_and_allowed(
    services: dict[str, Any], monkeypatch: pytest.MonkeyPatch
) -> None:
    given = services["app"]["environment"]
    assert given["AURA_BASE_URL"] == ADDRESS and services["app"]["depends_on"] == {
        "sandbox": {"condition": "service_healthy"}
    }
    for name, value in given.items():
        monkeypatch.setenv(name, value)
    with Aura() as aura:
        assert ADDRESS in repr(aura)
    monkeypatch.delenv("AURAKIT_ALLOW_HTTP")
    with pytest.raises(ConfigurationError, match="http"):
        Aura()
