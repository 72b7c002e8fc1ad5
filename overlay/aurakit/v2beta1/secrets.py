"""Secrets that only the response to a creation contains in v2beta1: tokens of deployments, passwords of virtual
graphs."""

from __future__ import annotations

from typing import TYPE_CHECKING

from .._client.dotenv import OneTimeSecrets, file_name, secret_in

if TYPE_CHECKING:
    from aurakit_raw.v2beta1.models import CreatedVirtualGraph, DeploymentToken

    from .._errors.secret import Secret


def secrets_of(created: DeploymentToken | CreatedVirtualGraph, *, name: str = "") -> OneTimeSecrets:
    """The token of a deployment, or the password of a new virtual graph.

    Those of a new instance are in `aurakit.connection(created)`.

    Args:
        created: what `deployments.create_token`, `deployments.rotate_token` or `virtual_graphs.create` returned. No
            other response has the secret.
        name: the name of the deployment, for the file: the response with the token does not contain it.

    Raises:
        TypeError: `created` is something else.
        InvalidArgumentError: `created` is a copy, or came out of a pickle: these are made without the secret.

    See https://neo4j.com/docs/aura/platform/api/specification/.
    """
    from aurakit_raw.v2beta1.models import CreatedVirtualGraph, DeploymentToken

    values: dict[str, str | Secret]
    if isinstance(created, DeploymentToken):
        title = f"deployment {name}".rstrip()
        values = {"AURA_DEPLOYMENT_TOKEN": secret_in(created, "token")}
    elif isinstance(created, CreatedVirtualGraph):
        title = f"virtual graph {created.id}"
        values = {"NEO4J_URI": created.bolt_url or "", "NEO4J_PASSWORD": secret_in(created, "plain_password")}
    else:
        raise TypeError(
            f"secrets_of() needs what `deployments.create_token`, `deployments.rotate_token` or "
            f"`virtual_graphs.create` returned, not {type(created).__name__}"
        )
    return OneTimeSecrets(title, values, f"Neo4j-{file_name(title.replace(' ', '-'))}.env")
