# Written by `python scripts/generate.py` from openapi/v1/. Do not edit.

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
    "delete_instance", "DELETE", "/instances/{instance_id}", version="v1", idempotent=True, decode=_decode
)


def request(instance_id: str) -> Request[Instance | None]:
    """Permanently delete an instance, its data and its snapshots: the request, for a client's `call`."""
    return Request(OPERATION, path_values={"instance_id": instance_id})
