"""The limit that processes and machines share: what a process asks a store, and how that affects its queue. No I/O.

`limiter` decides which call of the process is next, and grants it a slot of the process. Then the store is asked
whether that call may be sent. One round trip acquires, one reports. Without the store only the process's limit applies.
"""

from __future__ import annotations

import os
from typing import TYPE_CHECKING, Any, Final, Literal, NamedTuple

from .._calls.call import NotSent, ResponseReceived, Throttled
from .._calls.steps import Use
from .._calls.store_access import GRACE, LONGEST_USE, Guarded
from .._calls.wakers import Waker, in_thread
from .limiter import LONGEST_PAUSE_FOR_ALL

if TYPE_CHECKING:
    from collections.abc import Generator

    from .._calls.steps import Step
    from ..clock import Clock
    from .limiter import Event, Limiter, Ticket
    from .window import RateLimit

Ended = Literal["admitted", "responded", "unknown", "unsent"]
"""How an attempt ended: with a response that shows that the API counted and accepted it; with another response; without
a response, so that the request may still arrive; before anything was sent."""

# An attempt that is not reported this long after its time, because its process died, counts as ended then.
UNREPORTED: Final = 5.0


class Ask(NamedTuple):
    """A process's request for a slot."""

    party: str
    """Who asks: a unique name of one process."""
    rates: tuple[RateLimit, ...]
    """The limits of this party. A store keeps to those of all parties."""
    lasts: float
    """Seconds after which the attempt has certainly ended, reported or not."""
    reserve: int = 0
    """How many slots it must leave free because it is less urgent. If more than 0, it gets no place in the line."""


class Permit(NamedTuple):
    """The response of a store to an `Ask`."""

    wait: float
    """0.0: send. Otherwise the seconds after which to ask again."""
    slot: str = ""
    """The name of the slot, for reporting its end; empty if there is none."""


class Usage(NamedTuple):
    """What a store knows of a limit."""

    rates: tuple[RateLimit, ...]
    """The limits in force: those of the parties that asked lately, except ones that others include."""
    used: int
    """Slots in use in the first of them, or in all if there is none."""
    waiting: int
    """Processes that wait for a slot."""
    paused: float
    """Seconds for which nobody may send because of a 429."""
    clock: float | None
    """The server's time in seconds since 1970; None if there is no server."""


class SharedLimit:
    """The limit of one client id in one store, for the calls of this process."""

    def __init__(self, store: Any, key: str, clock: Clock) -> None:
        self.store = store
        self._key = key
        self._clock = clock
        self._guarded = Guarded(store, clock)
        self.forget_other_threads()

    def forget_other_threads(self) -> None:
        """In a forked child, which is a separate party."""
        self._party = os.urandom(8).hex()
        self._guarded.health.forget_other_threads()

    def admit(self, limiter: Limiter, ticket: Ticket, lasts: float, timeout: float) -> Generator[Step, Any, float]:
        """Ask the store for the slot that the limiter has granted to `ticket`. 0.0: send. Otherwise the ticket waits
        again, for this long.

        lasts: seconds that the attempt may take. timeout: seconds that are left to ask.
        """
        if not self._guarded.usable():
            return 0.0
        limiter.asks(ticket)
        timeout = max(0.0, min(timeout, LONGEST_USE))
        asking = _Asking(self.store, self._key, self._ask(limiter, ticket, lasts))
        try:
            permit = yield Use(asking, "acquire", timeout, longest=timeout + GRACE)
            wait, slot = float(permit.wait), permit.slot
        except Exception as error:  # noqa: BLE001  # it is somebody else's code, and a call can do without it
            asking.abandon()
            self._guarded.health.failed(error, self._clock.now())
            limiter.admitted(ticket)
            return 0.0
        except BaseException:
            asking.abandon()
            raise
        self._guarded.health.works()
        if wait > 0.0:
            limiter.refused(ticket, self._clock.now(), wait)
            return wait
        ticket.slot = slot
        limiter.admitted(ticket)
        return 0.0

    def _ask(self, limiter: Limiter, ticket: Ticket, lasts: float) -> Ask:
        return Ask(self._party, limiter.rates, lasts + UNREPORTED, limiter.reserve if ticket.poll else 0)

    def settle(self, ticket: Ticket, event: Event, span: float) -> Generator[Step, Any, None]:
        """Tell the store how the attempt ended. span: the length of the window in seconds."""
        slot, ticket.slot = ticket.slot, ""
        if isinstance(event, Throttled) and not ticket.apart:
            delay = event.delay if event.delay <= LONGEST_PAUSE_FOR_ALL else min(span, LONGEST_PAUSE_FOR_ALL)
            yield from self._guarded.use("penalise", self._key, slot, delay, timeout=LONGEST_USE)
        elif slot:
            yield from self._guarded.use("report", self._key, slot, _ended(event), timeout=LONGEST_USE)

    def leave(self, ticket: Ticket) -> None:
        """A call was abandoned together with its slot; no step may be possible, so the store is told in the
        background."""
        slot, ticket.slot = ticket.slot, ""
        if slot:
            _in_background(self.store, self._key, slot, "unknown")


class _Asking:
    """One request to a store. If the response comes when nobody waits for it any more, the slot is given back."""

    __slots__ = ("_abandoned", "_ask", "_key", "_permit", "_store", "prompt")

    def __init__(self, store: Any, key: str, ask: Ask) -> None:
        self._store = store
        self._key = key
        self._ask = ask
        self.prompt = getattr(store, "prompt", None)
        self._abandoned = False
        self._permit: Permit | None = None

    def acquire(self, timeout: float) -> Permit:
        permit: Permit = self._store.acquire(self._key, self._ask, timeout)
        self._permit = permit  # before `_abandoned` is read; `abandon` does the two in the other order
        if self._abandoned and permit.slot:
            self._store.report(self._key, permit.slot, "unsent", LONGEST_USE)
        return permit

    def abandon(self) -> None:
        self._abandoned = True
        if (permit := self._permit) is not None and permit.slot:
            _in_background(self._store, self._key, permit.slot, "unsent")


def _in_background(store: Any, key: str, slot: str, ended: Ended) -> None:
    """Report without waiting. Errors are ignored, since the slot ends by itself."""
    in_thread(lambda: store.report(key, slot, ended, LONGEST_USE), Waker())


def _ended(event: Event) -> Ended:
    if isinstance(event, ResponseReceived):
        return "admitted" if event.admitted else "responded"
    if isinstance(event, Throttled):  # of a group that the API counts separately
        return "responded"
    return "unsent" if isinstance(event, NotSent) else "unknown"
