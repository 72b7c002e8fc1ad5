"""Which call may send, and when: the queue in front of the window, and the effect of a 429 on it.

Pure except for one lock: no I/O, no clock, no random numbers, no sleep. Threads, tasks and event loops share a limiter.
Each call asks for a slot (`acquire`) and waits for the time it is told, or until its ticket's waker wakes it. Only the
head of the queue is told a time; the others are woken when it may be their turn, so the cost of a call does not grow
with the queue. `window` counts how many requests fit.
"""

from __future__ import annotations

import threading
from heapq import heapify, heappop, heappush
from itertools import count
from typing import TYPE_CHECKING, Final, NamedTuple

from .._calls.call import NoResponse, NotSent, ResponseReceived, Throttled
from .._calls.deadline import NO_END
from .._calls.locks import release_left, releasing
from .._calls.log import LOG_EVERY
from .._calls.wakers import Waker
from .spread import RESERVED, Spread
from .ticket import Ticket
from .turns import NEVER, Turns
from .window import LONGEST_PAUSE, STILL_ON_ITS_WAY, RateLimit, Window

if TYPE_CHECKING:
    from .._calls.protocols import SharedLimit

    Event = ResponseReceived | NoResponse | NotSent | Throttled

__all__ = ["Limiter", "RateLimit", "Ticket"]

# The head of the queue asks again after at most this, in case nobody wakes it.
CHECK_AGAIN: Final = 1.0
# Those behind it ask after this, and a little more for each call ahead, since a call ahead may never ask again.
CHECK_BEHIND: Final = 5.0
CHECK_BEHIND_EACH: Final = 0.005
# With this many ahead only one in `ONE_IN` asks: timers for each of thousands are a large part of their cost.
MANY: Final = 64
ONE_IN: Final = 16
# A call that asks this much later than it was told, or whose attempt takes this much too long, is not waited for: its
# event loop may be stopped, or blocked by the very call that would wait for it.
PATIENCE: Final = 5.0
# No 429 stops all operations for longer: the documented limit is per minute, so a server that asks for more means this
# operation only, or is wrong.
LONGEST_PAUSE_FOR_ALL: Final = 120.0
# During a long pause one call at a time tries this often whether it is over.
PROBE_EVERY: Final = 60.0


class _Stop(NamedTuple):
    """A pause of one group of operations. One call at a time tries; one that succeeds ends the pause."""

    until: float
    probe: float
    """When the next call may try whether it is over."""
    epoch: int
    """The epoch of the 429 that caused it."""
    cause: object


