"""Waiting over HTTP, against a sandbox as awkward as the real API, in a time that costs none."""

from __future__ import annotations

import asyncio
import heapq
import inspect
import itertools
import pickle
from collections.abc import Callable
from dataclasses import asdict
from typing import TYPE_CHECKING, Any, NamedTuple

import pytest

from aurakit import InvalidArgumentError, NotFoundError, RateLimit, WaitFailedError, WaitTimeoutError
from aurakit.sandbox import Awkwardness, Durations, ManualClock, Sandbox
from aurakit.v1 import DeletedSession, Instance

if TYPE_CHECKING:
    from collections.abc import Awaitable, Iterator

Step = Callable[[Any, Any], Any]

SLOWEST_POLL = 24.0  # seconds between two polls at most


class Runner:
    """Drives the same steps through the sync or the async client of a sandbox."""

    def __init__(self, kind: str) -> None:
        self.kind = kind

    def __repr__(self) -> str:
        return self.kind

    def run(self, sandbox: Sandbox, *steps: Step, **options: Any) -> Any:
        """The result of the last step; each is called with the client and the result of the one before."""
        result: Any = None
        if self.kind == "sync":
            aura = sandbox.client(**options)
            for step in steps:
                result = step(aura, result)
            return result

        async def story() -> Any:
            result: Any = None
            async with sandbox.async_client(**options) as aura:
                for step in steps:
                    result = step(aura, result)
                    if inspect.isawaitable(result):
                        result = await result
            return result

        return asyncio.run(story())

    def fails(self, sandbox: Sandbox, error: type[Exception], *steps: Step, **options: Any) -> Any:
        """The error that the last step ends with."""
        with pytest.raises(error) as caught:
            self.run(sandbox, *steps, **options)
        assert type(caught.value) is error
        return caught.value


both = pytest.mark.parametrize("runner", [Runner("sync"), Runner("async")], ids=repr)


def wait(aura: Any, given: Any) -> Any:
    return aura.wait(given)


def new_instance(sandbox: Sandbox, **changes: Any) -> dict[str, Any]:
    return {
        "name": "Instance01", "type": "professional-db", "version": "5", "memory": "4GB", "cloud_provider": "gcp",
        "region": "europe-west1", "tenant_id": sandbox.project_id, **changes,
    }  # fmt: skip


def running(sandbox: Sandbox, **changes: Any) -> str:
    """The id of an instance that runs."""
    created = sandbox.client().instances.create(**new_instance(sandbox, **changes))
    sandbox.advance(601.0)
    return created.id


def paused(sandbox: Sandbox) -> str:
    """The id of an instance that is paused."""
    instance_id = running(sandbox)
    sandbox.client().instances.pause(instance_id)
    sandbox.advance(121.0)
    return instance_id


def completed(sandbox: Sandbox, instance_id: str) -> str:
    """The id of a snapshot that is completed."""
    snapshot = sandbox.client().snapshots.create(instance_id)
    sandbox.advance(91.0)
    return snapshot.snapshot_id


def truth(sandbox: Sandbox, instance_id: str) -> dict[str, Any]:
    """The instance as it really is."""
    return next(asdict(one) for one in sandbox.instances if one.id == instance_id)


def asked(sandbox: Sandbox) -> list[Any]:
    """All requests but those for a token."""
    return [request for request in sandbox.requests if request.path != "/oauth/token"]


@pytest.fixture
def sandbox() -> Iterator[Sandbox]:
    with Sandbox(clock=ManualClock()) as sandbox:
        yield sandbox


# ------------------------------------------------------------------------------------------------ every operation


def create(sandbox: Sandbox) -> Step:
    return lambda aura, _: aura.instances.create(**new_instance(sandbox))


def clone(sandbox: Sandbox) -> Step:
    source = running(sandbox)
    return lambda aura, _: aura.instances.create(**new_instance(sandbox, source_instance_id=source))


def ensure(sandbox: Sandbox) -> Step:
    return lambda aura, _: aura.instances.ensure(**new_instance(sandbox))


def pause(sandbox: Sandbox) -> Step:
    instance_id = running(sandbox)
    return lambda aura, _: aura.instances.pause(instance_id)


def resume(sandbox: Sandbox) -> Step:
    instance_id = paused(sandbox)
    return lambda aura, _: aura.instances.resume(instance_id)


def rename(sandbox: Sandbox) -> Step:
    instance_id = running(sandbox)
    return lambda aura, _: aura.instances.update(instance_id, name="other")


