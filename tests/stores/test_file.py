"""The file that the processes of one machine share: private, safe from kills and forks, and no trouble when broken."""

from __future__ import annotations

import asyncio
import contextlib
import logging
import os
import pickle
import signal
import sqlite3
import subprocess
import sys
import threading
import time
from pathlib import Path
from typing import Any

import pytest

from aurakit import AsyncAura, FileStore, RateLimit
from aurakit._calls import steps
from aurakit._calls.wakers import in_thread
from aurakit._errors.secret import Secret
from aurakit.stores import Ask, StoreUnavailableError, Token, file
from aurakit.stores import database as database_module
from aurakit.stores.file import default_path
from faultserver import FaultServer, response
from support.children import environment

KEY = "0" * 64
SOON = 5.0
POSIX = pytest.mark.skipif(sys.platform == "win32", reason="no modes, forks and signals there")


def token(value: str = "token-1", *, at: float = 1000.0, lasts: float = 3600.0) -> Token:
    return Token(Secret(value), at, at + lasts)


def ask(party: str = "party", limit: int = 5, per: float = 60.0) -> Ask:
    return Ask(party, (RateLimit(limit, per),), 60.0)


@pytest.fixture
def path(tmp_path: Path) -> Path:
    return tmp_path / "folder" / "mine.sqlite3"


@pytest.fixture
def store(path: Path) -> Any:
    with contextlib.closing(FileStore(path)) as opened:
        yield opened


def warnings(caplog: pytest.LogCaptureFixture) -> list[str]:
    return [record.getMessage() for record in caplog.records if record.levelno >= logging.WARNING]


# ------------------------------------------------------------------------------------------------ where it is


def test_an_existing_folder_gets_a_file_of_its_own(tmp_path: Path) -> None:
    assert FileStore(tmp_path).path == str(tmp_path / "shared.sqlite3")


def test_another_type_than_a_path_is_a_programming_error() -> None:
    with pytest.raises(TypeError, match="not int"):
        FileStore(3)  # type: ignore[arg-type]
    with pytest.raises(TypeError, match="path must be text or a path, not bytes"):
        FileStore(b"x")  # type: ignore[arg-type]


@pytest.mark.parametrize(
    ("platform", "environ", "folder"),
    [
        ("linux", {}, "/home/me/.cache"),
        ("linux", {"XDG_CACHE_HOME": "/var/cache/me"}, "/var/cache/me"),
        ("linux", {"XDG_CACHE_HOME": "relative"}, "/home/me/.cache"),
        ("darwin", {"XDG_CACHE_HOME": "/ignored"}, "/home/me/Library/Caches"),
        ("win32", {"LOCALAPPDATA": "/local"}, "/local"),
        ("win32", {}, "/home/me/AppData/Local"),
    ],
)
def test_the_default_file_is_in_the_users_own_cache(platform: str, environ: dict[str, str], folder: str) -> None:
    assert default_path(environ, platform, "/home/me") == f"{folder}/aurakit/shared.sqlite3"


def test_stores_of_the_same_file_are_equal_so_that_clients_share_what_they_know(tmp_path: Path) -> None:
    one, same, other = FileStore(tmp_path), FileStore(tmp_path), FileStore(tmp_path / "other")
    assert one == same != other
    assert len({one, same, other}) == 2
    assert repr(one) == f"FileStore({one.path!r})"


def test_a_store_can_be_sent_to_another_process(store: FileStore) -> None:
    store.save(KEY, token(), SOON)
    there = pickle.loads(pickle.dumps(store))
    assert there == store and there.load(KEY, SOON) == token()
    there.close()


# ------------------------------------------------------------------------------------------------ what is in it


def test_tokens_of_several_clients_live_side_by_side_and_expired_ones_go(store: FileStore) -> None:
    store.save("a", token("old", at=1000.0, lasts=10.0), SOON)
    store.save("b", token("other", at=1005.0), SOON)
    assert store.load("a", SOON) == token("old", at=1000.0, lasts=10.0)
    store.save("c", token("new", at=1010.0), SOON)
    assert store.load("a", SOON) is None
    assert store.load("b", SOON) == token("other", at=1005.0)


