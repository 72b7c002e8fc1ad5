"""What all tests share: the same examples on every run, no time limit of hypothesis' own (load would break it), Ctrl-C
that arrives, a fresh process for each test, and word of the tests that are left out."""

from __future__ import annotations

import gc
import os
import signal
import sys

import pytest
from hypothesis import Phase, settings

if os.environ.get("AURAKIT_HTTP_LIBRARY") == "httpx2":  # see support/http_library.py
    loaded = [name for name in ("httpx", "httpcore") if name in sys.modules]
    if loaded:
        sys.exit(f"{loaded} are imported already: scripts/test leaves out the plugins that do so")
    sys.modules["httpx"] = sys.modules["httpcore"] = None  # type: ignore[assignment]  # how an import is refused
    # The generator, which the first ones run or take names from, imports httpx; so do vcrpy and the programs by others.
    collect_ignore = [
        "contract", "pipeline", "errors/test_version_hints.py", "client/test_empty_responses.py",
        "v1beta5/test_redirects.py", "sandbox/v1/test_conformance.py", "sandbox/test_seeds.py", "sandbox/v1beta5",
        "sandbox/v2beta1", "live_rehearsal", "recordings", "sandbox/test_plugin.py", "programs",
    ]  # fmt: skip
else:
    collect_ignore = []

from cli import shells
from contract.prism import left_out
from programs import environments
from sandbox import browser
from stores import redis_server
from support.new_process import as_in_a_new_process

# sentry-sdk imports it where it is installed, and it warns of every fork from then on. tests/hosts runs it in processes
# of its own.
sys.modules["eventlet"] = None  # type: ignore[assignment]

settings.register_profile("suite", deadline=None, derandomize=True, database=None)
# For scripts/breaks.py and the like: that something fails is enough, the smallest example is not needed.
settings.register_profile("unshrunk", settings.get_profile("suite"), phases=[Phase.explicit, Phase.generate])
settings.load_profile("suite")

# A shell that starts the tests in the background makes them ignore Ctrl-C, and their children would ignore it as well.
signal.signal(signal.SIGINT, signal.default_int_handler)


@pytest.fixture(autouse=True)
def nothing_kept_from_other_tests() -> None:
    """Forget the limits and tokens that the process keeps for all its clients."""
    as_in_a_new_process()


def pytest_collection_finish() -> None:
    """Spare the garbage collector what lives as long as the tests do: each of its runs took half a second."""
    gc.collect()
    gc.freeze()


def pytest_terminal_summary(terminalreporter: pytest.TerminalReporter) -> None:
    reasons = {
        "tests/cli/test_shells.py": shells.left_out(),
        "tests/contract/test_prism.py": left_out(),
        "tests/programs": environments.left_out(),
        "tests/sandbox/test_page.py": browser.left_out(),
        "tests/stores/test_redis.py, RedisStore in tests/stores and tests/faults": redis_server.left_out(),
    }
    if os.environ.get("AURAKIT_HTTP_LIBRARY") == "httpx2":
        reasons["tests/mocking/test_respx.py, test_pytest_httpx.py, test_instrumentation.py"] = (
            "they patch httpx itself"
        )
        reasons[", ".join(f"tests/{path}" for path in collect_ignore)] = (
            "the generator, vcrpy or programs there use httpx"
        )
    if any(reasons.values()):
        terminalreporter.section("left out")
    for path, reason in reasons.items():
        if reason:
            terminalreporter.write_line(f"{path}: {reason}")
