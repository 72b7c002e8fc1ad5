"""The sandbox as a process has it: started, stopped, in parallel, by TLS, in a time of its own."""

from __future__ import annotations

import inspect
import pydoc
import socket
import ssl
import threading
import time
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest

import aurakit.sandbox as sandbox_package
from aurakit.sandbox import Awkwardness, Durations, ManualClock, Project, Sandbox, SandboxClock
from sandbox.caller import Caller
from support.http_library import httpx

if TYPE_CHECKING:
    from collections.abc import Callable

OVERLAY = Path(__file__).resolve().parents[2] / "overlay"


def test_a_sandbox_starts_and_ends_in_well_under_a_second() -> None:
    took = []
    for _ in range(5):
        began = time.monotonic()
        with Sandbox() as sandbox:
            assert httpx.get(f"{sandbox.base_url}/v1/instances").status_code == 401
        took.append(time.monotonic() - began)
    assert min(took) < 0.5


def test_it_is_gone_when_it_is_closed_even_with_idle_connections() -> None:
    with Sandbox(clock=ManualClock()) as sandbox, Caller(sandbox) as caller:
        caller.get("/tenants").raise_for_status()
        began = time.monotonic()
        sandbox.close()
        sandbox.close()
        assert time.monotonic() - began < 2.0
        with pytest.raises(httpx.ConnectError):
            httpx.get(sandbox.base_url)
    assert not [one for one in threading.enumerate() if one.name.startswith("aura-sandbox")]


def test_it_ends_while_an_answer_is_late() -> None:
    with Sandbox() as sandbox, Caller(sandbox) as caller, ThreadPoolExecutor() as pool:
        sandbox.fail(path="/tenants", delay=3600.0)
        late = pool.submit(caller.get, "/tenants")
        while not sandbox._gateway.faults or sandbox._gateway.faults[0].remaining:
            time.sleep(0.001)
        sandbox.close()
        with pytest.raises(httpx.RemoteProtocolError):
            late.result(timeout=10.0)


def test_one_that_was_never_started_can_be_closed() -> None:
    sandbox = Sandbox()
    sandbox.close()
    with socket.socket() as again:
        again.bind(("127.0.0.1", int(sandbox.base_url.rpartition(":")[2])))


def test_ten_at_a_time_do_not_disturb_each_other() -> None:
    def work(seed: int) -> tuple[str, list[str]]:
        with Sandbox(clock=ManualClock(), seed=seed) as sandbox, Caller(sandbox) as caller:
            for _ in range(seed):
                caller.create()
            return sandbox.client_id, [one["id"] for one in caller.data("/instances")]

    with ThreadPoolExecutor(10) as pool:
        results = list(pool.map(work, range(10)))
    assert [len(ids) for _, ids in results] == list(range(10))
    assert len({client_id for client_id, _ in results}) == 10


def test_requests_at_the_same_time_all_take_effect() -> None:
    with Sandbox(clock=ManualClock()) as sandbox, Caller(sandbox) as caller:
        with ThreadPoolExecutor(16) as pool:
            ids = list(pool.map(lambda _: caller.create(), range(64)))
        assert len(set(ids)) == len(sandbox.instances) == sandbox.instances.created == 64


def test_a_small_answer_takes_about_a_millisecond() -> None:
    with Sandbox(clock=ManualClock(), request_limit=None) as sandbox, Caller(sandbox) as caller:
        took = []
        for _ in range(50):
            began = time.monotonic()
            caller.get("/tenants")
            took.append(time.monotonic() - began)
    assert sorted(took)[5] < 0.02  # it took 40 ms each without TCP_NODELAY


def test_time_can_run_faster() -> None:
    clock = SandboxClock(1000.0)
    began, wall = clock.now(), clock.wall()
    clock.sleep(20.0)
    assert 20.0 <= clock.now() - began < 2000.0
    clock.advance(5000.0)
    assert clock.wall() - wall >= 5020.0


def test_an_operation_takes_its_time_on_a_fast_clock() -> None:
    with (
        Sandbox(time_scale=5000.0, awkwardness=Awkwardness.off(), request_limit=None) as sandbox,
        Caller(sandbox) as caller,
    ):
        began, instance_id = sandbox.clock.now(), caller.create()
        while caller.shown(instance_id) != "running":
            time.sleep(0.001)
        assert sandbox.clock.now() - began >= 180.0


