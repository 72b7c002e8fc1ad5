"""Creating at most one instance, whatever fails on the way, against the sandbox with its awkwardness on."""

from __future__ import annotations

import asyncio
import inspect
import os
import random
import stat
import sys
from collections import Counter
from pathlib import Path
from typing import TYPE_CHECKING, Any, NamedTuple

import pytest

import aurakit
from aurakit._auth.credential_files import dotenv_values
from aurakit.errors import AuraError, InstanceMismatchError, OutcomeUnknownError
from aurakit.sandbox import Fault, ManualClock, Project, Sandbox
from aurakit.v1.ensure import SET_BY_UPDATE, Ensured
from aurakit.v1.instances import AsyncInstances, Instances
from support.driving import both
from support.http_library import httpx

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from support.driving import Driver, Step

KIND = {"type": "enterprise-db", "version": "5", "memory": "4GB", "cloud_provider": "gcp", "region": "europe-west1"}


@pytest.fixture
def sandbox() -> Iterator[Sandbox]:
    with Sandbox(clock=ManualClock()) as sandbox:
        yield sandbox


def on(sandbox: Sandbox) -> dict[str, Any]:
    return {"clock": sandbox.clock, "client_id": sandbox.client_id, "client_secret": sandbox.client_secret}


def wanted(sandbox: Sandbox, **changed: Any) -> dict[str, Any]:
    return {"name": "Instance01", "tenant_id": sandbox.project_id, **KIND, **changed}


def ensure(sandbox: Sandbox, **changed: Any) -> Step:
    return lambda aura: aura.instances.ensure(**wanted(sandbox, **changed))


def creates(sandbox: Sandbox) -> int:
    return sum((one.method, one.path) == ("POST", "/v1/instances") for one in sandbox.requests)


# ---------------------------------------------------------------------------------------------- there, or created


@both
def test_the_first_call_creates_and_the_second_finds_what_is_there(sandbox: Sandbox, driver: Driver) -> None:
    new = driver.run(sandbox.base_url, ensure(sandbox), **on(sandbox))
    again = driver.run(sandbox.base_url, ensure(sandbox), **on(sandbox))  # while looks at it still end with 404
    assert type(new) is type(again) is Ensured
    assert (new.created, again.created, again.id) == (True, False, new.id)
    assert again.compared.items() >= {"name": "Instance01", "region": "europe-west1", "cloud_provider": "gcp"}.items()
    assert sandbox.instances.created == 1


@both
def test_what_ensure_returns_can_be_waited_on(sandbox: Sandbox, driver: Driver) -> None:
    new = driver.run(sandbox.base_url, ensure(sandbox), **on(sandbox))
    running = driver.run(sandbox.base_url, lambda aura: aura.wait(new), **on(sandbox))
    there = driver.run(sandbox.base_url, ensure(sandbox), **on(sandbox))
    settled = driver.run(sandbox.base_url, lambda aura: aura.wait(there), **on(sandbox))
    assert (running.status, settled.status, settled.id) == ("running", "running", new.id)
    assert there.compared["memory"] == "4GB"


@both
def test_the_credentials_of_a_new_instance_end_in_a_private_file(
    sandbox: Sandbox, driver: Driver, tmp_path: Path
) -> None:
    new = driver.run(sandbox.base_url, ensure(sandbox), **on(sandbox))
    assert new.connection.auth == aurakit.connection(new.instance).auth
    path = Path(new.connection.write(tmp_path / "instance.env"))
    values = dotenv_values(path.read_text(encoding="utf-8"))
    assert values["NEO4J_URI"] == f"neo4j+s://{new.id}.databases.neo4j.io"
    assert (values["NEO4J_USERNAME"], values["NEO4J_PASSWORD"]) == new.connection.auth
    assert (values["AURA_INSTANCEID"], values["AURA_INSTANCENAME"]) == (new.id, "Instance01")
    assert sys.platform == "win32" or stat.S_IMODE(path.stat().st_mode) == 0o600
    with pytest.raises(FileExistsError):
        new.connection.write(path)
    assert new.instance.password not in repr(new)


@both
def test_one_that_is_different_is_refused_and_none_is_created(sandbox: Sandbox, driver: Driver) -> None:
    aura = sandbox.client()
    there = aura.wait(aura.instances.create(**wanted(sandbox)))
    error = driver.fails(sandbox.base_url, InstanceMismatchError, ensure(sandbox, memory="8GB"), **on(sandbox))
    assert error.differences == {"memory": ("8GB", "4GB")} and there.id in str(error)
    assert sandbox.instances.created == 1


