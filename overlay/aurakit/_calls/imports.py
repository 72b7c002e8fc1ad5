"""Imports during a call that are safe if another thread forks; the context manager is that of the generated clients."""

from __future__ import annotations

from aurakit_raw.importing import importing

__all__ = ["importing"]
