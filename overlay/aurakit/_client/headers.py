"""The headers that a user adds to every request: validated, with their values hidden."""

from __future__ import annotations

import re
from collections.abc import Mapping
from typing import TYPE_CHECKING, Any, Final

from .._errors.secret import Secret
from ..errors import ConfigurationError

if TYPE_CHECKING:
    from collections.abc import Iterable

# Set here or by the HTTP library for each request: another value would break the request, or leak the token.
RESERVED: Final = frozenset(
    ("accept", "accept-encoding", "authorization", "connection", "content-encoding", "content-length", "content-type",
     "expect", "host", "keep-alive", "proxy-authorization", "proxy-connection", "te", "trailer", "transfer-encoding",
     "upgrade")
)  # fmt: skip
_NAME: Final = r"[!#$%&'*+.^_`|~0-9A-Za-z-]{1,200}"
_SHOWN_TO_NOBODY: Final = r"auth|cookie|credential|key|pass|secret|sign|token"
_LONGEST_VALUE: Final = 8_000


def masked(headers: Any) -> Any:
    """`headers` with their values as secrets, since crash reports can show the variables that hold them."""
    if not isinstance(headers, Mapping):
        return headers
    return {name: Secret.of(value) for name, value in headers.items()}


def checked_headers(headers: object) -> dict[str, Secret]:
    """The headers. Raises ConfigurationError for one that cannot be sent, or that users may not set."""
    if headers is None:
        return {}
    if not isinstance(headers, Mapping):
        raise ConfigurationError(
            f"default_headers must be a mapping such as {{'X-Team': 'data'}}, not {type(headers).__name__}"
        )
    found: dict[str, Secret] = {}
    for name, value in headers.items():
        found[_checked_name(name, (one.lower() for one in found))] = _checked_value(name, value)
    return found


def _checked_name(name: object, before: Iterable[str]) -> str:
    if not isinstance(name, str) or not re.fullmatch(_NAME, name):
        raise ConfigurationError(f"default_headers: {str(name)[:80]!r} is not a valid header name")
    lower = name.lower()
    if lower == "user-agent":
        raise ConfigurationError("default_headers: use user_agent= to begin User-Agent with your own text")
    if lower in RESERVED:
        raise ConfigurationError(f"default_headers: {name} is set by this package and cannot be changed")
    if lower in before:
        raise ConfigurationError(f"default_headers: {name} is given twice")
    return name


def _checked_value(name: object, value: object) -> Secret:
    text = value.reveal() if isinstance(value, Secret) else None
    if not isinstance(value, Secret) or text is None:
        raise ConfigurationError(f"default_headers: the value of {name} must be text, not {type(value).__name__}")
    if not text.isascii() or not text.isprintable() or text != text.strip() or len(text) > _LONGEST_VALUE:
        raise ConfigurationError(
            f"default_headers: the value of {name} must be printable ASCII text without space around it, of at most "
            f"{_LONGEST_VALUE} characters"
        )
    return value


def secrets_in(headers: Mapping[str, Secret]) -> tuple[Secret, ...]:
    """The values of headers whose names say that they are secret."""
    return tuple(value for name, value in headers.items() if re.search(_SHOWN_TO_NOBODY, name, re.IGNORECASE) and value)