@both
def test_several_of_the_name_are_refused_and_none_is_created(sandbox: Sandbox, driver: Driver) -> None:
    aura = sandbox.client()
    ids = {aura.wait(aura.instances.create(**wanted(sandbox))).id for _ in range(2)}
    error = driver.fails(sandbox.base_url, InstanceMismatchError, ensure(sandbox), **on(sandbox))
    assert {one.id for one in error.instances} == ids
    assert sandbox.instances.created == 2


@both
def test_one_that_is_being_deleted_is_passed_over(sandbox: Sandbox, driver: Driver) -> None:
    aura = sandbox.client()
    old = aura.wait(aura.instances.create(**wanted(sandbox)))
    aura.instances.delete(old.id)
    new = driver.run(sandbox.base_url, ensure(sandbox), **on(sandbox))
    assert new.created and new.id != old.id


def test_ensure_takes_what_create_takes() -> None:
    made = inspect.signature(Instances.create).parameters
    changed = inspect.signature(Instances.update).parameters
    own = {name: one for name, one in inspect.signature(Instances.ensure).parameters.items() if name != "update"}
    for name, one in own.items():
        other = (changed if name in SET_BY_UPDATE else made)[name]
        assert (one.annotation, one.default) == (other.annotation, other.default)
    assert own.keys() == made.keys() | SET_BY_UPDATE


@both
def test_with_update_a_difference_is_changed_and_can_be_waited_for(sandbox: Sandbox, driver: Driver) -> None:
    aura = sandbox.client()
    aura.wait(aura.instances.create(**wanted(sandbox)))
    changed = driver.run(
        sandbox.base_url, lambda aura: aura.instances.ensure(**wanted(sandbox, memory="8G"), update=True), **on(sandbox)
    )
    settled = driver.run(sandbox.base_url, lambda aura: aura.wait(changed), **on(sandbox))
    assert changed.updated == {"memory": ("4GB", "8G")}
    assert (settled.status, settled.memory, sandbox.instances[0].memory) == ("running", "8GB", "8GB")


@both
def test_what_a_creation_does_not_take_is_set_by_a_second_ensure(sandbox: Sandbox, driver: Driver) -> None:
    def twice(update: bool) -> Step:
        return lambda aura: aura.instances.ensure(**wanted(sandbox, secondaries_count=2), update=update)

    new = driver.run(sandbox.base_url, twice(False), **on(sandbox))
    assert new.pending == {"secondaries_count": 2}
    driver.run(sandbox.base_url, lambda aura: aura.wait(new), **on(sandbox))
    changed = driver.run(sandbox.base_url, twice(True), **on(sandbox))
    driver.run(sandbox.base_url, lambda aura: aura.wait(changed), **on(sandbox))
    assert sandbox.instances[0].secondaries_count == 2


@pytest.mark.parametrize("name", ["ensure", "check", "find", "ensure_running", "ensure_paused"])
def test_both_clients_take_the_same_arguments(name: str) -> None:
    assert inspect.signature(getattr(AsyncInstances, name)) == inspect.signature(getattr(Instances, name))


def test_the_documentation_says_that_two_callers_at_once_are_not_covered() -> None:
    assert "Two callers at the same moment are not protected" in " ".join((Instances.ensure.__doc__ or "").split())


# --------------------------------------------------------------------------------------------------- response lost


@both
@pytest.mark.parametrize("status", [None, 500, 504])
def test_a_lost_response_is_found_out_and_nothing_is_created_again(
    sandbox: Sandbox, driver: Driver, status: int | None
) -> None:
    sandbox.fail(method="POST", path="/instances", status=status, lose_response=True)
    found = driver.run(sandbox.base_url, ensure(sandbox), **on(sandbox))
    assert found.created and found.connection is None
    assert (sandbox.instances.created, creates(sandbox)) == (1, 1)


@both
def test_a_creation_that_never_was_is_looked_for_a_minute_and_not_tried_again(sandbox: Sandbox, driver: Driver) -> None:
    sandbox.fail(method="POST", path="/instances", status=502)
    error = driver.fails(sandbox.base_url, OutcomeUnknownError, ensure(sandbox), **on(sandbox))
    assert "no instance of this name appeared" in str(error)
    assert (sandbox.instances.created, creates(sandbox)) == (0, 1)
    assert 60.0 <= sandbox.clock.now() < 62.0


@both
def test_when_no_list_comes_through_either_it_ends_after_about_a_minute(sandbox: Sandbox, driver: Driver) -> None:
    def then_all_fails(aura: Any) -> Any:
        sandbox.fail(method="POST", path="/instances", lose_response=True)
        sandbox.fail(method="GET", path="/instances", delay=0.1)  # the one before the creation
        sandbox.fail(method="GET", times=1000, status=503, headers={"Retry-After": "5"})
        return aura.instances.ensure(**wanted(sandbox))

    error = driver.fails(sandbox.base_url, OutcomeUnknownError, then_all_fails, **on(sandbox))
    assert "looking for it failed" in str(error)
    assert sandbox.instances.created == 1
    assert 60.0 <= sandbox.clock.now() < 75.0


