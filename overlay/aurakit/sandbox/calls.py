"""What an operation is given, and what it gives back. The two ends of every handler, with no HTTP in them."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, NamedTuple

if TYPE_CHECKING:
    from collections.abc import Mapping

    from .state import World


class Call(NamedTuple):
    """A request that was let in: its path and query parameters, and its JSON body (an empty object without one)."""

    world: World
    path: Mapping[str, str]
    query: Mapping[str, str]
    body: dict[str, Any]


class Answer(NamedTuple):
    """A status and a JSON body; no body at all for None."""

    status: int
    body: object | None = None
    headers: tuple[tuple[str, str], ...] = ()
