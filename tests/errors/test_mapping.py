"""From a call that did not succeed to the exception: its class, its text, its attributes."""

from __future__ import annotations

import json
import pickle
from typing import Any, Literal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from aurakit import errors
from aurakit._calls.call import Outcome
from aurakit._calls.messages import Failure, Request, Response
from aurakit._errors.hints import (
    FIND_OUT,
    PAGE,
    REASONS,
    REDIRECTED_ELSEWHERE,
    REDIRECTED_WITHIN,
    STATUSES,
    hint_for,
)
from aurakit._errors.mapping import decode_error, error_for, reasons_text
from aurakit._errors.redaction import Secrets
from aurakit._errors.secret import Secret
from aurakit.errors import APIError, Attempt, AuraError, ErrorDetail, ServerError
from support.http_library import httpx

REQUEST_ID = "8a35fa95b983aeff3e70394832706f45/12383853214941892751"
TOKEN = "tok3n-in-use-0123456789"
HIDDEN = Secrets([Secret(TOKEN)])
PATH = "/v1/instances/24d18db5"

KINDS: list[Literal["connect", "timeout", "network", "truncated", "encoding", "too_large", "protocol"]] = [
    "connect", "timeout", "network", "truncated", "encoding", "too_large", "protocol",
]  # fmt: skip


def response(status: int, body: object = b"", **headers: str) -> Response:
    """A response with a request id; a body that is no bytes is sent as JSON."""
    content = body if isinstance(body, bytes) else json.dumps(body).encode()
    return Response(status, httpx.Headers(headers), content, REQUEST_ID)


def request(method: str = "GET", operation: str = "get_instance", path: str = PATH) -> Request:
    return Request(
        method, f"https://api.test{path}", headers=(), path=path, base="https://api.test/v1",
        idempotent=method == "GET", operation=operation,
    )  # fmt: skip


def outcome(last: Response | Failure, **changes: Any) -> Outcome:
    """How a call ended that was tried once."""
    attempt = Attempt(1, last.status, last.request_id, last.text if isinstance(last, Failure) else None, 0.25, 0.0)
    ended = Outcome(
        last=last,
        verdict="response" if isinstance(last, Response) else "failure",
        attempts=(attempt,),
        retry_after=None,
        deleted=False,
        outcome_unknown=False,
    )
    return ended._replace(**changes)


def failed(
    last: Response | Failure, *, method: str = "GET", operation: str = "get_instance", **changes: Any
) -> AuraError:
    """The exception for a call that ended with `last`."""
    return error_for(outcome(last, **changes), request(method, operation))


SESSION = request(operation="get_session", path="/v1/s")


@pytest.mark.parametrize(
    ("status", "cls"),
    [
        (101, APIError),
        (301, APIError),
        (304, APIError),
        (308, APIError),
        (400, errors.BadRequestError),
        (401, errors.UnauthorizedError),
        (402, errors.PaymentRequiredError),
        (403, errors.ForbiddenError),
        (404, errors.NotFoundError),
        (405, APIError),
        (409, errors.ConflictError),
        (410, errors.NotFoundError),
        (415, APIError),
        (418, APIError),
        (420, APIError),
        (429, errors.RateLimitError),
        (500, errors.ServerError),
        (502, errors.ServerError),
        (503, errors.ServerError),
        (504, errors.ServerError),
        (520, errors.ServerError),
    ],
)
@pytest.mark.parametrize(
    ("body", "details"),
    [
        ({"errors": [{"message": "why", "reason": "new"}]}, (ErrorDetail("why", "new"),)),
        ({"error": "gateway says"}, (ErrorDetail("gateway says"),)),
        (b"", ()),
        (b"plain text", (ErrorDetail("plain text"),)),
        (b"<html><title>A page</title></html>", (ErrorDetail("A page"),)),
        (b"[" * 100_000, (ErrorDetail("[" * 999 + "…"),)),
    ],
    ids=["api", "gateway", "empty", "text", "html", "brackets"],
)
def test_every_status_becomes_its_class_with_any_body(
    status: int, cls: type[AuraError], body: object, details: tuple[ErrorDetail, ...]
) -> None:
    error = failed(response(status, body))
    assert type(error) is cls
    assert isinstance(error, APIError)
    assert (error.status_code, error.errors, error.request_id) == (status, details, REQUEST_ID)
    assert (error.method, error.path, error.retry_after) == ("GET", "/v1/instances/24d18db5", None)
    assert f"GET /v1/instances/24d18db5: {status}" in str(error)
    assert str(error).endswith(f"Request id: {REQUEST_ID}")
    if details:
        assert str(error).startswith(details[0].message[:200])


