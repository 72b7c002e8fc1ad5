"""A SQLite database that processes share: opened, kept private, set aside when it is broken, and safe around forks.

`file` defines its contents. Connections are kept, and each operation uses one alone, so no Python lock is held while
SQLite waits for another process, and a signal handler can run anywhere.
"""

from __future__ import annotations

import os
import random
import stat
import threading
import time
import weakref
from collections import deque
from contextlib import suppress
from typing import TYPE_CHECKING, Any, Final, TypeVar

from .._auth.home import problem_of
from .._calls.imports import importing
from .._calls.log import logger
from .._calls.store_access import LONGEST_USE, StoreUnavailableError
from .._errors.redaction import safe_text

if TYPE_CHECKING:
    import sqlite3
    from collections.abc import Callable

T = TypeVar("T")
_Identity = tuple[int, int]  # the device and inode of a file

# Connections that are kept for the next operation.
_MOST_IDLE: Final = 4
# Seconds between two attempts to get the database's lock, at first and at most.
_FIRST_WAIT, _LONGEST_WAIT = 0.0005, 0.05
# After so many operations in a row that took longer than this, event loops use threads for so many seconds. A single
# one may be slow because the machine is busy.
_SLOW_ONES, _SLOW, _SLOW_FOR = 3, 0.005, 10.0
# Seconds that a fork waits for other threads' operations: as long as one may take.
_FORK_WAITS: Final = LONGEST_USE

# Primary result codes, https://www.sqlite.org/rescode.html
_BUSY, _LOCKED, _CORRUPT, _NOT_A_DATABASE = 5, 6, 11, 26
_REASONS: Final = {
    3: "access is denied",
    8: "it is read-only",
    10: "the disk gives errors, or cannot lock files",
    13: "the disk is full",
    14: "it cannot be opened",
    15: "the file system cannot lock files",
    22: "it is too large for the file system",
    23: "access is denied",
}

# Connections that must not be closed: a child's copies of its parent's, and those to a file that was replaced, since
# closing them could remove files that belong to the new one.
_abandoned: list[Any] = []


