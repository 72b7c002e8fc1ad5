"""Waiting for another operation to end where the user asked for it: 409, then the same call again."""

from __future__ import annotations

import logging
from typing import TYPE_CHECKING, Any

import pytest

from aurakit._calls.steps import IO, run
from aurakit._client.conflicts import unhindered_steps
from aurakit.errors import ConflictError, ErrorDetail, NotFoundError
from aurakit.sandbox import ManualClock, Sandbox
from support.driving import both
from support.fakes import FakeClock

if TYPE_CHECKING:
    from collections.abc import Generator, Iterator

    from support.driving import Driver

NO_NETWORK: Any = None
BUSY = {"errors": [{"message": "an operation is under way", "reason": "ongoing-database-operation"}]}


def conflict(reason: str | None = "ongoing-database-operation") -> ConflictError:
    return ConflictError("busy", status_code=409, errors=(ErrorDetail("busy", reason),), method="POST", path="/v1/x")


class Calls:
    """A call that is refused a number of times."""

    def __init__(self, *errors: Exception) -> None:
        self.errors = list(errors)
        self.clock = FakeClock(0.0)
        self.calls: list[float] = []

    def run(self, seconds: float, chance: float = 0.5) -> str:
        def call() -> Generator[Any, Any, str]:
            self.calls.append(self.clock.now())
            yield from ()
            if self.errors:
                raise self.errors.pop(0)
            return "done"

        return run(unhindered_steps(call, seconds, self.clock, lambda: chance), IO(NO_NETWORK, self.clock))


def test_the_call_is_made_again_more_and_more_gently() -> None:
    calls = Calls(*[conflict() for _ in range(7)])
    assert calls.run(600.0) == "done"
    assert calls.calls == [0.0, 2.0, 6.0, 14.0, 30.0, 50.0, 70.0, 90.0]


def test_callers_that_were_refused_together_do_not_come_back_together() -> None:
    moments = []
    for chance in (0.0, 1.0):
        calls = Calls(conflict())
        calls.run(60.0, chance)
        moments.append(calls.calls[1])
    assert moments == pytest.approx([1.6, 2.4])


@pytest.mark.parametrize(
    ("seconds", "moments"), [(10.0, [0.0, 2.0, 6.0, 10.0]), (6.5, [0.0, 2.0, 6.0, 6.5])], ids=["10 s", "6.5 s"]
)
def test_after_the_time_the_refusal_is_raised_with_a_note(seconds: float, moments: list[float]) -> None:
    calls = Calls(*[conflict() for _ in range(99)])
    with pytest.raises(ConflictError) as caught:
        calls.run(seconds)
    assert calls.calls == moments
    assert caught.value.__notes__ == [f"The call waited {seconds:g} s for it, as set by `wait_for_operations`."]


@pytest.mark.parametrize(
    "error",
    [conflict("multi-db-only"), conflict("instance-action-unavailable"), conflict("encryption-key-is-active"),
     conflict(None), NotFoundError("no", status_code=404)],
    ids=lambda error: str(error.reason),
)  # fmt: skip
def test_what_waiting_does_not_help_is_raised_at_once(error: Exception) -> None:
    calls = Calls(error)
    with pytest.raises(type(error)) as caught:
        calls.run(600.0)
    assert caught.value is error and calls.calls == [0.0]


def test_the_first_refusal_is_in_the_log_and_no_other(caplog: pytest.LogCaptureFixture) -> None:
    with caplog.at_level(logging.INFO, logger="aurakit"):
        Calls(conflict(), conflict(), conflict()).run(60.0)
    assert [record.getMessage() for record in caplog.records] == [
        "POST /v1/x waits for another operation to end: ongoing-database-operation"
    ]


# ------------------------------------------------------------------------------------------------ on the sandbox


@pytest.fixture
def sandbox() -> Iterator[Sandbox]:
    with Sandbox(clock=ManualClock()) as sandbox:
        sandbox.state.add({"instances": [{"name": "orders", "id": "0a1b2c3d", "type": "enterprise-db"}]})
        yield sandbox


def on(sandbox: Sandbox) -> dict[str, Any]:
    return {"clock": sandbox.clock, "client_id": sandbox.client_id, "client_secret": sandbox.client_secret}


def calls(aura: Any) -> list[Any]:
    """Calls that go by way of a completion, and of `raw`."""
    from aurakit_raw.v1.api.instances import pause_instance

    return [lambda: aura.instances.pause("0a1b2c3d"), lambda: aura.raw.call(pause_instance.request("0a1b2c3d"))]


@pytest.mark.parametrize("number", [0, 1])
@both
def test_a_call_waits_until_the_operation_under_way_has_ended(sandbox: Sandbox, driver: Driver, number: int) -> None:
    sandbox.client().instances.update("0a1b2c3d", memory="8GB")
    result = driver.run(
        sandbox.base_url, lambda aura: calls(aura.with_options(wait_for_operations=300.0))[number](), **on(sandbox)
    )
    assert getattr(result, "parsed", result).status == "pausing"
    statuses = [one.status for one in sandbox.requests if one.path.endswith("/pause")]
    assert statuses[-1] == 202 and set(statuses[:-1]) == {409} and 2 < len(statuses) < 14


@pytest.mark.parametrize("options", [{}, {"wait_for_operations": 300.0, "timeout": 5.0}, {"wait_for_operations": 0}])
@both
def test_it_is_off_unless_asked_for_and_other_options_leave_it(
    sandbox: Sandbox, driver: Driver, options: dict[str, Any]
) -> None:
    sandbox.fail(method="POST", status=409, body=BUSY, times=2)

    def step(aura: Any) -> Any:
        return aura.with_options(**options).with_options(max_retries=1).instances.pause("0a1b2c3d")

    if options.get("wait_for_operations"):
        assert driver.run(sandbox.base_url, step, **on(sandbox)).status == "pausing"
    else:
        driver.fails(sandbox.base_url, ConflictError, step, **on(sandbox))
        assert len([one for one in sandbox.requests if one.path.endswith("/pause")]) == 1
