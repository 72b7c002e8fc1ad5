"""One token for however many calls: single flight in threads, tasks, loops and processes, renewal, refusal."""

from __future__ import annotations

import asyncio
import gc
import json
import os
import subprocess
import sys
import textwrap
import threading
import time
import traceback
import weakref
from pathlib import Path
from typing import TYPE_CHECKING, Any

import anyio
import pytest
import trio
from hypothesis import given, settings
from hypothesis import strategies as st

from aurakit import FileTokenStore, auth
from aurakit.auth import TokenSource
from aurakit.clock import Clock
from aurakit.credentials import Credentials
from aurakit.deadline import Deadline
from aurakit.errors import AuraError, AuthenticationError, RateLimitError, RequestTimeoutError, ServerError
from aurakit.exchange import Answer, Failure
from aurakit.flow import Outcome
from aurakit.token_state import AFTER_FAILED_RENEWAL, QUARANTINE
from aurakit.tokens import Token, store_key
from core.fakes import FakeClock, answer, failure

if TYPE_CHECKING:
    from collections.abc import Callable

BASE = "https://api.test/v1"
CREDENTIALS = Credentials("client-id", "secret-value", "the arguments client_id and client_secret")
SOON = 10.0  # real seconds that nothing here takes


def outcome(last: Answer | Failure, verdict: Any = None, retry_after: float | None = None) -> Outcome:
    verdict = verdict or ("answer" if isinstance(last, Answer) else "failure")
    return Outcome(last, verdict, (), retry_after, False, False, False, 0.0)


def granted(value: str, expires_in: float = 3600) -> Outcome:
    return outcome(answer(200, json.dumps({"access_token": value, "expires_in": expires_in}).encode()))


REFUSED = outcome(answer(401, b'{"error": "invalid_client"}'))


class Endpoint:
    """A token endpoint: gives `token 1`, `token 2`, … or what was set, at once or when let go."""

    def __init__(self, expires_in: float = 3600) -> None:
        self.expires_in = expires_in
        self.requests = 0
        self.deadlines: list[float] = []
        self.next: list[Outcome | BaseException] = []
        self.arrived = threading.Event()
        self.open = threading.Event()
        self.open.set()

    def answer(self, deadline: Deadline) -> Outcome:
        self.requests += 1
        self.deadlines.append(deadline.remaining())
        result = self.next.pop(0) if self.next else granted(f"token-{self.requests}", self.expires_in)
        if isinstance(result, BaseException):
            raise result
        return result

    def fetch(self, deadline: Deadline) -> Outcome:
        self.arrived.set()
        if not self.open.wait(min(SOON, deadline.remaining())):
            self.requests += 1
            return outcome(failure("timeout"), "deadline")
        return self.answer(deadline)

    async def fetch_async(self, deadline: Deadline) -> Outcome:
        self.arrived.set()
        with anyio.move_on_after(min(SOON, deadline.remaining())):
            while not self.open.is_set():  # threads set it
                await anyio.sleep(0.002)
            return self.answer(deadline)
        self.requests += 1
        return outcome(failure("timeout"), "deadline")


class MemoryStore:
    """A store that a user might write."""

    def __init__(self) -> None:
        self.tokens: dict[str, Token] = {}
        self.used: list[str] = []

    def load(self, key: str) -> Token | None:
        self.used.append("load")
        return self.tokens.get(key)

    def save(self, key: str, token: Token) -> None:
        self.used.append("save")
        self.tokens[key] = token

    def discard(self, key: str, token: Token) -> None:
        self.used.append("discard")
        assert self.tokens.pop(key) == token


def source(endpoint: Endpoint, clock: Clock | None = None, store: Any = None) -> TokenSource:
    made = TokenSource(base_url=BASE, credentials=CREDENTIALS, clock=clock or Clock(), store=store)
    made.fetch, made.fetch_async = endpoint.fetch, endpoint.fetch_async
    return made


class Caller:
    """Calls a source as a thread or as a task would, by the same names."""

    def __init__(self, tokens: TokenSource, clock: Clock, in_loop: bool, seconds: float = 60.0) -> None:
        self.tokens, self.clock, self.in_loop, self.seconds = tokens, clock, in_loop, seconds

    def get(self) -> str:
        deadline = Deadline(self.clock, self.seconds)
        return asyncio.run(self.tokens.get_async(deadline)) if self.in_loop else self.tokens.get(deadline)

    def refresh(self, refused: str, status: int) -> bool:
        deadline = Deadline(self.clock, self.seconds)
        if self.in_loop:
            return asyncio.run(self.tokens.refresh_async(refused, status, deadline))
        return self.tokens.refresh(refused, status, deadline)


@pytest.fixture
def clock() -> FakeClock:
    return FakeClock()


@pytest.fixture
def endpoint() -> Endpoint:
    return Endpoint()


@pytest.fixture(params=[False, True], ids=["thread", "task"])
def caller(request: pytest.FixtureRequest, endpoint: Endpoint, clock: FakeClock) -> Caller:
    return Caller(source(endpoint, clock), clock, request.param)


