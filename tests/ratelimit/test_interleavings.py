"""Any order of what callers may do to a limiter, checked at each step against a model without a queue or wakers."""

from __future__ import annotations

from typing import Any, NamedTuple

from hypothesis import settings
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, initialize, invariant, precondition, rule

from aurakit._calls.call import ADMITTED, NOT_ADMITTED, NOT_ANSWERED, NOT_SENT, Throttled
from aurakit._ratelimit.limiter import PATIENCE, RESERVED, Limiter, RateLimit, Ticket
from aurakit._ratelimit.window import MARGIN, STILL_ON_ITS_WAY
from support.fakes import response

LASTS = st.sampled_from([1.0, 5.0, 60.0])  # seconds that an attempt may take


class Sent(NamedTuple):
    """A request on its way."""

    ends: float
    """When it must have ended."""
    epoch: int


class Interleavings(RuleBasedStateMachine):
    """Times are multiples of a quarter of a second, so no two that differ by `MARGIN` are ever mistaken."""

    def __init__(self) -> None:
        super().__init__()
        self.now = 0.0
        self.idle: list[Ticket] = []
        self.waiting: list[Ticket] = []
        self.sending: dict[Ticket, Sent] = {}
        self.late: list[Ticket] = []
        """On their way still, although they were given up."""
        self.ended: list[float] = []
        self.stopped_until = 0.0
        self.allowed: int | None = None
        self.epoch = 0

    @initialize(limit=st.integers(1, 8), per=st.integers(1, 4))
    def begin(self, limit: int, per: int) -> None:
        self.rate = RateLimit(limit, per=float(per))
        self.limiter = Limiter(self.rate)

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
        kept = self.rate.limit // RESERVED if ticket.look else 0
        return taken + counted + kept < self.rate.limit

    def in_front(self, ticket: Ticket) -> list[Ticket]:
        """Those that go before it, without any that should long have come back."""
        return [one for one in self.waiting if one < ticket and one.due + PATIENCE >= self.now]

    # --- what callers do ---

    @rule(look=st.booleans())
    def join(self, look: bool) -> None:
        self.idle.append(self.limiter.join(look=look))

    @rule(looks=st.lists(st.booleans(), min_size=1, max_size=4), lasts=LASTS)
    def several_come(self, looks: list[bool], lasts: float) -> None:
        for look in looks:
            self.join(look)
            self.ask(self.idle[-1], lasts)

    @precondition(lambda self: self.idle or self.waiting)
    @rule(data=st.data(), lasts=LASTS)
    def somebody_asks(self, data: st.DataObject, lasts: float) -> None:
        self.ask(data.draw(st.sampled_from(self.idle + self.waiting)), lasts)

    @precondition(lambda self: self.waiting)
    @rule(lasts=LASTS)
    def the_first_asks(self, lasts: float) -> None:
        self.ask(min(self.waiting), lasts)

    def ask(self, ticket: Ticket, lasts: float) -> None:
        self.forget_overdue()
        expected = self.has_slot(ticket) and not self.in_front(ticket)
        delay = self.limiter.acquire(ticket, self.now, lasts)
        assert (delay == 0.0) is expected
        (self.idle if ticket in self.idle else self.waiting).remove(ticket)
        if expected:
            self.sending[ticket] = Sent(self.now + lasts + PATIENCE, self.epoch)
        else:
            self.waiting.append(ticket)

    @precondition(lambda self: self.sending or self.late)
    @rule(
        data=st.data(),
        event=st.sampled_from([ADMITTED, NOT_ADMITTED, NOT_ANSWERED, NOT_SENT])
        | st.builds(Throttled, st.sampled_from([0.0, 0.5, 3.0]), st.booleans(), st.just(response(429))),
    )
    def report(self, data: st.DataObject, event: Any) -> None:
        ticket = data.draw(st.sampled_from([*self.sending, *self.late]))
        sent = self.sending.pop(ticket, None)
        if sent is None:
            self.late.remove(ticket)
        elif event is not NOT_SENT:
            self.ended.append(self.now + (STILL_ON_ITS_WAY if event is NOT_ANSWERED else 0.0))
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

    @precondition(lambda self: self.idle or self.waiting or self.sending or self.late)
    @rule(data=st.data())
    def somebody_leaves(self, data: st.DataObject) -> None:
        self.leave(data.draw(st.sampled_from([*self.idle, *self.waiting, *self.sending, *self.late])))

    @precondition(lambda self: self.waiting)
    @rule()
    def the_first_leaves(self) -> None:
        self.leave(min(self.waiting))

    def leave(self, ticket: Ticket) -> None:
        if self.sending.pop(ticket, None) is not None:
            self.ended.append(self.now + STILL_ON_ITS_WAY)
        for tickets in (self.idle, self.waiting, self.late):
            if ticket in tickets:
                tickets.remove(ticket)
        self.limiter.leave(ticket, self.now)

    @precondition(lambda self: self.waiting)
    @rule(data=st.data())
    def somebody_is_late(self, data: st.DataObject) -> None:
        """Somebody in the queue asks again so late that it is no longer waited for."""
        ticket = data.draw(st.sampled_from(self.waiting))
        self.now = max(self.now, (int((ticket.due + PATIENCE) * 4) + 1) / 4)

    @rule(quarters=st.sampled_from([1, 1, 2, 4, 8, 100]))
    def time_passes(self, quarters: int) -> None:
        self.now += quarters / 4

    # --- what always holds ---

    @invariant()
    def nobody_sleeps_while_there_is_a_slot_for_it(self) -> None:
        """Whoever is first is woken, or was told to come by now."""
        if not self.waiting:
            return
        first = min(self.waiting)
        stuck = any(sent.ends < self.now for sent in self.sending.values())  # found out at the next look
        if not stuck and self.has_slot(first) and first.state:
            assert first.waker is not None
            assert first.waker.woken or first.due <= self.now

    @invariant()
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


TestInterleavings = Interleavings.TestCase
TestInterleavings.settings = settings(max_examples=250, stateful_step_count=80)
