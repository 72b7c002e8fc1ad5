"""What is logged over real sockets: every repetition at WARNING, a long wait for the rate limit at INFO."""

from __future__ import annotations

import itertools
import logging
import re
from contextlib import contextmanager
from typing import TYPE_CHECKING, Any, NamedTuple

import pytest

from aurakit import Aura, RateLimit, ServerError, v1
from faultserver import Close, FaultServer, Garbage, Reset, Truncate, response, token
from support.crowds import Crowd, one_by_one, side_by_side
from support.driving import SECRET, Driver, both, options_for
from support.fakes import Server
from support.paced import PacedClock, Quota, instance

if TYPE_CHECKING:
    from collections.abc import Iterator

    from aurakit.clock import Clock

ONE = response(200, {"data": instance("ab12")})
NO_ID = response(503, request_id=None)
NAMES = [f"{number:08x}" for number in range(40)]


class Logged(NamedTuple):
    """A record, and when it was made."""

    level: str
    text: str
    at: float


class Notes(logging.Handler):
    """Keeps the records of the logger `aurakit`."""

    def __init__(self, clock: Clock | None = None) -> None:
        super().__init__()
        self.records: list[Logged] = []
        self._clock = clock

    def emit(self, record: logging.LogRecord) -> None:
        at = self._clock.now() if self._clock is not None else 0.0
        self.records.append(Logged(record.levelname, record.getMessage(), at))

    def texts(self, level: str) -> list[str]:
        return [one.text for one in self.records if one.level == level]


@contextmanager
def listening(clock: Clock | None = None, level: int = logging.INFO) -> Iterator[Notes]:
    logger = logging.getLogger("aurakit")
    notes, before = Notes(clock), logger.level
    logger.addHandler(notes)
    logger.setLevel(level)
    try:
        yield notes
    finally:
        logger.removeHandler(notes)
        logger.setLevel(before)


def get(aura: Any) -> Any:
    return aura.instances.get("ab12")


def pause(aura: Any) -> Any:
    return aura.instances.pause("ab12")


# --- repetitions --------------------------------------------------------------------------------------------------


@both
@pytest.mark.parametrize("rate", [None, RateLimit()], ids=["no limit", "limit"])
@pytest.mark.parametrize(
    ("fault", "reason", "request_id", "wait"),
    [
        (response(429, headers={"Retry-After": "7"}, request_id="id-429"), "status 429", "id-429", "7.0"),
        (response(429, request_id="id-429"), "status 429", "id-429", "0.5"),
        (response(500, request_id="id-500"), "status 500", "id-500", "0.5"),
        (response(503, headers={"Retry-After": "2"}, request_id="id-503"), "status 503", "id-503", "2.0"),
        (NO_ID, "status 503", "none", "0.5"),
        (Truncate(response(200, {"data": []}, request_id="id-cut")), "", "id-cut", "0.5"),
        (Close(), "", "none", "0.5"),
        (Reset(), "", "none", "0.5"),
        (Garbage(), "", "none", "0.5"),
    ],
    ids=["429 with a pause", "429", "500", "503 with a pause", "503 without id", "cut", "closed", "reset", "garbage"],
)
def test_a_repetition_is_logged_with_its_reason_wait_and_request_id(
    driver: Driver, fault: Any, reason: str, request_id: str, wait: str, rate: RateLimit | None
) -> None:
    with listening() as notes, FaultServer(default=ONE) as server:
        server.script(fault)
        driver.run(server.url, get, rate_limit=rate, random=lambda: 1.0)
    (warning,) = notes.texts("WARNING")
    found = re.fullmatch(
        r"GET /v1/instances/ab12: attempt 1 failed \((.+), request id (.+)\); retry in (.+) s", warning
    )
    assert found is not None
    assert reason in found[1]
    assert (found[2], found[3]) == (request_id, wait)