@both
def test_a_lost_permission_does_not_hide_a_lost_response(sandbox: Sandbox, driver: Driver) -> None:
    sandbox.fail(method="POST", path="/instances", lose_response=True)
    sandbox.fail(method="GET", path="/instances", delay=0.1)
    sandbox.fail(method="GET", path="/instances", times=1000, status=403)
    driver.fails(sandbox.base_url, OutcomeUnknownError, ensure(sandbox), **on(sandbox))
    assert sandbox.instances.created == 1


@both
def test_the_documented_recovery_of_a_lost_password_works(sandbox: Sandbox, driver: Driver) -> None:
    """Wait until it runs, delete it, call `ensure` again."""
    sandbox.fail(method="POST", path="/instances", lose_response=True)
    lost = driver.run(sandbox.base_url, ensure(sandbox), **on(sandbox))
    assert lost.created and lost.connection is None
    driver.run(
        sandbox.base_url,
        lambda aura: aura.wait(lost),
        lambda aura: aura.instances.delete(lost.id),
        **on(sandbox),
    )
    new = driver.run(sandbox.base_url, ensure(sandbox), **on(sandbox))
    assert new.id != lost.id and new.connection is not None


# ------------------------------------------------------------------------------------------------- fault schedules

GATEWAY = (500, 502, 503, 504, 520)
PATHS = {"list": ("GET", "/instances"), "get": ("GET", "/instances/{id}"), "create": ("POST", "/instances"),
         "token": ("POST", "/oauth/token")}  # fmt: skip


class CuttingTransport(httpx.BaseTransport, httpx.AsyncBaseTransport):
    """A network of the sandbox's that loses requests before they arrive, which a server cannot do.

    cuts: for the next requests that create, the failure in place of sending it, or None.
    """

    def __init__(self) -> None:
        self.cuts: list[type[httpx.TransportError] | None] = []
        self._sync = httpx.HTTPTransport()
        self._async = httpx.AsyncHTTPTransport()

    def _cut(self, request: httpx.Request) -> None:
        if request.method == "POST" and request.url.path == "/v1/instances" and self.cuts:
            cut = self.cuts.pop(0)
            if cut is not None:
                raise cut("cut before it arrived", request=request)

    def handle_request(self, request: httpx.Request) -> httpx.Response:
        self._cut(request)
        return self._sync.handle_request(request)

    async def handle_async_request(self, request: httpx.Request) -> httpx.Response:
        self._cut(request)
        return await self._async.handle_async_request(request)

    def close(self) -> None:
        self._sync.close()

    async def aclose(self) -> None:
        await self._async.aclose()


class Schedule(NamedTuple):
    """What goes wrong around one `ensure`, drawn from a seed."""

    seed: int
    faults: tuple[dict[str, Any], ...]
    cuts: tuple[type[httpx.TransportError] | None, ...]
    expire: int | None
    again_after: float | None
    """Seconds after which the same `ensure` is tried once more."""


def fault(chance: random.Random, where: str) -> dict[str, Any]:
    method, path = PATHS[where]
    here: dict[str, Any] = {"method": method, "path": path, "times": chance.choice((1, 1, 2, 3, 6, 40))}
    match chance.choice(("status", "status", "cut", "late", "limited", "forbidden", "nonsense")):
        case "status":
            return here | {"status": chance.choice(GATEWAY), "lose_response": chance.random() < 0.5}
        case "cut":
            return here | {"lose_response": True}
        case "late":
            return here | {"delay": chance.choice((0.5, 5.0, 31.0, 90.0))}
        case "limited":
            headers = chance.choice(({}, {"Retry-After": "3"}, {"Retry-After": "40"}, {"Retry-After": "300"}))
            return here | {"status": 429, "headers": headers}
        case "forbidden":
            return here | {"status": 403}
        case _:
            return here | {"status": 202, "body": chance.choice(("", "<html>", "{}", '{"data": {"id": null}}')),
                           "lose_response": chance.random() < 0.5}  # fmt: skip


def drawn(seed: int) -> Schedule:
    chance = random.Random(seed)
    places = [chance.choice(("list", "get", "create", "create", "token")) for _ in range(chance.randint(1, 4))]
    cuts = [chance.choice((None, httpx.ReadError, httpx.ReadTimeout, httpx.ConnectError)) for _ in range(2)]
    return Schedule(
        seed,
        tuple(fault(chance, where) for where in places),
        tuple(cuts if chance.random() < 0.25 else ()),
        chance.choice((None, 401, 403)) if "token" not in places else 401,
        chance.choice((None, 0.0, 10.0, 120.0)),
    )


