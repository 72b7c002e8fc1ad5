"""What distinguishes versions of the API: the name, how responses are completed, what can be waited for."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, NamedTuple

if TYPE_CHECKING:
    from collections.abc import Callable, Generator, Mapping

    from aurakit_raw.types import Request, Response

    from .._calls.steps import Step
    from .waiting import Waitable

    Call = Callable[[Request[Any]], Generator[Step, Any, Response[Any]]]
    """The steps of a further call."""


class Completion(NamedTuple):
    """How an operation's result is completed where the API's response holds too little to continue with."""

    complete: Callable[[Request[Any], Response[Any], Call], Any]
    """What the method returns; or a generator of steps that finds it out with further calls."""
    check: Callable[[Request[Any]], None] | None = None
    """Refuses arguments that the API would refuse, before anything is sent."""


class Version(NamedTuple):
    """One version of the API."""

    name: str
    """As in URLs, such as `v1`."""
    completions: Callable[[], Mapping[str, Completion]]
    """By operation. A function, so that models are imported only when needed."""
    waitable: Callable[[Any], Waitable | None]
    """What a wait for a resource needs; None if there is nothing to wait for. Raises TypeError."""
    scope: Mapping[str, str] = {}
    """The ids in its paths that a client can hold, each with its environment variable."""
    passes_on: frozenset[str] = frozenset()
    """Ids that a client can hold for clients of other versions that are made from it."""