def test_the_text_is_the_cause_then_what_to_do_then_the_call_and_its_response() -> None:
    body = {"errors": [{"message": "Quota exceeded", "reason": "quota-exceeded", "field": "memory"}]}
    error = failed(response(402, body), method="POST", operation="create_instance")
    assert str(error) == (
        f"Quota exceeded (field memory). {REASONS['quota-exceeded']}. POST /v1/instances/24d18db5: 402 quota-exceeded. "
        f"Request id: {REQUEST_ID}"
    )


def test_the_number_of_attempts_and_the_wait_are_told() -> None:
    attempts = tuple(Attempt(number, 503, f"id/{number}", None, 0.1, 1.0) for number in (1, 2, 3))
    error = failed(response(503), attempts=attempts, retry_after=7.0)
    assert isinstance(error, errors.ServerError)
    assert (error.attempts, error.retry_after, error.outcome_unknown) == (attempts, 7.0, False)
    assert str(error) == (
        f"{STATUSES[503]}. GET /v1/instances/24d18db5: 503. The next attempt should wait 7.0 s. Attempts: 3. "
        f"Request id: {REQUEST_ID}"
    )


def test_a_wait_that_the_deadline_leaves_no_time_for_is_told() -> None:
    error = failed(response(429), verdict="deadline", retry_after=30.0)
    assert isinstance(error, errors.RateLimitError)
    assert error.retry_after == 30.0
    assert "30.0 s, for which `timeout` leaves no time" in str(error)


def test_a_response_without_a_request_id_is_reported_without() -> None:
    error = failed(Response(500, {}, b""))
    assert error.request_id is None
    assert "Request id" not in str(error)


@pytest.mark.parametrize("last", [Response(500, {}, b""), Failure("network", "broke", sent=True)])
def test_an_error_without_a_request_id_has_that_of_the_latest_attempt_with_one(last: Response | Failure) -> None:
    attempts = tuple(Attempt(1, 503, request_id, None, 0.25, 0.0) for request_id in ("first", "second", None))
    error = failed(last, attempts=attempts)
    assert error.request_id == "second"
    assert "Request id: second" in str(error)


def test_a_redirect_that_is_not_followed_says_where_it_points_without_its_query() -> None:
    error = failed(response(301, Location="https://user:pw@other.example/v1?token=abc"))
    assert "301 with the address https://[hidden]@other.example/v1. Request id" in str(error)
    assert "`base_url`" in str(error)


@pytest.mark.parametrize(
    ("status", "location", "method", "hint"),
    [
        (308, "https://other.example/v1/x", "GET", REDIRECTED_ELSEWHERE),
        (301, "/v2/instances", "GET", REDIRECTED_ELSEWHERE),
        (307, "https://api.test/v1/instances/x", "GET", REDIRECTED_WITHIN),
        (303, "/v1/instances/x", "POST", REDIRECTED_WITHIN),
        (302, "x" * 5_000, "GET", REDIRECTED_ELSEWHERE),
    ],
)
def test_a_redirect_says_why_it_is_not_followed(status: int, location: str, method: str, hint: str) -> None:
    assert f"{hint}. {method} " in str(failed(response(status, Location=location), method=method))


@pytest.mark.parametrize("status", [300, 301, 304, 308])
def test_a_status_like_a_redirect_without_an_address_is_not_told_as_one(status: int) -> None:
    headers = {"Location": "/v1/x"} if status in (300, 304) else {}
    text = str(failed(response(status, **headers)))
    assert REDIRECTED_ELSEWHERE not in text and REDIRECTED_WITHIN not in text
    assert ("The address has moved" if status == 308 else "The API does not send this status") in text


