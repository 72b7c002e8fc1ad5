# Written by `python scripts/generate.py` from openapi/v1/. Do not edit.

from __future__ import annotations

from typing import TYPE_CHECKING

from ....types import Operation, Request, given, unwrapped

if TYPE_CHECKING:
    from ...models.instance import Instance


def _decode(body: object) -> Instance | None:
    from ...models.instance import Instance

    data = unwrapped(body, "restore_snapshot", required=False, errors=False)
    if data is None:
        return None
    return Instance.from_dict(data)


OPERATION: Operation[Instance | None] = Operation(
    "restore_snapshot",
    "POST",
    "/instances/{instance_id}/snapshots/{snapshot_id}/restore",
    version="v1",
    idempotent=False,
    decode=_decode,
)


def request(instance_id: str, snapshot_id: str) -> Request[Instance | None]:
    """Restore an instance to the state of one of its snapshots: the request, for a client's `call`."""
    return Request(OPERATION, path_values={"instance_id": instance_id, "snapshot_id": snapshot_id}, body=given({}))
