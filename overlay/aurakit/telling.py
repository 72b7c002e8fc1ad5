"""What the logger `aurakit` is told: an attempt at DEBUG, a repetition at WARNING, a long wait in the queue at INFO.

Nothing here can hold a secret: statuses, request ids, times, methods and paths.
"""

from __future__ import annotations

import logging
from typing import TYPE_CHECKING, Final
from urllib.parse import urlsplit

from .exchange import Answer
from .flow import Queued, Retrying

if TYPE_CHECKING:
    from collections.abc import Callable

    from .exchange import Failure
    from .flow import CallFacts, Send

logger = logging.getLogger("aurakit")

# Programs read the arguments of these two: seven, in this order.
ATTEMPT: Final = "%s %s: attempt %d, %s, request id %s, %.3f s, after a wait of %.1f s"
REDIRECTED: Final = ATTEMPT.replace("attempt %d", "attempt %d, redirected")


def told(call: CallFacts) -> Callable[[Retrying | Queued], None]:
    """The flow's `notify` for one call."""

    def notify(event: Retrying | Queued) -> None:
        path = urlsplit(call.url).path
        if isinstance(event, Retrying):
            logger.warning(
                "%s %s: attempt %d failed (%s, request id %s); again in %.1f s",
                call.method, path, event.attempt, event.reason, event.request_id or "none", event.wait,
            )  # fmt: skip
        else:
            logger.info(
                "%s %s waits for the rate limit, %.0f s so far; calls in the queue: %d",
                call.method, path, event.seconds, event.waiting,
            )  # fmt: skip

    return notify


def told_attempt(call: CallFacts, step: Send, result: Answer | Failure, duration: float, waited: float) -> None:
    """One DEBUG record for an attempt: method, path, status, request id, duration, and the wait before it.

    Where a redirect led to is not told: a server may have written the token into it.
    """
    if not logger.isEnabledFor(logging.DEBUG):
        return
    logger.debug(
        ATTEMPT if step.url == call.url else REDIRECTED,
        call.method,
        urlsplit(call.url).path,
        step.attempt,
        result.status if isinstance(result, Answer) else result.text,
        result.request_id or "none",
        duration,
        waited,
    )
