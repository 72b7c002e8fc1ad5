# Written by `python scripts/generate.py` from openapi/v1/. Do not edit.

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
    "create_session", "POST", "/graph-analytics/sessions", version="v1", idempotent=True, decode=_decode
)


def request(
    *,
    name: str,
    memory: str,
    ttl: str | None = None,
    instance_id: str | None = None,
    database_uuid: str | None = None,
    tenant_id: str | None = None,
    cloud_provider: CloudProvider | str | None = None,
    region: str | None = None,
) -> Request[Session]:
    """Get the session with this name, or create it: the request, for a client's `call`."""
    return Request(
        OPERATION,
        body=given(
            {
                "name": name,
                "memory": memory,
                "ttl": ttl,
                "instance_id": instance_id,
                "database_uuid": database_uuid,
                "tenant_id": tenant_id,
                "cloud_provider": cloud_provider,
                "region": region,
            }
        ),
    )
