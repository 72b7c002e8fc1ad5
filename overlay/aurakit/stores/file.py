"""The file that processes share tokens in: read, replaced as a whole, and locked. When is decided in `_auth`.

Nothing here raises for what the file system does. What cannot be trusted is not read: another user's file, one that
others can read, one that is torn. What is plainly a file of the user's own, given by mistake, is not replaced.
"""

from __future__ import annotations

import json
import os
import re
import stat
import sys
import weakref
from contextlib import suppress
from typing import TYPE_CHECKING, Any, Final

from .._auth.home import expanded, home_folder
from .._auth.tokens import Token, sound
from .._errors.redaction import safe_text
from .._errors.secret import Secret

if sys.platform != "win32":
    import fcntl

if TYPE_CHECKING:
    from collections.abc import Mapping

_FORMAT: Final = "aurakit tokens 1"
_LARGEST: Final = 1_000_000  # bytes
_MOST: Final = 100  # tokens
_LEFT_OVER: Final = 60.0  # seconds after which what a killed process was writing is removed
_SAFELY: Final = getattr(os, "O_NOFOLLOW", 0) | getattr(os, "O_NONBLOCK", 0) | getattr(os, "O_BINARY", 0)
_SETTINGS: Final = re.compile(rb"^\s*(?:export\s+)?[A-Za-z_]\w*\s*=", re.MULTILINE)


class FileTokenStore:
    """Keeps tokens in a file that only its user can read, so that processes share one.

    The token endpoint gives a client id 15 tokens an hour: a cron job or a CI step that starts a process per call is
    over that soon without it. Two processes that start together make one token request, except on Windows and on file
    systems without locks, where each may make one. A file that is torn, belongs to another user or can be read by
    others is not used. Where the file cannot be written, as without a home folder, nothing is shared, nothing fails,
    and the logger `aurakit` is told.

    Args:
        path: the file, or an existing folder to keep `tokens.json` in. The user's own if None: `aurakit/tokens.json` in
            `$XDG_CACHE_HOME` or `~/.cache`, on macOS in `~/Library/Caches`, on Windows in `%LOCALAPPDATA%`.

    See https://neo4j.com/docs/aura/api/authentication/.
    """

    def __init__(self, path: str | os.PathLike[str] | None = None) -> None:
        given = default_path(os.environ, sys.platform, home_folder()) if path is None else os.fspath(path)
        if not isinstance(given, str):
            raise TypeError(f"path must be text or a path, not {type(path).__name__}")
        if given := expanded(given):
            given = os.path.join(given, "tokens.json") if os.path.isdir(given) else os.path.abspath(given)  # noqa: PTH100, PTH112, PTH118
        self.path = given
        """Where the file is; empty if it would be in a home folder and there is none."""
        self.problem = ""
        """Why the file could not be written, the last time; empty when it could, or was not yet."""

    def load(self, key: str) -> Token | None:
        """The token that was saved last for `key`; None if there is none that can be trusted."""
        return _read(self.path).get(key) if self.path else None

    def save(self, key: str, token: Token) -> None:
        """Keep `token` for `key` in place of an earlier one."""
        self._write({**_read(self.path), key: token}, token.obtained_at)

    def discard(self, key: str, token: Token) -> None:
        """Forget `token`, unless there is another one for `key`."""
        tokens = _read(self.path)
        if key in tokens and tokens[key].value == token.value:
            del tokens[key]
            self._write(tokens, token.obtained_at)

    def claim(self, key: str) -> FileClaim | None:
        """The right to ask for the next token; None while another process has it."""
        return _lock(self.path) if self.path else FileClaim()

    def _write(self, tokens: Mapping[str, Token], now: float) -> None:
        before = self.problem
        problem = self.problem = _replace(
            self.path, {key: token for key, token in tokens.items() if token.expires_at > now}
        )
        if problem and not before:
            import logging

            logging.getLogger("aurakit").warning(
                "Tokens are not shared with other processes, since %s cannot be written: %s",
                safe_text(self.path, 500) or "their file", problem,
            )  # fmt: skip

    def __eq__(self, other: object) -> bool:
        return isinstance(other, FileTokenStore) and type(other) is type(self) and other.path == self.path

    def __hash__(self) -> int:
        return hash(self.path)

    def __repr__(self) -> str:
        return f"FileTokenStore({self.path!r})"


class FileClaim:
    """The right to ask for the next token, among the processes that share a file.

    It is a lock of the kernel's on the file itself, so it ends with the process, however that ends, and leaves nothing
    behind. Whoever saves a token replaces the file; the others then lock the new one, in which they find the token.
    """

    __slots__ = ("__weakref__", "_descriptor")

    def __init__(self, descriptor: int | None = None) -> None:
        """descriptor: of the locked file; None where there are no locks, so that every process has the right."""
        self._descriptor = descriptor

    def release(self) -> None:
        """Give it up. Again does nothing."""
        descriptor, self._descriptor = self._descriptor, None
        if descriptor is not None:
            os.close(descriptor)

    __del__ = release


_claims: weakref.WeakSet[FileClaim] = weakref.WeakSet()


def _after_fork() -> None:
    """A forked child has a copy of every descriptor, with which the lock would outlive the parent."""
    for claim in list(_claims):
        claim.release()


if hasattr(os, "register_at_fork"):  # not on Windows
    os.register_at_fork(after_in_child=_after_fork)


