# Written by `python scripts/generate.py` from openapi/v1/. Do not edit.

from __future__ import annotations

import builtins
import datetime
from typing import TYPE_CHECKING

from ....types import Operation, Request, array, day, given, in_place, unwrapped

if TYPE_CHECKING:
    from ...models.snapshot import Snapshot


def _decode(body: object) -> builtins.list[Snapshot]:
    from ...models.snapshot import Snapshot

    data = unwrapped(body, "list_snapshots", required=True, errors=False)
    return in_place(array(data, "list_snapshots", "data"), Snapshot.from_dict)


OPERATION: Operation[builtins.list[Snapshot]] = Operation(
    "list_snapshots", "GET", "/instances/{instance_id}/snapshots", version="v1", idempotent=True, decode=_decode
)


def request(instance_id: str, *, date: datetime.date | str | None = None) -> Request[builtins.list[Snapshot]]:
    """List the snapshots of an instance on one day: the request, for a client's `call`."""
    return Request(OPERATION, path_values={"instance_id": instance_id}, query=given({"date": day(date)}))
