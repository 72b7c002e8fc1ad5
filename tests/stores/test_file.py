"""The file that processes share tokens in: kept private, replaced whole, never somebody else's, and locked."""

from __future__ import annotations

import json
import logging
import os
import stat
import subprocess
import sys
import textwrap
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import pytest

from aurakit import FileTokenStore
from aurakit._auth.tokens import Token, store_key
from aurakit._errors.secret import Secret
from aurakit.stores import file as file_store
from aurakit.stores.file import default_path

NOW = 1_700_000_000.0
KEY = store_key("https://api.neo4j.io/v1", "client-id")
TOKEN = Token(Secret("token-value"), NOW, NOW + 3600)
POSIX = sys.platform != "win32"


@pytest.fixture
def path(tmp_path: Path) -> Path:
    return tmp_path / "shared" / "tokens.json"


@pytest.fixture
def file(path: Path) -> FileTokenStore:
    return FileTokenStore(path)


def test_a_saved_token_is_loaded_by_another_store_of_the_same_path(file: FileTokenStore, path: Path) -> None:
    assert file.load(KEY) is None
    file.save(KEY, TOKEN)
    assert FileTokenStore(str(path)).load(KEY) == TOKEN
    assert file.load("another key") is None


def test_an_existing_folder_gets_a_file_of_its_own(tmp_path: Path) -> None:
    FileTokenStore(tmp_path).save(KEY, TOKEN)
    assert FileTokenStore(tmp_path / "tokens.json").load(KEY) == TOKEN


def test_tokens_of_several_clients_live_side_by_side_and_expired_ones_go(file: FileTokenStore, path: Path) -> None:
    old = Token(Secret("old"), NOW - 3600, NOW - 1)
    file.save("old", old)
    file.save("one", TOKEN)
    file.save("two", TOKEN)
    assert [file.load(key) for key in ("old", "one", "two")] == [None, TOKEN, TOKEN]
    for number in range(120):
        file.save(f"key {number}", TOKEN)
    assert len(json.loads(path.read_text())["tokens"]) == 100


def test_a_token_is_discarded_unless_another_one_was_saved_meanwhile(file: FileTokenStore) -> None:
    file.save(KEY, TOKEN)
    file.discard(KEY, Token(Secret("another"), NOW, NOW + 1))
    assert file.load(KEY) == TOKEN
    file.discard(KEY, TOKEN)
    file.discard(KEY, TOKEN)
    assert file.load(KEY) is None


def test_only_the_user_can_read_the_file_and_its_new_folder_whatever_the_umask(
    file: FileTokenStore, path: Path
) -> None:
    umask = os.umask(0)
    try:
        claim = file.claim(KEY)
        assert claim
        claim.release()
        modes = [stat.S_IMODE(path.stat().st_mode)] if path.exists() else []
        file.save(KEY, TOKEN)
    finally:
        os.umask(umask)
    assert not POSIX or {*modes, stat.S_IMODE(path.stat().st_mode)} == {0o600}
    assert not POSIX or stat.S_IMODE(path.parent.stat().st_mode) == 0o700


@pytest.mark.parametrize(
    "content",
    [
        b"",
        b'{"format": "aurakit tokens 1", "tokens": {"' + KEY.encode(),
        b"\x00\xff garbage",
        b"[" * 100_000,
        b"null",
        b"{}",
        b'{"format": "aurakit tokens 1", "tokens": []}',
        json.dumps({"format": "aurakit tokens 1", "tokens": {KEY: 5}}).encode(),
        json.dumps({"format": "aurakit tokens 1", "tokens": {KEY: {"access_token": "t"}}}).encode(),
        json.dumps(
            {"format": "aurakit tokens 1", "tokens": {KEY: {"access_token": "t", "obtained_at": "", "expires_at": 5}}}
        ).encode(),
    ],
)
def test_a_torn_file_is_ignored_and_replaced(file: FileTokenStore, path: Path, content: bytes) -> None:
    path.parent.mkdir()
    path.write_bytes(content)
    path.chmod(0o600)
    assert file.load(KEY) is None
    file.save(KEY, TOKEN)
    assert file.load(KEY) == TOKEN


