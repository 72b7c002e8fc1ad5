"""The files in which people keep API credentials: the console's download, and the store of Neo4j's command line.

`credentials` chooses between the sources and checks the values. No error quotes a value.
"""

from __future__ import annotations

import codecs
import os
import re
from typing import TYPE_CHECKING, Any, Final

from .._errors.redaction import safe_text
from ..errors import ConfigurationError
from .home import CONFIG_FOLDER, CONFIG_VARIABLE, problem_of, user_folder
from .system_keyring import client_secret_of

if TYPE_CHECKING:
    from collections.abc import Mapping

Pair = tuple[str | None, str | None]
Names = tuple[str, str]

VARIABLES: Final[tuple[Names, ...]] = (
    ("AURA_CLIENT_ID", "AURA_CLIENT_SECRET"),
    ("NEO4J_AURA_CLIENT_ID", "NEO4J_AURA_CLIENT_SECRET"),  # of Neo4j's command line
)
"""The names of id and secret in the environment; the first pair of which one is set is used."""
OTHER_NAMES: Final[tuple[Names, ...]] = (
    ("AURA_API_CLIENT_ID", "AURA_API_CLIENT_SECRET"),  # of the examples of Neo4j's client for graph data science
    ("AURA_CLI_CLIENT_ID", "AURA_CLI_CLIENT_SECRET"),  # of the former command line
)
"""The names that other programs use. They are not read from the environment, where they may be meant only for those."""
NAMES_IN_FILE: Final[tuple[Names, ...]] = (("CLIENT_ID", "CLIENT_SECRET"), *VARIABLES, *OTHER_NAMES)
"""The names in files: those of the console's download, and those that people write."""

LARGEST: Final = 1_000_000  # bytes; a credentials file has a few hundred
_INSTEAD: Final = "or use another way, such as AURA_CLIENT_ID with AURA_CLIENT_SECRET"


def read_text(path: str, what: str) -> str | None:
    """The text of a file; None if there is no such file. what: its name in the error."""
    problem = ""
    content = b""
    try:
        with open(path, "rb") as file:  # noqa: PTH123 - pathlib costs milliseconds
            content = file.read(LARGEST + 1)
    except (FileNotFoundError, NotADirectoryError):
        return None
    except (OSError, ValueError) as error:
        problem = problem_of(error)
    if len(content) > LARGEST:
        problem = "it is too large for such a file"
    if problem:
        raise ConfigurationError(f"{what} cannot be read ({safe_text(path, 500)}): {problem}.")
    text = _decoded(content)
    if text is None:
        raise ConfigurationError(f"{what} is not text ({safe_text(path, 500)}): download or create it again.")
    return text


def _decoded(content: bytes) -> str | None:
    utf_16 = content.startswith((codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE))  # written by `>` in some Windows shells
    try:  # by functions that need no import, unlike the codecs "utf-16" and "utf-8-sig"
        if utf_16:
            return codecs.utf_16_decode(content, "strict", True)[0]
        return content.removeprefix(codecs.BOM_UTF8).decode()
    except UnicodeDecodeError:
        return None


def pair_in(values: Mapping[str, str], names: tuple[Names, ...]) -> tuple[Pair, Names] | None:
    """Id and secret, perhaps only one of them, and their names; None if there is neither."""
    for pair in names:
        if pair[0] in values or pair[1] in values:
            return (values.get(pair[0]), values.get(pair[1])), pair
    return None


def from_download(path: str, what: str) -> tuple[Pair, Names]:
    """Id and secret in the console's download or another dotenv file, and their names there."""
    text = read_text(path, what)
    shown = safe_text(path, 500)
    if text is None:
        raise ConfigurationError(f"{what} cannot be read ({shown}): there is no such file.")
    values = dotenv_values(text)
    found = pair_in(values, NAMES_IN_FILE)
    if found is not None:
        return found
    hint = "it has neither CLIENT_ID= nor CLIENT_SECRET=, nor AURA_CLIENT_ID= and AURA_CLIENT_SECRET="
    if "NEO4J_PASSWORD" in values:
        hint = "it is the download with an instance's password, not the one with API credentials"
    raise ConfigurationError(
        f"{what} has no API credentials ({shown}): {hint}. Create API credentials in the Aura console and download "
        "them there."
    )


def dotenv_values(text: str) -> dict[str, str]:
    """The values in dotenv text by name. Lines other than `NAME=value` or `NAME: value` are skipped; of repeated names
    the last counts."""
    values: dict[str, str] = {}
    for line in re.split(r"\r\n?|\n", text):  # not `splitlines`, which also splits within a value
        if found := re.fullmatch(_LINE, line):
            values[found["name"]] = _unquoted(found["value"].strip())
    return values


