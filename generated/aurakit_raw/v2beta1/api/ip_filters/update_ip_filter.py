# Written by `python scripts/generate.py` from openapi/v2beta1/. Do not edit.

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from ....types import Operation, Request, encoded_items, given, unless_empty

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from ...models.allowed_range import AllowedRange
    from ...models.filtered_entities import FilteredEntities
    from ...models.ip_filter import IpFilter


def _decode(body: object) -> IpFilter | None:
    from ...models.ip_filter import IpFilter

    data = unless_empty(body, "update_ip_filter")
    if data is None:
        return None
    return IpFilter.from_dict(data)


OPERATION: Operation[IpFilter | None] = Operation(
    "update_ip_filter",
    "PATCH",
    "/organizations/{organization_id}/ip-filters/{ip_filter_id}",
    version="v2beta1",
    idempotent=False,
    scope=("organization_id",),
    scope_in_body=("organization_id",),
    decode=_decode,
)


def request(
    ip_filter_id: str,
    *,
    name: str | None = None,
    description: str | None = None,
    allow_list: Sequence[AllowedRange | Mapping[str, Any]] | None = None,
    entities: FilteredEntities | Mapping[str, Any] | None = None,
    filtering_disabled: bool | None = None,
    brain_ip_addresses_enabled: bool | None = None,
    organization_id: str | None = None,
) -> Request[IpFilter | None]:
    """Change the ranges, the instances or the name of an IP filter: the request, for a client's `call`."""
    return Request(
        OPERATION,
        path_values={"organization_id": organization_id, "ip_filter_id": ip_filter_id},
        body=given(
            {
                "name": name,
                "description": description,
                "organization_id": organization_id,
                "allow_list": None if allow_list is None else encoded_items(allow_list),
                "entities": entities,
                "filtering_disabled": filtering_disabled,
                "brain_ip_addresses_enabled": brain_ip_addresses_enabled,
            }
        ),
    )