def resize(sandbox: Sandbox) -> Step:
    instance_id = running(sandbox)
    return lambda aura, _: aura.instances.update(instance_id, memory="8GB", storage="32GB")


def set_secondaries(sandbox: Sandbox) -> Step:
    instance_id = running(sandbox, type="enterprise-db")
    return lambda aura, _: aura.instances.update(instance_id, secondaries_count=2)


def set_cdc_mode(sandbox: Sandbox) -> Step:
    instance_id = running(sandbox, type="enterprise-db")
    return lambda aura, _: aura.instances.update(instance_id, cdc_enrichment_mode="FULL")


def set_plugin(sandbox: Sandbox) -> Step:
    instance_id = running(sandbox)
    return lambda aura, _: aura.instances.update(instance_id, graph_analytics_plugin=True)


def upgrade(sandbox: Sandbox) -> Step:
    instance_id = running(sandbox)
    return lambda aura, _: aura.instances.upgrade(instance_id)


def overwrite(sandbox: Sandbox) -> Step:
    instance_id, source = running(sandbox), running(sandbox)
    return lambda aura, _: aura.instances.overwrite(instance_id, source_instance_id=source)


def restore(sandbox: Sandbox) -> Step:
    instance_id = running(sandbox)
    snapshot_id = completed(sandbox, instance_id)
    return lambda aura, _: aura.snapshots.restore(instance_id, snapshot_id)


def delete(sandbox: Sandbox) -> Step:
    instance_id = running(sandbox)
    return lambda aura, _: aura.instances.delete(instance_id)


def take_snapshot(sandbox: Sandbox) -> Step:
    instance_id = running(sandbox)
    return lambda aura, _: aura.snapshots.create(instance_id)


def get_snapshot(sandbox: Sandbox) -> Step:
    instance_id = running(sandbox)
    snapshot = sandbox.client().snapshots.create(instance_id)
    return lambda aura, _: aura.snapshots.get(instance_id, snapshot.snapshot_id)


def create_key(sandbox: Sandbox) -> Step:
    return lambda aura, _: aura.customer_managed_keys.create(
        key_id="arn:1", name="key", region="europe-west1", instance_type="enterprise-db",
        tenant_id=sandbox.project_id, cloud_provider="gcp",
    )  # fmt: skip


def create_session(_: Sandbox) -> Step:
    return lambda aura, _: aura.sessions.create(name="s", memory="8GB", cloud_provider="gcp", region="europe-west1")


def delete_session(sandbox: Sandbox) -> Step:
    session = create_session(sandbox)(sandbox.client(), None)
    return lambda aura, _: aura.sessions.delete(session.id)


class Operation(NamedTuple):
    """An operation, and what the settled resource shows."""

    begin: Callable[[Sandbox], Step]
    shows: dict[str, Any] | None


OPERATIONS = [
    Operation(create, {"status": "running"}),
    Operation(clone, {"status": "running"}),
    Operation(ensure, {"status": "running"}),
    Operation(pause, {"status": "paused"}),
    Operation(resume, {"status": "running"}),
    Operation(rename, {"status": "running", "name": "other"}),
    Operation(resize, {"status": "running", "memory": "8GB", "storage": "32GB"}),
    Operation(set_secondaries, {"status": "running", "secondaries_count": 2}),
    Operation(set_cdc_mode, {"status": "running", "cdc_enrichment_mode": "FULL"}),
    Operation(set_plugin, {"status": "running"}),
    Operation(upgrade, {"status": "running"}),
    Operation(overwrite, {"status": "running"}),
    Operation(restore, {"status": "running"}),
    Operation(delete, None),
    Operation(take_snapshot, {"status": "Completed"}),
    Operation(get_snapshot, {"status": "Completed"}),
    Operation(create_key, {"status": "ready"}),
    Operation(create_session, {"status": "Ready"}),
    Operation(delete_session, None),
]


def shown(resource: Any, like: dict[str, Any] | None) -> dict[str, Any] | None:
    """What a resource shows of what was expected."""
    return None if resource is None else {name: getattr(resource, name) for name in like or {}}


def really_settled(sandbox: Sandbox) -> bool:
    """Whether nothing goes on with any instance."""
    return {one.status for one in sandbox.instances} <= {"running", "paused"}


