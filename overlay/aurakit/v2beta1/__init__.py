"""Version v2beta1 of the API, a beta that changes without notice: its clients, models and enums.

Each is imported when it is first used."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from aurakit_raw.v2beta1 import models as _models

if TYPE_CHECKING:
    from aurakit_raw.v2beta1.models import *  # noqa: F403

    from .client import AsyncAura as AsyncAura
    from .client import Aura as Aura
else:

    def __getattr__(name: str) -> Any:
        if name in ("Aura", "AsyncAura"):
            from . import client

            return getattr(client, name)
        return getattr(_models, name)


def __dir__() -> list[str]:
    return __all__


__all__ = ["AsyncAura", "Aura"]
__all__ += _models.__all__
