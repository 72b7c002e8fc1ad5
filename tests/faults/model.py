"""What must hold of every call, whatever went wrong: checked on what the server counted and on a simple model."""

from __future__ import annotations

import asyncio
from collections import Counter
from typing import TYPE_CHECKING, Any, Final

from aurakit import (
    AsyncAura,
    Aura,
    AuraError,
    InstanceMismatchError,
    OutcomeUnknownError,
    RateLimit,
    ResponseDecodeError,
    ServerError,
    WaitError,
)
from aurakit.sandbox import Awkwardness, ManualClock, Sandbox
from faults.front import Event, Front
from faults.unhurried import UnhurriedClock
from support.fakes import most_in_any

if TYPE_CHECKING:
    from aurakit.sandbox import Fault
    from support.driving import Step

TIMEOUT: Final = 30.0
LIMIT: Final = 10
PER: Final = 60.0
LONGEST_PAUSE: Final = 120.0
MARGIN: Final = 60.0  # seconds, or a tenth of the lifetime if that is less: a token is renewed that much ahead
REPEATABLE: Final = ("/v1/instances/sizing", "/v1/graph-analytics/sessions", "/v1/graph-analytics/sessions/sizing")


class World:
    """A sandbox behind a front, a client of one kind, and what is known of the instances."""

    def __init__(self, kind: str, *, limited: bool, retries: int, lifetime: float, awkward: bool) -> None:
        limit = LIMIT if limited else None
        self.clock = ManualClock()
        self.awkward = awkward
        calm = {} if awkward else {"awkwardness": Awkwardness.off()}
        self.sandbox = Sandbox(
            clock=self.clock,
            request_limit=limit,
            token_limit=None,
            token_lifetime=lifetime,
            **calm,  # type: ignore[arg-type]
        ).start()
        self.front = Front(self.sandbox).__enter__()
        clock = UnhurriedClock(self.clock)
        options: dict[str, Any] = {
            "client_id": self.sandbox.client_id, "client_secret": self.sandbox.client_secret, "clock": clock,
            "base_url": self.front.server.url, "random": lambda: 0.5, "timeout": TIMEOUT, "max_retries": retries,
            "rate_limit": RateLimit(LIMIT, per=PER) if limited else None,
        }  # fmt: skip
        self.limited = limited
        self.lifetime = lifetime
        self.runner = asyncio.Runner() if kind == "async" else None
        self.aura: Any = AsyncAura(**options) if self.runner is not None else Aura(**options)
        clock.watch(self.aura._transport, in_loop=self.runner is not None)
        self.calls = 0
        self.ended: Counter[str] = Counter()
        self.names: dict[str, set[str]] = {}
        """By id of an instance that nobody asked to delete: the names it may have."""
        self.begun: list[Any] = []
        """What operations returned, to be waited for."""
        self._faults: list[tuple[Fault, int]] = []

    def close(self) -> None:
        """End everything."""
        if self.runner is None:
            self.aura.close()
        else:
            self.runner.run(self.aura.aclose())
            self.runner.close()
        self.front.__exit__(None, None, None)
        self.sandbox.close()

    # ------------------------------------------------------------------------------------------------ around calls

    def order(self, times: int, kind: str, what: Any, *more: Any) -> None:
        """Order a fault."""
        if kind == "on the way":
            for _ in range(times):
                self.front.order(what, token=more[0] == "token")
        elif kind == "tokens expired":
            self.sandbox.tokens.expire(what)
        elif kind == "operation fails":
            self.sandbox.operations.fail(what, times=times)
        elif kind == "late":
            self._fail(times, delay=what)
        elif kind == "response lost":
            self._fail(times, status=what, method=more[0], lose_response=True)
        else:
            headers = {"Retry-After": more[0]} if more[0] is not None else None
            where = {"path": "/oauth/token"} if kind == "token refused" else {"method": more[1]}
            self._fail(times, status=what, headers=headers, **where)

    def _fail(self, times: int, **fault: Any) -> None:
        self._faults.append((self.sandbox.fail(times=times, **fault), times))

    def faults_taken(self) -> int:
        """How often a fault of the sandbox happened."""
        return sum(times - fault.remaining for fault, times in self._faults)

    def some_id(self, pick: int) -> str:
        """The id of an instance, or one that nobody has."""
        there = [instance.id for instance in self.sandbox.instances]
        return there[pick % len(there)] if there and pick else "00000000"

    def remember(self, found: Any) -> Any:
        """Keep what an operation returned, to be waited for."""
        if found is not None and not isinstance(found, AuraError):
            self.begun.append(found)
        return found

    # ------------------------------------------------------------------------------------------------ one call

    def call(self, step: Step, *, creates: int = 0, budget: float = TIMEOUT, several: bool = False) -> Any:
        """The result of a call, or its AuraError.

        creates: how many instances it may create. budget: its seconds. several: it is several calls at once.
        """
        begun, began, before = self.front.settled(), self.clock.now(), self.sandbox.instances.created
        self.calls += 1
        self.front.since, self.front.several = began, several
        try:
            result = self.run(step)
        except AuraError as error:
            result = error
        took = self.clock.now() - began
        self.front.settled()
        events = self.front.events[begun:]
        self.ended[type(result).__name__ if isinstance(result, AuraError) else "survived"] += 1
        created = self.sandbox.instances.created - before
        assert created <= creates, f"{created} creations"
        if isinstance(result, AuraError):
            assert created == 0 or leaves_it_open(result), f"created although {result!r}"
            _check_request_id(result, events)
        _check_once(events, max(creates, 1))
        self._check_time(took, events, budget)
        return result

    def run(self, step: Step) -> Any:
        """What a step comes to, without any check."""
        if self.runner is None:
            return step(self.aura)

        async def run() -> Any:
            return await step(self.aura)

        return self.runner.run(run())

    def _check_time(self, took: float, events: list[Event], budget: float) -> None:
        """The call ended within its time: outside of the queue, and but for the responses nobody can cut short here."""
        late = sum(event.took for event in events)
        queue = (len(events) + 1) * (PER + LONGEST_PAUSE) if self.limited else 0.0
        assert took <= budget + late + queue + 1e-6, f"{took} s, {budget} s allowed, {late} s of the server's"

    # ------------------------------------------------------------------------------------------------ always

    def check(self) -> None:
        """What holds at any time."""
        assert self.front.elsewhere.connections == 0, "a request left its origin"
        asked = self.front.events
        strays = [event.path for event in asked if not (event.is_token_request or event.path.startswith("/v1/"))]
        assert not strays, f"{strays} are not of the pinned version"
        most = most_in_any([event.at for event in asked if not event.is_token_request], PER)
        assert not self.limited or most <= LIMIT, f"{most} requests in a window of {LIMIT}"
        self._check_tokens(asked)

    def _check_tokens(self, asked: list[Event]) -> None:
        """A token is asked for only when there is none, or it is about to expire, or was refused."""
        token, renew_at, refused = "", 0.0, True
        for event in asked:
            if not event.is_token_request:
                refused = refused or (event.token == token and event.status in {401, 403})
                continue
            # Another call's time may be over at once, so that nobody waits for the request it made.
            given_up = event.several and event.at - event.since > TIMEOUT
            told = [(one.method, one.path, one.since, one.at, one.took, one.status, one.token[:6]) for one in asked]
            assert refused or given_up or event.at >= renew_at, f"a token request too many at {event.at}: {told}"
            good = event.status == 200 and event.sound and bool(event.token)
            token, refused = event.token if good else "", not good
            renew_at = event.since + self.lifetime - min(MARGIN, self.lifetime / 10)


