"""What is known of a client's token: which one is in use, until when, and what the API said of it. No I/O.

`auth` asks it what to do. Every method may be called from any thread; `lock` makes several of them one step.
"""

from __future__ import annotations

import copy
import threading
from typing import TYPE_CHECKING, Final, NamedTuple

from .errors import RateLimitError
from .tokens import Token, sound

if TYPE_CHECKING:
    from .clock import Clock
    from .flight import Flight

UNAUTHORIZED: Final = 401
FORBIDDEN: Final = 403

# "Reported so, and later 403s with that token cause no refresh for 15 minutes."
QUARANTINE: Final = 900.0
# When a renewal ahead of the end failed, calls go on with the token they have, for that long at least.
AFTER_FAILED_RENEWAL: Final = 30.0


class Refused:
    """A token that the API refused, which no repr shows, and the status it did so with."""

    __slots__ = ("status", "value")

    def __init__(self, value: str, status: int) -> None:
        self.value = value
        self.status = status


class Pause(NamedTuple):
    """What the token endpoint asked for with a 429."""

    seconds: float
    """Still to go."""
    error: RateLimitError
    """What calls that need a token before its end raise."""


class TokenState:
    """What is known of a client's token, and the request for the next one, if any."""

    __slots__ = (
        "_clock", "_denied", "_denied_until", "_expires", "_pause", "_renew", "_renew_after", "_replaced", "_token",
        "flight", "lock",
    )  # fmt: skip

    def __init__(self, clock: Clock) -> None:
        self.lock = threading.RLock()  # a signal handler may make a call on the same thread
        self.flight: Flight | None = None
        self._clock = clock
        self._token: Token | None = None
        self._expires = self._renew = float("-inf")  # by the clock that never goes back
        self._renew_after = float("-inf")
        self._replaced: str | None = None  # the token whose 403 led to the one in use
        self._denied: str | None = None
        self._denied_until = float("-inf")
        self._pause: tuple[RateLimitError, float] | None = None

    def after_fork(self) -> None:
        """In a forked child: whoever held the lock, or asked for a token, is not there."""
        self.lock = threading.RLock()
        self.flight = None

    def fresh(self) -> Token | None:
        """The token in use, if it need not be renewed."""
        token = self._token
        return token if self._clock.now() < self._renew and self._valid(token) else None

    def valid(self, why: Refused | None) -> Token | None:
        """The token in use, if it has not expired and is not the refused one."""
        with self.lock:
            token = self._token
            return token if self._valid(token) and not (why and token and token.value == why.value) else None

    def usable(self, why: Refused | None) -> Token | None:
        """The token a call may go on with at once. None: a new one is to be asked for, by this call unless another one
        does so already."""
        with self.lock:
            token = self.valid(why)
            if token is None or why is not None or self._clock.now() < max(self._renew, self._renew_after):
                return token
            return token if self.in_flight() else None  # one call renews it, the others need not wait

    def in_flight(self) -> bool:
        """Whether a token is being asked for, by somebody who still can."""
        flight = self.flight
        return flight is not None and flight.alive(self._clock.now())

    def refreshed(self, why: Refused) -> bool | None:
        """Whether a call whose token was refused has another one; None: it is to be asked for."""
        with self.lock:
            if self.valid(why):
                return True
            if why.status == FORBIDDEN:
                denied = why.value == self._denied and self._clock.now() < self._denied_until
                return False if denied else None
            # A 403 may be about permission, so that the token still serves other calls; a 401 is about the token.
            if self._token is not None and self._token.value == why.value:
                self._token = None
            return None

    def permission_denied(self, token: str) -> None:
        """A second token was refused with 403 as well, so it is about permission."""
        with self.lock:
            # Meanwhile another call may have replaced that second one, for the same reason.
            follows = self._token is not None and self._replaced == token
            self._denied = self._token.value if follows and self._token is not None else token
            self._denied_until = self._clock.now() + QUARANTINE

    def install(self, token: Token, why: Refused | None) -> None:
        """Use `token` from now on. why: what it replaces, if that was refused."""
        with self.lock:
            # A lifetime at most: one obtained "later than now" is of a time before the calendar was set back.
            self._expires = self._clock.now() + min(token.expires_at - self._clock.wall(), token.lifetime)
            self._renew = self._expires - (token.expires_at - token.renew_at)
            self._token = token
            self._pause = None
            self._replaced = why.value if why is not None and why.status == FORBIDDEN else None
            if self._replaced is not None and self._replaced == self._denied:
                self._denied = token.value

    def take(self, stored: object, why: Refused | None) -> Token | None:
        """Use what a store had, if it is good and ends later than what is in use; the token if it needs no renewal."""
        token = sound(stored)
        if token is None or token.expires_at <= self._clock.wall() or (why is not None and token.value == why.value):
            return None
        with self.lock:
            current = self.valid(why)
            if current is None or token.expires_at > current.expires_at:
                self.install(token, why)
            return self.fresh()

    def postpone(self) -> None:
        """Leave the renewal to another process for a while."""
        self._renew_after = self._clock.now() + AFTER_FAILED_RENEWAL

    def failed(self, error: Exception) -> None:
        """No token was to be had."""
        with self.lock:
            self.postpone()
            if isinstance(error, RateLimitError) and error.retry_after:
                self._pause = error, self._clock.now() + error.retry_after

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

    def _valid(self, token: Token | None) -> bool:
        # The calendar is asked too: the other clock may stand still while a computer sleeps.
        return token is not None and self._clock.now() < self._expires and self._clock.wall() < token.expires_at