@pytest.mark.parametrize("mode", [0o644, 0o640, 0o604, 0o620])
def test_a_file_that_others_can_read_or_write_is_ignored_and_replaced(
    file: FileTokenStore, path: Path, mode: int
) -> None:
    file.save(KEY, TOKEN)
    path.chmod(mode)
    assert file.load(KEY) is None or not POSIX
    file.save(KEY, TOKEN)
    assert file.load(KEY) == TOKEN and (not POSIX or stat.S_IMODE(path.stat().st_mode) == 0o600)


def test_another_users_file_is_ignored(file: FileTokenStore, monkeypatch: pytest.MonkeyPatch) -> None:
    file.save(KEY, TOKEN)
    monkeypatch.setattr(os, "geteuid", lambda: 12345, raising=False)
    assert file.load(KEY) is None


@pytest.mark.parametrize(
    "content",
    [
        b'{"aura": {"default-credential": "main"}}',
        b"[1]",
        b"# key\nCLIENT_ID=a\nCLIENT_SECRET=b\n",
        b"export X = 1",
        b"-----BEGIN PUBLIC KEY-----\nabc\n-----END PUBLIC KEY-----\n",
        b"some notes\nof the user's\n",
    ],
)
def test_a_file_that_is_the_users_own_is_never_replaced(
    file: FileTokenStore, path: Path, content: bytes, caplog: pytest.LogCaptureFixture
) -> None:
    path.parent.mkdir()
    path.write_bytes(content)
    path.chmod(0o600)
    claim = file.claim(KEY)
    file.save(KEY, TOKEN)
    file.save(KEY, TOKEN)
    assert claim is not None
    claim.release()
    assert path.read_bytes() == content and file.load(KEY) is None
    assert [record.levelno for record in caplog.records] == [logging.WARNING]
    assert "it holds something else than tokens" in caplog.text and "token-value" not in caplog.text


@pytest.mark.skipif(not hasattr(os, "mkfifo"), reason="has no pipes with a name")
def test_what_is_no_plain_file_is_never_replaced(
    file: FileTokenStore, path: Path, caplog: pytest.LogCaptureFixture
) -> None:
    path.parent.mkdir()
    os.mkfifo(path)
    file.save(KEY, TOKEN)
    assert path.is_fifo() and "it is no plain file" in caplog.text


def test_a_left_over_that_cannot_be_removed_is_no_trouble(
    file: FileTokenStore, path: Path, caplog: pytest.LogCaptureFixture
) -> None:
    left_over = path.parent / f".{path.name}.0.new"
    left_over.mkdir(parents=True)
    os.utime(left_over, (0, 0))
    file.save(KEY, TOKEN)
    assert file.load(KEY) == TOKEN and caplog.text == ""


def test_where_nothing_can_be_written_nothing_fails_and_the_log_says_so_once(
    tmp_path: Path, caplog: pytest.LogCaptureFixture
) -> None:
    (tmp_path / "a file").write_text("")
    for path in (tmp_path / "a file" / "tokens.json", tmp_path / ("x" * 300), Path("a\x00b")):
        caplog.clear()
        store = FileTokenStore(path)
        for _ in range(2):
            assert store.load(KEY) is None
            claim = store.claim(KEY)
            assert claim is not None
            store.save(KEY, TOKEN)
            store.discard(KEY, TOKEN)
            claim.release()
        assert len(caplog.records) == 1 and "Tokens are not shared" in caplog.text


def test_what_is_no_regular_file_is_neither_read_nor_waited_for(tmp_path: Path) -> None:
    if not POSIX:  # no such files there
        return
    os.mkfifo(tmp_path / "fifo")
    (tmp_path / "real").write_text(json.dumps({"format": "aurakit tokens 1", "tokens": {}}))
    (tmp_path / "link").symlink_to(tmp_path / "real")
    for name in ("fifo", "link"):
        store = FileTokenStore(tmp_path / name)
        assert store.load(KEY) is None
        store.save(KEY, TOKEN)
    assert KEY not in (tmp_path / "real").read_text()


def test_another_type_than_a_path_is_a_programming_error() -> None:
    with pytest.raises(TypeError):
        FileTokenStore(5)  # type: ignore[arg-type]
    with pytest.raises(TypeError, match="path must be text or a path, not bytes"):
        FileTokenStore(b"tokens")  # type: ignore[arg-type]


