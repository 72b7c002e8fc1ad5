"""Calendars that jump, machines that sleep, time zones: what is due is told by one clock, and dates by the calendar."""

from __future__ import annotations

import ast
import os
import time
from email.utils import formatdate
from pathlib import Path
from typing import TYPE_CHECKING, Any, Final

import pytest

import aurakit
from aurakit import RateLimit, WaitTimeoutError
from aurakit_raw.v1.models import Instance
from faultserver import FaultServer, response
from support.clocks import TwoClocks
from support.driving import Driver, both
from support.samples import INSTANCE

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

HOUR: Final = 3600.0
DAY: Final = 24 * HOUR
ONE = response(200, {"data": INSTANCE})


@pytest.fixture
def clock() -> TwoClocks:
    return TwoClocks()


@pytest.fixture
def server() -> Iterator[FaultServer]:
    with FaultServer(default=ONE) as server:
        yield server


def get(aura: Any) -> Any:
    return aura.instances.get("ab12")


def moving(clock: TwoClocks, *, time: float = 0.0, calendar: float = 0.0) -> Callable[[Any], None]:
    """A step that sets them."""

    def step(aura: Any) -> None:
        clock.time += time
        clock.calendar += calendar

    return step


JUMPS = pytest.mark.parametrize(
    "jump", [DAY, -DAY, 30.0, -30.0], ids=["a day on", "a day back", "30 s on", "30 s back"]
)


# ------------------------------------------------------------------------------------------------ tokens


@both
@pytest.mark.parametrize(
    ("time", "calendar", "tokens"),
    [
        (0.0, 10.0, 1),
        (0.0, -DAY, 1),  # set back: the token serves no longer than its lifetime all the same
        (0.0, DAY, 2),  # set forward, or a sleep in which the other clock stood still
        (DAY, DAY, 2),  # a sleep that both count
        (DAY, -DAY, 2),
        (2 * HOUR, 0.0, 2),
    ],
    ids=["little", "set back", "set on", "slept", "slept and set back", "the calendar stood still"],
)
def test_a_token_serves_until_either_clock_says_that_it_has_expired(
    time: float, calendar: float, tokens: int, driver: Driver, server: FaultServer, clock: TwoClocks
) -> None:
    driver.run(server.url, get, moving(clock, time=time, calendar=calendar), get, clock=clock)
    assert server.token_requests == tokens


@both
def test_a_calendar_that_goes_back_and_on_costs_a_token_at_each_end_at_most(
    driver: Driver, server: FaultServer, clock: TwoClocks
) -> None:
    steps = [step for _ in range(5) for step in (moving(clock, calendar=-DAY), get, moving(clock, calendar=DAY), get)]
    driver.run(server.url, get, *steps, clock=clock)
    assert server.token_requests <= 2


# ------------------------------------------------------------------------------------------------ limits and waits


@both
@JUMPS
def test_the_limit_does_not_look_at_the_calendar(
    jump: float, driver: Driver, server: FaultServer, clock: TwoClocks
) -> None:
    driver.run(
        server.url, get, get, moving(clock, calendar=jump), get, clock=clock, rate_limit=RateLimit(2, per=60.0),
        timeout=100.0,
    )  # fmt: skip
    assert 59.0 < clock.slept < 61.5


@both
@JUMPS
def test_the_pause_of_a_429_in_seconds_does_not_look_at_the_calendar(
    jump: float, driver: Driver, server: FaultServer, clock: TwoClocks
) -> None:
    def throttle(aura: Any) -> None:
        def rule(received: Any) -> Any:
            if rules:
                rules.clear()
                clock.calendar += jump
                return response(429, headers={"Retry-After": "20"})
            return None

        rules = [True]
        server.rule(rule)

    driver.run(server.url, get, throttle, get, clock=clock, rate_limit=RateLimit(100, per=60.0), timeout=60.0)
    assert 19.9 < clock.slept < 22.0


