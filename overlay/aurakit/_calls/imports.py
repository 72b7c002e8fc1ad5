"""What keeps imports, and locks of libraries, whole if another thread forks; that of the generated clients."""

from __future__ import annotations

from aurakit_raw.importing import LateProperty, importing, no_fork

__all__ = ["LateProperty", "importing", "no_fork"]
