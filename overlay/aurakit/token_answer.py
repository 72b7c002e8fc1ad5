"""From what the token endpoint answered to a token, or to the error that tells why there is none. Pure.

A client can use a token whatever is said about its lifetime, since the API's refusal leads to the next one; so only the
token itself has to be sound. Facts: https://neo4j.com/docs/aura/api/authentication/
"""

from __future__ import annotations

import json
import math
from typing import TYPE_CHECKING, Any, Final

from .error_body import details_in, is_page, page_title
from .errors import AuraError, AuthenticationError, RateLimitError
from .exchange import Answer
from .failures import error_for, reasons_text
from .safe_text import forms_of, safe_text
from .tokens import Token, sendable

if TYPE_CHECKING:
    from .credentials import Credentials
    from .flow import Outcome

METHOD: Final = "POST"
PATH: Final = "/oauth/token"
DOCUMENTED_LIFETIME: Final = 3600.0
LONGEST_LIFETIME: Final = 86_400.0

_MOST_BYTES: Final = 1_000_000


def token_of(outcome: Outcome, credentials: Credentials, now: float) -> Token | AuraError:
    """The token that a token request gave, or the exception to raise. now: seconds since 1970."""
    last = outcome.last
    if not isinstance(last, Answer) or outcome.verdict == "deadline":
        return error_for(outcome, method=METHOD, path=PATH, operation="token", hidden=_hidden(credentials))
    if last.status == 429:
        return _too_many(outcome, last, credentials)
    if 200 <= last.status < 300:
        asked = now - outcome.attempts[-1].duration if outcome.attempts else now
        token = parse_token_answer(last, asked, credentials)
        return token if isinstance(token, Token) else _unusable(outcome, last, token, credentials)
    if 400 <= last.status < 500:
        return _refused(outcome, last, credentials)
    return error_for(outcome, method=METHOD, path=PATH, operation="token", hidden=_hidden(credentials))


def parse_token_answer(answer: Answer, now: float, credentials: Credentials) -> Token | str:
    """The token in a success, or what is wrong with it, which quotes a page's title only. now: when it was asked
    for."""
    if is_page(answer.content):
        return f"a page came in place of a token ({page_title(answer.content, _hidden(credentials))})"
    value = _json(answer.content)
    if not isinstance(value, dict):
        return "its body is not the JSON object it should be"
    token, kind = value.get("access_token"), value.get("token_type")
    if not sendable(token):
        return f"its access_token is {'missing' if token is None else 'not one that can be sent'}"
    if kind is not None and not (isinstance(kind, str) and kind.strip().lower() == "bearer"):
        return "its token_type is not bearer"
    return Token(token, now, now + _lifetime(value.get("expires_in")))


def _lifetime(value: Any) -> float:
    """Seconds from `expires_in`; the documented hour if that says nothing that makes sense."""
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


def _refused(outcome: Outcome, last: Answer, credentials: Credentials) -> AuthenticationError:
    if last.status in (400, 401, 403):
        hint = (
            f"The API credentials from {credentials.source} (client id {credentials.shown_id}) were refused: check in "
            "the Aura console that they still exist, or create new ones there, and that `base_url` is the place they "
            "belong to, without any path but a gateway's"
        )
    else:
        hint = (
            f"There is no token endpoint where the API credentials from {credentials.source} were sent: check "
            "`base_url`, and whether a proxy answers instead"
        )
    return _error(hint, outcome, last, reasons_text(details_in(last.content, _hidden(credentials))))


def _unusable(outcome: Outcome, last: Answer, problem: str, credentials: Credentials) -> AuthenticationError:
    hint = (
        f"The token endpoint gave no usable token for the API credentials from {credentials.source}: check `base_url`, "
        "and whether a proxy or a login page answers instead"
    )
    return _error(hint, outcome, last, safe_text(problem, 300, _hidden(credentials)))


def _error(hint: str, outcome: Outcome, last: Answer, said: str) -> AuthenticationError:
    return AuthenticationError(
        _text(hint, last, said), status_code=last.status, **_about(outcome, last)
    )  # fmt: skip


def _too_many(outcome: Outcome, last: Answer, credentials: Credentials) -> RateLimitError:
    details = details_in(last.content, _hidden(credentials))
    wait = "some minutes" if outcome.retry_after is None else f"{outcome.retry_after:.0f} s"
    hint = (
        f"Too many token requests for the client id {credentials.shown_id} (15 an hour are allowed): wait {wait}, keep "
        "one client instead of making new ones, and let processes share a token with "
        "`Aura(token_store=FileTokenStore())`"
    )
    return RateLimitError(
        _text(hint, last, reasons_text(details)), status_code=last.status, errors=details,
        retry_after=outcome.retry_after, **_about(outcome, last),
    )  # fmt: skip


def _text(hint: str, last: Answer, said: str) -> str:
    text = f"{hint}. {METHOD} {PATH} answered {last.status}"
    if said:
        text += f": {said}"
    text += "" if text.endswith((".", "…", "!", "?")) else "."
    request_id = _shown(last.request_id)
    return f"{text} Request id: {request_id}" if request_id else text


def _about(outcome: Outcome, last: Answer) -> dict[str, Any]:
    """The attributes that every error has."""
    return {
        "method": METHOD,
        "path": PATH,
        "request_id": _shown(last.request_id),
        "attempts": tuple(attempt._replace(request_id=_shown(attempt.request_id)) for attempt in outcome.attempts),
    }


def _shown(request_id: str | None) -> str | None:
    return safe_text(request_id, 120) or None if request_id else None


def _hidden(credentials: Credentials) -> tuple[str, ...]:
    """What no text may show."""
    return (*forms_of(credentials.secrets), credentials.client_id)
