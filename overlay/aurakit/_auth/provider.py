"""The token of a client id: requested once for any number of calls, renewed before it expires, replaced when refused.

`renewal` has the token request, `cache` the state of the token. Here calls join: one makes the request, the others wait
for it (`single_flight`). Clients of a process with the same credentials share a provider, sync and async, whatever
version of the API they use. OAuth 2.0 client credentials: https://neo4j.com/docs/aura/api/authentication/
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, NamedTuple

from .._calls.locks import release_left
from .._calls.messages import FORBIDDEN, TOKEN_PATH
from .._calls.process_wide import Shared
from .._calls.steps import Join, Lead
from ..errors import APIError, AuthenticationError, RateLimitError, RequestTimeoutError
from .cache import Refused, TokenCache
from .memory_store import process_store
from .oauth import METHOD
from .renewal import Parties, TokenRequest
from .shared_tokens import SharedTokens
from .single_flight import CHECK_AGAIN, GRACE, Flight

if TYPE_CHECKING:
    from collections.abc import Generator, Hashable

    from .._calls.call import CallSettings
    from .._calls.deadline import Deadline
    from .._calls.steps import Step
    from .._errors.secret import Secret
    from ..clock import Clock
    from .credentials import Credentials
    from .store_protocol import Store
    from .tokens import Token


class TokenStatus(NamedTuple):
    """What may be shown of a token."""

    expires_at: float
    """Seconds since 1970."""
    from_store: bool
    """Whether it came from a store and not from the token endpoint."""


class TokenProvider:
    """The token of one client id at one token endpoint, for any number of threads, tasks and event loops."""

    def __init__(
        self,
        *,
        token_url: str,
        credentials: Credentials,
        clock: Clock,
        store: Store | None = None,
    ) -> None:
        self._credentials = credentials
        self._clock = clock
        self.cache = self._cache = TokenCache(clock)
        """The state of the token."""
        self.current = self.cache.current
        """The token in use; None if one must be requested or renewed."""
        shared = None if store is None else SharedTokens(store, token_url, credentials, clock)
        self._parties = Parties(self._cache, clock, credentials, token_url, shared)

    def __repr__(self) -> str:
        return f"<TokenProvider, client id {self._credentials.shown_id}>"

    def status(self) -> TokenStatus | None:
        """What may be shown of the token in use; None if there is none."""
        token = self._cache.valid(None)
        return None if token is None else TokenStatus(token.expires_at, self._cache.from_store)

    def obtain(self, settings: CallSettings, deadline: Deadline) -> Generator[Step, Any, Secret]:
        """The token to send. Raises AuraError if there is none before `deadline`."""
        result = yield from self._obtain(settings, deadline, None)
        if isinstance(result, Exception):
            raise result
        return result.value

    def replace(
        self, refused: Secret, status: int, settings: CallSettings, deadline: Deadline
    ) -> Generator[Step, Any, Secret | None]:
        """Another token than `refused`, which the API refused with `status`, 401 or 403; None if there is none.

        Requests one if necessary. Raises AuraError if that fails.
        """
        why = Refused(refused, status)
        decided = self._cache.refreshed(why)
        if decided is False:
            yield from self._tell()
            return None
        result = yield from self._obtain(settings, deadline, why)
        if isinstance(result, RateLimitError) and status == FORBIDDEN:
            return None  # the 403 tells the caller more than a failed token request would
        if isinstance(result, Exception):
            raise result
        return None if result.value == refused else result.value

    def refused_again(self, token: Secret, status: int) -> Generator[Step, Any, None]:
        """The API refused `token` like the one before: the cause is permission or the credentials, not the token."""
        self._cache.refused_again(token)
        yield from self._tell()

    def accepted(self, token: Secret) -> Generator[Step, Any, None]:
        """The API accepted a call with `token`, so its next refusal is the first one."""
        shared = self._parties.shared
        if self._cache.accepted(token) and shared is not None:
            yield from shared.refusals.accepted(token)

    def _tell(self) -> Generator[Step, Any, None]:
        """Tell other processes of a second refusal, once."""
        denied, shared = self._cache.untold(), self._parties.shared
        if denied is not None and shared is not None:
            yield from shared.refusals.record(denied, denied=True)

    def idle(self, now: float) -> bool:
        """Whether there is nothing left to remember; see `_calls.process_wide`."""
        return self._cache.empty()

    def forget_other_threads(self) -> None:
        """In a forked child: the threads and tasks of its parent do not exist here."""
        self._cache.forget_other_threads()

    def _obtain(
        self, settings: CallSettings, deadline: Deadline, why: Refused | None
    ) -> Generator[Step, Any, Token | Refused | Exception]:
        """The steps by which one call gets a token: it makes the request, or waits for the call that does.

        The result is the refused token itself if there is to be no other one.
        """
        cache, clock = self._cache, self._clock
        while True:
            mine: Flight | None = None
            try:
                with cache.lock:
                    token = cache.usable(why)
                    if token is not None:
                        return token
                    if why is not None and cache.denies(why.value):
                        return why
                    flight = cache.flight
                    if flight is None or not flight.can_be_joined(clock.now()):
                        # The headers are made once for a client and its siblings.
                        flight = mine = cache.flight = Flight(clock.now() + deadline.remaining(), settings.headers)
                if mine is not None:
                    # A call without a refusal of its own may be the first one after another call's 401.
                    request = TokenRequest(mine, deadline, why or cache.dropped, self._parties, settings)
                    yield Lead(mine, request.steps())
            except BaseException:  # Ctrl-C at any point, even before the first step of the request
                release_left(cache, "lock")
                if mine is not None:
                    mine.give_up()
                raise
            # The call that makes the request waits a little longer than its time, to get the error that ends it.
            grace = 0.0 if mine is None else GRACE
            while flight.alive(clock.now()) and (left := deadline.remaining() + grace) > 0.0:
                yield Join(flight.waker(), min(left, CHECK_AGAIN))
            result = self._settled(flight, settings, deadline, why, mine=mine is not None)
            if result is not None:
                return result

    def _settled(
        self, flight: Flight, settings: CallSettings, deadline: Deadline, why: Refused | None, *, mine: bool
    ) -> Token | Exception | None:
        """The result of a flight for this call, whether it is its own or another's; None: the call makes its own
        request."""
        result = flight.result if mine else flight.outcome()
        if isinstance(result, Exception):
            if self._is_for(result, flight, settings, deadline):
                return result
        elif result is not None and (mine or why is None or result.value != why.value):
            return result
        return _out_of_time(mine=mine) if deadline.remaining() <= 0.0 else None

    def _is_for(self, error: Exception, flight: Flight, settings: CallSettings, deadline: Deadline) -> bool:
        """Whether the error of a flight applies to this call too; otherwise the call makes its own request."""
        # Another client may have another proxy, transport or CA file: its network errors do not apply to this one.
        if flight.client is not settings.headers and not isinstance(error, (APIError, AuthenticationError)):
            return False
        # The call that made the request may have had less time than this one; so has a renewal, even this call's own.
        return not flight.out_of_time or self._clock.now() + deadline.remaining() <= flight.ends + GRACE


def _out_of_time(*, mine: bool) -> RequestTimeoutError:
    whose = "the token request" if mine else "another call's token request"
    return RequestTimeoutError(
        f"No token arrived in time: {whose} takes too long. Try again, or give more time with `timeout=`. "
        f"{METHOD} {TOKEN_PATH}: no complete response.",
        method=METHOD,
        path=TOKEN_PATH,
    )


_providers: Shared[TokenProvider] = Shared()


def provider_for(
    network: object,
    *,
    token_url: str,
    credentials: Credentials,
    clock: Clock,
    time_source: object,
    store: Store | None,
) -> TokenProvider:
    """The provider of all clients of the process with these credentials.

    network: what replaces the network, if something does, since a token of a mock is not valid elsewhere. time_source:
    where the clock's time comes from if it is not real time.
    """
    if store is None:
        store = process_store(*scope(network, time_source))
    key = (token_url, credentials.client_id, credentials.client_secret, as_key(store), network, as_key(time_source))
    return _providers.get(
        key,
        lambda: TokenProvider(token_url=token_url, credentials=credentials, clock=clock, store=store),
        clock.now,
    )


def scope(network: object, time_source: object) -> tuple[Hashable, ...]:
    """What separates the store of such clients; see `process_store`. Empty on the network and in real time."""
    return (as_key(network), as_key(time_source)) if network or time_source is not None else ()


def as_key(thing: object) -> Hashable:
    """A key for an object of the user's: the object, or its identity if it has no hash, like a dataclass."""
    try:
        hash(thing)
    except TypeError:
        return id(thing)  # the provider keeps it alive as long as the key is used
    return thing