@pytest.mark.parametrize(
    ("status", "told"), [(400, True), (403, True), (404, True), (429, False), (500, False), (308, False)]
)
def test_a_page_in_place_of_a_refusal_is_not_taken_for_the_apis_own(status: int, told: bool) -> None:
    text = str(failed(response(status, b"<html><title>Access denied</title></html>")))
    assert text.startswith("Access denied. ")
    assert (PAGE in text) is told


def test_a_wrong_name_is_told_as_such_and_nothing_of_sizes() -> None:
    entry = {"message": "name must have 1 to 30 characters", "reason": "validation-error", "field": "name"}
    error = failed(response(400, {"errors": [entry]}), method="POST", operation="create_instance")
    assert str(error) == (
        f"name must have 1 to 30 characters (field name). {REASONS['validation-error']}. POST {PATH}: 400 "
        f"validation-error. Request id: {REQUEST_ID}"
    )


def test_a_refusal_for_an_unknown_reason_has_no_hint_that_may_be_wrong() -> None:
    body = {"errors": [{"message": "Not for you.", "reason": "brand-new"}]}
    assert str(failed(response(403, body))) == f"Not for you. GET {PATH}: 403 brand-new. Request id: {REQUEST_ID}"


def test_three_entries_are_shown_and_the_rest_counted() -> None:
    details = tuple(ErrorDetail("x" * 900, f"reason-{number}") for number in range(5))
    text = reasons_text(details)
    assert text.endswith("; and 2 more")
    assert len(text) < 1_000
    assert reasons_text(()) == ""


def test_entries_are_shown_with_their_message_or_else_reason_and_their_field() -> None:
    details = [ErrorDetail("m"), ErrorDetail("", "r"), ErrorDetail("m", "r", "f"), ErrorDetail("one too many")]
    assert reasons_text(details) == "m; r; m (field f); and 1 more"


def test_the_first_reason_stands_beside_the_status_whichever_entry_gives_it() -> None:
    body = {"errors": [{"message": "one"}, {"message": "two", "reason": "first"}, {"message": "3", "reason": "second"}]}
    error = failed(response(418, body))
    assert f"{PATH}: 418 first. Request id" in str(error)
    assert isinstance(error, APIError) and error.reason == "first"


@pytest.mark.parametrize(("status", "told"), [(299, False), (300, True), (399, True), (400, False), (503, False)])
def test_only_a_redirect_tells_an_address(status: int, told: bool) -> None:
    assert ("with the address /v1/x" in str(failed(response(status, Location="/v1/x")))) is told


@pytest.mark.parametrize(("status", "success"), [(199, False), (200, True), (299, True), (300, False)])
def test_a_success_that_failed_all_the_same_could_not_be_read(status: int, success: bool) -> None:
    for last in (response(status), Failure("encoding", "bad gzip", sent=True, status=status)):
        assert isinstance(failed(last), errors.ResponseDecodeError) is success
        assert isinstance(failed(last), APIError) is not success


def test_what_others_wrote_is_cut_and_the_path_kept_longer_than_it_is_shown() -> None:
    last = Response(400, {}, json.dumps({"error": "m" * 2_000}).encode())
    error = error_for(outcome(last), request(path="/" + "p" * 2_000, operation="x"))
    assert str(error) == f"{'m' * 299}… {STATUSES[400]}. GET /{'p' * 198}…: 400."
    assert len(error.path or "") == 1_000


@pytest.mark.parametrize("end", [".", "…", "!", "?"])
def test_a_sentence_that_has_an_end_gets_no_full_stop(end: str) -> None:
    error = failed(Response(400, {}, f"no{end}".encode()))
    assert str(error).startswith(f"no{end} {STATUSES[400]}. ")


WHOLE = "GET /v1/instances/24d18db5"
OLD = (Attempt(1, 503, None, None, 0.1, 0.0), Attempt(2, 429, None, None, 0.1, 0.0))
OPEN = "The request may have been acted on, and was not sent again. "
TOO_MANY = "Too many requests for these credentials{}. Wait {} before the next call, and make fewer at once. "


