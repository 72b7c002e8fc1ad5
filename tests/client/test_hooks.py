"""What hooks are told of calls over real sockets, sync and async: every attempt, what follows it, and no secret."""

from __future__ import annotations

import asyncio
import logging
import sys
from typing import TYPE_CHECKING, Any

import pytest

from aurakit import (
    AsyncAura,
    Aura,
    AuraError,
    AuthenticationError,
    ConfigurationError,
    NotFoundError,
    RateLimit,
    ServerError,
)
from aurakit.hooks import AttemptEnded, AttemptStarted, Call, CallEnded, CallStarted, Event
from faultserver import Close, FaultServer, Reset, Silence, Truncate, response, token
from support.driving import CLIENT_ID, SECRET, Driver, both, options_for
from support.paced import instance

if TYPE_CHECKING:
    from collections.abc import Callable

ONE = response(200, {"data": instance("ab12")}, request_id="an-id")
TOKEN = "the-token-of-this-test"


def get(aura: Any) -> Any:
    return aura.instances.get("ab12")


def pause(aura: Any) -> Any:
    return aura.instances.pause("ab12")


class Watch:
    """A hook that keeps its events."""

    def __init__(self) -> None:
        self.events: list[Event] = []

    def __call__(self, event: Event) -> None:
        self.events.append(event)

    def attempts(self) -> list[AttemptEnded]:
        """Those of calls, without those of token requests."""
        return [one for one in self.events if isinstance(one, AttemptEnded) and not one.call.is_token_request]

    def ends(self) -> list[CallEnded]:
        return [one for one in self.events if isinstance(one, CallEnded) and not one.call.is_token_request]

    def kinds(self) -> list[str]:
        return [f"{one.call.operation} {type(one).__name__}" for one in self.events]


@pytest.fixture
def watch() -> Watch:
    return Watch()


@both
def test_a_hook_is_told_of_a_call_its_token_request_and_each_attempt_in_order(driver: Driver, watch: Watch) -> None:
    with FaultServer(default=ONE) as server:
        server.script(response(503, request_id="first"))
        driver.run(server.url, get, hooks=[watch])
    assert watch.kinds() == [
        "get_instance CallStarted",
        "token CallStarted",
        "token AttemptStarted",
        "token AttemptEnded",
        "token CallEnded",
        "get_instance AttemptStarted",
        "get_instance AttemptEnded",
        "get_instance AttemptStarted",
        "get_instance AttemptEnded",
        "get_instance CallEnded",
    ]
    first, second = watch.attempts()
    assert (first.number, first.status, first.request_id, first.error_type) == (1, 503, "first", "503")
    assert (first.decision, first.delay) == ("retry", 0.25)
    assert (second.number, second.status, second.error_type, second.decision, second.delay) == (
        2, 200, None, "response", 0.0,
    )  # fmt: skip
    (end,) = watch.ends()
    assert (end.status, end.request_id, end.attempts, end.succeeded, end.error_type) == (200, "an-id", 2, True, None)
    assert end.duration >= first.duration + first.delay + second.duration > 0.0


@both
def test_all_events_of_a_call_have_the_same_call_and_a_token_request_names_its_own(
    driver: Driver, watch: Watch
) -> None:
    with FaultServer(default=ONE) as server:
        driver.run(server.url, get, get, hooks=[watch])
        url = server.url
    calls = list(dict.fromkeys(event.call for event in watch.events))
    first, asked, second = calls
    assert (first.operation, first.method, first.route) == ("get_instance", "GET", "/instances/{instance_id}")
    assert (first.path, first.url, first.version) == ("/v1/instances/ab12", f"{url}/v1/instances/ab12", "v1")
    assert (asked.is_token_request, asked.parent, asked.version, asked.route) == (True, first, "", "/oauth/token")
    assert (first.parent, first.is_token_request, second.operation) == (None, False, "get_instance")


@both
def test_a_query_is_not_told(driver: Driver, watch: Watch) -> None:
    with FaultServer(default=response(200, {"data": []})) as server:
        driver.run(server.url, lambda aura: aura.instances.list(tenant_id="my-project"), hooks=[watch])
    assert watch.attempts()[0].call.url.endswith("/v1/instances")


