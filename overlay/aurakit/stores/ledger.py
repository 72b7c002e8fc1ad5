"""When a party may have a slot: decided here for every store that keeps its records in Python. No I/O.

`decide` and the other functions read and change `Records`, which each store implements. A store calls them atomically,
so that no other party sees a partial change. `redis_script` does the same on a server.

A slot counts from its acquisition until `per` seconds, and a little more, after its end. The end of a slot that is not
reported is the time by which its attempt has certainly ended. So one number is enough: a slot whose end is in the
future is in flight.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Final, NamedTuple, Protocol

from .._ratelimit.local_limit import CHECK_AGAIN, LONGEST_SLOT, PARTY_PATIENCE
from .._ratelimit.shared_limit import Permit, Usage
from .._ratelimit.window import LONGEST_PAUSE, MARGIN, STILL_ON_ITS_WAY, RateLimit

if TYPE_CHECKING:
    from .._ratelimit.shared_limit import Ask, Ended

# After a pause attempts are made one at a time until one is admitted; parties ask this often whether one was.
RECOVERY_CHECK: Final = 0.05
# Such an attempt delays the others for at most this long if nothing is heard of it.
RECOVERY_PATIENCE: Final = 5.0
# A limit that no party asks for any more is kept this long, or for twice its length.
RATES_LAST: Final = 60.0


class Recovery(NamedTuple):
    """The state after a 429, and how far it has been recovered from."""

    paused_until: float = 0.0
    epoch: int = 0
    """Counts the 429s: a response to what was sent before one says nothing about the time after it."""
    allowed: int = 0
    """How many attempts may be in flight; 0: as many as the limit allows."""
    open: int = 0
    """How many are in flight, of those that were sent since."""
    last: float = 0.0
    """When the latest of those was sent."""


class Records(Protocol):
    """What a store keeps about one limit."""

    def rates(self, mine: tuple[RateLimit, ...], now: float) -> list[RateLimit]:
        """The limits that parties asked for lately, after adding those of one party."""
        raise NotImplementedError

    def used(self, since: float) -> int:
        """How many slots end after `since`."""
        raise NotImplementedError

    def end_of(self, since: float, number: int) -> float | None:
        """The end of one of them, the earliest being number 0."""
        raise NotImplementedError

    def add(self, ends: float, forget: float) -> int:
        """Add a slot, and delete those that ended before `forget`; returns its number."""
        raise NotImplementedError

    def end(self, number: int, ends: float) -> bool:
        """Set the end of a slot that is in flight; returns whether there is one."""
        raise NotImplementedError

    def remove(self, number: int) -> bool:
        """Delete a slot; returns whether there was one."""
        raise NotImplementedError

    def ahead(self, party: str, now: float) -> int:
        """How many parties are ahead of this one in the line, except those that were due before `now`."""
        raise NotImplementedError

    def line_up(self, party: str, due: float) -> None:
        """Take a place at the end of the line, or keep the present one, until `due`."""
        raise NotImplementedError

    def leave(self, party: str) -> None:
        """Give up the place."""
        raise NotImplementedError

    def recovery(self) -> Recovery:
        """The state after a 429."""
        raise NotImplementedError

    def recover(self, recovery: Recovery) -> None:
        """Note it."""
        raise NotImplementedError


def decide(records: Records, ask: Ask, now: float) -> Permit:
    """Grant a slot, or say when to ask again."""
    rates = records.rates(ask.rates, now)
    recovery = records.recovery()
    if recovery.paused_until > now:
        return Permit(recovery.paused_until - now)
    ahead = records.ahead(ask.party, now)
    wait = max((_wait(records, rate, ahead + ask.reserve, now) for rate in rates), default=0.0)
    if recovery.allowed and recovery.open + ahead >= recovery.allowed and now - recovery.last < RECOVERY_PATIENCE:
        wait = max(wait, RECOVERY_CHECK * (1 + ahead))
    if wait > 0.0:
        wait = min(wait, CHECK_AGAIN)
        if not ask.reserve:
            records.line_up(ask.party, now + wait + PARTY_PATIENCE)
        return Permit(wait)
    records.leave(ask.party)
    if recovery.allowed:
        records.recover(recovery._replace(open=recovery.open + 1, last=now))
    number = records.add(now + min(ask.lasts, LONGEST_SLOT), now - max(per for _, per in rates) - MARGIN)
    return Permit(0.0, f"{recovery.epoch}.{number}")


def _wait(records: Records, rate: RateLimit, others: int, now: float) -> float:
    """Seconds until one limit has a free slot, and `others` more."""
    limit, per = rate
    since = now - per - MARGIN
    missing = others + 1 + records.used(since) - limit
    if missing <= 0:
        return 0.0
    ended = records.end_of(since, missing - 1)
    # A slot in flight is free only `per` seconds after its end.
    return per + MARGIN - (0.0 if ended is None or ended > now else now - ended)


def settle(records: Records, slot: str, ended: Ended, now: float) -> None:
    """A slot has ended."""
    epoch, number = _numbers(slot)
    if ended == "unsent":
        was_open = records.remove(number)
    else:
        was_open = records.end(number, now + (STILL_ON_ITS_WAY if ended == "unknown" else 0.0))
    recovery = records.recovery()
    if not was_open or not recovery.allowed or epoch != recovery.epoch:
        return
    allowed = recovery.allowed
    if ended == "admitted":
        # One more for each success, which doubles with every round trip.
        allowed = allowed + 1 if allowed < min((limit for limit, _ in records.rates((), now)), default=1) else 0
    records.recover(recovery._replace(allowed=allowed, open=max(0, recovery.open - 1)))


def penalise(records: Records, slot: str, seconds: float, now: float) -> None:
    """The attempt in a slot, perhaps not one of this store, got a 429: nobody sends for `seconds`."""
    if slot:
        records.end(_numbers(slot)[1], now)
    recovery = records.recovery()
    until = max(recovery.paused_until, now + max(0.0, min(seconds, LONGEST_PAUSE)))
    records.recover(Recovery(until, recovery.epoch + 1, 1, 0, now - RECOVERY_PATIENCE))


def usage(records: Records, waiting: int, now: float) -> Usage:
    """The usage of a limit."""
    rates = tuple(records.rates((), now))
    used = records.used(now - (rates[0].per + MARGIN if rates else LONGEST_SLOT))
    return Usage(rates, used, waiting, max(0.0, records.recovery().paused_until - now), None)


def strictest(rates: list[RateLimit]) -> list[RateLimit]:
    """The limits that no other limit includes, in order."""
    return sorted(
        rate
        for rate in set(rates)
        if not any(other != rate and other.limit <= rate.limit and other.per >= rate.per for other in rates)
    )


def _numbers(slot: str) -> tuple[int, int]:
    epoch, _, number = slot.partition(".")
    return int(epoch), int(number)
