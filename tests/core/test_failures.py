"""From a call that came to no success to the exception: its class, its text, its attributes."""

from __future__ import annotations

import json
import pickle
from typing import Any, Literal

import httpx
import pytest
from hypothesis import given
from hypothesis import strategies as st

from aurakit import errors
from aurakit.errors import APIError, AuraError, ErrorDetail
from aurakit.exchange import Answer, Attempt, Failure
from aurakit.failures import decode_error, error_for, reasons_text
from aurakit.flow import Outcome
from aurakit.hints import FIND_OUT, REASONS, STATUSES

REQUEST_ID = "8a35fa95b983aeff3e70394832706f45/12383853214941892751"
FULL = {"X-Request-Id": REQUEST_ID}
TOKEN = "tok3n-in-use-0123456789"

KINDS: list[Literal["connect", "timeout", "network", "truncated", "encoding", "too_large", "protocol"]] = [
    "connect", "timeout", "network", "truncated", "encoding", "too_large", "protocol",
]  # fmt: skip


def answer(status: int, body: object = b"", **headers: str) -> Answer:
    """An answer with a request id; a body that is no bytes is sent as JSON."""
    content = body if isinstance(body, bytes) else json.dumps(body).encode()
    return Answer(status, httpx.Headers({**FULL, **headers}), content)


def outcome(last: Answer | Failure, **changes: Any) -> Outcome:
    """How a call ended that was tried once."""
    attempt = Attempt(1, last.status, last.request_id, last.text if isinstance(last, Failure) else None, 0.25, 0.0)
    ended = Outcome(
        last=last,
        verdict="answer" if isinstance(last, Answer) else "failure",
        attempts=(attempt,),
        retry_after=None,
        deleted=False,
        outcome_unknown=False,
        refreshed=False,
        queued=0.0,
    )
    return ended._replace(**changes)


def failed(
    last: Answer | Failure, *, method: str = "GET", operation: str = "get_instance", **changes: Any
) -> AuraError:
    """The exception for a call that ended with `last`."""
    return error_for(outcome(last, **changes), method=method, path="/v1/instances/24d18db5", operation=operation)


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
    error = failed(answer(status, body))
    assert type(error) is cls
    assert isinstance(error, APIError)
    assert (error.status_code, error.errors, error.request_id) == (status, details, REQUEST_ID)
    assert (error.method, error.path, error.retry_after) == ("GET", "/v1/instances/24d18db5", None)
    assert f"GET /v1/instances/24d18db5 answered {status}" in str(error)
    assert str(error).endswith(f"Request id: {REQUEST_ID}")
    if details:
        assert details[0].message[:200] in str(error)


def test_the_text_is_what_to_do_and_then_what_happened() -> None:
    body = {"errors": [{"message": "Quota exceeded", "reason": "quota-exceeded", "field": "memory"}]}
    error = failed(answer(402, body), method="POST", operation="create_instance")
    assert str(error) == (
        f"{REASONS['quota-exceeded']}. POST /v1/instances/24d18db5 answered 402: quota-exceeded: Quota exceeded "
        f"(field memory). Request id: {REQUEST_ID}"
    )


def test_the_number_of_attempts_and_the_wait_are_told() -> None:
    attempts = tuple(Attempt(number, 503, f"id/{number}", None, 0.1, 1.0) for number in (1, 2, 3))
    error = failed(answer(503), attempts=attempts, retry_after=7.0)
    assert isinstance(error, errors.ServerError)
    assert (error.attempts, error.retry_after, error.outcome_unknown) == (attempts, 7.0, False)
    assert str(error) == (
        f"{STATUSES[503]}. GET /v1/instances/24d18db5 answered 503. The next attempt should wait 7.0 s. Attempts: 3. "
        f"Request id: {REQUEST_ID}"
    )


def test_a_wait_that_the_deadline_leaves_no_time_for_is_told() -> None:
    error = failed(answer(429), verdict="deadline", retry_after=30.0)
    assert isinstance(error, errors.RateLimitError)
    assert error.retry_after == 30.0
    assert "30.0 s, for which `timeout` leaves no time" in str(error)


def test_an_answer_without_a_request_id_is_reported_without() -> None:
    error = failed(Answer(500, {}, b""))
    assert error.request_id is None
    assert "Request id" not in str(error)


