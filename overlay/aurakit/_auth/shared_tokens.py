"""The token of one client id in a store, and whether the API refused it: what processes know of each other. Pure."""

from __future__ import annotations

from hashlib import sha256
from typing import TYPE_CHECKING, Any, Final

from .._calls.store_access import Guarded
from .._errors.secret import Secret
from .cache import QUARANTINE
from .memory_store import ProcessStore
from .tokens import Token, store_key

if TYPE_CHECKING:
    from collections.abc import Generator

    from .._calls.deadline import Deadline
    from .._calls.steps import Step
    from ..clock import Clock
    from .cache import Refused
    from .credentials import Credentials
    from .store_protocol import Claim, Store

# Seconds after which the right to request a token expires, in case its holder dies.
CLAIM: Final = 10.0
# Seconds that reporting to the store may take after a request, while other calls wait.
AFTERWARDS: Final = 5.0
# Seconds by which the calendars of two machines may differ.
SKEW: Final = 60.0


class SharedTokens:
    """The tokens of one client id in a store. Errors of the store are logged, and the client does without it."""

    def __init__(self, store: Store, token_url: str, credentials: Credentials, clock: Clock) -> None:
        self._guarded = Guarded(store, clock)
        self._alone = isinstance(store, ProcessStore)
        secret = credentials.client_secret.reveal() if self._alone else ""  # so that a wrong secret is noticed
        self._key = store_key(token_url, credentials.client_id, secret)
        self.refusals = SharedRefusals(self._guarded, self._key, clock, alone=self._alone)

    def load(self, deadline: Deadline) -> Generator[Step, Any, object]:
        """The token that was saved last."""
        return self._guarded.use("load", self._key, timeout=deadline.remaining())

    def save(self, token: Token) -> Generator[Step, Any, object]:
        """Save the token for other processes."""
        return self._guarded.use("save", self._key, token, timeout=AFTERWARDS)

    def discard(self, why: Refused) -> Generator[Step, Any, None]:
        """Forget the refused token, if it is the one that was saved last."""
        token = yield from self._guarded.use("load", self._key, timeout=AFTERWARDS)
        if isinstance(token, Token) and token.value == why.value:
            yield from self._guarded.use("discard", self._key, token, timeout=AFTERWARDS)

    def claim(self, deadline: Deadline) -> Generator[Step, Any, tuple[bool, Claim | None]]:
        """Whether this process may request the next token, and the claim to release afterwards."""
        if self._alone:
            return True, None  # clients that share this store share the flight
        failed = object()
        claimed = yield from self._guarded.use("claim", self._key, CLAIM, timeout=deadline.remaining(), failed=failed)
        return (True, None) if claimed is failed else (claimed is not None, claimed)

    def release(self, claim: Claim) -> Generator[Step, Any, None]:
        """Release the right."""
        return self._guarded.use("release", timeout=AFTERWARDS, of=claim)


class SharedRefusals:
    """Whether the token in a store replaced a refused one, and was refused itself.

    Without it, each new process that is refused that token would request another one: a job that runs every minute
    would use up the 15 token requests an hour of all programs with the client id.

    It is kept with the methods that stores have for tokens, under a key of its own. What stands there in place of a
    token has spaces, so a store that does not tell keys apart can only lose the token, not make anybody send this.
    """

    __slots__ = ("_alone", "_clock", "_guarded", "_key")

    def __init__(self, guarded: Guarded, key: str, clock: Clock, *, alone: bool) -> None:
        """key: of the token. alone: no other process uses the store."""
        self._guarded = guarded
        self._key = sha256(f"{key}\nrefusals".encode()).hexdigest()
        self._clock = clock
        self._alone = alone

    def record(self, token: Secret, *, denied: bool) -> Generator[Step, Any, None]:
        """`token` replaces a refused one. denied: it was refused too, and no other one is requested for a while."""
        if not self._alone:
            yield from self._guarded.use("save", self._key, self._entry(token, denied=denied), timeout=AFTERWARDS)

    def accepted(self, token: Secret) -> Generator[Step, Any, None]:
        """The API accepted `token`, which replaced a refused one. If another process was refused it for good, as for
        lack of a permission, that stays recorded."""
        if not self._alone:
            yield from self._guarded.use("discard", self._key, self._entry(token, denied=False), timeout=AFTERWARDS)

    def left(self, token: Secret, deadline: Deadline) -> Generator[Step, Any, float]:
        """Seconds for which the refusal of `token` leads to no token request; 0.0 if it does."""
        found = None
        if not self._alone:
            found = yield from self._guarded.use("load", self._key, timeout=deadline.remaining())
        if not isinstance(found, Token) or found.value not in self._values(token):
            return 0.0
        ends: object = found.expires_at  # a user's store may have put anything there
        left = ends - self._clock.wall() if isinstance(ends, (int, float)) else 0.0
        return left if 0.0 < left <= QUARANTINE + SKEW else 0.0  # more: the calendar was set back

    def _entry(self, token: Secret, *, denied: bool) -> Token:
        now = self._clock.wall()
        return Token(self._values(token)[denied], now, now + QUARANTINE)

    def _values(self, token: Secret) -> tuple[Secret, Secret]:
        digest = sha256(token.reveal().encode()).hexdigest()
        return Secret(f"on trial: {digest}"), Secret(f"denied: {digest}")
