"""From a call that came to no success to the exception that tells of it. Pure.

What to do comes first in its text (from `hints`), then what happened: method, path, status, reasons, request id. What
others wrote goes through `safe_text`. Whether a call failed, and what is repeated, was decided in `flow`.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Final, NamedTuple

from .error_body import details_in, error_details, is_page, page_title
from .errors import (
    APIError,
    AuraError,
    ConnectionFailedError,
    OutcomeUnknownError,
    RateLimitError,
    RequestTimeoutError,
    ResponseDecodeError,
    ServerError,
    error_class,
)
from .exchange import REQUEST_ID, Answer, Failure
from .hints import exact_hint, hint_for, how_to_find_out
from .safe_text import safe_text

if TYPE_CHECKING:
    from collections.abc import Collection

    from .errors import ErrorDetail
    from .exchange import Attempt
    from .flow import Outcome

__all__ = ("decode_error", "error_details", "error_for", "reasons_text", "shown_id")

_SHOWN_ENTRIES: Final = 3
_SHOWN_MESSAGE: Final = 300  # characters
_SHOWN_PATH: Final = 200
_KEPT_PATH: Final = 1_000
_SHOWN_ID: Final = 120
_UNREADABLE: Final = frozenset({"encoding", "too_large"})


class _Call(NamedTuple):
    """What the error tells of the call, the same whatever happened to it."""

    method: str
    path: str
    operation: str
    attempts: tuple[Attempt, ...]
    found_out_by: str | None
    hidden: Collection[str]

    @property
    def find_out(self) -> str:
        """How to learn whether the request was acted on."""
        return self.found_out_by or how_to_find_out(self.operation)

    def shown_id(self, request_id: str | None) -> str | None:
        """The last answer's request id; when it has none, that of the latest attempt with one."""
        earlier = (attempt.request_id for attempt in reversed(self.attempts) if attempt.request_id)
        return shown_id(request_id or next(earlier, None), self.hidden)

    def about(self, request_id: str | None) -> dict[str, Any]:
        """The attributes that every error has."""
        return {
            "method": self.method,
            "path": safe_text(self.path, _KEPT_PATH, self.hidden),
            "request_id": self.shown_id(request_id),
            "attempts": tuple(
                attempt._replace(request_id=shown_id(attempt.request_id, self.hidden)) for attempt in self.attempts
            ),
        }

    def text(self, hint: str, event: str, request_id: str | None) -> str:
        """The error's text: what to do, then what happened."""
        parts = [_sentence(hint), f"{self.method} {safe_text(self.path, _SHOWN_PATH, self.hidden)} {_sentence(event)}"]
        if len(self.attempts) > 1:
            parts.append(f"Attempts: {len(self.attempts)}.")
        if shown := self.shown_id(request_id):
            parts.append(f"Request id: {shown}")
        return " ".join(parts)


def error_for(
    outcome: Outcome,
    *,
    method: str,
    path: str,
    operation: str,
    find_out: str | None = None,
    hidden: Collection[str] = (),
) -> AuraError:
    """The exception for a call that did not succeed.

    operation: its name in the API's document, such as `create_instance`. find_out: how to learn whether the request was
    acted on, where `hints` does not know better. hidden: secrets in use, which no text may show.
    """
    call = _Call(method, path, operation, outcome.attempts, find_out, hidden)
    last = outcome.last
    if outcome.verdict == "paused":
        return _paused(call, last, outcome.retry_after)
    if isinstance(last, Answer):
        if 200 <= last.status < 300:
            return _undecodable(call, last, "it is not what the API documents")
        return _refused(call, last, outcome)
    if last.kind in _UNREADABLE and last.status is not None:
        if 200 <= last.status < 300:
            return _undecodable(call, last, last.text)
        headers = {REQUEST_ID: last.request_id} if last.request_id else {}
        return _refused(call, Answer(last.status, headers, b""), outcome, last.text)
    return _unanswered(call, last, outcome)


def decode_error(
    answer: Answer,
    problem: str,
    *,
    method: str,
    path: str,
    operation: str,
    attempts: tuple[Attempt, ...] = (),
    errors: Any = None,
    hidden: Collection[str] = (),
) -> ResponseDecodeError | APIError:
    """The exception for a success that cannot be decoded, or that has errors in place of data.

    problem: what is wrong, which must not quote the body, since that may hold an initial password: "Session.id is
    missing or null". errors: the JSON value of `errors` that the answer gave in place of data: then it is an APIError,
    because the API said in its own words what failed.
    """
    call = _Call(method, path, operation, attempts, None, hidden)
    details = error_details(errors, hidden) if errors else ()
    if not details:
        return _undecodable(call, answer, problem)
    event = f"answered {answer.status} with errors in place of data: {reasons_text(details)}"
    return APIError(
        call.text(hint_for(answer.status, details, operation), event, answer.request_id),
        status_code=answer.status,
        errors=details,
        **call.about(answer.request_id),
    )


def reasons_text(details: Collection[ErrorDetail]) -> str:
    """The first errors of an answer on one line, bounded; empty when there are none."""
    shown = [_one(detail) for detail, _ in zip(details, range(_SHOWN_ENTRIES), strict=False)]
    more = len(details) - len(shown)
    return "; ".join(shown) + (f"; and {more} more" if more > 0 else "")


