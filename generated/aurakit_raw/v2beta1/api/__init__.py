# Written by `python scripts/generate.py` from openapi/v2beta1/. Do not edit.
"""The resources of the API: a class for each group of operations, and a class that has all of them."""

from __future__ import annotations

from typing import TYPE_CHECKING

from ...importing import LateProperty

if TYPE_CHECKING:
    from ...client import AsyncClient, Client
    from .activity_feed import ActivityFeed, AsyncActivityFeed
    from .agents import Agents, AsyncAgents
    from .backups import AsyncBackups, Backups
    from .billing import AsyncBilling, Billing
    from .databases import AsyncDatabases, Databases
    from .deployments import AsyncDeployments, Deployments
    from .import_jobs import AsyncImportJobs, ImportJobs
    from .instances import AsyncInstances, Instances
    from .ip_filters import AsyncIpFilters, IpFilters
    from .organizations import AsyncOrganizations, Organizations
    from .projects import AsyncProjects, Projects
    from .sessions import AsyncSessions, Sessions
    from .virtual_graphs import AsyncVirtualGraphs, VirtualGraphs


class Resources:
    """All resources, each created when it is first used."""

    _client: Client

    @LateProperty
    def activity_feed(self) -> ActivityFeed:
        from .activity_feed import ActivityFeed

        return ActivityFeed(self._client)

    @LateProperty
    def agents(self) -> Agents:
        from .agents import Agents

        return Agents(self._client)

    @LateProperty
    def backups(self) -> Backups:
        from .backups import Backups

        return Backups(self._client)

    @LateProperty
    def billing(self) -> Billing:
        from .billing import Billing

        return Billing(self._client)

    @LateProperty
    def databases(self) -> Databases:
        from .databases import Databases

        return Databases(self._client)

    @LateProperty
    def deployments(self) -> Deployments:
        from .deployments import Deployments

        return Deployments(self._client)

    @LateProperty
    def import_jobs(self) -> ImportJobs:
        from .import_jobs import ImportJobs

        return ImportJobs(self._client)

    @LateProperty
    def instances(self) -> Instances:
        from .instances import Instances

        return Instances(self._client)

    @LateProperty
    def ip_filters(self) -> IpFilters:
        from .ip_filters import IpFilters

        return IpFilters(self._client)

    @LateProperty
    def organizations(self) -> Organizations:
        from .organizations import Organizations

        return Organizations(self._client)

    @LateProperty
    def projects(self) -> Projects:
        from .projects import Projects

        return Projects(self._client)

    @LateProperty
    def sessions(self) -> Sessions:
        from .sessions import Sessions

        return Sessions(self._client)

    @LateProperty
    def virtual_graphs(self) -> VirtualGraphs:
        from .virtual_graphs import VirtualGraphs

        return VirtualGraphs(self._client)


class AsyncResources:
    """All resources, each created when it is first used."""

    _client: AsyncClient

    @LateProperty
    def activity_feed(self) -> AsyncActivityFeed:
        from .activity_feed import AsyncActivityFeed

        return AsyncActivityFeed(self._client)

    @LateProperty
    def agents(self) -> AsyncAgents:
        from .agents import AsyncAgents

        return AsyncAgents(self._client)

    @LateProperty
    def backups(self) -> AsyncBackups:
        from .backups import AsyncBackups

        return AsyncBackups(self._client)

    @LateProperty
    def billing(self) -> AsyncBilling:
        from .billing import AsyncBilling

        return AsyncBilling(self._client)

    @LateProperty
    def databases(self) -> AsyncDatabases:
        from .databases import AsyncDatabases

        return AsyncDatabases(self._client)

    @LateProperty
    def deployments(self) -> AsyncDeployments:
        from .deployments import AsyncDeployments

        return AsyncDeployments(self._client)

    @LateProperty
    def import_jobs(self) -> AsyncImportJobs:
        from .import_jobs import AsyncImportJobs

        return AsyncImportJobs(self._client)

    @LateProperty
    def instances(self) -> AsyncInstances:
        from .instances import AsyncInstances

        return AsyncInstances(self._client)

    @LateProperty
    def ip_filters(self) -> AsyncIpFilters:
        from .ip_filters import AsyncIpFilters

        return AsyncIpFilters(self._client)

    @LateProperty
    def organizations(self) -> AsyncOrganizations:
        from .organizations import AsyncOrganizations

        return AsyncOrganizations(self._client)

    @LateProperty
    def projects(self) -> AsyncProjects:
        from .projects import AsyncProjects

        return AsyncProjects(self._client)

    @LateProperty
    def sessions(self) -> AsyncSessions:
        from .sessions import AsyncSessions

        return AsyncSessions(self._client)

    @LateProperty
    def virtual_graphs(self) -> AsyncVirtualGraphs:
        from .virtual_graphs import AsyncVirtualGraphs

        return AsyncVirtualGraphs(self._client)
