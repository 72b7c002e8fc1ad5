"""Any order of what callers may do to a limiter, checked at each step against a model without a queue or wakers."""

from __future__ import annotations

import math
import random
from typing import TYPE_CHECKING, Any, NamedTuple, TypeVar

import pytest

from aurakit._calls.call import ADMITTED, NO_RESPONSE, NOT_ADMITTED, NOT_SENT, Throttled
from aurakit._ratelimit.limiter import PATIENCE, Limiter, RateLimit, Ticket
from aurakit._ratelimit.spread import CALM, PARTS, RESERVED
from aurakit._ratelimit.window import MARGIN, STILL_ON_ITS_WAY
from support.fakes import response

if TYPE_CHECKING:
    from collections.abc import Sequence

T = TypeVar("T")
LASTS = [1.0, 5.0, 60.0]  # seconds that an attempt may take
SEQUENCES = 1000
STEPS = 80


class Sent(NamedTuple):
    """A request on its way."""

    ends: float
    """When it must have ended."""
    epoch: int


class Interleavings:
    """Times are multiples of a quarter of a second, so no two that differ by `MARGIN` are ever mistaken."""

    def __init__(self, choose: random.Random) -> None:
        self.choose = choose
        self.now = 0.0
        self.idle: list[Ticket] = []
        self.waiting: list[Ticket] = []
        self.sending: dict[Ticket, Sent] = {}
        self.late: list[Ticket] = []
        """On their way still, although they were given up."""
        self.ended: list[float] = []
        self.polled: list[float] = []
        """When polls were granted their slots."""
        self.stopped_until = 0.0
        self.allowed: int | None = None
        self.epoch = 0
        self.rate = RateLimit(choose.randint(1, 8), per=float(choose.randint(1, 4)))
        self.limiter = Limiter(self.rate)

    def play(self) -> None:
        """Some of the rules, which are others each time: with all of them at once what is rare hardly ever piles up."""
        rules = [rule for rule in RULES if self.choose.random() < 0.75]
        for _ in range(STEPS):
            if rules:
                getattr(self, self.choose.choice(rules))()
            self.nobody_sleeps_while_there_is_a_slot_for_it()
            self.the_queue_counts_those_who_wait()
        self.teardown()

    def one_of(self, *groups: Sequence[T]) -> T | None:
        """One of all that are in these; None if there is none."""
        everybody = [one for group in groups for one in group]
        return self.choose.choice(everybody) if everybody else None

    # --- the model ---

    def forget_overdue(self) -> None:
        for ticket, sent in list(self.sending.items()):
            if sent.ends >= self.now:
                return  # those that began later are looked at once this one has ended
            del self.sending[ticket]
            self.late.append(ticket)
            self.ended.append(sent.ends)

    def has_slot(self, ticket: Ticket) -> bool:
        taken = len(self.sending)
        if self.stopped_until > self.now or (self.allowed is not None and taken >= self.allowed):
            return False
        counted = sum(end + self.rate.per + MARGIN > self.now for end in self.ended)
        kept = self.rate.limit // RESERVED if ticket.poll else 0
        calm = taken + counted < self.rate.limit // CALM
        return taken + counted + kept < self.rate.limit and (not ticket.poll or calm or self.spread())

    def spread(self) -> bool:
        """Whether the polls of late leave room for one more in this part of the window."""
        if self.rate.limit < RESERVED:
            return True
        late = sum(granted + self.rate.per / PARTS > self.now for granted in self.polled)
        return late < math.ceil((self.rate.limit - self.rate.limit // RESERVED) / PARTS)

    def in_front(self, ticket: Ticket) -> list[Ticket]:
        """Those that go before it, without any that should long have come back."""
        return [one for one in self.waiting if one < ticket and one.due + PATIENCE >= self.now]

    # --- what callers do ---

    def somebody_joins(self) -> None:
        self.idle.append(self.limiter.join(poll=self.choose.random() < 0.5))

    def several_come(self) -> None:
        for _ in range(self.choose.randint(1, 4)):
            self.somebody_joins()
            self.ask(self.idle[-1])

    def somebody_asks(self) -> None:
        if (ticket := self.one_of(self.idle, self.waiting)) is not None:
            self.ask(ticket)

    def the_first_asks(self) -> None:
        if self.waiting:
            self.ask(min(self.waiting))

    def ask(self, ticket: Ticket) -> None:
        lasts = self.choose.choice(LASTS)
        self.forget_overdue()
        expected = self.has_slot(ticket) and not self.in_front(ticket)
        delay = self.limiter.acquire(ticket, self.now, lasts)
        assert (delay == 0.0) is expected
        (self.idle if ticket in self.idle else self.waiting).remove(ticket)
        if expected:
            self.sending[ticket] = Sent(self.now + lasts + PATIENCE, self.epoch)
            if ticket.poll:
                self.polled.append(self.now)
        else:
            self.waiting.append(ticket)

    def somebody_ends(self) -> None:
        self.report(self.choose.choice([ADMITTED, NOT_ADMITTED, NO_RESPONSE, NOT_SENT]))

    def somebody_is_told_to_wait(self) -> None:
        self.report(Throttled(self.choose.choice([0.0, 0.5, 3.0]), self.choose.random() < 0.5, response(429)))

    def report(self, event: Any) -> None:
        ticket = self.one_of([*self.sending], self.late)
        if ticket is None:
            return
        sent = self.sending.pop(ticket, None)
        if sent is None:
            self.late.remove(ticket)
        elif event is not NOT_SENT:
            self.ended.append(self.now + (STILL_ON_ITS_WAY if event is NO_RESPONSE else 0.0))
        if event is ADMITTED and self.allowed is not None and sent is not None and sent.epoch == self.epoch:
            self.allowed = self.allowed + 1 if self.allowed < self.rate.limit else None
        again = False
        if isinstance(event, Throttled):
            self.epoch, self.allowed = self.epoch + 1, 1
            self.stopped_until = max(self.stopped_until, self.now + event.delay)
            again = event.again
        self.limiter.report(ticket, self.now, event)
        if again:
            self.waiting.append(ticket)

    def somebody_leaves(self) -> None:
        if (ticket := self.one_of(self.idle, self.waiting, [*self.sending], self.late)) is not None:
            self.leave(ticket)

    def the_first_leaves(self) -> None:
        if self.waiting:
            self.leave(min(self.waiting))

    def leave(self, ticket: Ticket) -> None:
        if self.sending.pop(ticket, None) is not None:
            self.ended.append(self.now + STILL_ON_ITS_WAY)
        for tickets in (self.idle, self.waiting, self.late):
            if ticket in tickets:
                tickets.remove(ticket)
        self.limiter.leave(ticket, self.now)

    def somebody_is_late(self) -> None:
        """Somebody in the queue asks again so late that it is no longer waited for."""
        if (ticket := self.one_of(self.waiting)) is not None and math.isfinite(ticket.due):
            self.now = max(self.now, (int((ticket.due + PATIENCE) * 4) + 1) / 4)

    def time_passes(self) -> None:
        self.now += self.choose.choice([1, 1, 2, 4, 8, 100]) / 4

    # --- what always holds ---

    def nobody_sleeps_while_there_is_a_slot_for_it(self) -> None:
        """Whoever is first is woken, or was told to come by now."""
        if not self.waiting:
            return
        first = min(self.waiting)
        stuck = any(sent.ends < self.now for sent in self.sending.values())  # found out at the next check
        if not stuck and self.has_slot(first) and first.state:
            assert first.waker is not None
            assert first.waker.woken or first.due <= self.now

    def the_queue_counts_those_who_wait(self) -> None:
        assert self.limiter.waiting == sum(ticket.state == "waiting" for ticket in self.waiting)

    def teardown(self) -> None:
        for ticket in (*self.idle, *self.waiting, *self.sending, *self.late):
            self.limiter.leave(ticket, self.now)
        assert self.limiter.waiting == 0
        self.now += 100.0
        for _ in range(self.rate.limit):  # so that it is cautious no more
            ticket = self.limiter.join()
            assert self.limiter.acquire(ticket, self.now) == 0.0
            self.limiter.report(ticket, self.now, ADMITTED)
            self.now += self.rate.per + 1.0
        granted = [self.limiter.acquire(self.limiter.join(), self.now) == 0.0 for _ in range(self.rate.limit + 1)]
        assert granted == [True] * self.rate.limit + [False]


RULES = [
    "somebody_joins", "several_come", "somebody_asks", "the_first_asks", "somebody_ends", "somebody_ends",
    "somebody_is_told_to_wait", "somebody_leaves", "the_first_leaves", "somebody_is_late", "time_passes",
]  # fmt: skip


@pytest.mark.parametrize("first", range(0, SEQUENCES, 100))
def test_in_no_order_is_the_limit_passed_somebody_overtaken_or_a_waiter_forgotten(first: int) -> None:
    for seed in range(first, first + 100):
        try:
            Interleavings(random.Random(seed)).play()
        except AssertionError as error:
            error.add_note(f"Interleavings(random.Random({seed})).play()")
            raise