@both
@pytest.mark.parametrize(
    ("fault", "status", "error_type"),
    [
        (Close(), None, "network"),
        (Reset(), None, "network"),
        (Truncate(ONE), 200, "truncated"),
        (response(429, headers={"Retry-After": "3"}), 429, "429"),
    ],
    ids=["closed", "reset", "cut", "429"],
)
def test_what_failed_is_told_in_a_word_for_metrics(
    driver: Driver, watch: Watch, fault: Any, status: int | None, error_type: str
) -> None:
    with FaultServer(default=ONE) as server:
        server.script(fault)
        driver.run(server.url, get, hooks=[watch])
    first, second = watch.attempts()
    assert (first.status, first.error_type, first.decision) == (status, error_type, "retry")
    assert (first.failure is None) is (error_type == "429")
    assert first.delay == (3.0 if error_type == "429" else 0.25)
    assert second.decision == "response"


@both
def test_the_limiter_s_pause_after_a_429_is_told_as_the_delay_and_then_as_queued(driver: Driver, watch: Watch) -> None:
    with FaultServer(default=ONE) as server:
        server.script(response(429, headers={"Retry-After": "3"}))
        driver.run(server.url, get, hooks=[watch], rate_limit=RateLimit())
    first, second = watch.attempts()
    (end,) = watch.ends()
    assert (first.delay, first.queued) == (3.0, 0.0)
    assert second.queued == end.queued == pytest.approx(3.0, abs=0.5)
    started = [one for one in watch.events if isinstance(one, AttemptStarted)]
    assert started[-1].queued == second.queued


@both
@pytest.mark.parametrize(
    ("status", "error", "step"), [(404, NotFoundError, get), (500, ServerError, pause)], ids=["404", "500 to a POST"]
)
def test_a_call_that_raises_is_told_as_such(
    driver: Driver, watch: Watch, status: int, error: type[AuraError], step: Callable[[Any], Any]
) -> None:
    with FaultServer(default=response(status)) as server:
        driver.fails(server.url, error, step, hooks=[watch])
    (attempt,), (end,) = watch.attempts(), watch.ends()
    assert (attempt.decision, attempt.error_type) == ("raise", str(status))
    assert (end.succeeded, end.status, end.error_type) == (False, status, str(status))


@both
def test_a_refused_token_and_a_redirect_are_told_as_what_they_are(driver: Driver, watch: Watch) -> None:
    with FaultServer(default=ONE) as server:
        server.token_script(token("one"), token("two"))
        server.script(response(401), response(307, None, {"Location": f"{server.url}/v1/instances/ab12/"}))
        driver.run(server.url, get, hooks=[watch])
    assert [one.decision for one in watch.attempts()] == ["renew_token", "redirect", "response"]
    assert watch.kinds().count("token CallEnded") == 2


@both
def test_a_deletion_that_a_repetition_finds_done_has_succeeded(driver: Driver, watch: Watch) -> None:
    with FaultServer(default=response(404)) as server:
        server.script(response(500))
        driver.run(server.url, lambda aura: aura.instances.delete("ab12"), hooks=[watch])
    assert [one.decision for one in watch.attempts()] == ["retry", "response"]
    assert watch.ends()[0].succeeded


@both
def test_a_call_without_time_for_its_next_attempt_ends_with_deadline(driver: Driver, watch: Watch) -> None:
    with FaultServer(default=response(503, headers={"Retry-After": "60"})) as server:
        driver.fails(server.url, ServerError, get, hooks=[watch], timeout=5.0)
    (attempt,), (end,) = watch.attempts(), watch.ends()
    assert (attempt.decision, end.error_type, end.succeeded) == ("raise", "deadline", False)


