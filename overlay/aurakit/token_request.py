"""The course of one token request: look into the store, wait for other processes, ask the token endpoint, keep it.

`TokenRequest.steps` is a generator of steps that the shells in `auth` carry out:

    Use(action)     → what the action returns; it may block, and raises no Exception
    Sleep(seconds)  → None
    Fetch(deadline) → Outcome, or the Exception that came in its place
"""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING, Any, Final, NamedTuple

from .course import LONGEST_PAUSE_WAITED_FOR
from .deadline import Deadline
from .errors import RequestTimeoutError
from .token_answer import token_of
from .token_state import UNAUTHORIZED
from .tokens import Token, store_key

if TYPE_CHECKING:
    from collections.abc import Callable, Generator

    from .clock import Clock
    from .credentials import Credentials
    from .flight import Flight
    from .flow import Outcome
    from .token_state import Refused, TokenState
    from .tokens import Claim, TokenStore

# A renewal ahead of the end may take that long of its call's time, which could go on without.
RENEWAL: Final = 10.0
# Another process that asks for a token is waited for that long, looking that often.
OTHER_PROCESS: Final = 10.0
LOOK_AT_STORE: Final = 0.05


class Use(NamedTuple):
    """Use the store."""

    action: Callable[[], Any]


class Sleep(NamedTuple):
    """Wait for another process, or for the end of a pause."""

    seconds: float


class Fetch(NamedTuple):
    """Make one token request, with its retries."""

    deadline: Deadline


Step = Use | Sleep | Fetch


class SharedTokens:
    """A store's tokens of one client. What the store raises is logged, and the client does without it."""

    def __init__(self, store: TokenStore, base_url: str, client_id: str) -> None:
        self._store = store
        self._key = store_key(base_url, client_id)
        self._told = False

    def load(self) -> object:
        """The token that was saved last."""
        return self._tried(lambda: self._store.load(self._key))

    def save(self, token: Token) -> None:
        """Keep it for the others."""
        self._tried(lambda: self._store.save(self._key, token))

    def discard(self, why: Refused) -> None:
        """Forget the refused token, if it is the one that was saved last."""
        token = self.load()
        if isinstance(token, Token) and token.value == why.value:
            self._tried(lambda: self._store.discard(self._key, token))

    def claim(self) -> tuple[bool, Claim | None]:
        """Whether this process may ask for the next token, and what to release after that.

        A store may have the method `claim(key)`, as `FileTokenStore` has: None while another process has the right.
        """
        claim: Callable[[str], Claim | None] | None = getattr(self._store, "claim", None)
        if claim is None:
            return True, None
        claimed = self._tried(lambda: (claim(self._key),))
        return (True, None) if claimed is None else (claimed[0] is not None, claimed[0])

    def _tried(self, action: Callable[[], Any]) -> Any:
        try:
            return action()
        except Exception as error:  # noqa: BLE001 - it is somebody else's code, and a call can do without it
            problem = type(error).__name__  # its text may hold anything
        if not self._told:
            self._told = True
            import logging

            logging.getLogger("aurakit").warning(
                "Tokens are not shared with other processes: the token store %s raised %s",
                type(self._store).__name__,
                problem,
            )
        return None


class Parties(NamedTuple):
    """What every token request of a client has to do with."""

    state: TokenState
    clock: Clock
    credentials: Credentials
    shared: SharedTokens | None


class TokenRequest:
    """One token request."""

    __slots__ = ("_clock", "_credentials", "_deadline", "_flight", "_shared", "_state", "_why")

    def __init__(self, flight: Flight, deadline: Deadline, why: Refused | None, parties: Parties) -> None:
        """flight: gets the result. why: the token to replace, if it was refused."""
        self._flight = flight
        self._deadline = deadline
        self._why = why
        self._state, self._clock, self._credentials, self._shared = parties

    def steps(self) -> Generator[Step, Any, None]:
        """Bring the flight to its end."""
        self._flight.started = True
        result: Token | Exception | None = None
        claim: Claim | None = None
        try:
            if self._shared is not None:
                result, claim = yield from self._share(self._shared)
            if result is None:
                result = yield from self._ask()
                if self._shared is not None and isinstance(result, Token):
                    yield Use(partial(self._shared.save, result))
        except Exception as error:  # noqa: BLE001 - every call that waits gets it
            result = error
        finally:
            if claim is not None:
                claim.release()
            with self._state.lock:
                if self._state.flight is self._flight:
                    self._state.flight = None
            self._flight.finish(result)

    def _share(self, shared: SharedTokens) -> Generator[Step, Any, tuple[Token | None, Claim | None]]:
        """A token from another process, or the right to ask for one."""
        why, state, clock = self._why, self._state, self._clock
        if why is not None and why.status == UNAUTHORIZED:
            yield Use(partial(shared.discard, why))
        ends = clock.now() + min(OTHER_PROCESS, self._deadline.remaining() / 2)
        claim: Claim | None = None
        claimed = False
        while True:
            token = state.take((yield Use(shared.load)), why)
            if token is not None or claimed:
                return token, claim
            claimed, claim = yield Use(shared.claim)
            if claimed:
                continue  # between the look and the claim another process may have saved one
            still_valid = state.valid(why)
            if still_valid is not None:
                state.postpone()
                return still_valid, None  # the other process renews it
            if clock.now() >= ends:
                return None, None
            yield Sleep(LOOK_AT_STORE)

    def _ask(self) -> Generator[Step, Any, Token | Exception]:
        """Ask the token endpoint. When that fails and the token in use has not expired, it serves on."""
        why, state, clock, flight = self._why, self._state, self._clock, self._flight
        deadline = self._deadline
        renewal = state.valid(why) is not None
        error: Exception | None = None
        pause = state.pause()
        if pause is not None:
            if renewal or pause.seconds >= min(LONGEST_PAUSE_WAITED_FOR, deadline.remaining()):
                error = pause.error
            else:
                yield Sleep(pause.seconds)
        if error is None:
            if renewal:
                deadline = Deadline(clock, min(RENEWAL, deadline.remaining() / 2))
                flight.ends = clock.now() + deadline.remaining()
            outcome: Outcome | Exception = yield Fetch(deadline)
            result = outcome if isinstance(outcome, Exception) else token_of(outcome, self._credentials, clock.wall())
            if isinstance(result, Token):
                state.install(result, why)
                return result
            error = result
            ended_early = not isinstance(outcome, Exception) and outcome.verdict == "deadline"
            flight.out_of_time = ended_early or isinstance(error, RequestTimeoutError)
            state.failed(error)
        return state.valid(why) or error