def _refused(call: _Call, answer: Answer, outcome: Outcome, problem: str = "") -> APIError:
    """An answer that is no success."""
    status = answer.status
    details = details_in(answer.content, call.hidden)
    hint = hint_for(status, details, call.operation)
    event = f"answered {status}"
    if 300 <= status < 400 and (location := answer.headers.get("Location")):
        event += f" with the address {safe_text(location.partition('?')[0], _SHOWN_PATH, call.hidden)}"
    if said := problem or reasons_text(details):
        event += f": {said}"
    event += _next_time(outcome)
    about = call.about(answer.request_id)
    about.update(status_code=status, errors=details, retry_after=outcome.retry_after)
    error = error_class(status)
    if issubclass(error, ServerError):
        about["outcome_unknown"] = outcome.outcome_unknown
        if outcome.outcome_unknown:
            exact = exact_hint(details)
            hint = f"The request may have been acted on, and was not sent again. {call.find_out}"
            hint = f"{exact}. {hint}" if exact else hint
    return error(call.text(hint, event, answer.request_id), **about)


def _paused(call: _Call, last: Answer | Failure, retry_after: float | None) -> RateLimitError:
    """A 429 asked for a pause that is too long to wait for: a 429 of this call, or of another that shares the limit."""
    answer = last if isinstance(last, Answer) and last.status == 429 else Answer(429, {}, b"")
    wait = "some minutes" if retry_after is None else f"{retry_after:.0f} s"
    hint = f"Too many requests for these credentials: wait {wait} before the next call, and make fewer at once"
    details = details_in(answer.content, call.hidden)
    said = reasons_text(details)
    mine = any(attempt.status_code == 429 for attempt in call.attempts)
    event = f"answered {answer.status}" if mine else "was not sent, because an earlier call was answered 429"
    return RateLimitError(
        call.text(hint, f"{event}: {said}" if said else event, answer.request_id),
        status_code=answer.status,
        errors=details,
        retry_after=retry_after,
        **call.about(answer.request_id),
    )


def _unanswered(call: _Call, failure: Failure, outcome: Outcome) -> ConnectionFailedError:
    """No complete answer arrived."""
    about = call.about(failure.request_id)
    about["retry_after"] = outcome.retry_after
    event = f"got no complete answer: {safe_text(failure.text, _SHOWN_MESSAGE, call.hidden)}"
    if failure.status is not None:
        event += f" (status {failure.status})"
    event += _next_time(outcome)
    error: type[ConnectionFailedError] = ConnectionFailedError
    if outcome.outcome_unknown:
        error = OutcomeUnknownError
        hint = f"The request may have been acted on, and was not sent again. {call.find_out}"
    elif failure.kind == "timeout" or outcome.verdict == "deadline":
        error = RequestTimeoutError
        hint = "The time given by `timeout` is over: try again, or give more with `timeout=`"
    elif failure.kind == "connect":
        hint = "No connection: check the network, the proxy settings and `base_url`; nothing was sent"
    elif failure.kind == "too_large":
        hint = "The answer is larger than `max_response_bytes` allows: raise it, or ask for less"
    elif failure.kind == "protocol" and not failure.sent:
        hint = "The request could not be sent as it is: check `base_url`, the credentials and the proxy settings"
    else:
        hint = "The connection failed: try again, and check the network and the proxy if it stays so"
    return error(call.text(hint, event, failure.request_id), **about)


def _undecodable(call: _Call, last: Answer | Failure, problem: str) -> ResponseDecodeError:
    """A success that cannot be read."""
    hint = "Update aurakit, and report it with the request id if that does not help"
    event = f"answered {last.status}, and its body cannot be read: {safe_text(problem, _SHOWN_MESSAGE, call.hidden)}"
    if isinstance(last, Failure) and last.kind == "too_large":
        hint = "Raise `max_response_bytes` if the answer may be that large"
    elif isinstance(last, Answer) and is_page(last.content):
        hint = "A page came in place of JSON: check `base_url`, and whether a proxy or a login page answers instead"
        event += f" ({page_title(last.content, call.hidden)})"
    if call.method not in ("GET", "HEAD"):
        hint = f"The request was accepted, so do not just send it again. {call.find_out}. {hint}"
    return ResponseDecodeError(
        call.text(hint, event, last.request_id), status_code=last.status, **call.about(last.request_id)
    )


def _next_time(outcome: Outcome) -> str:
    if outcome.retry_after is None:
        return ""
    if outcome.verdict == "deadline":
        return f". The next attempt should wait {outcome.retry_after:.1f} s, for which `timeout` leaves no time"
    return f". The next attempt should wait {outcome.retry_after:.1f} s"


def _one(detail: ErrorDetail) -> str:
    message = safe_text(detail.message, _SHOWN_MESSAGE)
    text = ": ".join(part for part in (detail.reason, message) if part)
    return f"{text} (field {detail.field})" if detail.field else text


def shown_id(request_id: str | None, hidden: Collection[str]) -> str | None:
    """A request id as it may be shown."""
    return safe_text(request_id, _SHOWN_ID, hidden) or None if request_id else None


def _sentence(text: str) -> str:
    return text if text.endswith((".", "…", "!", "?")) else text + "."
