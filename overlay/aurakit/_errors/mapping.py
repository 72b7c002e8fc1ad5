"""Turns a call that did not succeed into an exception. Pure.

Its text says what went wrong, then what to do (from `hints`), then method, path, status and reason, and the request id.
Text from elsewhere is passed through `redaction`. `_calls` has decided whether the call failed, and what is repeated.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Final, NamedTuple

from .._calls.messages import READING_METHODS, UNREADABLE, Failure, Response
from .._calls.redirects import redirect_target
from ..errors import (
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
from .body import details_in, error_details, is_page, page_title
from .hints import (
    PAGE,
    PAGE_INSTEAD,
    REDIRECTED_ELSEWHERE,
    REDIRECTED_WITHIN,
    REDIRECTS,
    exact_hint,
    hint_for,
    how_to_find_out,
    was_not_performed,
)
from .redaction import NO_SECRETS, Secrets, safe_text
from .secret import Secret

if TYPE_CHECKING:
    from collections.abc import Collection

    from .._calls.call import Outcome
    from .._calls.messages import Request
    from ..errors import Attempt, ErrorDetail

__all__ = ("decode_error", "error_details", "error_for", "pause_text", "reasons_text", "sentence")

_SHOWN_ENTRIES: Final = 3
_SHOWN_MESSAGE: Final = 300  # characters
_SHOWN_PATH: Final = 200
_KEPT_PATH: Final = 1_000


class _Call(NamedTuple):
    """What every error says about its call."""

    request: Request
    attempts: tuple[Attempt, ...]
    hidden: Secrets

    @property
    def find_out(self) -> str:
        """How to find out whether the request was acted on."""
        return how_to_find_out(self.request.operation, self.request.version or "v1")

    def request_id(self, last: str | None) -> str | None:
        """The last response's request id; if it has none, that of the latest attempt with one."""
        return last or next((one.request_id for one in reversed(self.attempts) if one.request_id), None)

    def about(self, request_id: str | None) -> dict[str, Any]:
        """The attributes that every error has."""
        return {
            "method": self.request.method,
            "path": safe_text(self.request.path, _KEPT_PATH, self.hidden),
            "request_id": self.request_id(request_id),
            "attempts": self.attempts,
        }

    def text(self, cause: str, hint: str, result: str, request_id: str | None) -> str:
        """The error's text. result: the result, such as `409 ongoing-database-operation`."""
        parts = [sentence(part) for part in (cause, hint) if part]
        path = safe_text(self.request.path, _SHOWN_PATH, self.hidden)
        parts.append(f"{self.request.method} {path}: {sentence(result)}")
        if len(self.attempts) > 1:
            parts.append(f"Attempts: {len(self.attempts)}.")
        if shown := self.request_id(request_id):
            parts.append(f"Request id: {shown}")
        return " ".join(parts)


def error_for(outcome: Outcome, request: Request, hidden: Secrets = NO_SECRETS) -> AuraError:
    """The exception for a call that did not succeed. hidden: secrets in use, which no text may show."""
    call = _Call(request, outcome.attempts, hidden)
    last = outcome.last
    if outcome.verdict == "paused":
        return _paused(call, last, outcome.retry_after)
    if isinstance(last, Response):
        if 200 <= last.status < 300:
            return _undecodable(call, last, "it is not what the API documents")
        return _refused(call, last, outcome)
    if last.kind in UNREADABLE and last.status is not None:
        if 200 <= last.status < 300:
            return _undecodable(call, last, last.text)
        return _refused(call, Response(last.status, {}, b"", last.request_id), outcome, last.text)
    return _no_response(call, last, outcome)


