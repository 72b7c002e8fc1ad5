"""The sandbox as a process has it: started, stopped, in parallel, from the command line, in pytest, not installed."""

from __future__ import annotations

import os
import socket
import subprocess
import sys
import threading
import time
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import httpx
import pytest

from aurakit.sandbox import Awkwardness, Durations, ManualClock, Project, Sandbox, SandboxClock
from aurakit.sandbox.__main__ import environment_lines, main
from sandbox.caller import Caller

pytest_plugins = ["pytester"]
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
        assert len(set(ids)) == len(sandbox.instances) == sandbox.creations == 64


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


def test_the_environment_of_a_client_is_at_hand() -> None:
    with Sandbox() as sandbox:
        lines = environment_lines(sandbox, windows=False).splitlines()
        assert lines[:3] == [f"export {name}={value}" for name, value in sandbox.env().items()]
        assert environment_lines(sandbox, windows=True).startswith(f'$env:AURA_BASE_URL = "{sandbox.base_url}"\n')
        assert sandbox.client_secret not in repr(sandbox)


@pytest.mark.skipif(sys.platform == "win32", reason="no way to send Ctrl-C to one process there")
def test_the_command_prints_the_environment_serves_and_ends_with_ctrl_c() -> None:
    import signal

    command = [sys.executable, "-m", "aurakit.sandbox", "--calm", "--time-scale", "1000"]
    with subprocess.Popen(
        command, stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True, env={"PYTHONPATH": str(OVERLAY)}
    ) as process:
        assert process.stdout is not None
        lines = [process.stdout.readline().strip() for _ in range(3)]
        environment = dict(line.removeprefix("export ").split("=", 1) for line in lines)
        credentials = (environment["AURA_CLIENT_ID"], environment["AURA_CLIENT_SECRET"])
        url = f"{environment['AURA_BASE_URL']}/oauth/token"
        assert httpx.post(url, auth=credentials, data={"grant_type": "client_credentials"}).status_code == 200
        process.send_signal(signal.SIGINT)
        _, errors = process.communicate(timeout=20.0)
    assert (process.returncode, errors.strip()) == (0, "")


@pytest.mark.skipif(sys.platform == "win32", reason="no shell there that has its background ignore Ctrl-C")
def test_ctrl_c_arrives_too_when_the_tests_run_in_the_background_of_a_shell() -> None:
    name = f"{__file__}::{test_the_command_prints_the_environment_serves_and_ends_with_ctrl_c.__name__}"
    ignoring = [
        "sh",
        "-c",
        "trap '' INT; exec \"$@\"",
        "sh",
        sys.executable,
        "-m",
        "pytest",
        "-q",
        "-p",
        "no:cacheprovider",
    ]
    done = subprocess.run(
        [*ignoring, name], cwd=OVERLAY.parent, capture_output=True, text=True, timeout=60, check=False
    )
    assert done.returncode == 0, done.stdout + done.stderr


def test_the_command_says_when_a_port_is_taken(capsys: pytest.CaptureFixture[str]) -> None:
    with Sandbox() as sandbox:
        assert main(["--port", sandbox.base_url.rpartition(":")[2]]) == 1
    assert capsys.readouterr().err.startswith("error: ")


def test_the_fixture_is_a_sandbox_in_a_time_of_its_own(pytester: pytest.Pytester) -> None:
    pytester.makepyfile(
        """
        import pytest

        class TestFast:
            @pytest.fixture
            def aura_sandbox_options(self):
                return {"time_scale": 100.0}

            def test_options(self, aura_sandbox):
                assert aura_sandbox.clock.time_scale == 100.0

        def test_sandbox(aura_sandbox):
            before = aura_sandbox.clock.now()
            aura_sandbox.advance(60)
            assert aura_sandbox.clock.now() - before == 60
            assert aura_sandbox.requests == ()
        """
    )
    pytester.runpytest("-p", "aurakit.sandbox.plugin", "-p", "no:cacheprovider").assert_outcomes(passed=2)


def test_a_fault_that_did_not_happen_is_a_warning_at_the_tests_end(pytester: pytest.Pytester) -> None:
    pytester.makepyfile(
        """
        def test_outage(aura_sandbox):
            aura_sandbox.fail(path="/instnaces", status=503)
        """
    )
    result = pytester.runpytest("-W", "default", "-p", "aurakit.sandbox.plugin", "-p", "no:cacheprovider")
    result.assert_outcomes(passed=1, warnings=1)
    result.stdout.fnmatch_lines("*ordered a fault that did not happen: <Fault for 1 more of any method /instnaces>")


def test_without_its_extra_the_command_says_so_in_one_line(tmp_path: Path) -> None:
    (tmp_path / "uvicorn.py").write_text("raise ImportError", encoding="utf-8")
    environment = {"PYTHONPATH": os.pathsep.join([str(tmp_path), str(OVERLAY)])}
    command = [sys.executable, "-m", "aurakit.sandbox"]
    done = subprocess.run(command, env=environment, capture_output=True, text=True, check=False)
    assert done.returncode == 1
    assert done.stderr.splitlines() == ['The sandbox needs uvicorn: pip install "aurakit[sandbox]"']


@pytest.mark.parametrize("missing", ["uvicorn"])
def test_without_its_extra_the_sandbox_says_what_to_install(missing: str) -> None:
    program = f"import sys; sys.modules[{missing!r}] = None\nimport aurakit.sandbox"
    environment = {"PYTHONPATH": str(OVERLAY)}
    done = subprocess.run([sys.executable, "-c", program], env=environment, capture_output=True, text=True, check=False)
    assert done.returncode == 1
    assert done.stderr.strip().endswith('pip install "aurakit[sandbox]"')


def test_the_package_does_not_import_the_sandbox() -> None:
    own = OVERLAY / "aurakit"
    outside = [path for path in own.rglob("*.py") if "sandbox" not in path.parts]
    assert outside
    assert not [
        path for path in outside if "import sandbox" in path.read_text() or ".sandbox import" in path.read_text()
    ]
