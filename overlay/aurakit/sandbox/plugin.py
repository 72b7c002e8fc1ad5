"""A pytest plugin: the fixture `aura_sandbox`, a sandbox for one test.

Load it with `pytest -p aurakit.sandbox.plugin`, or with `pytest_plugins = ["aurakit.sandbox.plugin"]` in the top
`conftest.py`.
"""

from __future__ import annotations

import warnings
from typing import TYPE_CHECKING, Any

import pytest

from . import ManualClock, Sandbox

if TYPE_CHECKING:
    from collections.abc import Iterator


@pytest.fixture
def aura_sandbox_options() -> dict[str, Any]:
    """Keywords of `Sandbox` for `aura_sandbox`: define a fixture of this name to set them."""
    return {}


@pytest.fixture
def aura_sandbox(aura_sandbox_options: dict[str, Any]) -> Iterator[Sandbox]:
    """A sandbox for this test.

    Its clock is manual, so that a wait of `aura_sandbox.client()` takes no real time. Code that makes a client of its
    own does not share that clock: give it a fast one with `{"time_scale": 100.0}` in `aura_sandbox_options`. A fault
    that was ordered and did not happen is a warning at the end.
    """
    options = dict(aura_sandbox_options)
    if "time_scale" not in options:
        options.setdefault("clock", ManualClock())
    with Sandbox(**options) as sandbox:
        yield sandbox
        for fault in sandbox.unused_faults:
            warnings.warn(f"This test ordered a fault that did not happen: {fault!r}", stacklevel=1)
