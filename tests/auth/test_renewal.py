"""One token request: the store that other processes share, their turn, and pauses that the token endpoint asks for."""

from __future__ import annotations

import asyncio
import subprocess
import sys
import textwrap
import threading
import time
from pathlib import Path
from typing import Any

import pytest

from aurakit import FileStore
from aurakit._auth import renewal
from aurakit._auth.tokens import Token, store_key
from aurakit._errors.secret import Secret
from aurakit.errors import RateLimitError, ServerError
from support.children import environment
from support.fakes import FakeClock, failure, response
from support.token_endpoint import (
    REFUSED,
    SOON,
    TOKEN_URL,
    Caller,
    Endpoint,
    MemoryStore,
    join,
    provider,
    started,
)

KEY = store_key(TOKEN_URL, "client-id")
ROOT = Path(renewal.__file__).parents[2]


@pytest.fixture
def clock() -> FakeClock:
    return FakeClock()


@pytest.fixture
def endpoint() -> Endpoint:
    return Endpoint()


@pytest.fixture(params=[False, True], ids=["thread", "task"])
def in_loop(request: pytest.FixtureRequest) -> bool:
    return bool(request.param)


class Processes:
    """Makes processes, as it were: each with a provider of its own."""

    def __init__(self, endpoint: Endpoint, clock: FakeClock, in_loop: bool) -> None:
        self._endpoint, self._clock, self._in_loop = endpoint, clock, in_loop

    def __call__(self, store: Any = None, seconds: float = 60.0) -> Caller:
        tokens = provider(self._clock, store)
        return Caller(tokens, self._endpoint, self._clock, seconds=seconds, in_loop=self._in_loop)


@pytest.fixture
def process(endpoint: Endpoint, clock: FakeClock, in_loop: bool) -> Processes:
    return Processes(endpoint, clock, in_loop)


def kept(value: str, clock: FakeClock) -> Token:
    return Token(Secret(value), clock.wall(), clock.wall() + 3600)


# ------------------------------------------------------------------------------------------------ pauses


def test_while_a_long_pause_lasts_no_request_is_made(process: Processes, endpoint: Endpoint, clock: FakeClock) -> None:
    caller = process()
    endpoint.next = [response(429, b"", Retry_After="600")]
    with pytest.raises(RateLimitError):
        caller.get()
    clock.advance(100)
    with pytest.raises(RateLimitError) as caught:
        caller.get()
    assert caught.value.retry_after == pytest.approx(500) and endpoint.requests == 1
    clock.advance(500)
    assert caller.get() == "token-2"


def test_a_short_pause_is_waited_for(process: Processes, endpoint: Endpoint, clock: FakeClock) -> None:
    caller = process()
    endpoint.next = [response(429, b"", Retry_After="20")]
    with pytest.raises(RateLimitError):
        caller.get()
    assert caller.get() == "token-2" and 20.0 in [pytest.approx(slept) for slept in clock.slept]


def test_a_pause_longer_than_the_calls_time_ends_it_at_once(
    process: Processes, endpoint: Endpoint, clock: FakeClock
) -> None:
    caller = process(seconds=5.0)
    endpoint.next = [response(429, b"", Retry_After="20")]
    for _ in range(2):
        with pytest.raises(RateLimitError):
            caller.get()
    assert endpoint.requests == 1 and clock.slept == []


def test_a_pause_that_one_call_has_no_time_for_is_waited_for_by_another_that_has() -> None:
    """The one makes the request, the other waits for it, and then makes its own."""
    endpoint, store = Endpoint(), Slow()
    tokens = provider(store=store)
    short = Caller(tokens, endpoint, seconds=0.5)
    endpoint.next = [response(429, b"", Retry_After="1")]
    store.go_on.set()
    with pytest.raises(RateLimitError):
        short.get()
    store.go_on.clear()
    results: list[str] = []

    def hurried() -> None:
        with pytest.raises(RateLimitError):
            short.get()

    threads = started([hurried])
    assert store.arrived.wait(SOON)
    threads += started([lambda: results.append(Caller(tokens, endpoint, seconds=SOON).get())])
    store.go_on.set()
    join(threads)
    assert results == ["token-2"] and endpoint.requests == 2


