"""The limits that the clients of this process keep to without a store."""

from __future__ import annotations

from typing import TYPE_CHECKING

from aurakit._auth.memory_store import _stores

if TYPE_CHECKING:
    from aurakit._ratelimit.limiter import Limiter


def limiters() -> list[Limiter]:
    """All of them."""
    return [limit for store in list(_stores._used.values()) for limit in list(store._limits._used.values())]
