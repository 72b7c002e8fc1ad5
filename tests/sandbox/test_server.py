"""The sandbox as a process has it: started, stopped, in parallel, from the command line, in pytest, not installed."""

from __future__ import annotations

import itertools
import os
import pydoc
import socket
import ssl
import subprocess
import sys
import threading
import time
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING, Any

import httpx
import pytest
import trustme

from aurakit.sandbox import Awkwardness, Durations, ManualClock, Project, Sandbox, SandboxClock
from aurakit.sandbox.command import environment_lines, main
from sandbox.caller import Caller

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

pytest_plugins = ["pytester"]
OTHER_CA = trustme.CA().cert_pem.bytes().decode()
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


@contextmanager
def served(*options: str, end: str = "SIGINT") -> Iterator[tuple[dict[str, str], list[str]]]:
    """The command, until the block ends: the environment it prints, and its comments."""
    import signal

    command = [sys.executable, "-m", "aurakit.sandbox", *options]
    environment = {"PYTHONPATH": os.pathsep.join([str(OVERLAY), str(OVERLAY.parent / "generated")])}
    with subprocess.Popen(
        command, stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True, env=environment
    ) as process:
        assert process.stdout is not None
        lines: list[str] = []
        while not lines or "Ctrl-C" not in lines[-1]:
            lines.append(process.stdout.readline().strip())
            assert lines[-1], process.communicate()
        exported = [line.removeprefix("export ") for line in lines if line.startswith("export ")]
        try:
            yield dict(line.split("=", 1) for line in exported), [line for line in lines if line.startswith("#")]
            process.send_signal(getattr(signal, end))
            _, errors = process.communicate(timeout=20.0)
            assert (process.returncode, errors.strip()) == (0, "")
        finally:
            process.kill()


def token_from(environment: dict[str, str], **options: Any) -> httpx.Response:
    credentials = (environment["AURA_CLIENT_ID"], environment["AURA_CLIENT_SECRET"])
    url = f"{environment['AURA_BASE_URL']}/oauth/token"
    return httpx.post(url, auth=credentials, data={"grant_type": "client_credentials"}, **options)


@pytest.mark.skipif(sys.platform == "win32", reason="no way to send Ctrl-C to one process there")
def test_the_command_prints_the_environment_serves_and_ends_with_ctrl_c() -> None:
    with served("--calm", "--time-scale", "1000") as (environment, comments):
        assert token_from(environment).status_code == 200
        assert len(comments) == 1


@pytest.mark.skipif(sys.platform == "win32", reason="no way to send a signal to one process there")
def test_the_command_has_a_ready_file_a_seed_and_no_control_if_told(tmp_path: Path) -> None:
    seed, ready = tmp_path / "seed.yaml", tmp_path / "ready.env"
    seed.write_text("projects: [{id: shop}]\ninstances: [{name: orders}]\n", encoding="utf-8")
    options = ["--seed", str(seed), "--ready-file", str(ready), "--no-control"]
    with served(*options, end="SIGTERM") as (environment, [comment]):
        for _ in range(1000):
            if ready.exists():
                break
            time.sleep(0.005)
        assert dict(line.split("=", 1) for line in ready.read_text(encoding="utf-8").splitlines()) == environment
        assert ready.stat().st_mode & 0o777 == 0o600
        assert "shop" in comment
        assert httpx.get(f"{environment['AURA_BASE_URL']}/_sandbox/state").status_code == 404
    assert list(tmp_path.iterdir()) == [seed]


@pytest.mark.skipif(sys.platform == "win32", reason="no way to send a signal to one process there")
def test_a_request_in_progress_is_finished_before_the_command_ends() -> None:
    with ThreadPoolExecutor() as pool, served(end="SIGTERM") as (environment, _):
        control = f"{environment['AURA_BASE_URL']}/_sandbox"
        httpx.post(f"{control}/faults", json={"path": "/oauth/token", "delay": 0.5}).raise_for_status()
        late = pool.submit(token_from, environment)
        while httpx.get(f"{control}/faults").json()["faults"]:
            time.sleep(0.005)
    assert late.result(timeout=10.0).status_code == 200