class Slow(MemoryStore):
    """Responds when it is told to."""

    def __init__(self) -> None:
        super().__init__()
        self.arrived, self.go_on = threading.Event(), threading.Event()

    def load(self, key: str, timeout: float) -> Token | None:
        if not self.go_on.is_set():
            self.arrived.set()
            self.go_on.wait(SOON)
        return super().load(key, timeout)


def test_a_renewal_during_a_pause_leaves_the_token_in_use(
    process: Processes, endpoint: Endpoint, clock: FakeClock
) -> None:
    caller = process()
    caller.get()
    clock.advance(3541)
    endpoint.next = [response(429, b"", Retry_After="300")]
    assert [caller.get() for _ in range(3)] == ["token-1"] * 3
    clock.advance(61)
    with pytest.raises(RateLimitError):
        caller.get()
    assert endpoint.requests == 2 and clock.slept == []


# ------------------------------------------------------------------------------------------------ stores


def test_a_stored_token_saves_the_request_and_a_new_one_is_stored(process: Processes, endpoint: Endpoint) -> None:
    store = MemoryStore()
    first, second = process(store), process(store)
    assert first.get() == second.get() == "token-1"
    assert first.get() == "token-1" and store.used == ["load", "load", "save", "load"]
    assert list(store.tokens) == [KEY] and endpoint.requests == 1


def test_a_token_that_another_client_renewed_saves_the_request(
    process: Processes, endpoint: Endpoint, clock: FakeClock
) -> None:
    store = MemoryStore()
    callers = [process(store) for _ in range(2)]
    for caller in callers:
        caller.get()
    clock.advance(3541)
    assert [caller.get() for caller in callers] == ["token-2", "token-2"] and endpoint.requests == 2


def test_a_stored_token_that_is_due_for_renewal_serves_when_the_renewal_fails(
    process: Processes, endpoint: Endpoint, clock: FakeClock
) -> None:
    store = MemoryStore()
    process(store).get()
    clock.advance(3541)
    endpoint.next = [failure("network")]
    assert process(store).get() == "token-1" and endpoint.requests == 2


@pytest.mark.parametrize("status", [401, 403])
def test_a_refused_token_is_not_taken_from_the_store_again(process: Processes, status: int) -> None:
    store = MemoryStore()
    caller = process(store)
    assert caller.replace(caller.get(), status) == caller.get() == "token-2"
    assert store.tokens[KEY].value.reveal() == "token-2"
    assert "discard" not in store.used


@pytest.mark.parametrize("status", [401, 403])
def test_a_token_refused_in_several_processes_costs_one_request(
    process: Processes, endpoint: Endpoint, status: int
) -> None:
    store = MemoryStore()
    callers = [process(store) for _ in range(4)]
    for caller in callers:
        assert caller.get() == "token-1"
    for caller in callers:
        assert caller.replace("token-1", status) == caller.get() == "token-2"
    assert endpoint.requests == 2


def is_claimed(path: Path) -> bool:
    claim = FileStore(path).claim(KEY, 10.0, 1.0)
    if claim is not None:
        claim.release(1.0)
    return claim is None


@pytest.mark.parametrize("status", [401, 403])
def test_a_refused_token_is_forgotten_in_the_store_when_no_new_one_is_to_be_had_unless_it_may_be_about_permission(
    process: Processes, endpoint: Endpoint, tmp_path: Path, status: int
) -> None:
    caller = process(FileStore(tmp_path))
    caller.get()
    endpoint.next = [response(503)]
    with pytest.raises(ServerError):
        caller.replace("token-1", status)
    assert (FileStore(tmp_path).load(KEY, 1.0) is None) is (status == 401)
    assert not is_claimed(tmp_path / "shared.sqlite3")
    assert process(FileStore(tmp_path)).get() == ("token-3" if status == 401 else "token-1")


@pytest.mark.parametrize("bad", ["expired", "unsound", "text", 5, None])
def test_an_expired_or_unsound_token_in_a_store_is_not_used(
    process: Processes, endpoint: Endpoint, clock: FakeClock, bad: Any
) -> None:
    store = MemoryStore()
    now = clock.wall()
    tokens: dict[Any, Any] = {
        "expired": Token(Secret("old"), now - 3600, now - 1),
        "unsound": Token(Secret("a\nb"), now, now + 3600),
    }
    store.tokens[KEY] = tokens.get(bad, bad)
    assert process(store).get() == "token-1" and endpoint.requests == 1


