"""What the tests of the command line share."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING

import pytest

from aurakit.sandbox import Sandbox
from support.commands import run

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator
    from pathlib import Path

    from support.commands import Finding


@pytest.fixture
def doctor(tmp_path: Path) -> Callable[..., Finding]:
    """Runs the command with nothing set but the given variables."""
    return partial(run, tmp_path)


@pytest.fixture
def sandbox() -> Iterator[Sandbox]:
    with Sandbox() as sandbox:
        yield sandbox