def all_in_threads(count: int, call: Callable[[], Any]) -> list[Any]:
    """What `count` threads get that call at the same moment; an exception where one was raised."""
    together = threading.Barrier(count)
    results: list[Any] = []

    def run() -> None:
        together.wait(SOON)
        try:
            results.append(call())
        except AuraError as error:
            results.append(error)

    threads = [threading.Thread(target=run) for _ in range(count)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join(SOON)
    assert len(results) == count
    return results


def let_go_soon(endpoint: Endpoint, seconds: float = 0.05) -> None:
    """Hold the endpoint's answer back for a moment, so that all calls are waiting for it."""
    endpoint.open.clear()
    threading.Timer(seconds, endpoint.open.set).start()


# --- one request for all


def test_threads_that_start_cold_make_one_request(endpoint: Endpoint) -> None:
    tokens = source(endpoint)
    let_go_soon(endpoint)
    assert set(all_in_threads(32, lambda: tokens.get(Deadline(Clock(), SOON)))) == {"token-1"}
    assert endpoint.requests == 1


def test_tasks_that_start_cold_make_one_request_although_the_first_is_cancelled(endpoint: Endpoint) -> None:
    tokens = source(endpoint)
    endpoint.open.clear()

    async def main() -> list[Any]:
        tasks = [asyncio.create_task(tokens.get_async(Deadline(Clock(), SOON))) for _ in range(200)]
        while not endpoint.arrived.is_set():
            await asyncio.sleep(0)
        tasks[0].cancel()
        await asyncio.sleep(0)
        endpoint.open.set()
        return await asyncio.gather(*tasks, return_exceptions=True)

    first, *others = asyncio.run(main())
    assert isinstance(first, asyncio.CancelledError)
    assert set(others) == {"token-1"} and endpoint.requests == 1


@pytest.mark.parametrize("first", ["thread", "task"])
def test_threads_and_two_event_loops_share_one_request(endpoint: Endpoint, first: str) -> None:
    tokens = source(endpoint)
    endpoint.open.clear()
    results: list[str] = []

    def thread() -> None:
        results.append(tokens.get(Deadline(Clock(), SOON)))

    def loop() -> None:
        async def many() -> list[str]:
            return await asyncio.gather(*(tokens.get_async(Deadline(Clock(), SOON)) for _ in range(20)))

        results.extend(asyncio.run(many()))

    leader = thread if first == "thread" else loop
    threads = [threading.Thread(target=target) for target in (leader, loop, loop, thread, thread)]
    threads[0].start()
    assert endpoint.arrived.wait(SOON)
    for other in threads[1:]:
        other.start()
    time.sleep(0.05)  # time for them to wait; one that comes later only makes this test easier
    endpoint.open.set()
    for each in threads:
        each.join(SOON)
    assert set(results) == {"token-1"} and endpoint.requests == 1
    assert len(results) == (3 + 40 if first == "thread" else 2 + 60)


def test_trio_tasks_share_one_request_too(endpoint: Endpoint) -> None:
    tokens = source(endpoint)
    results: list[str] = []

    async def one() -> None:
        results.append(await tokens.get_async(Deadline(Clock(), SOON)))

    async def main() -> None:
        endpoint.open.clear()
        async with trio.open_nursery() as nursery:
            for _ in range(20):
                nursery.start_soon(one)
            await trio.sleep(0.05)
            endpoint.open.set()

    trio.run(main)
    assert results == ["token-1"] * 20 and endpoint.requests == 1


def test_a_cold_endpoint_that_is_silent_ends_all_waits_at_their_deadline_with_one_request(endpoint: Endpoint) -> None:
    tokens = source(endpoint)
    endpoint.open.clear()
    began = time.monotonic()
    results = all_in_threads(6, lambda: tokens.get(Deadline(Clock(), 0.3)))
    assert all(isinstance(error, RequestTimeoutError) for error in results)
    assert endpoint.requests == 1 and time.monotonic() - began < 1.0


def test_an_error_reaches_every_waiter_as_a_copy_of_its_own(endpoint: Endpoint) -> None:
    tokens = source(endpoint)
    endpoint.next = [REFUSED]
    endpoint.open.clear()

    async def main() -> list[Any]:
        tasks = [asyncio.create_task(tokens.get_async(Deadline(Clock(), SOON))) for _ in range(8)]
        while not endpoint.arrived.is_set():
            await asyncio.sleep(0)
        endpoint.open.set()
        return await asyncio.gather(*tasks, return_exceptions=True)

    errors = asyncio.run(main())
    assert {type(error) for error in errors} == {AuthenticationError} and endpoint.requests == 1
    assert len({id(error) for error in errors}) == 8
    assert len({str(error) for error in errors}) == 1 and {error.status_code for error in errors} == {401}


def test_refused_credentials_are_not_asked_with_again_by_the_same_call(caller: Caller, endpoint: Endpoint) -> None:
    endpoint.next = [REFUSED]
    with pytest.raises(AuthenticationError, match="from the arguments client_id and client_secret"):
        caller.get()
    assert endpoint.requests == 1
    assert caller.get() == "token-2"


def test_an_unexpected_exception_reaches_the_caller_and_blocks_nobody(caller: Caller, endpoint: Endpoint) -> None:
    class Odd(Exception):
        def __init__(self, one: int, two: int) -> None:  # cannot be copied
            super().__init__("odd")

    endpoint.next = [ZeroDivisionError("a fault in a transport"), Odd(1, 2)]
    with pytest.raises(ZeroDivisionError):
        caller.get()
    with pytest.raises(Odd):
        caller.get()
    assert caller.get() == "token-3"


def test_a_waiter_ends_at_its_own_deadline_though_the_leader_has_more_time(endpoint: Endpoint) -> None:
    tokens = source(endpoint)
    endpoint.open.clear()
    leader = threading.Thread(target=lambda: tokens.get(Deadline(Clock(), SOON)))
    leader.start()
    assert endpoint.arrived.wait(SOON)
    began = time.monotonic()
    with pytest.raises(RequestTimeoutError, match="while another call was asking for a token"):
        tokens.get(Deadline(Clock(), 0.1))
    with pytest.raises(RequestTimeoutError):
        asyncio.run(tokens.get_async(Deadline(Clock(), 0.1)))
    assert time.monotonic() - began < 1.0
    endpoint.open.set()
    leader.join(SOON)
    assert endpoint.requests == 1


def test_a_waiter_with_more_time_than_the_leader_makes_a_request_of_its_own(endpoint: Endpoint) -> None:
    tokens = source(endpoint)
    endpoint.open.clear()
    results: list[Any] = []

    def short() -> None:
        try:
            tokens.get(Deadline(Clock(), 0.1))
        except RequestTimeoutError as error:
            results.append(error)

    thread = threading.Thread(target=short)
    thread.start()
    assert endpoint.arrived.wait(SOON)
    threading.Timer(0.2, endpoint.open.set).start()
    assert tokens.get(Deadline(Clock(), SOON)) == "token-2"
    thread.join(SOON)
    assert len(results) == 1 and endpoint.requests == 2


def test_a_leader_stopped_by_ctrl_c_lets_another_take_over(endpoint: Endpoint) -> None:
    tokens = source(endpoint)
    endpoint.open.clear()
    endpoint.next = [KeyboardInterrupt()]
    stopped: list[BaseException] = []

    def leader() -> None:
        try:
            tokens.get(Deadline(Clock(), SOON))
        except KeyboardInterrupt as error:
            stopped.append(error)

    threads = [threading.Thread(target=leader)]
    threads[0].start()
    assert endpoint.arrived.wait(SOON)
    results: list[str] = []
    for _ in range(4):
        threads.append(threading.Thread(target=lambda: results.append(tokens.get(Deadline(Clock(), SOON)))))
        threads[-1].start()
    time.sleep(0.05)
    endpoint.open.set()
    for thread in threads:
        thread.join(SOON)
    assert len(stopped) == 1 and results == ["token-2"] * 4 and endpoint.requests == 2


def test_a_loop_that_ends_in_the_middle_of_the_request_lets_another_take_over(endpoint: Endpoint) -> None:
    tokens = source(endpoint)
    endpoint.open.clear()

    async def given_up() -> None:
        with pytest.raises(TimeoutError):
            await asyncio.wait_for(tokens.get_async(Deadline(Clock(), SOON)), 0.02)

    asyncio.run(given_up())
    endpoint.open.set()
    began = time.monotonic()
    assert tokens.get(Deadline(Clock(), SOON)) == "token-1"
    assert time.monotonic() - began < 0.5


def test_a_loop_that_stands_still_in_the_middle_of_the_request_lets_another_take_over(endpoint: Endpoint) -> None:
    tokens = source(endpoint)
    endpoint.open.clear()
    loop = asyncio.new_event_loop()
    try:
        with pytest.raises(TimeoutError):
            loop.run_until_complete(asyncio.wait_for(tokens.get_async(Deadline(Clock(), SOON)), 0.02))
        endpoint.open.set()
        began = time.monotonic()
        assert tokens.get(Deadline(Clock(), SOON)) == "token-1"
        assert time.monotonic() - began < 0.5
        # The one that stood still may go on, and disturbs nobody.
        assert loop.run_until_complete(tokens.get_async(Deadline(Clock(), SOON))) == "token-1"
        loop.run_until_complete(asyncio.sleep(0.01))
    finally:
        loop.close()


def test_a_request_whose_task_never_ran_lets_another_take_over(endpoint: Endpoint) -> None:
    tokens = source(endpoint)

    async def cancelled_at_once() -> None:
        task = asyncio.create_task(tokens.get_async(Deadline(Clock(), SOON)))
        await asyncio.sleep(0)
        for other in asyncio.all_tasks() - {asyncio.current_task()}:
            other.cancel()
        with pytest.raises(asyncio.CancelledError):
            await task

    asyncio.run(cancelled_at_once())
    assert endpoint.requests == 0
    assert tokens.get(Deadline(Clock(), SOON)) == "token-1"


def test_a_sync_call_does_not_import_asyncio() -> None:
    script = textwrap.dedent("""
        import sys
        from aurakit.auth import TokenSource
        from aurakit.clock import Clock
        from aurakit.credentials import Credentials
        from aurakit.deadline import Deadline
        from aurakit.exchange import Answer
        from aurakit.flow import Outcome
        tokens = TokenSource(base_url="x", credentials=Credentials("i", "s", "here"), clock=Clock())
        answer = Answer(200, {}, b'{"access_token": "abc"}')
        tokens.fetch = lambda deadline: Outcome(answer, "answer", (), None, False, False, False, 0.0)
        assert tokens.get(Deadline(Clock(), 5.0)) == "abc"
        print(sorted({"asyncio", "anyio", "concurrent.futures", "httpx", "hashlib"} & set(sys.modules)))
    """)
    # Measured for coverage, the process would import what the measuring needs.
    plain = {name: value for name, value in os.environ.items() if not name.startswith("COV")}
    environment = {**plain, "PYTHONPATH": str(Path(auth.__file__).parents[1])}
    ran = subprocess.run([sys.executable, "-c", script], capture_output=True, text=True, check=True, env=environment)
    assert ran.stdout == "[]\n"


# --- time


def test_a_token_is_used_until_it_is_due_for_renewal_and_then_replaced(
    caller: Caller, endpoint: Endpoint, clock: FakeClock
) -> None:
    assert caller.get() == "token-1"
    clock.advance(3539)
    assert caller.get() == "token-1"
    clock.advance(2)
    assert caller.get() == "token-2" and endpoint.requests == 2


@pytest.mark.parametrize("lifetime", [0.5, 5, 30])
def test_a_lifetime_shorter_than_the_margin_does_not_cause_a_request_per_call(
    endpoint: Endpoint, clock: FakeClock, lifetime: float
) -> None:
    endpoint.expires_in = lifetime
    tokens = source(endpoint, clock)
    for _ in range(100):
        tokens.get(Deadline(clock, 60))
        clock.advance(lifetime / 10.5)
    assert endpoint.requests <= 12


def test_while_one_call_renews_the_others_use_the_token_that_is_still_valid(endpoint: Endpoint) -> None:
    endpoint.expires_in = 100
    clock = FakeClock()
    tokens = source(endpoint, clock)
    assert tokens.get(Deadline(clock, 60)) == "token-1"
    clock.advance(95)
    endpoint.arrived.clear()
    endpoint.open.clear()
    renewing: list[str] = []
    thread = threading.Thread(target=lambda: renewing.append(tokens.get(Deadline(clock, 60))))
    thread.start()
    assert endpoint.arrived.wait(SOON)
    assert all_in_threads(8, lambda: tokens.get(Deadline(clock, 60))) == ["token-1"] * 8
    assert asyncio.run(tokens.get_async(Deadline(clock, 60))) == "token-1"
    endpoint.open.set()
    thread.join(SOON)
    assert renewing == ["token-2"] and tokens.get(Deadline(clock, 60)) == "token-2" and endpoint.requests == 2


def test_a_renewal_that_fails_is_no_error_while_the_token_is_valid_and_is_tried_again_later(
    caller: Caller, endpoint: Endpoint, clock: FakeClock
) -> None:
    caller.get()
    clock.advance(3541)
    endpoint.next = [outcome(answer(503, b"")), outcome(answer(503, b""))]
    assert [caller.get() for _ in range(5)] == ["token-1"] * 5
    assert endpoint.requests == 2 and endpoint.deadlines[1] <= 10.0
    clock.advance(AFTER_FAILED_RENEWAL + 1)
    assert caller.get() == "token-1" and endpoint.requests == 3
    clock.advance(60)
    endpoint.next = [outcome(answer(503, b""))]
    with pytest.raises(ServerError):
        caller.get()


def test_a_renewal_gives_the_call_the_rest_of_its_time_when_the_token_expired_meanwhile(
    endpoint: Endpoint, clock: FakeClock
) -> None:
    tokens = source(endpoint, clock)
    tokens.get(Deadline(clock, 60))
    clock.advance(3595)
    first = endpoint.fetch

    def slow(deadline: Deadline) -> Outcome:
        tokens.fetch = first
        endpoint.requests += 1
        clock.advance(10)
        return outcome(failure("timeout"), "deadline")

    tokens.fetch = slow
    assert tokens.get(Deadline(clock, 60)) == "token-3"
    assert endpoint.deadlines[-1] == pytest.approx(50)


def test_a_calendar_set_forward_or_a_computer_that_slept_leads_to_a_new_token(
    endpoint: Endpoint, clock: FakeClock, monkeypatch: pytest.MonkeyPatch
) -> None:
    tokens = source(endpoint, clock)
    tokens.get(Deadline(clock, 60))
    wall = clock.wall()
    monkeypatch.setattr(FakeClock, "wall", lambda _self: wall + 3601)
    assert tokens.get(Deadline(clock, 60)) == "token-2"


def test_a_calendar_set_back_does_not_keep_an_old_token_alive(
    endpoint: Endpoint, clock: FakeClock, monkeypatch: pytest.MonkeyPatch
) -> None:
    tokens = source(endpoint, clock)
    tokens.get(Deadline(clock, 60))
    monkeypatch.setattr(FakeClock, "wall", lambda _self: 1_000_000.0)
    clock.advance(3601)
    assert tokens.get(Deadline(clock, 60)) == "token-2"


# --- a refused token


@pytest.mark.parametrize("status", [401, 403])
def test_a_refused_token_is_replaced_once_for_all_calls_that_used_it(
    caller: Caller, endpoint: Endpoint, status: int
) -> None:
    refused = caller.get()
    assert [caller.refresh(refused, status) for _ in range(5)] == [True] * 5
    assert caller.get() == "token-2" and endpoint.requests == 2


@pytest.mark.parametrize("status", [401, 403])
def test_threads_whose_token_was_refused_at_the_same_moment_make_one_request(endpoint: Endpoint, status: int) -> None:
    tokens = source(endpoint)
    refused = tokens.get(Deadline(Clock(), SOON))
    let_go_soon(endpoint)
    assert all(all_in_threads(16, lambda: tokens.refresh(refused, status, Deadline(Clock(), SOON))))
    assert endpoint.requests == 2


def test_the_same_token_again_is_no_other_token(caller: Caller, endpoint: Endpoint) -> None:
    endpoint.next = [granted("same"), granted("same")]
    assert caller.get() == "same"
    assert caller.refresh("same", 401) is False and endpoint.requests == 2


def test_once_it_is_about_permission_the_token_causes_no_refresh_for_a_quarter_of_an_hour(
    caller: Caller, endpoint: Endpoint, clock: FakeClock
) -> None:
    """Fifteen forbidden calls cost one token."""
    for _ in range(15):
        token = caller.get()
        if caller.refresh(token, 403):
            caller.tokens.permission_denied(caller.get())
    assert endpoint.requests == 2
    clock.advance(QUARANTINE + 1)
    assert caller.refresh(caller.get(), 403) is True and endpoint.requests == 3


def test_a_quarantined_token_is_still_replaced_after_a_401(caller: Caller, endpoint: Endpoint) -> None:
    token = caller.get()
    caller.tokens.permission_denied(token)
    assert caller.refresh(token, 403) is False and endpoint.requests == 1
    assert caller.refresh(token, 401) is True and caller.get() == "token-2"


def test_of_calls_that_overtake_each_other_only_one_more_token_is_asked_for(
    endpoint: Endpoint, clock: FakeClock
) -> None:
    tokens = source(endpoint, clock)
    deadline = Deadline(clock, 60)
    first = tokens.get(deadline)
    assert tokens.refresh(first, 403, deadline)
    second = tokens.get(deadline)
    assert tokens.refresh(second, 403, deadline)  # another call, which began with the second token
    tokens.permission_denied(second)  # only now the first call learns that its second token was refused too
    for _ in range(5):
        assert tokens.refresh(tokens.get(deadline), 403, deadline) is False
    assert endpoint.requests == 3


def test_a_token_on_its_way_while_its_predecessor_turns_out_to_lack_permission_is_quarantined_too(
    endpoint: Endpoint, clock: FakeClock
) -> None:
    tokens = source(endpoint, clock)
    deadline = Deadline(clock, 60)
    first = tokens.get(deadline)
    original = tokens.fetch

    def overtaken(given: Deadline) -> Outcome:
        tokens.permission_denied(first)
        return original(given)

    tokens.fetch = overtaken
    assert tokens.refresh(first, 403, deadline)
    assert tokens.refresh(tokens.get(deadline), 403, deadline) is False and endpoint.requests == 2


def test_a_403_that_cannot_be_made_sure_of_for_too_many_token_requests_stays_a_403(
    caller: Caller, endpoint: Endpoint, clock: FakeClock
) -> None:
    token = caller.get()
    endpoint.next = [outcome(answer(429, b""), "paused", 300.0)]
    assert caller.refresh(token, 403) is False
    assert caller.refresh(token, 403) is False
    assert endpoint.requests == 2 and caller.get() == token  # other calls may be permitted
    clock.advance(301)
    assert caller.refresh(token, 403) is True


@pytest.mark.parametrize("status", [401, 403])
def test_a_refresh_that_fails_raises_its_own_error(caller: Caller, endpoint: Endpoint, status: int) -> None:
    token = caller.get()
    endpoint.next = [REFUSED]
    with pytest.raises(AuthenticationError):
        caller.refresh(token, status)
    assert caller.get() == (token if status == 403 else "token-3")


# --- a pause that the token endpoint asks for


def test_while_a_long_pause_lasts_no_request_is_made(caller: Caller, endpoint: Endpoint, clock: FakeClock) -> None:
    endpoint.next = [outcome(answer(429, b""), "paused", 600.0)]
    with pytest.raises(RateLimitError):
        caller.get()
    clock.advance(100)
    with pytest.raises(RateLimitError) as caught:
        caller.get()
    assert caught.value.retry_after == pytest.approx(500) and endpoint.requests == 1
    clock.advance(500)
    assert caller.get() == "token-2"


def test_a_short_pause_is_waited_for(caller: Caller, endpoint: Endpoint, clock: FakeClock) -> None:
    endpoint.next = [outcome(answer(429, b""), "answer", 20.0)]
    with pytest.raises(RateLimitError):
        caller.get()
    assert caller.get() == "token-2" and 20.0 in [pytest.approx(slept) for slept in clock.slept]


def test_a_pause_longer_than_the_calls_time_ends_it_at_once(endpoint: Endpoint, clock: FakeClock) -> None:
    tokens = source(endpoint, clock)
    endpoint.next = [outcome(answer(429, b""), "answer", 20.0)]
    for _ in range(2):
        with pytest.raises(RateLimitError):
            tokens.get(Deadline(clock, 5))
    assert endpoint.requests == 1 and clock.slept == []


# --- stores


@pytest.fixture(params=[False, True], ids=["thread", "task"])
def in_loop(request: pytest.FixtureRequest) -> bool:
    return bool(request.param)


def test_a_stored_token_saves_the_request_and_a_new_one_is_stored(
    endpoint: Endpoint, clock: FakeClock, in_loop: bool
) -> None:
    store = MemoryStore()
    first = Caller(source(endpoint, clock, store), clock, in_loop)
    second = Caller(source(endpoint, clock, store), clock, in_loop)
    assert first.get() == second.get() == "token-1"
    assert first.get() == "token-1" and store.used == ["load", "load", "save", "load"]
    assert list(store.tokens) == [store_key(BASE, "client-id")] and endpoint.requests == 1


def test_a_token_that_another_client_renewed_saves_the_request(
    endpoint: Endpoint, clock: FakeClock, in_loop: bool
) -> None:
    store = MemoryStore()
    callers = [Caller(source(endpoint, clock, store), clock, in_loop) for _ in range(2)]
    for caller in callers:
        caller.get()
    clock.advance(3541)
    assert [caller.get() for caller in callers] == ["token-2", "token-2"] and endpoint.requests == 2


def test_a_stored_token_that_is_due_for_renewal_serves_when_the_renewal_fails(
    endpoint: Endpoint, clock: FakeClock, in_loop: bool
) -> None:
    store = MemoryStore()
    source(endpoint, clock, store).get(Deadline(clock, 60))
    clock.advance(3541)
    endpoint.next = [outcome(failure("network"))]
    assert Caller(source(endpoint, clock, store), clock, in_loop).get() == "token-1" and endpoint.requests == 2


@pytest.mark.parametrize("status", [401, 403])
def test_a_refused_token_is_not_taken_from_the_store_again(
    endpoint: Endpoint, clock: FakeClock, in_loop: bool, status: int
) -> None:
    store = MemoryStore()
    caller = Caller(source(endpoint, clock, store), clock, in_loop)
    assert caller.refresh(caller.get(), status) and caller.get() == "token-2"
    assert [token.value for token in store.tokens.values()] == ["token-2"]
    assert ("discard" in store.used) is (status == 401)


def test_a_token_that_another_client_got_after_a_refusal_saves_the_request(
    endpoint: Endpoint, clock: FakeClock, in_loop: bool
) -> None:
    store = MemoryStore()
    callers = [Caller(source(endpoint, clock, store), clock, in_loop) for _ in range(2)]
    for caller in callers:
        assert caller.get() == "token-1"
    for caller in callers:
        assert caller.refresh("token-1", 401) and caller.get() == "token-2"
    assert endpoint.requests == 2


def test_an_expired_or_unsound_token_in_a_store_is_not_used(
    endpoint: Endpoint, clock: FakeClock, in_loop: bool
) -> None:
    store = MemoryStore()
    now = clock.wall()
    for bad in (Token("old", now - 3600, now - 1), Token("a\nb", now, now + 3600), "token", 5):
        store.tokens[store_key(BASE, "client-id")] = bad  # type: ignore[assignment]
        assert Caller(source(endpoint, clock, store), clock, in_loop).get() == f"token-{endpoint.requests}"
    assert endpoint.requests == 4


def test_a_store_that_raises_costs_the_sharing_only_and_is_told_of_once_without_its_text(
    endpoint: Endpoint, clock: FakeClock, in_loop: bool, caplog: pytest.LogCaptureFixture
) -> None:
    class Broken:
        def load(self, key: str) -> Token | None:
            raise OSError(f"cannot reach redis://user:secret-value@host/{key}")

        save = discard = claim = load

    caller = Caller(source(endpoint, clock, Broken()), clock, in_loop)
    assert caller.get() == "token-1" and caller.refresh("token-1", 401) and caller.get() == "token-2"
    assert len(caplog.records) == 1 and "the token store Broken raised OSError" in caplog.text
    assert "secret-value" not in caplog.text


def test_while_another_process_asks_a_cold_call_waits_for_its_token(
    endpoint: Endpoint, clock: FakeClock, in_loop: bool, tmp_path: Path
) -> None:
    store = FileTokenStore(tmp_path)
    other = store.claim("")
    assert other is not None

    class Watched(FileTokenStore):
        def claim(self, key: str) -> Any:
            claimed = super().claim(key)
            if len(clock.slept) == 3:
                store.save(key, Token("from-the-other", clock.wall(), clock.wall() + 3600))
            return claimed

    assert Caller(source(endpoint, clock, Watched(tmp_path)), clock, in_loop).get() == "from-the-other"
    other.release()
    assert endpoint.requests == 0


def test_another_process_that_takes_too_long_is_not_waited_for_for_ever(
    endpoint: Endpoint, clock: FakeClock, in_loop: bool, tmp_path: Path
) -> None:
    store = FileTokenStore(tmp_path)
    other = store.claim("")
    assert other is not None
    assert Caller(source(endpoint, clock, store), clock, in_loop, seconds=4.0).get() == "token-1"
    assert sum(clock.slept) == pytest.approx(2.0, abs=0.1)
    other.release()
    assert Caller(source(endpoint, clock, FileTokenStore(tmp_path)), clock, in_loop).get() == "token-1"


def test_while_another_process_renews_the_valid_token_is_used(
    endpoint: Endpoint, clock: FakeClock, in_loop: bool, tmp_path: Path
) -> None:
    store = FileTokenStore(tmp_path)
    caller = Caller(source(endpoint, clock, store), clock, in_loop)
    caller.get()
    clock.advance(3541)
    other = store.claim("")
    assert other is not None
    assert caller.get() == "token-1" and clock.slept == [] and endpoint.requests == 1
    other.release()


def test_the_right_to_ask_is_given_back_whatever_happens(
    endpoint: Endpoint, clock: FakeClock, in_loop: bool, tmp_path: Path
) -> None:
    store = FileTokenStore(tmp_path)
    caller = Caller(source(endpoint, clock, store), clock, in_loop)
    endpoint.next = [REFUSED, ZeroDivisionError()]
    for kind in (AuthenticationError, ZeroDivisionError):
        with pytest.raises(kind):
            caller.get()
        claim = FileTokenStore(tmp_path).claim("")
        assert claim is not None
        claim.release()


PROCESS = textwrap.dedent("""
    import sys, time
    from pathlib import Path
    from aurakit import FileTokenStore
    from aurakit.auth import TokenSource
    from aurakit.clock import Clock
    from aurakit.credentials import Credentials
    from aurakit.deadline import Deadline
    from aurakit.exchange import Answer
    from aurakit.flow import Outcome

    folder = Path(sys.argv[1])
    tokens = TokenSource(base_url="x", credentials=Credentials("i", "s", "here"), clock=Clock(),
                         store=FileTokenStore(folder / "store" / "tokens.json"))

    def fetch(deadline):
        with open(folder / "requests", "a") as file:
            file.write("one\\n")
        time.sleep(0.1)
        answer = Answer(200, {}, b'{"access_token": "abc", "expires_in": 3600}')
        return Outcome(answer, "answer", (), None, False, False, False, 0.0)

    tokens.fetch = fetch
    print("ready", flush=True)
    sys.stdin.readline()
    print(tokens.get(Deadline(Clock(), 20.0)), flush=True)
""")


def test_a_path_may_begin_with_the_home_folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    for name in ("HOME", "USERPROFILE"):
        monkeypatch.setenv(name, str(tmp_path))
    assert FileTokenStore("~/kept.json").path == str(tmp_path / "kept.json")


def test_processes_that_start_together_make_one_request(tmp_path: Path) -> None:
    environment = {**os.environ, "PYTHONPATH": str(Path(auth.__file__).parents[1])}
    processes = [
        subprocess.Popen(
            [sys.executable, "-c", PROCESS, str(tmp_path)], stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True,
            env=environment,
        )
        for _ in range(4)
    ]  # fmt: skip
    try:
        for process in processes:
            assert process.stdout
            assert process.stdout.readline() == "ready\n"
        tokens = [process.communicate("go\n", timeout=SOON)[0] for process in processes]
    finally:
        for process in processes:
            process.kill()
            process.wait()
    requests = (tmp_path / "requests").read_text().splitlines()
    assert tokens == ["abc\n"] * 4
    assert len(requests) == 1 or sys.platform == "win32"  # no locks there
    assert [path.name for path in (tmp_path / "store").iterdir()] == ["tokens.json"]


# --- fork, secrets


def test_a_forked_child_asks_for_itself_when_its_parent_was_in_the_middle_of_it(endpoint: Endpoint) -> None:
    if not hasattr(os, "fork"):
        return
    script = textwrap.dedent("""
        import os, threading, warnings
        from aurakit.auth import TokenSource
        from aurakit.clock import Clock
        from aurakit.credentials import Credentials
        from aurakit.deadline import Deadline
        from aurakit.exchange import Answer
        from aurakit.flow import Outcome

        warnings.simplefilter("ignore")  # newer Pythons warn of a fork beside threads, which is what is tried here
        parent = os.getpid()
        tokens = TokenSource(base_url="x", credentials=Credentials("i", "s", "here"), clock=Clock())
        begun, go = threading.Event(), threading.Event()

        def fetch(deadline):
            if os.getpid() == parent:
                begun.set()
                go.wait(10)
            answer = Answer(200, {}, b'{"access_token": "abc"}')
            return Outcome(answer, "answer", (), None, False, False, False, 0.0)

        tokens.fetch = fetch
        thread = threading.Thread(target=lambda: tokens.get(Deadline(Clock(), 10.0)))
        thread.start()
        begun.wait(10)
        with tokens._state.lock:
            child = os.fork()
        if child == 0:
            os._exit(0 if tokens.get(Deadline(Clock(), 3.0)) == "abc" else 1)
        status = os.waitpid(child, 0)[1]
        go.set()
        thread.join(10)
        print(status, tokens.get(Deadline(Clock(), 3.0)))
    """)
    environment = {**os.environ, "PYTHONPATH": str(Path(auth.__file__).parents[1])}
    ran = subprocess.run(
        [sys.executable, "-c", script], capture_output=True, text=True, check=True, env=environment, timeout=SOON
    )
    assert ran.stdout == "0 abc\n" and endpoint.requests == 0


@pytest.mark.parametrize("problem", [REFUSED, granted("bad\ntoken-x"), ZeroDivisionError(), KeyboardInterrupt()])
def test_no_frame_of_a_failed_refresh_holds_a_token_or_the_secret(
    caller: Caller, endpoint: Endpoint, problem: Outcome | BaseException
) -> None:
    if caller.in_loop and isinstance(problem, KeyboardInterrupt):
        problem = AuthenticationError("as good as any other")
    refused = caller.get()
    endpoint.next = [problem]
    try:
        caller.refresh(refused, 401)
    except BaseException as error:  # noqa: BLE001 - the traceback of each is looked at
        frames = traceback.TracebackException.from_exception(error, capture_locals=True).stack
        shown = str([frame.locals for frame in frames if "aurakit" in Path(frame.filename).parts])
    else:
        pytest.fail("no error")
    assert "why" in shown
    assert "token-1" not in shown and "token-x" not in shown and "secret-value" not in shown


def test_no_repr_of_a_source_shows_a_secret(endpoint: Endpoint) -> None:
    tokens = source(endpoint)
    tokens.get(Deadline(Clock(), SOON))
    assert repr(tokens) == "<TokenSource, client id clie…>"
    shown = str({name: getattr(tokens, name) for name in vars(tokens)})
    assert "token-1" not in shown and "secret-value" not in shown


def test_a_source_that_nobody_uses_goes_away(endpoint: Endpoint) -> None:
    tokens = source(endpoint)
    tokens.get(Deadline(Clock(), SOON))
    there = weakref.ref(tokens)
    assert tokens in auth._sources
    del tokens
    gc.collect()
    assert there() is None


# --- any course of events


@settings(max_examples=150, deadline=None)
@given(st.lists(st.sampled_from(["get", "401", "403", "denied", "fail", "minute", "hour"]), max_size=40))
def test_whatever_happens_a_call_gets_a_token_that_has_not_expired_or_an_error(events: list[str]) -> None:
    clock = FakeClock()
    endpoint = Endpoint(expires_in=1800)
    tokens = source(endpoint, clock, MemoryStore())
    issued: dict[str, float] = {}
    for event in events:
        if event == "minute":
            clock.advance(61)
        elif event == "hour":
            clock.advance(3601)
        elif event == "fail":
            endpoint.next.append(outcome(answer(503, b"")))
        before = endpoint.requests
        try:
            value = tokens.get(Deadline(clock, 60))
        except ServerError:
            continue
        assert endpoint.requests <= before + 1
        assert clock.now() < issued.setdefault(value, clock.now() + 1800)
        if event in {"401", "403"}:
            try:
                another = tokens.refresh(value, int(event), Deadline(clock, 60))
            except ServerError:
                continue
            assert another is (tokens.get(Deadline(clock, 60)) != value)
        elif event == "denied":
            tokens.permission_denied(value)
            assert tokens.refresh(value, 403, Deadline(clock, 60)) is False
