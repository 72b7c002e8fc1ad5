"""Version v2beta1 of the API, a beta that changes without notice: its clients, models and enums.

Each is imported when it is first used. For annotations there are also the classes of the resources (`Instances`,
`AsyncBackups`, …).
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from aurakit_raw.v2beta1 import models as _models

from .._client.exports import exported

if TYPE_CHECKING:
    from aurakit_raw.v2beta1.api.activity_feed import ActivityFeed as ActivityFeed
    from aurakit_raw.v2beta1.api.activity_feed import AsyncActivityFeed as AsyncActivityFeed
    from aurakit_raw.v2beta1.api.agents import Agents as Agents
    from aurakit_raw.v2beta1.api.agents import AsyncAgents as AsyncAgents
    from aurakit_raw.v2beta1.api.backups import AsyncBackups as AsyncBackups
    from aurakit_raw.v2beta1.api.backups import Backups as Backups
    from aurakit_raw.v2beta1.api.billing import AsyncBilling as AsyncBilling
    from aurakit_raw.v2beta1.api.billing import Billing as Billing
    from aurakit_raw.v2beta1.api.databases import AsyncDatabases as AsyncDatabases
    from aurakit_raw.v2beta1.api.databases import Databases as Databases
    from aurakit_raw.v2beta1.api.deployments import AsyncDeployments as AsyncDeployments
    from aurakit_raw.v2beta1.api.deployments import Deployments as Deployments
    from aurakit_raw.v2beta1.api.import_jobs import AsyncImportJobs as AsyncImportJobs
    from aurakit_raw.v2beta1.api.import_jobs import ImportJobs as ImportJobs
    from aurakit_raw.v2beta1.api.instances import AsyncInstances as AsyncInstances
    from aurakit_raw.v2beta1.api.instances import Instances as Instances
    from aurakit_raw.v2beta1.api.ip_filters import AsyncIpFilters as AsyncIpFilters
    from aurakit_raw.v2beta1.api.ip_filters import IpFilters as IpFilters
    from aurakit_raw.v2beta1.api.organizations import AsyncOrganizations as AsyncOrganizations
    from aurakit_raw.v2beta1.api.organizations import Organizations as Organizations
    from aurakit_raw.v2beta1.api.projects import AsyncProjects as AsyncProjects
    from aurakit_raw.v2beta1.api.projects import Projects as Projects
    from aurakit_raw.v2beta1.api.sessions import AsyncSessions as AsyncSessions
    from aurakit_raw.v2beta1.api.sessions import Sessions as Sessions
    from aurakit_raw.v2beta1.api.virtual_graphs import AsyncVirtualGraphs as AsyncVirtualGraphs
    from aurakit_raw.v2beta1.api.virtual_graphs import VirtualGraphs as VirtualGraphs
    from aurakit_raw.v2beta1.models import *  # noqa: F403

    from .._client.dotenv import OneTimeSecrets as OneTimeSecrets
    from .client import AsyncAura as AsyncAura
    from .client import Aura as Aura
    from .secrets import secrets_of as secrets_of

_RAW = "aurakit_raw.v2beta1.api"
_MODULES = {
    f"{__name__}.client": ("AsyncAura", "Aura"),
    f"{__name__}.secrets": ("secrets_of",),
    "aurakit._client.dotenv": ("OneTimeSecrets",),
    f"{_RAW}.activity_feed": ("ActivityFeed", "AsyncActivityFeed"),
    f"{_RAW}.agents": ("Agents", "AsyncAgents"),
    f"{_RAW}.backups": ("AsyncBackups", "Backups"),
    f"{_RAW}.billing": ("AsyncBilling", "Billing"),
    f"{_RAW}.databases": ("AsyncDatabases", "Databases"),
    f"{_RAW}.deployments": ("AsyncDeployments", "Deployments"),
    f"{_RAW}.import_jobs": ("AsyncImportJobs", "ImportJobs"),
    f"{_RAW}.instances": ("AsyncInstances", "Instances"),
    f"{_RAW}.ip_filters": ("AsyncIpFilters", "IpFilters"),
    f"{_RAW}.organizations": ("AsyncOrganizations", "Organizations"),
    f"{_RAW}.projects": ("AsyncProjects", "Projects"),
    f"{_RAW}.sessions": ("AsyncSessions", "Sessions"),
    f"{_RAW}.virtual_graphs": ("AsyncVirtualGraphs", "VirtualGraphs"),
}

if not TYPE_CHECKING:  # with a typed `__getattr__` a checker would accept any misspelt name
    __getattr__ = exported(__name__, _MODULES, _models)


def __dir__() -> list[str]:
    return __all__


__all__ = [
    "ActivityFeed",
    "Agents",
    "AsyncActivityFeed",
    "AsyncAgents",
    "AsyncAura",
    "AsyncBackups",
    "AsyncBilling",
    "AsyncDatabases",
    "AsyncDeployments",
    "AsyncImportJobs",
    "AsyncInstances",
    "AsyncIpFilters",
    "AsyncOrganizations",
    "AsyncProjects",
    "AsyncSessions",
    "AsyncVirtualGraphs",
    "Aura",
    "Backups",
    "Billing",
    "Databases",
    "Deployments",
    "ImportJobs",
    "Instances",
    "IpFilters",
    "OneTimeSecrets",
    "Organizations",
    "Projects",
    "Sessions",
    "VirtualGraphs",
    "secrets_of",
]
__all__ += _models.__all__