@both
def test_credentials_that_are_refused_end_the_call_that_needed_a_token(driver: Driver, watch: Watch) -> None:
    with FaultServer(default=ONE) as server:
        server.token_script(response(401))
        driver.fails(server.url, AuthenticationError, get, hooks=[watch])
    assert watch.kinds()[-2:] == ["token CallEnded", "get_instance CallEnded"]
    (end,) = watch.ends()
    assert (end.attempts, end.status, end.error_type) == (0, None, "AuthenticationError")


def test_an_attempt_that_is_cancelled_ends_with_its_call(watch: Watch) -> None:
    async def main(url: str) -> None:
        async with AsyncAura(**options_for(url, hooks=[watch])) as aura:
            await get(aura)
            server.script(never)
            task = asyncio.ensure_future(get(aura))
            while watch.kinds()[-1] != "get_instance AttemptStarted":
                await asyncio.sleep(0.001)
            task.cancel()
            with pytest.raises(asyncio.CancelledError):
                await task

    never = Silence()
    with FaultServer(default=ONE) as server:
        asyncio.run(main(server.url))
    attempt, end = watch.attempts()[-1], watch.ends()[-1]
    assert (attempt.status, attempt.error_type, attempt.decision) == (None, "CancelledError", "raise")
    assert (end.succeeded, end.error_type, end.attempts) == (False, "CancelledError", 1)


@both
def test_a_request_of_the_user_s_own_and_a_sibling_s_calls_are_told_too(driver: Driver, watch: Watch) -> None:
    with FaultServer(default=response(200, {"data": []})) as server:
        driver.run(
            server.url,
            lambda aura: aura.raw.http.get("/tenants"),
            lambda aura: aura.with_options(max_retries=0).projects.list(),
            hooks=[watch],
        )
    assert [(one.call.operation, one.call.route, one.call.version) for one in watch.ends()] == [
        ("", "", "v1"),
        ("list_projects", "/tenants", "v1"),
    ]


@both
def test_the_calls_of_another_version_s_sibling_are_told_with_their_version(driver: Driver, watch: Watch) -> None:
    with FaultServer(default=response(200, {"data": []})) as server:
        driver.run(
            server.url,
            lambda aura: aura.v2beta1.raw.http.get("/organizations"),
            lambda aura: aura.v1beta5.raw.http.get("/sessions"),
            hooks=[watch],
            default_headers={"X-Team": "data"},
        )
        assert [one.headers["x-team"] for one in server.requests] == ["data"] * 3
    assert [one.call.version for one in watch.ends()] == ["v2beta1", "v1beta5"]
    assert watch.kinds().count("token CallStarted") == 1


@both
def test_the_polls_of_a_wait_are_calls_of_their_own(driver: Driver, watch: Watch) -> None:
    with FaultServer(default=response(200, {"data": {**instance("ab12"), "status": "paused"}})) as server:
        server.script(response(202, {"data": {**instance("ab12"), "status": "pausing"}}))
        server.script(response(200, {"data": {**instance("ab12"), "status": "pausing"}}))
        driver.run(server.url, pause_and_wait, hooks=[watch])
    assert [one.call.operation for one in watch.ends()] == ["pause_instance", "get_instance", "get_instance"]


def pause_and_wait(aura: Any) -> Any:
    if isinstance(aura, Aura):
        return aura.wait(aura.instances.pause("ab12"))

    async def both_of_them() -> Any:
        return await aura.wait(await aura.instances.pause("ab12"))

    return both_of_them()


# ------------------------------------------------------------------------------------------------ faults of hooks


@both
def test_what_a_hook_raises_breaks_no_call_is_logged_once_and_keeps_no_other_hook_from_its_events(
    driver: Driver, watch: Watch, caplog: pytest.LogCaptureFixture
) -> None:
    told: list[str] = []

    def broken(event: Event) -> None:
        told.append(type(event).__name__)
        raise LookupError("the hook's own fault")

    with FaultServer(default=ONE) as server:
        assert driver.run(server.url, get, get, hooks=[broken, watch]).id == "ab12"
    assert told == [type(event).__name__ for event in watch.events]
    (record,) = [one for one in caplog.records if "hook" in one.message]
    assert (record.name, record.levelno) == ("aurakit", logging.WARNING)
    assert record.exc_info is not None and record.exc_info[0] is LookupError
    assert "CallStarted" in record.message


