"""The token request, and what its response comes to: a token, or the error that says why there is none."""

from __future__ import annotations

import itertools
import json
from base64 import b64decode
from typing import TYPE_CHECKING, Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from aurakit._auth.credentials import Credentials
from aurakit._auth.oauth import (
    DOCUMENTED_LIFETIME,
    LONGEST_LIFETIME,
    parse_token_response,
    token_of,
    token_steps,
)
from aurakit._auth.tokens import Token, sound
from aurakit._calls.call import CallSettings, Outcome
from aurakit._calls.deadline import Deadline
from aurakit._calls.messages import Request, Response
from aurakit._calls.retry import RetryPolicy
from aurakit._calls.steps import IO, Send, run
from aurakit._errors.hints import PAGE_INSTEAD
from aurakit._errors.secret import Secret
from aurakit._ratelimit.limiter import Limiter, RateLimit
from aurakit.errors import (
    APIError,
    Attempt,
    AuraError,
    AuthenticationError,
    ConnectionFailedError,
    RateLimitError,
    RequestTimeoutError,
    ServerError,
)
from support.fakes import FakeClock, FakeProvider, failure, response

if TYPE_CHECKING:
    from aurakit._calls.messages import Failure

NOW = 1_700_000_000.0
CREDENTIALS = Credentials("client-id", Secret("secret-value"), "the arguments client_id and client_secret")
REQUEST = Request(
    "POST", "https://api.test/oauth/token", headers=(), path="/oauth/token", base="https://api.test", idempotent=True
)


def parsed(body: Any, status: int = 200) -> Token | str:
    content = body if isinstance(body, bytes) else json.dumps(body).encode()
    return parse_token_response(response(status, content), NOW, CREDENTIALS)


def outcome(last: Response | Failure, verdict: Any = "response", retry_after: float | None = None) -> Outcome:
    attempts = (Attempt(1, last.status, last.request_id, None, 0.5, 0.0),)
    return Outcome(last, verdict, attempts, retry_after, False, False)


def error_of(last: Response | Failure, verdict: Any = "response", retry_after: float | None = None) -> AuraError:
    error = token_of(outcome(last, verdict, retry_after), REQUEST, CREDENTIALS, NOW)
    assert isinstance(error, AuraError)
    assert error.method == "POST" and error.path == "/oauth/token" and len(error.attempts) == 1
    assert "secret-value" not in f"{error} {vars(error)}"
    return error


# ------------------------------------------------------------------------------------------------ the request


class Recorder:
    """A transport that notes what it is to send."""

    def __init__(self, *replies: Response | Failure) -> None:
        self.replies = list(replies)
        self.sent: list[Send] = []

    def send(self, step: Send) -> Response | Failure:
        self.sent.append(step)
        return self.replies.pop(0)


def asked(transport: Recorder, max_retries: int = 4) -> Outcome:
    clock = FakeClock()
    settings = CallSettings(RetryPolicy(max_retries), clock, lambda: 0.5, None, None, ((b"User-Agent", b"x"),))
    steps = token_steps(CREDENTIALS, "https://api.test:8443/oauth/token", settings, Deadline(clock, 60.0))
    return run(steps, IO(transport, clock))[1]


def test_a_token_request_is_the_documented_form_with_basic_authentication() -> None:
    transport = Recorder(response(200))
    asked(transport)
    [step] = transport.sent
    sent = step.request
    assert (sent.method, sent.url, sent.content) == (
        "POST", "https://api.test:8443/oauth/token", b"grant_type=client_credentials",
    )  # fmt: skip
    assert dict(sent.headers) == {b"User-Agent": b"x", b"Content-Type": b"application/x-www-form-urlencoded"}
    assert step.token is None
    assert b64decode(sent.authorization.reveal().removeprefix("Basic ")) == b"client-id:secret-value"
    assert "secret-value" not in f"{sent} {sent.authorization} {vars(type(sent))}"


@pytest.mark.parametrize("first", [failure("network"), failure("timeout"), response(503), response(429)])
def test_it_is_sent_again_like_a_call_that_changes_nothing(first: Response | Failure) -> None:
    transport = Recorder(first, response(200))
    assert len(asked(transport).attempts) == 2


@pytest.mark.parametrize("status", [400, 401, 403])
def test_refused_credentials_are_not_sent_again(status: int) -> None:
    transport = Recorder(response(status))
    assert asked(transport).verdict == "response" and len(transport.sent) == 1


def test_it_follows_no_redirect_to_another_place() -> None:
    elsewhere = response(307, Location="https://elsewhere.test/oauth/token")
    transport = Recorder(elsewhere)
    assert asked(transport).last is elsewhere


def test_it_follows_a_redirect_within_its_origin() -> None:
    transport = Recorder(response(307, Location="/elsewhere/token"), response(200))
    assert asked(transport).last.status == 200
    assert [step.url for step in transport.sent] == [
        "https://api.test:8443/oauth/token", "https://api.test:8443/elsewhere/token",
    ]  # fmt: skip


