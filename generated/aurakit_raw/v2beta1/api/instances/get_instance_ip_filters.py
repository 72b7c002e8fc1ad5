# Written by `python scripts/generate.py` from openapi/v2beta1/. Do not edit.

from __future__ import annotations

from typing import TYPE_CHECKING

from ....types import Operation, Request

if TYPE_CHECKING:
    from ...models.instance_ip_filter import InstanceIpFilter


def _decode(body: object) -> InstanceIpFilter:
    from ...models.instance_ip_filter import InstanceIpFilter

    data = body
    return InstanceIpFilter.from_dict(data)


OPERATION: Operation[InstanceIpFilter] = Operation(
    "get_instance_ip_filters",
    "GET",
    "/organizations/{organization_id}/projects/{project_id}/instances/{instance_id}/ip-filters",
    version="v2beta1",
    idempotent=True,
    scope=("organization_id", "project_id"),
    decode=_decode,
)


def request(
    instance_id: str, *, organization_id: str | None = None, project_id: str | None = None
) -> Request[InstanceIpFilter]:
    """Get the IP filter that protects an instance, and whether it is in force: the request, for a client's `call`."""
    return Request(
        OPERATION,
        path_values={"organization_id": organization_id, "project_id": project_id, "instance_id": instance_id},
    )
