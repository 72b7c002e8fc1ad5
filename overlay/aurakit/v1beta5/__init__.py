"""Version v1beta5 of the API, a beta that changes without notice: its clients, models and enums.

Each is imported when it is first used."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from aurakit_raw.v1beta5 import models as _models

if TYPE_CHECKING:
    from aurakit_raw.v1beta5.models import *  # noqa: F403

    from .._client.dotenv import OneTimeSecrets as OneTimeSecrets
    from .client import AsyncAura as AsyncAura
    from .client import Aura as Aura
    from .secrets import secrets_of as secrets_of
else:

    def __getattr__(name: str) -> Any:
        if name in ("Aura", "AsyncAura"):
            from . import client

            return getattr(client, name)
        if name == "secrets_of":
            from .secrets import secrets_of

            return secrets_of
        if name == "OneTimeSecrets":
            from .._client.dotenv import OneTimeSecrets

            return OneTimeSecrets
        return getattr(_models, name)


def __dir__() -> list[str]:
    return __all__


__all__ = ["AsyncAura", "Aura", "OneTimeSecrets", "secrets_of"]
__all__ += _models.__all__
