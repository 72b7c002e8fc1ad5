"""Using a store without depending on it: what it raises is logged, and for a while calls do without it.

A store is what processes and machines share; see `stores`. It is other people's code, and may reach over a network.
"""

from __future__ import annotations

import threading
from typing import TYPE_CHECKING, Any, Final
from weakref import WeakKeyDictionary

from .log import LOG_EVERY, logger
from .steps import Use, UseAtOnce

if TYPE_CHECKING:
    from collections.abc import Generator

    from ..clock import Clock
    from .steps import Step

# After a failure calls do without the store for that many seconds.
TRY_AGAIN: Final = 5.0
# A failure that lasts, such as a missing home folder, is looked at again that seldom, and logged once.
TRY_AGAIN_LASTING: Final = 60.0
# No operation of a store may hold up a call for longer, in seconds.
LONGEST_USE: Final = 5.0
# A task waits that much longer than the method was told, so that the method's own error comes first.
GRACE: Final = 0.25


class StoreUnavailableError(Exception):
    """A store cannot be used now. Its text is logged, so it must hold no secret.

    A store may raise any exception; of another one only the type is logged, because its text may hold anything.

    Args:
        reason: what is wrong, as the second half of a sentence: "the disk is full".
        lasting: it will not pass by itself, as a missing home folder; logged once, where others are once a minute.
    """

    def __init__(self, reason: str, *, lasting: bool = False) -> None:
        super().__init__(reason)
        self.lasting = lasting


class Health:
    """Whether a store works, for all who use it in this process."""

    def __init__(self, name: str) -> None:
        """name: of the store, for the log."""
        self._name = name
        self._lock = threading.RLock()
        self._failed_at = float("-inf")
        self._pause = 0.0
        self._logged = float("-inf")
        self._lasting = False
        self.problem = ""
        """Why it does not work; empty when it does, or was not tried."""

    def usable(self, now: float) -> bool:
        """Whether to try it."""
        return not self.problem or not self._failed_at <= now < self._failed_at + self._pause

    def failed(self, error: Exception, now: float) -> None:
        """It raised."""
        if isinstance(error, InterruptedError):  # in a signal handler, at a bad moment
            return
        lasting = isinstance(error, StoreUnavailableError) and error.lasting
        own = isinstance(error, StoreUnavailableError)
        with self._lock:
            self.problem = str(error) if own else f"it raised {type(error).__name__}"
            self._failed_at = now
            self._pause = TRY_AGAIN_LASTING if lasting else TRY_AGAIN
            log = not (lasting and self._lasting) and not self._logged <= now < self._logged + LOG_EVERY
            self._lasting = lasting
            if log:
                self._logged = now
        if log:
            logger.warning(
                "The store %s cannot be used: %s. Calls go on with a token and a rate limit of this process alone%s",
                self._name, self.problem, "" if lasting else ", and it is tried again",
            )  # fmt: skip

    def works(self) -> None:
        """It did what it was asked for."""
        if not self.problem:
            return
        with self._lock:
            again, self.problem = bool(self.problem), ""
        if again:
            logger.info("The store %s can be used again", self._name)

    def forget_other_threads(self) -> None:
        """In a forked child."""
        self._lock = threading.RLock()


_healths: WeakKeyDictionary[Any, Health] = WeakKeyDictionary()


def health_of(store: object) -> Health:
    """The health of a store; of one that cannot be looked up, a new one."""
    try:
        return _healths.setdefault(store, Health(type(store).__name__))
    except TypeError:
        return Health(type(store).__name__)


class Guarded:
    """A store's methods as steps, each with an answer for when the store cannot be used."""

    __slots__ = ("_clock", "_step", "health", "store")

    def __init__(self, store: object, clock: Clock) -> None:
        self.store = store
        self.health = health_of(store)
        self._clock = clock
        self._step = Use if getattr(store, "waits", True) else UseAtOnce

    def usable(self) -> bool:
        """Whether to try it."""
        return self.health.usable(self._clock.now())

    def use(
        self, method: str, *arguments: Any, timeout: float, failed: Any = None, of: object = None
    ) -> Generator[Step, Any, Any]:
        """What the method returned, or `failed`. timeout: seconds it may take, which is its last argument.

        of: an object of the store's to call in place of the store.
        """
        if not self.usable():
            return failed
        timeout = max(0.0, min(timeout, LONGEST_USE))
        try:
            result = yield self._step(
                self.store if of is None else of, method, *arguments, timeout, longest=timeout + GRACE
            )  # fmt: skip
        except Exception as error:  # noqa: BLE001  # it is somebody else's code, and a call can do without it
            self.health.failed(error, self._clock.now())
            return failed
        self.health.works()
        return result
