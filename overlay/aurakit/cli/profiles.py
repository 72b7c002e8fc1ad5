"""Profiles: named API credentials that the command line stores, with defaults for organization and project.

They are in the user's file `aurakit/profiles.json`, mode 0600; the secrets are in the system's keyring if there is
one, otherwise in the same file. The file is always replaced as a whole, symbolic links are not followed, and it is not
read if others can read it. The SDK does not read it: `Aura()` takes its credentials from the program's environment, and
a profile that somebody chose for a shell is not part of that.
"""

from __future__ import annotations

import errno
import json
import os
import stat
import sys
from contextlib import suppress
from pathlib import Path
from typing import TYPE_CHECKING, Any, Final, NamedTuple

from .._auth.credential_files import LARGEST, VARIABLES
from .._auth.credentials import FILE_VARIABLE
from .._auth.home import CONFIG_FOLDER, CONFIG_VARIABLE, home_folder, user_folder
from .._errors.redaction import safe_text
from .._errors.secret import Secret
from ..errors import ConfigurationError

if TYPE_CHECKING:
    from collections.abc import Mapping

SERVICE: Final = "aurakit"
PROFILE_VARIABLE: Final = "AURAKIT_PROFILE"
FIELDS: Final = ("organization_id", "project_id", "base_url")
_SAFELY: Final = getattr(os, "O_NOFOLLOW", 0) | getattr(os, "O_NONBLOCK", 0) | getattr(os, "O_BINARY", 0)


class Profile(NamedTuple):
    """One profile with its secret."""

    name: str
    client_id: str
    secret: Secret
    organization_id: str | None
    project_id: str | None
    base_url: str | None

    def address(self, environ: Mapping[str, str]) -> str | None:
        """The address of the profile, unless the environment has one."""
        return None if "AURA_BASE_URL" in environ else self.base_url


class Profiles:
    """The file of profiles. Raises ConfigurationError if it cannot be read, trusted or written."""

    def __init__(self, path: str | None = None) -> None:
        self.path = profiles_path(os.environ, sys.platform, home_folder()) if path is None else path
        content = _read(self.path) if self.path else {}
        self.default: str | None = content.get("default")
        self.entries: dict[str, dict[str, Any]] = content.get("profiles", {})

    def get(self, name: str) -> Profile:
        """The profile of this name."""
        entry = self._entry(name)
        secret = entry.get("client_secret") or _from_keyring(name)
        if not secret:
            raise ConfigurationError(
                f"The keyring has no secret for the profile {safe_text(name, 100)!r}: add it again with `aurakit "
                f"credentials add {safe_text(name, 100)}`."
            )
        rest = (entry.get(field) for field in FIELDS)
        return Profile(name, str(entry["client_id"]), Secret(secret), *rest)

    def add(self, name: str, client_id: str, secret: str, about: Mapping[str, str | None], *, keyring: bool) -> str:
        """Save a profile, replacing one with the same name; the first becomes the default. Returns where the secret is.

        about: the values of `FIELDS`.
        """
        kept = keyring and _into_keyring(name, secret)
        entry = {"client_id": client_id, "client_secret": None if kept else secret, **about}
        self.entries[name] = {field: value for field, value in entry.items() if value is not None}
        self.default = self.default or name
        self._write()
        return "the system's keyring" if kept else self.path

    def remove(self, name: str) -> None:
        """Delete a profile and its secret."""
        if not self._entry(name).get("client_secret"):
            _out_of_keyring(name)
        del self.entries[name]
        if self.default == name:
            self.default = None
        self._write()

    def use(self, name: str | None) -> None:
        """Make a profile the default, or none."""
        if name is not None:
            self._entry(name)
        self.default = name
        self._write()

    def _entry(self, name: str) -> dict[str, Any]:
        entry = self.entries.get(name)
        if entry is None:
            known = ", ".join(safe_text(one, 100) for one in sorted(self.entries)) or "none"
            raise ConfigurationError(
                f"There is no profile {safe_text(name, 100)!r} ({known}): `aurakit credentials add` creates one."
            )
        return entry

    def _write(self) -> None:
        if not self.path:
            raise ConfigurationError("There is no home folder for profiles: set XDG_CONFIG_HOME.")
        text = json.dumps({"default": self.default, "profiles": self.entries}, indent=2) + "\n"
        problem = None
        try:
            replace_privately(self.path, text)
        except OSError as error:
            problem = error.strerror or type(error).__name__
        if problem is not None:
            raise ConfigurationError(f"The profiles cannot be written ({safe_text(self.path, 500)}): {problem}.")


