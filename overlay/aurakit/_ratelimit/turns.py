"""Which calls of a process may ask a store, and when. No I/O, and no lock: that of the limiter is held."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

if TYPE_CHECKING:
    from .ticket import Ticket

# How many may ask at the same time: one after a refusal, then one more for each slot that the store grants.
MOST_ASKING: Final = 64

NEVER: Final = float("-inf")


class Turns:
    """Keeps a process from asking a store more often than it can get slots."""

    __slots__ = ("_asking", "_may_ask", "_poll_refused_until", "_refused_until")

    def __init__(self) -> None:
        self._refused_until = NEVER
        self._poll_refused_until = NEVER  # the poll of a wait is refused earlier than an ordinary call
        self._asking = 0
        self._may_ask = MOST_ASKING

    def refused_until(self, ticket: Ticket) -> float:
        """The time before which the store has no slot."""
        return self._poll_refused_until if ticket.poll else self._refused_until

    def taken(self) -> bool:
        """Whether as many calls are asking as may."""
        return self._asking >= self._may_ask

    def take(self, ticket: Ticket) -> None:
        """The call asks now."""
        ticket.asking = True
        self._asking += 1

    def give_back(self, ticket: Ticket) -> None:
        """The call no longer asks."""
        if ticket.asking:
            ticket.asking = False
            self._asking -= 1

    def admitted(self, ticket: Ticket) -> None:
        """The call has a slot."""
        self.give_back(ticket)
        self._may_ask = min(self._may_ask + 1, MOST_ASKING)

    def refused(self, ticket: Ticket, until: float) -> None:
        """The store has no slot before `until`."""
        self.give_back(ticket)
        self._may_ask = 1
        self._poll_refused_until = max(self._poll_refused_until, until)
        if not ticket.poll:
            self._refused_until = max(self._refused_until, until)
