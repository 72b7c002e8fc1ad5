"""The limit of one process, which parties can use too: `MemoryStore` has it instead of a database.

The calls of the process use tickets, and are woken. A party uses it like any store: it asks repeatedly, by its name.
Both wait in the same queue for the same slots.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from .._calls.call import ADMITTED, NO_RESPONSE, NOT_ADMITTED, NOT_SENT, Throttled
from .._calls.locks import releasing
from .._calls.messages import Failure
from .limiter import LONGEST_PAUSE_FOR_ALL, PATIENCE, Limiter
from .shared_limit import Permit, Usage

if TYPE_CHECKING:
    from .limiter import Event
    from .shared_limit import Ask, Ended
    from .ticket import Ticket
    from .window import RateLimit

# A waiting party asks again after at most this, since nothing can wake it.
CHECK_AGAIN: Final = 1.0
# A party that asks this much later than it was told loses its place: it may have died.
PARTY_PATIENCE: Final = 1.0
# A slot is held for no longer than this, however long an attempt may take.
LONGEST_SLOT: Final = 3600.0
# While attempts are made one at a time, parties ask this often whether one was admitted.
RECOVERY_CHECK: Final = 0.25
# Parties ask no sooner than after this when calls of the process are ahead of them.
SOONEST_CHECK: Final = 0.01

_EVENTS: Final[dict[str, Event]] = {
    "admitted": ADMITTED,
    "responded": NOT_ADMITTED,
    "unknown": NO_RESPONSE,
    "unsent": NOT_SENT,
}
_THROTTLED: Final = Failure("network", "another party was told to wait", sent=True)


class LocalLimit(Limiter):
    """A limiter for tickets and for parties. Every method may be called from any thread."""

    def __init__(self, rate_limit: RateLimit) -> None:
        super().__init__(rate_limit)
        self.owner: object = None
        """Kept alive with it, so that later requests for the limit find this one."""
        self._lines: dict[str, Ticket] = {}  # of the parties that wait
        self._slots: dict[str, Ticket] = {}  # of those that send

    @releasing()
    def permit(self, ask: Ask, now: float) -> Permit:
        """Grant a party a slot, or say when to ask again."""
        with self._lock:
            for rate in ask.rates:
                self.tighten(rate)
            if ask.reserve and (wait := self._wait_behind(self.waiting + ask.reserve, now)) > 0.0:
                return Permit(min(wait, CHECK_AGAIN))
            ticket = self._lines.pop(ask.party, None) or self.join(poll=ask.reserve > 0)
            if (wait := self.acquire(ticket, now, min(ask.lasts, LONGEST_SLOT) - PATIENCE)) > 0.0:
                return self._line_up(ask, ticket, wait, now)
            for slot in [slot for slot, other in self._slots.items() if other.state != "sending"]:
                del self._slots[slot]
            slot = str(ticket.number)
            self._slots[slot] = ticket
            return Permit(0.0, slot)

    def _line_up(self, ask: Ask, ticket: Ticket, wait: float, now: float) -> Permit:
        if ask.reserve:
            self.leave(ticket, now)
            return Permit(min(wait, CHECK_AGAIN))
        self._lines = {party: other for party, other in self._lines.items() if other.state}
        ahead = sum(other.state == "waiting" and other < ticket for other in self._queue)
        if self.paused(now) <= 0.0:
            wait = RECOVERY_CHECK * (1 + ahead) if self._allowed is not None else self._wait_behind(ahead, now)
            wait = min(max(wait, SOONEST_CHECK), CHECK_AGAIN)
        ticket.due = now + wait + PARTY_PATIENCE - PATIENCE
        self._lines[ask.party] = ticket
        return Permit(wait)

    def _wait_behind(self, ahead: int, now: float) -> float:
        """Seconds until there is a slot after so many others got theirs."""
        return self._window.wait(len(self._sending) + ahead, now)

    @releasing()
    def finish(self, slot: str, ended: Ended, now: float) -> None:
        """A party's attempt has ended. Unknown slots are ignored."""
        ticket = self._slots.pop(slot, None)
        if ticket is not None:
            self.report(ticket, now, _EVENTS[ended])

    @releasing()
    def penalise(self, slot: str, seconds: float, now: float) -> None:
        """A party got a 429, perhaps without a slot: everybody waits."""
        seconds = max(0.0, min(seconds, LONGEST_PAUSE_FOR_ALL))
        ticket = self._slots.pop(slot, None)
        self.report(self.join() if ticket is None else ticket, now, Throttled(seconds, False, _THROTTLED))

    @releasing()
    def usage(self, now: float) -> Usage:
        """The limit in force, and how much of it is used."""
        with self._lock:
            rates = tuple(sorted(self.rates))
            used = len(self._sending) + self._window.used(rates[0].per, now)
            return Usage(rates, used, self.waiting, self.paused(now), None)

    def forget_other_threads(self) -> None:
        super().forget_other_threads()
        self._lines, self._slots = {}, {}
