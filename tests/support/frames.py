"""Which frames are the package's own, whatever the folder of the checkout is called."""

from __future__ import annotations

from pathlib import Path

import aurakit

PACKAGE = Path(aurakit.__file__).parent


def is_ours(filename: str) -> bool:
    """Whether a file belongs to the package `aurakit`."""
    return Path(filename).is_relative_to(PACKAGE)