class Trials:
    """Runs schedules one after the other, each in a project of its own, and holds what came of them against the truth.

    Every instance has its own name and project, so that one sandbox serves all.
    """

    def __init__(self, sandbox: Sandbox, transport: CuttingTransport) -> None:
        self.sandbox = sandbox
        self.transport = transport
        self.ends: Counter[str] = Counter()
        self._ordered: list[Fault] = []
        self._before = 0

    def arguments(self, schedule: Schedule) -> dict[str, Any]:
        """Order the faults of a schedule; the arguments of its `ensure`."""
        self._before = self.sandbox.instances.created
        self._ordered = [self.sandbox.fail(**one) for one in schedule.faults]
        self.transport.cuts[:] = schedule.cuts
        if schedule.expire is not None:
            self.sandbox.tokens.expire(schedule.expire)
        return wanted(self.sandbox, name=f"n{schedule.seed}", tenant_id=f"p{schedule.seed}")

    def ended(self, schedule: Schedule, result: Ensured | AuraError, *, first: bool) -> None:
        """Whether the first or the second `ensure` of a schedule kept its promise."""
        made = self.sandbox.instances.created - self._before
        told = f"seed {schedule.seed}: {made} creations, then {result!r}"
        assert made <= 1, told
        if isinstance(result, Ensured):
            assert made == 1, told
            assert result.instance.name == f"n{schedule.seed}", told
        elif first and made:
            assert isinstance(result, OutcomeUnknownError), told
        if first:
            self.ends[self._word(result)] += 1

    def over(self) -> None:
        """Take back the faults that nothing met, and let the next schedule start with a token that is accepted."""
        for one in self._ordered:
            one.remaining = 0
        self.transport.cuts.clear()
        self.sandbox.advance(1000.0)

    @staticmethod
    def _word(result: Ensured | AuraError) -> str:
        if not isinstance(result, Ensured):
            return "unknown" if isinstance(result, OutcomeUnknownError) else "refused"
        return "created" if result.connection is not None else "found out"


def trials(seeds: range, run: Callable[[Trials], object]) -> Counter[str]:
    """What the schedules of the seeds ended with."""
    projects = [Project(id=f"p{seed}", name=f"Project {seed}", free_quota=None) for seed in seeds]
    limits: dict[str, Any] = {"request_limit": None, "token_limit": None, "token_lifetime": 1e9}
    with Sandbox(clock=ManualClock(), projects=projects, **limits) as sandbox:
        made = Trials(sandbox, CuttingTransport())
        run(made)
    return made.ends


SCHEDULES = 1000 if os.environ.get("AURAKIT_ALL_SCHEDULES") else 200
"""Of faults, with the sync client; a fifth as many with the async one."""


def test_fault_schedules_create_at_most_one_instance_each() -> None:
    seeds = range(SCHEDULES)

    def run(made: Trials) -> None:
        plain = made.sandbox.client(rate_limit=None)
        cutting = made.sandbox.client(transport=made.transport)
        for schedule in map(drawn, seeds):
            aura = cutting if schedule.cuts else plain
            arguments = made.arguments(schedule)
            made.ended(schedule, attempt(aura, arguments), first=True)
            if schedule.again_after is not None:
                made.sandbox.advance(schedule.again_after)
                made.ended(schedule, attempt(aura, arguments), first=False)
            made.over()

    ends = trials(seeds, run)
    assert min(ends[word] for word in ("created", "found out", "unknown", "refused")) >= SCHEDULES // 20, ends


def attempt(aura: Any, arguments: dict[str, Any]) -> Ensured | AuraError:
    try:
        ensured: Ensured = aura.instances.ensure(**arguments)
    except AuraError as error:
        return error
    return ensured


async def attempt_async(aura: Any, arguments: dict[str, Any]) -> Ensured | AuraError:
    try:
        ensured: Ensured = await aura.instances.ensure(**arguments)
    except AuraError as error:
        return error
    return ensured


def test_fault_schedules_of_an_async_client_do_the_same() -> None:
    seeds = range(1000, 1000 + SCHEDULES // 5)

    async def story(made: Trials) -> None:
        async with (
            made.sandbox.async_client(rate_limit=None) as plain,
            made.sandbox.async_client(transport=made.transport) as cutting,
        ):
            for schedule in map(drawn, seeds):
                aura = cutting if schedule.cuts else plain
                arguments = made.arguments(schedule)
                made.ended(schedule, await attempt_async(aura, arguments), first=True)
                if schedule.again_after is not None:
                    made.sandbox.advance(schedule.again_after)
                    made.ended(schedule, await attempt_async(aura, arguments), first=False)
                made.over()

    ends = trials(seeds, lambda made: asyncio.run(story(made)))
    assert min(ends[word] for word in ("created", "found out", "unknown", "refused")) >= SCHEDULES // 100, ends
