"""Whether a redirect is followed, and where to. Pure; used by `call`, and by `_errors` for those not followed.

A redirect keeps its method and body, and never leaves the origin or the pinned version's paths, because the request
carries the bearer token, or at the token endpoint the client secret.
"""

from __future__ import annotations

from typing import Final

from .addresses import DEFAULT_PORTS
from .messages import READING_METHODS

MAX_REDIRECTS: Final = 5
_LONGEST: Final = 4_000  # characters of a location

# A client may turn a POST into a GET on 301 and 302 (RFC 9110, 15.4.2 and 15.4.3), so those are for reading only.
_FOLLOWED_BY_READS: Final = frozenset({301, 302, 307, 308})
_FOLLOWED_BY_ALL: Final = frozenset({307, 308})


def redirect_target(method: str, status: int, url: str, location: str | None, base: str) -> str | None:
    """The URL to send the same request to; None if the redirect is not followed.

    url: where the request was sent. location: the response's `Location`. base: the URL below which the target must be,
    such as `https://api.neo4j.io/v1`, or only an origin for the token endpoint.
    """
    if status not in (_FOLLOWED_BY_READS if method in READING_METHODS else _FOLLOWED_BY_ALL) or not location:
        return None
    from urllib.parse import urljoin  # redirects are rare

    # Characters that a parser may drop or change are refused: the check must see what the server will see.
    if (
        len(location) > _LONGEST
        or not location.isascii()
        or "\\" in location
        or not location.isprintable()
        or " " in location
    ):
        return None
    try:
        target = urljoin(url, location)
    except ValueError:  # a bad address in brackets
        return None
    return target.partition("#")[0] if is_within(target, base) else None


def is_within(url: str, base: str) -> bool:
    """Whether a URL has the origin of `base` and a path below its path, so that the token may be sent there."""
    from urllib.parse import unquote, urlsplit

    try:
        target = urlsplit(url)
        allowed = urlsplit(base)
        same_origin = _origin(target.scheme, target.hostname, target.port) == _origin(
            allowed.scheme, allowed.hostname, allowed.port
        )
    except ValueError:  # a bad port, or a bad address in brackets
        return False
    if not same_origin or target.username is not None or target.password is not None:
        return False
    decoded = unquote(target.path)
    if any(part in (".", "..") for part in decoded.replace("\\", "/").split("/")):
        return False
    return decoded.startswith(unquote(allowed.path).rstrip("/") + "/")


def _origin(scheme: str, host: str | None, port: int | None) -> tuple[str, str | None, int | None]:
    return scheme, host, port if port is not None else DEFAULT_PORTS.get(scheme)