@pytest.mark.parametrize("last", [Answer(500, {}, b""), Failure("network", "broke", sent=True)])
def test_an_error_without_a_request_id_has_that_of_the_latest_attempt_with_one(last: Answer | Failure) -> None:
    attempts = tuple(Attempt(1, 503, request_id, None, 0.25, 0.0) for request_id in ("first", "second", None))
    error = failed(last, attempts=attempts)
    assert error.request_id == "second"
    assert "Request id: second" in str(error)


def test_a_redirect_that_is_not_followed_says_where_it_points_without_its_query() -> None:
    error = failed(answer(301, Location="https://user:pw@other.example/v1?token=abc"))
    assert "301 with the address https://[hidden]@other.example/v1. Request id" in str(error)
    assert "`base_url`" in str(error)


def test_three_entries_are_shown_and_the_rest_counted() -> None:
    details = tuple(ErrorDetail("x" * 900, f"reason-{number}") for number in range(5))
    text = reasons_text(details)
    assert text.endswith("; and 2 more")
    assert len(text) < 1_000
    assert reasons_text(()) == ""


def test_entries_are_shown_with_their_reason_and_field_as_far_as_they_have_them() -> None:
    details = [ErrorDetail("m"), ErrorDetail("", "r"), ErrorDetail("m", "r", "f"), ErrorDetail("one too many")]
    assert reasons_text(details) == "m; r; r: m (field f); and 1 more"


@pytest.mark.parametrize(("status", "told"), [(299, False), (300, True), (399, True), (400, False), (503, False)])
def test_only_a_redirect_tells_an_address(status: int, told: bool) -> None:
    assert ("with the address /v1/x" in str(failed(answer(status, Location="/v1/x")))) is told


@pytest.mark.parametrize(("status", "success"), [(199, False), (200, True), (299, True), (300, False)])
def test_a_success_that_failed_all_the_same_could_not_be_read(status: int, success: bool) -> None:
    for last in (answer(status), Failure("encoding", "bad gzip", sent=True, status=status)):
        assert isinstance(failed(last), errors.ResponseDecodeError) is success
        assert isinstance(failed(last), APIError) is not success


def test_what_others_wrote_is_cut_and_the_path_kept_longer_than_it_is_shown() -> None:
    last = Answer(400, {"X-Request-Id": "i" * 500}, json.dumps({"error": "m" * 2_000}).encode())
    error = error_for(outcome(last), method="GET", path="p" * 2_000, operation="x")
    assert str(error) == (f"{STATUSES[400]}. GET {'p' * 199}… answered 400: {'m' * 299}… Request id: {'i' * 119}…")
    assert (len(error.path or ""), len(error.request_id or "")) == (1_000, 120)


@pytest.mark.parametrize("end", [".", "…", "!", "?"])
def test_a_sentence_that_has_an_end_gets_no_full_stop(end: str) -> None:
    error = failed(Answer(400, {}, f"no{end}".encode()))
    assert str(error).endswith(f"answered 400: no{end}")


def test_a_request_id_of_nothing_that_can_be_shown_is_none() -> None:
    assert failed(Answer(400, {"X-Request-Id": "\x00"}, b"")).request_id is None


WHOLE = "GET /v1/instances/24d18db5"
OLD = (Attempt(1, 503, None, None, 0.1, 0.0), Attempt(2, 429, None, None, 0.1, 0.0))
BROKEN: list[tuple[Any, bool]] = [("protocol", True), ("network", True), ("network", False), ("encoding", True)]
OPEN = "The request may have been acted on, and was not sent again. "
TOO_MANY = "Too many requests for these credentials: wait {} before the next call, and make fewer at once. "


