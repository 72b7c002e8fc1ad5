"""Who of a process's calls may ask a store, and when. No I/O, and no lock: that of the limiter is held."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

if TYPE_CHECKING:
    from .ticket import Ticket

# How many ask at the same time: one after a refusal, then one more for each slot that the store gives.
MOST_ASKING: Final = 64

NEVER: Final = float("-inf")


class Turns:
    """What keeps a process from asking more often than there is something to get."""

    __slots__ = ("_asking", "_look_refused_until", "_may_ask", "_refused_until")

    def __init__(self) -> None:
        self._refused_until = NEVER
        self._look_refused_until = NEVER  # a look of a wait is refused earlier than an ordinary call
        self._asking = 0
        self._may_ask = MOST_ASKING

    def refused_until(self, ticket: Ticket) -> float:
        """Before then there is nothing to get."""
        return self._look_refused_until if ticket.look else self._refused_until

    def taken(self) -> bool:
        """Whether as many ask as may."""
        return self._asking >= self._may_ask

    def take(self, ticket: Ticket) -> None:
        """The call asks now."""
        ticket.asking = True
        self._asking += 1

    def give_back(self, ticket: Ticket) -> None:
        """It asks no more."""
        if ticket.asking:
            ticket.asking = False
            self._asking -= 1

    def admitted(self, ticket: Ticket) -> None:
        """It has a slot."""
        self.give_back(ticket)
        self._may_ask = min(self._may_ask + 1, MOST_ASKING)

    def refused(self, ticket: Ticket, until: float) -> None:
        """There is none before `until`."""
        self.give_back(ticket)
        self._may_ask = 1
        self._look_refused_until = max(self._look_refused_until, until)
        if not ticket.look:
            self._refused_until = max(self._refused_until, until)