@both
@pytest.mark.parametrize("operation", OPERATIONS, ids=lambda one: one.begin.__name__)
def test_what_an_operation_returns_can_be_waited_on(runner: Runner, operation: Operation, sandbox: Sandbox) -> None:
    settled = runner.run(sandbox, operation.begin(sandbox), wait)
    assert shown(settled, operation.shows) == operation.shows
    assert really_settled(sandbox)


@both
@pytest.mark.parametrize("operation", OPERATIONS, ids=lambda one: one.begin.__name__)
def test_an_operation_that_no_poll_sees_in_progress_ends_too(runner: Runner, operation: Operation) -> None:
    with Sandbox(clock=ManualClock(), durations=Durations.none()) as sandbox:
        begin = operation.begin(sandbox)
        began = sandbox.clock.now()
        settled = runner.run(sandbox, begin, wait)
        assert shown(settled, operation.shows) == operation.shows
        assert sandbox.clock.now() - began <= 45.0 + SLOWEST_POLL


@both
def test_a_deletion_that_is_done_returns_none_without_a_request(runner: Runner, sandbox: Sandbox) -> None:
    assert runner.run(sandbox, lambda aura, _: aura.wait(None)) is None
    assert sandbox.requests == ()


@both
def test_a_key_is_gone_with_the_response_to_its_deletion(runner: Runner, sandbox: Sandbox) -> None:
    key = runner.run(sandbox, create_key(sandbox), wait)
    assert runner.run(sandbox, lambda aura, _: aura.customer_managed_keys.delete(key.id), wait) is None


@both
def test_what_no_operation_returns_cannot_be_waited_on(runner: Runner, sandbox: Sandbox) -> None:
    assert "str" in str(runner.fails(sandbox, TypeError, lambda aura, _: aura.wait("ab12")))


# ------------------------------------------------------------------------------------------------ from another process


@both
@pytest.mark.parametrize("begin", [create, pause, resume, resize, overwrite, restore], ids=lambda one: one.__name__)
def test_an_instance_from_get_can_be_waited_on(
    runner: Runner, begin: Callable[[Sandbox], Step], sandbox: Sandbox
) -> None:
    instance = begin(sandbox)(sandbox.client(), None)
    sandbox.advance(40.0)
    settled = runner.run(sandbox, lambda aura, _: aura.instances.get(instance.id), wait)
    assert settled.status == ("paused" if begin is pause else "running")
    assert really_settled(sandbox)


@both
@pytest.mark.parametrize(("place", "status"), [(running, "running"), (paused, "paused")])
def test_a_settled_instance_from_get_is_returned_as_it_is(
    runner: Runner, place: Callable[[Sandbox], str], status: str, sandbox: Sandbox
) -> None:
    instance_id = place(sandbox)
    before = len(asked(sandbox))
    instance = runner.run(sandbox, lambda aura, _: aura.instances.get(instance_id), wait)
    assert instance.status == status
    assert len(asked(sandbox)) == before + 1


@both
def test_a_deletion_under_way_from_get_can_be_waited_on(runner: Runner, sandbox: Sandbox) -> None:
    instance_id = delete(sandbox)(sandbox.client(), None).id
    assert runner.run(sandbox, lambda aura, _: aura.instances.get(instance_id), wait) is None


# ------------------------------------------------------------------------------------------------ never early

CHANGES: dict[str, tuple[Callable[[Sandbox], Step], dict[str, Any]]] = {
    "update": (resize, {"memory": "8GB", "storage": "32GB"}),
    "secondaries": (set_secondaries, {"secondaries_count": 2}),
    "cdc": (set_cdc_mode, {"cdc_enrichment_mode": "FULL"}),
    "plugin": (set_plugin, {"graph_analytics_plugin": True}),
    "overwrite": (overwrite, {}),
    "restore": (restore, {}),
    "upgrade": (upgrade, {"type": "business-critical"}),
}


@both
@pytest.mark.parametrize("stale", [0.0, 5.0, 15.0, 30.0])
@pytest.mark.parametrize("change", CHANGES)
def test_a_response_from_before_never_ends_a_wait(runner: Runner, change: str, stale: float) -> None:
    begin, values = CHANGES[change]
    with Sandbox(clock=ManualClock(), awkwardness=Awkwardness(stale=(stale, stale))) as sandbox:
        settled = runner.run(sandbox, begin(sandbox), wait)
        assert truth(sandbox, settled.id).items() >= ({"status": "running"} | values).items()


