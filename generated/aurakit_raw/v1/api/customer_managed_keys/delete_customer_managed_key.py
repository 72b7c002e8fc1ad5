# Written by `python scripts/generate.py` from openapi/v1/. Do not edit.

from __future__ import annotations

from ....types import Operation, Request


def _decode(body: object) -> None:
    return None


OPERATION: Operation[None] = Operation(
    "delete_customer_managed_key",
    "DELETE",
    "/customer-managed-keys/{customer_managed_key_id}",
    version="v1",
    idempotent=True,
    decode=_decode,
)


def request(customer_managed_key_id: str) -> Request[None]:
    """Remove a customer managed key from Aura: the request, for a client's `call`."""
    return Request(OPERATION, path_values={"customer_managed_key_id": customer_managed_key_id})