@both
def test_an_interrupt_in_a_hook_ends_the_call(driver: Driver) -> None:
    def interrupting(event: Event) -> None:
        if isinstance(event, AttemptEnded) and not event.call.is_token_request:
            raise KeyboardInterrupt

    with FaultServer(default=ONE) as server, pytest.raises(KeyboardInterrupt):
        driver.run(server.url, get, hooks=[interrupting])


async def waiting(event: Event) -> None:
    del event


class Waiting:
    async def __call__(self, event: Event) -> None:
        del event


@pytest.mark.parametrize("kind", [Aura, AsyncAura])
@pytest.mark.parametrize("hooks", [print, [None], 5, ["print"], None], ids=repr)
def test_what_is_no_sequence_of_functions_is_refused(kind: type, hooks: Any) -> None:
    with pytest.raises(ConfigurationError, match=r"such as hooks=\[watch\]"):
        kind("id", "secret", hooks=hooks)


@pytest.mark.parametrize("kind", [Aura, AsyncAura])
@pytest.mark.parametrize("hook", [waiting, Waiting()], ids=["function", "object"])
def test_a_hook_that_would_have_to_be_awaited_is_refused(kind: type, hook: Any) -> None:
    with pytest.raises(ConfigurationError, match="called and not awaited"):
        kind("id", "secret", hooks=[hook])


# ------------------------------------------------------------------------------------------------ secrets


@both
def test_no_event_has_a_secret(driver: Driver, watch: Watch) -> None:
    leaky = {
        "Set-Cookie": "session=abcdef", "Location": f"/{TOKEN}",
        "X-Echo": f"Bearer {TOKEN} {SECRET} key-of-the-gateway", "WWW-Authenticate": "Bearer",
        "X-Long": "x" * 2_000, "Content-Type": "application/json",
    }  # fmt: skip
    with FaultServer(default=response(200, {"data": instance("ab12")}, leaky)) as server:
        server.token_script(token(TOKEN))
        driver.run(server.url, get, hooks=[watch], default_headers={"X-Gateway-Key": "key-of-the-gateway"})
    text = repr([[*event] for event in watch.events]) + "".join(repr(vars_of(event.call)) for event in watch.events)
    assert not [one for one in (TOKEN, SECRET, CLIENT_ID, "abcdef", "key-of-the-gateway", "password") if one in text]
    headers = watch.attempts()[0].headers
    assert headers["content-type"] == "application/json"
    assert headers["x-echo"].count("[hidden]") == 3
    assert len(headers["x-long"]) == 500
    assert not {"set-cookie", "location", "www-authenticate"} & headers.keys()


def vars_of(call: Call) -> dict[str, Any]:
    return {name: getattr(call, name) for name in Call.__slots__ if name != "__weakref__"}


def test_where_a_redirect_led_to_is_not_told(watch: Watch) -> None:
    with FaultServer(default=ONE) as server:
        server.script(response(307, None, {"Location": f"{server.url}/v1/instances/{TOKEN}"}))
        Driver("sync").run(server.url, get, hooks=[watch])
    assert TOKEN not in repr([[*event] for event in watch.events])


# ------------------------------------------------------------------------------------------------ cost


def test_a_client_without_hooks_imports_nothing_for_them() -> None:
    code = (
        "import sys; from aurakit import Aura; Aura('id', 'secret');"
        "print([one for one in sys.modules if one.endswith(('hooks', 'observing', 'observer')) and 'aurakit' in one])"
    )
    import subprocess

    done = subprocess.run([sys.executable, "-c", code], capture_output=True, encoding="utf-8", check=True)
    assert done.stdout.strip() == "[]"


def test_a_started_call_can_be_matched_by_its_fields() -> None:
    call = Call(operation="o", method="GET", route="/r", path="/p", url="u", version="v1")
    match CallStarted(call):
        case CallStarted(call=Call(operation=name)):
            assert name == "o"
    assert repr(call) == "<Call o: GET /p>"
