"""What the token endpoint's answers come to, when a token is renewed, and the file that processes share tokens in."""

from __future__ import annotations

import hashlib
import itertools
import json
import logging
import os
import stat
import subprocess
import sys
import textwrap
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from aurakit import FileTokenStore, token_file
from aurakit.credentials import Credentials
from aurakit.errors import (
    AuraError,
    AuthenticationError,
    ConnectionFailedError,
    RateLimitError,
    RequestTimeoutError,
    ServerError,
)
from aurakit.exchange import Answer, Attempt
from aurakit.flow import Outcome
from aurakit.token_answer import DOCUMENTED_LIFETIME, LONGEST_LIFETIME, parse_token_answer, token_of
from aurakit.token_file import default_path
from aurakit.tokens import Token, sendable, sound, store_key
from core.fakes import answer, failure

if TYPE_CHECKING:
    from aurakit.exchange import Failure

NOW = 1_700_000_000.0
KEY = store_key("https://api.neo4j.io/v1", "client-id")
TOKEN = Token("token-value", NOW, NOW + 3600)
CREDENTIALS = Credentials("client-id", "secret-value", "the arguments client_id and client_secret")
POSIX = sys.platform != "win32"


def parsed(body: Any, status: int = 200) -> Token | str:
    content = body if isinstance(body, bytes) else json.dumps(body).encode()
    return parse_token_answer(answer(status, content), NOW, CREDENTIALS)


def outcome(last: Answer | Failure, verdict: Any = "answer", retry_after: float | None = None) -> Outcome:
    attempts = (Attempt(1, last.status, last.request_id, None, 0.5, 0.0),)
    return Outcome(last, verdict, attempts, retry_after, False, False, False, 0.0)


def error_of(last: Answer | Failure, verdict: Any = "answer", retry_after: float | None = None) -> AuraError:
    error = token_of(outcome(last, verdict, retry_after), CREDENTIALS, NOW)
    assert isinstance(error, AuraError)
    assert error.method == "POST" and error.path == "/oauth/token" and len(error.attempts) == 1
    assert "secret-value" not in f"{error} {vars(error)}"
    return error


# --- what an answer comes to


def test_a_documented_answer_is_a_token() -> None:
    body = {"access_token": "abc", "expires_in": 3600, "token_type": "bearer"}
    assert parsed(body) == Token("abc", NOW, NOW + 3600)


@pytest.mark.parametrize("kind", ["Bearer", "BEARER", None])
def test_the_token_type_is_compared_without_regard_to_case_and_may_be_missing(kind: str | None) -> None:
    assert isinstance(parsed({"access_token": "abc", "expires_in": 60, "token_type": kind}), Token)


@pytest.mark.parametrize(
    ("expires_in", "lifetime"),
    [
        ("3600", 3600.0),
        (90.5, 90.5),
        (1, 1.0),
        (10**9, LONGEST_LIFETIME),
        (10**400, DOCUMENTED_LIFETIME),
        ("1e999", LONGEST_LIFETIME),
        *zip((None, "soon", -5, 0, [], {}, True, "nan"), itertools.repeat(DOCUMENTED_LIFETIME)),
    ],
)
def test_a_lifetime_that_makes_no_sense_is_taken_for_the_documented_hour(expires_in: Any, lifetime: float) -> None:
    assert parsed({"access_token": "abc", "expires_in": expires_in}) == Token("abc", NOW, NOW + lifetime)
    assert parsed({"access_token": "abc"}) == Token("abc", NOW, NOW + DOCUMENTED_LIFETIME)


