"""What the logger `aurakit` records: each attempt at DEBUG, a retry at WARNING, a long wait in the queue at INFO.

Records contain no secrets: only statuses, request ids, times, methods and paths. Every record has these also as fields
(`extra=`), for programs that read logs: `operation`, `route`, `version`, `status`, `request_id`, `attempt`, `duration`.
"""

from __future__ import annotations

import logging
from typing import TYPE_CHECKING, Any, Final

from .messages import Response

if TYPE_CHECKING:
    from ..errors import AuraError
    from .messages import Failure, Request
    from .steps import Send

FIELDS: Final = ("operation", "route", "version", "status", "request_id", "attempt", "duration")
logger = logging.getLogger("aurakit")
DEBUG: Final = logging.DEBUG
LOG_EVERY: Final = 60.0
"""Seconds between records about a lasting condition, for all calls together."""

ATTEMPT: Final = "%s %s: attempt %d, %s, request id %s, %.3f s, after a wait of %.1f s"
REDIRECTED: Final = ATTEMPT.replace("attempt %d", "attempt %d, redirected")


def _with_all_fields(record: logging.LogRecord) -> bool:
    """Set the fields that a record does not have to None: a formatter with `%(operation)s` would fail without them."""
    vars(record).update({name: None for name in FIELDS if not hasattr(record, name)})
    return True


logger.addFilter(_with_all_fields)


def log_attempt(step: Send, result: Response | Failure, duration: float, waited: float) -> None:
    """One DEBUG record for an attempt.

    The target of a redirect is not logged: a server may have put the token into it.
    """
    request = step.request
    logger.debug(
        ATTEMPT if step.url == request.url else REDIRECTED,
        request.method, request.path, step.number,
        result.status if isinstance(result, Response) else result.text,
        result.request_id or "none", duration, waited,
        extra=fields(request, step.number, result, duration),
    )  # fmt: skip


def log_retry(request: Request, attempt: int, result: Response | Failure, wait: float) -> None:
    """One WARNING record before an attempt is repeated. wait: the least number of seconds: the queue may take
    longer."""
    logger.warning(
        "%s %s: attempt %d failed (%s, request id %s); retry in %.1f s",
        request.method, request.path, attempt,
        f"status {result.status}" if isinstance(result, Response) else result.text, result.request_id or "none", wait,
        extra=fields(request, attempt, result, None),
    )  # fmt: skip


def log_queue(request: Request, seconds: float, waiting: int) -> None:
    """One INFO record for a call that waits long in the queue of the rate limit. waiting: calls in that queue."""
    logger.info(
        "%s %s waits for the rate limit, %.0f s so far; calls in the queue: %d",
        request.method, request.path, seconds, waiting,
        extra=fields(request, None, None, seconds),
    )  # fmt: skip


def fields(
    request: Request, attempt: int | None, result: Response | Failure | None, duration: float | None
) -> dict[str, Any]:
    """The fields of a record."""
    return {
        "operation": request.operation or None,
        "route": request.route or None,
        "version": request.version or None,
        "status": None if result is None else result.status,
        "request_id": None if result is None else result.request_id,
        "attempt": attempt,
        "duration": duration,
    }


def fields_of_error(error: AuraError, operation: str = "", route: str = "", version: str = "") -> dict[str, Any]:
    """The fields of a record about a call that failed. operation, route, version: of the call, if they are known."""
    return {
        "operation": operation or None,
        "route": route or None,
        "version": version or None,
        "status": getattr(error, "status_code", None),
        "request_id": error.request_id,
        "attempt": len(error.attempts) or None,
    }
