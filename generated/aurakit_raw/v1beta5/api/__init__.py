# Written by `python scripts/generate.py` from openapi/v1beta5/. Do not edit.
"""The resources of the API: a class for each group of operations, and a class that has all of them."""

from __future__ import annotations

from typing import TYPE_CHECKING

from ...importing import LateProperty

if TYPE_CHECKING:
    from ...client import AsyncClient, Client
    from .auth_providers import AsyncAuthProviders, AuthProviders
    from .data_apis import AsyncDataApis, DataApis


class Resources:
    """All resources, each created when it is first used."""

    _client: Client

    @LateProperty
    def auth_providers(self) -> AuthProviders:
        from .auth_providers import AuthProviders

        return AuthProviders(self._client)

    @LateProperty
    def data_apis(self) -> DataApis:
        from .data_apis import DataApis

        return DataApis(self._client)


class AsyncResources:
    """All resources, each created when it is first used."""

    _client: AsyncClient

    @LateProperty
    def auth_providers(self) -> AsyncAuthProviders:
        from .auth_providers import AsyncAuthProviders

        return AsyncAuthProviders(self._client)

    @LateProperty
    def data_apis(self) -> AsyncDataApis:
        from .data_apis import AsyncDataApis

        return AsyncDataApis(self._client)
