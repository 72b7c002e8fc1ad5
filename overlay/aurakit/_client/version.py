"""What tells one version of the API from another: its name, what completes its responses, what can be waited for."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, NamedTuple

if TYPE_CHECKING:
    from collections.abc import Callable, Generator, Mapping

    from aurakit_raw.types import Request, Response

    from .._calls.steps import Step
    from .waiting import Waitable

    Call = Callable[[Request[Any]], Generator[Step, Any, Response[Any]]]
    """Makes a further call, as steps."""


class Completion(NamedTuple):
    """How what an operation returns is completed, where the API responds too thinly to go on with."""

    complete: Callable[[Request[Any], Response[Any], Call], Any]
    """What the method returns; or the steps, as a generator, that find it out with further calls."""
    check: Callable[[Request[Any]], None] | None = None
    """Refuses arguments that the API would refuse, before anything is sent."""


class Version(NamedTuple):
    """One version of the API."""

    name: str
    """As in its URLs, such as `v1`."""
    completions: Callable[[], Mapping[str, Completion]]
    """By operation. A function, so that the models are imported when they are needed."""
    waitable: Callable[[Any], Waitable | None]
    """What a wait for a resource is about; None when there is nothing to wait for. Raises TypeError."""
    scope: Mapping[str, str] = {}
    """The ids in its paths that a client may hold, each with the environment variable that has it."""
    passes_on: frozenset[str] = frozenset()
    """Ids that a client may hold for clients of other versions that are made from it."""
