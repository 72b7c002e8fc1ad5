"""The protocol of a store: what processes and machines share. See `aurakit.stores`, which has the stores."""

from __future__ import annotations

from typing import TYPE_CHECKING, Protocol

if TYPE_CHECKING:
    from .._ratelimit.shared_limit import Ask, Ended, Permit, Usage
    from .tokens import Token


class Claim(Protocol):
    """The right to ask for the next token, among those who share a store."""

    def release(self, timeout: float) -> None:
        """Give it up. Releasing it again, or after its time, does nothing."""


class Store(Protocol):
    """A token and a rate limit for everybody who uses the same store. Write one to keep them elsewhere.

    `key` stands for an API and a client id; it is 64 characters from 0-9 and a-f, and tells neither. `timeout` is the
    number of seconds that a method may take; one that takes longer holds up its caller. Methods may be called from
    several threads at once, and for an asynchronous client are called in a thread of their own. What they raise is
    logged (the text of `StoreUnavailableError`, of others the type), and for a few seconds calls do without the store.
    `aurakit.stores.conformance` tests a store.
    """

    def load(self, key: str, timeout: float) -> Token | None:
        """The token that was saved last, or None. It may have expired."""
        raise NotImplementedError

    def save(self, key: str, token: Token, timeout: float) -> None:
        """Keep `token` in place of an earlier one."""

    def discard(self, key: str, token: Token, timeout: float) -> None:
        """Forget `token`, which the API refused, unless another one was saved meanwhile."""

    def claim(self, key: str, seconds: float, timeout: float) -> Claim | None:
        """The right to ask for the next token; None while somebody else has it.

        It ends after `seconds` by itself, because whoever has it may die.
        """
        raise NotImplementedError

    def acquire(self, key: str, ask: Ask, timeout: float) -> Permit:
        """Give a slot, or say when to ask again.

        There is a slot when every limit that parties have asked for lately still has one: at most `limit` in any `per`
        seconds, where a slot counts from its acquisition to `per` seconds after its end, by the store's own clock. A
        slot whose end is not reported ends after `ask.lasts` seconds. Parties that wait get slots in the order in which
        they began to wait.
        """
        raise NotImplementedError

    def report(self, key: str, slot: str, ended: Ended, timeout: float) -> None:
        """The attempt in a slot has ended now. One that was `unsent` gives its slot back; one that is `unknown` may be
        counted a second later yet. A slot that is not known is of no interest."""

    def penalise(self, key: str, slot: str, seconds: float, timeout: float) -> None:
        """The API said 429 to the attempt in a slot, or in none of this store's if `slot` is empty.

        Nobody gets a slot for `seconds`; then one at a time, until an attempt is reported as `admitted`, and for each
        of those one more.
        """

    def usage(self, key: str, timeout: float) -> Usage:
        """What limit is in force, and how much of it is used; for `python -m aurakit --store`."""
        raise NotImplementedError
