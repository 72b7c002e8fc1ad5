"""What httpcore's DEBUG records show of a response: no secret that a server or proxy echoes, printable and bounded.

The library writes a response's headers as they came, up to 100 KB of them. Before each record it calls the `trace`
extension of the request, with the dict that the record is made from: there the values are replaced. So this concerns
the requests of our clients only, whatever the program does with the library's loggers.
"""

from __future__ import annotations

from itertools import islice
from typing import TYPE_CHECKING, Any, Final

from .._errors.redaction import REPLACEMENT, safe_text

if TYPE_CHECKING:
    from .._errors.redaction import Secrets

MOST_ITEMS: Final = 100  # headers of a response that are shown
LONGEST: Final = 300  # characters of one of them
_COOKIES: Final = ("set-cookie", "set-cookie2")  # a gateway's session


class Trace:
    """The `trace` extension of one request."""

    def __init__(self, hidden: Secrets) -> None:
        """hidden: what no text may show."""
        self._hidden = hidden

    def __call__(self, event: str, info: dict[str, Any]) -> None:
        self._replace(info)

    def _replace(self, info: dict[str, Any]) -> None:
        """Replace what came from the server. The arguments of what only begins are those of the library's own
        functions, and are left alone."""
        if "return_value" in info:
            info["return_value"] = self._shown(info["return_value"])
        elif "exception" in info:  # its text can quote a line of the response
            error = info["exception"]
            info["exception"] = f"{type(error).__name__}: {safe_text(str(error), LONGEST, self._hidden)}"

    def _shown(self, value: Any) -> Any:
        """The same with everything in it that is text made safe: protocol, status, reason, and headers."""
        if isinstance(value, tuple) and len(value) == 2 and all(isinstance(part, bytes) for part in value):
            name, _, text = safe_text(": ".join(map(_text, value)), LONGEST, self._hidden).partition(":")
            text = REPLACEMENT if name.lower() in _COOKIES else text.strip()
            return name.encode("ascii", "replace"), text.encode("ascii", "replace")
        if isinstance(value, bytes):
            return safe_text(_text(value), LONGEST, self._hidden).encode("ascii", "replace")
        if isinstance(value, (tuple, list)):
            shown = [self._shown(one) for one in islice(value, MOST_ITEMS)]
            return type(value)(shown)
        return value

    def __repr__(self) -> str:  # mocking libraries print request extensions
        return "<Trace>"


class AsyncTrace(Trace):
    """The same for a task: the library awaits it."""

    async def __call__(self, event: str, info: dict[str, Any]) -> None:  # type: ignore[override]
        self._replace(info)


def _text(value: bytes) -> str:
    try:
        return value.decode()
    except UnicodeDecodeError:
        return value.decode("latin-1")
