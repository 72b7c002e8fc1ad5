"""The state of the token: which one is in use, until when, and how the API responded to it. No I/O.

`provider` asks it what to do. Every method may be called from any thread; `lock` makes several calls atomic.
"""

from __future__ import annotations

import copy
import threading
from typing import TYPE_CHECKING, Final, NamedTuple

from .._calls.locks import releasing
from .._calls.messages import FORBIDDEN
from ..errors import RateLimitError
from .tokens import Token, sound

if TYPE_CHECKING:
    from .._errors.secret import Secret
    from ..clock import Clock
    from .single_flight import Flight

# When two tokens in a row were refused, the cause is not the token, and a third one would use up one of 15 token
# requests an hour: for this many seconds, refusals lead to no further request.
QUARANTINE: Final = 900.0
# When an early renewal failed, calls continue with the present token for at least this long.
AFTER_FAILED_RENEWAL: Final = 30.0


class Refused:
    """A token that the API refused, and the status of the refusal."""

    __slots__ = ("status", "value")

    def __init__(self, value: Secret, status: int) -> None:
        self.value = value
        self.status = status


class Pause(NamedTuple):
    """The pause that the token endpoint asked for with a 429."""

    seconds: float
    """Remaining."""
    error: RateLimitError
    """The error for calls that need a token before its end."""


