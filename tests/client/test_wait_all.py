"""Many waits at once: in a time of the test's own, and against the sandbox with its awkwardness on."""

from __future__ import annotations

import asyncio
import copy
import pickle
from collections import Counter
from itertools import pairwise
from typing import TYPE_CHECKING, Any

import pytest

from aurakit import AuraError, PollStatus, RateLimit, WaitAllError
from aurakit._calls.retry import RetryPolicy
from aurakit._calls.steps import IO, Pause, run
from aurakit._client.config import Options
from aurakit._client.poll_callbacks import Watcher
from aurakit._client.wait_all import LONGEST_POLL, all_steps, hasty
from aurakit.errors import (
    AuthenticationError,
    ForbiddenError,
    InvalidArgumentError,
    ServerError,
    WaitFailedError,
    WaitTimeoutError,
)
from aurakit.sandbox import Durations, ManualClock, Sandbox
from aurakit.v1 import CreatedInstance, Instance
from aurakit.v1.waitables import waitable_of
from aurakit_raw.types import Response
from support.driving import both
from support.fakes import FakeClock

if TYPE_CHECKING:
    from collections.abc import Callable, Generator, Iterator, Sequence

    from aurakit._calls.steps import Step
    from aurakit._client.waiting import Waitable
    from support.driving import Driver

KIND = {"type": "enterprise-db", "version": "5", "memory": "4GB", "cloud_provider": "gcp", "region": "europe-west1"}
ABOUT = {"name": "one", "tenant_id": "t", "cloud_provider": "gcp", "region": "europe-west1"}
NO_NETWORK: Any = None


def instance(instance_id: str, status: str = "creating") -> Instance:
    return Instance.from_dict({**ABOUT, "id": instance_id, "status": status})


class Waits:
    """Carries waits out against responses that are a function of the id and of the time passed."""

    def __init__(self, response: Callable[[str, float], Any], *, poll_takes: float = 0.0) -> None:
        self.response = response
        self.poll_takes = poll_takes
        self.clock = FakeClock(0.0)
        self.polls: list[str] = []
        self.told: list[tuple[Any, PollStatus, float]] = []

    def run(self, *given: Any, timeout: Any = 900.0, on_poll: Any = None) -> list[Any]:
        def poll(waitable: Waitable, within: float) -> Generator[Step, Any, Response[Any]]:
            assert within > 0
            self.polls.append(waitable.key[0])
            yield Pause(self.poll_takes)
            found = self.response(waitable.key[0], self.clock.now())
            if isinstance(found, AuraError):
                raise found
            return Response(200, {}, b"", found)

        steps = all_steps(
            [waitable_of(one) for one in given],
            poll,
            clock=self.clock,
            random=lambda: 0.5,
            timeout=timeout,
            on_poll=on_poll or (lambda *told: self.told.append(told)),
        )
        return run(steps, IO(NO_NETWORK, self.clock))

    def fails(self, *given: Any, timeout: Any = 900.0) -> WaitAllError:
        with pytest.raises(WaitAllError) as caught:
            self.run(*given, timeout=timeout)
        return caught.value


def after(**seconds: float) -> Callable[[str, float], Instance]:
    """Each instance runs after its time."""
    return lambda key, now: instance(key, "running" if now >= seconds[key] else "creating")


# ------------------------------------------------------------------------------------------------ in order, in turn


def test_the_results_are_in_the_order_of_the_resources() -> None:
    waits = Waits(after(a=300.0, b=5.0, c=60.0))
    assert [one.id for one in waits.run(*map(instance, "abc"))] == ["a", "b", "c"]
    assert 300.0 <= waits.clock.now() <= 330.0


def test_what_is_at_rest_or_deleted_already_needs_no_poll_and_keeps_its_place() -> None:
    rested = instance("r", "running")
    waits = Waits(after(a=1.0))
    none, settled, came = waits.run(None, rested, instance("a"))
    assert (none, settled is rested, came.id) == (None, True, "a")
    assert set(waits.polls) == {"a"}
    assert Waits(after()).run() == []


def test_a_notebook_shows_the_results_as_a_table() -> None:
    results: Any = Waits(after(a=1.0, b=1.0)).run(instance("a"), None, instance("b"))
    assert results._repr_html_().count("<tr>") == 4