@pytest.mark.parametrize(
    ("last", "changes", "text"),
    [
        (
            Failure("timeout", "no response in time", sent=True, status=200),
            {"verdict": "deadline", "retry_after": 2.5, "attempts": OLD},
            (
                "No response in time. Try again, or give more time with `timeout=`. "
                f"{WHOLE}: no complete response (status 200). The next attempt should wait 2.5 s, for which `timeout` "
                "leaves no time. Attempts: 2."
            ),
        ),
        (
            Failure("connect", "connection refused", sent=False),
            {"retry_after": 1.0},
            (
                "Connection refused. Check the network, the proxy settings and `base_url`. "
                f"{WHOLE}: nothing was sent. The next attempt should wait 1.0 s."
            ),
        ),
        (
            Failure("connect", "connection refused", sent=False),
            {"retry_after": 2.5, "verdict": "deadline"},
            (
                "Connection refused. Check the network, the proxy settings and `base_url`. "
                f"{WHOLE}: nothing was sent. The next attempt should wait 2.5 s, for which `timeout` leaves no time."
            ),
        ),
        (
            Failure("too_large", "too large", sent=True),
            {},
            f"Too large. Raise `max_response_bytes`, or ask for less. {WHOLE}: no complete response.",
        ),
        (
            Failure("protocol", "bad header", sent=False),
            {},
            f"Bad header. Check `base_url`, the credentials and the proxy settings. {WHOLE}: nothing was sent.",
        ),
        (
            Failure("protocol", "no HTTP", sent=True),
            {},
            (
                "No HTTP. Check `base_url`, and whether a proxy responds instead of the API. "
                f"{WHOLE}: no complete response."
            ),
        ),
        *(
            (
                Failure("network", "broke", sent=sent),
                {},
                f"Broke. Try again; if it keeps failing, check the network and the proxy. {WHOLE}: {result}.",
            )
            for sent, result in ((True, "no complete response"), (False, "nothing was sent"))
        ),
        (
            Failure("encoding", "bad gzip", sent=True),
            {},
            f"Bad gzip. Check whether a proxy changes the responses. {WHOLE}: no complete response.",
        ),
        (
            Failure("network", "reset", sent=True),
            {"method": "POST", "operation": "create_instance", "outcome_unknown": True},
            f"Reset. {OPEN}{FIND_OUT['create_instance']}. POST /v1/instances/24d18db5: no complete response.",
        ),
        (
            Response(500, {}, b'{"error": "cannot clone a into smaller b"}'),
            {"method": "POST", "operation": "overwrite_instance", "outcome_unknown": True},
            (
                "cannot clone a into smaller b. The target is smaller than the source: give it at least the source's "
                "memory first (`aura.instances.update(id, memory=…)`). The sizes of the instances count, not those of "
                "their data. POST /v1/instances/24d18db5: 500."
            ),
        ),
        (
            Response(429, {}, b""),
            {"verdict": "paused", "retry_after": 600.0, "attempts": OLD},
            f"{TOO_MANY.format('', '600 s')}{WHOLE}: 429. Attempts: 2.",
        ),
        (
            Response(429, {}, b"slow down"),
            {"verdict": "paused", "attempts": OLD[:1]},
            (f"{TOO_MANY.format(': slow down', 'some minutes')}{WHOLE}: not sent, because an earlier call got 429."),
        ),
        (
            Failure("truncated", "cut short", sent=True, status=429),
            {"verdict": "paused", "attempts": OLD[1:]},
            f"{TOO_MANY.format('', 'some minutes')}{WHOLE}: 429.",
        ),
        (
            Response(200, {}, b"{}"),
            {},
            (
                "The response cannot be read: it is not what the API documents. "
                f"Update aurakit; if that does not help, report it with the request id. {WHOLE}: 200."
            ),
        ),
        (
            Response(200, {}, b"<title>Log in</title>"),
            {"method": "HEAD"},
            (
                "A page came in place of JSON (Log in). Check `base_url`, and whether a proxy or a login page responds "
                "instead. HEAD /v1/instances/24d18db5: 200."
            ),
        ),
        (
            Failure("too_large", "more than 5 bytes", sent=True, status=202),
            {"method": "POST", "operation": "pause_instance"},
            (
                "The response cannot be read: more than 5 bytes. The request was accepted, so do not just send it "
                f"again. {FIND_OUT['pause_instance']}. Raise `max_response_bytes` if the response may be that large. "
                "POST /v1/instances/24d18db5: 202."
            ),
        ),
    ],
)
def test_the_whole_text_of_each_kind_of_error(last: Response | Failure, changes: dict[str, Any], text: str) -> None:
    assert str(failed(last, **changes)) == text