@pytest.mark.parametrize(
    ("platform", "environ", "folder"),
    [
        ("linux", {}, "home/.cache"),
        ("linux", {"XDG_CACHE_HOME": "/xdg"}, "/xdg"),
        ("linux", {"XDG_CACHE_HOME": "relative"}, "home/.cache"),
        ("darwin", {"XDG_CACHE_HOME": "/xdg"}, "home/Library/Caches"),
        ("win32", {"LOCALAPPDATA": "/local"}, "/local"),
        ("win32", {}, "home/AppData/Local"),
    ],
)
def test_the_default_file_is_in_the_users_own_cache(platform: str, environ: dict[str, str], folder: str) -> None:
    assert Path(default_path(environ, platform, "home")) == Path(folder, "aurakit/tokens.json")


def test_without_a_path_the_default_file_is_used(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    for name in ("HOME", "XDG_CACHE_HOME", "LOCALAPPDATA"):
        monkeypatch.setenv(name, str(tmp_path))
    assert FileTokenStore().path == default_path(os.environ, sys.platform, str(tmp_path))
    assert repr(FileTokenStore()) == f"FileTokenStore({FileTokenStore().path!r})"


def test_what_killed_processes_left_is_removed_when_it_is_old(file: FileTokenStore, path: Path) -> None:
    file.save(KEY, TOKEN)
    old, new = path.parent / ".tokens.json.0011.new", path.parent / ".tokens.json.0022.new"
    for left in (old, new):
        left.write_text("{")
    os.utime(old, (NOW, NOW))
    file.save(KEY, TOKEN)
    assert sorted(entry.name for entry in path.parent.iterdir()) == [new.name, "tokens.json"]


def test_readers_never_see_a_file_that_is_being_written(file: FileTokenStore) -> None:
    file.save(KEY, TOKEN)
    long = Token(Secret("x" * 15_000), NOW, NOW + 3600)

    def write(number: int) -> None:
        file.save(KEY, long if number % 2 else TOKEN)

    with ThreadPoolExecutor(4) as pool:
        written = [pool.submit(write, number) for number in range(100)]
        seen = {token.value.reveal() if token else None for token in (file.load(KEY) for _ in range(300))}
        for done in written:
            done.result()
    assert seen <= {TOKEN.value.reveal(), long.value.reveal()}


# ------------------------------------------------------------------------------------------------ between processes


HOLD = textwrap.dedent("""
    import os, sys, time
    from aurakit import FileTokenStore
    claim = FileTokenStore(sys.argv[1]).claim("key")
    print("held" if claim else "not held", flush=True)
    sys.stdin.read()
""")


def holder(path: Path) -> subprocess.Popen[str]:
    process = subprocess.Popen(
        [sys.executable, "-c", HOLD, str(path)],
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        text=True,
        env={**os.environ, "PYTHONPATH": str(Path(file_store.__file__).parents[2])},
    )
    assert process.stdout
    assert process.stdout.readline() == "held\n"
    return process


def test_one_process_at_a_time_has_the_right_and_it_ends_when_the_process_is_killed(
    file: FileTokenStore, path: Path
) -> None:
    with holder(path) as process:
        assert file.claim(KEY) is None or not POSIX
        process.kill()
        process.wait()
    claim = file.claim(KEY)
    assert claim is not None
    claim.release()
    claim.release()


def test_two_stores_of_one_process_claim_like_two_processes(file: FileTokenStore, path: Path) -> None:
    first = file.claim(KEY)
    assert first is not None
    assert FileTokenStore(path).claim(KEY) is None or not POSIX
    first.release()
    second = FileTokenStore(path).claim(KEY)
    assert second is not None
    del second
    third = file.claim(KEY)
    assert third is not None
    third.release()


def test_a_saved_token_is_there_for_whoever_gets_the_right_next(file: FileTokenStore, path: Path) -> None:
    first = file.claim(KEY)
    assert first is not None
    file.save(KEY, TOKEN)
    second = FileTokenStore(path).claim(KEY)  # of the file that replaced the locked one
    assert second is not None and file.load(KEY) == TOKEN
    first.release()
    second.release()


def test_a_forked_child_does_not_keep_the_lock(file: FileTokenStore, path: Path) -> None:
    if not hasattr(os, "fork"):
        return
    script = textwrap.dedent("""
        import os, sys, time
        from aurakit import FileTokenStore
        store = FileTokenStore(sys.argv[1])
        claim = store.claim("key")
        print("held" if claim else "not held", flush=True)
        if os.fork():
            os._exit(0)
        print("forked", flush=True)
        sys.stdin.read()  # outlives its parent
    """)
    with subprocess.Popen(
        [sys.executable, "-c", script, str(path)], stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True,
        env={**os.environ, "PYTHONPATH": str(Path(file_store.__file__).parents[2])},
    ) as process:  # fmt: skip
        assert process.stdout
        assert [process.stdout.readline() for _ in range(2)] == ["held\n", "forked\n"]
        process.wait()
        claim = file.claim(KEY)
        assert claim is not None
        claim.release()
        assert process.stdin
        process.stdin.close()


def test_where_there_are_no_locks_everybody_has_the_right(
    file: FileTokenStore, monkeypatch: pytest.MonkeyPatch
) -> None:
    if not POSIX:
        return
    import fcntl

    def no_locks(_descriptor: int, _operation: int) -> None:
        raise OSError(95, "Operation not supported")

    monkeypatch.setattr(fcntl, "flock", no_locks)
    claims = [file.claim(KEY), file.claim(KEY)]
    assert all(claims)
    for claim in claims:
        if claim:
            claim.release()


# ------------------------------------------------------------------------------------------------ no home folder


@pytest.fixture
def no_home(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """The working folder of a user that the system does not know, as in many containers."""
    monkeypatch.chdir(tmp_path)
    for name in ("XDG_CACHE_HOME", "LOCALAPPDATA"):
        monkeypatch.delenv(name, raising=False)
    monkeypatch.setattr(os.path, "expanduser", lambda path: path)
    return tmp_path


@pytest.mark.parametrize("path", [None, "~", "~/tokens.json", Path("~/a/b")])
def test_without_a_home_folder_nothing_is_written_or_shared_and_the_log_says_so_once(
    no_home: Path, caplog: pytest.LogCaptureFixture, path: str | Path | None
) -> None:
    store = FileTokenStore(path)
    for _ in range(2):
        claim = store.claim(KEY)
        assert claim is not None
        store.save(KEY, TOKEN)
        store.discard(KEY, TOKEN)
        assert store.load(KEY) is None
        claim.release()
    assert list(no_home.iterdir()) == []
    assert store.path == ""
    [record] = caplog.records
    assert record.getMessage().startswith(
        "Tokens are not shared with other processes, since their file cannot be written"
    )
    assert record.getMessage().endswith("there is no home folder")


def test_a_path_outside_of_a_home_folder_needs_none(no_home: Path) -> None:
    for path in (no_home / "tokens.json", "~other/tokens.json", "a~/tokens.json"):
        FileTokenStore(path).save(KEY, TOKEN)
        assert FileTokenStore(path).load(KEY) == TOKEN
        assert FileTokenStore(path).path == str(no_home / path)


@pytest.mark.skipif(not POSIX, reason="the environment has the home folder there")
def test_a_user_that_the_system_does_not_know_has_no_home_folder(tmp_path: Path) -> None:
    script = textwrap.dedent("""
        import pwd
        from aurakit import FileTokenStore

        def unknown(user):
            raise KeyError(user)

        pwd.getpwuid = unknown
        print(repr(FileTokenStore().path))
    """)
    environment = {"PYTHONPATH": str(Path(file_store.__file__).parents[2])}
    ran = subprocess.run(
        [sys.executable, "-c", script], capture_output=True, text=True, check=True, cwd=tmp_path, env=environment
    )
    assert ran.stdout == "''\n" and list(tmp_path.iterdir()) == []


# ------------------------------------------------------------------------------------------------ two that are one


def test_stores_of_the_same_file_are_equal_so_that_clients_share_a_token(tmp_path: Path) -> None:
    class Another(FileTokenStore):
        """Does something else with the file."""

    one = FileTokenStore(tmp_path / "tokens.json")
    assert {one, FileTokenStore(tmp_path)} == {one}
    assert one != FileTokenStore(tmp_path / "other.json") and one != "tokens.json"
    assert one != Another(tmp_path / "tokens.json")