def test_a_closed_store_opens_its_file_again(store: FileStore) -> None:
    store.save(KEY, token(), SOON)
    store.close()
    assert store.load(KEY, SOON) == token()


def test_slots_are_deleted_when_they_count_no_more(store: FileStore, path: Path) -> None:
    for _ in range(3):
        store.report(KEY, store.acquire(KEY, ask(per=0.05), SOON).slot, "admitted", SOON)
    time.sleep(0.1)
    store.acquire(KEY, ask(per=0.05), SOON)
    with contextlib.closing(sqlite3.connect(path)) as sql:
        assert sql.execute("SELECT count(*) FROM slots").fetchone() == (1,)


@pytest.mark.parametrize("has_id", [True, False], ids=["by its id", "by the time"])
def test_what_was_before_the_machine_started_anew_does_not_count(
    has_id: bool, store: FileStore, path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Times are those of a clock that began with the machine."""
    monkeypatch.setattr(file, "_BOOT_ID", str(path.parents[1].joinpath("boot_id")))
    if has_id:
        path.parents[1].joinpath("boot_id").write_text("first\n")
    assert store.acquire(KEY, ask(limit=1), SOON).slot
    assert store.claim(KEY, 1000.0, SOON)
    store.save(KEY, token(), SOON)
    assert store.acquire(KEY, ask(limit=1), SOON).wait > 0.0
    store.close()
    if has_id:
        path.parents[1].joinpath("boot_id").write_text("second\n")
    else:
        with contextlib.closing(sqlite3.connect(path)) as sql:
            sql.execute("UPDATE boot SET began = began - 1000")
            sql.commit()
    assert store.acquire(KEY, ask(limit=1), SOON).slot
    assert store.claim(KEY, 1000.0, SOON)
    assert store.load(KEY, SOON) == token()


@pytest.mark.skipif(not Path(file._BOOT_ID).exists(), reason="only Linux has an id of each start")
@pytest.mark.parametrize("seconds", [86_400.0, -86_400.0], ids=["on", "back"])
def test_a_calendar_that_is_set_does_not_undo_the_limit(
    seconds: float, store: FileStore, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Nor a machine that slept, whose other clock stood still: the difference between them moves as well."""
    assert store.acquire(KEY, ask(limit=1), SOON).slot
    store.close()
    monkeypatch.setattr(time, "time", lambda: time.monotonic() + 1e9 + seconds)
    assert store.acquire(KEY, ask(limit=1), SOON).wait > 0.0


# ------------------------------------------------------------------------------------------------ private


@POSIX
@pytest.mark.parametrize("umask", [0o000, 0o022, 0o077])
def test_only_the_user_can_read_what_is_written_whatever_the_umask(store: FileStore, path: Path, umask: int) -> None:
    before = os.umask(umask)
    try:
        store.save(KEY, token(), SOON)
        assert {one.stat().st_mode & 0o777 for one in path.parent.iterdir()} == {0o600}
        assert len(list(path.parent.iterdir())) == 3  # with the two that SQLite puts beside it
        assert path.parent.stat().st_mode & 0o777 == 0o700
    finally:
        os.umask(before)


@POSIX
def test_nobody_can_open_the_file_in_the_moment_it_is_made(path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Whoever has it open reads what is written later."""
    modes: list[int] = []
    made = os.open

    def watched(name: Any, *arguments: Any, **options: Any) -> int:
        descriptor = made(name, *arguments, **options)
        if os.fspath(name) == str(path):
            modes.append(os.fstat(descriptor).st_mode & 0o777)
        return descriptor

    monkeypatch.setattr(os, "open", watched)
    before = os.umask(0)
    try:
        with contextlib.closing(FileStore(path)) as store:
            store.save(KEY, token(), SOON)
    finally:
        os.umask(before)
    assert modes == [0o600]


@POSIX
def test_a_file_is_private_before_its_first_byte(path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    modes: list[tuple[int, int]] = []
    connect = sqlite3.connect

    def watched(*arguments: Any, **options: Any) -> Any:
        modes.append((path.stat().st_mode & 0o777, path.stat().st_size))
        return connect(*arguments, **options)

    monkeypatch.setattr(sqlite3, "connect", watched)
    before = os.umask(0)
    try:
        with contextlib.closing(FileStore(path)) as store:
            store.save(KEY, token(), SOON)
    finally:
        os.umask(before)
    assert modes == [(0o600, 0)]


@POSIX
def test_a_file_that_others_can_read_is_made_private(store: FileStore, path: Path) -> None:
    path.parent.mkdir()
    path.touch(0o644)
    path.chmod(0o644)
    store.save(KEY, token(), SOON)
    assert path.stat().st_mode & 0o777 == 0o600


@POSIX
def test_another_users_file_is_not_used(store: FileStore, path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    path.parent.mkdir()
    path.touch()
    mine = os.geteuid()
    monkeypatch.setattr(os, "geteuid", lambda: mine + 1)
    with pytest.raises(StoreUnavailableError, match="belongs to another user"):
        store.save(KEY, token(), SOON)
    assert path.stat().st_size == 0


# ------------------------------------------------------------------------------------------------ broken


def test_a_torn_or_foreign_file_is_set_aside_with_one_warning(
    store: FileStore, path: Path, caplog: pytest.LogCaptureFixture
) -> None:
    path.parent.mkdir()
    path.write_bytes(b"CLIENT_ID=abc\n" * 100)
    store.save(KEY, token(), SOON)
    assert store.load(KEY, SOON) == token()
    [aside] = path.parent.glob("*.set-aside-*")
    assert aside.read_bytes() == b"CLIENT_ID=abc\n" * 100
    [warning] = warnings(caplog)
    assert str(aside) in warning and "was renamed" in warning


def test_another_programs_database_is_set_aside_whole(store: FileStore, path: Path) -> None:
    path.parent.mkdir()
    with contextlib.closing(sqlite3.connect(path)) as sql:
        sql.execute("PRAGMA journal_mode = WAL")
        sql.execute("CREATE TABLE theirs (value TEXT)")
        sql.execute("INSERT INTO theirs VALUES ('precious')")
        sql.commit()
        store.save(KEY, token(), SOON)
    [aside] = [one for one in path.parent.glob("*.set-aside-*") if one.name[-1].isdigit()]
    with contextlib.closing(sqlite3.connect(aside)) as sql:
        assert sql.execute("SELECT value FROM theirs").fetchone() == ("precious",)
    assert store.load(KEY, SOON) == token()


@pytest.mark.parametrize("where", [0, 20, 4096, 9000])
def test_a_database_that_breaks_while_it_is_used_is_begun_anew(
    store: FileStore, path: Path, where: int, caplog: pytest.LogCaptureFixture
) -> None:
    store.save(KEY, token(), SOON)
    store.close()
    content = bytearray(path.read_bytes())
    content[where : where + 4000] = os.urandom(min(4000, len(content) - where))
    path.write_bytes(content)
    with contextlib.suppress(StoreUnavailableError):
        store.save(KEY, token("second"), SOON)
        store.acquire(KEY, ask(), SOON)
    store.save(KEY, token("third"), SOON)
    assert store.load(KEY, SOON) == token("third") and store.acquire(KEY, ask(), SOON).slot
    assert len(warnings(caplog)) <= 1


def test_a_file_that_is_removed_in_use_is_made_again(store: FileStore, path: Path) -> None:
    store.save(KEY, token(), SOON)
    for one in path.parent.iterdir():
        one.unlink()
    with contextlib.closing(FileStore(path)) as another:
        another.save(KEY, token("second"), SOON)
        assert store.load(KEY, SOON) == token("second")


@POSIX
@pytest.mark.parametrize("kind", ["folder", "pipe", "device"])
def test_what_is_no_plain_file_is_neither_opened_nor_replaced(tmp_path: Path, kind: str) -> None:
    path = tmp_path / "thing"
    if kind == "folder":
        (tmp_path / "thing" / "shared.sqlite3").mkdir(parents=True)
    elif kind == "pipe":
        os.mkfifo(path)
    else:
        path = Path("/dev/null")
    with pytest.raises(StoreUnavailableError, match="not a regular file"):
        FileStore(path).load(KEY, SOON)


UNUSABLE = {
    "no home": ("", "there is no home folder"),
    "a file in place of a folder": ("{tmp}/file/inside.sqlite3", "not a directory|file exists"),
    "a NUL in it": ("{tmp}/a\0b", "not valid"),
}


@pytest.mark.parametrize("name", UNUSABLE)
def test_where_there_can_be_no_file_it_says_why(tmp_path: Path, name: str) -> None:
    (tmp_path / "file").touch()
    given, told = UNUSABLE[name]
    store = FileStore(given.replace("{tmp}", str(tmp_path)) or tmp_path)
    if not given:
        store._database.path = ""
    with pytest.raises(StoreUnavailableError, match=told) as caught:
        store.acquire(KEY, ask(), SOON)
    assert caught.value.lasting


def test_a_full_disk_is_told_and_what_was_written_before_stays(
    store: FileStore, monkeypatch: pytest.MonkeyPatch
) -> None:
    store.save(KEY, token(), SOON)

    def body(sql: sqlite3.Connection) -> None:
        pages = sql.execute("PRAGMA page_count").fetchone()[0]
        sql.execute(f"PRAGMA max_page_count = {pages}")
        for number in range(1000):
            sql.execute("INSERT INTO tokens VALUES (?, ?, 0, 0)", (str(number), "x" * 1000))

    with pytest.raises(StoreUnavailableError, match="the disk is full"):
        store._database.run(body, SOON)
    assert store.load(KEY, SOON) == token()


def test_a_read_only_database_is_told(store: FileStore) -> None:
    store.save(KEY, token(), SOON)

    def body(sql: sqlite3.Connection) -> None:
        sql.execute("PRAGMA query_only = ON")
        sql.execute("DELETE FROM tokens")

    with pytest.raises(StoreUnavailableError, match="read-only"):
        store._database.run(body, SOON)
    assert store.load(KEY, SOON) == token()


# ------------------------------------------------------------------------------------------------ together


def test_a_database_that_is_locked_is_waited_for_no_longer_than_told(store: FileStore, path: Path) -> None:
    store.save(KEY, token(), SOON)
    with contextlib.closing(sqlite3.connect(path, isolation_level=None)) as other:
        other.execute("BEGIN IMMEDIATE")
        began = time.monotonic()
        with pytest.raises(StoreUnavailableError, match="another program keeps it locked") as caught:
            store.acquire(KEY, ask(), 0.2)
        assert 0.2 <= time.monotonic() - began < 2.0 and not caught.value.lasting
        other.execute("COMMIT")
    assert store.acquire(KEY, ask(), SOON).slot


def test_an_event_loop_needs_a_thread_only_to_open_the_file_or_to_wait_for_it(
    path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    threads: list[str] = []
    gaps: list[float] = []

    def counted(action: Any, done: Any) -> Any:
        threads.append("one")
        return in_thread(action, done)

    monkeypatch.setattr(steps, "in_thread", counted)

    async def tick() -> None:
        while True:
            began = time.monotonic()
            await asyncio.sleep(0.005)
            gaps.append(time.monotonic() - began)

    async def calls(url: str, store: FileStore) -> None:
        async with AsyncAura("id", "secret", base_url=url, store=store) as aura:
            await aura.instances.list()
            assert threads
            threads.clear()
            for _ in range(5):
                await aura.instances.list()
            assert not threads
            with contextlib.closing(sqlite3.connect(path, isolation_level=None)) as other:
                other.execute("BEGIN IMMEDIATE")
                ticking = asyncio.create_task(tick())
                waiting = asyncio.gather(*(aura.instances.list() for _ in range(5)))
                await asyncio.sleep(0.3)
                assert not waiting.done() and len(threads) == 5
                other.execute("COMMIT")
                await waiting
            ticking.cancel()

    monkeypatch.setattr(database_module, "_SLOW", SOON)  # however busy the machine is
    with FaultServer(default=response(200, {"data": []})) as api, contextlib.closing(FileStore(path)) as store:
        asyncio.run(calls(api.url, store))
    assert len(gaps) > 10 and sorted(gaps)[len(gaps) // 2] < 0.1


def test_on_a_slow_disk_event_loops_leave_it_to_threads_for_a_while(
    store: FileStore, monkeypatch: pytest.MonkeyPatch
) -> None:
    assert not store.prompt()  # it is not open
    store.save(KEY, token(), SOON)
    monkeypatch.setattr(database_module, "_SLOW_FOR", 0.05)
    for slow in (-1.0, -1.0, SOON, -1.0, -1.0):
        monkeypatch.setattr(database_module, "_SLOW", slow)
        store.load(KEY, 0.0)
        assert store.prompt()
    store.load(KEY, SOON)  # in a thread it may take long
    assert store.prompt()
    store.load(KEY, 0.0)  # the third in a row
    assert not store.prompt()
    time.sleep(0.06)
    assert store.prompt()


def test_a_store_made_from_it_is_asked_in_a_thread_since_it_may_do_what_takes_long(path: Path) -> None:
    class Slower(FileStore):
        pass

    with contextlib.closing(Slower(path)) as store:
        store.save(KEY, token(), SOON)
        assert not store.prompt()


def test_threads_take_turns_with_few_connections(store: FileStore) -> None:
    slots: list[str] = []

    def work() -> None:
        slots.extend(store.acquire(KEY, ask(limit=1000), SOON).slot for _ in range(20))

    threads = [threading.Thread(target=work) for _ in range(8)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert len(set(slots)) == 160 and store.usage(KEY, SOON).used == 160
    assert len(store._database._idle) <= 4


@POSIX
def test_a_signal_handler_never_waits_for_the_operation_that_it_interrupts(store: FileStore) -> None:
    found: list[Any] = []
    going_on = ["yes"]  # a handler that set the timer again in the middle of the end would end the tests
    store.save(KEY, token(), SOON)

    def handler(*_: object) -> None:
        try:
            found.append(store.load(KEY, SOON))
        except InterruptedError as error:
            found.append(str(error))
        if going_on:
            signal.setitimer(signal.ITIMER_REAL, 0.0005)

    before = signal.signal(signal.SIGALRM, handler)
    signal.setitimer(signal.ITIMER_REAL, 0.001)
    try:
        ends = time.monotonic() + 0.5
        while time.monotonic() < ends or len(set(found)) < 2:
            store.usage(KEY, SOON)
    finally:
        going_on.clear()
        signal.setitimer(signal.ITIMER_REAL, 0.0)
        signal.signal(signal.SIGALRM, before)
    assert set(found) == {token(), "a signal handler cannot wait for what it interrupts"}
    assert store.load(KEY, SOON) == token() and not store._database._busy


@POSIX
def test_a_forked_child_inherits_no_connection_and_no_lock_of_other_threads(store: FileStore) -> None:
    abandoned = len(database_module._abandoned)
    stop = threading.Event()

    def work() -> None:
        while not stop.is_set():
            store.acquire(KEY, ask(limit=10**6), SOON)
            time.sleep(0.0005)

    threads = [threading.Thread(target=work) for _ in range(3)]
    for thread in threads:
        thread.start()
    try:
        for _ in range(20):
            child = os.fork()
            if not child:
                status = 1
                try:
                    signal.alarm(20)
                    inherited = len(store._database._idle)
                    slot = store.acquire(KEY, ask(limit=10**6), SOON).slot
                    status = 0 if slot and not inherited else 2
                finally:
                    os._exit(status)
            assert os.waitpid(child, 0)[1] == 0
    finally:
        stop.set()
        for thread in threads:
            thread.join()
    assert len(database_module._abandoned) == abandoned


@POSIX
def test_a_child_forked_in_the_middle_of_another_threads_operation_does_without_the_store(
    store: FileStore, monkeypatch: pytest.MonkeyPatch
) -> None:
    """It never waits for locks that nobody will open."""
    monkeypatch.setattr(database_module, "_FORK_WAITS", 0.05)
    inside, go_on = threading.Event(), threading.Event()

    def body(sql: sqlite3.Connection) -> None:
        inside.set()
        go_on.wait(SOON)

    thread = threading.Thread(target=lambda: store._database.run(body, SOON))
    thread.start()
    assert inside.wait(SOON)
    child = os.fork()
    if not child:
        status = 1
        try:
            signal.alarm(10)
            store.load(KEY, SOON)
        except StoreUnavailableError as error:
            status = 0 if "forked while another thread" in str(error) and error.lasting else 2
        finally:
            os._exit(status)
    go_on.set()
    thread.join()
    assert os.waitpid(child, 0)[1] == 0
    store.save(KEY, token(), SOON)
    assert store.load(KEY, SOON) == token()


# In a process of its own, since forking one with as many modules as the tests have takes longer than all else.
KILLS = """
import itertools, os, random, signal, sqlite3, sys, time
from aurakit import FileStore, RateLimit
from aurakit._errors.secret import Secret
from aurakit.stores import Ask, Token

path, SOON = sys.argv[1], 5.0
rng = random.Random(17)

def write_for_ever():
    "All that a store is asked for, in an endless mix."
    store, key = FileStore(path), "k"
    for n in itertools.count():
        permit = store.acquire(key, Ask("writer", (RateLimit(10**6, 0.2),), 0.2), SOON)
        if permit.slot and n % 3:
            store.report(key, permit.slot, "admitted" if n % 2 else "unsent", SOON)
        claim = store.claim(key, 0.2, SOON)
        store.save(key, Token(Secret(f"token-{n}"), time.time(), time.time() + 3600.0), SOON)
        if claim and n % 2:
            claim.release(SOON)
        if n % 5 == 0:
            store.penalise(key, "", 0.001, SOON)
        if n % 7 == 0:
            store.close()

def started():
    child = os.fork()
    if not child:
        try:
            write_for_ever()
        finally:
            os._exit(1)
    return child

def kill(number):
    os.kill(running[number], signal.SIGKILL)
    assert os.waitpid(running[number], 0)[1] == signal.SIGKILL

running = [started() for _ in range(2)]
store = FileStore(path)
tokens = set()
try:
    for number in range(100):
        time.sleep(rng.uniform(0.0, 0.02))
        kill(number % 2)
        running[number % 2] = started()
        kept = store.load("k", SOON)
        tokens.add(kept and kept.value.reveal())
        if number % 5 == 0:
            store.usage("k", SOON)
finally:
    for number in range(2):
        kill(number)
assert all(token is None or token.startswith("token-") for token in tokens) and len(tokens) > 10, tokens
time.sleep(0.25)  # as long as a claim lasts
assert store.claim("k", 1.0, SOON) is not None
assert store.acquire("k", Ask("last", (RateLimit(10**6, 0.2),), 0.2), SOON).wait <= 1.0
assert sqlite3.connect(path).execute("PRAGMA integrity_check").fetchone() == ("ok",)
"""


@POSIX
def test_processes_killed_at_any_point_leave_nothing_broken_and_nothing_stuck(path: Path) -> None:
    """100 kills, with another process in the middle of its work each time."""
    found = subprocess.run(
        [sys.executable, "-c", KILLS, str(path)], env=environment(), capture_output=True, text=True, check=False,
        timeout=120,
    )  # fmt: skip
    assert (found.returncode, found.stderr) == (0, "")
    assert not list(path.parent.glob("*.set-aside-*"))
