"""The store that processes of one machine share: a SQLite database that only its user can read."""

from __future__ import annotations

import os
import sys
import time
from typing import TYPE_CHECKING, Any, Final

from .._auth.home import expanded, home_folder, user_folder
from .._auth.tokens import Token
from .._errors.secret import Secret
from .._ratelimit.window import RateLimit
from .database import Database
from .ledger import RATES_LAST, Recovery, decide, penalise, settle, strictest, usage

if TYPE_CHECKING:
    import sqlite3
    from collections.abc import Mapping

    from .._auth.store_protocol import Claim
    from .._ratelimit.shared_limit import Ask, Ended, Permit, Usage

_NAME: Final = "shared.sqlite3"
_APPLICATION: Final = 0x41555241  # "AURA"
_VERSION: Final = 1
_TABLES: Final = (
    "CREATE TABLE boot (began REAL)",
    "CREATE TABLE tokens (key TEXT PRIMARY KEY, value TEXT, obtained REAL, expires REAL) WITHOUT ROWID",
    "CREATE TABLE claims (key TEXT PRIMARY KEY, holder BLOB, until REAL) WITHOUT ROWID",
    "CREATE TABLE limits (id INTEGER PRIMARY KEY, key TEXT UNIQUE, paused REAL, epoch, allowed, open, last REAL)",
    "CREATE TABLE rates (owner INTEGER, most INTEGER, per REAL, until REAL, UNIQUE (owner, most, per))",
    "CREATE TABLE slots (id INTEGER PRIMARY KEY AUTOINCREMENT, owner INTEGER, ends REAL)",
    "CREATE INDEX ends ON slots (owner, ends)",
    "CREATE TABLE line (id INTEGER PRIMARY KEY AUTOINCREMENT, owner INTEGER, party, due REAL, UNIQUE (owner, party))",
)
# Times in the database count from the start of the machine. Linux has an id of that. Elsewhere the time of the start is
# computed, and seems to move when the calendar is set: by more than this many seconds counts as a restart.
_SAME_BOOT: Final = 30.0
_BOOT_ID: Final = "/proc/sys/kernel/random/boot_id"