@both
@pytest.mark.parametrize("takes", [0.0, 1.0, 10.0, 29.0, 31.0, 40.0])
@pytest.mark.parametrize("change", CHANGES)
def test_a_short_operation_behind_long_stale_responses_is_waited_for(runner: Runner, change: str, takes: float) -> None:
    begin, values = CHANGES[change]
    span = (takes, takes)
    durations = Durations()._replace(update=span, overwrite=span, restore=span, upgrade=span)
    with Sandbox(
        clock=ManualClock(), awkwardness=Awkwardness(stale=(30.0, 30.0)), durations=durations, seed=int(takes)
    ) as sandbox:
        settled = runner.run(sandbox, begin(sandbox), wait)
        assert truth(sandbox, settled.id).items() >= ({"status": "running"} | values).items()


@pytest.mark.parametrize("seed", range(8))
def test_a_resize_is_seen_in_what_wait_returns_however_thin_its_response_was(seed: int) -> None:
    with Sandbox(clock=ManualClock(), seed=seed) as sandbox:
        aura = sandbox.client()
        begun = resize(sandbox)(aura, None)
        assert (begun.status, begun.memory, begun.storage) == ("updating", "8GB", "32GB")
        settled = wait(aura, begun)
        assert (settled.status, settled.memory, settled.storage) == ("running", "8GB", "32GB")


@both
def test_a_paused_instance_with_a_new_name_stays_paused(runner: Runner, sandbox: Sandbox) -> None:
    instance_id = paused(sandbox)
    settled = runner.run(sandbox, lambda aura, _: aura.instances.update(instance_id, name="other"), wait)
    assert (settled.status, settled.name) == ("paused", "other")


# ------------------------------------------------------------------------------------------------ failures


@both
@pytest.mark.parametrize(
    ("kind", "begin", "status"),
    [
        ("create", create, "loading failed"), ("overwrite", overwrite, "loading failed"),
        ("snapshot", take_snapshot, "Failed"), ("snapshot", take_snapshot, "Cancelled"), ("key", create_key, "error"),
    ],
)  # fmt: skip
def test_a_failed_operation_ends_the_wait_at_the_next_poll(
    runner: Runner, kind: str, begin: Callable[[Sandbox], Step], status: str
) -> None:
    takes = {kind: (100.0, 100.0)}
    with Sandbox(clock=ManualClock(), durations=Durations()._replace(**takes)) as sandbox:
        step = begin(sandbox)
        sandbox.operations.fail(kind, status=status)
        began = sandbox.clock.now()
        error = runner.fails(sandbox, WaitFailedError, step, wait)
    assert sandbox.clock.now() - began <= 100.0 + SLOWEST_POLL
    assert (error.resource.status, error.state) == (status, status)
    assert status.lower() in error.reason


@both
def test_a_session_whose_response_is_200_with_errors_has_failed(runner: Runner, sandbox: Sandbox) -> None:
    sandbox.operations.fail("session")
    error = runner.fails(sandbox, WaitFailedError, create_session(sandbox), wait)
    assert sandbox.requests[-1].status == 200
    assert "The session could not be started" in error.reason
    assert error.resource.errors


@both
@pytest.mark.parametrize("status", ["Expired", "Failed"])
def test_a_session_that_ended_before_it_was_ready_has_failed(runner: Runner, status: str, sandbox: Sandbox) -> None:
    body = {"data": {"id": "s-1", "name": "s", "status": status}}
    sandbox.fail(method="GET", path="/graph-analytics/sessions/{id}", status=200, body=body, times=100)
    assert runner.fails(sandbox, WaitFailedError, create_session(sandbox), wait).state == status


@both
def test_a_failed_session_can_be_deleted_and_waited_on(runner: Runner, sandbox: Sandbox) -> None:
    sandbox.operations.fail("session")
    session = create_session(sandbox)(sandbox.client(), None)
    sandbox.advance(60.0)
    deleted = runner.run(sandbox, lambda aura, _: aura.sessions.delete(session.id))
    assert isinstance(deleted, DeletedSession)
    assert runner.run(sandbox, lambda aura, _: aura.wait(deleted)) is None


@both
def test_an_instance_that_failed_to_load_can_be_repaired(runner: Runner) -> None:
    with Sandbox(clock=ManualClock(), awkwardness=Awkwardness(stale=(20.0, 20.0))) as sandbox:
        source = running(sandbox)
        sandbox.operations.fail("create")
        instance_id = running(sandbox)
        assert truth(sandbox, instance_id)["status"] == "loading failed"
        runner.run(sandbox, lambda aura, _: aura.instances.overwrite(instance_id, source_instance_id=source), wait)
        assert truth(sandbox, instance_id)["status"] == "running"