@pytest.mark.parametrize(
    ("body", "problem"),
    [
        ({}, "access_token is missing"),
        ({"access_token": None}, "access_token is missing"),
        ({"access_token": ""}, "cannot"),
        ({"access_token": "abc\n"}, "cannot"),
        ({"access_token": "a b"}, "cannot"),
        ({"access_token": "t\u00f6ken"}, "cannot"),
        ({"access_token": "\udc80"}, "cannot"),
        ({"access_token": 5}, "cannot"),
        ({"access_token": "x" * 20_000}, "cannot"),
        ({"access_token": "abc", "token_type": "mac"}, "not bearer"),
        ({"access_token": "abc", "token_type": 5}, "not bearer"),
        ([], "not the JSON object"),
        (None, "not the JSON object"),
        (b"", "not the JSON object"),
        (b"{", "not the JSON object"),
        (b"\xff\xfe\xfd", "not the JSON object"),
        (b"[" * 100_000, "not the JSON object"),
        (b" " * 1_000_001 + b"{}", "not the JSON object"),
        (b"<html><title>Sign in</title>", "a page came in place of a token (Sign in)"),
    ],
)
def test_an_answer_without_a_token_that_can_be_sent_says_what_is_wrong(body: Any, problem: str) -> None:
    result = parsed(body)
    assert isinstance(result, str) and problem.replace("cannot", "not one that can be sent") in result


@given(st.binary() | st.recursive(st.none() | st.floats() | st.text(), lambda inner: st.dictionaries(
    st.sampled_from(["access_token", "expires_in", "token_type"]), inner)))  # fmt: skip
def test_any_answer_is_a_sound_token_or_a_problem(body: Any) -> None:
    result = parsed(body)
    assert isinstance(result, str) or sound(result) is result


def test_a_tokens_lifetime_counts_from_when_it_was_asked_for() -> None:
    token = token_of(outcome(answer(200, b'{"access_token": "abc", "expires_in": 10}')), CREDENTIALS, NOW)
    assert token == Token("abc", NOW - 0.5, NOW + 9.5)


@pytest.mark.parametrize("status", [400, 401, 403])
def test_refused_credentials_say_which_source_they_came_from_and_what_to_do(status: int) -> None:
    body = b'{"error": "invalid_client", "error_description": "unknown client"}'
    error = error_of(answer(status, body, X_Request_Id="abc/1"))
    assert type(error) is AuthenticationError and error.status_code == status and error.request_id == "abc/1"
    text = str(error)
    assert text.startswith("The API credentials from the arguments client_id and client_secret (client id clie…) were")
    assert f"answered {status}: invalid_client: unknown client. Request id: abc/1" in text
    assert "client-id" not in text


def test_a_404_is_more_likely_a_wrong_address() -> None:
    error = error_of(answer(404, b"<html><title>Not here</title></html>"))
    assert isinstance(error, AuthenticationError) and "`base_url`" in str(error) and "Not here" in str(error)


def test_what_the_endpoint_says_is_shown_short_and_without_what_it_quotes_of_the_request() -> None:
    basic = "Y2xpZW50LWlkOnNlY3JldC12YWx1ZQ=="
    said = f"wrong: client-id secret-value {basic} " + "x" * 5000
    text = str(error_of(answer(401, json.dumps({"error": said}).encode())))
    assert basic not in text and "client-id" not in text and len(text) < 900


@pytest.mark.parametrize("body", [b"", b"<html>", b'{"access_token": "tok\\n"}'])
def test_a_success_without_a_usable_token_is_an_authentication_error(body: bytes) -> None:
    error = error_of(answer(200, body))
    assert isinstance(error, AuthenticationError) and error.status_code == 200
    assert "gave no usable token" in str(error) and "tok\\n" not in str(error) and "tok\n" not in str(error)


def test_too_many_token_requests_lead_to_the_file_store() -> None:
    error = error_of(answer(429, b"{}"), "paused", 1800.0)
    assert isinstance(error, RateLimitError) and error.retry_after == 1800.0
    assert "wait 1800 s" in str(error) and "FileTokenStore()" in str(error) and "15 an hour" in str(error)
    assert "some minutes" in str(error_of(answer(429, b"")))


@pytest.mark.parametrize(
    ("last", "verdict", "kind"),
    [
        (answer(503, b"down"), "answer", ServerError),
        (answer(503, b"down"), "deadline", ServerError),
        (failure("connect"), "failure", ConnectionFailedError),
        (failure("network"), "failure", ConnectionFailedError),
        (failure("timeout"), "deadline", RequestTimeoutError),
    ],
)
def test_other_failures_are_those_of_any_call(last: Answer | Failure, verdict: str, kind: type[AuraError]) -> None:
    assert type(error_of(last, verdict)) is kind


