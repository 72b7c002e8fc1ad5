"""A pytest plugin: the fixtures `aura_sandbox`, one sandbox for a test, and `aura_sandbox_session`, one for all tests.

Load it with `pytest -p aurakit.sandbox.plugin`, or with `pytest_plugins = ["aurakit.sandbox.plugin"]` in the top
`conftest.py`. Each worker of pytest-xdist has its own sandboxes.
"""

from __future__ import annotations

import warnings
from typing import TYPE_CHECKING, Any

import pytest

from . import ManualClock, Sandbox

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping


@pytest.fixture
def aura_sandbox_options() -> dict[str, Any]:
    """Keywords of `Sandbox` for `aura_sandbox`: define a fixture of this name to set them."""
    return {}


@pytest.fixture(scope="session")
def aura_sandbox_session_options() -> dict[str, Any]:
    """Keywords of `Sandbox` for `aura_sandbox_session`: define a fixture of this name to set them."""
    return {}


@pytest.fixture
def aura_sandbox(request: pytest.FixtureRequest, aura_sandbox_options: dict[str, Any]) -> Iterator[Sandbox]:
    """A sandbox for this test.

    Its clock is manual, so that a wait of `aura_sandbox.client()` takes no real time. Code that makes its own client
    does not share that clock: use a fast one with `{"time_scale": 100.0}` in `aura_sandbox_options`. A fault that did
    not happen is reported as a warning at the end.

    `@pytest.mark.parametrize("aura_sandbox", [{"projects": [...]}, ...], indirect=True)` runs a test with several.
    """
    options = aura_sandbox_options | getattr(request, "param", {})
    with Sandbox(**_with_clock(options)) as sandbox:
        yield sandbox
        for fault in sandbox.faults:
            warnings.warn(f"This test requested a fault that did not happen: {fault!r}", stacklevel=1)


@pytest.fixture(scope="session")
def aura_sandbox_session(aura_sandbox_session_options: dict[str, Any]) -> Iterator[Sandbox]:
    """A sandbox for all tests of a run, for state that is expensive to prepare. Where tests must be isolated, use
    `sandbox.state.reset()`, or `save()` and `restore()`."""
    with Sandbox(**_with_clock(aura_sandbox_session_options)) as sandbox:
        yield sandbox


def _with_clock(options: Mapping[str, Any]) -> dict[str, Any]:
    return dict(options) if "time_scale" in options else {"clock": ManualClock(), **options}