@pytest.mark.parametrize("request_id", [REQUEST_ID, None])
def test_a_refusal_whose_body_cannot_be_read_has_its_request_id_and_no_entries(request_id: str | None) -> None:
    last = Failure("encoding", "bad gzip", sent=True, status=409, request_id=request_id)
    error = failed(last, attempts=())
    assert isinstance(error, errors.ConflictError)
    assert (error.request_id, error.errors) == (request_id, ())


def test_a_pause_that_another_call_led_to_has_no_entries_of_this_one() -> None:
    error = failed(Response(503, {}, b"down"), verdict="paused")
    assert isinstance(error, errors.RateLimitError)
    assert error.errors == ()


@pytest.mark.parametrize("status", [500, 502, 503, 504, 520])
def test_a_server_error_that_may_have_acted_tells_how_to_find_out_first(status: int) -> None:
    error = failed(response(status), method="POST", operation="create_instance", outcome_unknown=True)
    assert isinstance(error, errors.ServerError)
    assert error.outcome_unknown
    assert str(error).startswith("The request may have been acted on, and was not sent again. Check with `aura.")
    assert FIND_OUT["create_instance"] in str(error)
    assert "try again" not in str(error)


@pytest.mark.parametrize(("status", "unknown"), [(400, False), (500, True)])
@pytest.mark.parametrize("version", ["", "v1", "v2beta1"])
def test_a_refusal_comes_with_what_to_do_about_its_reason_in_the_version_of_the_request(
    version: str, status: int, unknown: bool
) -> None:
    body = {"errors": [{"message": "Not this size", "reason": "invalid-memory-size"}]}
    asked = request("POST", "create_instance")
    asked.version = version
    hint = hint_for(status, [ErrorDetail("Not this size", "invalid-memory-size")], "create_instance", version or "v1")
    error = error_for(outcome(response(status, body), outcome_unknown=unknown), asked)
    assert str(error).startswith(f"Not this size. {hint}. ")
    assert ("check(" in hint) is (version != "v2beta1")


def test_a_clone_into_a_smaller_instance_says_so_and_was_certainly_not_performed() -> None:
    body = {"errors": [{"message": "Cannot clone database a into smaller database b.", "reason": ""}]}
    error = failed(response(500, body), method="POST", operation="overwrite_instance", outcome_unknown=True)
    assert str(error).startswith("Cannot clone database a into smaller database b. The target is smaller than the")
    assert FIND_OUT["overwrite_instance"] not in str(error) and "acted on" not in str(error)
    assert isinstance(error, ServerError) and error.outcome_unknown is False


def test_a_request_that_may_have_been_acted_on_and_got_no_response_is_an_outcome_unknown_error() -> None:
    for kind in ("timeout", "network", "truncated", "protocol"):
        for status in (None, 202, 503):
            failure = Failure(kind, "broke", sent=True, status=status, request_id=REQUEST_ID)
            error = failed(failure, method="POST", operation="pause_instance", outcome_unknown=True)
            assert type(error) is errors.OutcomeUnknownError
            assert FIND_OUT["pause_instance"] in str(error)
            assert str(error).startswith("Broke. ")
            assert f"POST {PATH}: no complete response" in str(error)
            assert ("(status" in str(error)) is (status is not None)
            assert error.request_id == REQUEST_ID


@pytest.mark.parametrize(
    ("kind", "sent", "verdict", "cls", "words"),
    [
        ("connect", False, "failure", errors.ConnectionFailedError, "nothing was sent"),
        ("connect", False, "deadline", errors.RequestTimeoutError, "the network"),
        ("timeout", True, "failure", errors.RequestTimeoutError, "`timeout=`"),
        ("timeout", False, "deadline", errors.RequestTimeoutError, "`timeout=`"),
        ("network", True, "failure", errors.ConnectionFailedError, "Try again"),
        ("truncated", True, "deadline", errors.RequestTimeoutError, "the network and the proxy"),
        ("protocol", False, "failure", errors.ConnectionFailedError, "the credentials"),
        ("too_large", True, "failure", errors.ConnectionFailedError, "`max_response_bytes`"),
        ("encoding", True, "failure", errors.ConnectionFailedError, "changes the responses"),
    ],
)
def test_a_read_without_a_response_failed_to_connect_or_ran_out_of_time(
    kind: Any, sent: bool, verdict: str, cls: type[AuraError], words: str
) -> None:
    error = failed(Failure(kind, "what happened", sent=sent), verdict=verdict, retry_after=2.5)
    assert type(error) is cls
    assert isinstance(error, errors.ConnectionFailedError)
    assert error.retry_after == 2.5
    assert words in str(error)
    assert str(error).startswith("What happened. ")
    assert f"GET {PATH}: {'no complete response' if sent else 'nothing was sent'}" in str(error)


