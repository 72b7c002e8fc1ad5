"""What is repeated and after how long, without a call around it."""

from __future__ import annotations

from email.utils import formatdate
from typing import TYPE_CHECKING, Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from aurakit._calls.retry import RetryPolicy, http_date, is_idempotent, may_have_acted, may_repeat, parse_retry_after
from aurakit.errors import ConfigurationError
from support.fakes import failure, local_zone, response

if TYPE_CHECKING:
    from aurakit._calls.messages import Failure, FailureKind

NOW = 784_111_777.0  # Sun, 06 Nov 1994 08:49:37 GMT

policies = st.builds(
    RetryPolicy, st.integers(0, 50), base=st.floats(0.0, 5.0, exclude_min=True), cap=st.floats(5.0, 60.0)
)


@given(policies, st.integers(0, 10_000), st.none() | st.floats(0.0, 7200.0), st.floats(0.0, 1.0))
def test_a_wait_is_never_below_what_was_asked_for_nor_above_the_cap_without_it(
    policy: RetryPolicy, retries: int, asked: float | None, chance: float
) -> None:
    wait = policy.wait(retries, asked, lambda: chance)
    assert wait >= (asked or 0.0)
    assert wait <= max(policy.cap, asked or 0.0)


@given(policies, st.integers(0, 10_000), st.floats(0.0, 1.0))
def test_jitter_covers_the_whole_range_evenly(policy: RetryPolicy, retries: int, chance: float) -> None:
    longest = policy.longest_wait(retries)
    assert policy.wait(retries, None, lambda: 0.0) == 0.0
    assert policy.wait(retries, None, lambda: 1.0) == longest
    assert policy.wait(retries, None, lambda: chance) == chance * longest


def test_the_longest_wait_doubles_until_the_cap() -> None:
    policy = RetryPolicy(9, base=0.5, cap=3.0)
    assert [policy.longest_wait(retries) for retries in range(5)] == [0.5, 1.0, 2.0, 3.0, 3.0]


def test_the_default_is_four_repetitions_with_waits_from_half_a_second_to_half_a_minute() -> None:
    policy = RetryPolicy()
    assert policy == (4, 0.5, 30.0)
    assert [policy.longest_wait(retries) for retries in range(8)] == [0.5, 1.0, 2.0, 4.0, 8.0, 16.0, 30.0, 30.0]


@pytest.mark.parametrize("retries", [-1, 1.0, True, None, "4"])
def test_a_number_of_retries_that_is_none_is_refused(retries: Any) -> None:
    with pytest.raises(ConfigurationError) as caught:
        RetryPolicy(retries)
    assert str(caught.value) == f"max_retries must be a whole number, 0 or more, not {retries!r}"


@pytest.mark.parametrize(("base", "cap"), [(-1.0, 2.0), (3.0, 2.0), (1.0, float("inf")), (float("nan"), 1.0)])
def test_waits_that_make_no_range_are_refused(base: float, cap: float) -> None:
    with pytest.raises(ConfigurationError) as caught:
        RetryPolicy(1, base, cap)
    assert str(caught.value) == "the waits between attempts must be 0 or more seconds, and base at most cap"


def test_to_repeat_at_once_is_a_policy_too() -> None:
    assert RetryPolicy(1, base=0.0, cap=0.0).wait(0, None, lambda: 1.0) == 0.0


@pytest.mark.parametrize(
    ("value", "seconds"),
    [
        ("0", 0.0),
        ("7", 7.0),
        (" 7 ", 7.0),
        ("1.5", 1.5),
        ("3600", 3600.0),
        ("Sun, 06 Nov 1994 08:49:47 GMT", 10.0),
        ("Sun, 06 Nov 1994 08:49:47 UTC", 10.0),
        ("Sun, 06 Nov 1994 08:49:47 XYZ", 10.0),
        ("Sun, 06 Nov 1994 08:49:47", 10.0),
        ("Sun, 06 Nov 1994 08:49:47 GMT; x", 10.0),
        ("Sunday, 06-Nov-94 08:49:47 GMT", 10.0),
        ("Sun Nov  6 08:49:47 1994", 10.0),
        ("Sun, 06 Nov 1994 09:49:37 GMT", 3600.0),
        ("Sun, 06 Nov 1994 08:49:37 GMT", 0.0),
        ("Sat, 05 Nov 1994 08:49:37 GMT", 0.0),
    ],
)
def test_seconds_and_the_three_forms_of_an_http_date_are_read(value: str, seconds: float) -> None:
    assert parse_retry_after(value, NOW) == seconds


def test_a_text_that_is_longer_than_any_date_is_not_read() -> None:
    date = "Sun, 06 Nov 1994 08:49:47 GMT"
    assert http_date(date.ljust(60)) == http_date(date) is not None
    assert http_date(date.ljust(61)) is None


@pytest.mark.parametrize("end", ["", " GMT", " UTC", " EST", " JST", " XYZ"])
def test_a_date_is_in_greenwich_time_wherever_the_machine_is(end: str) -> None:
    with local_zone("Asia/Tokyo"):
        assert parse_retry_after(f"Sun, 06 Nov 1994 08:49:47{end}", NOW) == 10.0


