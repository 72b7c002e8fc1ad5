"""Version v1beta5 of the API, a beta that changes without notice: its clients, models and enums.

Each is imported when it is first used. For annotations there are also the classes of the resources (`DataApis`,
`AsyncDataApis`, …).
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from aurakit_raw.v1beta5 import models as _models

from .._client.exports import exported

if TYPE_CHECKING:
    from aurakit_raw.v1beta5.api.auth_providers import AsyncAuthProviders as AsyncAuthProviders
    from aurakit_raw.v1beta5.api.auth_providers import AuthProviders as AuthProviders
    from aurakit_raw.v1beta5.api.data_apis import AsyncDataApis as AsyncDataApis
    from aurakit_raw.v1beta5.api.data_apis import DataApis as DataApis
    from aurakit_raw.v1beta5.models import *  # noqa: F403

    from .._client.dotenv import OneTimeSecrets as OneTimeSecrets
    from .client import AsyncAura as AsyncAura
    from .client import Aura as Aura
    from .secrets import secrets_of as secrets_of

_RAW = "aurakit_raw.v1beta5.api"
_MODULES = {
    f"{__name__}.client": ("AsyncAura", "Aura"),
    f"{__name__}.secrets": ("secrets_of",),
    "aurakit._client.dotenv": ("OneTimeSecrets",),
    f"{_RAW}.auth_providers": ("AsyncAuthProviders", "AuthProviders"),
    f"{_RAW}.data_apis": ("AsyncDataApis", "DataApis"),
}

if not TYPE_CHECKING:  # with a typed `__getattr__` a checker would accept any misspelt name
    __getattr__ = exported(__name__, _MODULES, _models)


def __dir__() -> list[str]:
    return __all__


__all__ = [
    "AsyncAura",
    "AsyncAuthProviders",
    "AsyncDataApis",
    "Aura",
    "AuthProviders",
    "DataApis",
    "OneTimeSecrets",
    "secrets_of",
]
__all__ += _models.__all__