@pytest.mark.parametrize("kind", ["encoding", "too_large"])
def test_a_body_that_came_whole_and_cannot_be_read_is_judged_by_its_status(kind: Any) -> None:
    refused = failed(Failure(kind, "bad gzip", sent=True, status=409, request_id=REQUEST_ID))
    assert type(refused) is errors.ConflictError
    assert str(refused).startswith("bad gzip. ") and f"{PATH}: 409. " in str(refused)
    assert refused.request_id == REQUEST_ID
    accepted = failed(Failure(kind, "bad gzip", sent=True, status=202), method="POST", operation="create_instance")
    assert isinstance(accepted, errors.ResponseDecodeError)
    assert accepted.status_code == 202
    assert "The request was accepted, so do not just send it again. " in str(accepted)
    assert FIND_OUT["create_instance"] in str(accepted)
    assert ("max_response_bytes" in str(accepted)) is (kind == "too_large")


def test_a_pause_that_is_too_long_is_a_rate_limit_error_that_says_how_long() -> None:
    slow = response(429, {"error": "slow down"})
    another = failed(slow, verdict="paused", retry_after=600.0, attempts=())
    assert another.request_id == REQUEST_ID and REQUEST_ID in str(another)
    mine = failed(slow, verdict="paused", retry_after=600.0)
    assert isinstance(mine, errors.RateLimitError)
    assert (mine.status_code, mine.retry_after, mine.request_id) == (429, 600.0, REQUEST_ID)
    assert str(mine).startswith("Too many requests for these credentials: slow down. Wait 600 s before")
    assert f"{PATH}: 429. " in str(mine)
    assert REQUEST_ID in str(mine)
    assert [detail.message for detail in mine.errors] == ["slow down"]


def test_a_pause_of_operations_that_are_counted_separately_names_them() -> None:
    asked = request(operation="get_usage")
    asked.quota = "billing"
    error = error_for(outcome(response(429), verdict="paused", retry_after=600.0), asked)
    assert str(error).startswith("Too many requests for billing, which is counted separately. Wait 600 s before")


def test_a_failure_is_told_without_a_secret() -> None:
    error = error_for(outcome(Failure("network", f"cut at {TOKEN}", sent=True)), request(), HIDDEN)
    assert str(error).startswith("Cut at [hidden]. ")


@pytest.mark.parametrize(
    "last", [response(429), Failure("timeout", "no time was left to send the request", sent=False), response(503)]
)
def test_a_call_stopped_by_the_pause_of_another_says_that_it_was_not_sent(last: Response | Failure) -> None:
    error = failed(last, verdict="paused", retry_after=None, attempts=())
    assert isinstance(error, errors.RateLimitError)
    assert error.status_code == 429
    assert "not sent, because an earlier call got 429" in str(error)


def test_a_success_that_cannot_be_decoded_is_told_without_its_body() -> None:
    last = response(202, b'{"data": {"password": "s3cret-initial"}}')
    error = decode_error(
        last, "CreatedInstance.id is missing or null", request("POST", "create_instance", "/v1/instances")
    )
    assert isinstance(error, errors.ResponseDecodeError)
    assert (error.status_code, error.request_id) == (202, REQUEST_ID)
    assert "accepted" in str(error)
    assert "CreatedInstance.id is missing or null" in str(error)
    assert "is in `error.body.reveal()`: store that first" in str(error)
    assert "lost" not in str(error)
    assert b"s3cret" not in pickle.dumps(error)
    assert "s3cret" not in repr(vars(error))
    assert error.body is not None and "s3cret-initial" in error.body.reveal()