class Database:
    """One database, opened when it is first used.

    Args:
        path: of the file; empty if there is no folder for it.
        ready: whether a new connection can be used as it is; it only reads, so processes that start together need not
            take turns.
        prepare: creates or checks the tables, in a transaction of a new connection; returns False if they belong to
            another program.
    """

    def __init__(
        self, path: str, ready: Callable[[sqlite3.Connection], bool], prepare: Callable[[sqlite3.Connection], bool]
    ) -> None:
        self.path = path
        self._ready = ready
        self._prepare = prepare
        self._idle: deque[tuple[Any, _Identity]] = deque()
        self._busy: dict[object, int] = {}  # operation → thread
        self._forking = 0  # the thread that is about to fork
        self._slow = 0  # operations in a row that took long
        self._slow_until = float("-inf")
        self._inherited = False  # this is a child process, forked in the middle of an operation
        self._finalizer = weakref.finalize(self, _close, self._idle)
        _all.add(self)

    def run(self, body: Callable[[sqlite3.Connection], T], timeout: float, *, reads: bool = False) -> T:
        """Run `body` as one transaction and return its result. reads: it is one statement that only reads, and waits
        for no lock.

        Raises StoreUnavailableError; and InterruptedError in a signal handler that interrupted an operation, for whose
        end it would have to wait.
        """
        if not self.path:
            raise StoreUnavailableError("there is no home folder to keep its file in", lasting=True)
        if self._inherited:  # SQLite's own locks may be held by a thread that does not exist here
            raise StoreUnavailableError("this process was forked while another thread used the store", lasting=True)
        with importing:
            import sqlite3
        began = time.monotonic()
        ends = began + timeout
        operation = self._begin(ends)
        problem = ""
        try:
            if list(self._busy.values()).count(threading.get_ident()) > 1:
                raise InterruptedError("a signal handler cannot wait for what it interrupts")
            for set_aside in (True, False):
                try:
                    identity = _identity(self.path)
                    try:
                        return self._once(body, identity, ends, reads=reads)
                    except sqlite3.DatabaseError as error:
                        problem = _reason(error)
                        if not (set_aside and _is_broken(error)):
                            break
                        self._set_aside(identity)
                except (OSError, ValueError) as error:
                    problem = problem_of(error)
                    break
        finally:
            self._busy.pop(operation, None)
            if timeout <= 0.0:
                self._note(began, time.monotonic())
        raise StoreUnavailableError(f"{safe_text(self.path, 500)}: {problem}", lasting=problem != _IS_LOCKED)

    def prompt(self) -> bool:
        """Whether an operation that is given no time takes a millisecond or so at most, as far as one can tell."""
        return bool(self._idle) and not self._forking and time.monotonic() >= self._slow_until

    def _note(self, began: float, ended: float) -> None:
        self._slow = self._slow + 1 if ended - began > _SLOW else 0
        if self._slow >= _SLOW_ONES:
            self._slow, self._slow_until = 0, ended + _SLOW_FOR

    def close(self) -> None:
        """Close all connections. The next operation opens one again."""
        _close(self._idle)

    # ------------------------------------------------------------------------------------------------ operations

    def _begin(self, ends: float) -> object:
        """Record that an operation is running, so that forks wait for it; and wait for a fork that is about to
        happen."""
        operation, thread = object(), threading.get_ident()
        while True:
            while self._forking not in (0, thread) and time.monotonic() < ends:
                time.sleep(0.001)
            self._busy[operation] = thread  # before `_forking` is read; a fork does the two in the other order
            if self._forking in (0, thread) or time.monotonic() >= ends:
                return operation
            self._busy.pop(operation, None)

    def _once(
        self, body: Callable[[sqlite3.Connection], T], identity: _Identity | None, ends: float, *, reads: bool
    ) -> T:
        connection, identity = self._take(identity, ends)
        try:
            if reads:
                result = _patiently(lambda: body(connection), ends)
            else:
                _execute(connection, "BEGIN IMMEDIATE", ends)
                result = body(connection)
                _execute(connection, "COMMIT", ends)
        except BaseException:
            with suppress(Exception):
                connection.close()  # which rolls back
            raise
        if len(self._idle) < _MOST_IDLE and not self._forking:
            self._idle.append((connection, identity))
        else:
            connection.close()
        return result

    def _take(self, identity: _Identity | None, ends: float) -> tuple[sqlite3.Connection, _Identity]:
        """A connection to the file that is at the path now."""
        while True:
            try:
                kept = self._idle.pop()
            except IndexError:
                return self._open(ends)
            if kept[1] == identity:
                return kept
            identity = _identity(self.path)  # another thread may have made the file since it was looked for
            if kept[1] == identity:
                return kept
            _abandoned.append(kept)

    def _open(self, ends: float) -> tuple[sqlite3.Connection, _Identity]:
        import sqlite3

        _make_private(self.path)
        identity = _identity(self.path)
        # In autocommit mode: transactions are begun explicitly. SQLite's own waiting cannot be interrupted.
        connection = sqlite3.connect(self.path, timeout=0.0, isolation_level=None, check_same_thread=False)
        try:
            _execute(connection, "PRAGMA synchronous = OFF", ends)  # a power cut may damage it; then it is set aside
            if _execute(connection, "PRAGMA journal_mode", ends)[0] != "wal":
                _execute(connection, "PRAGMA journal_mode = WAL", ends)  # unchanged where WAL is impossible
            good = _patiently(lambda: self._ready(connection), ends)
            if not good:
                _execute(connection, "BEGIN IMMEDIATE", ends)
                good = self._prepare(connection)
                _execute(connection, "COMMIT", ends)
            if good:
                return connection, identity or _identity(self.path) or (0, 0)
        except BaseException:
            connection.close()
            raise
        connection.close()
        error = sqlite3.DatabaseError("it holds something else")
        error.sqlite_errorcode = _NOT_A_DATABASE
        raise error

    def _set_aside(self, broken: _Identity | None) -> None:
        """Rename a file that is not a database, or is another program's, so that nothing is lost and a new one can be
        created.

        Another process may have done so first; then the file at the path is already the new one.
        """
        if broken is None or _identity(self.path) != broken:
            return
        aside = f"{self.path}.set-aside-{time.time_ns() // 1_000_000}"
        os.rename(self.path, aside)  # noqa: PTH104
        for ending in ("-wal", "-journal", "-shm"):  # SQLite would use them for the new database
            with suppress(OSError):
                os.rename(self.path + ending, aside + ending)  # noqa: PTH104
        logger.warning(
            "%s is damaged, or not a database of this package: it was renamed to %s and replaced by a new one",
            safe_text(self.path, 500), safe_text(aside, 500),
        )  # fmt: skip

    # ------------------------------------------------------------------------------------------------ forks

    def before_fork(self) -> None:
        """A child must inherit neither a connection nor a lock that another thread holds inside SQLite."""
        thread = self._forking = threading.get_ident()
        ends = time.monotonic() + _FORK_WAITS
        while time.monotonic() < ends and any(other != thread for other in list(self._busy.values())):
            time.sleep(0.001)
        _close(self._idle)

    def after_fork(self, *, in_child: bool) -> None:
        """Go on."""
        self._forking = 0
        if in_child:
            _abandoned.extend(self._idle)
            self._idle.clear()
            mine = threading.get_ident()
            self._inherited = self._inherited or any(thread != mine for thread in self._busy.values())
            self._busy = {operation: thread for operation, thread in self._busy.items() if thread == mine}


