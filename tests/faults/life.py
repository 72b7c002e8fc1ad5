"""Scenarios around calls: interruption, fork, pickling, secrets, arguments, the client's end, waiting."""

from __future__ import annotations

import asyncio
import copy
import pickle
import subprocess
import sys
import textwrap
import threading
from contextlib import suppress
from typing import TYPE_CHECKING, Any

import aurakit
from aurakit import (
    APIError,
    AsyncAura,
    Aura,
    BadRequestError,
    ClientClosedError,
    InvalidArgumentError,
    OutcomeUnknownError,
    ServerError,
    WaitFailedError,
    WaitTimeoutError,
)
from aurakit.sandbox import Durations
from client.test_lifecycle import control_c
from faults.calls import after, create, create_in_project, get, pause
from faults.play import (
    NEW_INSTANCE,
    CountingServer,
    Interrupted,
    Order,
    Play,
    Seen,
    error_of,
    fails,
    in_sandbox,
    on_server,
    survives,
)
from faultserver import Hold, Truncate, response
from support.children import environment
from support.driving import options_for
from support.samples import INSTANCE, NEW, api_error
from support.searching import CLIENT_SECRET, DATABASE_PASSWORD, TOKEN, TOKENS

if TYPE_CHECKING:
    from support.driving import Driver, Step


def interrupted(call: Step, *, token: bool = False) -> Play:
    """A call that is interrupted, by Ctrl-C or a cancellation, when its request has arrived; then one that is not.

    token: while the token is asked for.
    """

    def play(driver: Driver) -> Seen:
        hold = Hold(TOKENS[0] if token else NEW_INSTANCE)
        counting = CountingServer(() if token else (hold,), None, (hold, TOKENS[1]) if token else TOKENS)
        with counting.server as server:
            arguments = options_for(server.url, client_secret=CLIENT_SECRET)
            run = _control_c if driver.kind == "sync" else _cancel
            return counting.seen(error_of(lambda: run(arguments, call, hold)))

    return play


def _control_c(arguments: dict[str, Any], call: Step, hold: Hold) -> None:
    def press() -> None:
        hold.arrived.wait(5)
        control_c()
        hold.release.set()

    thread = threading.Thread(target=press)
    with Aura(**arguments) as aura:
        thread.start()
        try:
            call(aura)
        finally:
            thread.join(5)
            aura.instances.get("ab12")


def _cancel(arguments: dict[str, Any], call: Step, hold: Hold) -> None:
    async def scenario() -> None:
        async with AsyncAura(**arguments) as aura:
            task = asyncio.ensure_future(call(aura))
            while not hold.arrived.is_set():
                await asyncio.sleep(0.001)
            task.cancel()
            with suppress(asyncio.CancelledError):
                await task
            hold.release.set()
            await aura.instances.get("ab12")
            if task.cancelled():
                raise asyncio.CancelledError

    asyncio.run(scenario())


CANCELLATION = (
    fails("interrupted during a create", "not sent again; the next call works", Interrupted,
          interrupted(create), request_id=False, requests=2, posts=1, creations=1),
    fails("interrupted during a GET", "no other call gets its late response", Interrupted,
          interrupted(get), request_id=False, requests=2),
    fails("Ctrl-C during the token request", "the create is never sent; the next call requests a token", Interrupted,
          interrupted(create, token=True), request_id=False, tokens=2)._replace(kinds=("sync",)),
    fails("cancelled during the token request", "the create is never sent; the next call uses the token",
          Interrupted, interrupted(create, token=True), request_id=False)._replace(kinds=("async",)),
)  # fmt: skip

FORK = {
    "sync": """
        from aurakit import Aura

        aura = Aura("client-id", "client-secret", base_url=sys.argv[1], timeout=10.0)
        call = lambda: aura.instances.get("ab12").id
    """,
    "async": """
        import asyncio
        from aurakit import AsyncAura

        aura = AsyncAura("client-id", "client-secret", base_url=sys.argv[1], timeout=10.0)
        call = lambda: asyncio.run(one()).id

        async def one():
            return await aura.instances.get("ab12")
    """,
}
IN_BOTH = """
    assert call() == "ab12"
    child = os.fork()
    if child == 0:
        os._exit(0 if call() == "ab12" else 1)
    assert os.waitpid(child, 0)[1] == 0
    assert call() == "ab12"
"""
FORKS = "a fork between calls"
ODD = {**INSTANCE, "status": "levitating", "cloud_provider": "moon", "storage": None, "mood": [1]}


def forked(driver: Driver) -> Seen:
    """A call before a fork, one in the child, one in the parent after it: no connection is used by both."""
    script = "import os, sys\n" + textwrap.dedent(FORK[driver.kind]) + textwrap.dedent(IN_BOTH)
    counting = CountingServer((), None, ())
    with counting.server as server:
        subprocess.run([sys.executable, "-c", script, server.url], check=True, timeout=30, env=environment())
        parent, child, *_ = (received.connection for received in server.calls())
        assert parent != child
    return counting.seen(None)