def test_a_body_that_is_no_utf_8_is_kept_as_far_as_it_is() -> None:
    error = decode_error(response(202, b'{"password": "\xff1"}'), "is not JSON", request("POST", "create_instance"))
    assert isinstance(error, errors.ResponseDecodeError) and error.body is not None
    assert error.body.reveal() == '{"password": "\N{REPLACEMENT CHARACTER}1"}'


def test_a_creation_without_a_readable_body_is_told_as_accepted_with_its_password_lost() -> None:
    text = str(decode_error(response(202, b""), "is empty", request("POST", "create_instance", "/v1/instances")))
    assert f"The request was accepted, so do not just send it again. {FIND_OUT['create_instance']}. " in text
    assert "reveal" not in text


def test_a_page_in_place_of_the_response_to_a_change_is_not_told_as_accepted() -> None:
    page = response(200, b"<html><title>Log in to continue</title></html>")
    text = str(decode_error(page, "is not JSON", request("POST", "create_instance", "/v1/instances")))
    assert "Whether the API got the request is not known, so do not just send it again. " in text
    assert FIND_OUT["create_instance"] in text
    assert "accepted" not in text and "reveal" not in text


def test_a_page_in_place_of_json_is_named_by_its_title() -> None:
    last = response(200, b"<html><title>Log in to continue</title></html>")
    error = decode_error(last, "is not JSON", request(operation="list_instances", path="/v1/instances"))
    assert "(Log in to continue)" in str(error)
    assert "proxy" in str(error)
    assert "accepted" not in str(error)


def test_errors_in_place_of_data_are_an_api_error_with_them() -> None:
    beside = [{"message": "out of memory", "reason": "session-failed"}]
    error = decode_error(response(200), "data is missing", SESSION, errors=beside)
    assert type(error) is APIError
    assert error.request_id == REQUEST_ID
    assert (error.status_code, error.errors) == (200, (ErrorDetail("out of memory", "session-failed"),))
    assert str(error) == (f"out of memory. GET /v1/s: 200 with errors in place of data. Request id: {REQUEST_ID}")


def test_errors_in_place_of_data_come_with_what_to_do_where_their_reason_is_known() -> None:
    beside = [{"message": "The session failed", "reason": "OutOfMemory"}]
    text = str(decode_error(response(200), "data is missing", SESSION, errors=beside))
    assert text.startswith(f"The session failed. {REASONS['OutOfMemory']}. GET ")


def test_errors_in_place_of_data_come_with_what_to_do_in_the_version_of_the_request() -> None:
    details = [{"message": "Not this size", "reason": "invalid-memory-size"}]
    for version, operation in (("", "create_instance"), ("v1", "create_instance"), ("v2beta1", "create_instance")):
        asked = request("POST", operation)
        asked.version = version
        hint = hint_for(200, [ErrorDetail("Not this size", "invalid-memory-size")], operation, version or "v1")
        assert f"Not this size. {hint}. POST " in str(decode_error(response(200), "none", asked, errors=details))
        assert ("check(" in hint) is (version != "v2beta1")


@pytest.mark.parametrize("beside", [None, [], {}, [None], "", 0, False])
def test_errors_that_say_nothing_do_not_hide_that_the_response_cannot_be_decoded(beside: object) -> None:
    error = decode_error(response(200), "data is missing", SESSION, errors=beside)
    assert isinstance(error, errors.ResponseDecodeError)


@pytest.mark.parametrize(
    "last",
    [
        response(403, {"errors": [{"message": f"denied {TOKEN}", "reason": TOKEN, "field": TOKEN}]}),
        response(500, TOKEN.encode()),
        response(502, f"<title>{TOKEN}</title>".encode()),
        response(302, Location=f"https://x.example/{TOKEN}"),
        Response(429, {}, TOKEN.encode()),
        Failure("network", TOKEN, sent=True),
    ],
)
@pytest.mark.parametrize("verdict", ["response", "deadline", "paused"])
def test_a_secret_that_the_server_sends_back_is_in_no_text_and_no_pickle(
    last: Response | Failure, verdict: str
) -> None:
    ended = outcome(last, verdict=verdict)
    ended = ended._replace(attempts=tuple(attempt._replace(failure=None) for attempt in ended.attempts))
    error = error_for(ended, request(path=f"/v1/{TOKEN}"), HIDDEN)
    assert TOKEN not in str(error) + repr(error) + repr(vars(error))
    assert TOKEN.encode() not in pickle.dumps(error)


