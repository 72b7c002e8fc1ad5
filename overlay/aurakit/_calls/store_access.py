"""Using a store without depending on it: its errors are logged, and calls do without it for a while.

Processes and machines share data through a store; see `stores`. It can be a user's code, and can use a network.
"""

from __future__ import annotations

import threading
from typing import TYPE_CHECKING, Any, Final
from weakref import WeakKeyDictionary

from .locks import releasing
from .log import LOG_EVERY, logger
from .steps import Use

if TYPE_CHECKING:
    from collections.abc import Generator

    from ..clock import Clock
    from .steps import Step

# Seconds for which calls do without the store after a failure.
TRY_AGAIN: Final = 5.0
# The same after a lasting failure, such as a missing home folder, which is logged once.
TRY_AGAIN_LASTING: Final = 60.0
# Seconds for which an operation of a store may delay a call.
LONGEST_USE: Final = 5.0
# A task waits this much longer than the method was allowed, so that the method's own error comes first.
GRACE: Final = 0.25


class StoreUnavailableError(Exception):
    """A store cannot be used now. Its text is logged, so it must hold no secret.

    A store may raise any exception; of others only the type is logged, because their text may contain anything.

    Args:
        reason: what is wrong, as the second half of a sentence: "the disk is full".
        lasting: it will not go away by itself, such as a missing home folder. It is logged once, others once a minute.
    """

    def __init__(self, reason: str, *, lasting: bool = False) -> None:
        super().__init__(reason)
        self.lasting = lasting


class Health:
    """Whether a store works, for all its users in this process."""

    def __init__(self, name: str) -> None:
        """name: of the store, for the log."""
        self._name = name
        self._lock = threading.RLock()
        self._failed_at = float("-inf")
        self._pause = 0.0
        self._logged = float("-inf")
        self._lasting = False
        self.problem = ""
        """Why it does not work; empty if it does, or was not tried."""

    def usable(self, now: float) -> bool:
        """Whether to try it."""
        return not self.problem or not self._failed_at <= now < self._failed_at + self._pause

    @releasing()
    def failed(self, error: Exception, now: float) -> None:
        """It raised."""
        if isinstance(error, InterruptedError):  # in a signal handler that interrupted an operation
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
                "The store %s cannot be used: %s. Calls use a token and a rate limit of this process only%s",
                self._name, self.problem, "" if lasting else " until it works again",
            )  # fmt: skip

    @releasing()
    def works(self) -> None:
        """An operation succeeded."""
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
    """The health of a store; a new one for a store that cannot be a dictionary key."""
    try:
        return _healths.setdefault(store, Health(type(store).__name__))
    except TypeError:
        return Health(type(store).__name__)


class Guarded:
    """A store's methods as steps, each with a result for when the store cannot be used."""

    __slots__ = ("_clock", "health", "store")

    def __init__(self, store: object, clock: Clock) -> None:
        self.store = store
        self.health = health_of(store)
        self._clock = clock

    def usable(self) -> bool:
        """Whether to try it."""
        return self.health.usable(self._clock.now())

    def use(
        self, method: str, *arguments: Any, timeout: float, failed: Any = None, of: object = None
    ) -> Generator[Step, Any, Any]:
        """What the method returned, or `failed`. timeout: seconds it may take, passed as its last argument.

        of: an object of the store on which to call the method.
        """
        if not self.usable():
            return failed
        timeout = max(0.0, min(timeout, LONGEST_USE))
        try:
            result = yield Use(
                self.store if of is None else of, method, *arguments, timeout, longest=timeout + GRACE
            )  # fmt: skip
        except Exception as error:  # noqa: BLE001  # it is somebody else's code, and a call can do without it
            self.health.failed(error, self._clock.now())
            return failed
        self.health.works()
        return result
