# Written by `python scripts/generate.py` from openapi/v1/. Do not edit.
"""The operations on customer managed keys, as methods."""

from __future__ import annotations

from typing import TYPE_CHECKING

from ....importing import Late

if TYPE_CHECKING:
    import builtins

    from ....client import AsyncClient, Client
    from ...models.cloud_provider import CloudProvider
    from ...models.customer_managed_key import CustomerManagedKey
    from ...models.customer_managed_key_summary import CustomerManagedKeySummary
    from ...models.instance_type import InstanceType
    from . import (
        create_customer_managed_key,
        delete_customer_managed_key,
        get_customer_managed_key,
        list_customer_managed_keys,
    )
else:
    create_customer_managed_key = Late(globals(), "create_customer_managed_key")
    delete_customer_managed_key = Late(globals(), "delete_customer_managed_key")
    get_customer_managed_key = Late(globals(), "get_customer_managed_key")
    list_customer_managed_keys = Late(globals(), "list_customer_managed_keys")


class CustomerManagedKeys:
    """Your own keys, stored at your cloud provider, that encrypt instances."""

    def __init__(self, client: Client) -> None:
        self._client = client

    def list(self, *, tenant_id: str | None = None) -> builtins.list[CustomerManagedKeySummary]:
        """List the customer managed keys you have access to.

        Each has only its id, name and project; `get` returns the rest. Without a project, the keys of all projects are
        listed.

        Args:
            tenant_id: Only keys of the project with this id.

        Returns:
            The keys, all in one list.

        Raises:
            NotFoundError: There is no such project.

        See https://neo4j.com/docs/aura/platform/api/specification/.
        """
        return self._client.result(list_customer_managed_keys.request(tenant_id=tenant_id))

    def create(
        self,
        *,
        region: str,
        name: str,
        instance_type: InstanceType | str,
        tenant_id: str,
        cloud_provider: CloudProvider | str,
        key_id: str,
    ) -> CustomerManagedKey:
        """Register a key of your cloud provider with Aura.

        Asynchronous: `pending` until the key has the permissions that the Aura Console lists for it, then `ready` or
        `error`. Only a ready key can encrypt new instances. Repeating the call can register the key twice.

        Args:
            region: The region it is in, such as `us-west-2`.
            name: 1 to 30 characters, no whitespace at either end.
            instance_type: The type of instance it is for: `enterprise-db` or `enterprise-ds`.
            tenant_id: The id of the project that may use it.
            cloud_provider: The cloud provider that stores it: `gcp`, `aws` or `azure`.
            key_id: The key's id at the cloud provider; at Amazon its ARN.

        Returns:
            The key with status `pending`: pass it to `aura.wait()`.

        Raises:
            BadRequestError: A key, a region or a type of instance that is not accepted.
            NotFoundError: There is no such project.

        See https://neo4j.com/docs/aura/platform/api/specification/.
        """
        return self._client.result(
            create_customer_managed_key.request(
                region=region,
                name=name,
                instance_type=instance_type,
                tenant_id=tenant_id,
                cloud_provider=cloud_provider,
                key_id=key_id,
            )
        )

    def get(self, customer_managed_key_id: str) -> CustomerManagedKey:
        """Get one customer managed key.

        Its `status` says whether it is ready.

        Args:
            customer_managed_key_id: The key's id in Aura, a UUID.

        Returns:
            The key.

        Raises:
            NotFoundError: There is none with this id (`encryption-key-not-found`).

        See https://neo4j.com/docs/aura/platform/api/specification/.
        """
        return self._client.result(get_customer_managed_key.request(customer_managed_key_id))

    def delete(self, customer_managed_key_id: str) -> None:
        """Remove a customer managed key from Aura.

        Takes effect at once. The key itself stays with your cloud provider. Safe to repeat.

        Args:
            customer_managed_key_id: The key's id in Aura, a UUID.

        Raises:
            BadRequestError: An instance uses the key (`encryption-key-is-active`).
            NotFoundError: There was nothing with this id (`encryption-key-not-found`).

        See https://neo4j.com/docs/aura/platform/api/specification/.
        """
        return self._client.result(delete_customer_managed_key.request(customer_managed_key_id))


class AsyncCustomerManagedKeys:
    """Your own keys, stored at your cloud provider, that encrypt instances."""

    def __init__(self, client: AsyncClient) -> None:
        self._client = client

    async def list(self, *, tenant_id: str | None = None) -> builtins.list[CustomerManagedKeySummary]:
        """List the customer managed keys you have access to.

        Each has only its id, name and project; `get` returns the rest. Without a project, the keys of all projects are
        listed.

        Args:
            tenant_id: Only keys of the project with this id.

        Returns:
            The keys, all in one list.

        Raises:
            NotFoundError: There is no such project.

        See https://neo4j.com/docs/aura/platform/api/specification/.
        """
        return await self._client.result(list_customer_managed_keys.request(tenant_id=tenant_id))

    async def create(
        self,
        *,
        region: str,
        name: str,
        instance_type: InstanceType | str,
        tenant_id: str,
        cloud_provider: CloudProvider | str,
        key_id: str,
    ) -> CustomerManagedKey:
        """Register a key of your cloud provider with Aura.

        Asynchronous: `pending` until the key has the permissions that the Aura Console lists for it, then `ready` or
        `error`. Only a ready key can encrypt new instances. Repeating the call can register the key twice.

        Args:
            region: The region it is in, such as `us-west-2`.
            name: 1 to 30 characters, no whitespace at either end.
            instance_type: The type of instance it is for: `enterprise-db` or `enterprise-ds`.
            tenant_id: The id of the project that may use it.
            cloud_provider: The cloud provider that stores it: `gcp`, `aws` or `azure`.
            key_id: The key's id at the cloud provider; at Amazon its ARN.

        Returns:
            The key with status `pending`: pass it to `aura.wait()`.

        Raises:
            BadRequestError: A key, a region or a type of instance that is not accepted.
            NotFoundError: There is no such project.

        See https://neo4j.com/docs/aura/platform/api/specification/.
        """
        return await self._client.result(
            create_customer_managed_key.request(
                region=region,
                name=name,
                instance_type=instance_type,
                tenant_id=tenant_id,
                cloud_provider=cloud_provider,
                key_id=key_id,
            )
        )

    async def get(self, customer_managed_key_id: str) -> CustomerManagedKey:
        """Get one customer managed key.

        Its `status` says whether it is ready.

        Args:
            customer_managed_key_id: The key's id in Aura, a UUID.

        Returns:
            The key.

        Raises:
            NotFoundError: There is none with this id (`encryption-key-not-found`).

        See https://neo4j.com/docs/aura/platform/api/specification/.
        """
        return await self._client.result(get_customer_managed_key.request(customer_managed_key_id))

    async def delete(self, customer_managed_key_id: str) -> None:
        """Remove a customer managed key from Aura.

        Takes effect at once. The key itself stays with your cloud provider. Safe to repeat.

        Args:
            customer_managed_key_id: The key's id in Aura, a UUID.

        Raises:
            BadRequestError: An instance uses the key (`encryption-key-is-active`).
            NotFoundError: There was nothing with this id (`encryption-key-not-found`).

        See https://neo4j.com/docs/aura/platform/api/specification/.
        """
        return await self._client.result(delete_customer_managed_key.request(customer_managed_key_id))
