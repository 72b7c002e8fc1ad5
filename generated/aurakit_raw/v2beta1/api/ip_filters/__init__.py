# Written by `python scripts/generate.py` from openapi/v2beta1/. Do not edit.
"""The operations on ip filters, as methods."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from ....importing import Late

if TYPE_CHECKING:
    import builtins
    from collections.abc import Mapping, Sequence

    from ....client import AsyncClient, Client
    from ...models.allowed_range import AllowedRange
    from ...models.filtered_entities import FilteredEntities
    from ...models.ip_filter import IpFilter
    from . import create_ip_filter, delete_ip_filter, get_ip_filter, list_ip_filters, update_ip_filter
else:
    create_ip_filter = Late(globals(), "create_ip_filter")
    delete_ip_filter = Late(globals(), "delete_ip_filter")
    get_ip_filter = Late(globals(), "get_ip_filter")
    list_ip_filters = Late(globals(), "list_ip_filters")
    update_ip_filter = Late(globals(), "update_ip_filter")


class IpFilters:
    """IP filters: which addresses may connect to which instances."""

    def __init__(self, client: Client) -> None:
        self._client = client

    def list(self, *, organization_id: str | None = None) -> builtins.list[IpFilter]:
        """List the IP filters of an organization.

        Each says which addresses may connect, and to which instances. `instances.get_ip_filters` says whether one is
        in force on an instance.

        Args:
            organization_id: The id of the organization, a UUID; the client's own if not given.

        Returns:
            The filters, all in one list.

        Raises:
            ForbiddenError: Your credentials do not belong to an administrator of the organization.

        See https://neo4j.com/docs/aura/platform/api/specification/.
        """
        return self._client.result(list_ip_filters.request(organization_id=organization_id))

    def create(
        self,
        *,
        name: str,
        allow_list: Sequence[AllowedRange | Mapping[str, Any]],
        description: str | None = None,
        entities: FilteredEntities | Mapping[str, Any] | None = None,
        filtering_disabled: bool | None = None,
        brain_ip_addresses_enabled: bool | None = None,
        organization_id: str | None = None,
    ) -> IpFilter:
        """Create an IP filter, which lets only some addresses connect.

        Nobody whose address is not in a range can connect to its instances any more, including you.
        `instances.get_ip_filters` says whether it is already in force on an instance.

        Args:
            name: A name that no other filter of the organization has.
            allow_list: All ranges of addresses to allow.
            description: A description of its purpose.
            entities: What to protect: organizations, projects or single instances.
            filtering_disabled: Whether it is switched off, so that every address may connect.
            brain_ip_addresses_enabled: Whether Neo4j's own services may connect, too.
            organization_id: The id of the organization, a UUID; the client's own if not given.

        Returns:
            The filter with its id.

        Raises:
            BadRequestError: A range that is not in CIDR notation, or an instance whose tier has no IP filters.
            ConflictError: There is already a filter with this name (`ip-filter-already-exists`).

        See https://neo4j.com/docs/aura/platform/api/specification/.
        """
        return self._client.result(
            create_ip_filter.request(
                name=name,
                allow_list=allow_list,
                description=description,
                entities=entities,
                filtering_disabled=filtering_disabled,
                brain_ip_addresses_enabled=brain_ip_addresses_enabled,
                organization_id=organization_id,
            )
        )

    def get(self, ip_filter_id: str, *, organization_id: str | None = None) -> IpFilter:
        """Get one IP filter of an organization.

        It has its ranges and what it protects. `instances.get_ip_filters` says whether it is in force on an instance.

        Args:
            ip_filter_id: The id of the IP filter, a number.
            organization_id: The id of the organization, a UUID; the client's own if not given.

        Returns:
            The filter.

        Raises:
            NotFoundError: There is none with this id.

        See https://neo4j.com/docs/aura/platform/api/specification/.
        """
        return self._client.result(get_ip_filter.request(ip_filter_id, organization_id=organization_id))

    def delete(self, ip_filter_id: str, *, organization_id: str | None = None) -> None:
        """Delete an IP filter; its instances are open to every address again.

        The API has been seen to respond with 500 although the filter was deleted. Safe to repeat.

        Args:
            ip_filter_id: The id of the IP filter, a number.
            organization_id: The id of the organization, a UUID; the client's own if not given.

        Raises:
            NotFoundError: There was nothing with this id.

        See https://neo4j.com/docs/aura/platform/api/specification/.
        """
        return self._client.result(delete_ip_filter.request(ip_filter_id, organization_id=organization_id))

    def update(
        self,
        ip_filter_id: str,
        *,
        name: str | None = None,
        description: str | None = None,
        allow_list: Sequence[AllowedRange | Mapping[str, Any]] | None = None,
        entities: FilteredEntities | Mapping[str, Any] | None = None,
        filtering_disabled: bool | None = None,
        brain_ip_addresses_enabled: bool | None = None,
        organization_id: str | None = None,
    ) -> IpFilter:
        """Change the ranges, the instances or the name of an IP filter.

        Values that are not given stay unchanged; a list replaces the previous one. Addresses that it leaves out can no
        longer connect.

        Args:
            ip_filter_id: The id of the IP filter, a number.
            name: A name that no other filter of the organization has.
            description: A description of its purpose.
            allow_list: All ranges of addresses to allow.
            entities: What to protect: organizations, projects or single instances.
            filtering_disabled: Whether it is switched off, so that every address may connect.
            brain_ip_addresses_enabled: Whether Neo4j's own services may connect, too.
            organization_id: The id of the organization, a UUID; the client's own if not given.

        Returns:
            The filter with its new values.

        Raises:
            BadRequestError: A range that is not in CIDR notation.
            NotFoundError: There is none with this id.

        See https://neo4j.com/docs/aura/platform/api/specification/.
        """
        completed: IpFilter = self._client.complete(
            update_ip_filter.request(
                ip_filter_id,
                name=name,
                description=description,
                allow_list=allow_list,
                entities=entities,
                filtering_disabled=filtering_disabled,
                brain_ip_addresses_enabled=brain_ip_addresses_enabled,
                organization_id=organization_id,
            )
        )
        return completed


class AsyncIpFilters:
    """IP filters: which addresses may connect to which instances."""

    def __init__(self, client: AsyncClient) -> None:
        self._client = client

    async def list(self, *, organization_id: str | None = None) -> builtins.list[IpFilter]:
        """List the IP filters of an organization.

        Each says which addresses may connect, and to which instances. `instances.get_ip_filters` says whether one is
        in force on an instance.

        Args:
            organization_id: The id of the organization, a UUID; the client's own if not given.

        Returns:
            The filters, all in one list.

        Raises:
            ForbiddenError: Your credentials do not belong to an administrator of the organization.

        See https://neo4j.com/docs/aura/platform/api/specification/.
        """
        return await self._client.result(list_ip_filters.request(organization_id=organization_id))

    async def create(
        self,
        *,
        name: str,
        allow_list: Sequence[AllowedRange | Mapping[str, Any]],
        description: str | None = None,
        entities: FilteredEntities | Mapping[str, Any] | None = None,
        filtering_disabled: bool | None = None,
        brain_ip_addresses_enabled: bool | None = None,
        organization_id: str | None = None,
    ) -> IpFilter:
        """Create an IP filter, which lets only some addresses connect.

        Nobody whose address is not in a range can connect to its instances any more, including you.
        `instances.get_ip_filters` says whether it is already in force on an instance.

        Args:
            name: A name that no other filter of the organization has.
            allow_list: All ranges of addresses to allow.
            description: A description of its purpose.
            entities: What to protect: organizations, projects or single instances.
            filtering_disabled: Whether it is switched off, so that every address may connect.
            brain_ip_addresses_enabled: Whether Neo4j's own services may connect, too.
            organization_id: The id of the organization, a UUID; the client's own if not given.

        Returns:
            The filter with its id.

        Raises:
            BadRequestError: A range that is not in CIDR notation, or an instance whose tier has no IP filters.
            ConflictError: There is already a filter with this name (`ip-filter-already-exists`).

        See https://neo4j.com/docs/aura/platform/api/specification/.
        """
        return await self._client.result(
            create_ip_filter.request(
                name=name,
                allow_list=allow_list,
                description=description,
                entities=entities,
                filtering_disabled=filtering_disabled,
                brain_ip_addresses_enabled=brain_ip_addresses_enabled,
                organization_id=organization_id,
            )
        )

    async def get(self, ip_filter_id: str, *, organization_id: str | None = None) -> IpFilter:
        """Get one IP filter of an organization.

        It has its ranges and what it protects. `instances.get_ip_filters` says whether it is in force on an instance.

        Args:
            ip_filter_id: The id of the IP filter, a number.
            organization_id: The id of the organization, a UUID; the client's own if not given.

        Returns:
            The filter.

        Raises:
            NotFoundError: There is none with this id.

        See https://neo4j.com/docs/aura/platform/api/specification/.
        """
        return await self._client.result(get_ip_filter.request(ip_filter_id, organization_id=organization_id))

    async def delete(self, ip_filter_id: str, *, organization_id: str | None = None) -> None:
        """Delete an IP filter; its instances are open to every address again.

        The API has been seen to respond with 500 although the filter was deleted. Safe to repeat.

        Args:
            ip_filter_id: The id of the IP filter, a number.
            organization_id: The id of the organization, a UUID; the client's own if not given.

        Raises:
            NotFoundError: There was nothing with this id.

        See https://neo4j.com/docs/aura/platform/api/specification/.
        """
        return await self._client.result(delete_ip_filter.request(ip_filter_id, organization_id=organization_id))

    async def update(
        self,
        ip_filter_id: str,
        *,
        name: str | None = None,
        description: str | None = None,
        allow_list: Sequence[AllowedRange | Mapping[str, Any]] | None = None,
        entities: FilteredEntities | Mapping[str, Any] | None = None,
        filtering_disabled: bool | None = None,
        brain_ip_addresses_enabled: bool | None = None,
        organization_id: str | None = None,
    ) -> IpFilter:
        """Change the ranges, the instances or the name of an IP filter.

        Values that are not given stay unchanged; a list replaces the previous one. Addresses that it leaves out can no
        longer connect.

        Args:
            ip_filter_id: The id of the IP filter, a number.
            name: A name that no other filter of the organization has.
            description: A description of its purpose.
            allow_list: All ranges of addresses to allow.
            entities: What to protect: organizations, projects or single instances.
            filtering_disabled: Whether it is switched off, so that every address may connect.
            brain_ip_addresses_enabled: Whether Neo4j's own services may connect, too.
            organization_id: The id of the organization, a UUID; the client's own if not given.

        Returns:
            The filter with its new values.

        Raises:
            BadRequestError: A range that is not in CIDR notation.
            NotFoundError: There is none with this id.

        See https://neo4j.com/docs/aura/platform/api/specification/.
        """
        completed: IpFilter = await self._client.complete(
            update_ip_filter.request(
                ip_filter_id,
                name=name,
                description=description,
                allow_list=allow_list,
                entities=entities,
                filtering_disabled=filtering_disabled,
                brain_ip_addresses_enabled=brain_ip_addresses_enabled,
                organization_id=organization_id,
            )
        )
        return completed