@both
def test_every_repetition_is_logged_and_the_end_is_left_to_the_error(driver: Driver) -> None:
    with listening() as notes, FaultServer(default=response(502)) as server:
        error = driver.fails(server.url, ServerError, get, max_retries=3)
        assert server.count() == 4
    assert [text.partition(" (")[0] for text in notes.texts("WARNING")] == [
        f"GET /v1/instances/ab12: attempt {number} failed" for number in (1, 2, 3)
    ]
    assert [attempt.status_code for attempt in error.attempts] == [502] * 4


@both
def test_what_is_not_repeated_is_not_logged(driver: Driver) -> None:
    with listening() as notes, FaultServer(default=response(502)) as server:
        driver.fails(server.url, ServerError, pause)
    assert notes.records == []


@both
def test_a_call_that_succeeds_at_once_is_not_logged(driver: Driver) -> None:
    with listening() as notes, FaultServer(default=ONE) as server:
        driver.run(server.url, get, rate_limit=RateLimit())
    assert notes.records == []


@both
def test_a_repeated_token_request_is_logged_like_a_call(driver: Driver) -> None:
    with listening() as notes, FaultServer(default=ONE) as server:
        server.token_script(response(503, request_id="id-token"))
        driver.run(server.url, get, random=lambda: 1.0)
    assert notes.texts("WARNING") == [
        "POST /oauth/token: attempt 1 failed (status 503, request id id-token); retry in 0.5 s"
    ]


@both
@pytest.mark.parametrize("redirected", [False, True])
def test_the_record_of_an_attempt_has_seven_arguments_in_the_documented_order(
    driver: Driver, redirected: bool, caplog: pytest.LogCaptureFixture
) -> None:
    with FaultServer() as server, caplog.at_level(logging.DEBUG, "aurakit"):
        if redirected:
            server.script(response(307, None, {"Location": f"{server.url}/v1/instances/ab12/"}))
        server.script(response(200, {"data": instance("ab12")}, request_id="an-id"))
        driver.run(server.url, get)
        record = [one for one in caplog.records if one.levelno == logging.DEBUG][-1]
        assert isinstance(record.args, tuple)
        method, path, attempt, outcome, request_id, duration, waited = record.args
        assert (method, path, outcome, request_id) == ("GET", "/v1/instances/ab12", 200, "an-id")
        assert attempt == (2 if redirected else 1)
        assert isinstance(duration, float) and waited == pytest.approx(0.0, abs=1.0)
        assert ("redirected" in record.getMessage()) is redirected


@both
def test_every_record_has_its_facts_as_fields(driver: Driver, caplog: pytest.LogCaptureFixture) -> None:
    with FaultServer(default=ONE) as server, caplog.at_level(logging.DEBUG, "aurakit"):
        server.script(response(503, request_id="an-id"), Reset())
        driver.run(server.url, get)
    assert {vars(one)["version"] for one in caplog.records if vars(one)["operation"] != "token"} == {"v1"}
    names = ("operation", "route", "status", "request_id", "attempt")
    found = [(one.levelname, *(getattr(one, name) for name in names)) for one in caplog.records]
    call = ("get_instance", "/instances/{instance_id}")
    good_id = "8a35fa95b983aeff3e70394832706f45/12383853214941892751"
    assert [one for one in found if one[1] == "get_instance"] == [
        ("DEBUG", *call, 503, "an-id", 1),
        ("WARNING", *call, 503, "an-id", 1),
        ("DEBUG", *call, None, None, 2),
        ("WARNING", *call, None, None, 2),
        ("DEBUG", *call, 200, good_id, 3),
    ]
    attempts = [record for record in caplog.records if record.levelno == logging.DEBUG]
    assert all(isinstance(vars(record)["duration"], float) for record in attempts)


FORMAT = "%(levelname)s %(operation)s %(route)s %(version)s %(status)s %(request_id)s %(attempt)s %(duration)s"


@both
def test_every_record_can_be_formatted_with_the_fields(driver: Driver, caplog: pytest.LogCaptureFixture) -> None:
    def broken(event: object) -> None:
        raise ValueError

    def wait(aura: Any) -> Any:
        return aura.wait(v1.Instance.from_dict({**instance("ab12"), "status": "resuming"}))

    with FaultServer(default=ONE) as server, caplog.at_level(logging.INFO, "aurakit"):
        server.script(response(503, request_id="an-id"))
        driver.run(server.url, wait, max_retries=0, hooks=[broken])
    shown = [logging.Formatter(FORMAT).format(one).splitlines()[0] for one in caplog.records]
    assert shown == [
        "WARNING None None None None None None None",  # of the hook
        "WARNING get_instance /instances/{instance_id} v1 503 an-id 1 None",
    ]


