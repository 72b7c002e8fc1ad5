"""The version of this package, equal to that in pyproject.toml: reading it from the metadata costs milliseconds."""

from __future__ import annotations

from typing import Final

__version__: Final = "0.1.0"
