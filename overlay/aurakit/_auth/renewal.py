"""The steps of one token request: read the store, wait for other processes, ask the endpoint, save the token. Pure."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Final, NamedTuple

from .._calls.call import LONGEST_PAUSE_WAITED_FOR
from .._calls.deadline import Deadline
from .._calls.messages import UNAUTHORIZED
from .._calls.steps import Pause
from .._calls.store_access import Guarded
from .._calls.wakers import Waker, in_thread
from ..errors import RequestTimeoutError
from .memory_store import ProcessStore
from .oauth import token_of, token_steps
from .tokens import Token, store_key

if TYPE_CHECKING:
    from collections.abc import Generator

    from .._calls.call import CallSettings
    from .._calls.steps import Step
    from ..clock import Clock
    from .cache import Refused, TokenCache
    from .credentials import Credentials
    from .single_flight import Flight
    from .store_protocol import Claim, Store

# Seconds that an early renewal may take from its call, which could continue without it.
RENEWAL: Final = 10.0
# Seconds after which the right to request a token expires, in case its holder dies.
CLAIM: Final = 10.0
# Seconds for which to wait for other processes that request a token in turn, and seconds between polls of the store.
OTHER_PROCESS: Final = 2.5 * CLAIM
STORE_POLL_INTERVAL: Final = 0.05
# The interval grows up to this: hundreds of processes may wait for the same token.
LONGEST_POLL_INTERVAL: Final = 0.5
# Seconds that reporting to the store may take after the request, while other calls wait.
AFTERWARDS: Final = 5.0


class SharedTokens:
    """The tokens of one client id in a store. Errors of the store are logged, and the client does without it."""

    def __init__(self, store: Store, token_url: str, credentials: Credentials, clock: Clock) -> None:
        self._guarded = Guarded(store, clock)
        self._alone = isinstance(store, ProcessStore)
        secret = credentials.client_secret.reveal() if self._alone else ""  # so that a wrong secret is noticed
        self._key = store_key(token_url, credentials.client_id, secret)

    def load(self, deadline: Deadline) -> Generator[Step, Any, object]:
        """The token that was saved last."""
        return self._guarded.use("load", self._key, timeout=deadline.remaining())

    def save(self, token: Token) -> Generator[Step, Any, object]:
        """Save the token for other processes."""
        return self._guarded.use("save", self._key, token, timeout=AFTERWARDS)

    def discard(self, why: Refused) -> Generator[Step, Any, None]:
        """Forget the refused token, if it is the one that was saved last."""
        token = yield from self._guarded.use("load", self._key, timeout=AFTERWARDS)
        if isinstance(token, Token) and token.value == why.value:
            yield from self._guarded.use("discard", self._key, token, timeout=AFTERWARDS)

    def claim(self, deadline: Deadline) -> Generator[Step, Any, tuple[bool, Claim | None]]:
        """Whether this process may request the next token, and the claim to release afterwards."""
        if self._alone:
            return True, None  # clients that share this store share the flight
        failed = object()
        claimed = yield from self._guarded.use("claim", self._key, CLAIM, timeout=deadline.remaining(), failed=failed)
        return (True, None) if claimed is failed else (claimed is not None, claimed)

    def release(self, claim: Claim) -> Generator[Step, Any, None]:
        """Release the right."""
        return self._guarded.use("release", timeout=AFTERWARDS, of=claim)


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
            if result is None:
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

    def _share(self, shared: SharedTokens) -> Generator[Step, Any, Token | None]:
        """A token from another process; None to request one, with the right to do so if it can be had."""
        why, cache, clock = self._why, self._cache, self._clock
        ends = clock.now() + min(OTHER_PROCESS, self._deadline.remaining() / 2)
        claimed, interval = False, STORE_POLL_INTERVAL
        while True:
            token = cache.take((yield from shared.load(self._deadline)), why)
            if token is not None:
                yield from self._let_others(shared)
            if token is not None or claimed:
                return token
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

    def _keep(self, shared: SharedTokens, result: Token | Exception) -> Generator[Step, Any, None]:
        """Share the result with other processes, and let them have their turn."""
        why = self._why
        if isinstance(result, Token):
            yield from shared.save(result)
        elif why is not None and why.status == UNAUTHORIZED:
            yield from shared.discard(why)  # not before: until then the right must be held
        yield from self._let_others(shared)

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
