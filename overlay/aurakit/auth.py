"""The token of a client: asked for once however many calls need it, renewed ahead of its end, replaced when refused.

How a token request is sent is the business of the callables handed in; how it goes is said in `token_request`, what is
known of the token in `token_state`. Here calls join in: one makes the request, the others wait for it (`flight`). Both
shells drive the same generators. OAuth 2.0 client credentials: https://neo4j.com/docs/aura/api/authentication/
"""

from __future__ import annotations

import os
import weakref
from typing import TYPE_CHECKING, Any, NamedTuple

from .errors import RateLimitError, RequestTimeoutError
from .flight import GRACE, LOOK_AGAIN, Flight
from .token_answer import METHOD, PATH
from .token_request import Parties, SharedTokens, Sleep, TokenRequest, Use
from .token_state import FORBIDDEN, Refused, TokenState

if TYPE_CHECKING:
    from collections.abc import Awaitable, Callable, Generator

    from .clock import Clock
    from .credentials import Credentials
    from .deadline import Deadline
    from .flow import Outcome
    from .token_request import Step
    from .tokens import Token, TokenStore

    Course = Generator["_Lead | _Wait", None, Token | Exception]


class _Lead(NamedTuple):
    """Make the token request, by carrying out `steps`: for the others too."""

    flight: Flight
    steps: Generator[Step, Any, None]


class _Wait(NamedTuple):
    """Wait for the token request that somebody else makes."""

    flight: Flight
    seconds: float


