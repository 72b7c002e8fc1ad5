"""Who may send, and when: the queue in front of the window, and what a 429 does to it. `flow` asks before each attempt.

Pure but for one lock: no I/O, no clock, no random, no sleep. Threads, tasks and event loops share a limiter: they ask
"now?" (`poll`) and sleep as long as it says, each in its own way. How many fit into the window is counted in `window`.
"""

from __future__ import annotations

import itertools
import os
import threading
import weakref
from bisect import bisect_left, insort
from typing import Final

from .window import RateLimit, Window

__all__ = ["Limiter", "RateLimit", "limiter_for"]

# A request given up without an answer may still be on its way, and be counted that much later.
STILL_ON_ITS_WAY: Final = 1.0
# A waiter is told to look again after at most this, and a tenth more for each call ahead of it: slots can come back
# early (a connection refused, a call cancelled) and nobody wakes the sleepers.
LOOK_AGAIN: Final = 0.05
# While a single call tries whether the limit is over, its end is what the next one waits for.
LOOK_SOON: Final = 0.01
# One waiter's turn, once there are slots for all of those ahead of it.
TURN: Final = 0.001
# Who does not ask again for that much longer than told, or does not end an attempt in its time, is not waited for: its
# event loop may be stopped, or blocked by the very call that would wait for it.
PATIENCE: Final = 5.0
# No pause is longer, whatever date a server sends: it would silence every client of the process.
LONGEST_PAUSE: Final = 3600.0
# "A call that waits is told of once a minute", for all calls together.
TELL_EVERY: Final = 60.0


