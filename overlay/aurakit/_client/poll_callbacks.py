"""What receives the polls of a wait: a function of the user's, or a progress display."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING, Any, Protocol

if TYPE_CHECKING:
    from collections.abc import Sequence

    from ..clock import Clock
    from ..errors import AuraError


class PollStatus(str):
    """What `on_poll` receives after each poll: the state as the API writes it, with an attribute `error`.

    `error` is None if the poll got a response. If it failed, `error` is the exception, and the text is the last known
    state; the wait goes on and polls again.
    """

    __slots__ = ("error",)

    error: AuraError | None

    def __new__(cls, state: str, error: AuraError | None = None) -> PollStatus:
        self = super().__new__(cls, state)
        self.error = error
        return self


class Watched(Protocol):
    """What a watcher sees of a wait."""

    waitable: Any
    """What is waited for, with its `given`, `kind`, `key` and `goal`."""
    began: float
    """When, by the clock of the client."""
    elapsed: float
    """Seconds from its beginning to the end of the last poll."""
    polled: bool
    """Whether its last turn was a poll: False if the time was over, or if the poll's own error ended the wait."""
    ended: bool
    error: AuraError | None
    """What it failed with."""

    @property
    def status(self) -> PollStatus:
        """What the last poll showed."""
        raise NotImplementedError


class Watcher:
    """Receives the polls of one or several waits, in order. An exception that it raises ends all of them."""

    def begin(self, waits: Sequence[Watched], clock: Clock) -> None:
        """These waits begin."""

    def after_poll(self, wait: Watched) -> None:
        """A poll of `wait` has ended, or its time is over."""

    def end(self, wait: Watched) -> None:
        """`wait` has ended: with its `result`, or its `error`."""

    def close(self, waits: Sequence[Watched]) -> None:
        """These waits are no longer polled, whether they have ended or not. Raises nothing."""


OnPoll = Callable[[PollStatus, float], object] | Watcher
"""What `wait` takes as `on_poll`."""
OnPollAll = Callable[[Any, PollStatus, float], object] | Watcher
"""What `wait_all` takes as `on_poll`."""


class PollCallback(Watcher):
    """Calls a function after each poll."""

    def __init__(self, tell: Callable[[Watched], object]) -> None:
        self._tell = tell

    @classmethod
    def by(cls, on_poll: OnPoll | None) -> Watcher:
        """The watcher that calls the `on_poll` of one wait."""
        if on_poll is None or isinstance(on_poll, Watcher):
            return on_poll or Watcher()
        return cls(lambda wait: on_poll(wait.status, wait.elapsed))

    @classmethod
    def by_all(cls, on_poll: OnPollAll | None) -> Watcher:
        """The watcher that calls the `on_poll` of several waits, with the resource of each."""
        if on_poll is None or isinstance(on_poll, Watcher):
            return on_poll or Watcher()
        return cls(lambda wait: on_poll(wait.waitable.given, wait.status, wait.elapsed))

    def after_poll(self, wait: Watched) -> None:
        if wait.polled:
            self._tell(wait)