class TokenSource:
    """The token of one client id at one base URL, for any number of threads, tasks and event loops."""

    fetch: Callable[[Deadline], Outcome]
    """Makes one token request with its retries. To be set before the first call of a sync client."""
    fetch_async: Callable[[Deadline], Awaitable[Outcome]]
    """The same for an async client."""

    def __init__(
        self, *, base_url: str, credentials: Credentials, clock: Clock, store: TokenStore | None = None
    ) -> None:
        self._credentials = credentials
        self._clock = clock
        self._shared = None if store is None else SharedTokens(store, base_url, credentials.client_id)
        self._state = TokenState(clock)
        _sources.add(self)

    def __repr__(self) -> str:
        return f"<TokenSource, client id {self._credentials.shown_id}>"

    def get(self, deadline: Deadline) -> str:
        """The token to send. Raises AuraError if there is none to be had before `deadline`."""
        token: Token | Exception | None = self._state.fresh()
        return _value(self._obtain(deadline, None) if token is None else token)

    async def get_async(self, deadline: Deadline) -> str:
        """The token to send. Raises AuraError if there is none to be had before `deadline`."""
        token: Token | Exception | None = self._state.fresh()
        return _value(await self._obtain_async(deadline, None) if token is None else token)

    def refresh(self, refused: str, status: int, deadline: Deadline) -> bool:
        """Whether there is another token than `refused`, which the API answered with `status`, 401 or 403. Asks for one
        if need be. Raises AuraError if that fails."""
        why = Refused(refused, status)
        del refused  # no frame in the traceback of an error may hold a token
        decided = self._state.refreshed(why)
        return _another(self._obtain(deadline, why), why) if decided is None else decided

    async def refresh_async(self, refused: str, status: int, deadline: Deadline) -> bool:
        """Whether there is another token than `refused`; see `refresh`."""
        why = Refused(refused, status)
        del refused
        decided = self._state.refreshed(why)
        return _another(await self._obtain_async(deadline, why), why) if decided is None else decided

    def permission_denied(self, token: str) -> None:
        """The API answered 403 to `token`, as it did to the one before: it is about permission, not about tokens."""
        self._state.permission_denied(token)

    def after_fork(self) -> None:
        """In a forked child: the threads and tasks of its parent are not there."""
        self._state.after_fork()

    def _obtain(self, deadline: Deadline, why: Refused | None) -> Token | Exception:
        course = self._course(deadline, why)
        try:
            while True:
                try:
                    step = next(course)
                except StopIteration as end:
                    return _returned(end)
                if isinstance(step, _Lead):
                    self._lead(step.steps)
                else:
                    step.flight.wait(step.seconds)
        finally:
            course.close()

    async def _obtain_async(self, deadline: Deadline, why: Refused | None) -> Token | Exception:
        course = self._course(deadline, why)
        try:
            while True:
                try:
                    step = next(course)
                except StopIteration as end:
                    return _returned(end)
                if isinstance(step, _Lead):
                    step.flight.start(self._lead_async, step.steps)
                else:
                    await step.flight.wait_async(step.seconds)
        finally:
            course.close()

    def _lead(self, steps: Generator[Step, Any, None]) -> None:
        value: Any = None
        try:
            while True:
                try:
                    step = steps.send(value)
                except StopIteration:
                    return
                value = None
                if isinstance(step, Use):
                    value = step.action()
                elif isinstance(step, Sleep):
                    self._clock.sleep(step.seconds)
                else:
                    try:
                        value = self.fetch(step.deadline)
                    except Exception as error:  # noqa: BLE001 - every call that waits gets it
                        value = error
        finally:
            steps.close()

    async def _lead_async(self, steps: Generator[Step, Any, None]) -> None:
        from anyio import to_thread

        value: Any = None
        try:
            while True:
                try:
                    step = steps.send(value)
                except StopIteration:
                    return
                value = None
                if isinstance(step, Use):
                    value = await to_thread.run_sync(step.action)
                elif isinstance(step, Sleep):
                    await self._clock.sleep_async(step.seconds)
                else:
                    try:
                        value = await self.fetch_async(step.deadline)
                    except Exception as error:  # noqa: BLE001 - every call that waits gets it
                        value = error
        finally:
            steps.close()

    def _course(self, deadline: Deadline, why: Refused | None) -> Course:
        """One call's way to a token: it makes the request, or waits for who does."""
        state, clock = self._state, self._clock
        while True:
            mine: Flight | None = None
            try:
                with state.lock:
                    token = state.usable(why)
                    if token is not None:
                        return token
                    flight = state.flight
                    if flight is None or not flight.alive(clock.now()):
                        flight = mine = state.flight = Flight(clock.now() + deadline.remaining())
                if mine is not None:
                    yield _Lead(mine, self._request(mine, deadline, why))
            finally:
                if mine is not None and not mine.started:
                    mine.finish(None)
            while flight.alive(clock.now()) and deadline.remaining() > 0.0:
                yield _Wait(flight, min(deadline.remaining(), LOOK_AGAIN))
            result = flight.outcome()
            if result is not None and self._is_for(result, flight, flight is mine, deadline, why):
                return result
            if deadline.remaining() <= 0.0:
                return _out_of_time()

    def _is_for(
        self, result: Token | Exception, flight: Flight, mine: bool, deadline: Deadline, why: Refused | None
    ) -> bool:
        """Whether what a flight came to settles this call too; else it makes a request of its own."""
        if isinstance(result, Exception):
            # Whoever made the request may have had less time than this call.
            ends = self._clock.now() + deadline.remaining()
            return not flight.out_of_time or ends <= flight.ends + GRACE
        return mine or why is None or result.value != why.value

    def _request(self, flight: Flight, deadline: Deadline, why: Refused | None) -> Generator[Step, Any, None]:
        parties = Parties(self._state, self._clock, self._credentials, self._shared)
        return TokenRequest(flight, deadline, why, parties).steps()


def _value(result: Token | Exception) -> str:
    if isinstance(result, Exception):
        raise result
    return result.value


def _another(result: Token | Exception, why: Refused) -> bool:
    """Whether what came of a refresh is another token."""
    if isinstance(result, RateLimitError) and why.status == FORBIDDEN:
        return False  # the 403 says more to the caller than that it could not be made sure of
    if isinstance(result, Exception):
        raise result
    return result.value != why.value


def _returned(end: StopIteration) -> Token | Exception:
    result: Token | Exception = end.value
    return result


def _out_of_time() -> RequestTimeoutError:
    return RequestTimeoutError(
        "The time given by `timeout` is over: try again, or give more with `timeout=`. It ended while another call was "
        "asking for a token, which this one waited for.",
        method=METHOD,
        path=PATH,
    )


_sources: weakref.WeakSet[TokenSource] = weakref.WeakSet()


def _after_fork() -> None:
    for source in list(_sources):
        source.after_fork()


if hasattr(os, "register_at_fork"):  # not on Windows, which cannot fork
    os.register_at_fork(after_in_child=_after_fork)