def decode_error(
    response: Response,
    problem: str,
    request: Request,
    *,
    attempts: tuple[Attempt, ...] = (),
    errors: Any = None,
    hidden: Secrets = NO_SECRETS,
) -> ResponseDecodeError | APIError:
    """The exception for a success that cannot be decoded, or that has errors instead of data.

    problem: what is wrong, which must not quote the body, since that may hold an initial password: "Session.id is
    missing or null". errors: the JSON value of `errors` that the response has instead of data: then it is an APIError,
    because the API says what failed.
    """
    call = _Call(request, attempts, hidden)
    details = error_details(errors, hidden) if errors else ()
    if not details:
        return _undecodable(call, response, problem)
    status = response.status
    return APIError(
        call.text(
            reasons_text(details), hint_for(status, details, request.operation, request.version or "v1"),
            f"{status} with errors in place of data", response.request_id,
        ),
        status_code=status,
        errors=details,
        **call.about(response.request_id),
    )  # fmt: skip


def reasons_text(details: Collection[ErrorDetail]) -> str:
    """The first errors of a response on one line, bounded; empty if there are none."""
    shown = [_one(detail) for detail, _ in zip(details, range(_SHOWN_ENTRIES), strict=False)]
    more = len(details) - len(shown)
    return "; ".join(shown) + (f"; and {more} more" if more > 0 else "")


def _refused(call: _Call, response: Response, outcome: Outcome, problem: str = "") -> APIError:
    """A response that is not a success."""
    status = response.status
    details = details_in(response.content, call.hidden)
    hint = _hint(call.request, response, details)
    cause = problem or reasons_text(details)
    reason = next((detail.reason for detail in details if detail.reason), None)
    result = f"{status} {reason}" if reason else str(status)
    if 300 <= status < 400 and (location := response.headers.get("Location")):
        result += f" with the address {safe_text(location.partition('?')[0], _SHOWN_PATH, call.hidden)}"
    about = call.about(response.request_id)
    about.update(status_code=status, errors=details, retry_after=outcome.retry_after)
    error = error_class(status)
    if issubclass(error, ServerError):
        about["outcome_unknown"] = unknown = outcome.outcome_unknown and not was_not_performed(details)
        if unknown:
            exact = exact_hint(details, call.request.operation, call.request.version or "v1")
            hint = f"The request may have been acted on, and was not sent again. {call.find_out}"
            hint = f"{exact}. {hint}" if exact else hint
    return error(call.text(cause, hint, result + _next_time(outcome), response.request_id), **about)


def _hint(request: Request, response: Response, details: Collection[ErrorDetail]) -> str:
    """What to do about a response that is not a success."""
    status, location = response.status, response.headers.get("Location")
    if status in REDIRECTS and location:
        within = redirect_target("GET", 307, request.url, location, request.base) is not None
        return REDIRECTED_WITHIN if within else REDIRECTED_ELSEWHERE
    if 400 <= status < 500 and status != 429 and is_page(response.content):
        return PAGE
    return hint_for(status, details, request.operation, request.version or "v1")


def _paused(call: _Call, last: Response | Failure, retry_after: float | None) -> RateLimitError:
    """A 429 asked for a pause that is too long to wait for: in this call, or in another that shares the limit."""
    response = last if isinstance(last, Response) and last.status == 429 else Response(429, {}, b"")
    details = details_in(response.content, call.hidden)
    said = reasons_text(details)
    whose = f"{call.request.quota}, which is counted separately" if call.request.quota else "these credentials"
    own = any(attempt.status_code == 429 for attempt in call.attempts)
    return RateLimitError(
        call.text(
            f"Too many requests for {whose}{f': {said}' if said else ''}",
            f"Wait {pause_text(retry_after)} before the next call, and make fewer at once",
            "429" if own else "not sent, because an earlier call got 429",
            response.request_id,
        ),
        status_code=429,
        errors=details,
        retry_after=retry_after,
        **call.about(response.request_id),
    )