class Limiter:
    """The queue in front of one API for one client id. Every method may be called from any thread.

    A call takes one `Ticket` (`join`) for all its attempts, so a retry goes ahead of calls that came later. Before each
    attempt it calls `acquire` until that returns 0.0, which takes a slot; after the attempt exactly one `report` frees
    the slot. In the end it calls `leave`, whatever happened.
    """

    def __init__(self, rate_limit: RateLimit) -> None:
        # Re-entrant: a signal handler, or a generator closed by the garbage collector, may enter again in the same
        # thread in the middle of a method. Each step below leaves a state that `leave` can clean up.
        self._lock = threading.RLock()
        self._numbers = count(1)
        self._window = Window(rate_limit)
        self._queue: list[Ticket] = []  # a heap; tickets that no longer wait stay in it until they reach the top
        self.waiting = 0
        """How many calls are in the queue."""
        self._sending: dict[Ticket, None] = {}  # in the order in which they began
        self._allowed: int | None = None  # how many may be in flight after a 429; None: as many as the window allows
        self._epoch = 0  # counts the 429s: a response to what was sent before one says nothing about the time after it
        self._epoch_of_all = 0  # that of the latest 429 that concerned all operations
        self._stopped_until = NEVER
        self._stopped_groups: dict[str, _Stop] = {}
        self._latest = NEVER
        self._logged = NEVER
        self._cause: object = None  # the response that caused the latest pause of all operations
        self.shared: SharedLimit | None = None
        """The limit that is shared with other processes."""
        self._turns = Turns()
        self._spread = Spread()

    @property
    def rates(self) -> tuple[RateLimit, ...]:
        """The limits in force: one, or several of which none includes the other."""
        return self._window.rates

    @releasing()
    def tighten(self, rate_limit: RateLimit) -> None:
        """Keep to `rate_limit` as well: of several clients' limits, the strictest counts."""
        with self._lock:
            self._window.tighten(rate_limit)

    def join(self, *, poll: bool = False, group: str = "", apart: bool = False) -> Ticket:
        """A new ticket behind all others of its kind.

        poll: for the poll of a wait, which gives way to ordinary calls. group: the operations that stop together when a
            429 asks for more time than the others should wait: one operation, or those of a quota. apart: whether the
            API counts the group separately, so that its 429s stop only the group.
        """
        return Ticket(next(self._numbers), poll=poll, group=group, apart=apart)

    # ------------------------------------------------------------------------------------------------ asking

    def acquire(self, ticket: Ticket, now: float, lasts: float = NO_END) -> float:
        """0.0: a slot is taken, send. Otherwise the seconds after which to ask again, unless `ticket.waker` wakes
        first.

        lasts: seconds that an attempt may take.
        """
        with self._lock:
            self._latest = now
            if self._sending:
                self._forget_overdue(now)
            if self._stopped_groups and (pause := self._group_pause(ticket.group, now)) > 0.0:
                return self._stand_aside(ticket, pause)
            head = self._head(ticket, now) if self._queue else None
            if head is None or head is ticket or ticket < head:
                plain = self._allowed is None and self._stopped_until <= now and self.shared is None
                if plain and not ticket.poll:
                    delay = self._window.wait(len(self._sending), now)
                else:
                    delay = self._delay(ticket, now)
                if delay <= 0.0:
                    if ticket.state == "waiting":
                        self.waiting -= 1
                    ticket.state, ticket.until, ticket.epoch = "sending", now + lasts + PATIENCE, self._epoch
                    ticket.waker = None
                    self._sending[ticket] = None
                    if ticket.poll:
                        self._spread.note(self._window, now)
                    if (stop := self._stopped_groups.get(ticket.group)) is not None:
                        self._stopped_groups[ticket.group] = stop._replace(probe=now + PROBE_EVERY)
                    if self.waiting:
                        self._wake_head()  # there may be another slot
                    return 0.0
                delay = min(delay, CHECK_AGAIN)
            else:
                ahead = min(self.waiting, max(0, ticket.number - head.number))
                checks = ahead < MANY or ticket.number % ONE_IN == 0
                delay = CHECK_BEHIND + CHECK_BEHIND_EACH * ahead if checks else NO_END
            self._wait(ticket, now + delay)
            return delay

    def release_lock(self) -> None:
        """After an exception in a method: see `_calls.locks`."""
        release_left(self, "_lock")

    def _wait(self, ticket: Ticket, due: float) -> None:
        ticket.due = due
        ticket.waker = Waker()
        if ticket.state != "waiting":
            ticket.state = "waiting"
            self.waiting += 1
            heappush(self._queue, ticket)

    def _stand_aside(self, ticket: Ticket, pause: float) -> float:
        """Wait outside the queue, so that a pause of one group does not delay the others; the ticket keeps its
        place."""
        if ticket.state == "waiting":
            self._stop_waiting(ticket)
            if self.waiting:
                self._wake_head()
        ticket.waker = Waker()
        return min(pause, CHECK_BEHIND)

    def _head(self, asking: Ticket, now: float) -> Ticket | None:
        """The first in the queue, except those that did not ask again; they get their place back when they do."""
        queue = self._queue
        while queue:
            head = queue[0]
            if head.state != "waiting":
                heappop(queue)
            elif head is not asking and head.due + PATIENCE < now:
                heappop(queue)
                self._stop_waiting(head)
                self._wake_head()  # the ticket that is first now was told to ask later
            else:
                return head
        return None

    def _stop_waiting(self, ticket: Ticket) -> None:
        ticket.state = ""
        self.waiting -= 1
        if len(self._queue) > 64 and len(self._queue) > 2 * self.waiting:
            self._queue = [one for one in self._queue if one.state == "waiting"]
            heapify(self._queue)

    def _wake_head(self) -> None:
        queue = self._queue
        while queue and queue[0].state != "waiting":
            heappop(queue)
        if queue and (waker := queue[0].waker) is not None:
            waker.wake()

    def _forget_overdue(self, now: float) -> None:
        """Free the slots of attempts that should have ended long ago. Mostly, attempts that began later end later."""
        while self._sending:
            first = next(iter(self._sending))
            if first.until >= now:
                return
            self._release(first, first.until)
            self._wake_head()

    def _delay(self, ticket: Ticket, now: float) -> float:
        """Seconds until there is a slot; 0.0 for now; infinite while an attempt must end first."""
        taken = len(self._sending)
        stopped = max(self._stopped_until, self._turns.refused_until(ticket))
        if stopped > now:
            return stopped - now
        if self.shared is not None and self._turns.taken():
            return NO_END
        if self._allowed is not None and taken >= self._allowed:
            return NO_END
        if not ticket.poll:
            return self._window.wait(taken, now)
        return max(self._window.wait(taken + self.reserve, now), self._spread.wait(self._window, taken, now))

    def _group_pause(self, group: str, now: float) -> float:
        """Seconds after which a call of this group should ask again. When its pause ends, one call tries first; until
        it has its response, the others ask every second."""
        stop = self._stopped_groups.get(group)
        if stop is None or now >= stop.probe:
            return 0.0
        return min(stop.probe - now, CHECK_AGAIN) if now >= stop.until else min(stop.probe, stop.until) - now

    # ------------------------------------------------------------------------------------------------ the store

    @property
    def reserve(self) -> int:
        """How many slots the polls of waits leave to ordinary calls."""
        return self._window.size // RESERVED

    @property
    def span(self) -> float:
        """Seconds after which an attempt no longer counts."""
        return self._window.span

    def asks(self, ticket: Ticket) -> None:
        """The store is being asked for the slot that the call was granted."""
        with self._lock:
            self._turns.take(ticket)

    def admitted(self, ticket: Ticket) -> None:
        """The store let the call be sent, or could not be asked."""
        with self._lock:
            self._turns.admitted(ticket)
            if self.waiting:
                self._wake_head()

    def refused(self, ticket: Ticket, now: float, delay: float) -> None:
        """The store has no slot for `delay` seconds: the call waits again in its place, and the others with it."""
        delay = min(delay, LONGEST_PAUSE_FOR_ALL)
        with self._lock:
            self._turns.refused(ticket, now + delay)
            if self._sending.pop(ticket, ticket) is None:
                if self._queue and self._queue[0] is ticket:
                    heappop(self._queue)  # it is pushed again
                self._wait(ticket, now + delay)
                if self.waiting > 1:
                    self._wake_head()

    # ------------------------------------------------------------------------------------------------ reporting

    def report(self, ticket: Ticket, now: float, event: Event) -> None:
        """Report how the attempt ended at `now`. Its slot is free again `per` seconds later, or at once if it was not
        sent."""
        with self._lock:
            if isinstance(event, Throttled):
                self._throttled(ticket, now, event)
            elif isinstance(event, NotSent):
                epoch = ticket.epoch if self._sending.pop(ticket, ticket) is None else None
                ticket.state = ""
                self._ended(ticket, now, epoch)
            elif isinstance(event, ResponseReceived):
                if self._allowed is not None or self._stopped_groups:
                    self._ended(ticket, now, self._release(ticket, now), admitted=event.admitted)
                elif ticket in self._sending:  # as in `_release`; written out here because every call passes it
                    self._window.note(now)
                    self._sending.pop(ticket, None)
                    ticket.state = ""
            else:
                self._ended(ticket, now, self._release(ticket, now + STILL_ON_ITS_WAY))
            if self.waiting:
                self._wake_head()

    def _ended(self, ticket: Ticket, now: float, epoch: int | None, *, admitted: bool = False) -> None:
        """What an attempt of that epoch shows about the pauses: a success ends them; a response other than 429 ends
        those of its group that only awaited such a try."""
        if epoch is None:
            return
        stop = self._stopped_groups.get(ticket.group)
        if stop is not None and epoch >= stop.epoch and (admitted or now >= stop.until):
            self._stopped_groups.pop(ticket.group, None)
        if admitted and self._allowed is not None and epoch >= self._epoch_of_all:
            # One more for each success, which doubles with every round trip. If the server's limit is lower, all at
            # once would get another 429 and cost most of them a retry.
            self._allowed = self._allowed + 1 if self._allowed < self._window.size else None

    def _throttled(self, ticket: Ticket, now: float, event: Throttled) -> None:
        """Nobody sends for the time that the server asks for; then one call at a time until one succeeds."""
        self._release(ticket, now)
        self._epoch += 1
        delay = event.delay
        if ticket.apart or delay > LONGEST_PAUSE_FOR_ALL:
            until = now + min(delay, LONGEST_PAUSE)
            probe = min(until, now + PROBE_EVERY)
            self._stopped_groups[ticket.group] = _Stop(until, probe, self._epoch, event.cause)
            if ticket.apart:
                return
            delay = min(self._window.span, LONGEST_PAUSE_FOR_ALL)
        if event.again:
            self._wait(ticket, now + PATIENCE)
        self._allowed, self._epoch_of_all = 1, self._epoch
        if now + delay > self._stopped_until:
            self._stopped_until = now + delay
            self._cause = event.cause

    def _release(self, ticket: Ticket, when: float) -> int | None:
        """Record the end of an attempt, if there is one; returns the epoch in which it was sent."""
        if ticket not in self._sending:
            return None
        self._window.note(when)
        self._sending.pop(ticket, None)
        ticket.state = ""
        return ticket.epoch

    @releasing()
    def leave(self, ticket: Ticket, now: float) -> None:
        """Give up the ticket, whatever its state. A slot that is still taken counts as used: the request may have been
        sent."""
        with self._lock:
            if ticket.state == "waiting":
                self._stop_waiting(ticket)
            elif ticket.asking:  # never sent
                self._turns.give_back(ticket)
                self._sending.pop(ticket, None)
                ticket.state = ""
            else:
                self._ended(ticket, now, self._release(ticket, now + STILL_ON_ITS_WAY))
            if self.waiting:
                self._wake_head()
        if ticket.slot and self.shared is not None:
            self.shared.leave(ticket)

    # ------------------------------------------------------------------------------------------------ state

    def paused(self, now: float, group: str = "") -> float:
        """Seconds for which nobody may send an operation of this group because of a 429, except one call that tries."""
        stop = self._stopped_groups.get(group)
        alone = 0.0 if stop is None or now >= stop.probe else stop.until - now
        return max(0.0, self._stopped_until - now, alone)

    def cause(self, group: str = "") -> object:
        """The response that caused the pause of this group; None if there is no pause."""
        stop = self._stopped_groups.get(group)
        return self._cause if stop is None else stop.cause

    def should_log(self, now: float) -> bool:
        """Whether it is time to log again that calls are waiting."""
        with self._lock:
            due = now - self._logged >= LOG_EVERY
            if due:
                self._logged = now
            return due

    @releasing()
    def idle(self, now: float) -> bool:
        """Whether there is nothing left to remember: a new limiter would decide the same."""
        with self._lock:
            if self.waiting or self._sending or self._allowed is not None:
                return False
            stopped = max((stop.until for stop in self._stopped_groups.values()), default=NEVER)
            return max(stopped, self._stopped_until) <= now and self._window.empty(now)

    def forget_other_threads(self) -> None:
        """In a forked child: the threads that waited, sent or held the lock do not exist here."""
        self._lock = threading.RLock()
        for ticket in self._queue:
            if ticket.state == "waiting":  # a task of this thread may continue in the child
                ticket.state = ""
        self._queue, self.waiting = [], 0
        self._turns = Turns()
        for ticket in list(self._sending):
            ticket.asking = False
            self._release(ticket, self._latest)
        if self.shared is not None:
            self.shared.forget_other_threads()
