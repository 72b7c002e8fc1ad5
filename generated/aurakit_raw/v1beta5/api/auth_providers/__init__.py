# Written by `python scripts/generate.py` from openapi/v1beta5/. Do not edit.
"""The operations on auth providers, as methods."""

from __future__ import annotations

from typing import TYPE_CHECKING

from ....importing import Late

if TYPE_CHECKING:
    import builtins

    from ....client import AsyncClient, Client
    from ...models.api_key_auth_provider import ApiKeyAuthProvider
    from ...models.auth_provider_summary import AuthProviderSummary
    from ...models.auth_provider_type import AuthProviderType
    from ...models.created_api_key_auth_provider import CreatedApiKeyAuthProvider
    from ...models.jwks_auth_provider import JwksAuthProvider
    from . import (
        create_auth_provider,
        delete_auth_provider,
        get_auth_provider,
        list_auth_providers,
        update_auth_provider,
    )
else:
    create_auth_provider = Late(globals(), "create_auth_provider")
    delete_auth_provider = Late(globals(), "delete_auth_provider")
    get_auth_provider = Late(globals(), "get_auth_provider")
    list_auth_providers = Late(globals(), "list_auth_providers")
    update_auth_provider = Late(globals(), "update_auth_provider")


class AuthProviders:
    """Authentication providers: who may use a GraphQL data API, by key or by token."""

    def __init__(self, client: Client) -> None:
        self._client = client

    def list(self, instance_id: str, data_api_id: str) -> builtins.list[AuthProviderSummary]:
        """List the authentication providers of a GraphQL data API.

        Each has its id, its name, its type and whether it is enabled, but never its key.

        Args:
            instance_id: The id of the instance, such as `2f49c2b3`.
            data_api_id: The id of the data API, as `data_apis.list` and `data_apis.create` return it.

        Returns:
            The providers, in the order in which the API lists them.

        Raises:
            NotFoundError: There is no such data API.

        See https://neo4j.com/docs/aura/platform/api/specification/.
        """
        return self._client.result(list_auth_providers.request(instance_id, data_api_id))

    def create(
        self,
        instance_id: str,
        data_api_id: str,
        *,
        name: str,
        type: AuthProviderType | str,
        enabled: bool | None = None,
        url: str | None = None,
    ) -> CreatedApiKeyAuthProvider | JwksAuthProvider:
        """Add an authentication provider to a GraphQL data API.

        An `api-key` provider comes with a key, which only this response contains: store it. A `jwks` provider needs
        the `url` of the key set with which tokens are verified. Repeating the call adds another one.

        Args:
            instance_id: The id of the instance, such as `2f49c2b3`.
            data_api_id: The id of the data API, as `data_apis.list` and `data_apis.create` return it.
            name: A name for it.
            type: `api-key` for a key that Aura creates, `jwks` for tokens of your identity provider.
            enabled: Whether requests may use it from the start; true if not given.
            url: The HTTPS URL of the public keys, a JSON Web Key Set; for `jwks` only.

        Returns:
            A `CreatedApiKeyAuthProvider` with its `key`, or a `JwksAuthProvider`; a plain `dict` for an unknown type.

        Raises:
            BadRequestError: The name or the URL is not accepted, or the state of the data API does not allow the
                change.
            NotFoundError: There is no such data API.

        See https://neo4j.com/docs/aura/platform/api/specification/.
        """
        return self._client.result(
            create_auth_provider.request(instance_id, data_api_id, name=name, type=type, enabled=enabled, url=url)
        )

    def get(self, instance_id: str, data_api_id: str, auth_provider_id: str) -> ApiKeyAuthProvider | JwksAuthProvider:
        """Get one authentication provider of a GraphQL data API.

        The key of an `api-key` provider cannot be retrieved: if it is lost, delete the provider and add another one.

        Args:
            instance_id: The id of the instance, such as `2f49c2b3`.
            data_api_id: The id of the data API, as `data_apis.list` and `data_apis.create` return it.
            auth_provider_id: The id of the provider, as `auth_providers.list` returns it, a UUID.

        Returns:
            An `ApiKeyAuthProvider` or a `JwksAuthProvider`; a plain `dict` for an unknown type.

        Raises:
            NotFoundError: There is none with this id.

        See https://neo4j.com/docs/aura/platform/api/specification/.
        """
        return self._client.result(get_auth_provider.request(instance_id, data_api_id, auth_provider_id))

    def delete(
        self, instance_id: str, data_api_id: str, auth_provider_id: str
    ) -> ApiKeyAuthProvider | JwksAuthProvider | None:
        """Delete an authentication provider; requests with its key are refused from then on.

        A deleted key cannot be restored. Safe to repeat.

        Args:
            instance_id: The id of the instance, such as `2f49c2b3`.
            data_api_id: The id of the data API, as `data_apis.list` and `data_apis.create` return it.
            auth_provider_id: The id of the provider, as `auth_providers.list` returns it, a UUID.

        Returns:
            The provider that was deleted; None if a retry found that it was already gone.

        Raises:
            NotFoundError: There was nothing with this id.

        See https://neo4j.com/docs/aura/platform/api/specification/.
        """
        completed: ApiKeyAuthProvider | JwksAuthProvider | None = self._client.complete(
            delete_auth_provider.request(instance_id, data_api_id, auth_provider_id)
        )
        return completed

    def update(
        self,
        instance_id: str,
        data_api_id: str,
        auth_provider_id: str,
        *,
        name: str | None = None,
        enabled: bool | None = None,
        url: str | None = None,
    ) -> ApiKeyAuthProvider | JwksAuthProvider:
        """Rename, enable or disable an authentication provider, or change the URL of its keys.

        Values that are not given stay unchanged. A disabled provider refuses every request at once; `url` is for
        `jwks` providers only.

        Args:
            instance_id: The id of the instance, such as `2f49c2b3`.
            data_api_id: The id of the data API, as `data_apis.list` and `data_apis.create` return it.
            auth_provider_id: The id of the provider, as `auth_providers.list` returns it, a UUID.
            name: A new name.
            enabled: Whether requests may use it.
            url: The new URL of the public keys; for `jwks` providers only.

        Returns:
            The provider with its new values.

        Raises:
            BadRequestError: A value that is not accepted, or the state of the data API does not allow the change.
            NotFoundError: There is none with this id.

        See https://neo4j.com/docs/aura/platform/api/specification/.
        """
        completed: ApiKeyAuthProvider | JwksAuthProvider = self._client.complete(
            update_auth_provider.request(
                instance_id, data_api_id, auth_provider_id, name=name, enabled=enabled, url=url
            )
        )
        return completed


