"""What all tests share: the same examples on every run, no time limit of hypothesis' own (load would break it), and
word of the tests that are left out. Tests that share something dear to make are given to one process."""

from __future__ import annotations

import pytest
from hypothesis import settings

from contract.prism import left_out

DEAR = ("findings", "fresh", "grown", "prism", "wheel", "whole")  # fixtures that take seconds

settings.register_profile("suite", deadline=None, derandomize=True, database=None)
settings.load_profile("suite")


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    for item in items:
        for name in DEAR:
            if name in getattr(item, "fixturenames", ()):
                item.add_marker(pytest.mark.xdist_group(name))


def pytest_terminal_summary(terminalreporter: pytest.TerminalReporter) -> None:
    if reason := left_out():
        terminalreporter.section("left out")
        terminalreporter.write_line(f"tests/contract/test_prism.py: {reason}")