def default_path(environ: Mapping[str, str], platform: str, home: str) -> str:
    """Where a user's tokens are kept; empty if `home`, the home folder, is empty and needed."""
    if platform == "win32":
        folder = environ.get("LOCALAPPDATA") or (home and os.path.join(home, "AppData", "Local"))  # noqa: PTH118
    elif platform == "darwin":
        folder = home and os.path.join(home, "Library", "Caches")  # noqa: PTH118
    else:
        folder = environ.get("XDG_CACHE_HOME", "")
        if not os.path.isabs(folder):  # noqa: PTH117 - the XDG specification: a relative one is to be ignored
            folder = home and os.path.join(home, ".cache")  # noqa: PTH118
    return folder and os.path.join(folder, "aurakit", "tokens.json")  # noqa: PTH118


def _read(path: str) -> dict[str, Token]:
    """The tokens in the file, by key; none where there is no file to be trusted."""
    value = _json(_content(path, trusted_only=True) or b"")
    entries = value.get("tokens") if isinstance(value, dict) and value.get("format") == _FORMAT else None
    tokens: dict[str, Token] = {}
    for key, entry in entries.items() if isinstance(entries, dict) else ():
        try:
            token = sound(Token(Secret(entry["access_token"]), entry["obtained_at"], entry["expires_at"]))
        except (KeyError, TypeError):
            continue
        if token is not None:
            tokens[key] = token
    return tokens


def _replace(path: str, tokens: Mapping[str, Token]) -> str:
    """Replace the file in one step. Returns what prevented it; empty if nothing did."""
    if not path:
        return "there is no home folder"
    folder, name = os.path.split(path)
    new = os.path.join(folder, f".{name}.{os.urandom(8).hex()}.new")  # noqa: PTH118
    try:
        if not _is_file_or_nothing(path):
            return "it is no plain file"
        if _is_somebodys(_content(path, trusted_only=False)):
            return "it holds something else than tokens"
        os.makedirs(folder, mode=0o700, exist_ok=True)  # noqa: PTH103
        descriptor = os.open(new, os.O_WRONLY | os.O_CREAT | os.O_EXCL | _SAFELY, 0o600)
        try:
            with os.fdopen(descriptor, "wb") as file:
                file.write(_document(tokens))
                written = os.fstat(descriptor).st_mtime
            os.replace(new, path)  # noqa: PTH105
        except BaseException:
            os.unlink(new)  # noqa: PTH108
            raise
        _remove_left_over(folder, f".{name}.", written - _LEFT_OVER)
    except (OSError, ValueError) as error:  # ValueError: a path with a NUL in it
        return (getattr(error, "strerror", None) or "the path is not valid").lower()
    return ""


def _document(tokens: Mapping[str, Token]) -> bytes:
    entries = {
        key: {"access_token": token.value.reveal(), "obtained_at": token.obtained_at, "expires_at": token.expires_at}
        for key, token in list(tokens.items())[-_MOST:]
    }
    return json.dumps({"format": _FORMAT, "tokens": entries}).encode()


def _remove_left_over(folder: str, prefix: str, before: float) -> None:
    """Remove what processes that were killed had begun to write."""
    with suppress(OSError), os.scandir(folder) as entries:
        for entry in entries:
            if entry.name.startswith(prefix) and entry.name.endswith(".new"):
                with suppress(OSError):  # another process may remove it at the same time
                    if entry.stat(follow_symlinks=False).st_mtime < before:
                        os.unlink(entry.path)  # noqa: PTH108


def _lock(path: str) -> FileClaim | None:
    """Lock the file; None while another process has it. Where there are no locks everybody gets a claim."""
    if sys.platform == "win32":  # there a file that is open cannot be replaced
        return FileClaim()
    try:
        os.makedirs(os.path.dirname(path), mode=0o700, exist_ok=True)  # noqa: PTH103, PTH120
        descriptor = os.open(path, os.O_RDWR | os.O_CREAT | _SAFELY, 0o600)
    except (OSError, ValueError):
        return FileClaim()
    claim = FileClaim(descriptor)
    try:
        fcntl.flock(descriptor, fcntl.LOCK_EX | fcntl.LOCK_NB)
    except BlockingIOError:
        claim.release()
        return None
    except OSError:
        claim.release()
    _claims.add(claim)
    return claim


def _content(path: str, *, trusted_only: bool) -> bytes | None:
    """What is in the file. None: there is none, or (trusted_only) none that only this user can read."""
    try:
        descriptor = os.open(path, os.O_RDONLY | _SAFELY)
    except (FileNotFoundError, PermissionError):
        return None
    except (OSError, ValueError):
        if trusted_only:
            return None
        raise
    with os.fdopen(descriptor, "rb") as file:
        about = os.fstat(descriptor)
        if not stat.S_ISREG(about.st_mode):
            return None
        private = not hasattr(os, "geteuid") or (about.st_uid == os.geteuid() and not about.st_mode & 0o077)
        return None if trusted_only and not private else file.read(_LARGEST)


def _is_file_or_nothing(path: str) -> bool:
    """False for a device, a pipe and the like, which a file must not take the place of. A link fails when opened."""
    try:
        mode = os.lstat(path).st_mode
    except FileNotFoundError:
        return True
    return stat.S_ISREG(mode) or stat.S_ISLNK(mode)


def _is_lines(content: bytes) -> bool:
    """Whether it is text of several lines; ours has one."""
    try:
        text = content.decode()
    except UnicodeDecodeError:
        return False
    return "\n" in text and "\0" not in text


def _json(content: bytes) -> Any:
    try:
        return json.loads(content)
    except (ValueError, RecursionError):
        return None


def _is_somebodys(content: bytes | None) -> bool:
    """Whether the user would miss it: JSON, settings or other lines of text that are not ours, such as credentials or a
    key."""
    value = _json(content or b"")
    if value is None:
        return _SETTINGS.search(content or b"") is not None or _is_lines(content or b"")
    return bool(value) and not (isinstance(value, dict) and value.get("format") == _FORMAT)