@pytest.mark.skipif(sys.platform == "win32", reason="no way to send a signal to one process there")
def test_the_command_serves_tls_and_says_how_programs_come_to_trust_it(tmp_path: Path) -> None:
    with served("--tls", "--host", "0.0.0.0") as (environment, comments):
        assert environment["AURA_BASE_URL"].startswith("https://127.0.0.1:")
        assert environment["SSL_CERT_FILE"] == environment["NODE_EXTRA_CA_CERTS"]
        assert "keytool" in comments[0]
        trusting = ssl.create_default_context(cafile=environment["SSL_CERT_FILE"])
        assert token_from(environment, verify=trusting).status_code == 200
        with pytest.raises(httpx.ConnectError, match="CERTIFICATE"):
            token_from(environment, verify=ssl.create_default_context(cadata=OTHER_CA))
    assert not Path(environment["SSL_CERT_FILE"]).exists()


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


@pytest.mark.parametrize("missing", ["trustme", "ruamel.yaml"])
def test_what_only_a_part_needs_is_asked_for_by_name(missing: str, tmp_path: Path) -> None:
    seed = tmp_path / "seed.yaml"
    seed.write_text("instances: []", encoding="utf-8")
    option = "--tls" if missing == "trustme" else f"--seed={seed}"
    program = f"import sys; sys.modules[{missing!r}] = None\n"
    program += f"from aurakit.sandbox.command import main\nsys.exit(main([{option!r}]))"
    environment = {"PYTHONPATH": str(OVERLAY)}
    done = subprocess.run([sys.executable, "-c", program], env=environment, capture_output=True, text=True, check=False)
    assert done.returncode == 1
    assert done.stderr.startswith("error: ")
    assert done.stderr.strip().endswith('pip install "aurakit[sandbox]"')


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


def test_a_test_can_have_a_sandbox_for_each_of_several_projects(pytester: pytest.Pytester) -> None:
    pytester.makepyfile(
        """
        import pytest
        from aurakit.sandbox import Project

        ROOMS = [{"projects": [Project(quota=quota)]} for quota in (1, 2)]

        @pytest.mark.parametrize("aura_sandbox", ROOMS, indirect=True)
        def test_quota(aura_sandbox):
            assert aura_sandbox.projects[0].quota in {1, 2}
        """
    )
    pytester.runpytest("-p", "aurakit.sandbox.plugin", "-p", "no:cacheprovider").assert_outcomes(passed=2)


SESSION_TESTS = """
    import pytest

    @pytest.fixture(scope="session")
    def aura_sandbox_session_options():
        return {"state": {"instances": [{"name": "prepared"}]}}

    @pytest.mark.parametrize("number", range(4))
    def test_each_adds_one(aura_sandbox_session, number):
        assert [one.name for one in aura_sandbox_session.instances] == ["prepared"]
        aura_sandbox_session.add_state({"instances": [{"name": "more"}]})
        assert len({aura_sandbox_session.base_url}) == 1
        aura_sandbox_session.reset()

    def test_another(aura_sandbox_session, aura_sandbox):
        assert aura_sandbox.base_url != aura_sandbox_session.base_url
        assert aura_sandbox.client_id != aura_sandbox_session.client_id
"""


@pytest.mark.parametrize("workers", [(), ("-n", "2")])
def test_all_tests_of_a_run_or_a_worker_can_share_one(pytester: pytest.Pytester, workers: tuple[str, ...]) -> None:
    pytester.makepyfile(SESSION_TESTS)
    run = pytester.runpytest_subprocess if workers else pytester.runpytest
    run("-p", "aurakit.sandbox.plugin", "-p", "no:cacheprovider", *workers).assert_outcomes(passed=5)


def test_the_workers_of_a_run_have_ids_of_their_own(monkeypatch: pytest.MonkeyPatch) -> None:
    def credentials(worker: str) -> tuple[str, str]:
        monkeypatch.setenv("PYTEST_XDIST_WORKER", worker)
        monkeypatch.setattr("aurakit.sandbox.sandbox._ORDINALS", itertools.count())
        sandbox = Sandbox()
        sandbox.close()
        return sandbox.client_id, sandbox.client_secret

    assert credentials("gw0") != credentials("gw1")
    assert credentials("gw0") == credentials("gw0")


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
