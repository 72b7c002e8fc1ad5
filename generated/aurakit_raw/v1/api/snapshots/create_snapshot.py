# Written by `python scripts/generate.py` from openapi/v1/. Do not edit.

from __future__ import annotations

from typing import TYPE_CHECKING

from ....types import Operation, Request, given, unwrapped

if TYPE_CHECKING:
    from ...models.created_snapshot import CreatedSnapshot


def _decode(body: object) -> CreatedSnapshot:
    from ...models.created_snapshot import CreatedSnapshot

    data = unwrapped(body, "create_snapshot", required=True, errors=False)
    return CreatedSnapshot.from_dict(data)


OPERATION: Operation[CreatedSnapshot] = Operation(
    "create_snapshot", "POST", "/instances/{instance_id}/snapshots", version="v1", idempotent=False, decode=_decode
)


def request(instance_id: str) -> Request[CreatedSnapshot]:
    """Take a snapshot of an instance now: the request, for a client's `call`."""
    return Request(OPERATION, path_values={"instance_id": instance_id}, body=given({}))
