# Written by `python scripts/generate.py` from openapi/v1/. Do not edit.

from __future__ import annotations

import builtins
from typing import TYPE_CHECKING

from ....types import Operation, Request, array, given, in_place, unwrapped

if TYPE_CHECKING:
    from ...models.customer_managed_key_summary import CustomerManagedKeySummary


def _decode(body: object) -> builtins.list[CustomerManagedKeySummary]:
    from ...models.customer_managed_key_summary import CustomerManagedKeySummary

    data = unwrapped(body, "list_customer_managed_keys", required=True, errors=False)
    return in_place(array(data, "list_customer_managed_keys", "data"), CustomerManagedKeySummary.from_dict)


OPERATION: Operation[builtins.list[CustomerManagedKeySummary]] = Operation(
    "list_customer_managed_keys", "GET", "/customer-managed-keys", version="v1", idempotent=True, decode=_decode
)


def request(*, tenant_id: str | None = None) -> Request[builtins.list[CustomerManagedKeySummary]]:
    """List the customer managed keys you have access to: the request, for a client's `call`."""
    return Request(OPERATION, query=given({"tenantId": tenant_id}))