def test_nobody_is_looked_at_twice_before_all_had_their_turn() -> None:
    waits = Waits(lambda key, _: instance(key), poll_takes=0.6)  # as the rate limit spaces them
    waits.fails(*(instance(str(number)) for number in range(100)), timeout=400.0)
    seen = Counter[str]()
    for key in waits.polls:
        seen[key] += 1
        assert seen[key] - min(seen[str(number)] for number in range(100)) <= 1


def test_five_hundred_waits_share_the_polls_that_the_limit_allows() -> None:
    waits = Waits(after(**{f"i{number}": number for number in range(500)}), poll_takes=60 / 104)
    results = waits.run(*(instance(f"i{number}") for number in range(500)))
    assert [one.id for one in results] == [f"i{number}" for number in range(500)]
    assert waits.clock.now() <= 500.0 + 500 * 60 / 104


def test_thousands_of_waits_poll_at_most_thirty_times_a_second_however_fast_the_api_is() -> None:
    waits = Waits(lambda key, now: instance(key, "running" if now >= 600.0 else "creating"))
    waits.run(*(instance(str(number)) for number in range(4000)))
    quick = 8 * 4000  # those of the first two minutes, whose intervals grow
    assert len(waits.polls) <= quick + 30 * 600


def test_each_poll_is_told_with_the_resource_as_given_its_state_and_the_time() -> None:
    first, second = instance("a"), instance("b")
    waits = Waits(after(a=0.0, b=2.5))
    waits.run(first, second)
    assert waits.told == [
        (first, "running", 0.0), (second, "creating", 0.0), (second, "creating", 1.0), (second, "running", 3.0)
    ]  # fmt: skip
    assert waits.told[0][0] is first


# ------------------------------------------------------------------------------------------------ failures


def test_a_failure_hides_neither_what_succeeded_nor_other_failures() -> None:
    def response(key: str, now: float) -> Any:
        return {"bad": instance(key, "loading failed"), "no": ForbiddenError("no", status_code=403)}.get(
            key, instance(key, "running" if now >= 60.0 else "creating")
        )

    waits = Waits(response)
    error = waits.fails(*map(instance, ["a", "bad", "b", "no"]))
    assert [type(one) for one in error.exceptions] == [WaitFailedError, ForbiddenError]
    assert [getattr(one, "status", one) for one in error.results] == ["running", error.exceptions[0], "running",
                                                                      error.exceptions[1]]  # fmt: skip
    assert [(resource.id, failure) for resource, failure in error.failures] == [
        ("bad", error.exceptions[0]), ("no", error.exceptions[1])
    ]  # fmt: skip
    assert waits.clock.now() >= 60.0
    text = str(error)
    assert text.startswith("2 of 4 waits failed: instance bad: its state is 'loading failed'; instance no: ")


def test_many_failures_are_counted_and_the_first_are_named() -> None:
    error = Waits(lambda key, _: instance(key, "loading failed")).fails(*(instance(str(one)) for one in range(40)))
    assert str(error).startswith("40 of 40 waits failed: instance 0: ")
    assert "; and 35 more" in str(error) and len(error.exceptions) == len(error.failures) == 40


def test_the_time_that_is_over_ends_every_wait_with_its_own_error() -> None:
    waits = Waits(after(a=10.0, b=1e9, c=1e9))
    error = waits.fails(*map(instance, "abc"), timeout=100.0)
    assert [type(one) for one in error.exceptions] == [WaitTimeoutError, WaitTimeoutError]
    assert error.results[0].status == "running"
    assert {one.state for _, one in error.failures if isinstance(one, WaitTimeoutError)} == {"creating"}
    assert 100.0 <= waits.clock.now() <= 101.0


def test_one_that_was_never_looked_at_says_so() -> None:
    error = Waits(after(a=1e9, b=1e9), poll_takes=50.0).fails(*map(instance, "ab"), timeout=40.0)
    assert "was not polled" in str(error.exceptions[1])
    assert "was still 'creating'" in str(error.exceptions[0])


def test_polls_that_fail_in_passing_end_no_wait() -> None:
    def response(key: str, now: float) -> Any:
        return ServerError("down", status_code=503) if now < 30.0 else instance(key, "running")

    waits = Waits(response)
    assert len(waits.run(*map(instance, "ab"))) == 2
    assert {type(status.error) for _, status, now in waits.told if now < 30.0} == {ServerError}
    assert {status.error for _, status, now in waits.told if now >= 30.0} == {None}