_IS_LOCKED: Final = "another program keeps it locked"


def _is_broken(error: Exception) -> bool:
    return _code(error) in (_CORRUPT, _NOT_A_DATABASE)


def _code(error: Exception) -> int:
    code: int = getattr(error, "sqlite_errorcode", 1)
    return code & 0xFF


def _reason(error: Exception) -> str:
    code = _code(error)
    if code in (_BUSY, _LOCKED):
        return _IS_LOCKED
    if _is_broken(error):
        return "it is damaged, or not a database of this package"
    return _REASONS.get(code) or f"SQLite says: {error}"


def _execute(connection: sqlite3.Connection, statement: str, ends: float) -> Any:
    """The first row of a statement, retried while another process holds the lock."""
    return _patiently(lambda: connection.execute(statement).fetchone(), ends)


def _patiently(action: Callable[[], T], ends: float) -> T:
    """What `action` returns, retried while another process holds the lock."""
    wait = _FIRST_WAIT
    while True:
        try:
            return action()
        except Exception as error:
            left = ends - time.monotonic()
            if _code(error) not in (_BUSY, _LOCKED) or left <= 0.0:
                raise
        time.sleep(min(left, wait * random.uniform(0.5, 1.0)))  # noqa: S311
        wait = min(2.0 * wait, _LONGEST_WAIT)


def _identity(path: str) -> _Identity | None:
    """The identity of the file at a path; None if there is none."""
    try:
        about = os.stat(path)  # noqa: PTH116
    except FileNotFoundError:
        return None
    return about.st_dev, about.st_ino


def _make_private(path: str) -> None:
    """Make sure that there is a file, that it is this user's, and that nobody else can read it.

    It is not opened for that: closing it would release SQLite's locks on it in the whole process.
    """
    os.makedirs(os.path.dirname(path), mode=0o700, exist_ok=True)  # noqa: PTH103, PTH120
    with suppress(FileExistsError):
        os.close(os.open(path, os.O_RDWR | os.O_CREAT | os.O_EXCL, 0o600))
    about = os.stat(path)  # noqa: PTH116
    if not stat.S_ISREG(about.st_mode):
        raise StoreUnavailableError(f"{safe_text(path, 500)} is not a regular file", lasting=True)
    if not hasattr(os, "geteuid"):  # Windows: only the user can read the user's folders
        return
    if about.st_uid != os.geteuid():
        raise StoreUnavailableError(f"{safe_text(path, 500)} belongs to another user", lasting=True)
    if about.st_mode & 0o077:
        os.chmod(path, 0o600)  # noqa: PTH101
        if os.stat(path).st_mode & 0o077:  # noqa: PTH116
            raise StoreUnavailableError(f"{safe_text(path, 500)} can be read by others", lasting=True)


def _close(idle: deque[tuple[Any, _Identity]]) -> None:
    while True:
        try:
            connection, _ = idle.pop()
        except IndexError:
            return
        with suppress(Exception):
            connection.close()


_all: weakref.WeakSet[Database] = weakref.WeakSet()


def _before_fork() -> None:
    for database in list(_all):
        database.before_fork()


def _after_fork(*, in_child: bool) -> None:
    for database in list(_all):
        database.after_fork(in_child=in_child)


if hasattr(os, "register_at_fork"):  # not on Windows
    os.register_at_fork(
        before=_before_fork,
        after_in_parent=lambda: _after_fork(in_child=False),
        after_in_child=lambda: _after_fork(in_child=True),
    )