# --- tokens


def test_no_repr_shows_a_token() -> None:
    assert "token-value" not in f"{TOKEN} {TOKEN!r} {[TOKEN]}"
    assert repr(TOKEN) == f"<Token that expires at {NOW + 3600:.0f}>"


def test_a_tokens_lifetime_is_from_when_it_was_obtained_until_it_expires() -> None:
    assert TOKEN.lifetime == 3600.0
    assert Token("t", 1000.0, 1010.0).renew_at == 1009.0


@pytest.mark.parametrize(("lifetime", "ahead"), [(3600, 60), (600, 60), (300, 30), (10, 1), (0.5, 0.05)])
def test_a_token_is_renewed_a_minute_ahead_or_a_tenth_of_a_short_lifetime(lifetime: float, ahead: float) -> None:
    assert Token("t", 0.0, lifetime).renew_at == pytest.approx(lifetime - ahead)


@given(st.floats(min_value=1e-3, max_value=LONGEST_LIFETIME))
def test_however_short_a_lifetime_most_of_it_is_used(lifetime: float) -> None:
    assert Token("t", 0.0, lifetime).renew_at >= 0.89 * lifetime


@pytest.mark.parametrize(
    "bad",
    [
        None,
        ("t", 0.0, 1.0),
        Token("", 0.0, 1.0),
        Token("a\n", 0.0, 1.0),
        Token(5, 0.0, 1.0),  # type: ignore[arg-type]
        Token("t", 1.0, 1.0),
        Token("t", 0.0, float("nan")),
        Token("t", float("-inf"), 1.0),
        Token("t", "0", 1.0),  # type: ignore[arg-type]
    ],
)
def test_what_cannot_be_a_token_is_not_taken_from_a_store(bad: object) -> None:
    assert sound(bad) is None
    assert sound(TOKEN) is TOKEN


def test_a_header_takes_a_value_of_one_to_sixteen_thousand_characters() -> None:
    assert [sendable("x" * length) for length in (0, 1, 16_000, 16_001)] == [False, True, True, False]


def test_a_stores_key_stays_the_same_so_that_a_new_release_finds_the_tokens_of_the_old_one() -> None:
    assert store_key("a", "b") == hashlib.sha256(b"a\nb").hexdigest()


def test_a_stores_key_hides_the_client_id_and_tells_places_and_clients_apart() -> None:
    keys = {store_key(url, client) for url in ("https://a/v1", "https://b/v1") for client in ("one", "two")}
    assert len(keys) == 4 and all(len(key) == 64 and int(key, 16) for key in keys)


# --- the file


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
    old = Token("old", NOW - 3600, NOW - 1)
    file.save("old", old)
    file.save("one", TOKEN)
    file.save("two", TOKEN)
    assert [file.load(key) for key in ("old", "one", "two")] == [None, TOKEN, TOKEN]
    for number in range(120):
        file.save(f"key {number}", TOKEN)
    assert len(json.loads(path.read_text())["tokens"]) == 100


def test_a_token_is_discarded_unless_another_one_was_saved_meanwhile(file: FileTokenStore) -> None:
    file.save(KEY, TOKEN)
    file.discard(KEY, Token("another", NOW, NOW + 1))
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
    long = Token("x" * 15_000, NOW, NOW + 3600)

    def write(number: int) -> None:
        file.save(KEY, long if number % 2 else TOKEN)

    with ThreadPoolExecutor(4) as pool:
        written = [pool.submit(write, number) for number in range(100)]
        seen = {token.value if token else None for token in (file.load(KEY) for _ in range(300))}
        for done in written:
            done.result()
    assert seen <= {TOKEN.value, long.value}


# --- the right to ask for a token, between processes


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
        env={**os.environ, "PYTHONPATH": str(Path(token_file.__file__).parents[1])},
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
        env={**os.environ, "PYTHONPATH": str(Path(token_file.__file__).parents[1])},
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
