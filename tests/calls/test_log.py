"""What is recorded of a call, as text and as fields."""

from __future__ import annotations

import logging
from typing import TYPE_CHECKING, Any

import pytest

from aurakit._calls.log import fields, log_attempt, log_queue, log_retry
from aurakit._calls.steps import Send
from support.fakes import failure, request, response

if TYPE_CHECKING:
    from collections.abc import Callable

    from aurakit._calls.messages import Failure, Response

CALL = request("GET", "/instances/db1", operation="get_instance", route="/instances/{instance_id}")
FIELDS = ("operation", "route", "status", "request_id", "attempt", "duration")


@pytest.fixture
def record_of(caplog: pytest.LogCaptureFixture) -> Callable[[Callable[[], None]], Any]:
    def record(action: Callable[[], None]) -> Any:
        with caplog.at_level("DEBUG", "aurakit"):
            action()
        (only,) = caplog.records
        assert only.name == "aurakit"
        return only

    return record


def fields_of(record: Any) -> tuple[Any, ...]:
    return tuple(getattr(record, name) for name in FIELDS)


@pytest.mark.parametrize(
    ("result", "came", "status", "request_id"),
    [
        (response(503, X_Request_Id="r1"), "503, request id r1", 503, "r1"),
        (failure("timeout"), "timeout failed, request id none", None, None),
        (failure("truncated", status=200), "truncated failed, request id none", 200, None),
    ],
)
def test_an_attempt_is_one_debug_record(
    record_of: Any, result: Response | Failure, came: str, status: int | None, request_id: str | None
) -> None:
    record = record_of(lambda: log_attempt(Send(CALL, 5.0, CALL.url, None, 2), result, 0.25, 1.5))
    assert record.levelname == "DEBUG"
    assert record.getMessage() == f"GET /v1/instances/db1: attempt 2, {came}, 0.250 s, after a wait of 1.5 s"
    assert fields_of(record) == ("get_instance", "/instances/{instance_id}", status, request_id, 2, 0.25)


def test_where_a_redirect_led_to_is_not_recorded(record_of: Any) -> None:
    elsewhere = Send(CALL, 5.0, "https://api.test/v1/the-token-in-a-path", None, 2)
    record = record_of(lambda: log_attempt(elsewhere, response(200), 0.25, 0.0))
    assert record.getMessage().startswith("GET /v1/instances/db1: attempt 2, redirected, 200, ")
    assert "the-token" not in str(vars(record))


def test_a_repetition_is_one_warning(record_of: Any) -> None:
    record = record_of(lambda: log_retry(CALL, 1, response(503, X_Request_Id="r1"), 2.0))
    assert record.levelname == "WARNING"
    assert record.getMessage() == "GET /v1/instances/db1: attempt 1 failed (status 503, request id r1); retry in 2.0 s"
    assert fields_of(record) == ("get_instance", "/instances/{instance_id}", 503, "r1", 1, None)


def test_a_long_wait_in_the_queue_is_one_info_record(record_of: Any) -> None:
    record = record_of(lambda: log_queue(CALL, 12.4, 3))
    assert record.levelname == "INFO"
    assert record.getMessage() == "GET /v1/instances/db1 waits for the rate limit, 12 s so far; calls in the queue: 3"
    assert fields_of(record) == ("get_instance", "/instances/{instance_id}", None, None, None, 12.4)


def test_a_request_of_the_user_s_own_has_neither_operation_nor_route(record_of: Any) -> None:
    record = record_of(lambda: log_queue(request("GET"), 6.0, 1))
    assert fields_of(record)[:2] == (None, None)
    assert record.version is None


def test_the_fields_name_the_version_of_the_api_and_clash_with_nothing_that_a_record_has(record_of: Any) -> None:
    call = request("GET")
    call.version = "v1"
    assert record_of(lambda: log_queue(call, 6.0, 1)).version == "v1"
    assert not fields(call, 1, None, None).keys() & {*vars(logging.makeLogRecord({})), "message", "asctime"}
