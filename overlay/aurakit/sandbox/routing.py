"""Finding the operations of a path. Exact paths take precedence over paths with parameters."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Mapping

    from .messages import Request, Response


class Route(NamedTuple):
    """One operation of the API.

    path: relative to the version's prefix. quota: the limit that it shares with other operations, apart from
    the general one; each organization has its own.
    """

    method: str
    path: str
    handler: Callable[[Request], Response]
    quota: str | None = None


class Router:
    """The operations of every version that is served.

    Args:
        versions: the routes of each version, by the prefix of its paths.
    """

    def __init__(self, versions: Mapping[str, Iterable[Route]]) -> None:
        self._routes: dict[tuple[str, ...], dict[str, Route]] = {}
        for prefix, routes in versions.items():
            for route in routes:
                self._routes.setdefault(_segments(prefix + route.path), {})[route.method] = route
        self._templates: dict[int, list[tuple[str, ...]]] = {}
        for template in self._routes:
            if any(part.startswith("{") for part in template):
                self._templates.setdefault(len(template), []).append(template)

    def match(self, path: str) -> tuple[Mapping[str, Route], dict[str, str]]:
        """The routes of a path by method, and its parameters; no routes for an unknown path."""
        segments = _segments(path)
        if "" in segments:
            return {}, {}
        if segments in self._routes:
            return self._routes[segments], {}
        for template in self._templates.get(len(segments), ()):
            pairs = list(zip(template, segments, strict=True))
            if all(part.startswith("{") or part == given for part, given in pairs):
                return self._routes[template], {part[1:-1]: given for part, given in pairs if part.startswith("{")}
        return {}, {}


def _segments(path: str) -> tuple[str, ...]:
    return tuple(path.removeprefix("/").split("/"))