def chosen_profile(named: str | None, environ: Mapping[str, str]) -> Profile | None:
    """The profile to use: the named one; otherwise the default one, unless the environment has credentials.

    None leaves the choice to the SDK, which reads the environment, and finally the store of Neo4j's command line.
    """
    if named is not None:
        return Profiles().get(named)
    if any(name in environ for name in (FILE_VARIABLE, *(name for pair in VARIABLES for name in pair))):
        return None
    profiles = Profiles()
    return None if profiles.default is None else profiles.get(profiles.default)


def profiles_path(environ: Mapping[str, str], platform: str, home: str) -> str:
    """The path of the profiles; empty without a home folder."""
    folder = user_folder(
        environ, platform, home, mac="Application Support", variable=CONFIG_VARIABLE, otherwise=CONFIG_FOLDER
    )
    return folder and str(Path(folder, "aurakit", "profiles.json"))


# ------------------------------------------------------------------------------------------------ the file


def _read(path: str) -> dict[str, Any]:
    shown = safe_text(path, 500)
    problem, text = "", b""
    try:
        descriptor = os.open(path, os.O_RDONLY | _SAFELY)
    except (FileNotFoundError, NotADirectoryError):
        return {}
    except OSError as error:
        raise ConfigurationError(f"The profiles cannot be read ({shown}): {_reason(error)}.") from None
    with os.fdopen(descriptor, "rb") as file:
        found = os.fstat(descriptor)
        if not stat.S_ISREG(found.st_mode):
            problem = "it is not a file"
        elif sys.platform != "win32" and found.st_uid != os.geteuid():
            problem = "it belongs to another user"
        elif sys.platform != "win32" and stat.S_IMODE(found.st_mode) & 0o077:
            problem = "others can read or change it: run `chmod 600` on it, and treat its secrets as compromised"
        else:
            text = file.read(LARGEST + 1)
    content = None if problem else _parsed(text)
    if content is None:
        raise ConfigurationError(
            f"The profiles are not used ({shown}): {problem or 'it is not the file that aurakit wrote'}."
        )
    return content


def _parsed(text: bytes) -> dict[str, Any] | None:
    try:
        content = json.loads(text) if text.strip() else {}
    except (ValueError, RecursionError):
        return None
    if not isinstance(content, dict) or not isinstance(content.get("default"), (str, type(None))):
        return None
    profiles = content.get("profiles", {})
    sound = isinstance(profiles, dict) and all(
        isinstance(one, dict) and isinstance(one.get("client_id"), str) for one in profiles.values()
    )
    return content if sound else None


def _reason(error: OSError) -> str:
    return "it is a link, which is not followed" if error.errno == errno.ELOOP else str(error.strerror)


def replace_privately(path: str, text: str) -> None:
    """Create or replace the file so that only its user can read it. Raises OSError."""
    target = Path(path)
    target.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
    if target.is_symlink():
        raise OSError(errno.ELOOP, "it is a link, which is not followed")
    new = target.with_name(f"{target.name}.{os.getpid()}.new")
    write_new(str(new), text)
    try:
        new.replace(target)
    except OSError:
        new.unlink(missing_ok=True)
        raise


def write_new(path: str, text: str) -> None:
    """Write a new file that only its user can read. Raises OSError."""
    descriptor = os.open(path, os.O_WRONLY | os.O_CREAT | os.O_EXCL | _SAFELY, 0o600)
    complete = False
    try:
        with os.fdopen(descriptor, "w", encoding="utf-8", newline="\n") as file:
            file.write(text)
            file.flush()
            os.fsync(descriptor)
        complete = True
    finally:
        if not complete:
            Path(path).unlink()


# ------------------------------------------------------------------------------------------------ the keyring


def _from_keyring(name: str) -> str | None:
    try:
        import keyring

        found: str | None = keyring.get_password(SERVICE, name)
    except ModuleNotFoundError:
        problem = 'the library is not installed (pip install "aurakit[cli]")'
    except Exception as error:  # noqa: BLE001  # each kind of keyring has its own
        problem = f"{type(error).__name__}: unlock it"
    else:
        return found
    raise ConfigurationError(
        f"The secret of the profile {safe_text(name, 100)!r} is in the system's keyring, which cannot be read: "
        f"{problem}."
    )


def _into_keyring(name: str, secret: str) -> bool:
    """Save the secret in the keyring; returns whether there is one."""
    try:
        import keyring

        keyring.set_password(SERVICE, name, secret)
        return bool(keyring.get_password(SERVICE, name) == secret)
    except Exception:  # noqa: BLE001  # none, locked, or none that works without a desktop: the file is for that
        return False


def _out_of_keyring(name: str) -> None:
    with suppress(Exception):
        import keyring

        keyring.delete_password(SERVICE, name)