def test_logs_and_hooks_know_it_by_name_and_path() -> None:
    transport = Recorder(response(200))
    asked(transport)
    sent = transport.sent[0].request
    assert (sent.operation, sent.route, sent.path, sent.version) == ("token", "/oauth/token", "/oauth/token", "")
    assert sent.base == "https://api.test:8443"


def test_it_waits_for_no_rate_limit_and_carries_no_token() -> None:
    clock, limiter = FakeClock(), Limiter(RateLimit(1))
    assert limiter.acquire(limiter.join(), clock.now()) == 0.0
    settings = CallSettings(RetryPolicy(), clock, lambda: 0.5, limiter, FakeProvider(refreshed=False), ())
    steps = token_steps(CREDENTIALS, "https://api.test/oauth/token", settings, Deadline(clock, 60.0))
    step = next(steps)
    assert isinstance(step, Send) and step.token is None


# ------------------------------------------------------------------------------------------------ the response


@pytest.mark.parametrize(
    ("last", "verdict", "kind"),
    [
        (response(300, b"secret-value"), "response", APIError),
        (response(500, b"secret-value"), "response", ServerError),
        (response(429, b"secret-value"), "deadline", RateLimitError),
    ],
)
def test_what_is_about_no_credentials_does_not_speak_of_them(
    last: Response, verdict: str, kind: type[AuraError]
) -> None:
    error = error_of(last, verdict)
    assert type(error) is kind and "[hidden]" in str(error)
    assert "client id" not in str(error) and "credentials from" not in str(error)


def test_what_is_wrong_with_a_response_quotes_no_secret() -> None:
    assert "secret-value" not in str(parsed(b"<title>secret-value</title>"))


def test_a_documented_response_is_a_token() -> None:
    body = {"access_token": "abc", "expires_in": 3600, "token_type": "bearer"}
    assert parsed(body) == Token(Secret("abc"), NOW, NOW + 3600)


@pytest.mark.parametrize("kind", ["Bearer", "BEARER", None])
def test_the_token_type_is_compared_without_regard_to_case_and_may_be_missing(kind: str | None) -> None:
    assert isinstance(parsed({"access_token": "abc", "expires_in": 60, "token_type": kind}), Token)


@pytest.mark.parametrize(
    ("expires_in", "lifetime"),
    [
        ("3600", 3600.0),
        (90.5, 90.5),
        (1, 1.0),
        (10**9, LONGEST_LIFETIME),
        (10**400, DOCUMENTED_LIFETIME),
        ("1e999", LONGEST_LIFETIME),
        *zip((None, "soon", -5, 0, [], {}, True, "nan"), itertools.repeat(DOCUMENTED_LIFETIME)),
    ],
)
def test_a_lifetime_that_makes_no_sense_is_taken_for_the_documented_hour(expires_in: Any, lifetime: float) -> None:
    assert parsed({"access_token": "abc", "expires_in": expires_in}) == Token(Secret("abc"), NOW, NOW + lifetime)
    assert parsed({"access_token": "abc"}) == Token(Secret("abc"), NOW, NOW + DOCUMENTED_LIFETIME)


@pytest.mark.parametrize(
    ("body", "problem"),
    [
        ({}, "access_token is missing"),
        ({"access_token": None}, "access_token is missing"),
        ({"access_token": ""}, "cannot"),
        ({"access_token": "abc\n"}, "cannot"),
        ({"access_token": "a b"}, "cannot"),
        ({"access_token": "t\u00f6ken"}, "cannot"),
        ({"access_token": "\udc80"}, "cannot"),
        ({"access_token": 5}, "cannot"),
        ({"access_token": "x" * 20_000}, "cannot"),
        ({"access_token": "abc", "token_type": "mac"}, "not bearer"),
        ({"access_token": "abc", "token_type": 5}, "not bearer"),
        ([], "not the expected JSON object"),
        (None, "not the expected JSON object"),
        (b"", "not the expected JSON object"),
        (b"{", "not the expected JSON object"),
        (b"\xff\xfe\xfd", "not the expected JSON object"),
        (b"[" * 100_000, "not the expected JSON object"),
        (b" " * 1_000_001 + b"{}", "not the expected JSON object"),
        (b"<html><title>Sign in</title>", "the response is a page and not a token (Sign in)"),
    ],
)
def test_a_response_without_a_token_that_can_be_sent_says_what_is_wrong(body: Any, problem: str) -> None:
    result = parsed(body)
    assert isinstance(result, str) and problem.replace("cannot", "not one that can be sent") in result


@given(st.binary() | st.recursive(st.none() | st.floats() | st.text(), lambda inner: st.dictionaries(
    st.sampled_from(["access_token", "expires_in", "token_type"]), inner)))  # fmt: skip
def test_any_response_is_a_sound_token_or_a_problem(body: Any) -> None:
    result = parsed(body)
    assert isinstance(result, str) or sound(result) is result


