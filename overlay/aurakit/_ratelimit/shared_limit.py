"""The limit that processes and machines share: what a process asks a store, and what becomes of its queue then. No I/O.

`limiter` decides which call of the process goes next, and gives it a slot of the process's own. Here the store is asked
whether that call may be sent. One round trip acquires, one reports. Without the store the process's own limit holds.
"""

from __future__ import annotations

import os
from typing import TYPE_CHECKING, Any, Final, Literal, NamedTuple

from .._calls.call import Answered, NotSent, Throttled
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

Ended = Literal["admitted", "answered", "unknown", "unsent"]
"""How an attempt ended: with a response that shows that the API counted and accepted it; with another response; without
one, so that the request may still arrive; before anything was sent."""

# An attempt that is not reported for so long after its time, because its process died, is taken to have ended then.
UNREPORTED: Final = 5.0


class Ask(NamedTuple):
    """A process's request for a slot."""

    party: str
    """Who asks: one process, under a name of its own."""
    rates: tuple[RateLimit, ...]
    """The limits it keeps to. A store keeps to those of all parties."""
    lasts: float
    """Seconds after which the attempt has certainly ended, reported or not."""
    reserve: int = 0
    """How many slots it must leave free, because it is less urgent than others. Then it gets no place in the line."""


class Permit(NamedTuple):
    """What a store says to it."""

    wait: float
    """0.0: send. Else the seconds after which to ask again."""
    slot: str = ""
    """What to call the slot when its end is reported; empty while there is none."""


class Usage(NamedTuple):
    """What a store knows of a limit."""

    rates: tuple[RateLimit, ...]
    """The limits in force: those of the parties that asked lately, without the ones that others include."""
    used: int
    """Slots in use in the first of them, or in all if there is none."""
    waiting: int
    """Processes that wait for a slot."""
    paused: float
    """Seconds for which nobody may send because of a 429."""
    clock: float | None
    """The server's calendar in seconds since 1970; None where there is no server."""


class SharedLimit:
    """The limit of one client id in one store, for the calls of this process."""

    def __init__(self, store: Any, key: str, clock: Clock) -> None:
        self.store = store
        self._key = key
        self._clock = clock
        self._guarded = Guarded(store, clock)
        self.forget_other_threads()

    def forget_other_threads(self) -> None:
        """In a forked child: it is a party of its own."""
        self._party = os.urandom(8).hex()
        self._guarded.health.forget_other_threads()

    def admit(self, limiter: Limiter, ticket: Ticket, lasts: float, timeout: float) -> Generator[Step, Any, float]:
        """Ask for the slot that the limiter has given to `ticket`. 0.0: send. Else the ticket waits again, so long.

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
        return Ask(self._party, limiter.rates, lasts + UNREPORTED, limiter.reserve if ticket.look else 0)

    def settle(self, ticket: Ticket, event: Event, span: float) -> Generator[Step, Any, None]:
        """Tell the store how the attempt ended. span: seconds that the window is long."""
        slot, ticket.slot = ticket.slot, ""
        if isinstance(event, Throttled) and not ticket.apart:
            delay = event.delay if event.delay <= LONGEST_PAUSE_FOR_ALL else min(span, LONGEST_PAUSE_FOR_ALL)
            yield from self._guarded.use("penalise", self._key, slot, delay, timeout=LONGEST_USE)
        elif slot:
            yield from self._guarded.use("report", self._key, slot, _ended(event), timeout=LONGEST_USE)

    def leave(self, ticket: Ticket) -> None:
        """A call was given up with its slot; there may be no time for a step, so it is told in the background."""
        slot, ticket.slot = ticket.slot, ""
        if slot:
            _in_background(self.store, self._key, slot, "unknown")


class _Asking:
    """One question, whose answer may come when nobody waits for it any more: then the slot goes back."""

    __slots__ = ("_abandoned", "_ask", "_key", "_permit", "_store")

    def __init__(self, store: Any, key: str, ask: Ask) -> None:
        self._store = store
        self._key = key
        self._ask = ask
        self._abandoned = False
        self._permit: Permit | None = None

    def acquire(self, timeout: float) -> Permit:
        permit: Permit = self._store.acquire(self._key, self._ask, timeout)
        self._permit = permit  # before `_abandoned` is read; whoever abandons does it the other way round
        if self._abandoned and permit.slot:
            self._store.report(self._key, permit.slot, "unsent", LONGEST_USE)
        return permit

    def abandon(self) -> None:
        self._abandoned = True
        if (permit := self._permit) is not None and permit.slot:
            _in_background(self._store, self._key, permit.slot, "unsent")


def _in_background(store: Any, key: str, slot: str, ended: Ended) -> None:
    """Report without waiting. What goes wrong is nobody's concern: the slot ends by itself."""
    in_thread(lambda: store.report(key, slot, ended, LONGEST_USE), Waker())


def _ended(event: Event) -> Ended:
    if isinstance(event, Answered):
        return "admitted" if event.admitted else "answered"
    if isinstance(event, Throttled):  # of a group that the API counts apart
        return "answered"
    return "unsent" if isinstance(event, NotSent) else "unknown"
