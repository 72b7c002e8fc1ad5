"""What makes thousands of interruptions affordable."""

from __future__ import annotations

import gc
from typing import TYPE_CHECKING

import pytest

if TYPE_CHECKING:
    from collections.abc import Iterator


@pytest.fixture(autouse=True)
def _collecting_what_is_new() -> Iterator[None]:
    """After each interruption everything that was left is collected: not the whole test run as well."""
    gc.collect()
    gc.freeze()
    yield
    gc.unfreeze()