_LINE: Final = r"""\s*(?:export\s+)?(?P<quote>["']?)(?P<name>[^\W\d]\w*)(?P=quote)\s*(?:=|:\s)(?P<value>.*)"""
_QUOTED: Final = {
    '"': (r'"((?:[^"\\]|\\.)*)"', r"\\([\\\"$`])"),
    "'": (r"'((?:[^'\\]|\\.)*)'", r"\\(')"),
    "`": (r"`((?:[^`\\]|\\.)*)`", r"\\(`)"),
}
"""By quote: a quoted value, and the characters that a backslash escapes in it, as in a shell; also `'` in single
quotes."""
_END: Final = r"(?=[\s;,#]|$)"


def _unquoted(value: str) -> str:
    """The value without its quotes and without a comment; never cut at a quote inside it."""
    quote = value[:1]
    if quote in _QUOTED:
        quoted, escaped = _QUOTED[quote]
        if match := re.match(quoted + _END, value):
            return re.sub(escaped, r"\1", match[1])
        # Its quotes are not escaped, or its last character is a literal backslash.
        if match := re.match(rf"{quote}(.*?){quote}(?=\s+#|$)", value):
            return match[1]
    if value.startswith("#"):
        return ""
    return value.partition(" #")[0].partition("\t#")[0].strip()


def store_path(environ: Mapping[str, str], platform: str, home: str) -> str:
    """The path of the file with the credentials of Neo4j's command line; empty if that needs `home` and it is empty."""
    folder = user_folder(environ, platform, home, mac="Preferences", variable=CONFIG_VARIABLE, otherwise=CONFIG_FOLDER)
    return folder and os.path.join(folder, "neo4j", "cli", "credentials.json")  # noqa: PTH118


def from_store(content: str, path: str, platform: str) -> tuple[Pair, str] | None:
    """Id and secret of the store's default entry, and its name; None if there are no entries.

    A secret that is not in the file is read from the system's keyring, that of `platform`. The token in the store is
    not used: it belongs to the command line.
    """
    where = f"The store of Neo4j's command line ({safe_text(path, 500)})"
    entries, default = _entries(content, where)
    if not entries and not default:
        return None
    choose = f"choose one with its command `credential use`, {_INSTEAD}."
    if not default:
        raise ConfigurationError(f"{where} has no default credentials: {choose}")
    shown = safe_text(default, 100)
    entry = next((entry for entry in entries if entry.get("name") == default), None)
    if entry is None:
        raise ConfigurationError(f"{where} has no entry {shown!r}, which it names as its default: {choose}")
    client_id, secret = entry.get("client-id"), entry.get("client-secret")
    if secret is None or secret == "":
        where_it_is = f"{where} has no secret in its default entry {shown!r}"
        if entry.get("access-token") and not client_id:
            raise ConfigurationError(
                f"{where_it_is}: it is a browser login, which has a token but no secret; the API needs API "
                f"credentials. Create them in the Aura console, add them to that program, {_INSTEAD}."
            )
        # An entry with API credentials can have a token as well: that program keeps the last one.
        secret = _from_keyring(default, where_it_is, platform)
    if not isinstance(client_id, (str, type(None))) or not isinstance(secret, str):
        raise ConfigurationError(f"{where} has an id or a secret in its default entry {shown!r} that is not text.")
    return (client_id, secret), shown


def _from_keyring(entry: str, cause: str, platform: str) -> str:
    """The secret of an entry, from the system's keyring. cause: the beginning of the error if the keyring has none."""
    instead = "Set AURA_CLIENT_ID and AURA_CLIENT_SECRET, or AURA_CREDENTIALS_FILE."
    secret, problem, missing = None, "", False
    try:
        secret = client_secret_of(entry, platform)
    except Exception as error:  # noqa: BLE001  # each kind of keyring has its own
        problem = type(error).__name__
        missing = isinstance(error, ModuleNotFoundError) and error.name == "keyring"
    if missing:
        raise ConfigurationError(
            f"{cause}: it is kept in the system's keyring, which is read with the library `keyring`: install it "
            f'(`pip install "aurakit[keyring]"`), or use another way. A login in the browser has none. {instead}'
        )
    if problem:
        raise ConfigurationError(
            f"{cause}, and the system's keyring cannot be read ({problem}): unlock it, or use another way. {instead}"
        )
    if secret is None:
        raise ConfigurationError(
            f"{cause}, and the system's keyring has none for it either: it may be a browser login, and the API "
            f"needs API credentials. {instead}"
        )
    return secret


def _entries(content: str, where: str) -> tuple[list[dict[str, Any]], str]:
    """The entries of the store, and the name of its default entry."""
    import json

    try:
        value = json.loads(content) if content.strip() else {}
    except (ValueError, RecursionError):
        value = None
    aura = value.get("aura") if isinstance(value, dict) else None
    if not isinstance(value, dict) or not isinstance(aura, (dict, type(None))):
        raise ConfigurationError(f"{where} does not have the expected JSON: repair it with that program, {_INSTEAD}.")
    aura = aura or {}
    entries, default = aura.get("credentials"), aura.get("default-credential")
    found = [entry for entry in entries if isinstance(entry, dict)] if isinstance(entries, list) else []
    return found, default if isinstance(default, str) else ""
