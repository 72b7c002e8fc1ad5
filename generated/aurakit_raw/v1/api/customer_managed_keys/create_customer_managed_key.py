# Written by `python scripts/generate.py` from openapi/v1/. Do not edit.

from __future__ import annotations

from typing import TYPE_CHECKING

from ....types import Operation, Request, given, unwrapped

if TYPE_CHECKING:
    from ...models.cloud_provider import CloudProvider
    from ...models.customer_managed_key import CustomerManagedKey
    from ...models.instance_type import InstanceType


def _decode(body: object) -> CustomerManagedKey:
    from ...models.customer_managed_key import CustomerManagedKey

    data = unwrapped(body, "create_customer_managed_key", required=True, errors=False)
    return CustomerManagedKey.from_dict(data)


OPERATION: Operation[CustomerManagedKey] = Operation(
    "create_customer_managed_key", "POST", "/customer-managed-keys", version="v1", idempotent=False, decode=_decode
)


def request(
    *,
    region: str,
    name: str,
    instance_type: InstanceType | str,
    tenant_id: str,
    cloud_provider: CloudProvider | str,
    key_id: str,
) -> Request[CustomerManagedKey]:
    """Register a key of your cloud provider with Aura: the request, for a client's `call`."""
    return Request(
        OPERATION,
        body=given(
            {
                "region": region,
                "name": name,
                "instance_type": instance_type,
                "tenant_id": tenant_id,
                "cloud_provider": cloud_provider,
                "key_id": key_id,
            }
        ),
    )
