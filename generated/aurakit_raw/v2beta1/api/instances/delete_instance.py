# Written by `python scripts/generate.py` from openapi/v2beta1/. Do not edit.

from __future__ import annotations

from typing import TYPE_CHECKING

from ....types import Operation, Request, unwrapped

if TYPE_CHECKING:
    from ...models.instance import Instance


def _decode(body: object) -> Instance | None:
    from ...models.instance import Instance

    data = unwrapped(body, "delete_instance", required=False, errors=False)
    if data is None:
        return None
    return Instance.from_dict(data)


OPERATION: Operation[Instance | None] = Operation(
    "delete_instance",
    "DELETE",
    "/organizations/{organization_id}/projects/{project_id}/instances/{instance_id}",
    version="v2beta1",
    idempotent=True,
    scope=("organization_id", "project_id"),
    placed=True,
    decode=_decode,
)


def request(
    instance_id: str, *, organization_id: str | None = None, project_id: str | None = None
) -> Request[Instance | None]:
    """Permanently delete an instance with all of its databases: the request, for a client's `call`."""
    return Request(
        OPERATION,
        path_values={"organization_id": organization_id, "project_id": project_id, "instance_id": instance_id},
    )
