"""Who is told of the looks of a wait: a function of the user's, or something that shows progress."""

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
    """A wait, as far as somebody who watches it may know it."""

    waitable: Any
    """What it is for: its `given`, `kind`, `key`, `goal`."""
    began: float
    """When, by the clock of the client."""
    elapsed: float
    """Seconds from its beginning to the end of the last look."""
    looked: bool
    """Whether its last turn was a look that did not end it with an error of the look's own."""
    ended: bool
    error: AuraError | None
    """What it failed with."""

    @property
    def status(self) -> PollStatus:
        """What the last look showed."""
        raise NotImplementedError


class Watcher:
    """Is told of the looks of one or several waits, in their order. What it raises ends all of them."""

    def begin(self, waits: Sequence[Watched], clock: Clock) -> None:
        """These waits begin."""

    def look(self, wait: Watched) -> None:
        """A look at the resource of `wait` has ended, or its time is over."""

    def end(self, wait: Watched) -> None:
        """`wait` has ended: with its `result`, or its `error`."""

    def close(self, waits: Sequence[Watched]) -> None:
        """No more looks come of these, whether all of them have ended or not. Raises nothing."""


OnPoll = Callable[[PollStatus, float], object] | Watcher
"""What `wait` takes as `on_poll`."""
OnPollAll = Callable[[Any, PollStatus, float], object] | Watcher
"""What `wait_all` takes as `on_poll`."""


class Told(Watcher):
    """Tells a function of each look that came to a response."""

    def __init__(self, tell: Callable[[Watched], object]) -> None:
        self._tell = tell

    @classmethod
    def by(cls, on_poll: OnPoll | None) -> Watcher:
        """What tells the `on_poll` of one wait."""
        if on_poll is None or isinstance(on_poll, Watcher):
            return on_poll or Watcher()
        return cls(lambda wait: on_poll(wait.status, wait.elapsed))

    @classmethod
    def by_all(cls, on_poll: OnPollAll | None) -> Watcher:
        """What tells the `on_poll` of several waits, with the resource that each is for."""
        if on_poll is None or isinstance(on_poll, Watcher):
            return on_poll or Watcher()
        return cls(lambda wait: on_poll(wait.waitable.given, wait.status, wait.elapsed))

    def look(self, wait: Watched) -> None:
        if wait.looked:
            self._tell(wait)
