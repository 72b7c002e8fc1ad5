"""The token request, and what follows from its response: a token, or the error that says why there is none. Pure.

A token can be used even if its stated lifetime makes no sense, since a refusal leads to the next one; so only the token
itself has to be valid. Facts: https://neo4j.com/docs/aura/api/authentication/
"""

from __future__ import annotations

import json
import math
from typing import TYPE_CHECKING, Any, Final

from .._calls.call import call_steps
from .._calls.messages import TOKEN_PATH, Request, Response
from .._errors.body import details_in, is_page, page_title
from .._errors.hints import PAGE_INSTEAD
from .._errors.mapping import error_for, pause_text, reasons_text, sentence
from .._errors.redaction import safe_text
from .._errors.secret import Secret
from ..errors import AuraError, AuthenticationError, RateLimitError
from .tokens import Token, sendable

if TYPE_CHECKING:
    from collections.abc import Generator, Sequence

    from .._calls.call import CallSettings, Outcome
    from .._calls.deadline import Deadline
    from .._calls.steps import Step
    from .._errors.redaction import Secrets
    from ..errors import ErrorDetail
    from .credentials import Credentials

METHOD: Final = "POST"
DOCUMENTED_LIFETIME: Final = 3600.0
LONGEST_LIFETIME: Final = 86_400.0

_MOST_BYTES: Final = 1_000_000


def token_steps(
    credentials: Credentials, token_url: str, settings: CallSettings, deadline: Deadline
) -> Generator[Step, Any, tuple[Request, Outcome]]:
    """The steps of a token request: HTTP Basic and a form body, as documented.

    It does not count towards the rate limit. It is retried like an idempotent call: an additional token does no harm.
    """
    headers = (*settings.headers, (b"Content-Type", b"application/x-www-form-urlencoded"))
    origin = "/".join(token_url.split("/", 3)[:3])
    request = Request(
        METHOD, token_url, headers=headers, content=b"grant_type=client_credentials", path=TOKEN_PATH, base=origin,
        idempotent=True, operation="token", route=TOKEN_PATH, authorization=credentials.basic,
    )  # fmt: skip
    outcome = yield from call_steps(request, settings._replace(limiter=None, provider=None), deadline)
    return request, outcome


def token_of(outcome: Outcome, request: Request, credentials: Credentials, now: float) -> Token | AuraError:
    """The token that a token request gave, or the exception to raise. now: seconds since 1970."""
    last = outcome.last
    if not isinstance(last, Response) or outcome.verdict == "deadline":
        return error_for(outcome, request, credentials.hidden)
    if last.status == 429:
        return _too_many(outcome, last, credentials)
    if 200 <= last.status < 300:
        requested = now - outcome.attempts[-1].duration if outcome.attempts else now
        token = parse_token_response(last, requested, credentials)
        return token if isinstance(token, Token) else _unusable(outcome, last, token, credentials)
    if 400 <= last.status < 500:
        return _refused(outcome, last, credentials)
    return error_for(outcome, request, credentials.hidden)


def parse_token_response(response: Response, now: float, credentials: Credentials) -> Token | str:
    """The token in a successful response, or what is wrong with it, which quotes at most the title of a page.

    now: when it was requested.
    """
    if is_page(response.content):
        return f"the response is a page and not a token ({page_title(response.content, credentials.hidden)})"
    value = _json(response.content)
    if not isinstance(value, dict):
        return "its body is not the expected JSON object"
    token, kind = value.get("access_token"), value.get("token_type")
    if not sendable(token):
        return f"its access_token is {'missing' if token is None else 'not one that can be sent'}"
    if kind is not None and not (isinstance(kind, str) and kind.strip().lower() == "bearer"):
        return "its token_type is not bearer"
    return Token(Secret(token), now, now + _lifetime(value.get("expires_in")))


def _lifetime(value: Any) -> float:
    """Seconds from `expires_in`; the documented hour if its value makes no sense."""
    try:
        seconds = DOCUMENTED_LIFETIME if isinstance(value, bool) else float(value)
    except (TypeError, ValueError, OverflowError):
        return DOCUMENTED_LIFETIME
    if math.isnan(seconds) or seconds <= 0.0:
        return DOCUMENTED_LIFETIME
    return min(seconds, LONGEST_LIFETIME)


def _json(content: bytes) -> Any:
    try:
        return json.loads(content) if len(content) <= _MOST_BYTES else None
    except (ValueError, RecursionError):
        return None


def _refused(outcome: Outcome, last: Response, credentials: Credentials) -> AuthenticationError:
    details = details_in(last.content, _hidden(credentials))
    said = reasons_text(details)
    if last.status in (400, 401, 403):
        cause = f"The API credentials from {credentials.source} (client id {credentials.shown_id}) were refused"
        hint = (
            "Check in the Aura console that they still exist (or create new ones there), and that `base_url` is the "
            "right address, with no path except a gateway's"
        )
    else:
        cause = f"There is no token endpoint where the API credentials from {credentials.source} were sent"
        hint = "Check `base_url`, and whether a proxy responds instead"
    return _error(f"{cause}: {said}" if said else cause, hint, outcome, last, details)


def _unusable(outcome: Outcome, last: Response, problem: str, credentials: Credentials) -> AuthenticationError:
    cause = f"The token endpoint gave no usable token for the API credentials from {credentials.source}"
    return _error(f"{cause}: {safe_text(problem, 300, _hidden(credentials))}", PAGE_INSTEAD, outcome, last)


def _error(
    cause: str, hint: str, outcome: Outcome, last: Response, details: Sequence[ErrorDetail] = ()
) -> AuthenticationError:
    return AuthenticationError(_text(cause, hint, last, details), status_code=last.status, **_about(outcome, last))


def _too_many(outcome: Outcome, last: Response, credentials: Credentials) -> RateLimitError:
    details = details_in(last.content, _hidden(credentials))
    said = reasons_text(details)
    cause = f"Too many token requests for the client id {credentials.shown_id} (15 an hour are allowed)"
    hint = (
        f"Wait {pause_text(outcome.retry_after)}, keep one client instead of making new ones, and let processes share "
        "a token with `Aura(store=FileStore())`"
    )
    return RateLimitError(
        _text(f"{cause}: {said}" if said else cause, hint, last, details), status_code=last.status, errors=details,
        retry_after=outcome.retry_after, **_about(outcome, last),
    )  # fmt: skip


def _hidden(credentials: Credentials) -> Secrets:
    """What the token endpoint may quote from the request, including the client id."""
    return credentials.hidden.with_(Secret(credentials.client_id))


def _text(cause: str, hint: str, last: Response, details: Sequence[ErrorDetail]) -> str:
    reason = next((f" {detail.reason}" for detail in details if detail.reason), "")
    text = " ".join(sentence(part) for part in (cause, hint) if part)
    text += f" {METHOD} {TOKEN_PATH}: {last.status}{reason}."
    return f"{text} Request id: {last.request_id}" if last.request_id else text


def _about(outcome: Outcome, last: Response) -> dict[str, Any]:
    """The attributes that every error has."""
    return {"method": METHOD, "path": TOKEN_PATH, "request_id": last.request_id, "attempts": outcome.attempts}
