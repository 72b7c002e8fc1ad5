# Written by `python scripts/generate.py` from openapi/v1/. Do not edit.

from __future__ import annotations

from typing import TYPE_CHECKING

from ....types import Operation, Request, unwrapped

if TYPE_CHECKING:
    from ...models.customer_managed_key import CustomerManagedKey


def _decode(body: object) -> CustomerManagedKey:
    from ...models.customer_managed_key import CustomerManagedKey

    data = unwrapped(body, "get_customer_managed_key", required=True, errors=False)
    return CustomerManagedKey.from_dict(data)


OPERATION: Operation[CustomerManagedKey] = Operation(
    "get_customer_managed_key",
    "GET",
    "/customer-managed-keys/{customer_managed_key_id}",
    version="v1",
    idempotent=True,
    decode=_decode,
)


def request(customer_managed_key_id: str) -> Request[CustomerManagedKey]:
    """Get one customer managed key: the request, for a client's `call`."""
    return Request(OPERATION, path_values={"customer_managed_key_id": customer_managed_key_id})
