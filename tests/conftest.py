"""What all tests share: the same examples on every run, no time limit of hypothesis' own (load would break it), Ctrl-C
that arrives, and word of the tests that are left out."""

from __future__ import annotations

import signal
from typing import TYPE_CHECKING

from hypothesis import settings

from contract.prism import left_out
from sandbox import browser

if TYPE_CHECKING:
    import pytest

settings.register_profile("suite", deadline=None, derandomize=True, database=None)
settings.load_profile("suite")

# A shell that starts the tests in the background makes them ignore Ctrl-C, and their children would ignore it as well.
signal.signal(signal.SIGINT, signal.default_int_handler)


def pytest_terminal_summary(terminalreporter: pytest.TerminalReporter) -> None:
    reasons = {"tests/contract/test_prism.py": left_out(), "tests/sandbox/test_page.py": browser.left_out()}
    if any(reasons.values()):
        terminalreporter.section("left out")
    for path, reason in reasons.items():
        if reason:
            terminalreporter.write_line(f"{path}: {reason}")
