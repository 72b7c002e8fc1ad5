"""The address of a new instance for a driver, and the initial credentials, which no later response has."""

from __future__ import annotations

import os
from copy import deepcopy
from typing import TYPE_CHECKING, Any

from .._client.dotenv import dotenv_text, file_name, refuse_copy, write_private
from .._errors.secret import Secret
from ..errors import InvalidArgumentError

if TYPE_CHECKING:
    from aurakit_raw.v1.models import CreatedInstance
    from aurakit_raw.v2beta1.models import CreatedInstance as CreatedInstanceOfV2beta1

    from .ensure import Ensured


class Connection:
    """Address and initial credentials of an instance.

        driver = neo4j.GraphDatabase.driver(connection.uri, auth=connection.auth)

    `password` and `auth` contain the password. When the object is printed or serialised, it is `***`; copies and
    pickles are made without it, and reading it from them raises `ValueError`.

    Once the instance is `running`, the database may need up to 60 seconds before it accepts connections.

    Attributes: `uri` (such as `neo4j+s://1a2b3c4d.databases.neo4j.io`), `user`, `password`, `instance_id`,
    `instance_name`.
    """

    __slots__ = ("_password", "instance_id", "instance_name", "uri", "user")

    def __init__(self, uri: str, user: str, password: Secret, instance_id: str, instance_name: str) -> None:
        self.uri = uri
        self.user = user
        self._password = password
        self.instance_id = instance_id
        self.instance_name = instance_name

    @property
    def password(self) -> str:
        """The initial password."""
        return self._password.reveal()

    @property
    def auth(self) -> tuple[str, str]:
        """User and password, as the Neo4j driver takes them."""
        return self.user, self._password.reveal()

    def write(self, path: str | os.PathLike[str] | None = None) -> str:
        """Write the dotenv file that the console offers for download, readable only by its user; returns its path.

        Args:
            path: the file; `Neo4j-<instance id>.env` in the current folder if None.

        Raises:
            FileExistsError: the file exists; it is left unchanged.
            OSError: the file cannot be written.
            ValueError: this is a copy, or came out of a pickle, so that the password is gone.
        """
        target = f"Neo4j-{file_name(self.instance_id)}.env" if path is None else os.fspath(path)
        return write_private(target, self.dotenv_text, "password: write it")

    def dotenv_text(self) -> str:
        """What `write` writes, including the password: for a secret store, or another kind of file."""
        values = {
            "NEO4J_URI": self.uri,
            "NEO4J_USERNAME": self.user,
            "NEO4J_PASSWORD": self._password.reveal(),
            "AURA_INSTANCEID": self.instance_id,
            "AURA_INSTANCENAME": self.instance_name,
        }
        return dotenv_text("Once the instance is running, wait up to 60 seconds before the first connection.", values)

    def __copy__(self) -> Connection:
        return deepcopy(self)

    def __repr__(self) -> str:
        return f"<Connection to {self.uri} as {self.user}>"


def connection(created: CreatedInstance | CreatedInstanceOfV2beta1 | Ensured) -> Connection:
    """Address and initial credentials of a new instance.

    Args:
        created: what `aura.instances.create` of v1 or v2beta1, or an `ensure` that created it, returned. No other
            response has the password.

    Raises:
        TypeError: `created` is something else.
        InvalidArgumentError: `created` has no address, user or password, or is a copy, or came out of a pickle: these
            are made without the password.

    See https://neo4j.com/docs/aura/platform/api/specification/.
    """
    made: Any = getattr(created, "instance", created)  # what `ensure` returns
    refuse_copy(made, "password")
    names = ("connection_url", "username", "password", "id", "name")
    missing = [name for name in names if not hasattr(made, name)]
    if missing:
        raise TypeError(
            f"connection() needs what `instances.create` returned, and {type(made).__name__} has no "
            f"{' and no '.join(missing)}: the initial password is only in the response to the creation"
        )
    empty = [name for name in names[:3] if not isinstance(getattr(made, name), str) or not getattr(made, name)]
    if empty:
        raise InvalidArgumentError(f"The created instance has no {' and no '.join(empty)}: nothing to connect with.")
    return Connection(made.connection_url, made.username, Secret(made.password), made.id, made.name or "")
