"""Version v1 of the API: its models and enums, each imported when it is first used, and its clients.

A second version gets a module of its own beside this one.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from aurakit_raw.v1 import models as _models

if TYPE_CHECKING:
    from aurakit_raw.v1.models import *  # noqa: F403

    from .async_client import AsyncAura as AsyncAura
    from .client import Aura as Aura
else:

    def __getattr__(name: str) -> Any:
        if name in ("Aura", "AsyncAura"):
            import aurakit

            return getattr(aurakit, name)
        return getattr(_models, name)


def __dir__() -> list[str]:
    return __all__


__all__ = ["AsyncAura", "Aura"]
__all__ += _models.__all__
