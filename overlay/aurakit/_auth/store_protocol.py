"""The protocol of a store, which processes and machines share. `aurakit.stores` has implementations."""

from __future__ import annotations

from typing import TYPE_CHECKING, Protocol

if TYPE_CHECKING:
    from .._ratelimit.shared_limit import Ask, Ended, Permit, Usage
    from .tokens import Token


class Claim(Protocol):
    """The right to request the next token, among all that share a store."""

    def release(self, timeout: float) -> None:
        """Release the right. Releasing it again, or after it has expired, does nothing.

        Args:
            timeout: seconds that this may take.
        """


class Store(Protocol):
    """A token and a rate limit for all users of the same store. Implement it to keep them elsewhere.

    `key` stands for an API and a client id; it is 64 characters of 0-9 and a-f and reveals neither. `timeout` is the
    number of seconds that a method may take; a method that takes longer delays its caller. Methods may be called from
    several threads at once; for an asynchronous client they are called in a separate thread. Exceptions are logged (the
    text of `StoreUnavailableError`, the type of others), and calls do without the store for a few seconds.
    `aurakit.stores.conformance` tests a store.

    `save`, `load` and `discard` are also called with another key for the same client id, and with a `Token` that cannot
    be sent: it records for a quarter of an hour that the API refused a new token, so that processes do not request one
    after the other.

    A store may also have a method `prompt()`. While it returns True, an event loop calls the other methods itself, with
    a `timeout` of 0.0, and if they raise, again in a thread. So they must then return within a millisecond or so, or
    raise.

    See https://neo4j.com/docs/aura/api/overview/ for the limit, and https://neo4j.com/docs/aura/api/authentication/ for
    tokens.
    """

    def load(self, key: str, timeout: float) -> Token | None:
        """The token that was saved last, or None. It may have expired.

        Args:
            key: of the API and the client id.
            timeout: seconds that this may take.
        """
        raise NotImplementedError

    def save(self, key: str, token: Token, timeout: float) -> None:
        """Save a token in place of an earlier one.

        Args:
            key: of the API and the client id.
            token: the new token.
            timeout: seconds that this may take.
        """

    def discard(self, key: str, token: Token, timeout: float) -> None:
        """Forget a token that the API refused, unless another one was saved meanwhile.

        Args:
            key: of the API and the client id.
            token: the refused token.
            timeout: seconds that this may take.
        """

    def claim(self, key: str, seconds: float, timeout: float) -> Claim | None:
        """Claim the right to request the next token.

        Args:
            key: of the API and the client id.
            seconds: when the claim expires, in case its holder dies.
            timeout: seconds that this may take.

        Returns:
            The claim, or None while somebody else has the right.
        """
        raise NotImplementedError

    def acquire(self, key: str, ask: Ask, timeout: float) -> Permit:
        """Grant a slot, or say when to ask again.

        A slot is free when every limit that parties have asked for lately has one: at most `limit` in any `per`
        seconds, where a slot counts from its acquisition to `per` seconds after its end, by the store's own clock. A
        slot whose end is not reported ends after `ask.lasts` seconds. Waiting parties get slots in the order in which
        they began to wait.

        Args:
            key: of the API and the client id.
            ask: who asks, with which limits.
            timeout: seconds that this may take.

        Returns:
            A slot, or the seconds after which to ask again.
        """
        raise NotImplementedError

    def report(self, key: str, slot: str, ended: Ended, timeout: float) -> None:
        """Record that the attempt in a slot has ended now.

        Args:
            key: of the API and the client id.
            slot: the slot's name from `acquire`; an unknown one is ignored.
            ended: how the attempt ended. After `unsent` the slot is free at once; after `unknown` the API may count the
                attempt up to a second later.
            timeout: seconds that this may take.
        """

    def penalise(self, key: str, slot: str, seconds: float, timeout: float) -> None:
        """Pause everybody, because an attempt got a 429.

        After the pause, attempts are made one at a time until one is reported as `admitted`. Each `admitted` then
        allows one more at the same time.

        Args:
            key: of the API and the client id.
            slot: the slot of the attempt; empty for an attempt without a slot of this store.
            seconds: for which no slot is granted.
            timeout: seconds that this may take.
        """

    def usage(self, key: str, timeout: float) -> Usage:
        """The limit in force, and how much of it is used, for `python -m aurakit --store`.

        Args:
            key: of the API and the client id.
            timeout: seconds that this may take.
        """
        raise NotImplementedError
