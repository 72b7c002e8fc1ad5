"""The examples that create an instance, each as a process of its own against a sandbox on a fast clock.

The Neo4j driver is stood in for by a module of the same name, put first on the path: a sandbox has no database. What
the example expects of the real one is held against it in one test.
"""

from __future__ import annotations

import json
import os
import re
import socket
import stat
import subprocess
import sys
from importlib.util import module_from_spec, spec_from_file_location
from pathlib import Path
from typing import TYPE_CHECKING, Any, NamedTuple

import neo4j.exceptions
import pytest

from aurakit._auth.credential_files import dotenv_values
from aurakit.sandbox import Durations, Sandbox
from support.children import python_path
from support.ctrl_c import press_ctrl_c

if TYPE_CHECKING:
    from collections.abc import Iterator

ROOT = Path(__file__).resolve().parents[2]
SCALE = 400.0
FOR_EVER = 1e9
PROGRESS = "): creating, expected: up to 10 min"
"""What the progress of a creation begins with, on the standard error stream."""
DRIVER = """
import json, os, pathlib

log = pathlib.Path(os.environ["STUB_LOG"])


class GraphDatabase:
    @staticmethod
    def driver(uri, *, auth):
        return Driver(uri, auth)


class Driver:
    def __init__(self, uri, auth):
        self.tries = 0
        log.write_text(json.dumps([uri, *auth]))

    def __enter__(self):
        return self

    def __exit__(self, *error):
        pass

    def verify_connectivity(self):
        self.tries += 1
        if self.tries <= int(os.environ.get("STUB_FAILURES", "0")):
            raise exceptions.ServiceUnavailable("not yet")


from . import exceptions
"""
EXCEPTIONS = """
class Neo4jError(Exception): pass
class DriverError(Exception): pass
class ServiceUnavailable(DriverError): pass
"""


class Done(NamedTuple):
    """How an example ended, and what it wrote. A carriage return in it is one that was written."""

    code: int
    output: str
    errors: str


def text(written: bytes) -> str:
    return written.decode().replace(os.linesep, "\n")


class Example:
    """Runs one of the examples."""

    def __init__(self, name: str, sandbox: Sandbox, folder: Path) -> None:
        self.folder = folder
        stub = folder / "stub" / "neo4j"
        stub.mkdir(parents=True)
        (stub / "__init__.py").write_text(DRIVER, encoding="utf-8")
        (stub / "exceptions.py").write_text(EXCEPTIONS, encoding="utf-8")
        self.work = folder / "work"
        self.work.mkdir()
        self.log = folder / "log.json"
        self.environment = {
            **os.environ,
            **sandbox.env(),
            "PYTHONPATH": python_path(folder / "stub"),
            "PYTHONUNBUFFERED": "1",
            "PYTHONIOENCODING": "utf-8",
            "STUB_LOG": str(self.log),
        }
        arguments = ["--name", "Instance01", "--tenant-id", sandbox.project_id]
        self.command = [sys.executable, str(ROOT / "examples" / f"{name}.py"), *arguments]

    def run(self, *arguments: str, **environment: str) -> Done:
        done = subprocess.run(
            [*self.command, *arguments], env=self.environment | environment, cwd=self.work, capture_output=True,
            timeout=60.0, check=False,
        )  # fmt: skip
        assert b"Traceback" not in done.stderr, done.stderr.decode()
        return Done(done.returncode, text(done.stdout), text(done.stderr))

    def interrupted(self, seen: str, *arguments: str, **environment: str) -> Done:
        """What one comes to that gets a Ctrl-C once its output, or its standard error, has `seen`."""
        with subprocess.Popen(
            [*self.command, *arguments], env=self.environment | environment, cwd=self.work, stdout=subprocess.PIPE,
            stderr=subprocess.PIPE,
        ) as process:  # fmt: skip
            stream = process.stderr if seen == PROGRESS else process.stdout
            assert stream is not None
            read = b""
            while seen.encode() not in read:
                piece = stream.read(1)
                assert piece, read
                read += piece
            output, errors = press_ctrl_c(process)
        if seen == PROGRESS:
            errors = read + errors
        else:
            output = read + output
        return Done(process.returncode, text(output), text(errors))

    def file(self) -> Path:
        (found,) = self.work.glob("Neo4j-*.env")
        return found

    def values(self) -> dict[str, str]:
        return dotenv_values(self.file().read_text(encoding="utf-8"))


@pytest.fixture
def sandbox() -> Iterator[Sandbox]:
    with Sandbox(time_scale=SCALE, durations=Durations(create=(320.0, 320.0))) as sandbox:
        yield sandbox


@pytest.fixture
def slow() -> Iterator[Sandbox]:
    """One whose creations never end."""
    with Sandbox(time_scale=SCALE, durations=Durations(create=(FOR_EVER, FOR_EVER))) as sandbox:
        yield sandbox


def told(done: Done) -> list[str]:
    """What is on the standard error stream beside the progress of the wait."""
    lines = [line for line in done.errors.splitlines() if line]
    return [line for line in lines if not re.match(r"Instance01 \(|After [0-9]+:", line)]


def is_private(file: Path) -> bool:
    return sys.platform == "win32" or stat.S_IMODE(file.stat().st_mode) == 0o600


# --------------------------------------------------------------------------------------------------- wait_progress


def test_an_instance_is_created_and_waited_for_with_its_credentials_saved(sandbox: Sandbox, tmp_path: Path) -> None:
    example = Example("wait_progress", sandbox, tmp_path)
    done = example.run()
    assert done.code == 0 and told(done) == []
    assert f"Instance01 ({sandbox.instances[0].id}): running after " in done.errors.splitlines()[-1]
    values = example.values()
    (instance,) = sandbox.instances
    assert f"Instance {instance.id} is running at {values['NEO4J_URI']}" in " ".join(done.output.split())
    assert values["AURA_INSTANCEID"] == instance.id and is_private(example.file())
    assert values["NEO4J_PASSWORD"] not in done.output