def meanwhile(sandbox: Sandbox, action: Callable[[], object], *, at: str, then: float) -> Callable[[str, float], None]:
    """Somebody else does something once a state was seen and its operation is over, and `then` seconds pass."""
    done = itertools.count()

    def told(state: str, _: float) -> None:
        if state == at and next(done) == 0:
            sandbox.advance(300.0)
            action()
            sandbox.advance(then)

    return told


@both
@pytest.mark.parametrize(
    ("then", "reason", "state"), [(0.0, "it is being deleted", "destroying"), (90.0, "somebody deleted it", "deleted")]
)
def test_an_instance_that_somebody_deletes_meanwhile_ends_the_wait(
    runner: Runner, then: float, reason: str, state: str, sandbox: Sandbox
) -> None:
    instance_id = running(sandbox)
    snapshot_id = completed(sandbox, instance_id)
    other = sandbox.client()
    told = meanwhile(sandbox, lambda: other.instances.delete(instance_id), at="restoring", then=then)
    error = runner.fails(
        sandbox,
        WaitFailedError,
        lambda aura, _: aura.snapshots.restore(instance_id, snapshot_id),
        lambda aura, given: aura.wait(given, on_poll=told),
    )
    assert reason in error.reason
    assert (error.state, error.resource.id) == (state, instance_id)


@both
def test_an_instance_that_somebody_pauses_meanwhile_ends_the_wait(runner: Runner, sandbox: Sandbox) -> None:
    instance_id = running(sandbox)
    snapshot_id = completed(sandbox, instance_id)
    other = sandbox.client()
    told = meanwhile(sandbox, lambda: other.instances.pause(instance_id), at="restoring", then=120.0)
    error = runner.fails(
        sandbox,
        WaitFailedError,
        lambda aura, _: aura.snapshots.restore(instance_id, snapshot_id),
        lambda aura, given: aura.wait(given, on_poll=told),
    )
    assert error.reason == "it is 'paused' instead of 'running'"
    assert error.resource.status == "paused"


@both
@pytest.mark.parametrize("state", ["suspended", "paused"])
def test_an_instance_that_comes_to_rest_elsewhere_ends_the_wait(runner: Runner, state: str, sandbox: Sandbox) -> None:
    step = resume(sandbox)
    body = {"data": truth(sandbox, sandbox.instances[0].id) | {"status": state}}
    sandbox.fail(method="GET", path="/instances/{id}", status=200, body=body, times=100)
    error = runner.fails(sandbox, WaitFailedError, step, wait)
    assert (error.state, error.resource.status) == (state, state)


# ------------------------------------------------------------------------------------------------ not found, unknown


def told_in(states: list[str]) -> Callable[[str, float], None]:
    return lambda state, _: states.append(state)


@both
def test_404_right_after_a_create_is_waited_out_and_told_as_not_found(runner: Runner) -> None:
    states: list[str] = []
    with Sandbox(clock=ManualClock(), awkwardness=Awkwardness(hidden=(20.0, 20.0))) as sandbox:
        runner.run(sandbox, create(sandbox), lambda aura, given: aura.wait(given, on_poll=told_in(states)))
    assert list(dict.fromkeys(states)) == ["not found", "creating", "running"]


@both
@pytest.mark.parametrize("gone", [0.0, 1e6])
def test_404_and_410_after_a_deletion_are_its_end_and_told_as_deleted(runner: Runner, gone: float) -> None:
    states: list[str] = []
    with Sandbox(clock=ManualClock(), awkwardness=Awkwardness(gone=(gone, gone))) as sandbox:
        runner.run(sandbox, delete(sandbox), lambda aura, given: aura.wait(given, on_poll=told_in(states)))
        assert sandbox.requests[-1].status == (410 if gone else 404)
    assert list(dict.fromkeys(states)) == ["destroying", "deleted"]


@both
def test_unknown_states_are_told_and_waited_out(runner: Runner) -> None:
    states: list[str] = []
    names = (("creating", "Being made"),)
    with Sandbox(clock=ManualClock(), awkwardness=Awkwardness(hidden=(0.0, 0.0), statuses=names)) as sandbox:
        runner.run(sandbox, create(sandbox), lambda aura, given: aura.wait(given, on_poll=told_in(states)))
        assert really_settled(sandbox)
    assert list(dict.fromkeys(states)) == ["Being made", "running"]