class AsyncAuthProviders:
    """Authentication providers: who may use a GraphQL data API, by key or by token."""

    def __init__(self, client: AsyncClient) -> None:
        self._client = client

    async def list(self, instance_id: str, data_api_id: str) -> builtins.list[AuthProviderSummary]:
        """List the authentication providers of a GraphQL data API.

        Each has its id, its name, its type and whether it is enabled, but never its key.

        Args:
            instance_id: The id of the instance, such as `2f49c2b3`.
            data_api_id: The id of the data API, as `data_apis.list` and `data_apis.create` return it.

        Returns:
            The providers, in the order in which the API lists them.

        Raises:
            NotFoundError: There is no such data API.

        See https://neo4j.com/docs/aura/platform/api/specification/.
        """
        return await self._client.result(list_auth_providers.request(instance_id, data_api_id))

    async def create(
        self,
        instance_id: str,
        data_api_id: str,
        *,
        name: str,
        type: AuthProviderType | str,
        enabled: bool | None = None,
        url: str | None = None,
    ) -> CreatedApiKeyAuthProvider | JwksAuthProvider:
        """Add an authentication provider to a GraphQL data API.

        An `api-key` provider comes with a key, which only this response contains: store it. A `jwks` provider needs
        the `url` of the key set with which tokens are verified. Repeating the call adds another one.

        Args:
            instance_id: The id of the instance, such as `2f49c2b3`.
            data_api_id: The id of the data API, as `data_apis.list` and `data_apis.create` return it.
            name: A name for it.
            type: `api-key` for a key that Aura creates, `jwks` for tokens of your identity provider.
            enabled: Whether requests may use it from the start; true if not given.
            url: The HTTPS URL of the public keys, a JSON Web Key Set; for `jwks` only.

        Returns:
            A `CreatedApiKeyAuthProvider` with its `key`, or a `JwksAuthProvider`; a plain `dict` for an unknown type.

        Raises:
            BadRequestError: The name or the URL is not accepted, or the state of the data API does not allow the
                change.
            NotFoundError: There is no such data API.

        See https://neo4j.com/docs/aura/platform/api/specification/.
        """
        return await self._client.result(
            create_auth_provider.request(instance_id, data_api_id, name=name, type=type, enabled=enabled, url=url)
        )

    async def get(
        self, instance_id: str, data_api_id: str, auth_provider_id: str
    ) -> ApiKeyAuthProvider | JwksAuthProvider:
        """Get one authentication provider of a GraphQL data API.

        The key of an `api-key` provider cannot be retrieved: if it is lost, delete the provider and add another one.

        Args:
            instance_id: The id of the instance, such as `2f49c2b3`.
            data_api_id: The id of the data API, as `data_apis.list` and `data_apis.create` return it.
            auth_provider_id: The id of the provider, as `auth_providers.list` returns it, a UUID.

        Returns:
            An `ApiKeyAuthProvider` or a `JwksAuthProvider`; a plain `dict` for an unknown type.

        Raises:
            NotFoundError: There is none with this id.

        See https://neo4j.com/docs/aura/platform/api/specification/.
        """
        return await self._client.result(get_auth_provider.request(instance_id, data_api_id, auth_provider_id))

    async def delete(
        self, instance_id: str, data_api_id: str, auth_provider_id: str
    ) -> ApiKeyAuthProvider | JwksAuthProvider | None:
        """Delete an authentication provider; requests with its key are refused from then on.

        A deleted key cannot be restored. Safe to repeat.

        Args:
            instance_id: The id of the instance, such as `2f49c2b3`.
            data_api_id: The id of the data API, as `data_apis.list` and `data_apis.create` return it.
            auth_provider_id: The id of the provider, as `auth_providers.list` returns it, a UUID.

        Returns:
            The provider that was deleted; None if a retry found that it was already gone.

        Raises:
            NotFoundError: There was nothing with this id.

        See https://neo4j.com/docs/aura/platform/api/specification/.
        """
        completed: ApiKeyAuthProvider | JwksAuthProvider | None = await self._client.complete(
            delete_auth_provider.request(instance_id, data_api_id, auth_provider_id)
        )
        return completed

    async def update(
        self,
        instance_id: str,
        data_api_id: str,
        auth_provider_id: str,
        *,
        name: str | None = None,
        enabled: bool | None = None,
        url: str | None = None,
    ) -> ApiKeyAuthProvider | JwksAuthProvider:
        """Rename, enable or disable an authentication provider, or change the URL of its keys.

        Values that are not given stay unchanged. A disabled provider refuses every request at once; `url` is for
        `jwks` providers only.

        Args:
            instance_id: The id of the instance, such as `2f49c2b3`.
            data_api_id: The id of the data API, as `data_apis.list` and `data_apis.create` return it.
            auth_provider_id: The id of the provider, as `auth_providers.list` returns it, a UUID.
            name: A new name.
            enabled: Whether requests may use it.
            url: The new URL of the public keys; for `jwks` providers only.

        Returns:
            The provider with its new values.

        Raises:
            BadRequestError: A value that is not accepted, or the state of the data API does not allow the change.
            NotFoundError: There is none with this id.

        See https://neo4j.com/docs/aura/platform/api/specification/.
        """
        completed: ApiKeyAuthProvider | JwksAuthProvider = await self._client.complete(
            update_auth_provider.request(
                instance_id, data_api_id, auth_provider_id, name=name, enabled=enabled, url=url
            )
        )
        return completed