class FileStore:
    """One token and one rate limit for all processes of a machine's user, in a file that only this user can read.

    The API counts requests and tokens by client id. With a store, all processes together send no more than it allows,
    first come, first served, and request one token an hour. If the file cannot be used (no home folder, a full or
    read-only disk, a network drive that cannot lock), each process keeps to its own limit, and the logger `aurakit`
    says so once. A file that is damaged, or not a store, is renamed and replaced.

    Args:
        path: the file, or an existing folder for `shared.sqlite3`. If None, `aurakit/shared.sqlite3` in
            `$XDG_CACHE_HOME` or `~/.cache`, on macOS in `~/Library/Caches`, on Windows in `%LOCALAPPDATA%`. SQLite
            creates two more files beside it while it is in use.

    See https://neo4j.com/docs/aura/api/overview/ for the limit, and https://neo4j.com/docs/aura/api/authentication/ for
    tokens.
    """

    def __init__(self, path: str | os.PathLike[str] | None = None) -> None:
        given = default_path(os.environ, sys.platform, home_folder()) if path is None else os.fspath(path)
        if not isinstance(given, str):
            raise TypeError(f"path must be text or a path, not {type(path).__name__}")
        if given := expanded(given):
            given = os.path.join(given, _NAME) if os.path.isdir(given) else os.path.abspath(given)  # noqa: PTH100, PTH112, PTH118
        self.path = given
        """The path of the file; empty if it needs a home folder and there is none."""
        self._database = Database(given, _ready, _prepared)

    def prompt(self) -> bool:
        """Whether an event loop may use it without a thread, for as long as nobody keeps it locked: the file is open,
        and the disk fast."""
        return type(self) is FileStore and self._database.prompt()

    def load(self, key: str, timeout: float) -> Token | None:
        """The token that was saved last, or None."""
        rows = "SELECT value, obtained, expires FROM tokens WHERE key = ?"
        row = self._database.run(lambda sql: sql.execute(rows, (key,)).fetchone(), timeout, reads=True)
        return None if row is None else Token(Secret(row[0]), row[1], row[2])

    def save(self, key: str, token: Token, timeout: float) -> None:
        """Save `token` in place of an earlier one, and delete what has expired."""

        def body(sql: sqlite3.Connection) -> None:
            sql.execute("DELETE FROM tokens WHERE expires <= ?", (token.obtained_at,))
            values = key, token.value.reveal(), token.obtained_at, token.expires_at
            sql.execute("INSERT OR REPLACE INTO tokens VALUES (?, ?, ?, ?)", values)
            sql.execute("DELETE FROM rates WHERE until <= ?", (time.monotonic(),))
            sql.execute("DELETE FROM slots WHERE owner NOT IN (SELECT owner FROM rates)")

        self._database.run(body, timeout)

    def discard(self, key: str, token: Token, timeout: float) -> None:
        """Forget `token`, unless another one was saved meanwhile."""
        statement, values = "DELETE FROM tokens WHERE key = ? AND value = ?", (key, token.value.reveal())
        self._database.run(lambda sql: sql.execute(statement, values), timeout)

    def claim(self, key: str, seconds: float, timeout: float) -> Claim | None:
        """Claim the right to request the next token, for a number of seconds; None while another process has it."""
        holder = os.urandom(16)
        taken = "SELECT 1 FROM claims WHERE key = ? AND until > ?"
        values = key, time.monotonic()
        # Waiting processes poll often, and must not delay the one that has the right.
        if self._database.run(lambda sql: sql.execute(taken, values).fetchone(), timeout, reads=True):
            return None

        def body(sql: sqlite3.Connection) -> bool:
            now = time.monotonic()
            sql.execute("DELETE FROM claims WHERE key = ? AND until <= ?", (key, now))
            values = key, holder, now + seconds
            return sql.execute("INSERT OR IGNORE INTO claims VALUES (?, ?, ?)", values).rowcount == 1

        return _FileClaim(self._database, key, holder) if self._database.run(body, timeout) else None

    def acquire(self, key: str, ask: Ask, timeout: float) -> Permit:
        """Grant a slot, or say when to ask again."""
        return self._database.run(lambda sql: decide(_Records(sql, key), ask, time.monotonic()), timeout)

    def report(self, key: str, slot: str, ended: Ended, timeout: float) -> None:
        """The attempt in a slot has ended."""
        now = time.monotonic()
        self._database.run(lambda sql: settle(_Records(sql, key), slot, ended, now), timeout)

    def penalise(self, key: str, slot: str, seconds: float, timeout: float) -> None:
        """The attempt in a slot got a 429: no slot is granted for `seconds`."""
        now = time.monotonic()
        self._database.run(lambda sql: penalise(_Records(sql, key), slot, seconds, now), timeout)

    def usage(self, key: str, timeout: float) -> Usage:
        """The limit in force, and how much of it is used."""

        def body(sql: sqlite3.Connection) -> Usage:
            records, now = _Records(sql, key), time.monotonic()
            return usage(records, records.waiting(now), now)

        return self._database.run(body, timeout)

    def close(self) -> None:
        """Close the file, for example before its folder is removed. The next use opens it again."""
        self._database.close()

    def __eq__(self, other: object) -> bool:
        return isinstance(other, FileStore) and type(other) is type(self) and other.path == self.path

    def __hash__(self) -> int:
        return hash(self.path)

    def __repr__(self) -> str:
        return f"{type(self).__name__}({self.path!r})"

    def __reduce__(self) -> tuple[Any, ...]:
        return type(self), (self.path,)


class _FileClaim:
    def __init__(self, database: Database, key: str, holder: bytes) -> None:
        self._database = database
        self._values = key, holder

    def release(self, timeout: float) -> None:
        """Release it."""
        statement = "DELETE FROM claims WHERE key = ? AND holder = ?"
        self._database.run(lambda sql: sql.execute(statement, self._values), timeout)


def default_path(environ: Mapping[str, str], platform: str, home: str) -> str:
    """The path of a user's file; empty if `home`, the home folder, is needed and empty."""
    folder = user_folder(environ, platform, home, mac="Caches", variable="XDG_CACHE_HOME", otherwise=".cache")
    return folder and os.path.join(folder, "aurakit", _NAME)  # noqa: PTH118


def _ready(sql: sqlite3.Connection) -> bool:
    """Whether the tables are there, and of this start of the machine."""
    return _version(sql) == (_APPLICATION, _VERSION) and _same(
        sql.execute("SELECT began FROM boot").fetchone()[0], _boot()
    )


def _prepared(sql: sqlite3.Connection) -> bool:
    """Create the tables if there are none, and delete data from before the machine was restarted."""
    application, version = _version(sql)
    boot = _boot()
    if not application and not version and not sql.execute("SELECT count(*) FROM sqlite_master").fetchone()[0]:
        for statement in _TABLES:
            sql.execute(statement)
        sql.execute(f"PRAGMA application_id = {_APPLICATION}")
        sql.execute(f"PRAGMA user_version = {_VERSION}")
        sql.execute("INSERT INTO boot VALUES (?)", (boot,))
        return True
    if (application, version) != (_APPLICATION, _VERSION):
        return False
    if not _same(sql.execute("SELECT began FROM boot").fetchone()[0], boot):
        for table in ("claims", "limits", "rates", "slots", "line"):
            sql.execute(f"DELETE FROM {table}")  # noqa: S608
        sql.execute("UPDATE boot SET began = ?", (boot,))
    return True