@given(
    status=st.integers(min_value=100, max_value=999),
    content=st.binary(max_size=200) | st.text(max_size=200).map(lambda text: text.encode("utf-8", "surrogatepass")),
    request_id=st.none() | st.text("0123456789abcdef/", min_size=1, max_size=120),
    path=st.text(max_size=400),
    verdict=st.sampled_from(["response", "deadline", "paused"]),
    unknown=st.booleans(),
    retry_after=st.none() | st.floats(min_value=0, max_value=1e9),
)
def test_any_response_becomes_an_error_in_one_bounded_printable_line(
    status: int,
    content: bytes,
    request_id: str | None,
    path: str,
    verdict: Any,
    unknown: bool,
    retry_after: float | None,
) -> None:
    last = Response(status, {}, content, request_id)
    ended = outcome(last, verdict=verdict, outcome_unknown=unknown, retry_after=retry_after)
    error = error_for(ended, request("POST", "create_instance", f"/{path}"))
    assert str(error).isprintable()
    assert len(str(error)) < 2_500
    assert verdict == "paused" or f": {status}" in str(error)
    if verdict != "paused" or status == 429:
        assert error.request_id is None or error.request_id in str(error)
    copy = pickle.loads(pickle.dumps(error))
    assert {**vars(copy), "body": None} == {**vars(error), "body": None}
    assert str(vars(copy).get("body")) == str(vars(error).get("body"))  # which is masked in both


@given(
    kind=st.sampled_from(KINDS),
    sent=st.booleans(),
    status=st.none() | st.integers(min_value=100, max_value=599),
    verdict=st.sampled_from(["failure", "deadline", "paused"]),
    unknown=st.booleans(),
)
def test_any_failure_becomes_an_error(kind: Any, sent: bool, status: int | None, verdict: Any, unknown: bool) -> None:
    ended = outcome(Failure(kind, "text", sent=sent, status=status), verdict=verdict, outcome_unknown=unknown)
    error = error_for(ended, request("POST", "create_instance"))
    assert type(error) is not AuraError
    assert str(error).isprintable()


def test_errors_in_place_of_data_are_told_with_the_request_id_and_the_attempts_and_without_a_secret() -> None:
    attempts = (Attempt(1, 200, None, None, 0.25, 0.0),)
    error = decode_error(
        response(200), "data is missing", SESSION, attempts=attempts,
        errors=[{"message": f"no use for {TOKEN}", "reason": "session-failed"}], hidden=HIDDEN,
    )  # fmt: skip
    assert isinstance(error, APIError)
    assert (error.method, error.path, error.request_id, error.attempts) == ("GET", "/v1/s", REQUEST_ID, attempts)
    assert REQUEST_ID in str(error)
    assert TOKEN not in f"{error} {error.errors}"


@pytest.mark.parametrize("method", ["GET", "POST"])
def test_a_response_that_was_cut_off_is_told_with_its_request_id(method: str) -> None:
    cut = Failure("truncated", "the body ended early", sent=True, status=200, request_id=REQUEST_ID)
    error = failed(cut, method=method, attempts=())
    assert error.request_id == REQUEST_ID and REQUEST_ID in str(error)


def test_what_to_do_about_a_status_depends_on_the_operation() -> None:
    assert "There is no session with this id" in str(failed(response(404), operation="delete_session"))
    assert "There is no session" not in str(failed(response(404), operation="get_instance"))


def test_a_body_that_cannot_be_read_is_told_with_its_request_id_and_without_a_secret() -> None:
    page = f"<html><title>for {TOKEN}</title></html>".encode()
    for content, cause in ((page, "A page came in place of JSON (for [hidden])"), (b"", "is not JSON but [hidden]")):
        text = str(decode_error(response(200, content), f"is not JSON but {TOKEN}", SESSION, hidden=HIDDEN))
        assert REQUEST_ID in text and cause in text
        assert TOKEN not in text