def test_a_tokens_lifetime_counts_from_when_it_was_asked_for() -> None:
    token = token_of(outcome(response(200, b'{"access_token": "abc", "expires_in": 10}')), REQUEST, CREDENTIALS, NOW)
    assert token == Token(Secret("abc"), NOW - 0.5, NOW + 9.5)


@pytest.mark.parametrize("status", [400, 401, 403])
def test_refused_credentials_say_which_source_they_came_from_and_what_to_do(status: int) -> None:
    body = b'{"error": "invalid_client", "error_description": "unknown client"}'
    error = error_of(response(status, body, X_Request_Id="abc/1"))
    assert type(error) is AuthenticationError and error.status_code == status and error.request_id == "abc/1"
    text = str(error)
    assert text.startswith("The API credentials from the arguments client_id and client_secret (client id clie…) were")
    assert "were refused: unknown client. Check in the Aura console" in text
    assert text.endswith(f"POST /oauth/token: {status} invalid_client. Request id: abc/1")
    assert "client-id" not in text


def test_a_404_is_more_likely_a_wrong_address() -> None:
    error = error_of(response(404, b"<html><title>Not here</title></html>"))
    assert isinstance(error, AuthenticationError) and "`base_url`" in str(error) and "Not here" in str(error)


def test_a_refusal_that_says_nothing_is_told_with_where_the_credentials_come_from_and_what_to_check() -> None:
    assert str(error_of(response(401, b""))) == (
        "The API credentials from the arguments client_id and client_secret (client id clie…) were refused. Check in "
        "the Aura console that they still exist (or create new ones there), and that `base_url` is the right address, "
        "with no path except a gateway's. POST /oauth/token: 401."
    )
    assert str(error_of(response(404, b""))) == (
        "There is no token endpoint where the API credentials from the arguments client_id and client_secret were "
        "sent. Check `base_url`, and whether a proxy responds instead. POST /oauth/token: 404."
    )


def test_what_the_endpoint_says_is_shown_short_and_without_what_it_quotes_of_the_request() -> None:
    basic = "Y2xpZW50LWlkOnNlY3JldC12YWx1ZQ=="
    said = f"wrong: client-id secret-value {basic} " + "x" * 5000
    text = str(error_of(response(401, json.dumps({"error": said}).encode())))
    assert basic not in text and "client-id" not in text and len(text) < 900


@pytest.mark.parametrize("body", [b"", b"<html>", b'{"access_token": "tok\\n"}'])
def test_a_success_without_a_usable_token_is_an_authentication_error(body: bytes) -> None:
    error = error_of(response(200, body))
    assert isinstance(error, AuthenticationError) and error.status_code == 200
    assert "gave no usable token" in str(error) and "tok\\n" not in str(error) and "tok\n" not in str(error)


def test_too_many_token_requests_lead_to_the_file_store() -> None:
    error = error_of(response(429, b"{}"), "paused", 1800.0)
    assert isinstance(error, RateLimitError) and error.retry_after == 1800.0
    assert "Wait 1800 s" in str(error) and "FileStore()" in str(error) and "15 an hour" in str(error)
    assert "some minutes" in str(error_of(response(429, b"")))


def test_a_429_tells_what_the_endpoint_says_of_it_without_what_it_quotes() -> None:
    body = b'{"error": "slow_down", "error_description": "client-id asks too often"}'
    error = error_of(response(429, body, X_Request_Id="abc/1"), "paused", 60.0)
    assert isinstance(error, RateLimitError)
    assert (error.status_code, error.request_id) == (429, "abc/1")
    assert [(entry.reason, entry.message) for entry in error.errors] == [("slow_down", "[hidden] asks too often")]
    assert str(error) == (
        "Too many token requests for the client id clie… (15 an hour are allowed): [hidden] asks too often. Wait 60 s, "
        "keep one client instead of making new ones, and let processes share a token with `Aura(store=FileStore())`. "
        "POST /oauth/token: 429 slow_down. Request id: abc/1"
    )


def test_a_page_in_place_of_a_token_is_quoted_without_what_it_quotes_and_leads_to_who_sent_it() -> None:
    text = str(error_of(response(200, b"<html><title>Hello client-id</title>")))
    assert "(Hello [hidden])" in text
    assert PAGE_INSTEAD in text


@pytest.mark.parametrize(
    ("last", "verdict", "kind"),
    [
        (response(503, b"down"), "response", ServerError),
        (response(503, b"down"), "deadline", ServerError),
        (failure("connect"), "failure", ConnectionFailedError),
        (failure("network"), "failure", ConnectionFailedError),
        (failure("timeout"), "deadline", RequestTimeoutError),
    ],
)
def test_other_failures_are_those_of_any_call(last: Response | Failure, verdict: str, kind: type[AuraError]) -> None:
    assert type(error_of(last, verdict)) is kind
