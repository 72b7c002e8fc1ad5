"""Importing in the middle of a call, safely where another thread may fork: the block is the generated clients' own."""

from __future__ import annotations

from aurakit_raw.importing import importing

__all__ = ["importing"]