@pytest.mark.parametrize(
    "value",
    [
        None, "", "  ", "-5", "+5", "5 s", "5;6", "5, soon", "5,", ",", "5, -6", "1e3", "0x10", "inf", "nan", "٣",
        "9" * 400, "soon", "Sun", "Sun, 06 Nov 1994", "Sun, 99 Nov 1994 08:49:47 GMT", "Sun, 06 Nov 1994 99:99:99 GMT",
        "tomorrow", "1994-11-06T08:49:47Z", "<html>", "Sun, 06-11-1994 08:49:47 GMT",
        "06 Nov 1994 08:49:47 GMT", "Sun, 06 Nov 1994 08:49 GMT",
    ],
)  # fmt: skip
def test_anything_else_is_ignored(value: str | None) -> None:
    assert parse_retry_after(value, NOW) is None


@pytest.mark.parametrize(("value", "seconds"), [("5, 6", 6.0), ("6,5", 6.0), ("0, 1.5 ,1", 1.5), ("7,7", 7.0)])
def test_of_several_numbers_that_proxies_joined_the_longest_counts(value: str, seconds: float) -> None:
    assert parse_retry_after(value, NOW) == seconds


@pytest.mark.parametrize(
    ("value", "seconds"),
    [
        ("Sun, 06 Nov 1994 08:49:47 GMT, Sun, 06 Nov 1994 08:49:51 GMT", 14.0),
        ("Sun, 06 Nov 1994 08:49:51 GMT,Sun, 06 Nov 1994 08:49:47 GMT", 14.0),
        ("Sun, 06 Nov 1994 08:49:47 GMT, 20", 20.0),
        ("20, Sunday, 06-Nov-94 08:49:47 GMT", 20.0),
        ("Sun Nov  6 08:49:47 1994, 3", 10.0),
        ("Sun, 06 Nov 1994 08:49:47 GMT, soon", None),
        ("Sun, 5", None),
        ("Sun, Mon, 06 Nov 1994 08:49:47 GMT", None),
    ],
)
def test_of_dates_that_proxies_joined_the_longest_counts_too(value: str, seconds: float | None) -> None:
    assert parse_retry_after(value, NOW, "Sun, 06 Nov 1994 08:49:37 GMT") == seconds


@pytest.mark.parametrize(
    ("date", "seconds"),
    [
        ("Sun, 06 Nov 1994 08:49:40 GMT", 7.0),
        ("Sun, 06 Nov 1994 08:49:47 GMT", 0.0),
        ("Sun, 06 Nov 1994 09:00:00 GMT", 0.0),
        ("Sun Nov  6 08:49:17 1994", 30.0),
        ("no date", 10.0),
        ("", 10.0),
        (None, 10.0),
    ],
)
def test_a_date_is_read_against_the_response_s_own_date_where_there_is_one(date: str | None, seconds: float) -> None:
    assert parse_retry_after("Sun, 06 Nov 1994 08:49:47 GMT", NOW, date) == seconds


def test_a_number_of_seconds_does_not_depend_on_the_response_s_date() -> None:
    assert parse_retry_after("7", NOW, "Sun, 06 Nov 1994 08:49:40 GMT") == 7.0


@given(st.text())
def test_no_header_raises(value: str) -> None:
    assert http_date(value) is None or len(value) >= 15
    seconds = parse_retry_after(value, NOW, value)
    assert seconds is None or seconds >= 0.0


@given(st.integers(0, 4_000_000_000))
def test_every_date_that_a_server_may_format_is_read_to_the_second(timestamp: int) -> None:
    assert parse_retry_after(formatdate(timestamp, usegmt=True), 0.0) == float(timestamp)


@pytest.mark.parametrize("method", ["GET", "HEAD", "OPTIONS", "PUT", "DELETE"])
def test_these_methods_do_the_same_when_sent_twice(method: str) -> None:
    assert is_idempotent(method)


@pytest.mark.parametrize("method", ["POST", "PATCH"])
def test_these_methods_do_not_unless_the_document_says_so(method: str) -> None:
    assert not is_idempotent(method)
    assert is_idempotent(method, marked=True)


@given(
    st.integers(100, 599) | st.none(),
    st.sampled_from(["connect", "timeout", "network", "truncated", "encoding", "too_large", "protocol"]),
    st.booleans(),
)
def test_a_request_that_is_not_idempotent_is_never_repeated_when_it_may_have_been_acted_on(
    status: int | None, kind: FailureKind, sent: bool
) -> None:
    last = failure(kind, sent=sent, status=status)
    assert not (may_have_acted(last) and may_repeat(last, idempotent=False))


@given(st.integers(100, 599))
def test_a_response_is_repeated_for_other_methods_only_when_it_says_too_many_requests(status: int) -> None:
    assert may_repeat(response(status), idempotent=False) is (status == 429)
    assert may_repeat(response(status), idempotent=True) is (status in {429, 500, 502, 503, 504})


@pytest.mark.parametrize("idempotent", [True, False])
@pytest.mark.parametrize(
    "last", [failure("encoding"), failure("too_large", sent=False), failure("protocol", sent=False)]
)
def test_what_would_come_to_the_same_again_is_not_repeated(last: Failure, idempotent: bool) -> None:
    assert may_repeat(last, idempotent=idempotent) is False


@pytest.mark.parametrize(("status", "unknown"), [(200, False), (404, False), (499, False), (500, True), (599, True)])
def test_a_response_leaves_open_whether_the_server_acted_from_status_500_on(status: int, unknown: bool) -> None:
    assert may_have_acted(response(status)) is unknown


@pytest.mark.parametrize(
    ("status", "unknown"),
    [(None, True), (200, True), (299, True), (300, False), (429, False), (499, False), (500, True), (503, True)],
)
def test_a_response_cut_short_leaves_it_open_unless_its_status_says_no(status: int | None, unknown: bool) -> None:
    assert may_have_acted(failure("truncated", status=status)) is unknown