class TokenCache:
    """The token of one client id, and the request for the next one, if any."""

    __slots__ = (
        "_clock",
        "_denied",
        "_denied_until",
        "_expires",
        "_pause",
        "_renew",
        "_renew_after",
        "_replaced",
        "_token",
        "_untold",
        "dropped",
        "flight",
        "from_store",
        "lock",
        "on_trial",
    )  # fmt: skip

    def __init__(self, clock: Clock) -> None:
        self.lock = threading.RLock()  # a signal handler may make a call on the same thread
        self.flight: Flight | None = None
        self._clock = clock
        self._token: Token | None = None
        self._expires = self._renew = float("-inf")  # by the monotonic clock
        self._renew_after = float("-inf")
        self._replaced: Secret | None = None  # the token whose refusal led to the one in use
        self._denied: Secret | None = None
        self._denied_until = float("-inf")
        self._untold: Secret | None = None  # the denied token, until other processes have been told
        self.dropped: Refused | None = None
        """The token that a 401 put out of use, until there is another one."""
        self.on_trial: Secret | None = None
        """The token in use, if it replaced a refused one and no response has shown yet that the API accepts it. Calls
        read it after every response."""
        self._pause: tuple[RateLimitError, float] | None = None
        self.from_store = False  # the token in use came from a store, not from the token endpoint

    def forget_other_threads(self) -> None:
        """In a forked child: the thread that held the lock, or requested a token, does not exist here."""
        self.lock = threading.RLock()
        self.flight = None

    def current(self) -> Secret | None:
        """The token in use, if it need not be renewed."""
        token, now = self._token, self._clock.now()
        # The calendar is checked too: the monotonic clock may stop while a computer sleeps.
        if token is None or now >= self._renew or now >= self._expires or self._clock.wall() >= token.expires_at:
            return None
        return token.value

    def fresh(self) -> Token | None:
        """The same as a `Token`."""
        return self._token if self.current() is not None else None

    @releasing("lock")
    def valid(self, why: Refused | None) -> Token | None:
        """The token in use, if it has not expired and is not the refused one."""
        with self.lock:
            token = self._token
            return token if self._valid(token) and not (why and token and token.value == why.value) else None

    @releasing("lock")
    def usable(self, why: Refused | None) -> Token | None:
        """The token with which a call can continue at once. None: a new one must be requested, by this call unless
        another one is already doing so."""
        with self.lock:
            token = self.valid(why)
            if token is None or why is not None or self._clock.now() < max(self._renew, self._renew_after):
                return token
            return token if self.in_flight() else None  # one call renews it; the others need not wait

    def in_flight(self) -> bool:
        """Whether a token is being requested by a call that can still finish."""
        flight = self.flight
        return flight is not None and flight.alive(self._clock.now())

    @releasing("lock")
    def refreshed(self, why: Refused) -> bool | None:
        """Whether there is another token for a call whose token was refused; None: one must be requested."""
        with self.lock:
            if self.valid(why):
                return True
            if why.value == self.on_trial:  # the second refusal in a row, though of another call
                self.refused_again(why.value)
            if self.denies(why.value):
                return False
            # A 403 may concern permission, so that the token still serves other calls; a 401 concerns the token.
            if why.status != FORBIDDEN and self._token is not None and self._token.value == why.value:
                self._token, self.dropped = None, why
            return None

    @releasing("lock")
    def denies(self, token: Secret) -> bool:
        """Whether the refusal of `token` leads to no token request, because the one before it was refused too."""
        with self.lock:
            return token == self._denied and self._clock.now() < self._denied_until

    @releasing("lock")
    def refused_again(self, token: Secret) -> None:
        """A second token was refused as well, so the cause is not the token."""
        with self.lock:
            # Another call may have replaced that second one meanwhile, for the same reason.
            follows = self._token is not None and self._replaced == token
            self._untold = denied = self._token.value if follows and self._token is not None else token
            self._deny(denied, QUARANTINE)

    def _deny(self, token: Secret, seconds: float) -> None:
        self._denied, self._denied_until = token, self._clock.now() + seconds
        if self.on_trial == token:
            self.on_trial = None

    @releasing("lock")
    def deny(self, token: Secret, seconds: float, stored: object) -> None:
        """Another process knows that `token` is the second one in a row that was refused.

        seconds: that are left of its quarantine. stored: what a store returned. If it is this token, it stays in use,
        so that each call asks the API once.
        """
        kept = sound(stored)
        with self.lock:
            self.dropped = None
            if self._token is None and kept is not None and kept.value == token:
                self.install(kept, None)
                self.from_store = True
            self._deny(token, min(seconds, QUARANTINE))

    @releasing("lock")
    def untold(self) -> Secret | None:
        """The token that was denied last, once, for telling other processes."""
        with self.lock:
            token, self._untold = self._untold, None
            return token

    @releasing("lock")
    def accepted(self, token: Secret) -> bool:
        """The API accepted a call with `token`. Returns whether that was not known."""
        with self.lock:
            if self.on_trial != token:
                return False
            self.on_trial = None
            return True

    @releasing("lock")
    def install(self, token: Token, why: Refused | None) -> None:
        """Use `token` from now on. why: the refused token that it replaces, if any."""
        with self.lock:
            # One lifetime at most: a token obtained "later than now" is from before the calendar was set back.
            self._expires = self._clock.now() + min(token.expires_at - self._clock.wall(), token.lifetime)
            self._renew = self._expires - (token.expires_at - token.renew_at)
            self._token = token
            self.from_store = False
            self._pause = self.dropped = None
            self._replaced = None if why is None else why.value
            self.on_trial = None if why is None else token.value
            if why is not None and self.denies(why.value):
                self._denied, self.on_trial = token.value, None

    @releasing("lock")
    def take(self, stored: object, why: Refused | None) -> Token | None:
        """Use the token of a store if it is valid and ends later than the one in use; returns it if it needs no
        renewal."""
        token = sound(stored)
        if token is None or token.expires_at <= self._clock.wall() or (why is not None and token.value == why.value):
            return None
        with self.lock:
            if self._outlived(token):
                return None
            current = self.valid(why)
            if current is None or token.expires_at > current.expires_at:
                self.install(token, why)
                self.from_store = True
            return self.fresh()

    def _outlived(self, token: Token) -> bool:
        """Whether this is the token in use, and has expired by the clock, whatever the calendar says by now."""
        return self._token is not None and self._token.value == token.value and self._clock.now() >= self._expires

    def postpone(self) -> None:
        """Leave the renewal to another process for a while."""
        self._renew_after = self._clock.now() + AFTER_FAILED_RENEWAL

    @releasing("lock")
    def failed(self, error: Exception) -> None:
        """A token request failed."""
        with self.lock:
            self.postpone()
            if isinstance(error, RateLimitError) and error.retry_after:
                # A copy: the error's traceback would keep the variables of its caller alive.
                self._pause = copy.copy(error), self._clock.now() + error.retry_after

    @releasing("lock")
    def pause(self) -> Pause | None:
        """The pause that the token endpoint asked for, if it is not over."""
        with self.lock:
            if self._pause is None:
                return None
            error, until = self._pause
            left = until - self._clock.now()
            if left <= 0.0:
                return None
            error = copy.copy(error)
            error.retry_after = left
            return Pause(left, error)

    @releasing("lock")
    def empty(self) -> bool:
        """Whether there is nothing left to remember."""
        with self.lock:
            return not (self._valid(self._token) or self.in_flight() or self.pause())

    def _valid(self, token: Token | None) -> bool:
        # The calendar is checked too: the monotonic clock may stop while a computer sleeps.
        return token is not None and self._clock.now() < self._expires and self._clock.wall() < token.expires_at