def _no_response(call: _Call, failure: Failure, outcome: Outcome) -> ConnectionFailedError:
    """No complete response arrived."""
    about = call.about(failure.request_id)
    about["retry_after"] = outcome.retry_after
    cause = _capital(safe_text(failure.text, _SHOWN_MESSAGE, call.hidden))
    result = "no complete response" if failure.sent else "nothing was sent"
    if failure.status is not None:
        result += f" (status {failure.status})"
    error: type[ConnectionFailedError] = ConnectionFailedError
    if outcome.outcome_unknown:
        error = OutcomeUnknownError
        hint = f"The request may have been acted on, and was not sent again. {call.find_out}"
    elif failure.kind == "timeout" or outcome.verdict == "deadline":
        error = RequestTimeoutError
        hint = _HINTS[failure.kind]  # a refused connection has another cause, which more time would not change
    elif failure.kind == "protocol" and not failure.sent:
        hint = "Check `base_url`, the credentials and the proxy settings"
    else:
        hint = _HINTS[failure.kind]
    return error(call.text(cause, hint, result + _next_time(outcome), failure.request_id), **about)


_HINTS: Final = {
    "connect": "Check the network, the proxy settings and `base_url`",
    "too_large": "Raise `max_response_bytes`, or ask for less",
    "network": "Try again; if it keeps failing, check the network and the proxy",
    "truncated": "Try again; if it keeps failing, check the network and the proxy",
    "encoding": "Check whether a proxy changes the responses",
    "protocol": "Check `base_url`, and whether a proxy responds instead of the API",
    "timeout": "Try again, or give more time with `timeout=`",
}


def _undecodable(call: _Call, last: Response | Failure, problem: str) -> ResponseDecodeError:
    """A success that cannot be read."""
    cause = f"The response cannot be read: {safe_text(problem, _SHOWN_MESSAGE, call.hidden)}"
    hint = "Update aurakit; if that does not help, report it with the request id"
    if isinstance(last, Failure) and last.kind == "too_large":
        hint = "Raise `max_response_bytes` if the response may be that large"
    elif isinstance(last, Response) and is_page(last.content):
        cause = f"A page came in place of JSON ({page_title(last.content, call.hidden)})"
        hint = PAGE_INSTEAD
    body = Secret(last.content.decode("utf-8", "replace")) if isinstance(last, Response) and last.content else None
    if call.request.method not in READING_METHODS:
        hint = f"{_accepted(call, last, has_body=body is not None)}. {hint}"
    return ResponseDecodeError(
        call.text(cause, hint, str(last.status), last.request_id),
        status_code=last.status,
        body=body,
        **call.about(last.request_id),
    )


def _accepted(call: _Call, last: Response | Failure, *, has_body: bool) -> str:
    """What is known about a change whose successful response cannot be read."""
    if isinstance(last, Response) and is_page(last.content):
        return f"Whether the API got the request is not known, so do not just send it again. {call.find_out}"
    accepted = "The request was accepted, so do not just send it again"
    if has_body and call.request.operation == "create_instance":
        return (
            f"{accepted}. The response, with the initial password if it has one, is in `error.body.reveal()`: store "
            "that first. `aura.instances.list()` lists the new instance"
        )
    return f"{accepted}. {call.find_out}"


def _next_time(outcome: Outcome) -> str:
    if outcome.retry_after is None:
        return ""
    if outcome.verdict == "deadline":
        return f". The next attempt should wait {outcome.retry_after:.1f} s, for which `timeout` leaves no time"
    return f". The next attempt should wait {outcome.retry_after:.1f} s"


def _one(detail: ErrorDetail) -> str:
    text = safe_text(detail.message, _SHOWN_MESSAGE) or detail.reason or ""
    return f"{text} (field {detail.field})" if detail.field else text


def pause_text(seconds: float | None) -> str:
    """How long a 429 asks to wait."""
    return "some minutes" if seconds is None else f"{seconds:.0f} s"


def sentence(text: str) -> str:
    """`text` with a full stop, unless it ends with another mark."""
    return text if text.endswith((".", "…", "!", "?")) else text + "."


def _capital(text: str) -> str:
    return text[:1].upper() + text[1:]