class Limiter:
    """The queue in front of one API for one client id. Every method may be called from any thread.

    A call takes its `place` once (`join`) and keeps it for all its attempts, so a repeated one goes before those that
    came later. Before each attempt it polls until told 0.0, which takes a slot; after it exactly one of `answered`,
    `unanswered`, `give_back` and `penalise` frees it; `leave` at the end, whatever happened.
    """

    __slots__ = (
        "__weakref__", "_allowed", "_due", "_epoch", "_in_flight", "_latest", "_lock", "_places",
        "_stopped_until", "_told", "_waiting", "_window", "cause",
    )  # fmt: skip

    def __init__(self, rate_limit: RateLimit) -> None:
        # Re-entrant: a signal handler, or a generator closed by the garbage collector, may come back in on the same
        # thread in the middle of a method. Each step below leaves a state that `leave` can clean up.
        self._lock = threading.RLock()
        self._places = itertools.count(1)
        self._window = Window(rate_limit)
        self._waiting: list[int] = []  # places, in order
        self._due: dict[int, float] = {}  # place that waits → when it should have asked again, patiently
        self._in_flight: dict[int, tuple[int, float]] = {}  # place → epoch it was sent in, and when it must have ended
        self._allowed: int | None = None  # how many may be in flight after a 429; None: as many as the window allows
        self._epoch = 0  # counts the 429s: an answer to what was sent before one says nothing about the time after it
        self._stopped_until = float("-inf")
        self._latest = float("-inf")
        self._told = float("-inf")
        self.cause: object = None  # the answer that began the latest pause
        with _registry.lock:
            _registry.all.add(self)

    @property
    def rates(self) -> tuple[RateLimit, ...]:
        """What is kept to: one limit, or several of which none includes the other."""
        return self._window.rates

    def tighten(self, rate_limit: RateLimit) -> None:
        """Keep to `rate_limit` as well: of several clients' limits, the strictest counts."""
        with self._lock:
            self._window.tighten(rate_limit)

    def join(self) -> int:
        """A place in the queue, behind all others. It holds nothing until polled."""
        return next(self._places)

    def poll(self, place: int, now: float, lasts: float = float("inf")) -> float:
        """0.0: a slot is taken, send. Else the seconds after which to ask again. lasts: seconds an attempt has at
        most."""
        with self._lock:
            self._latest = now
            waiting = self._waiting
            self._forget_lost(place, now)
            ahead = bisect_left(waiting, place)
            if ahead == len(waiting) or waiting[ahead] != place:
                waiting.insert(ahead, place)
            delay = self._delay(ahead, now)
            if delay <= 0.0:
                self._in_flight[place] = self._epoch, now + lasts + PATIENCE
                waiting.remove(place)
                self._due.pop(place, None)
                return 0.0
            self._due[place] = now + delay + PATIENCE
            return delay

    def _forget_lost(self, place: int, now: float) -> None:
        """Let those go that `place` would wait for in vain. A waiter that comes back has its place again."""
        waiting = self._waiting
        while waiting and waiting[0] < place and self._due.get(waiting[0], now) < now:
            self._due.pop(waiting.pop(0), None)
        for sent, (_, until) in list(self._in_flight.items()):
            if until >= now:
                break  # those after it were sent later
            self._release(sent, until)

    def _delay(self, ahead: int, now: float) -> float:
        """Seconds until the waiter with `ahead` others before it should look; 0.0 when it may go."""
        look_again = LOOK_AGAIN * (1.0 + ahead / 10)
        delay = ahead * TURN
        if self._stopped_until > now:
            delay += self._stopped_until - now
        elif self._allowed is not None and len(self._in_flight) + ahead >= self._allowed:
            look_again = LOOK_SOON * (1.0 + ahead / 10)
            delay = max(delay, look_again)
        return min(max(delay, self._window.wait(len(self._in_flight) + ahead, now)), look_again)

    def answered(self, place: int, now: float, *, admitted: bool) -> None:
        """The attempt is over: its slot is free again `per` seconds from now.

        admitted: the answer shows that the request was within the server's limit.
        """
        with self._lock:
            epoch = self._release(place, now)
            if admitted and epoch == self._epoch and self._allowed is not None:
                # One more for each success, which doubles with every round trip. All at once would end in another 429
                # for most when the server's limit is the lower one, and cost each of them a retry.
                self._allowed = self._allowed + 1 if self._allowed < self._window.size else None

    def give_back(self, place: int) -> None:
        """The attempt never reached the server: its slot is free at once."""
        with self._lock:
            self._in_flight.pop(place, None)

    def penalise(self, place: int, now: float, delay: float, *, again: bool, cause: object = None) -> None:
        """The server said 429: nobody sends for `delay` seconds, then one at a time until one succeeds.

        again: this call tries again, and waits before all that came after it.
        """
        with self._lock:
            if again and place not in self._waiting:
                self._due[place] = now + PATIENCE
                insort(self._waiting, place)
            self._epoch += 1
            self._allowed = 1
            until = now + min(delay, LONGEST_PAUSE)
            if until > self._stopped_until:
                self._stopped_until = until
                self.cause = cause
            self._release(place, now)

    def unanswered(self, place: int, now: float) -> None:
        """The attempt ended without an answer, and may yet arrive."""
        with self._lock:
            self._release(place, now + STILL_ON_ITS_WAY)

    def leave(self, place: int, now: float) -> None:
        """Give up the place, wherever it stands. A slot still taken counts as used: the request may have been sent."""
        with self._lock:
            index = bisect_left(self._waiting, place)
            if index < len(self._waiting) and self._waiting[index] == place:
                del self._waiting[index]
            self._due.pop(place, None)
            self._release(place, now + STILL_ON_ITS_WAY)

    def paused(self, now: float) -> float:
        """Seconds for which nobody may send because of a 429."""
        return max(0.0, self._stopped_until - now)

    def tell(self, now: float) -> bool:
        """Whether it is time again to say that calls are waiting."""
        with self._lock:
            due = now - self._told >= TELL_EVERY
            if due:
                self._told = now
            return due

    @property
    def waiting(self) -> int:
        """How many calls are in the queue."""
        return len(self._waiting)

    def _release(self, place: int, when: float) -> int | None:
        """Note the end of an attempt, if there is one; return the epoch it was sent in."""
        sent = self._in_flight.get(place)
        if sent is None:
            return None
        self._window.note(when)
        del self._in_flight[place]
        return sent[0]

    def forget_other_threads(self) -> None:
        """In a forked child: the threads that waited, sent or held the lock are not there."""
        self._lock = threading.RLock()
        self._waiting = []
        self._due = {}
        for place in list(self._in_flight):
            self._release(place, self._latest)


class _Registry:
    """The limiters of the process. What nobody uses goes away."""

    __slots__ = ("all", "lock", "shared")

    def __init__(self) -> None:
        self.lock = threading.RLock()
        self.all: weakref.WeakSet[Limiter] = weakref.WeakSet()
        self.shared: weakref.WeakValueDictionary[tuple[object, ...], Limiter] = weakref.WeakValueDictionary()

    def after_fork(self) -> None:
        self.lock = threading.RLock()
        for limiter in list(self.all):
            limiter.forget_other_threads()


_registry: Final = _Registry()

if hasattr(os, "register_at_fork"):  # not on Windows, which cannot fork
    os.register_at_fork(after_in_child=_registry.after_fork)


def limiter_for(origin: str, client_id: str, rate_limit: RateLimit, *, time_source: object = None) -> Limiter:
    """The limiter of all clients of the process with this origin and client id: the API counts them as one.

    It lives as long as one of them keeps it, and holds the strictest limit of those that asked for it.

    time_source: what `now` comes from when that is not real time: two times cannot share a queue.
    """
    key = (origin, client_id, time_source)
    with _registry.lock:
        limiter = _registry.shared.get(key)
        if limiter is None:
            limiter = _registry.shared[key] = Limiter(rate_limit)
    limiter.tighten(rate_limit)
    return limiter
