"""What a call needs from the rate limiter and the token provider, which are in higher layers."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Protocol

from . import steps

if TYPE_CHECKING:
    from collections.abc import Generator

    from .call import CallSettings
    from .deadline import Deadline
    from .steps import Step
    from .wakers import Waker


class Ticket(Protocol):
    """A call's place in the queue of the limiter."""

    @property
    def state(self) -> str:
        """Empty while it neither waits nor holds a slot."""
        raise NotImplementedError

    @property
    def waker(self) -> Waker | None:
        """Wakes the call when it may be its turn."""


class Limiter(steps.Limiter, Protocol):
    """The queue that a call waits in; see `_ratelimit`."""

    def join(self, *, poll: bool = False, group: str = "", apart: bool = False) -> Any:
        """A ticket behind all others. poll: for the poll of a wait, which gives way to ordinary calls. group: the
        operations that a long pause stops together. apart: whether the API counts them separately."""

    def leave(self, ticket: Any, now: float) -> None:
        """Give up the ticket, whatever its state."""

    def release_lock(self) -> None:
        """Release the lock, if an exception has left a method that held it."""

    def paused(self, now: float, group: str) -> float:
        """Seconds for which nobody may send an operation of this group because of a 429."""
        raise NotImplementedError

    def should_log(self, now: float) -> bool:
        """Whether it is time to log again that calls are waiting."""
        raise NotImplementedError

    @property
    def waiting(self) -> int:
        """How many calls are in the queue."""
        raise NotImplementedError

    def cause(self, group: str) -> object:
        """The response that caused the pause of this group."""

    @property
    def span(self) -> float:
        """Seconds after which an attempt no longer counts."""
        raise NotImplementedError

    @property
    def shared(self) -> SharedLimit | None:
        """The limit that other processes keep to as well."""
        raise NotImplementedError


class SharedLimit(Protocol):
    """The limit in a store; see `_ratelimit.shared_limit`."""

    @property
    def store(self) -> Any:
        """The store."""

    def admit(self, limiter: Any, ticket: Any, lasts: float, timeout: float) -> Generator[Step, Any, float]:
        """Ask the store for the slot that the limiter has granted. 0.0: send. Otherwise the ticket waits again, for
        this long."""
        raise NotImplementedError

    def leave(self, ticket: Any) -> None:
        """A call was abandoned together with its slot."""

    def forget_other_threads(self) -> None:
        """In a forked child."""

    def settle(self, ticket: Any, event: Any, span: float) -> Generator[Step, Any, None]:
        """Tell the store how the attempt ended."""
        raise NotImplementedError


class Provider(Protocol):
    """Where a call gets its token from; see `_auth`."""

    def current(self) -> Any:
        """The token in use, as a `Secret`; None if one must be requested or renewed."""

    def obtain(self, settings: CallSettings, deadline: Deadline) -> Generator[Step, Any, Any]:
        """The steps that get a token. Raises AuraError if there is none before `deadline`."""
        raise NotImplementedError

    def replace(
        self, refused: Any, status: int, settings: CallSettings, deadline: Deadline
    ) -> Generator[Step, Any, Any]:
        """The steps that get another token than the refused one; None if there is none."""
        raise NotImplementedError

    def refused_again(self, token: Any, status: int) -> Generator[Step, Any, None]:
        """A second token was refused as well."""
        raise NotImplementedError

    @property
    def cache(self) -> TokenState:
        """The state of the token."""
        raise NotImplementedError

    def accepted(self, token: Any) -> Generator[Step, Any, None]:
        """The API accepted a call with this token."""
        raise NotImplementedError


class TokenState(Protocol):
    """The state of a token; see `_auth.cache`."""

    @property
    def on_trial(self) -> Any:
        """The token in use, as a `Secret`, while it is not known whether the API accepts it any more than the one that
        it replaced."""
        raise NotImplementedError
