"""The keys of a data API, which only the response to its creation contains."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from .._client.dotenv import OneTimeSecrets, file_name, secret_in, variable_name
from ..errors import InvalidArgumentError

if TYPE_CHECKING:
    from aurakit_raw.v1beta5.models import CreatedApiKeyAuthProvider, CreatedDataApi

    from .._errors.secret import Secret


def secrets_of(created: CreatedDataApi | CreatedApiKeyAuthProvider) -> OneTimeSecrets:
    """The keys of a new data API, or of a new authentication provider.

    The key of a single provider is `AURA_DATA_API_KEY`; if there are several, the name of each provider is appended.

    Args:
        created: what `data_apis.create` or `auth_providers.create` returned. No other response has the keys.

    Raises:
        TypeError: `created` is something else.
        InvalidArgumentError: `created` has no key, because no provider is of type `api-key`, or because it is a copy,
            or came out of a pickle: these are made without the keys.

    See https://neo4j.com/docs/aura/platform/api/specification/.
    """
    from aurakit_raw.v1beta5.models import CreatedApiKeyAuthProvider, CreatedDataApi

    values: dict[str, str | Secret] = {}
    providers: list[Any] = [created]
    if isinstance(created, CreatedDataApi):
        values = {"AURA_DATA_API_ID": created.id, "AURA_DATA_API_URL": created.url}
        providers, title = [*created.authentication_providers], f"data API {created.id}"
    elif isinstance(created, CreatedApiKeyAuthProvider):
        title = f"authentication provider {created.id}"
    else:
        raise TypeError(
            f"secrets_of() needs what `data_apis.create` or `auth_providers.create` returned, not "
            f"{type(created).__name__}: no other response has a key"
        )
    keyed = [one for one in providers if isinstance(one, CreatedApiKeyAuthProvider)]
    if not keyed:
        raise InvalidArgumentError(f"The {title} has no provider of type `api-key`, so there is no key.")
    for number, provider in enumerate(keyed, 1):
        name = "AURA_DATA_API_KEY"
        if len(keyed) > 1:
            name = f"{name}_{variable_name(provider.name) or number}"
            name = f"{name}_{number}" if name in values else name
        values[name] = secret_in(provider, "key")
    return OneTimeSecrets(title, values, f"Neo4j-{file_name(title.replace(' ', '-'))}.env")
