"""Which operations a path has. Exact paths come before paths with parameters."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Mapping

    from .messages import Request, Response
    from .v1.routes import Route

    Handlers = Mapping[str, Callable[[Request], Response]]


class Router:
    """The operations of every version that is served.

    Args:
        versions: the routes of each version, by the prefix of its paths.
    """

    def __init__(self, versions: Mapping[str, Iterable[Route]]) -> None:
        self._handlers: dict[tuple[str, ...], dict[str, Callable[[Request], Response]]] = {}
        for prefix, routes in versions.items():
            for route in routes:
                self._handlers.setdefault(_segments(prefix + route.path), {})[route.method] = route.handler
        self._templates: dict[int, list[tuple[str, ...]]] = {}
        for template in self._handlers:
            if any(part.startswith("{") for part in template):
                self._templates.setdefault(len(template), []).append(template)

    def match(self, path: str) -> tuple[Handlers, dict[str, str]]:
        """The handlers of a path by method, and its parameters; no handler where there is nothing."""
        segments = _segments(path)
        if "" in segments:
            return {}, {}
        if segments in self._handlers:
            return self._handlers[segments], {}
        for template in self._templates.get(len(segments), ()):
            pairs = list(zip(template, segments, strict=True))
            if all(part.startswith("{") or part == given for part, given in pairs):
                return self._handlers[template], {part[1:-1]: given for part, given in pairs if part.startswith("{")}
        return {}, {}


def _segments(path: str) -> tuple[str, ...]:
    return tuple(path.removeprefix("/").split("/"))
