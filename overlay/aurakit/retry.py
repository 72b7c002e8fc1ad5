"""What is repeated, and after how long. Pure: the time and the random numbers are handed in.

What to do with a wait (sleep, give up because of the deadline, stop other calls) is `flow`'s.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Final, NamedTuple

from .errors import ConfigurationError
from .exchange import Answer, Failure

if TYPE_CHECKING:
    from collections.abc import Callable

# RFC 9110, 9.2.2. POST and PATCH are missing: a repeated `POST /instances` can create, and bill, a second instance.
IDEMPOTENT_METHODS: Final = frozenset({"GET", "HEAD", "OPTIONS", "PUT", "DELETE"})

TOO_MANY_REQUESTS: Final = 429
RETRIED_STATUSES: Final = frozenset({TOO_MANY_REQUESTS, 500, 502, 503, 504})
TOKEN_REFUSED: Final = frozenset({401, 403})  # an expired token gives 403 by the documentation, 401 in practice
GONE: Final = frozenset({404, 410})

# A body that came whole and cannot be read, or is too large, would come the same again.
_RETRIED_FAILURES: Final = frozenset({"connect", "timeout", "network", "truncated", "protocol"})
_UNREADABLE: Final = frozenset({"encoding", "too_large"})

# Kept as text: compiled when a header is there, since that costs a good part of importing this module.
_SECONDS: Final = r"[0-9]{1,12}(\.[0-9]{1,12})?"
# The three forms of RFC 9110, 5.6.7. dateutil alone would take "5" for the fifth day of this month.
_HTTP_DATE: Final = (
    r"[A-Z][a-z]{2,8}"
    r"(, [0-9]{1,2}[- ][A-Z][a-z]{2}[- ]([0-9]{2}){1,2} [0-9:]{8}| [A-Z][a-z]{2} +[0-9]{1,2} [0-9:]{8} [0-9]{4})"
    r"( [A-Z]{1,5})?"
)


class _Policy(NamedTuple):
    max_retries: int = 4
    base: float = 0.5
    cap: float = 30.0


class RetryPolicy(_Policy):
    """How often and how patiently to repeat.

    max_retries: attempts after the first, 0 or more. base: seconds, the longest wait before the first repetition; it
    doubles each time. cap: seconds, the longest of all, unless the server asks for more.
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
        """The upper end of the wait's range in seconds, when `retries` repetitions were made before."""
        return min(self.cap, self.base * 2.0 ** min(retries, 64))

    def wait(self, retries: int, retry_after: float | None, random: Callable[[], float]) -> float:
        """Seconds to wait: full jitter, at least what the server asked for.

        random: gives a number from 0.0 to 1.0. Jitter over the whole range keeps clients that failed together from
        coming back together.
        """
        return max(random() * self.longest_wait(retries), retry_after or 0.0)


def is_idempotent(method: str, *, marked: bool = False) -> bool:
    """Whether sending a request twice does the same as sending it once. marked: the document says so of this one."""
    return marked or method in IDEMPOTENT_METHODS


def may_repeat(last: Answer | Failure, *, idempotent: bool) -> bool:
    """Whether the same request may be sent again after `last`, were there attempts and time left."""
    if isinstance(last, Answer):
        return last.status == TOO_MANY_REQUESTS or (idempotent and last.status in RETRIED_STATUSES)
    if last.kind not in _RETRIED_FAILURES:
        return False
    if last.kind == "protocol" and not last.sent:
        return False  # refused on this side, so it would be again
    return idempotent or not last.sent or last.status == TOO_MANY_REQUESTS


def may_have_acted(last: Answer | Failure) -> bool:
    """Whether the server may have done what was asked although `last` does not say so."""
    if isinstance(last, Answer):
        return last.status >= 500
    if not last.sent:
        return False
    if last.status is None or last.status >= 500:
        return True
    return last.status < 300 and last.kind not in _UNREADABLE  # with a body unreadable but whole, it was accepted


def parse_retry_after(value: str | None, wall_now: float) -> float | None:
    """Seconds to wait, from a `Retry-After` header: a number of seconds, or an HTTP date. None when it is neither.

    wall_now: seconds since 1970. A date that has passed is 0.0.
    """
    text = value.strip() if value else ""
    if re.fullmatch(_SECONDS, text):
        return float(text)
    if not re.fullmatch(_HTTP_DATE, text):
        return None
    from datetime import UTC

    from dateutil.parser import parse

    try:
        # An HTTP date is in GMT whatever its end says ("UTC" occurs too), so the zone is not looked at.
        seconds = parse(text, ignoretz=True).replace(tzinfo=UTC).timestamp()
    except (ValueError, OverflowError):
        return None
    return max(0.0, seconds - wall_now)
