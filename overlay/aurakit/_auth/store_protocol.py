"""The protocol of a store, which processes and machines share. `aurakit.stores` has implementations."""

from __future__ import annotations

from typing import TYPE_CHECKING, Protocol

if TYPE_CHECKING:
    from .._ratelimit.shared_limit import Ask, Ended, Permit, Usage
    from .tokens import Token


class Claim(Protocol):
    """The right to request the next token, among all that share a store."""

    def release(self, timeout: float) -> None:
        """Release it. Releasing it again, or after it has expired, does nothing."""


class Store(Protocol):
    """A token and a rate limit for all users of the same store. Implement it to keep them elsewhere.

    `key` stands for an API and a client id; it is 64 characters of 0-9 and a-f and reveals neither. `timeout` is the
    number of seconds that a method may take; a method that takes longer delays its caller. Methods may be called from
    several threads at once; for an asynchronous client they are called in a separate thread. Exceptions are logged (the
    text of `StoreUnavailableError`, the type of others), and calls do without the store for a few seconds.
    `aurakit.stores.conformance` tests a store.

    A store may also have a method `prompt()`. While it returns True, an event loop calls the other methods itself, with
    a `timeout` of 0.0, and if they raise, again in a thread. So they must then return within a millisecond or so, or
    raise.
    """

    def load(self, key: str, timeout: float) -> Token | None:
        """The token that was saved last, or None. It may have expired."""
        raise NotImplementedError

    def save(self, key: str, token: Token, timeout: float) -> None:
        """Save `token` in place of an earlier one."""

    def discard(self, key: str, token: Token, timeout: float) -> None:
        """Forget `token`, which the API refused, unless another one was saved meanwhile."""

    def claim(self, key: str, seconds: float, timeout: float) -> Claim | None:
        """Claim the right to request the next token; None while somebody else has it.

        It expires after `seconds`, because its holder may die.
        """
        raise NotImplementedError

    def acquire(self, key: str, ask: Ask, timeout: float) -> Permit:
        """Grant a slot, or say when to ask again.

        A slot is free when every limit that parties have asked for lately has one: at most `limit` in any `per`
        seconds, where a slot counts from its acquisition to `per` seconds after its end, by the store's own clock. A
        slot whose end is not reported ends after `ask.lasts` seconds. Waiting parties get slots in the order in which
        they began to wait.
        """
        raise NotImplementedError

    def report(self, key: str, slot: str, ended: Ended, timeout: float) -> None:
        """The attempt in a slot has ended now. If it was `unsent`, its slot is free at once; if `unknown`, the API may
        count it up to a second later. Unknown slots are ignored."""

    def penalise(self, key: str, slot: str, seconds: float, timeout: float) -> None:
        """An attempt got a 429: the one in a slot, or one without a slot of this store if `slot` is empty.

        No slot is granted for `seconds`; then one at a time until an attempt is reported as `admitted`, and one more
        for each of those.
        """

    def usage(self, key: str, timeout: float) -> Usage:
        """The limit in force, and how much of it is used; for `python -m aurakit --store`."""
        raise NotImplementedError
