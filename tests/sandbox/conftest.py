"""Sandboxes for the tests: one that is calm, one that is as awkward as the real API."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from aurakit.sandbox import Awkwardness, ManualClock, Sandbox
from sandbox.caller import Caller

if TYPE_CHECKING:
    from collections.abc import Iterator


@pytest.fixture
def calm() -> Iterator[Caller]:
    """A sandbox that does what the document says, in a time of the test's own, without a rate limit."""
    options = {"awkwardness": Awkwardness.off(), "request_limit": None}
    with Sandbox(clock=ManualClock(), token_lifetime=1e9, **options) as sandbox, Caller(sandbox) as caller:  # type: ignore[arg-type]
        yield caller


@pytest.fixture
def awkward() -> Iterator[Caller]:
    """A sandbox as it is by default, in a time of the test's own."""
    with Sandbox(clock=ManualClock()) as sandbox, Caller(sandbox) as caller:
        yield caller
