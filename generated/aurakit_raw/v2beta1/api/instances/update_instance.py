# Written by `python scripts/generate.py` from openapi/v2beta1/. Do not edit.

from __future__ import annotations

from typing import TYPE_CHECKING

from ....types import Operation, Request, encoded_items, given, unwrapped

if TYPE_CHECKING:
    from collections.abc import Sequence

    from ...models.instance import Instance


def _decode(body: object) -> Instance | None:
    from ...models.instance import Instance

    data = unwrapped(body, "update_instance", required=False, errors=False)
    if data is None:
        return None
    return Instance.from_dict(data)


OPERATION: Operation[Instance | None] = Operation(
    "update_instance",
    "PATCH",
    "/organizations/{organization_id}/projects/{project_id}/instances/{instance_id}",
    version="v2beta1",
    idempotent=False,
    scope=("organization_id", "project_id"),
    placed=True,
    decode=_decode,
)


def request(
    instance_id: str,
    *,
    memory: str | None = None,
    private_endpoint_ids: Sequence[str] | None = None,
    storage: str | None = None,
    traffic_type: str | None = None,
    organization_id: str | None = None,
    project_id: str | None = None,
) -> Request[Instance | None]:
    """Resize an instance, or change its network access: the request, for a client's `call`."""
    return Request(
        OPERATION,
        path_values={"organization_id": organization_id, "project_id": project_id, "instance_id": instance_id},
        body=given(
            {
                "memory": memory,
                "private_endpoint_ids": None if private_endpoint_ids is None else encoded_items(private_endpoint_ids),
                "storage": storage,
                "traffic_type": traffic_type,
            }
        ),
    )