def test_operations_can_take_no_time() -> None:
    with Sandbox(durations=Durations.none(), awkwardness=Awkwardness.off()) as sandbox, Caller(sandbox) as caller:
        assert caller.shown(caller.create()) == "running"


@pytest.mark.parametrize(
    "options",
    [{"time_scale": 0.0}, {"time_scale": -1.0}, {"projects": []}, {"clock": ManualClock(), "time_scale": 2.0}],
)
def test_options_that_make_no_sense_are_refused(options: dict[str, object]) -> None:
    with pytest.raises(ValueError, match="time|project"):
        Sandbox(**options)  # type: ignore[arg-type]


def test_time_does_not_go_back() -> None:
    with pytest.raises(ValueError, match="back"):
        ManualClock().advance(-1.0)


def test_options_cannot_be_changed() -> None:
    for options in (Awkwardness(), Durations(), Project()):
        with pytest.raises(AttributeError):
            setattr(options, options._fields[0], None)


def test_with_tls_it_stands_in_for_the_real_address() -> None:
    with Sandbox(tls=True) as sandbox:
        assert sandbox.ca_file is not None
        trusting = ssl.create_default_context(cafile=sandbox.ca_file)
        with (
            socket.create_connection(("127.0.0.1", sandbox._server.port)) as plain,
            trusting.wrap_socket(plain, server_hostname="api.neo4j.io") as secured,
        ):
            secured.sendall(b"GET /_sandbox/health HTTP/1.1\r\nHost: api.neo4j.io\r\nConnection: close\r\n\r\n")
            assert secured.recv(1000).startswith(b"HTTP/1.1 200")
        assert sandbox.client().projects.list()[0].name == "Sandbox"


@pytest.mark.parametrize(
    ("host", "url"), [("127.0.0.1", "http://127.0.0.1:"), ("localhost", "http://localhost:"), ("::1", "http://[::1]:")]
)
def test_it_listens_where_it_is_told(host: str, url: str) -> None:
    with Sandbox(host=host) as sandbox:
        assert sandbox.base_url.startswith(url)
        assert httpx.get(f"{sandbox.base_url}/_sandbox/health").status_code == 200


def test_its_help_begins_with_a_screen_that_says_all_there_is() -> None:
    text = pydoc.plain(pydoc.render_doc(Sandbox))
    first = text[: text.index("Methods defined here")].splitlines()
    assert len(first) <= 50
    assert max(map(len, text.splitlines())) <= 1000
    assert len(repr(Project())) < 100
    assert repr(Project(quota=2)).endswith("quota=2)")


@pytest.mark.parametrize(
    "name", [name for name in sandbox_package.__all__ if name not in {"FaultOptions", "SandboxOptions"}]
)
def test_the_help_of_what_is_public_begins_with_a_signature_that_can_be_read(name: str) -> None:
    assert len(str(inspect.signature(getattr(sandbox_package, name)))) < 1_500
    assert len(pydoc.render_doc(getattr(sandbox_package, name))) < 20_000


def frozen_by_freezegun() -> Any:
    import freezegun

    return freezegun.freeze_time("2030-05-05")


def frozen_by_time_machine() -> Any:
    import time_machine

    return time_machine.travel("2030-05-05", tick=False)


@pytest.mark.parametrize("freeze", [frozen_by_freezegun, frozen_by_time_machine])
def test_it_has_a_time_of_its_own_where_a_test_freezes_the_programs(freeze: Callable[[], Any]) -> None:
    with freeze(), Sandbox(time_scale=1000.0) as sandbox, Caller(sandbox) as caller:
        began = sandbox.clock.now()
        sandbox.fail(path="/tenants", delay=20.0)
        assert caller.get("/tenants").status_code == 200
        assert sandbox.clock.now() - began >= 20.0
        sandbox.clock.sleep(20.0)
        assert sandbox.clock.now() - began >= 40.0
    with freeze(), Sandbox(clock=ManualClock()) as sandbox:
        aura = sandbox.client()
        created = aura.instances.create(
            name="x", tenant_id=sandbox.project_id, type="professional-db", version="5", memory="4GB",
            cloud_provider="gcp", region="europe-west1",
        )  # fmt: skip
        assert aura.wait(created).status == "running"


def test_the_package_does_not_import_the_sandbox() -> None:
    own = OVERLAY / "aurakit"
    outside = [path for path in own.rglob("*.py") if "sandbox" not in path.parts]
    assert outside
    assert not [
        path for path in outside if "import sandbox" in path.read_text() or ".sandbox import" in path.read_text()
    ]