def test_a_poll_refused_with_a_time_to_wait_is_not_repeated_before() -> None:
    replies = [ServerError("down", status_code=503, retry_after=17.0)]
    waits = Waits(lambda key, _: replies.pop() if replies else instance(key, "running"))
    waits.run(instance("a"))
    assert [(str(status), now) for _, status, now in waits.told] == [("creating", 0.0), ("running", 17.0)]


def test_an_error_that_is_not_about_the_resource_ends_all_waits_at_once() -> None:
    refused = AuthenticationError("refused", status_code=401)
    waits = Waits(lambda key, _: refused)
    error = waits.fails(*(instance(str(number)) for number in range(500)))
    assert waits.polls == ["0"]
    assert error.exceptions == (refused,) and len(error.failures) == 500


def test_an_error_of_the_one_who_is_told_ends_all_and_closes_the_watcher() -> None:
    closed: list[bool] = []

    class Stops(Watcher):
        def after_poll(self, wait: Any) -> None:
            raise KeyboardInterrupt

        def close(self, waits: Any) -> None:
            closed.append(True)

    waits = Waits(after(a=1.0, b=1.0))
    with pytest.raises(KeyboardInterrupt):
        waits.run(*map(instance, "ab"), on_poll=Stops())
    assert closed == [True] and waits.polls == ["a"]


@pytest.mark.parametrize("timeout", [-1, float("nan"), "60", True])
def test_a_timeout_that_is_no_number_of_seconds_is_refused(timeout: Any) -> None:
    waits = Waits(after(a=0.0))
    with pytest.raises(InvalidArgumentError):
        waits.run(instance("a"), timeout=timeout)
    assert waits.polls == []


# ------------------------------------------------------------------------------------------------ the error


def failed() -> WaitAllError:
    created = CreatedInstance.from_dict(
        {**ABOUT, "id": "bad", "connection_url": "neo4j+s://bad", "username": "neo4j", "password": "initial-Password_1"}
    )
    return Waits(
        lambda key, _: instance(key, "loading failed" if key == "bad" else "running")
    ).fails(created, instance("a"))  # fmt: skip


def test_the_error_can_be_pickled_and_copied_with_all_it_holds() -> None:
    error = failed()
    for other in (pickle.loads(pickle.dumps(error)), copy.copy(error)):
        assert (type(other), str(other)) == (WaitAllError, str(error))
        assert [type(one) for one in other.exceptions] == [WaitFailedError]
        assert other.results[1] == error.results[1]
        assert other.failures[0][0] == error.failures[0][0]


def test_the_error_holds_no_initial_password() -> None:
    error = failed()
    held = repr((error.results, error.failures, error.exceptions, vars(error)))
    assert "initial-Password_1" not in held
    assert b"initial-Password_1" not in pickle.dumps(error)


def test_what_except_star_takes_knows_the_results_too() -> None:
    error = failed()
    caught: list[BaseException] = []
    try:
        raise error
    except* WaitFailedError as group:
        caught.append(group)
    part = caught[0]
    assert isinstance(part, WaitAllError)
    assert part.results == error.results
    assert part.exceptions == error.exceptions
    assert issubclass(WaitAllError, AuraError)


# ------------------------------------------------------------------------------------------------ polls


def test_a_poll_that_others_wait_for_is_short_and_hardly_repeated() -> None:
    options = hasty(Options(60.0, RetryPolicy(4), wait_for_operations=120.0))
    assert (options.timeout, options.policy.max_retries) == (LONGEST_POLL, 1)
    assert hasty(Options(5.0, RetryPolicy(0))) == Options(5.0, RetryPolicy(0))


# ------------------------------------------------------------------------------------------------ on the sandbox


@pytest.fixture
def sandbox() -> Iterator[Sandbox]:
    with Sandbox(clock=ManualClock()) as sandbox:
        yield sandbox


def on(sandbox: Sandbox) -> dict[str, Any]:
    return {"clock": sandbox.clock, "client_id": sandbox.client_id, "client_secret": sandbox.client_secret}


