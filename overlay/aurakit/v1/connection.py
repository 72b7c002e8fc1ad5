"""How a driver reaches a new instance: its address and the initial credentials, which no later response has."""

from __future__ import annotations

import os
import re
from typing import TYPE_CHECKING, Any, Final

from .._errors.secret import Secret
from ..errors import InvalidArgumentError

if TYPE_CHECKING:
    from aurakit_raw.v1.models import CreatedInstance

    from .ensure import Ensured

_PLAIN: Final = re.compile(r"[\w.:/+@%,=~^!?*()-]*", re.ASCII)


class Connection:
    """Address and initial credentials of an instance.

        driver = neo4j.GraphDatabase.driver(connection.uri, auth=connection.auth)

    `password` and `auth` give the password; printed, serialised, copied or pickled it is `***`. Once the instance is
    `running`, the database may need up to 60 seconds before it accepts connections.

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
        """Write the dotenv file that the console offers for download, readable by its user only; returns its path.

        Args:
            path: where to; `Neo4j-<instance id>.env` in the current folder if None.

        Raises:
            FileExistsError: there is such a file; it is left as it is.
            OSError: it cannot be written there.
        """
        target = f"Neo4j-{_file_name(self.instance_id)}.env" if path is None else os.fspath(path)
        try:
            descriptor = os.open(target, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
        except FileExistsError as error:
            told = (
                "The file exists already and was left as it is. This object still has the password: write it elsewhere"
            )
            raise FileExistsError(error.errno, told, target) from None
        complete = False
        try:
            with os.fdopen(descriptor, "w", encoding="utf-8", newline="\n") as file:
                file.write(self.dotenv_text())
                file.flush()
                os.fsync(descriptor)  # it may be the only copy of the password
            complete = True
        finally:
            if not complete:
                os.unlink(target)  # noqa: PTH108 - pathlib costs milliseconds
        return target

    def dotenv_text(self) -> str:
        """What `write` writes, with the password: for a secret store, or a file of another kind."""
        values = {
            "NEO4J_URI": self.uri,
            "NEO4J_USERNAME": self.user,
            "NEO4J_PASSWORD": self._password.reveal(),
            "AURA_INSTANCEID": self.instance_id,
            "AURA_INSTANCENAME": self.instance_name,
        }
        lines = [f"{name}={_quoted(value)}\n" for name, value in values.items()]
        return "# Once the instance is running, wait up to 60 seconds before the first connection.\n" + "".join(lines)

    def __repr__(self) -> str:
        return f"<Connection to {self.uri} as {self.user}>"


def connection(created: CreatedInstance | Ensured) -> Connection:
    """Address and initial credentials of a new instance.

    Args:
        created: what `aura.instances.create`, or an `ensure` that created it, returned. No other response has the
            password.

    Raises:
        TypeError: `created` is something else.
        InvalidArgumentError: it has no address, user or password.

    See https://neo4j.com/docs/aura/platform/api/specification/.
    """
    made: Any = getattr(created, "instance", created)  # what `ensure` returns
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


def _quoted(value: str) -> str:
    """`value` as both a shell and the readers of dotenv files take it."""
    value = "".join(character if character.isprintable() else " " for character in value)
    if _PLAIN.fullmatch(value):
        return value
    if "'" not in value:
        return f"'{value}'"
    return '"' + re.sub(r'([\\"$`])', r"\\\1", value) + '"'


def _file_name(instance_id: str) -> str:
    """An id as part of a file name: it came from a server, and must not lead elsewhere."""
    return re.sub(r"[^A-Za-z0-9-]", "_", instance_id)[:64]