@both
def test_no_record_has_the_secret_or_a_token(driver: Driver) -> None:
    with listening(level=logging.DEBUG) as notes, FaultServer(default=ONE) as server:
        server.token_script(response(503), token("the-first-token"), token("the-second-token"))
        server.script(response(401), Reset(), response(429))
        driver.run(server.url, get)
    text = "\n".join(notes.texts("WARNING") + notes.texts("DEBUG"))
    assert text.count("attempt 1") > 1
    assert not [secret for secret in (SECRET, "the-first-token", "the-second-token") if secret in text]


# --- the queue ----------------------------------------------------------------------------------------------------


crowds = pytest.mark.parametrize("crowd", [Crowd("threads", 4), Crowd("tasks", 12)], ids=repr)


def queueing(crowd: Crowd, rate: RateLimit, calls: int) -> tuple[Notes, float]:
    """What is logged, and when, while so many calls wait for each other; and how long that took."""
    clock = PacedClock()
    with listening(clock) as notes, FaultServer() as server:
        server.rule(Quota(Server(rate.limit, rate.per), clock))
        crowd.run(server.url, clock, NAMES[:calls], rate)
    return notes, clock.now()


@crowds
def test_a_wait_over_5_seconds_in_the_queue_is_logged_at_info_and_at_most_once_a_minute(crowd: Crowd) -> None:
    notes, seconds = queueing(crowd, RateLimit(1, per=20.0), 12)
    times = [one.at for one in notes.records]
    assert 5.0 < times[0] < 6.0
    assert all(60.0 <= later - earlier < 66.0 for earlier, later in itertools.pairwise(times))
    assert seconds - times[-1] < 66.0
    assert {one.level for one in notes.records} == {"INFO"}


@crowds
def test_the_record_of_a_wait_has_the_call_its_wait_so_far_and_the_length_of_the_queue(crowd: Crowd) -> None:
    notes, _ = queueing(crowd, RateLimit(1, per=20.0), 4)
    (record,) = notes.records
    assert re.fullmatch(
        r"GET /v1/instances/0000000\d waits for the rate limit, 5 s so far; calls in the queue: 3", record.text
    )


@crowds
def test_waits_of_less_than_5_seconds_are_not_logged(crowd: Crowd) -> None:
    notes, seconds = queueing(crowd, RateLimit(4, per=2.0), 12)
    assert seconds > 4.0
    assert notes.records == []


def test_a_pause_that_a_429_asks_for_is_logged_as_a_repetition_and_then_as_a_wait() -> None:
    clock = PacedClock()
    with listening(clock) as notes, FaultServer(default=response(200, {"data": instance(NAMES[0])})) as server:
        server.script(response(429, headers={"Retry-After": "30"}))
        with Aura(**options_for(server.url, clock=clock, rate_limit=RateLimit(), timeout=60.0)) as aura:
            one_by_one(aura, clock, NAMES[:1])
    assert [(one.level, round(one.at)) for one in notes.records] == [("WARNING", 0), ("INFO", 5)]


def test_clients_that_share_a_limit_log_it_once_a_minute_between_them() -> None:
    clock = PacedClock()
    rate = RateLimit(1, per=20.0)
    with listening(clock) as notes, FaultServer() as server:
        server.rule(Quota(Server(1, 20.0), clock))
        options = options_for(server.url, clock=clock, rate_limit=rate)
        with Aura(**options) as one, Aura(**options) as two:
            side_by_side(
                lambda start: one_by_one(one, clock, NAMES[:2], start),
                lambda start: one_by_one(two, clock, NAMES[2:4], start),
            )
    assert 60.0 <= clock.now() < 61.0
    assert len(notes.texts("INFO")) == 1