def new(sandbox: Sandbox, count: int) -> list[CreatedInstance]:
    aura = sandbox.client(rate_limit=None)
    return [
        aura.instances.create(name=f"i{number}", tenant_id=sandbox.project_id, **KIND)  # type: ignore[arg-type]
        for number in range(count)
    ]


@both
def test_resources_of_any_kind_are_waited_for_together(sandbox: Sandbox, driver: Driver) -> None:
    aura = sandbox.client()
    first, second, third = aura.wait_all(new(sandbox, 3))
    sandbox.advance(120.0)  # the scheduled snapshots are done
    resources = [
        aura.snapshots.create(first.id),
        aura.instances.delete(second.id),
        aura.instances.update(third.id, memory="8GB"),
        aura.sessions.create(name="s", memory="4GB", tenant_id=sandbox.project_id, cloud_provider="gcp",
                             region="europe-west1"),
        None,
    ]  # fmt: skip
    told: list[str] = []
    results = driver.run(
        sandbox.base_url,
        lambda aura: aura.wait_all(iter(resources), on_poll=lambda resource, *_: told.append(type(resource).__name__)),
        **on(sandbox),
    )
    assert [getattr(one, "status", None) for one in results] == ["Completed", None, "running", "Ready", None]
    assert results[2].memory == "8GB"
    assert set(told) == {"Snapshot", "Instance", "RequestedInstance", "Session"}


@both
def test_one_that_fails_leaves_the_others_to_end(sandbox: Sandbox, driver: Driver) -> None:
    sandbox.operations.fail("create")
    given = new(sandbox, 3)
    error = driver.fails(sandbox.base_url, WaitAllError, lambda aura: aura.wait_all(given), **on(sandbox))
    assert [resource.id for resource, _ in error.failures] == [given[0].id]
    assert [one.status for one in error.results[1:]] == ["running", "running"]


@both
def test_something_that_cannot_be_waited_for_is_refused_before_anything_is_sent(
    sandbox: Sandbox, driver: Driver
) -> None:
    given = new(sandbox, 1)
    sandbox.requests.clear()
    driver.fails(sandbox.base_url, TypeError, lambda aura: aura.wait_all([*given, 5]), **on(sandbox))
    assert sandbox.requests == ()


@both
def test_250_waits_keep_to_the_limit_of_the_server(driver: Driver) -> None:
    durations = Durations.none()._replace(create=(300.0, 600.0), scheduled=(0.0, 0.0))
    with Sandbox(clock=ManualClock(), durations=durations, request_limit=None) as sandbox:
        given = new(sandbox, 250)
        began = sandbox.clock.now()
        sandbox.requests.clear()
        results = driver.run(
            sandbox.base_url, lambda aura: aura.wait_all(given, timeout=1800.0), **{**on(sandbox), **LIMITED}
        )
        assert [one.id for one in results] == [one.id for one in given]
        assert sandbox.clock.now() - began < 1200.0
        times = [request.time for request in sandbox.requests if request.method == "GET"]
        assert all(later - earlier >= 60.0 for earlier, later in pairwise(times[::125]))


LIMITED: dict[str, Any] = {"rate_limit": RateLimit(125, per=60.0)}


def test_a_cancelled_task_ends_all_waits_at_once(sandbox: Sandbox) -> None:
    given = new(sandbox, 20)

    async def scenario() -> int:
        async with sandbox.async_client() as aura:
            sandbox.requests.clear()

            async def told_enough() -> None:
                def stop(*_: object) -> None:
                    if len(sandbox.requests) >= 5:
                        waiting.cancel()

                await aura.wait_all(given, on_poll=stop)

            waiting = asyncio.create_task(told_enough())
            with pytest.raises(asyncio.CancelledError):
                await waiting
            return len(sandbox.requests)

    assert asyncio.run(scenario()) <= 7


def test_an_interrupt_ends_all_waits_at_once_and_the_client_goes_on(sandbox: Sandbox) -> None:
    given: Sequence[Any] = new(sandbox, 20)
    aura = sandbox.client()

    def stop(*_: object) -> None:
        raise KeyboardInterrupt

    with pytest.raises(KeyboardInterrupt):
        aura.wait_all(given, on_poll=stop)
    assert len(aura.wait_all(given)) == 20
