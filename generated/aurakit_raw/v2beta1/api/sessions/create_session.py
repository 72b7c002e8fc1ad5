# Written by `python scripts/generate.py` from openapi/v2beta1/. Do not edit.

from __future__ import annotations

from typing import TYPE_CHECKING

from ....types import Operation, Request, given, unwrapped

if TYPE_CHECKING:
    from ...models.cloud_provider import CloudProvider
    from ...models.session import Session


def _decode(body: object) -> Session:
    from ...models.session import Session

    data = unwrapped(body, "create_session", required=True, errors=True)
    return Session.from_dict(data)


OPERATION: Operation[Session] = Operation(
    "create_session",
    "POST",
    "/organizations/{organization_id}/projects/{project_id}/graph-analytics/sessions",
    version="v2beta1",
    idempotent=True,
    scope=("organization_id", "project_id"),
    placed=True,
    decode=_decode,
)


def request(
    *,
    memory: str,
    name: str,
    database_id: str | None = None,
    instance_id: str | None = None,
    ttl: str | None = None,
    cloud_provider: CloudProvider | str | None = None,
    region: str | None = None,
    organization_id: str | None = None,
    project_id: str | None = None,
) -> Request[Session]:
    """Get the session with this name and memory, or create it: the request, for a client's `call`."""
    return Request(
        OPERATION,
        path_values={"organization_id": organization_id, "project_id": project_id},
        body=given(
            {
                "memory": memory,
                "name": name,
                "database_id": database_id,
                "instance_id": instance_id,
                "ttl": ttl,
                "cloud_provider": cloud_provider,
                "region": region,
            }
        ),
    )