@pytest.mark.parametrize(
    ("last", "changes", "text"),
    [
        (
            Failure("timeout", "no answer", sent=True, status=200),
            {"verdict": "deadline", "retry_after": 2.5, "attempts": OLD},
            (
                "The time given by `timeout` is over: try again, or give more with `timeout=`. "
                f"{WHOLE} got no complete answer: no answer (status 200). The next attempt should wait 2.5 s, for "
                "which `timeout` leaves no time. Attempts: 2."
            ),
        ),
        (
            Failure("connect", "refused", sent=False),
            {"retry_after": 1.0},
            (
                "No connection: check the network, the proxy settings and `base_url`; nothing was sent. "
                f"{WHOLE} got no complete answer: refused. The next attempt should wait 1.0 s."
            ),
        ),
        (
            Failure("too_large", "too large", sent=True),
            {},
            (
                "The answer is larger than `max_response_bytes` allows: raise it, or ask for less. "
                f"{WHOLE} got no complete answer: too large."
            ),
        ),
        (
            Failure("protocol", "bad header", sent=False),
            {},
            (
                "The request could not be sent as it is: check `base_url`, the credentials and the proxy settings. "
                f"{WHOLE} got no complete answer: bad header."
            ),
        ),
        *(
            (
                Failure(kind, "broke", sent=sent),
                {},
                (
                    "The connection failed: try again, and check the network and the proxy if it stays so. "
                    f"{WHOLE} got no complete answer: broke."
                ),
            )
            for kind, sent in BROKEN
        ),
        (
            Failure("network", "reset", sent=True),
            {"method": "POST", "operation": "create_instance", "outcome_unknown": True},
            f"{OPEN}{FIND_OUT['create_instance']}. POST /v1/instances/24d18db5 got no complete answer: reset.",
        ),
        (
            Answer(500, {}, b'{"error": "cannot clone a into smaller b"}'),
            {"method": "POST", "operation": "overwrite_instance", "outcome_unknown": True},
            (
                "The target is smaller than the source, and what counts is the instances' size, not the data's: give "
                "the target at least the source's memory with `aura.instances.update(id, memory=…)` first. "
                f"{OPEN}{FIND_OUT['overwrite_instance']}. POST /v1/instances/24d18db5 answered 500: cannot clone a "
                "into smaller b."
            ),
        ),
        (
            Answer(429, {}, b""),
            {"verdict": "paused", "retry_after": 600.0, "attempts": OLD},
            f"{TOO_MANY.format('600 s')}{WHOLE} answered 429. Attempts: 2.",
        ),
        (
            Answer(429, {}, b"slow down"),
            {"verdict": "paused", "attempts": OLD[:1]},
            (
                f"{TOO_MANY.format('some minutes')}{WHOLE} was not sent, because an earlier call was answered 429: "
                "slow down."
            ),
        ),
        (
            Failure("truncated", "cut short", sent=True, status=429),
            {"verdict": "paused", "attempts": OLD[1:]},
            f"{TOO_MANY.format('some minutes')}{WHOLE} answered 429.",
        ),
        (
            Answer(200, {}, b"{}"),
            {},
            (
                "Update aurakit, and report it with the request id if that does not help. "
                f"{WHOLE} answered 200, and its body cannot be read: it is not what the API documents."
            ),
        ),
        (
            Answer(200, {}, b"<title>Log in</title>"),
            {"method": "HEAD"},
            (
                "A page came in place of JSON: check `base_url`, and whether a proxy or a login page answers instead. "
                "HEAD /v1/instances/24d18db5 answered 200, and its body cannot be read: it is not what the API "
                "documents (Log in)."
            ),
        ),
        (
            Failure("too_large", "more than 5 bytes", sent=True, status=202),
            {"method": "POST", "operation": "pause_instance"},
            (
                f"The request was accepted, so do not just send it again. {FIND_OUT['pause_instance']}. Raise "
                "`max_response_bytes` if the answer may be that large. POST /v1/instances/24d18db5 answered 202, and "
                "its body cannot be read: more than 5 bytes."
            ),
        ),
    ],
)
def test_the_whole_text_of_each_kind_of_error(last: Answer | Failure, changes: dict[str, Any], text: str) -> None:
    assert str(failed(last, **changes)) == text


@pytest.mark.parametrize("request_id", [REQUEST_ID, None])
def test_a_refusal_whose_body_cannot_be_read_has_its_request_id_and_no_entries(request_id: str | None) -> None:
    last = Failure("encoding", "bad gzip", sent=True, status=409, request_id=request_id)
    error = failed(last, attempts=())
    assert isinstance(error, errors.ConflictError)
    assert (error.request_id, error.errors) == (request_id, ())


