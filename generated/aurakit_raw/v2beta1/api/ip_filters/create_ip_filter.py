# Written by `python scripts/generate.py` from openapi/v2beta1/. Do not edit.

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from ....types import Operation, Request, encoded_items, given

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from ...models.allowed_range import AllowedRange
    from ...models.filtered_entities import FilteredEntities
    from ...models.ip_filter import IpFilter


def _decode(body: object) -> IpFilter:
    from ...models.ip_filter import IpFilter

    data = body
    return IpFilter.from_dict(data)


OPERATION: Operation[IpFilter] = Operation(
    "create_ip_filter",
    "POST",
    "/organizations/{organization_id}/ip-filters",
    version="v2beta1",
    idempotent=False,
    scope=("organization_id",),
    scope_in_body=("organization_id",),
    decode=_decode,
)


def request(
    *,
    name: str,
    allow_list: Sequence[AllowedRange | Mapping[str, Any]],
    description: str | None = None,
    entities: FilteredEntities | Mapping[str, Any] | None = None,
    filtering_disabled: bool | None = None,
    brain_ip_addresses_enabled: bool | None = None,
    organization_id: str | None = None,
) -> Request[IpFilter]:
    """Create an IP filter, which lets only some addresses connect: the request, for a client's `call`."""
    return Request(
        OPERATION,
        path_values={"organization_id": organization_id},
        body=given(
            {
                "name": name,
                "organization_id": organization_id,
                "allow_list": encoded_items(allow_list),
                "description": description,
                "entities": entities,
                "filtering_disabled": filtering_disabled,
                "brain_ip_addresses_enabled": brain_ip_addresses_enabled,
            }
        ),
    )
