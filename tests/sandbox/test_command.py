"""`python -m aurakit.sandbox`: what it prints, how it ends, and what it says where something is missing."""

from __future__ import annotations

import os
import ssl
import subprocess
import sys
import time
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest
import trustme

from aurakit.sandbox import Sandbox
from aurakit.sandbox.command import environment_lines, main
from support.http_library import httpx

if TYPE_CHECKING:
    from collections.abc import Iterator

OTHER_CA = trustme.CA().cert_pem.bytes().decode()
OVERLAY = Path(__file__).resolve().parents[2] / "overlay"


def test_the_environment_of_a_client_is_at_hand() -> None:
    with Sandbox() as sandbox:
        lines = environment_lines(sandbox, windows=False).splitlines()
        assert lines[:5] == [f"export {name}={value}" for name, value in sandbox.env().items()]
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
