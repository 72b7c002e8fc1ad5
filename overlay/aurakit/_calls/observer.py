"""How a call is observed: the events that `call_steps` reports, and the names of its decisions.

`_client.observing` implements the observer: it has the secrets that no event may show.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Protocol

if TYPE_CHECKING:
    from ..errors import Attempt
    from ..hooks import Decision
    from .call import Outcome
    from .messages import Failure, Request, Response
    from .steps import Send


class CallState(Protocol):
    """What an observer may read of the course of a call."""

    attempts: tuple[Attempt, ...]
    delay: float
    last: Response | Failure
    outcome: Outcome | None
    queued: float
    refused: bool
    replaced: bool
    settings: Any
    status: int


class Observer(Protocol):
    """Receives the events of calls. It must not raise."""

    def begin(self, request: Request, now: float) -> Observation:
        """A call begins; returns the observation of this call, which also begins those of calls made on its behalf."""
        raise NotImplementedError


class Observation(Observer, Protocol):
    """Receives the events of one call."""

    def sending(self, step: Send, queued: float, now: float) -> None:
        """An attempt is about to be sent."""

    def received(self, state: CallState) -> None:
        """An attempt has ended, and what follows is decided."""

    def failed(self, error: BaseException, now: float) -> None:
        """The call ends with an exception."""

    def ended(self, state: CallState, now: float) -> None:
        """The call has ended."""


def decision_of(state: CallState) -> Decision:
    """What follows the last attempt."""
    if state.refused and not state.replaced and state.settings.provider is not None:
        return "renew_token"
    if state.outcome is None:
        return "redirect" if 300 <= state.status < 400 else "retry"
    return "response" if succeeded(state.outcome) else "raise"


def succeeded(outcome: Outcome) -> bool:
    """Whether a call succeeded. A repeated deletion that finds nothing counts as a success."""
    status = outcome.last.status or 0
    return outcome.verdict == "response" and (200 <= status < 300 or outcome.deleted)
