"""One line of the table of faults, how it is played through a real socket, and what was seen of it.

A creation is counted where it counts: on the server. The fault server takes a `POST /instances` for acted on unless it
responded 3xx or 4xx, so a response that was cut off or never sent counts; the sandbox knows how many it has.
"""

from __future__ import annotations

import asyncio
from collections import deque
from collections.abc import Callable, Iterable
from typing import TYPE_CHECKING, Any, NamedTuple

from aurakit.sandbox import Awkwardness, ManualClock, Sandbox
from faultserver import FaultServer, Received, response
from support.driving import Driver, QuickClock, Step
from support.samples import CREATED, INSTANCE
from support.searching import CLIENT_SECRET, DATABASE_PASSWORD, TOKENS

if TYPE_CHECKING:
    from faultserver.actions import Action

TOKEN_PATH = "/oauth/token"
NEW_INSTANCE = response(202, {"data": {**CREATED, "password": DATABASE_PASSWORD}})
ONE = response(200, {"data": INSTANCE})
READY = response(200, {"data": {**INSTANCE, "status": "Ready"}})


class Interrupted(BaseException):
    """Stands for what ends a program or a task from outside: KeyboardInterrupt, CancelledError."""


class Ending(NamedTuple):
    """The columns of the report."""

    ends: str
    """`survived`, or the type of the error."""
    request_id: bool
    """Whether the error has one."""
    tokens: int
    """Token requests that the server counted."""
    requests: int
    """Other requests that it counted."""
    posts: int
    """How many of those were POSTs."""
    creations: int
    """Instances created, as the server counts."""


class Seen(NamedTuple):
    """What was seen of one scenario, played once."""

    ending: Ending
    error: BaseException | None


Play = Callable[[Driver], Seen]


class Scenario(NamedTuple):
    """One line of the table."""

    name: str
    expectation: str
    ending: Ending
    play: Play
    kinds: tuple[str, ...] = ("sync", "async")
    """Of clients: most go through both."""


def survives(
    name: str, expectation: str, play: Play, *, tokens: int = 1, requests: int = 1, posts: int = 0, creations: int = 0
) -> Scenario:
    """A scenario whose calls come back with their result."""
    return Scenario(name, expectation, Ending("survived", False, tokens, requests, posts, creations), play)


def fails(
    name: str,
    expectation: str,
    error: type[BaseException],
    play: Play,
    *,
    request_id: bool = True,
    tokens: int = 1,
    requests: int = 1,
    posts: int = 0,
    creations: int = 0,
) -> Scenario:
    """A scenario whose last call ends with exactly this type of error."""
    ending = Ending(error.__name__, request_id, tokens, requests, posts, creations)
    return Scenario(name, expectation, ending, play)


def seen(error: BaseException | None, asked: Iterable[tuple[str, str]], creations: int) -> Seen:
    """asked: method and path of every request the server counted."""
    asked = list(asked)
    calls = [method for method, path in asked if path != TOKEN_PATH]
    outside = isinstance(error, KeyboardInterrupt | asyncio.CancelledError)
    ends = "survived" if error is None else Interrupted.__name__ if outside else type(error).__name__
    request_id = bool(getattr(error, "request_id", None))
    ending = Ending(ends, request_id, len(asked) - len(calls), len(calls), calls.count("POST"), creations)
    return Seen(ending, error)


def error_of(run: Callable[[], object]) -> BaseException | None:
    """What it ends with; None when it succeeds."""
    try:
        run()
    except (Exception, KeyboardInterrupt, asyncio.CancelledError) as error:  # noqa: BLE001  # any is looked at
        return error
    return None


# ------------------------------------------------------------------------------------------------ the fault server


class CountingServer:
    """A fault server with a script, which counts creations."""

    def __init__(self, actions: Iterable[Action], default: Action | None, tokens: Iterable[Action]) -> None:
        self.creations = 0
        self.server = FaultServer()
        self._script = deque(actions)
        self._default = default
        self.server.rule(self._rule)
        self.server.token_script(*tokens)

    def _rule(self, received: Received) -> Action:
        action = self._script.popleft() if self._script else self._default or good(received)
        begins = getattr(action, "content", b"")
        if (received.method, received.path) == ("POST", "/v1/instances") and begins[9:10] not in (b"3", b"4"):
            self.creations += 1
        return action

    def seen(self, error: BaseException | None) -> Seen:
        """What came of it."""
        return seen(error, [(received.method, received.path) for received in self.server.requests], self.creations)


def good(received: Received) -> Action:
    """What a well-behaved server responses."""
    if received.method == "POST":
        return NEW_INSTANCE if received.path == "/v1/instances" else READY
    return ONE


def on_server(
    *steps: Step, then: Iterable[Action] = (), always: Action | None = None, tokens: Iterable[Action] = TOKENS,
    **options: Any,
) -> Play:  # fmt: skip
    """Calls against the fault server.

    then: what its requests get, in order; after them `always`, or good responses. tokens: what token requests get.
    """

    def play(driver: Driver) -> Seen:
        counting, clock = CountingServer(then, always, tokens), QuickClock()
        arguments = {"client_secret": CLIENT_SECRET, "clock": clock, **options}
        with counting.server as server:
            began = clock.now()
            error = error_of(lambda: driver.run(server.url, *steps, **arguments))
            assert clock.now() - began <= len(steps) * arguments.get("timeout", 10.0) + 1.0, "a call took too long"
            return counting.seen(error)

    return play


# ------------------------------------------------------------------------------------------------ the sandbox


class Order(NamedTuple):
    """A step that is taken with the sandbox, not the client."""

    give: Callable[[Sandbox], object]


def in_sandbox(*steps: Step | Order, client: dict[str, Any] | None = None, **options: Any) -> Play:
    """Calls against a sandbox in a time of its own, as calm as can be. client: options of the client."""

    def play(driver: Driver) -> Seen:
        arguments: dict[str, Any] = {"awkwardness": Awkwardness.off(), "request_limit": None, **options}
        with Sandbox(clock=ManualClock(), **arguments) as sandbox:
            bound = [_bound(step, sandbox) if isinstance(step, Order) else step for step in steps]
            who = {"client_id": sandbox.client_id, "client_secret": sandbox.client_secret, "clock": sandbox.clock}
            error = error_of(lambda: driver.run(sandbox.base_url, *bound, **{**who, **(client or {})}))
            asked = [(request.method, request.path) for request in sandbox.requests]
            return seen(error, asked, sandbox.instances.created)

    return play


def _bound(order: Order, sandbox: Sandbox) -> Step:
    def step(aura: Any) -> None:
        order.give(sandbox)

    return step