def test_a_store_that_raises_costs_the_sharing_only_and_is_logged_once_without_its_text(
    process: Processes, caplog: pytest.LogCaptureFixture
) -> None:
    class Broken:
        def load(self, key: str, *_: Any) -> Token | None:
            raise OSError(f"cannot reach redis://user:secret-value@host/{key}")

        save = discard = claim = acquire = report = penalise = usage = load

    caller = process(Broken())
    assert caller.get() == "token-1"
    assert caller.replace("token-1", 401) == caller.get() == "token-2"
    assert len(caplog.records) == 1 and "The store Broken cannot be used: it raised OSError" in caplog.text
    assert "secret-value" not in caplog.text


# ------------------------------------------------------------------------------------------------ other processes' turn


def test_while_another_process_asks_a_cold_call_waits_for_its_token(
    process: Processes, endpoint: Endpoint, clock: FakeClock, tmp_path: Path
) -> None:
    store = FileStore(tmp_path)
    other = store.claim(KEY, 10.0, 1.0)
    assert other is not None

    class Watched(FileStore):
        def claim(self, key: str, seconds: float, timeout: float) -> Any:
            claimed = super().claim(key, seconds, timeout)
            if len(clock.slept) == 3:
                store.save(key, kept("from-the-other", clock), 1.0)
            return claimed

    assert process(Watched(tmp_path)).get() == "from-the-other"
    other.release(1.0)
    assert endpoint.requests == 0


def test_another_process_that_takes_too_long_is_not_waited_for_for_ever(
    process: Processes, clock: FakeClock, tmp_path: Path
) -> None:
    store = FileStore(tmp_path)
    other = store.claim(KEY, 10.0, 1.0)
    assert other is not None
    assert process(store, seconds=4.0).get() == "token-1"
    assert sum(clock.slept) == pytest.approx(2.0, abs=0.1)
    other.release(1.0)
    assert process(FileStore(tmp_path)).get() == "token-1"


def test_while_another_process_renews_the_valid_token_is_used(
    process: Processes, endpoint: Endpoint, clock: FakeClock, tmp_path: Path
) -> None:
    store = FileStore(tmp_path)
    caller = process(store)
    caller.get()
    clock.advance(3541)
    other = store.claim(KEY, 10.0, 1.0)
    assert other is not None
    assert caller.get() == "token-1" and clock.slept == [] and endpoint.requests == 1
    other.release(1.0)


def test_the_right_to_ask_is_given_back_whatever_happens(
    process: Processes, endpoint: Endpoint, in_loop: bool, tmp_path: Path
) -> None:
    store = FileStore(tmp_path)
    caller = process(store)
    problems: list[Any] = [REFUSED, ZeroDivisionError(), response(503)]
    if not in_loop:
        problems.append(KeyboardInterrupt())
    for problem in problems:
        endpoint.next = [problem]
        with pytest.raises((Exception, KeyboardInterrupt)):
            caller.get()
        ends = time.monotonic() + SOON
        while is_claimed(tmp_path / "shared.sqlite3"):  # after a Ctrl-C it is given back in the background
            assert time.monotonic() < ends
            time.sleep(0.01)
    assert caller.get().startswith("token-")
    assert not is_claimed(tmp_path / "shared.sqlite3")


class Claims(MemoryStore):
    """A store whose right to ask is an object of the user's own."""

    def __init__(self, *problems: BaseException) -> None:
        super().__init__()
        self.problems = list(problems)
        self.released = 0

    def claim(self, key: str, seconds: float, timeout: float) -> Claims:
        return self

    def release(self, timeout: float) -> None:
        self.released += 1
        if self.problems:
            raise self.problems.pop()


