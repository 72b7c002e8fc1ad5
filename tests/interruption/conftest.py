"""What makes thousands of interruptions affordable."""

from __future__ import annotations

import gc

import pytest


@pytest.fixture(autouse=True)
def _collecting_what_is_new() -> None:
    """After each interruption everything that was left is collected: not the whole test run as well.

    What is frozen stays so: all of it would be looked through again in each of the tests that follow.
    """
    gc.collect()
    gc.freeze()