@both
def test_every_poll_is_told_with_the_seconds_since_the_wait_began(runner: Runner, sandbox: Sandbox) -> None:
    seconds: list[float] = []
    step = pause(sandbox)
    before = len(sandbox.requests)
    runner.run(sandbox, step, lambda aura, given: aura.wait(given, on_poll=lambda _, passed: seconds.append(passed)))
    polls = [request.time for request in sandbox.requests[before:] if request.method == "GET"]
    assert seconds == pytest.approx([poll - polls[0] for poll in polls])


# ------------------------------------------------------------------------------------------------ gentle


@both
@pytest.mark.parametrize("seed", range(5))
def test_an_operation_of_two_minutes_costs_at_most_15_requests_all_told(runner: Runner, seed: int) -> None:
    with Sandbox(clock=ManualClock(), seed=seed, durations=Durations()._replace(update=(120.0, 120.0))) as sandbox:
        step = resize(sandbox)
        before = len(sandbox.requests)
        runner.run(sandbox, step, wait)
        assert len(sandbox.requests) - before <= 15


class SharedTime(ManualClock):
    """Time for many tasks at once: it stands still while one of them is awake, then goes on to the next one's turn."""

    def __init__(self) -> None:
        super().__init__()
        self.awake = 0
        self.sleepers: list[tuple[float, int, asyncio.Event]] = []
        self.numbers = itertools.count()

    async def sleep_async(self, seconds: float) -> None:
        turn = asyncio.Event()
        heapq.heappush(self.sleepers, (self.now() + max(0.0, seconds), next(self.numbers), turn))
        self._one_less()
        await turn.wait()

    async def take_part(self, task: Awaitable[Any]) -> Any:
        try:
            return await task
        finally:
            self._one_less()

    def _one_less(self) -> None:
        self.awake -= 1
        while self.awake == 0 and self.sleepers:
            when, _, turn = heapq.heappop(self.sleepers)
            self.advance(max(0.0, when - self.now()))
            self.awake += 1
            turn.set()

    async def together(self, tasks: list[Awaitable[Any]]) -> list[Any]:
        self.awake += len(tasks)
        return await asyncio.gather(*(self.take_part(task) for task in tasks))


def test_50_waits_at_once_stay_within_the_rate_limit() -> None:
    clock = SharedTime()

    async def story(sandbox: Sandbox) -> list[Any]:
        async with sandbox.async_client() as aura:
            new = new_instance(sandbox)
            created = await clock.together([aura.instances.create(**new) for _ in range(50)])
            return await clock.together([aura.wait(one, timeout=3600.0) for one in created])

    with Sandbox(clock=clock) as sandbox:
        settled = asyncio.run(story(sandbox))
        times = sorted(request.time for request in asked(sandbox))
        assert [one.status for one in settled] == ["running"] * 50
        assert 429 not in {request.status for request in sandbox.requests}
    assert max(sum(1 for later in times if earlier <= later < earlier + 60.0) for earlier in times) <= 125


# ------------------------------------------------------------------------------------------------ faults


@both
@pytest.mark.parametrize(
    "fault",
    [
        {"status": 500}, {"status": 502}, {"status": 503, "headers": {"Retry-After": "3"}}, {"status": 504},
        {"status": 429, "headers": {"Retry-After": "7"}}, {"lose_response": True}, {"status": 429},
        {"status": 429, "headers": {"Retry-After": "200"}, "times": 3},
    ],
    ids=str,
)  # fmt: skip
@pytest.mark.parametrize("max_retries", [0, 4])
def test_a_wait_outlives_an_outage_that_a_call_does_not(
    runner: Runner, fault: dict[str, Any], max_retries: int, sandbox: Sandbox
) -> None:
    step = pause(sandbox)
    order: dict[str, Any] = {"times": 7, **fault}
    sandbox.fail(method="GET", path="/instances/{id}", **order)
    assert runner.run(sandbox, step, wait, max_retries=max_retries).status == "paused"


@both
@pytest.mark.parametrize("status", [401, 403])
def test_a_wait_outlives_its_token(runner: Runner, status: int, sandbox: Sandbox) -> None:
    told = meanwhile(sandbox, lambda: sandbox.tokens.expire(status), at="pausing", then=0.0)
    settled = runner.run(sandbox, pause(sandbox), lambda aura, given: aura.wait(given, on_poll=told))
    assert settled.status == "paused"