def test_a_right_that_cannot_be_given_back_stops_nobody(
    process: Processes, clock: FakeClock, caplog: pytest.LogCaptureFixture
) -> None:
    store = Claims(OSError("secret-value"))
    caller = process(store)
    assert caller.get() == "token-1" and store.released == 1
    clock.advance(10.0)  # until the store is tried again
    assert caller.replace("token-1", 401) == "token-2" and store.released == 2
    assert len(caplog.records) == 1 and "The store Claims cannot be used: it raised OSError" in caplog.text
    assert "secret-value" not in caplog.text


def test_a_right_that_cannot_be_given_back_after_a_fault_does_not_hide_that(
    process: Processes, endpoint: Endpoint
) -> None:
    caller = process(Claims(OSError()))
    endpoint.next = [ZeroDivisionError("the fault")]
    with pytest.raises(ZeroDivisionError, match="the fault"):
        caller.get()
    assert caller.get() == "token-2"


def test_an_interrupted_request_gives_its_right_back(endpoint: Endpoint) -> None:
    store = Claims()
    endpoint.next = [KeyboardInterrupt()]
    with pytest.raises(KeyboardInterrupt):
        Caller(provider(store=store), endpoint).get()
    ends = time.monotonic() + 10.0
    while not store.released:  # in a thread, since it may block
        assert time.monotonic() < ends
        time.sleep(0.001)
    assert store.released == 1


def test_a_right_that_is_given_back_slowly_holds_up_no_event_loop(endpoint: Endpoint) -> None:
    threads: list[int] = []

    class Noted(Claims):
        def release(self, timeout: float) -> None:
            threads.append(threading.get_ident())
            super().release(timeout)

    assert asyncio.run(Caller(provider(store=Noted()), endpoint).get_async()) == "token-1"
    assert len(threads) == 1 and threads[0] != threading.get_ident()


PROCESS = textwrap.dedent("""
    import sys, time
    from pathlib import Path
    from aurakit import FileStore
    from aurakit._auth.credentials import Credentials
    from aurakit._auth.provider import TokenProvider
    from aurakit._calls.call import CallSettings
    from aurakit._calls.deadline import Deadline
    from aurakit._calls.messages import Response
    from aurakit._calls.retry import RetryPolicy
    from aurakit._calls.steps import IO, run
    from aurakit._errors.secret import Secret
    from aurakit.clock import Clock

    folder = Path(sys.argv[1])
    clock = Clock()
    tokens = TokenProvider(
        token_url="x", credentials=Credentials("i", Secret("s"), "here"), clock=clock,
        store=FileStore(folder / "store" / "shared.sqlite3"),
    )
    settings = CallSettings(RetryPolicy(), clock, lambda: 0.5, None, tokens, ())

    class Transport:
        def send(self, step):
            with open(folder / "requests", "a") as file:
                file.write("one\\n")
            time.sleep(0.1)
            number = len((folder / "requests").read_text().splitlines())
            return Response(200, {}, b'{"access_token": "abc-%d", "expires_in": 3600}' % number)

    def carried_out(steps):
        return run(steps, IO(Transport(), clock))

    print("ready", flush=True)
    sys.stdin.readline()
    token = carried_out(tokens.obtain(settings, Deadline(clock, 20.0)))
    print(token.reveal(), flush=True)
    sys.stdin.readline()
    print(carried_out(tokens.replace(token, 401, settings, Deadline(clock, 20.0))).reveal(), flush=True)
""")


def test_processes_that_start_together_or_whose_token_is_refused_make_one_request_each_time(tmp_path: Path) -> None:
    processes = [
        subprocess.Popen(
            [sys.executable, "-c", PROCESS, str(tmp_path)], stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True,
            env=environment(),
        )
        for _ in range(4)
    ]  # fmt: skip

    def lines() -> list[str]:
        return [process.stdout.readline() for process in processes if process.stdout]

    try:
        assert lines() == ["ready\n"] * 4
        for number in (1, 2):
            for process in processes:
                assert process.stdin
                process.stdin.write("go\n")
                process.stdin.flush()
            tokens = lines()
            requests = (tmp_path / "requests").read_text().splitlines()
            assert tokens == [f"abc-{number}\n"] * 4
            assert len(requests) == number
    finally:
        for process in processes:
            process.kill()
            process.communicate()
    assert {path.name for path in (tmp_path / "store").iterdir()} >= {"shared.sqlite3"}
