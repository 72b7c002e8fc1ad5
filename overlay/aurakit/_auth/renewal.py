"""The steps of one token request: read the store, wait for other processes, ask the endpoint, save the token. Pure."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Final, NamedTuple

from .._calls.call import LONGEST_PAUSE_WAITED_FOR
from .._calls.deadline import Deadline
from .._calls.messages import UNAUTHORIZED
from .._calls.steps import Pause
from .._calls.wakers import Waker, in_thread
from ..errors import RequestTimeoutError
from .oauth import token_of, token_steps
from .shared_tokens import AFTERWARDS, CLAIM
from .tokens import Token

if TYPE_CHECKING:
    from collections.abc import Generator

    from .._calls.call import CallSettings
    from .._calls.steps import Step
    from .._errors.secret import Secret
    from ..clock import Clock
    from .cache import Refused, TokenCache
    from .credentials import Credentials
    from .shared_tokens import SharedTokens
    from .single_flight import Flight
    from .store_protocol import Claim

# Seconds that an early renewal may take from its call, which could continue without it.
RENEWAL: Final = 10.0
# Seconds for which to wait for other processes that request a token in turn, and seconds between polls of the store.
OTHER_PROCESS: Final = 2.5 * CLAIM
STORE_POLL_INTERVAL: Final = 0.05
# The interval grows up to this: hundreds of processes may wait for the same token.
LONGEST_POLL_INTERVAL: Final = 0.5


class Parties(NamedTuple):
    """What all token requests of a client id have in common."""

    cache: TokenCache
    clock: Clock
    credentials: Credentials
    token_url: str
    shared: SharedTokens | None


class TokenRequest:
    """One token request."""

    __slots__ = (
        "_cache", "_claim", "_clock", "_credentials", "_deadline", "_flight", "_settings", "_shared", "_token_url",
        "_why",
    )  # fmt: skip

    def __init__(
        self, flight: Flight, deadline: Deadline, why: Refused | None, parties: Parties, settings: CallSettings
    ) -> None:
        """flight: receives the result. why: the refused token that is to be replaced, if any. settings: those of the
        call."""
        self._flight = flight
        self._deadline = deadline
        self._why = why
        self._settings = settings
        self._claim: Claim | None = None  # the right to request a token, while this request has it
        self._cache, self._clock, self._credentials, self._token_url, self._shared = parties

    def steps(self) -> Generator[Step, Any, None]:
        """The steps that end the flight."""
        result: Token | Exception | None = None
        shared = self._shared
        try:
            if shared is not None:
                result = yield from self._share(shared)
            if result is None and not self._denied():
                result = yield from self._ask()
                if shared is not None:
                    yield from self._keep(shared, result)
        except Exception as error:  # noqa: BLE001  # every call that waits gets it
            result = error
        finally:
            self._end(result)

    def _end(self, result: Token | Exception | None) -> None:
        """Clean up, whatever happened, and without a further step, since none may be possible."""
        try:
            if (claim := self._claim) is not None:
                in_thread(lambda: claim.release(AFTERWARDS), Waker())  # which may block
        except Exception:  # noqa: BLE001  # the store's own code; the right ends with the process at the latest
            self._claim = None
        finally:
            with self._cache.lock:
                if self._cache.flight is self._flight:
                    self._cache.flight = None
            self._flight.finish(result)

    def _denied(self) -> bool:
        """Whether the refused token was the second one in a row, so that no other one is requested."""
        return self._why is not None and self._cache.denies(self._why.value)

    def _share(self, shared: SharedTokens) -> Generator[Step, Any, Token | None]:
        """A token from another process; None to request one, with the right to do so if it can be had."""
        why, cache, clock = self._why, self._cache, self._clock
        ends = clock.now() + min(OTHER_PROCESS, self._deadline.remaining() / 2)
        claimed, interval = False, STORE_POLL_INTERVAL
        while True:
            stored = yield from shared.load(self._deadline)
            token = cache.take(stored, why)
            if token is not None:
                yield from self._let_others(shared)
            if token is not None or claimed:
                return token
            if interval == STORE_POLL_INTERVAL:  # once: whoever has the right then requests a token for all
                yield from self._look_up_refusals(shared, stored)
            if self._denied():
                return None
            claimed, self._claim = yield from shared.claim(self._deadline)
            if claimed:
                continue  # another process may have saved one before this claim
            still_valid = cache.valid(why)
            if still_valid is not None:
                cache.postpone()
                return still_valid  # the other process renews it
            if clock.now() >= ends:
                return None
            yield Pause(interval)
            interval = min(1.5 * interval, LONGEST_POLL_INTERVAL)

    def _look_up_refusals(self, shared: SharedTokens, stored: object) -> Generator[Step, Any, None]:
        """Learn whether another process knows that the refused token was the second one in a row. stored: what the
        store has as a token."""
        if self._why is not None:
            left = yield from shared.refusals.left(self._why.value, self._deadline)
            if left > 0.0:
                self._cache.deny(self._why.value, left, stored)

    def _keep(self, shared: SharedTokens, result: Token | Exception) -> Generator[Step, Any, None]:
        """Share the result with other processes, and let them have their turn."""
        why = self._why
        if isinstance(result, Token):
            if why is not None:  # first, so that no process has the token without it
                yield from self._record(shared, result.value)
            yield from shared.save(result)
        elif why is not None and why.status == UNAUTHORIZED:
            yield from shared.discard(why)  # not before: until then the right must be held
        yield from self._let_others(shared)

    def _record(self, shared: SharedTokens, token: Secret) -> Generator[Step, Any, None]:
        """Record that `token` replaces a refused one. Other calls may get their responses with it meanwhile."""
        cache, refusals = self._cache, shared.refusals
        yield from refusals.record(token, denied=False)
        if cache.denies(token):
            yield from refusals.record(token, denied=True)
        elif cache.on_trial != token:
            yield from refusals.accepted(token)

    def _let_others(self, shared: SharedTokens) -> Generator[Step, Any, None]:
        """Release the right to request a token, if this request has it."""
        claim, self._claim = self._claim, None
        if claim is not None:
            yield from shared.release(claim)

    def _ask(self) -> Generator[Step, Any, Token | Exception]:
        """Ask the token endpoint. If that fails, the token in use is kept until it expires."""
        why, cache, clock, flight = self._why, self._cache, self._clock, self._flight
        deadline = self._deadline
        renewal = cache.valid(why) is not None
        pause = cache.pause()
        if pause is not None:
            if renewal or pause.seconds >= min(LONGEST_PAUSE_WAITED_FOR, deadline.remaining()):
                flight.out_of_time = pause.seconds < LONGEST_PAUSE_WAITED_FOR  # calls with more time can wait for it
                cache.failed(pause.error)
                return cache.valid(why) or pause.error
            yield Pause(pause.seconds)
        if renewal:
            deadline = Deadline(clock, min(RENEWAL, deadline.remaining() / 2))
            flight.ends = clock.now() + deadline.remaining()
        result: Token | Exception
        try:
            request, outcome = yield from token_steps(self._credentials, self._token_url, self._settings, deadline)
            result = token_of(outcome, request, self._credentials, clock.wall())
            flight.out_of_time = outcome.verdict == "deadline" or isinstance(result, RequestTimeoutError)
        except Exception as error:  # noqa: BLE001  # every call that waits gets it
            result = error
        if isinstance(result, Token):
            cache.install(result, why)
            return result
        cache.failed(result)
        return cache.valid(why) or result