def test_a_creation_that_fails_is_told_in_one_line(sandbox: Sandbox, tmp_path: Path) -> None:
    sandbox.operations.fail("create")
    done = Example("wait_progress", sandbox, tmp_path).run()
    assert done.code == 1
    (line,) = told(done)
    assert line.startswith("Failed: ") and "loading failed" in line


def test_what_is_not_offered_is_told_in_one_line(sandbox: Sandbox, tmp_path: Path) -> None:
    done = Example("wait_progress", sandbox, tmp_path).run("--memory", "3GB")
    assert done.code == 1 and done.errors.startswith("Failed: ") and done.errors.count("\n") == 1
    assert sandbox.instances.created == 0


def test_ctrl_c_ends_the_progress_with_one_line_and_leaves_the_credentials(slow: Sandbox, tmp_path: Path) -> None:
    example = Example("wait_progress", slow, tmp_path)
    done = example.interrupted(PROGRESS)
    assert done.code == 130
    (line,) = told(done)
    assert line.startswith("Stopped. ")
    assert example.values()["NEO4J_PASSWORD"]


@pytest.mark.parametrize("name", ["wait_progress", "create_and_connect"])
def test_a_folder_that_cannot_be_written_does_not_lose_the_credentials(
    sandbox: Sandbox, tmp_path: Path, name: str
) -> None:
    spare = tmp_path / "spare"
    spare.mkdir()
    places = dict.fromkeys(("TMPDIR", "TEMP", "TMP"), str(spare))
    done = Example(name, sandbox, tmp_path).run("--folder", str(tmp_path / "missing"), **places)
    assert done.code == 0
    assert "the credentials are written to another folder" in done.errors
    (file,) = spare.glob("*/Neo4j-*.env")
    assert str(file) in done.output and is_private(file)


# ---------------------------------------------------------------------------------------------- create_and_connect


def test_from_nothing_to_a_connection(sandbox: Sandbox, tmp_path: Path) -> None:
    example = Example("create_and_connect", sandbox, tmp_path)
    done = example.run("--connect-timeout", "2", STUB_FAILURES="2")
    assert done.code == 0 and told(done) == []
    values = example.values()
    credentials = [values["NEO4J_URI"], values["NEO4J_USERNAME"], values["NEO4J_PASSWORD"]]
    assert json.loads(example.log.read_text(encoding="utf-8")) == credentials
    assert is_private(example.file())
    shown = [done.output.index(text) for text in ("is new", "connecting, ", "Connected to neo4j+s://")]
    assert shown == sorted(shown)
    assert values["NEO4J_PASSWORD"] not in done.output


def test_run_again_it_connects_to_the_same_instance(sandbox: Sandbox, tmp_path: Path) -> None:
    example = Example("create_and_connect", sandbox, tmp_path)
    assert example.run().code == 0
    first = example.log.read_text(encoding="utf-8")
    example.log.unlink()
    done = example.run()
    assert done.code == 0 and "already existed" in done.output
    assert example.log.read_text(encoding="utf-8") == first
    assert sandbox.instances.created == 1


def test_without_the_file_from_the_creation_it_says_why_it_cannot_connect(sandbox: Sandbox, tmp_path: Path) -> None:
    sandbox.client().instances.create(
        name="Instance01", tenant_id=sandbox.project_id, type="free-db", version="5", memory="1GB",
        cloud_provider="gcp", region="europe-west1",
    )  # fmt: skip
    done = Example("create_and_connect", sandbox, tmp_path).run()
    assert done.code == 1
    assert "the password was shown only when the instance was created" in done.errors
    assert len(told(done)) == 1 and sandbox.instances.created == 1


def test_a_database_that_never_accepts_connections_is_told_in_one_line(sandbox: Sandbox, tmp_path: Path) -> None:
    done = Example("create_and_connect", sandbox, tmp_path).run("--connect-timeout", "0.3", STUB_FAILURES="1000")
    assert done.code == 1
    (line,) = told(done)
    assert "Failed: not yet" in line


def test_ctrl_c_while_waiting_ends_it_with_one_line_and_it_can_be_run_again(slow: Sandbox, tmp_path: Path) -> None:
    example = Example("create_and_connect", slow, tmp_path)
    done = example.interrupted(PROGRESS)
    assert done.code == 130
    (line,) = told(done)
    assert "Stopped. " in line
    slow.advance(FOR_EVER)
    assert example.run().code == 0
    assert slow.instances.created == 1


def test_ctrl_c_while_connecting_ends_it_with_one_line(sandbox: Sandbox, tmp_path: Path) -> None:
    example = Example("create_and_connect", sandbox, tmp_path)
    done = example.interrupted("connecting, ", STUB_FAILURES="1000000")
    assert done.code == 130
    (line,) = told(done)
    assert "Stopped. " in line


def test_the_real_driver_fails_the_way_the_example_expects(capsys: pytest.CaptureFixture[str]) -> None:
    with socket.socket() as closed:
        closed.bind(("127.0.0.1", 0))
        port = closed.getsockname()[1]
        with pytest.raises(neo4j.exceptions.ServiceUnavailable):
            loaded("create_and_connect").connect(f"bolt://127.0.0.1:{port}", ("neo4j", "x"), 0.1)
    assert "connecting, " in capsys.readouterr().out


def loaded(name: str) -> Any:
    spec = spec_from_file_location(name, ROOT / "examples" / f"{name}.py")
    assert spec is not None and spec.loader is not None
    module = module_from_spec(spec)
    spec.loader.exec_module(module)
    return module