@both
def test_a_wait_outlives_a_token_endpoint_that_is_down_for_a_while(runner: Runner, sandbox: Sandbox) -> None:
    def down() -> None:
        sandbox.tokens.expire()
        sandbox.fail(method="POST", path="/oauth/token", status=503, times=8)

    told = meanwhile(sandbox, down, at="pausing", then=0.0)
    settled = runner.run(sandbox, pause(sandbox), lambda aura, given: aura.wait(given, on_poll=told))
    assert settled.status == "paused"


# ------------------------------------------------------------------------------------------------ the timeout


@both
def test_the_timeout_ends_a_wait_that_can_be_taken_up_again(runner: Runner, sandbox: Sandbox) -> None:
    begun = runner.run(sandbox, restore(sandbox))
    began = sandbox.clock.now()
    error = runner.fails(sandbox, WaitTimeoutError, lambda aura, _: aura.wait(begun, timeout=60.0))
    assert sandbox.clock.now() - began == pytest.approx(60.0, abs=1.0)
    assert (error.resource.id, error.state) == (begun.id, "restoring")
    assert "Wait again with a longer `timeout`" in str(error)
    assert runner.run(sandbox, lambda aura, _: aura.wait(begun)).status == "running"


@both
def test_the_timeout_ends_a_wait_whose_polls_all_fail(runner: Runner, sandbox: Sandbox) -> None:
    begun = runner.run(sandbox, pause(sandbox))
    sandbox.fail(method="GET", path="/instances/{id}", status=503, times=10_000)
    began = sandbox.clock.now()
    error = runner.fails(sandbox, WaitTimeoutError, lambda aura, _: aura.wait(begun, timeout=100.0))
    assert sandbox.clock.now() - began == pytest.approx(100.0, abs=1.0)
    assert (error.resource, error.state) == (begun, "pausing")
    assert "503" in str(error)
    assert error.request_id


@both
def test_the_timeout_ends_a_wait_in_the_queue_of_the_rate_limit(runner: Runner, sandbox: Sandbox) -> None:
    begun = pause(sandbox)(sandbox.client(), None)
    began = sandbox.clock.now()
    error = runner.fails(
        sandbox,
        WaitTimeoutError,
        lambda aura, _: aura.wait(begun, timeout=50.0),
        rate_limit=RateLimit(1, per=1000.0),
    )
    assert sandbox.clock.now() - began == pytest.approx(50.0, abs=1.0)
    assert error.state == "pausing"


@both
@pytest.mark.parametrize("timeout", [-1.0, float("nan"), float("inf"), "60", None])
def test_a_timeout_that_is_none_is_refused_without_a_request(runner: Runner, timeout: Any, sandbox: Sandbox) -> None:
    begun = pause(sandbox)(sandbox.client(), None)
    before = len(sandbox.requests)
    error = runner.fails(sandbox, InvalidArgumentError, lambda aura, _: aura.wait(begun, timeout=timeout))
    assert "timeout" in str(error)
    assert len(sandbox.requests) == before


# ------------------------------------------------------------------------------------------------ the password


@both
@pytest.mark.parametrize("begin", [create, ensure], ids=lambda one: one.__name__)
def test_the_error_of_a_wait_for_a_new_instance_has_no_password(
    runner: Runner, begin: Callable[[Sandbox], Step]
) -> None:
    with Sandbox(clock=ManualClock(), awkwardness=Awkwardness(hidden=(1e6, 1e6))) as sandbox:
        begun = runner.run(sandbox, begin(sandbox))
        password = getattr(begun, "instance", begun).password
        error = runner.fails(sandbox, WaitTimeoutError, lambda aura, _: aura.wait(begun, timeout=10.0))
    assert isinstance(error.resource, Instance)
    assert (error.resource.id, error.state) == (begun.id, "not found")
    assert password not in f"{error} {error!r} {vars(error)} {error.resource.to_dict()}"
    assert password.encode() not in pickle.dumps(error)


@both
def test_an_instance_that_was_never_there_is_an_error_of_its_own(runner: Runner, sandbox: Sandbox) -> None:
    runner.fails(sandbox, NotFoundError, lambda aura, _: aura.instances.get("ab12cd34"), wait)