def leaves_it_open(error: AuraError) -> bool:
    """Whether an error says that the request may have been, or was, acted on."""
    unknown = isinstance(error, ServerError) and error.outcome_unknown
    return unknown or isinstance(error, OutcomeUnknownError | ResponseDecodeError)


def _check_once(events: list[Event], times: int) -> None:
    """What must not be repeated was not sent again once it may have been acted on. times: so many calls did it."""
    acted: Counter[str] = Counter()
    for event in events:
        if event.method in {"POST", "PATCH"} and event.path.startswith("/v1/") and event.path not in REPEATABLE:
            what = f"{event.method} {event.path}"
            assert acted[what] < times, f"{what} was sent again"
            acted[what] += event.acted_on


def _check_request_id(error: AuraError, events: list[Event]) -> None:
    """The error has a request id if a response to the call that failed had one."""
    if error.path == "/oauth/token" or isinstance(error, InstanceMismatchError):
        return  # about the token, whose endpoint gives none; about nothing that failed
    calls = [event for event in events if not event.is_token_request]
    if isinstance(error, OutcomeUnknownError):  # about the request that may have been acted on, not a look after it
        calls = [event for event in calls if event.method == error.method]
    mine = calls if isinstance(error, WaitError) else calls[len(calls) - len(error.attempts) :]
    assert error.request_id or not any(event.has_id for event in mine), f"no request id in {error!r}"