def test_a_pause_that_another_answer_led_to_has_no_entries_of_this_one() -> None:
    error = failed(Answer(503, {}, b"down"), verdict="paused")
    assert isinstance(error, errors.RateLimitError)
    assert error.errors == ()


@pytest.mark.parametrize("status", [500, 502, 503, 504, 520])
def test_a_server_error_that_may_have_acted_tells_how_to_find_out_first(status: int) -> None:
    error = failed(answer(status), method="POST", operation="create_instance", outcome_unknown=True)
    assert isinstance(error, errors.ServerError)
    assert error.outcome_unknown
    assert str(error).startswith("The request may have been acted on, and was not sent again. Find out with `aura.")
    assert FIND_OUT["create_instance"] in str(error)
    assert "try again" not in str(error)


def test_a_clone_into_a_smaller_instance_says_so_first() -> None:
    body = {"errors": [{"message": "Cannot clone database a into smaller database b.", "reason": ""}]}
    error = failed(answer(500, body), method="POST", operation="overwrite_instance", outcome_unknown=True)
    assert str(error).startswith("The target is smaller than the source")
    assert FIND_OUT["overwrite_instance"] in str(error)


def test_a_request_that_may_have_been_acted_on_and_got_no_answer_is_an_outcome_unknown_error() -> None:
    for kind in ("timeout", "network", "truncated", "protocol"):
        for status in (None, 202, 503):
            failure = Failure(kind, "broke", sent=True, status=status, request_id=REQUEST_ID)
            error = failed(failure, method="POST", operation="pause_instance", outcome_unknown=True)
            assert type(error) is errors.OutcomeUnknownError
            assert FIND_OUT["pause_instance"] in str(error)
            assert "got no complete answer: broke" in str(error)
            assert ("(status" in str(error)) is (status is not None)
            assert error.request_id == REQUEST_ID


def test_how_to_find_out_can_be_given_by_the_caller() -> None:
    ended = outcome(Failure("network", "reset", sent=True), outcome_unknown=True)
    error = error_for(ended, method="POST", path="/v1/x", operation="create_instance", find_out="Look at the board")
    assert "Look at the board. POST /v1/x got" in str(error)


@pytest.mark.parametrize(
    ("kind", "sent", "verdict", "cls", "words"),
    [
        ("connect", False, "failure", errors.ConnectionFailedError, "nothing was sent"),
        ("connect", False, "deadline", errors.RequestTimeoutError, "`timeout`"),
        ("timeout", True, "failure", errors.RequestTimeoutError, "`timeout`"),
        ("timeout", False, "deadline", errors.RequestTimeoutError, "`timeout`"),
        ("network", True, "failure", errors.ConnectionFailedError, "try again"),
        ("truncated", True, "deadline", errors.RequestTimeoutError, "`timeout`"),
        ("protocol", False, "failure", errors.ConnectionFailedError, "could not be sent"),
        ("too_large", True, "failure", errors.ConnectionFailedError, "`max_response_bytes`"),
        ("encoding", True, "failure", errors.ConnectionFailedError, "try again"),
    ],
)
def test_a_read_without_an_answer_failed_to_connect_or_ran_out_of_time(
    kind: Any, sent: bool, verdict: str, cls: type[AuraError], words: str
) -> None:
    error = failed(Failure(kind, "what happened", sent=sent), verdict=verdict, retry_after=2.5)
    assert type(error) is cls
    assert isinstance(error, errors.ConnectionFailedError)
    assert error.retry_after == 2.5
    assert words in str(error)
    assert "GET /v1/instances/24d18db5 got no complete answer: what happened" in str(error)


@pytest.mark.parametrize("kind", ["encoding", "too_large"])
def test_a_body_that_came_whole_and_cannot_be_read_is_judged_by_its_status(kind: Any) -> None:
    refused = failed(Failure(kind, "bad gzip", sent=True, status=409, request_id=REQUEST_ID))
    assert type(refused) is errors.ConflictError
    assert "answered 409: bad gzip" in str(refused)
    assert refused.request_id == REQUEST_ID
    accepted = failed(Failure(kind, "bad gzip", sent=True, status=202), method="POST", operation="create_instance")
    assert isinstance(accepted, errors.ResponseDecodeError)
    assert accepted.status_code == 202
    assert str(accepted).startswith("The request was accepted, so do not just send it again. ")
    assert FIND_OUT["create_instance"] in str(accepted)
    assert ("max_response_bytes" in str(accepted)) is (kind == "too_large")


