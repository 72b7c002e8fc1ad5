"""Where client id and secret come from: the first source that has one of them, and only that.

In order: the arguments; AURA_CLIENT_ID with AURA_CLIENT_SECRET; NEO4J_AURA_CLIENT_ID with NEO4J_AURA_CLIENT_SECRET; the
file that AURA_CREDENTIALS_FILE names (the console's download); the store of Neo4j's command line, default entry. No
error quotes a value.
"""

from __future__ import annotations

import os
import sys
from typing import TYPE_CHECKING, Final, NamedTuple

from .._errors.redaction import Secrets, safe_text
from .._errors.secret import Secret
from ..errors import ConfigurationError
from .credential_files import OTHER_NAMES, VARIABLES, from_download, from_store, pair_in, read_text, store_path
from .home import expanded, home_folder

if TYPE_CHECKING:
    from collections.abc import Mapping

    from .credential_files import Pair

FILE_VARIABLE: Final = "AURA_CREDENTIALS_FILE"


class Credentials(NamedTuple):
    """A client id with its secret."""

    client_id: str
    client_secret: Secret
    source: str
    """Where they were found, in words for errors: `the environment variables …`."""
    others: tuple[Secret, ...] = ()
    """Other secrets that requests with these credentials carry, such as the key of a gateway."""

    def __repr__(self) -> str:
        return f"<Credentials {self.shown_id} from {self.source}>"

    @property
    def shown_id(self) -> str:
        """The part of the client id that may be shown."""
        return f"{self.client_id[:4]}…"

    @property
    def hidden(self) -> Secrets:
        """What no text may show: the secret, and the text that HTTP Basic makes of both."""
        return Secrets((self.client_secret, Secret(f"{self.client_id}:{self.client_secret.reveal()}"), *self.others))

    @property
    def basic(self) -> Secret:
        """The value of `Authorization` for HTTP Basic."""
        from base64 import b64encode

        pair = f"{self.client_id}:{self.client_secret.reveal()}".encode()
        return Secret(f"Basic {b64encode(pair).decode()}")


def find_credentials(
    client_id: str | None = None,
    client_secret: Secret | None = None,
    *,
    environ: Mapping[str, str] | None = None,
    platform: str = sys.platform,
    home: str | None = None,
) -> Credentials:
    """The credentials of the first source that has a part of them.

    Args:
        client_id, client_secret: both or neither; surrounding white space is removed, as from the values of every
            source.
        environ: the environment variables; `os.environ` if None.
        platform: as `sys.platform` has it.
        home: the user's home folder, empty if there is none; the current user's if None.

    Raises:
        ConfigurationError: no credentials were found, or the first source has only half a pair, or an empty or unusable
            value.

    See https://neo4j.com/docs/aura/api/authentication/.
    """
    for name, value, kind in (("client_id", client_id, str), ("client_secret", client_secret, Secret)):
        if value is not None and not isinstance(value, kind):
            raise TypeError(f"{name} must be text, not {type(value).__name__}")
    if client_id is not None or client_secret is not None:
        secret = None if client_secret is None else client_secret.reveal()
        return _checked(
            (client_id, secret), ("client_id", "client_secret"), "the arguments client_id and client_secret"
        )
    return _from_environment(
        os.environ if environ is None else environ,
        platform,
        home_folder() if home is None else home,
    )


def _from_environment(variables: Mapping[str, str], platform: str, home: str) -> Credentials:
    given = pair_in(variables, VARIABLES)
    if given is not None:
        return _checked(*given, f"the environment variables {' and '.join(given[1])}")
    if (path := variables.get(FILE_VARIABLE)) is not None:
        return _from_file(path.strip())
    path = store_path(variables, platform, home)
    content = read_text(path, "The store of Neo4j's command line") if path else None
    found = None if content is None else from_store(content, path, platform)
    if found is None:
        raise _none_found(path, content, variables)
    source = f"the default entry {found[1]!r} of the store of Neo4j's command line, {safe_text(path, 500)}"
    return _checked(found[0], ("client-id", "client-secret"), source)


def _from_file(named: str) -> Credentials:
    path = expanded(named)
    if not path:
        problem = "is empty: give it the path"
        if named:
            problem = "begins with `~`, and there is no home folder: give it the whole path"
        raise ConfigurationError(
            f"{FILE_VARIABLE} {problem} of the console's download, or remove it to use another source."
        )
    pair, names = from_download(path, f"The file that {FILE_VARIABLE} names")
    return _checked(pair, names, f"the file {safe_text(path, 500)} that {FILE_VARIABLE} names")


def _checked(pair: Pair, names: tuple[str, str], source: str) -> Credentials:
    """The values of one source, validated. names: their names there."""
    client_id, secret = (_value(value, name, names, source) for value, name in zip(pair, names, strict=True))
    return Credentials(client_id, Secret(secret), source)


def _value(value: str | None, name: str, names: tuple[str, str], source: str) -> str:
    if value is None:
        raise ConfigurationError(
            f"{name} is missing, and {' and '.join(names)} are needed together. Looked at: {source}."
        )
    value = value.strip()
    if not value:
        raise ConfigurationError(
            f"{name} is empty: give it a value, or remove {' and '.join(names)} so that another source is used. "
            f"Looked at: {source}."
        )
    # HTTP Basic joins the two with a colon, and does not define how to encode non-ASCII letters.
    if not (value.isascii() and value.isprintable()) or (name == names[0] and ":" in value):
        raise ConfigurationError(
            f"{name} has a character that is not allowed (a line break, a control character, a letter outside ASCII, "
            f"or a colon in the id): copy it again. Looked at: {source}."
        )
    return value


def _none_found(path: str, content: str | None, environ: Mapping[str, str]) -> ConfigurationError:
    state = "it has no credentials" if content is not None else "there is no such file"
    where = f"{safe_text(path, 500)} ({state})" if path else "not looked for, since there is no home folder"
    variables = "; ".join(f"the environment variables {' and '.join(names)} (not set)" for names in VARIABLES)
    return ConfigurationError(
        "No API credentials found: create them in the Aura console (account settings, API keys), and give them in one "
        "of these ways, of which the first is used: the arguments client_id and client_secret (not given); "
        f"{variables}; the environment variable {FILE_VARIABLE} with the path of the console's download (not set); "
        f"the store of Neo4j's command line, {where}.{_not_read(environ)}"
    )


def _not_read(environ: Mapping[str, str]) -> str:
    """A note on variables that are set for other programs, with their names only."""
    # The last one is the name of the id in neo4j-aura-sdk.
    others = (*(name for pair in OTHER_NAMES for name in pair), "AURA_API_CLIENT_TOKEN")
    names = [name for name in others if name in environ]
    if not names:
        return ""
    verb = "is" if len(names) == 1 else "are"
    return f" {' and '.join(names)} {verb} set, but not read: set {' and '.join(VARIABLES[0])} to the same values."
