"""A call's place in the queue of the limiter."""

from __future__ import annotations

from typing import TYPE_CHECKING

from .._calls.deadline import NO_END

if TYPE_CHECKING:
    from .._calls.wakers import Waker


class Ticket:
    """A call's place in the queue. It holds nothing until it is asked for a slot."""

    __slots__ = ("apart", "asking", "due", "epoch", "group", "number", "poll", "slot", "state", "until", "waker")

    def __init__(self, number: int, *, poll: bool, group: str, apart: bool) -> None:
        self.number = number
        self.poll = poll
        self.group = group  # the operations that stop when a pause is too long for all
        self.apart = apart  # the API counts this group separately, so a 429 says nothing about others
        self.state = ""  # "waiting", "sending", or empty
        self.due = NO_END  # while it waits: when it should have asked again
        self.until = NO_END  # while it sends: when its attempt must have ended
        self.epoch = 0
        self.waker: Waker | None = None
        self.asking = False  # whether the store is being asked for its slot
        self.slot = ""  # what the store calls its slot

    def __lt__(self, other: Ticket) -> bool:
        """Ordinary calls go ahead of the polls of waits; within each kind, first come, first served."""
        return (self.poll, self.number) < (other.poll, other.number)
