# Written by `python scripts/generate.py` from openapi/v1/. Do not edit.

from __future__ import annotations

from typing import TYPE_CHECKING

from ....types import Operation, Request, unwrapped

if TYPE_CHECKING:
    from ...models.snapshot import Snapshot


def _decode(body: object) -> Snapshot:
    from ...models.snapshot import Snapshot

    data = unwrapped(body, "get_snapshot", required=True, errors=False)
    return Snapshot.from_dict(data)


OPERATION: Operation[Snapshot] = Operation(
    "get_snapshot",
    "GET",
    "/instances/{instance_id}/snapshots/{snapshot_id}",
    version="v1",
    idempotent=True,
    decode=_decode,
)


def request(instance_id: str, snapshot_id: str) -> Request[Snapshot]:
    """Get one snapshot of an instance: the request, for a client's `call`."""
    return Request(OPERATION, path_values={"instance_id": instance_id, "snapshot_id": snapshot_id})
