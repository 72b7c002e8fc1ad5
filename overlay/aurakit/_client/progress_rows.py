"""What is shown of a wait, in every display."""

from __future__ import annotations

from typing import TYPE_CHECKING, Protocol

from ..errors import WaitTimeoutError

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from ..clock import Clock
    from .poll_callbacks import Watched


class Row:
    """One wait as it is shown."""

    def __init__(self, wait: Watched, clock: Clock) -> None:
        waitable = wait.waitable
        name = getattr(getattr(waitable.given, "instance", waitable.given), "name", None)
        self.label = printable(f"{name} ({waitable.key[-1]})" if name else f"{waitable.kind} {waitable.key[-1]}")
        self.state = printable(str(wait.status))
        self.problem = ""
        self.expected: str = waitable.goal.states.expected.get(waitable.goal.start, "")
        self.end = ""
        """Empty while it lasts, then `done`, `failed`, `timeout` or `stopped`."""
        self._began = wait.began
        self._clock = clock
        self._elapsed: float | None = None

    @property
    def elapsed(self) -> float:
        """Seconds since it began, or seconds that it took."""
        return self._clock.now() - self._began if self._elapsed is None else self._elapsed

    def update(self, wait: Watched) -> bool:
        """Record what a poll showed; returns whether that is new."""
        status = wait.status
        problem = "" if status.error is None else printable(type(status.error).__name__)
        before, self.state, self.problem = (self.state, self.problem), printable(str(status)), problem
        return before != (self.state, problem)

    def finish(self, wait: Watched | None) -> None:
        """The wait has ended, or all waits were stopped."""
        if wait is None:
            self.end = "stopped"
        elif wait.error is None:
            self.end = "done"
        else:
            self.end = "timeout" if isinstance(wait.error, WaitTimeoutError) else "failed"
        self._elapsed = self.elapsed

    @property
    def shown_state(self) -> str:
        """The state, and a remark on it."""
        if self.end in ("timeout", "stopped"):
            return f"{self.state}, {'out of time' if self.end == 'timeout' else 'no longer waited for'}"
        return f"{self.state} (last poll: {self.problem})" if self.problem and not self.end else self.state


def printable(text: str) -> str:
    """`text` without control characters: names are set by other people and must not move a terminal's cursor."""
    return "".join(character if character.isprintable() else "?" for character in text)


def minutes(seconds: float) -> str:
    """Such as `5:03`."""
    return f"{int(seconds) // 60}:{int(seconds) % 60:02}"


class Display(Protocol):
    """Shows rows while waits last. Its methods are called under one lock."""

    def begin(self, rows: Sequence[Row]) -> None:
        """These rows are new."""

    def change(self, row: Row, rows: Mapping[int, Row]) -> None:
        """This row has a new state, or its wait has ended."""

    def unchanged(self, rows: Mapping[int, Row]) -> None:
        """A poll showed nothing new."""

    def stop(self) -> None:
        """All waits have ended."""