def _version(sql: sqlite3.Connection) -> tuple[int, int]:
    """Whose database it is, and its version; 0 and 0 for an empty one."""
    return sql.execute("PRAGMA application_id").fetchone()[0], sql.execute("PRAGMA user_version").fetchone()[0]


def _boot() -> str | float:
    """What stands for this start of the machine: its id, or else when it was, which is wrong once the calendar jumps,
    or the machine sleeps while the other clock stands still."""
    try:
        # Not as text, since that would import a codec in the middle of a call.
        with open(_BOOT_ID, "rb") as file:  # noqa: PTH123  # pathlib is not imported otherwise
            return file.read().strip().decode()
    except OSError:
        return time.time() - time.monotonic()


def _same(one: object, other: object) -> bool:
    if isinstance(one, float) and isinstance(other, float):
        return abs(one - other) <= _SAME_BOOT
    return one == other


class _Records:
    """The records of one limit; see `ledger.Records`."""

    def __init__(self, sql: sqlite3.Connection, key: str) -> None:
        self._sql = sql
        row: Any = sql.execute(
            "SELECT id, paused, epoch, allowed, open, last FROM limits WHERE key = ?", (key,)
        ).fetchone()
        if row is None:
            statement = "INSERT INTO limits (key, paused, epoch, allowed, open, last) VALUES (?, 0.0, 0, 0, 0, 0.0)"
            row = sql.execute(statement, (key,)).lastrowid, 0.0, 0, 0, 0, 0.0
        self._owner: int = row[0]
        self._recovery = Recovery(*row[1:])

    def rates(self, mine: tuple[RateLimit, ...], now: float) -> list[RateLimit]:
        statement = "SELECT most, per, until FROM rates WHERE owner = ? AND until > ?"
        known = {
            RateLimit(most, per): until for most, per, until in self._sql.execute(statement, (self._owner, now))
        }  # fmt: skip
        for rate in mine:
            last = max(RATES_LAST, 2.0 * rate.per)
            if known.get(rate, 0.0) < now + last / 2.0:
                known[rate] = now + last
                values = self._owner, rate.limit, rate.per, known[rate]
                self._sql.execute("INSERT OR REPLACE INTO rates VALUES (?, ?, ?, ?)", values)
        return strictest(list(known))

    def used(self, since: float) -> int:
        statement = "SELECT count(*) FROM slots WHERE owner = ? AND ends > ?"
        count: int = self._sql.execute(statement, (self._owner, since)).fetchone()[0]
        return count

    def end_of(self, since: float, number: int) -> float | None:
        statement = "SELECT ends FROM slots WHERE owner = ? AND ends > ? ORDER BY ends LIMIT 1 OFFSET ?"
        row = self._sql.execute(statement, (self._owner, since, number)).fetchone()
        return None if row is None else row[0]

    def add(self, ends: float, forget: float) -> int:
        self._sql.execute("DELETE FROM slots WHERE owner = ? AND ends <= ?", (self._owner, forget))
        values = self._owner, ends
        return self._sql.execute("INSERT INTO slots (owner, ends) VALUES (?, ?)", values).lastrowid or 0

    def end(self, number: int, ends: float) -> bool:
        values = ends, number, self._owner
        return self._sql.execute("UPDATE slots SET ends = ? WHERE id = ? AND owner = ?", values).rowcount == 1

    def remove(self, number: int) -> bool:
        return self._sql.execute("DELETE FROM slots WHERE id = ? AND owner = ?", (number, self._owner)).rowcount == 1

    def ahead(self, party: str, now: float) -> int:
        self._sql.execute("DELETE FROM line WHERE owner = ? AND due < ?", (self._owner, now))
        statement = (
            "SELECT count(*) FROM line WHERE owner = ? AND id < "
            "coalesce((SELECT id FROM line WHERE owner = ? AND party = ?), 9e18)"
        )
        count: int = self._sql.execute(statement, (self._owner, self._owner, party)).fetchone()[0]
        return count

    def line_up(self, party: str, due: float) -> None:
        statement = (
            "INSERT INTO line (owner, party, due) VALUES (?, ?, ?) "
            "ON CONFLICT (owner, party) DO UPDATE SET due = excluded.due"
        )
        self._sql.execute(statement, (self._owner, party, due))

    def leave(self, party: str) -> None:
        self._sql.execute("DELETE FROM line WHERE owner = ? AND party = ?", (self._owner, party))

    def waiting(self, now: float) -> int:
        statement = "SELECT count(*) FROM line WHERE owner = ? AND due >= ?"
        count: int = self._sql.execute(statement, (self._owner, now)).fetchone()[0]
        return count

    def recovery(self) -> Recovery:
        return self._recovery

    def recover(self, recovery: Recovery) -> None:
        self._recovery = recovery
        statement = "UPDATE limits SET paused = ?, epoch = ?, allowed = ?, open = ?, last = ? WHERE id = ?"
        self._sql.execute(statement, (*recovery, self._owner))