def test_a_pause_that_is_too_long_is_a_rate_limit_error_that_says_how_long() -> None:
    slow = answer(429, {"error": "slow down"})
    another = failed(slow, verdict="paused", retry_after=600.0, attempts=())
    assert another.request_id == REQUEST_ID and REQUEST_ID in str(another)
    mine = failed(slow, verdict="paused", retry_after=600.0)
    assert isinstance(mine, errors.RateLimitError)
    assert (mine.status_code, mine.retry_after, mine.request_id) == (429, 600.0, REQUEST_ID)
    assert "wait 600 s" in str(mine)
    assert "answered 429: slow down" in str(mine)
    assert REQUEST_ID in str(mine)
    assert [detail.message for detail in mine.errors] == ["slow down"]


@pytest.mark.parametrize(
    "last", [answer(429), Failure("timeout", "no time was left to send the request", sent=False), answer(503)]
)
def test_a_call_stopped_by_the_pause_of_another_says_that_it_was_not_sent(last: Answer | Failure) -> None:
    error = failed(last, verdict="paused", retry_after=None, attempts=())
    assert isinstance(error, errors.RateLimitError)
    assert error.status_code == 429
    assert "was not sent, because an earlier call was answered 429" in str(error)


def test_a_success_that_cannot_be_decoded_is_told_without_its_body() -> None:
    last = answer(202, b'{"data": {"password": "s3cret-initial"}}')
    error = decode_error(
        last, "CreatedInstance.id is missing or null", method="POST", path="/v1/instances", operation="create_instance"
    )
    assert isinstance(error, errors.ResponseDecodeError)
    assert (error.status_code, error.request_id) == (202, REQUEST_ID)
    assert "accepted" in str(error)
    assert "CreatedInstance.id is missing or null" in str(error)
    assert b"s3cret" not in pickle.dumps(error)


def test_a_page_in_place_of_json_is_named_by_its_title() -> None:
    last = answer(200, b"<html><title>Log in to continue</title></html>")
    error = decode_error(last, "is not JSON", method="GET", path="/v1/instances", operation="list_instances")
    assert "(Log in to continue)" in str(error)
    assert "proxy" in str(error)
    assert "accepted" not in str(error)


def test_errors_in_place_of_data_are_an_api_error_with_them() -> None:
    beside = [{"message": "out of memory", "reason": "session-failed"}]
    error = decode_error(
        answer(200), "data is missing", method="GET", path="/v1/s", operation="get_session", errors=beside
    )
    assert type(error) is APIError
    assert error.request_id == REQUEST_ID
    assert (error.status_code, error.errors) == (200, (ErrorDetail("out of memory", "session-failed"),))
    assert "answered 200 with errors in place of data: session-failed: out of memory" in str(error)


@pytest.mark.parametrize("beside", [None, [], {}, [None], "", 0, False])
def test_errors_that_say_nothing_do_not_hide_that_the_answer_cannot_be_decoded(beside: object) -> None:
    error = decode_error(answer(200), "data is missing", method="GET", path="/v1/s", operation="x", errors=beside)
    assert isinstance(error, errors.ResponseDecodeError)


@pytest.mark.parametrize(
    "last",
    [
        answer(403, {"errors": [{"message": f"denied {TOKEN}", "reason": TOKEN, "field": TOKEN}]}),
        answer(500, TOKEN.encode()),
        answer(502, f"<title>{TOKEN}</title>".encode()),
        answer(302, Location=f"https://x.example/{TOKEN}"),
        Answer(404, {"X-Request-Id": TOKEN}, b""),
        Answer(429, {"X-Request-Id": TOKEN}, TOKEN.encode()),
        Failure("network", TOKEN, sent=True, request_id=TOKEN),
    ],
)
@pytest.mark.parametrize("verdict", ["answer", "deadline", "paused"])
def test_a_secret_that_the_server_sends_back_is_in_no_text_and_no_pickle(last: Answer | Failure, verdict: str) -> None:
    ended = outcome(last, verdict=verdict)
    ended = ended._replace(attempts=tuple(attempt._replace(failure=None) for attempt in ended.attempts))
    error = error_for(ended, method="GET", path=f"/v1/{TOKEN}", operation="get_instance", hidden=[TOKEN])
    assert TOKEN not in str(error) + repr(error) + repr(vars(error))
    assert TOKEN.encode() not in pickle.dumps(error)


