"""Many threads and tasks whose token is refused at the same moment, over real sockets: the server counts tokens.

Which call is first differs from round to round. With AURAKIT_ALL_REFUSALS set there are hundreds of rounds.
"""

from __future__ import annotations

import asyncio
import os
import threading
from concurrent.futures import ThreadPoolExecutor
from typing import TYPE_CHECKING, Any

import pytest

from aurakit import APIError, AsyncAura, Aura
from faultserver import FaultServer, response
from support.driving import options_for

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from faultserver import Received
    from faultserver.actions import Action

ROUNDS = 200 if os.environ.get("AURAKIT_ALL_REFUSALS") else 2
AT_ONCE = 20
EACH = 3  # calls that each thread or task makes, one after the other
LIST = response(200, {"data": []})
BOTH = pytest.mark.parametrize("status", [401, 403])


class Gate:
    """Accepts some tokens."""

    def __init__(self, server: FaultServer, status: int) -> None:
        self.server = server
        self.refusal = response(status, {"error": "refused"})
        self.revoked = 0  # tokens from the server's n-th request and before it
        self.accepts_new = True
        self._counted = 0
        server.rule(self)

    def __call__(self, received: Received) -> Action | None:
        number = int(received.headers["authorization"].removeprefix("Bearer token-"))
        return None if self.accepts_new and number > self.revoked else self.refusal

    def revoke(self) -> None:
        """Refuse every token that was issued so far."""
        self.revoked = len(self.server.requests)

    def new_tokens(self) -> int:
        """Token requests since this was asked last."""
        before, self._counted = self._counted, self.server.token_requests
        return self._counted - before


def status_of(call: Callable[[], Any]) -> int:
    try:
        call()
    except APIError as error:
        return error.status_code or 0
    return 200


def in_threads(aura: Aura) -> set[int]:
    """How the calls end."""
    together = threading.Barrier(AT_ONCE)

    def one(_: int) -> set[int]:
        together.wait(10)
        return {status_of(aura.instances.list) for _ in range(EACH)}

    with ThreadPoolExecutor(AT_ONCE) as pool:
        return set().union(*pool.map(one, range(AT_ONCE)))


async def in_tasks(aura: AsyncAura) -> set[int]:
    async def one() -> set[int]:
        found = set()
        for _ in range(EACH):
            try:
                await aura.instances.list()
                found.add(200)
            except APIError as error:
                found.add(error.status_code or 0)
        return found

    return set().union(*await asyncio.gather(*(one() for _ in range(AT_ONCE))))


class Callers:
    """Both clients, with the same credentials."""

    def __init__(self, kind: str, **options: Any) -> None:
        self.sync = Aura(**options)
        self.asynchronous = AsyncAura(**options)
        self._run: dict[str, Callable[[], set[int]]] = {
            "threads": self._threads, "tasks": self._tasks, "threads and tasks": self._all,
        }  # fmt: skip
        self.call = self._run[kind]

    def _threads(self) -> set[int]:
        return in_threads(self.sync)

    def _tasks(self) -> set[int]:
        return asyncio.run(in_tasks(self.asynchronous))

    def _all(self) -> set[int]:
        with ThreadPoolExecutor(2) as pool:
            return set().union(*pool.map(lambda call: call(), [self._threads, self._tasks]))

    def close(self) -> None:
        self.sync.close()
        asyncio.run(self.asynchronous.aclose())


@pytest.fixture(params=["threads", "tasks", "threads and tasks"])
def kind(request: pytest.FixtureRequest) -> str:
    found: str = request.param
    return found


def rounds(kind: str, server: FaultServer) -> Iterator[Callers]:
    """Callers with other credentials each round, so with no token."""
    for number in range(ROUNDS):
        callers = Callers(kind, **options_for(server.url, clock=None, client_id=f"client-{number}"))
        yield callers
        callers.close()


@BOTH
def test_calls_that_are_refused_at_once_cost_two_token_requests_if_every_token_is_refused(
    kind: str, status: int
) -> None:
    with FaultServer(default=LIST) as server:
        gate = Gate(server, status)
        gate.accepts_new = False
        for callers in rounds(kind, server):
            assert callers.call() == {status}
            assert gate.new_tokens() == 2


@BOTH
def test_calls_that_are_refused_at_once_cost_one_token_request_more_and_all_succeed(kind: str, status: int) -> None:
    """The token of the one before was accepted, however long ago."""
    with FaultServer(default=LIST) as server:
        gate = Gate(server, status)
        for callers in rounds(kind, server):
            assert callers.call() == {200}
            for _ in range(2):
                gate.revoke()
                assert callers.call() == {200}
            assert gate.new_tokens() == 3
