"""Version v1 of the API: its clients, models and enums, each imported when it is first used.

For annotations there are also the classes of the resources (`Instances`, `AsyncSnapshots`, …) and the arguments of
`create` and `ensure` as typed dictionaries.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from aurakit_raw.v1 import models as _models

from .._client.exports import exported

if TYPE_CHECKING:
    from aurakit_raw.v1.api.customer_managed_keys import AsyncCustomerManagedKeys as AsyncCustomerManagedKeys
    from aurakit_raw.v1.api.customer_managed_keys import CustomerManagedKeys as CustomerManagedKeys
    from aurakit_raw.v1.api.projects import AsyncProjects as AsyncProjects
    from aurakit_raw.v1.api.projects import Projects as Projects
    from aurakit_raw.v1.api.sessions import AsyncSessions as AsyncSessions
    from aurakit_raw.v1.api.sessions import Sessions as Sessions
    from aurakit_raw.v1.api.snapshots import AsyncSnapshots as AsyncSnapshots
    from aurakit_raw.v1.api.snapshots import Snapshots as Snapshots
    from aurakit_raw.v1.models import *  # noqa: F403

    from .arguments import InstanceCreateParams as InstanceCreateParams
    from .arguments import InstanceEnsureParams as InstanceEnsureParams
    from .client import AsyncAura as AsyncAura
    from .client import Aura as Aura
    from .instances import AsyncInstances as AsyncInstances
    from .instances import Instances as Instances

_RAW = "aurakit_raw.v1.api"
_MODULES = {
    f"{__name__}.client": ("AsyncAura", "Aura"),
    f"{__name__}.arguments": ("InstanceCreateParams", "InstanceEnsureParams"),
    f"{__name__}.instances": ("AsyncInstances", "Instances"),
    f"{_RAW}.customer_managed_keys": ("AsyncCustomerManagedKeys", "CustomerManagedKeys"),
    f"{_RAW}.projects": ("AsyncProjects", "Projects"),
    f"{_RAW}.sessions": ("AsyncSessions", "Sessions"),
    f"{_RAW}.snapshots": ("AsyncSnapshots", "Snapshots"),
}

if not TYPE_CHECKING:  # with a typed `__getattr__` a checker would accept any misspelt name
    __getattr__ = exported(__name__, _MODULES, _models)


def __dir__() -> list[str]:
    return __all__


__all__ = [
    "AsyncAura",
    "AsyncCustomerManagedKeys",
    "AsyncInstances",
    "AsyncProjects",
    "AsyncSessions",
    "AsyncSnapshots",
    "Aura",
    "CustomerManagedKeys",
    "InstanceCreateParams",
    "InstanceEnsureParams",
    "Instances",
    "Projects",
    "Sessions",
    "Snapshots",
]
__all__ += _models.__all__
