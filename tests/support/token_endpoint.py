"""A token endpoint, and calls that need its token, in threads and in tasks."""

from __future__ import annotations

import asyncio
import json
import threading
from functools import partial
from typing import TYPE_CHECKING, Any

import anyio

from aurakit import stores
from aurakit._auth.credentials import Credentials
from aurakit._auth.provider import TokenProvider
from aurakit._calls.call import CallSettings
from aurakit._calls.deadline import Deadline
from aurakit._calls.messages import Failure, Response
from aurakit._calls.retry import RetryPolicy
from aurakit._calls.steps import IO, AsyncIO, run, run_async
from aurakit._errors.secret import Secret
from aurakit.clock import Clock
from aurakit.errors import AuraError
from support.fakes import failure, response

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from aurakit._auth.tokens import Token
    from aurakit._calls.steps import Send

TOKEN_URL = "https://api.test/oauth/token"
CREDENTIALS = Credentials("client-id", Secret("secret-value"), "the arguments client_id and client_secret")
REFUSED = response(401, b'{"error": "invalid_client"}')
SOON = 10.0  # real seconds that nothing here takes


def granted(value: str, expires_in: float = 3600) -> Response:
    """A good response."""
    return response(200, json.dumps({"access_token": value, "expires_in": expires_in}).encode())


class Endpoint:
    """A token endpoint as a transport: gives `token-1`, `token-2`, … or what was set, at once or when let go."""

    def __init__(self, expires_in: float = 3600) -> None:
        self.expires_in = expires_in
        self.requests = 0
        self.timeouts: list[float] = []
        self.next: list[Response | Failure | BaseException | Callable[[], Any]] = []
        """What comes next; a function is called, and None from it leaves the request to what comes after it."""
        self.arrived = threading.Event()
        self.open = threading.Event()
        self.open.set()

    def send(self, step: Send) -> Response | Failure:
        self.arrived.set()
        if not self.open.wait(min(SOON, step.timeout)):
            return self._timed_out(step)
        return self._respond(step)

    async def send_async(self, step: Send) -> Response | Failure:
        self.arrived.set()
        with anyio.move_on_after(min(SOON, step.timeout)):
            while not self.open.is_set():  # threads set it
                await anyio.sleep(0.002)
            return self._respond(step)
        return self._timed_out(step)

    def _timed_out(self, step: Send) -> Failure:
        self.requests += 1
        self.timeouts.append(step.timeout)
        return failure("timeout")

    def _respond(self, step: Send) -> Response | Failure:
        self.requests += 1
        self.timeouts.append(step.timeout)
        number = self.requests
        while self.next:
            result = self.next.pop(0)
            if callable(result):
                result = result()
            if isinstance(result, BaseException):
                raise result
            if isinstance(result, (Response, Failure)):
                return result
        return granted(f"token-{number}", self.expires_in)


class _Async:
    """The endpoint for tasks."""

    def __init__(self, endpoint: Endpoint) -> None:
        self.send = endpoint.send_async


class MemoryStore(stores.MemoryStore):
    """One that notes what is asked of it."""

    def __init__(self) -> None:
        super().__init__()
        self.tokens = self._tokens
        self.used: list[str] = []

    def load(self, key: str, timeout: float) -> Token | None:
        self.used.append("load")
        return super().load(key, timeout)

    def save(self, key: str, token: Token, timeout: float) -> None:
        self.used.append("save")
        super().save(key, token, timeout)

    def discard(self, key: str, token: Token, timeout: float) -> None:
        self.used.append("discard")
        super().discard(key, token, timeout)


def provider(clock: Clock | None = None, store: Any = None) -> TokenProvider:
    """A token provider of no client's."""
    return TokenProvider(token_url=TOKEN_URL, credentials=CREDENTIALS, clock=clock or Clock(), store=store)


class Caller:
    """What a client's calls do with a provider, as threads and as tasks do it."""

    def __init__(
        self,
        tokens: TokenProvider,
        endpoint: Endpoint,
        clock: Clock | None = None,
        *,
        seconds: float = 60.0,
        in_loop: bool = False,
        retries: int = 0,
        headers: tuple[tuple[bytes, bytes], ...] = (),
    ) -> None:
        """headers: made once for a client; calls with the same tuple are of the same client."""
        self.tokens = tokens
        self.clock = clock or Clock()
        self.seconds = seconds
        self._in_loop = in_loop
        self._settings = CallSettings(RetryPolicy(retries), self.clock, lambda: 0.5, None, tokens, headers)
        self._io = IO(endpoint, self.clock)
        self._async_io = AsyncIO(_Async(endpoint), self.clock)

    def get(self) -> str:
        """The token that a call would send."""
        if self._in_loop:
            return asyncio.run(self.get_async())
        token = self.tokens.current()
        if token is None:
            token = run(self.tokens.obtain(self._settings, self._deadline()), self._io)
        return revealed(token)

    async def get_async(self) -> str:
        token = self.tokens.current()
        if token is None:
            token = await run_async(self.tokens.obtain(self._settings, self._deadline()), self._async_io)
        return revealed(token)

    def replace(self, refused: str, status: int) -> str | None:
        """The token in place of the refused one, if there is one."""
        if self._in_loop:
            return asyncio.run(self.replace_async(refused, status))
        steps = self.tokens.replace(Secret(refused), status, self._settings, self._deadline())
        token = run(steps, self._io)
        return None if token is None else revealed(token)

    async def replace_async(self, refused: str, status: int) -> str | None:
        steps = self.tokens.replace(Secret(refused), status, self._settings, self._deadline())
        token = await run_async(steps, self._async_io)
        return None if token is None else revealed(token)

    def refused_again(self, token: str, status: int) -> None:
        """The second token in a row was refused."""
        run(self.tokens.refused_again(Secret(token), status), self._io)

    def accepted(self, token: str) -> None:
        """A call with the token got a response."""
        run(self.tokens.accepted(Secret(token)), self._io)

    def _deadline(self) -> Deadline:
        return Deadline(self.clock, self.seconds)


def revealed(token: Secret) -> str:
    return token.reveal()


def all_in_threads(*calls: Callable[[], Any]) -> list[Any]:
    """What the calls give, each in a thread of its own, all at the same moment; an exception where one was raised."""
    together = threading.Barrier(len(calls))
    results: list[Any] = []

    def make(call: Callable[[], Any]) -> None:
        together.wait(SOON)
        try:
            results.append(call())
        except AuraError as error:
            results.append(error)

    join(started([partial(make, call) for call in calls]))
    assert len(results) == len(calls)
    return results


def started(actions: Sequence[Callable[[], object]]) -> list[threading.Thread]:
    """A thread for each."""
    threads = [threading.Thread(target=action) for action in actions]
    for thread in threads:
        thread.start()
    return threads


def join(threads: Sequence[threading.Thread]) -> None:
    for thread in threads:
        thread.join(SOON)
        assert not thread.is_alive()
