# Written by `python scripts/generate.py` from openapi/v1/. Do not edit.
"""The resources of the API: a class for each group of operations, and a class that has all of them."""

from __future__ import annotations

from typing import TYPE_CHECKING

from ...importing import LateProperty

if TYPE_CHECKING:
    from ...client import AsyncClient, Client
    from .customer_managed_keys import AsyncCustomerManagedKeys, CustomerManagedKeys
    from .instances import AsyncInstances, Instances
    from .projects import AsyncProjects, Projects
    from .sessions import AsyncSessions, Sessions
    from .snapshots import AsyncSnapshots, Snapshots


class Resources:
    """All resources, each created when it is first used."""

    _client: Client

    @LateProperty
    def customer_managed_keys(self) -> CustomerManagedKeys:
        from .customer_managed_keys import CustomerManagedKeys

        return CustomerManagedKeys(self._client)

    @LateProperty
    def instances(self) -> Instances:
        from .instances import Instances

        return Instances(self._client)

    @LateProperty
    def projects(self) -> Projects:
        from .projects import Projects

        return Projects(self._client)

    @LateProperty
    def sessions(self) -> Sessions:
        from .sessions import Sessions

        return Sessions(self._client)

    @LateProperty
    def snapshots(self) -> Snapshots:
        from .snapshots import Snapshots

        return Snapshots(self._client)


class AsyncResources:
    """All resources, each created when it is first used."""

    _client: AsyncClient

    @LateProperty
    def customer_managed_keys(self) -> AsyncCustomerManagedKeys:
        from .customer_managed_keys import AsyncCustomerManagedKeys

        return AsyncCustomerManagedKeys(self._client)

    @LateProperty
    def instances(self) -> AsyncInstances:
        from .instances import AsyncInstances

        return AsyncInstances(self._client)

    @LateProperty
    def projects(self) -> AsyncProjects:
        from .projects import AsyncProjects

        return AsyncProjects(self._client)

    @LateProperty
    def sessions(self) -> AsyncSessions:
        from .sessions import AsyncSessions

        return AsyncSessions(self._client)

    @LateProperty
    def snapshots(self) -> AsyncSnapshots:
        from .snapshots import AsyncSnapshots

        return AsyncSnapshots(self._client)