@given(
    status=st.integers(min_value=100, max_value=999),
    content=st.binary(max_size=200) | st.text(max_size=200).map(lambda text: text.encode("utf-8", "surrogatepass")),
    request_id=st.text(min_size=1, max_size=300),
    path=st.text(max_size=400),
    verdict=st.sampled_from(["answer", "deadline", "paused"]),
    unknown=st.booleans(),
    retry_after=st.none() | st.floats(min_value=0, max_value=1e9),
)
def test_any_answer_becomes_an_error_in_one_bounded_printable_line(
    status: int, content: bytes, request_id: str, path: str, verdict: Any, unknown: bool, retry_after: float | None
) -> None:
    last = Answer(status, {"X-Request-Id": request_id}, content)
    ended = outcome(last, verdict=verdict, outcome_unknown=unknown, retry_after=retry_after)
    error = error_for(ended, method="POST", path=path, operation="create_instance")
    assert str(error).isprintable()
    assert len(str(error)) < 2_500
    assert verdict == "paused" or f"answered {status}" in str(error)
    if verdict != "paused" or status == 429:
        assert error.request_id is None or error.request_id in str(error)
    assert vars(pickle.loads(pickle.dumps(error))) == vars(error)


@given(
    kind=st.sampled_from(KINDS),
    sent=st.booleans(),
    status=st.none() | st.integers(min_value=100, max_value=599),
    verdict=st.sampled_from(["failure", "deadline", "paused"]),
    unknown=st.booleans(),
)
def test_any_failure_becomes_an_error(kind: Any, sent: bool, status: int | None, verdict: Any, unknown: bool) -> None:
    ended = outcome(Failure(kind, "text", sent=sent, status=status), verdict=verdict, outcome_unknown=unknown)
    error = error_for(ended, method="POST", path="/v1/instances", operation="create_instance")
    assert type(error) is not AuraError
    assert str(error).isprintable()


def test_errors_in_place_of_data_are_told_with_the_request_id_and_the_attempts_and_without_a_secret() -> None:
    attempts = (Attempt(1, 200, None, None, 0.25, 0.0),)
    error = decode_error(
        answer(200), "data is missing", method="GET", path="/v1/s", operation="get_session", attempts=attempts,
        errors=[{"message": f"no use for {TOKEN}", "reason": "session-failed"}], hidden=(TOKEN,),
    )  # fmt: skip
    assert isinstance(error, APIError)
    assert (error.method, error.path, error.request_id, error.attempts) == ("GET", "/v1/s", REQUEST_ID, attempts)
    assert REQUEST_ID in str(error)
    assert TOKEN not in f"{error} {error.errors}"


@pytest.mark.parametrize("method", ["GET", "POST"])
def test_an_answer_that_was_cut_off_is_told_with_its_request_id(method: str) -> None:
    cut = Failure("truncated", "the body ended early", sent=True, status=200, request_id=REQUEST_ID)
    error = failed(cut, method=method, attempts=())
    assert error.request_id == REQUEST_ID and REQUEST_ID in str(error)


def test_what_to_do_about_a_status_depends_on_the_operation() -> None:
    assert "There is no session with this id" in str(failed(answer(404), operation="delete_session"))
    assert "There is no session" not in str(failed(answer(404), operation="get_instance"))


def test_a_body_that_cannot_be_read_is_told_with_its_request_id_and_without_a_secret() -> None:
    last = answer(200, f"<html><title>for {TOKEN}</title></html>".encode())
    error = decode_error(
        last, f"is not JSON but {TOKEN}", method="GET", path="/v1/s", operation="get_session", hidden=(TOKEN,)
    )
    assert REQUEST_ID in str(error) and "is not JSON" in str(error)
    assert TOKEN not in str(error)
