# Written by `python scripts/generate.py` from openapi/v1beta5/. Do not edit.
"""The operations on data apis, as methods."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from ....importing import Late

if TYPE_CHECKING:
    import builtins
    from collections.abc import Mapping

    from ....client import AsyncClient, Client
    from ...models.changed_data_api_security import ChangedDataApiSecurity
    from ...models.changed_instance_credentials import ChangedInstanceCredentials
    from ...models.created_data_api import CreatedDataApi
    from ...models.data_api import DataApi
    from ...models.data_api_features import DataApiFeatures
    from ...models.data_api_summary import DataApiSummary
    from ...models.instance_credentials import InstanceCredentials
    from ...models.new_data_api_security import NewDataApiSecurity
    from . import (
        create_data_api,
        delete_data_api,
        get_data_api,
        list_data_apis,
        pause_data_api,
        resume_data_api,
        update_data_api,
    )
else:
    create_data_api = Late(globals(), "create_data_api")
    delete_data_api = Late(globals(), "delete_data_api")
    get_data_api = Late(globals(), "get_data_api")
    list_data_apis = Late(globals(), "list_data_apis")
    pause_data_api = Late(globals(), "pause_data_api")
    resume_data_api = Late(globals(), "resume_data_api")
    update_data_api = Late(globals(), "update_data_api")


class DataApis:
    """GraphQL data APIs: GraphQL endpoints that Aura runs in front of an instance."""

    def __init__(self, client: Client) -> None:
        self._client = client

    def list(self, instance_id: str) -> builtins.list[DataApiSummary]:
        """List the GraphQL data APIs of an instance.

        Each has its id, name, status and URL; `get` adds its type definitions and settings. The list is empty if the
        instance has none.

        Args:
            instance_id: The id of the instance, such as `2f49c2b3`.

        Returns:
            The data APIs, in the order in which the API lists them.

        Raises:
            NotFoundError: There is no such instance, or your credentials cannot see it.
            BadRequestError: The instance cannot have data APIs.

        See https://neo4j.com/docs/aura/platform/api/specification/.
        """
        return self._client.result(list_data_apis.request(instance_id))

    def create(
        self,
        instance_id: str,
        *,
        name: str,
        aura_instance: InstanceCredentials | Mapping[str, Any],
        type_definitions: str,
        security: NewDataApiSecurity | Mapping[str, Any],
        features: DataApiFeatures | Mapping[str, Any] | None = None,
    ) -> CreatedDataApi:
        """Create a GraphQL data API in front of an instance.

        Asynchronous: `creating`, then `ready`, or `error` if the type definitions are invalid. It is billed separately
        from the instance. Only this response contains the keys of `api-key` providers: store them. Repeating the call
        creates another data API.

        Args:
            instance_id: The id of the instance, such as `2f49c2b3`.
            name: A name for the data API.
            aura_instance: The database user as whom it reads and writes.
            type_definitions: The GraphQL schema to serve, in the language of `@neo4j/graphql` 7, encoded in base64.
            security: Who may use it, and from where: at least one authentication provider.
            features: Features that are on or off.

        Returns:
            The new data API with status `creating`, and its authentication providers with their keys: pass it to
            `aura.wait()`.

        Raises:
            BadRequestError: A name or type definitions that are not accepted, or the instance is not running.
            NotFoundError: There is no such instance.

        See https://neo4j.com/docs/aura/platform/api/specification/.
        """
        return self._client.result(
            create_data_api.request(
                instance_id,
                name=name,
                aura_instance=aura_instance,
                type_definitions=type_definitions,
                security=security,
                features=features,
            )
        )

    def get(self, instance_id: str, data_api_id: str) -> DataApi:
        """Get one GraphQL data API with its type definitions and settings.

        Its `status` shows which operation is in progress. If it is `error`, its `errors` say why, for example which
        type is unknown. For some seconds after its creation it may not be found.

        Args:
            instance_id: The id of the instance, such as `2f49c2b3`.
            data_api_id: The id of the data API, as `data_apis.list` and `data_apis.create` return it.

        Returns:
            The data API; `errors` has what is wrong with it, even if the request succeeded.

        Raises:
            NotFoundError: There is none with this id, or it was deleted.

        See https://neo4j.com/docs/aura/platform/api/specification/.
        """
        return self._client.result(get_data_api.request(instance_id, data_api_id))

    def delete(self, instance_id: str, data_api_id: str) -> DataApiSummary | None:
        """Permanently delete a GraphQL data API with its providers and keys.

        The data in the instance stays. Asynchronous: `deleting`, until `get` raises NotFoundError. Safe to repeat.

        Args:
            instance_id: The id of the instance, such as `2f49c2b3`.
            data_api_id: The id of the data API, as `data_apis.list` and `data_apis.create` return it.

        Returns:
            The data API with status `deleting`: pass it to `aura.wait()`. None if a retry found that it was already
            gone.

        Raises:
            NotFoundError: There was nothing with this id.

        See https://neo4j.com/docs/aura/platform/api/specification/.
        """
        completed: DataApiSummary | None = self._client.complete(delete_data_api.request(instance_id, data_api_id))
        return completed

    def update(
        self,
        instance_id: str,
        data_api_id: str,
        *,
        name: str | None = None,
        type_definitions: str | None = None,
        features: DataApiFeatures | Mapping[str, Any] | None = None,
        aura_instance: ChangedInstanceCredentials | Mapping[str, Any] | None = None,
        security: ChangedDataApiSecurity | Mapping[str, Any] | None = None,
    ) -> DataApiSummary:
        """Change a GraphQL data API's name, type definitions or settings.

        Values that are not given stay unchanged. Asynchronous: `updating`, then `ready` with the new values, or
        `error`. Queries that use a removed type then fail.

        Args:
            instance_id: The id of the instance, such as `2f49c2b3`.
            data_api_id: The id of the data API, as `data_apis.list` and `data_apis.create` return it.
            name: A new name.
            type_definitions: The new GraphQL schema, encoded in base64.
            features: Features that are on or off.
            aura_instance: Another database user to read and write as, or a new password of the current one.
            security: New settings for browsers; authentication providers have their own methods.

        Returns:
            The data API with status `updating`: pass it to `aura.wait()`.

        Raises:
            InvalidArgumentError: No value to change was given.
            BadRequestError: A name or type definitions that are not accepted, or an operation is running on it.
            NotFoundError: There is none with this id.

        See https://neo4j.com/docs/aura/platform/api/specification/.
        """
        completed: DataApiSummary = self._client.complete(
            update_data_api.request(
                instance_id,
                data_api_id,
                name=name,
                type_definitions=type_definitions,
                features=features,
                aura_instance=aura_instance,
                security=security,
            )
        )
        return completed

    def pause(self, instance_id: str, data_api_id: str) -> DataApiSummary:
        """Pause a GraphQL data API; its URL then serves no requests.

        Asynchronous: `pausing`, then `paused`. The instance keeps running. The providers and keys of the data API are
        kept.

        Args:
            instance_id: The id of the instance, such as `2f49c2b3`.
            data_api_id: The id of the data API, as `data_apis.list` and `data_apis.create` return it.

        Returns:
            The data API with status `pausing`, or `paused` if it already is: pass it to `aura.wait()`.

        Raises:
            BadRequestError: Its state does not allow a pause.
            NotFoundError: There is none with this id.

        See https://neo4j.com/docs/aura/platform/api/specification/.
        """
        completed: DataApiSummary = self._client.complete(pause_data_api.request(instance_id, data_api_id))
        return completed

    def resume(self, instance_id: str, data_api_id: str) -> DataApiSummary:
        """Resume a paused GraphQL data API.

        Asynchronous: `resuming`, then `ready`, with the same URL as before. The instance must be running.

        Args:
            instance_id: The id of the instance, such as `2f49c2b3`.
            data_api_id: The id of the data API, as `data_apis.list` and `data_apis.create` return it.

        Returns:
            The data API with status `resuming`, or `ready` if it already is: pass it to `aura.wait()`.

        Raises:
            BadRequestError: It is not paused.
            NotFoundError: There is none with this id.

        See https://neo4j.com/docs/aura/platform/api/specification/.
        """
        completed: DataApiSummary = self._client.complete(resume_data_api.request(instance_id, data_api_id))
        return completed


class AsyncDataApis:
    """GraphQL data APIs: GraphQL endpoints that Aura runs in front of an instance."""

    def __init__(self, client: AsyncClient) -> None:
        self._client = client

    async def list(self, instance_id: str) -> builtins.list[DataApiSummary]:
        """List the GraphQL data APIs of an instance.

        Each has its id, name, status and URL; `get` adds its type definitions and settings. The list is empty if the
        instance has none.

        Args:
            instance_id: The id of the instance, such as `2f49c2b3`.

        Returns:
            The data APIs, in the order in which the API lists them.

        Raises:
            NotFoundError: There is no such instance, or your credentials cannot see it.
            BadRequestError: The instance cannot have data APIs.

        See https://neo4j.com/docs/aura/platform/api/specification/.
        """
        return await self._client.result(list_data_apis.request(instance_id))

    async def create(
        self,
        instance_id: str,
        *,
        name: str,
        aura_instance: InstanceCredentials | Mapping[str, Any],
        type_definitions: str,
        security: NewDataApiSecurity | Mapping[str, Any],
        features: DataApiFeatures | Mapping[str, Any] | None = None,
    ) -> CreatedDataApi:
        """Create a GraphQL data API in front of an instance.

        Asynchronous: `creating`, then `ready`, or `error` if the type definitions are invalid. It is billed separately
        from the instance. Only this response contains the keys of `api-key` providers: store them. Repeating the call
        creates another data API.

        Args:
            instance_id: The id of the instance, such as `2f49c2b3`.
            name: A name for the data API.
            aura_instance: The database user as whom it reads and writes.
            type_definitions: The GraphQL schema to serve, in the language of `@neo4j/graphql` 7, encoded in base64.
            security: Who may use it, and from where: at least one authentication provider.
            features: Features that are on or off.

        Returns:
            The new data API with status `creating`, and its authentication providers with their keys: pass it to
            `aura.wait()`.

        Raises:
            BadRequestError: A name or type definitions that are not accepted, or the instance is not running.
            NotFoundError: There is no such instance.

        See https://neo4j.com/docs/aura/platform/api/specification/.
        """
        return await self._client.result(
            create_data_api.request(
                instance_id,
                name=name,
                aura_instance=aura_instance,
                type_definitions=type_definitions,
                security=security,
                features=features,
            )
        )

    async def get(self, instance_id: str, data_api_id: str) -> DataApi:
        """Get one GraphQL data API with its type definitions and settings.

        Its `status` shows which operation is in progress. If it is `error`, its `errors` say why, for example which
        type is unknown. For some seconds after its creation it may not be found.

        Args:
            instance_id: The id of the instance, such as `2f49c2b3`.
            data_api_id: The id of the data API, as `data_apis.list` and `data_apis.create` return it.

        Returns:
            The data API; `errors` has what is wrong with it, even if the request succeeded.

        Raises:
            NotFoundError: There is none with this id, or it was deleted.

        See https://neo4j.com/docs/aura/platform/api/specification/.
        """
        return await self._client.result(get_data_api.request(instance_id, data_api_id))

    async def delete(self, instance_id: str, data_api_id: str) -> DataApiSummary | None:
        """Permanently delete a GraphQL data API with its providers and keys.

        The data in the instance stays. Asynchronous: `deleting`, until `get` raises NotFoundError. Safe to repeat.

        Args:
            instance_id: The id of the instance, such as `2f49c2b3`.
            data_api_id: The id of the data API, as `data_apis.list` and `data_apis.create` return it.

        Returns:
            The data API with status `deleting`: pass it to `aura.wait()`. None if a retry found that it was already
            gone.

        Raises:
            NotFoundError: There was nothing with this id.

        See https://neo4j.com/docs/aura/platform/api/specification/.
        """
        completed: DataApiSummary | None = await self._client.complete(
            delete_data_api.request(instance_id, data_api_id)
        )
        return completed

    async def update(
        self,
        instance_id: str,
        data_api_id: str,
        *,
        name: str | None = None,
        type_definitions: str | None = None,
        features: DataApiFeatures | Mapping[str, Any] | None = None,
        aura_instance: ChangedInstanceCredentials | Mapping[str, Any] | None = None,
        security: ChangedDataApiSecurity | Mapping[str, Any] | None = None,
    ) -> DataApiSummary:
        """Change a GraphQL data API's name, type definitions or settings.

        Values that are not given stay unchanged. Asynchronous: `updating`, then `ready` with the new values, or
        `error`. Queries that use a removed type then fail.

        Args:
            instance_id: The id of the instance, such as `2f49c2b3`.
            data_api_id: The id of the data API, as `data_apis.list` and `data_apis.create` return it.
            name: A new name.
            type_definitions: The new GraphQL schema, encoded in base64.
            features: Features that are on or off.
            aura_instance: Another database user to read and write as, or a new password of the current one.
            security: New settings for browsers; authentication providers have their own methods.

        Returns:
            The data API with status `updating`: pass it to `aura.wait()`.

        Raises:
            InvalidArgumentError: No value to change was given.
            BadRequestError: A name or type definitions that are not accepted, or an operation is running on it.
            NotFoundError: There is none with this id.

        See https://neo4j.com/docs/aura/platform/api/specification/.
        """
        completed: DataApiSummary = await self._client.complete(
            update_data_api.request(
                instance_id,
                data_api_id,
                name=name,
                type_definitions=type_definitions,
                features=features,
                aura_instance=aura_instance,
                security=security,
            )
        )
        return completed

    async def pause(self, instance_id: str, data_api_id: str) -> DataApiSummary:
        """Pause a GraphQL data API; its URL then serves no requests.

        Asynchronous: `pausing`, then `paused`. The instance keeps running. The providers and keys of the data API are
        kept.

        Args:
            instance_id: The id of the instance, such as `2f49c2b3`.
            data_api_id: The id of the data API, as `data_apis.list` and `data_apis.create` return it.

        Returns:
            The data API with status `pausing`, or `paused` if it already is: pass it to `aura.wait()`.

        Raises:
            BadRequestError: Its state does not allow a pause.
            NotFoundError: There is none with this id.

        See https://neo4j.com/docs/aura/platform/api/specification/.
        """
        completed: DataApiSummary = await self._client.complete(pause_data_api.request(instance_id, data_api_id))
        return completed

    async def resume(self, instance_id: str, data_api_id: str) -> DataApiSummary:
        """Resume a paused GraphQL data API.

        Asynchronous: `resuming`, then `ready`, with the same URL as before. The instance must be running.

        Args:
            instance_id: The id of the instance, such as `2f49c2b3`.
            data_api_id: The id of the data API, as `data_apis.list` and `data_apis.create` return it.

        Returns:
            The data API with status `resuming`, or `ready` if it already is: pass it to `aura.wait()`.

        Raises:
            BadRequestError: It is not paused.
            NotFoundError: There is none with this id.

        See https://neo4j.com/docs/aura/platform/api/specification/.
        """
        completed: DataApiSummary = await self._client.complete(resume_data_api.request(instance_id, data_api_id))
        return completed
