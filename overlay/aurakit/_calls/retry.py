"""What is sent again, and after how long. Pure: the time and the random numbers are passed in.

What to do with a wait (sleep, give up because of the deadline, stop other calls) is decided in `call`.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Final, NamedTuple

from ..errors import ConfigurationError
from .messages import FORBIDDEN, UNAUTHORIZED, UNREADABLE, Failure, Response

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

# RFC 9110, 9.2.2. POST and PATCH are missing: a repeated `POST /instances` can create, and bill, a second instance.
IDEMPOTENT_METHODS: Final = frozenset({"GET", "HEAD", "OPTIONS", "PUT", "DELETE"})

TOO_MANY_REQUESTS: Final = 429
RETRIED_STATUSES: Final = frozenset({TOO_MANY_REQUESTS, 500, 502, 503, 504})
# An expired token gives 403 according to the documentation, 401 in practice.
TOKEN_REFUSED: Final = frozenset({UNAUTHORIZED, FORBIDDEN})
GONE: Final = frozenset({404, 410})

# A complete body that cannot be read, or is too large, would be the same again.
_RETRIED_FAILURES: Final = frozenset({"connect", "timeout", "network", "truncated", "protocol"})

# Kept as text and compiled when needed: that would be a large part of importing this module.
_SECONDS: Final = r"[0-9]{1,12}(\.[0-9]{1,12})?"


class _Policy(NamedTuple):
    max_retries: int = 4
    base: float = 0.5
    cap: float = 30.0


class RetryPolicy(_Policy):
    """How often and how long to retry.

    max_retries: attempts after the first, 0 or more. base: seconds, the longest wait before the first retry; it doubles
    each time. cap: seconds, the longest wait, unless the server asks for more.
    """

    __slots__ = ()

    def __new__(cls, max_retries: int = 4, base: float = 0.5, cap: float = 30.0) -> RetryPolicy:
        whole: object = max_retries
        if isinstance(whole, bool) or not isinstance(whole, int) or whole < 0:
            raise ConfigurationError(f"max_retries must be a whole number, 0 or more, not {max_retries!r}")
        if not 0 <= base <= cap < float("inf"):
            raise ConfigurationError("the waits between attempts must be 0 or more seconds, and base at most cap")
        return super().__new__(cls, max_retries, base, cap)

    def longest_wait(self, retries: int) -> float:
        """The upper end of the wait's range in seconds, after `retries` retries."""
        return min(self.cap, self.base * 2.0 ** min(retries, 64))

    def wait(self, retries: int, retry_after: float | None, random: Callable[[], float]) -> float:
        """Seconds to wait: full jitter, at least what the server asked for.

        random: returns a number from 0.0 to 1.0. Jitter over the whole range keeps clients that failed together from
            retrying together.
        """
        return max(random() * self.longest_wait(retries), retry_after or 0.0)


def is_idempotent(method: str, *, marked: bool = False) -> bool:
    """Whether sending a request twice has the same effect as once. marked: whether the document says so for this
    request."""
    return marked or method in IDEMPOTENT_METHODS


def may_repeat(last: Response | Failure, *, idempotent: bool) -> bool:
    """Whether the same request may be sent again after `last`, if there are attempts and time left."""
    if isinstance(last, Response):
        return last.status == TOO_MANY_REQUESTS or (idempotent and last.status in RETRIED_STATUSES)
    if last.kind not in _RETRIED_FAILURES:
        return False
    if last.kind == "protocol" and not last.sent:
        return False  # refused on this side, and would be again
    return idempotent or not last.sent or last.status == TOO_MANY_REQUESTS


def may_have_acted(last: Response | Failure) -> bool:
    """Whether the server may have acted on the request although `last` does not say so."""
    if isinstance(last, Response):
        return last.status >= 500
    if not last.sent:
        return False
    if last.status is None or last.status >= 500:
        return True
    return last.status < 300 and last.kind not in UNREADABLE  # with a complete but unreadable body it was accepted


def parse_retry_after(value: str | None, wall_now: float, date: str | None = None) -> float | None:
    """Seconds to wait, from a `Retry-After` header: a number of seconds, or an HTTP date. None if it is neither.

    wall_now: seconds since 1970. date: the response's own `Date`: if present, dates are relative to it, so that a wrong
    local clock does not matter. A date in the past is 0.0. Of several values that proxies joined with commas, numbers
    and dates alike, the longest counts.
    """
    now = http_date(date) if date else None
    now = wall_now if now is None else now
    found = [_seconds(part, now) for part in _values(value)]
    seconds = [one for one in found if one is not None]
    return max(seconds) if seconds and len(seconds) == len(found) else None


def _values(header: str | None) -> Iterator[str]:
    """The values of a header in which several may be joined with commas; most dates have a comma themselves."""
    weekday = ""
    for part in (header or "").split(","):
        text = f"{weekday}{part}".strip()
        weekday = f"{text}," if text.isalpha() and not weekday else ""
        if not weekday:
            yield text
    if weekday:
        yield weekday


def _seconds(value: str, now: float) -> float | None:
    """The seconds that one value asks for."""
    if re.fullmatch(_SECONDS, value):
        return float(value)
    then = http_date(value)
    return None if then is None else max(0.0, then - now)


def http_date(text: str | None) -> float | None:
    """An HTTP date (RFC 9110, 5.6.7, including obsolete forms) as seconds since 1970; None for other text.

    It is in GMT whatever zone it names; "UTC" occurs too.
    """
    # `parsedate` accepts much else as a date, such as one without a time.
    if not text or not 15 <= len(text) <= 60 or not text[:3].isalpha() or text.count(":") != 2:
        return None
    from datetime import UTC, datetime
    from email.utils import parsedate

    parsed = parsedate(text)
    if parsed is None:
        return None
    try:
        return datetime(*parsed[:6], tzinfo=UTC).timestamp()
    except (ValueError, OverflowError):
        return None