def twin(aura: Any, result: Any) -> Any:
    """A result that went through pickle and copy is the same; then a call with it."""
    for protocol in range(2, pickle.HIGHEST_PROTOCOL + 1):
        again = pickle.loads(pickle.dumps(result, protocol))
        assert again == result and again.to_dict() == result.to_dict() and again.status == result.status
    assert copy.deepcopy(result) == result
    return aura.instances.get(result.id)


PROCESSES = (
    survives(FORKS, "child and parent continue, each with its own connections", forked, requests=3),
    survives("a result is pickled", "equal afterwards, including unknown values and fields",
             on_server(after(get, twin), then=[response(200, {"data": ODD})]), requests=2),
    fails("an error is pickled", "the same text and attributes, as for all errors of this table",
          ServerError, on_server(pause, then=[response(500)]), posts=1),
)  # fmt: skip

ECHO = f"you sent {CLIENT_SECRET} and Bearer {TOKEN}"
SECRETS = (
    fails("the server echoes secret and token", "not shown", BadRequestError,
          on_server(create, then=[api_error(400, ECHO, ECHO)]), posts=1),
    fails("a page echoes the token in its title", "not shown", ServerError,
          on_server(pause, then=[response(502, f"<html><title>{TOKEN}</title></html>".encode())]), posts=1),
    fails("the request id is the token", "masked, but there is still an id", ServerError,
          on_server(pause, then=[response(500, request_id=TOKEN)]), posts=1),
    fails("a redirect's address has the token", "not shown", APIError,
          on_server(get, then=[response(308, headers={"Location": f"https://elsewhere.example/?t={TOKEN}"})])),
    fails("the token endpoint echoes the secret", "not shown", aurakit.AuthenticationError,
          on_server(get, tokens=[response(401, {"error": "denied", "error_description": ECHO})]), requests=0),
    fails("a response with a password is cut off", "not shown", OutcomeUnknownError,
          on_server(create, then=[Truncate(response(202, {"data": {"password": DATABASE_PASSWORD}}))]),
          posts=1, creations=1),
    fails("a response with a password cannot be read", "not shown", aurakit.ResponseDecodeError,
          on_server(create, then=[response(202, {"data": {"password": DATABASE_PASSWORD, "id": 7}})]),
          posts=1, creations=1),
)  # fmt: skip


def invalid(name: str, call: Any) -> Any:
    """A call that cannot be sent."""
    return fails(name, "refused before anything is sent", InvalidArgumentError, on_server(call), request_id=False,
                 tokens=0, requests=0)  # fmt: skip


def end(aura: Any) -> Any:
    """Close the client."""
    return aura.close() if isinstance(aura, Aura) else aura.aclose()


ARGUMENTS = (
    invalid("an id that is `..`", lambda aura: aura.instances.delete("..")),
    invalid("an empty id", lambda aura: aura.instances.delete("")),
    invalid("an id of 70,000 letters", lambda aura: aura.instances.get("x" * 70_000)),
    invalid("text that is not valid Unicode", lambda aura: aura.instances.create(**{**NEW, "name": "\ud800"})),
    invalid("NaN in place of a number", lambda aura: aura.instances.estimate_size(
        node_count=float("nan"), relationship_count=1)),
    fails("an unknown argument", "a `TypeError`, as for any Python function", TypeError,
          on_server(lambda aura: aura.instances.get("ab12", colour="red")), request_id=False, tokens=0, requests=0),
    fails("a call after `close`", "the error says so", ClientClosedError, on_server(end, create),
          request_id=False, tokens=0, requests=0),
)  # fmt: skip


def wait_for_it(*orders: Order, within: float = 900.0) -> Play:
    """Create an instance that takes 25 s, and wait for it while something happens."""
    waited = after(create_in_project, lambda aura, created: aura.wait(created, timeout=within))
    return in_sandbox(*orders, waited, durations=Durations(create=(25.0, 25.0)))


def reading(**fault: Any) -> Order:
    """A fault for reading an instance."""
    return Order(lambda sandbox: sandbox.fail(method="GET", path="/instances/{id}", **fault))


WAITING = (
    survives("a wait whose polls get no response", "each poll is retried",
             wait_for_it(reading(lose_response=True, times=2)), requests=9, posts=1, creations=1),
    survives("a token expires during a wait", "new token, and the wait continues",
             wait_for_it(reading(status=401)), tokens=2, requests=8, posts=1, creations=1),
    survives("404 right after a create", "not found yet: the wait continues", wait_for_it(reading(status=404, times=2)),
             requests=7, posts=1, creations=1),
    fails("the operation fails", "raised at the first poll that shows it", WaitFailedError,
          wait_for_it(Order(lambda sandbox: sandbox.operations.fail("create"))), requests=7, posts=1, creations=1),
    fails("the wait times out", "the operation continues, and can be waited for again", WaitTimeoutError,
          wait_for_it(within=10.0), requests=6, posts=1, creations=1),
    fails("polls always refused", "the API's error", aurakit.ForbiddenError,
          wait_for_it(reading(status=403, times=99)), tokens=2, requests=3, posts=1, creations=1),
)  # fmt: skip
