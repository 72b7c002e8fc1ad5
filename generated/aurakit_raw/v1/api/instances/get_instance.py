# Written by `python scripts/generate.py` from openapi/v1/. Do not edit.

from __future__ import annotations

from typing import TYPE_CHECKING

from ....types import Operation, Request, unwrapped

if TYPE_CHECKING:
    from ...models.instance import Instance


def _decode(body: object) -> Instance:
    from ...models.instance import Instance

    data = unwrapped(body, "get_instance", required=True, errors=False)
    return Instance.from_dict(data)


OPERATION: Operation[Instance] = Operation(
    "get_instance", "GET", "/instances/{instance_id}", version="v1", idempotent=True, decode=_decode
)


def request(instance_id: str) -> Request[Instance]:
    """Get one instance: the request, for a client's `call`."""
    return Request(OPERATION, path_values={"instance_id": instance_id})