@both
@pytest.mark.parametrize("skew", [0.0, DAY, -DAY], ids=["right", "a day fast", "a day slow"])
def test_a_date_to_retry_after_is_read_by_the_server_s_own_date(
    skew: float, driver: Driver, server: FaultServer, clock: TwoClocks
) -> None:
    dates = {
        "Date": formatdate(clock.calendar, usegmt=True),
        "Retry-After": formatdate(clock.calendar + 7, usegmt=True),
    }
    clock.calendar += skew
    server.script(ONE, response(503, headers=dates))
    driver.run(server.url, get, get, clock=clock, timeout=60.0)
    assert 6.9 < clock.slept < 8.0


@both
@JUMPS
def test_a_wait_lasts_as_long_as_it_was_given_whatever_the_calendar_does(
    jump: float, driver: Driver, server: FaultServer, clock: TwoClocks
) -> None:
    server.default = response(200, {"data": {**INSTANCE, "status": "creating"}})
    polls: list[float] = []

    def on_poll(status: Any, elapsed: float) -> None:
        polls.append(elapsed)
        if len(polls) == 3:
            clock.calendar += jump

    began = clock.time
    driver.fails(server.url, WaitTimeoutError, lambda aura: _wait(aura, on_poll), clock=clock, rate_limit=None)
    assert 300.0 <= clock.time - began < 330.0
    assert polls == sorted(polls)


def _wait(aura: Any, on_poll: Any) -> Any:
    return aura.wait(Instance.from_dict({**INSTANCE, "status": "creating"}), timeout=300.0, on_poll=on_poll)


# ------------------------------------------------------------------------------------------------ time zones


@pytest.fixture(params=["Pacific/Kiritimati", "America/Adak", "Europe/London"])
def zone(request: pytest.FixtureRequest, monkeypatch: pytest.MonkeyPatch) -> Iterator[str]:
    monkeypatch.setenv("TZ", request.param)
    if hasattr(time, "tzset"):
        time.tzset()
    yield request.param
    monkeypatch.undo()
    if hasattr(time, "tzset"):
        time.tzset()


@both
def test_no_time_zone_changes_a_token_or_a_pause(
    zone: str, driver: Driver, server: FaultServer, clock: TwoClocks
) -> None:
    assert os.environ["TZ"] == zone
    server.script(ONE, response(503, headers={"Retry-After": formatdate(clock.calendar + 7, usegmt=True)}))
    driver.run(server.url, get, get, clock=clock, timeout=60.0)
    assert 5.0 < clock.slept < 8.0 and server.token_requests == 1


# ------------------------------------------------------------------------------------------------ all code


TIMES: Final = frozenset({"now", "monotonic"})
DATES: Final = frozenset({"wall", "time"})
# Where one is computed from the other on purpose.
MIXED: Final = {
    ("_auth/cache.py", "install"): "the time left of a token, which is a difference of dates",
    ("stores/file.py", "_boot"): "when the machine was started",
}


def kinds(node: ast.AST) -> set[str]:
    """Which of the two clocks an expression asks."""
    called = [
        one.func.attr for one in ast.walk(node) if isinstance(one, ast.Call) and isinstance(one.func, ast.Attribute)
    ]
    return {"time" for name in called if name in TIMES} | {"date" for name in called if name in DATES}


def test_no_expression_asks_both_clocks() -> None:
    package, found = Path(aurakit.__file__).parent, set()
    for path in sorted(package.rglob("*.py")):
        name = path.relative_to(package).as_posix()
        if name.startswith("sandbox/"):
            continue
        for function in ast.walk(ast.parse(path.read_text("utf-8"))):
            if not isinstance(function, ast.FunctionDef | ast.AsyncFunctionDef):
                continue
            for node in ast.walk(function):
                if isinstance(node, ast.BinOp | ast.Compare) and len(kinds(node)) == 2:
                    found.add((name, function.name))
    assert found == set(MIXED)
