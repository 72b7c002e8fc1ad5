"""One use of the installed package, run by the Python of an empty environment: wheel_uses.py EXTRA, or `none`.

scripts/try_wheel.py starts it, with a sandbox in the environment variables. It exits with 0 if the use worked.
"""

from __future__ import annotations

import contextlib
import importlib
import io
import json
import os
import pkgutil
import socket
import subprocess
import sys
import tempfile
import time
from pathlib import Path
from typing import TYPE_CHECKING, Any

import aurakit
from aurakit import Aura, AuraError

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

OPTIONAL = {"aurakit.cli", "aurakit.sandbox", "aurakit.stores.conformance"}
"""Packages in which some modules need an extra."""


class Failed(Exception):
    """The use did not have the expected result."""


def expect(found: object, expected: object) -> None:
    """Raise Failed unless both are equal."""
    if found != expected:
        raise Failed(f"{found!r}, not {expected!r}")


def names(**options: Any) -> list[str]:
    """The projects of the sandbox, by a client with these options."""
    with Aura(**options) as aura:
        return [project.name for project in aura.projects.list()]


def output(*command: str) -> str:
    """What a command prints; a failure raises."""
    done = subprocess.run(command, check=False, capture_output=True, text=True)
    if done.returncode:
        raise Failed(f"{' '.join(command)} exited with {done.returncode}: {done.stdout}{done.stderr}")
    return done.stdout


def without_extras() -> None:
    """A call, the check of a setup, every module that needs no extra, and the error for a missing extra."""
    expect(names(), ["Sandbox"])
    expect(output(sys.executable, "-m", "aurakit").splitlines()[-1], "All checks passed.")
    for module in pkgutil.walk_packages(aurakit.__path__, "aurakit."):
        if not module.name.startswith((*OPTIONAL, "aurakit.__main__")) and "live_display" not in module.name:
            importlib.import_module(module.name)
    for missing, use in (
        ("redis", lambda: names(store=aurakit.RedisStore("redis://127.0.0.1"))),
        ("otel", lambda: names(hooks=[importlib.import_module("aurakit.otel").hook()])),
        ("truststore", lambda: names(verify="system", base_url="https://127.0.0.1:1")),
    ):
        expect(f'pip install "aurakit[{missing}]"' in said_by(use), True)
    for missing, command in (("cli", [aurakit_command()]), ("sandbox", [sys.executable, "-m", "aurakit.sandbox"])):
        done = subprocess.run(command, check=False, capture_output=True, text=True)
        expect((f'pip install "aurakit[{missing}]"' in done.stderr, "Traceback" in done.stderr), (True, False))


def said_by(use: Callable[[], object]) -> str:
    """The text of the error that a use raises."""
    try:
        use()
    except AuraError as error:
        return str(error)
    return ""


def aurakit_command() -> str:
    """The command that was installed beside this Python."""
    return str(Path(sys.executable).parent / ("aurakit.exe" if os.name == "nt" else "aurakit"))


def cli() -> None:
    """The command `aurakit`."""
    expect(output(aurakit_command(), "projects", "list", "--query", "[].name", "--output", "text").strip(), "Sandbox")


def httpx2() -> None:
    """httpx2 in place of httpx."""
    os.environ["AURAKIT_HTTP_LIBRARY"] = "httpx2"
    expect(names(), ["Sandbox"])
    expect("httpx" in sys.modules, False)


def keyring() -> None:
    """A secret that Neo4j's command line stores in the keyring."""
    library: Any = importlib.import_module("keyring")
    secret, client_id = os.environ.pop("AURA_CLIENT_SECRET"), os.environ.pop("AURA_CLIENT_ID")

    class Backend(library.backend.KeyringBackend):  # type: ignore[misc, name-defined, unused-ignore]
        """Has the one secret."""

        priority = 1

        def get_password(self, service: str, username: str) -> str | None:
            """The secret of the entry `main`."""
            return secret if (service, username) == ("neo4j-cli", "aura/main/client-secret") else None

        def set_password(self, service: str, username: str, password: str) -> None:
            """Nothing is written."""
            raise Failed(f"{service}, {username} was written")

    library.set_keyring(Backend())
    with tempfile.TemporaryDirectory() as folder:
        for variable in ("XDG_CONFIG_HOME", "HOME", "LOCALAPPDATA"):
            os.environ[variable] = folder
        below = Path("Library/Preferences") if sys.platform == "darwin" else Path()
        store = Path(folder) / below / "neo4j/cli/credentials.json"
        store.parent.mkdir(parents=True)
        entry = {"name": "main", "client-id": client_id}
        store.write_text(json.dumps({"aura": {"default-credential": "main", "credentials": [entry]}}), encoding="utf-8")
        expect(names(), ["Sandbox"])


def otel() -> None:
    """Spans and metrics, with the OpenTelemetry API but no SDK."""
    expect(names(hooks=[importlib.import_module("aurakit.otel").hook()]), ["Sandbox"])


def progress() -> None:
    """A live line on a stream that claims to be a terminal."""

    class Terminal(io.StringIO):
        """Says so."""

        def isatty(self) -> bool:
            """Whether it is a terminal."""
            return True

    os.environ["TERM"] = "xterm"
    terminal = Terminal()
    with Aura() as aura:
        created = aura.instances.ensure(
            name="progress",
            tenant_id=aura.projects.list()[0].id,
            type="professional-db",
            version="5",
            memory="2GB",
            cloud_provider="gcp",
            region="europe-west1",
        )
        aura.wait(created, on_poll=aurakit.progress(terminal))
    expect(("progress" in terminal.getvalue(), "\x1b[" in terminal.getvalue()), (True, True))


@contextlib.contextmanager
def redis_server() -> Iterator[str]:
    """The URL of a Redis that stops at the end of the block; redis-server must be on the PATH."""
    with socket.create_server(("127.0.0.1", 0)) as free:
        port = str(free.getsockname()[1])
    process = subprocess.Popen(
        ["redis-server", "--port", port, "--bind", "127.0.0.1", "--save", ""], stdout=subprocess.DEVNULL
    )
    try:
        for _ in range(100):
            with contextlib.suppress(OSError), socket.create_connection(("127.0.0.1", int(port)), 1.0):
                break
            time.sleep(0.1)
        yield f"redis://127.0.0.1:{port}"
    finally:
        process.terminate()
        process.wait()


def redis() -> None:
    """A token in a Redis."""
    with redis_server() as url:
        expect(names(store=aurakit.RedisStore(url)), ["Sandbox"])
        checked = output(sys.executable, "-m", "aurakit", "--store", url)
        expect(checked.splitlines()[-1], "All checks passed.")


def sandbox() -> None:
    """A sandbox in this process, and the command."""
    library: Any = importlib.import_module("aurakit.sandbox")
    with library.Sandbox() as own, own.client() as aura:
        expect([project.name for project in aura.projects.list()], ["Sandbox"])
    expect("--time-scale" in output(sys.executable, "-m", "aurakit.sandbox", "--help"), True)


def truststore() -> None:
    """The operating system's trust store, which OpenSSL takes from a variable."""
    sandboxes: Any = importlib.import_module("aurakit.sandbox")
    with sandboxes.Sandbox(tls=True) as own:
        os.environ.update(own.env())
        expect(names(verify="system"), ["Sandbox"])
        expect("not trusted" in said_by(lambda: names(verify="certifi", max_retries=0)), True)


USES: dict[str, Callable[[], None]] = {
    "none": without_extras,
    "cli": cli,
    "httpx2": httpx2,
    "keyring": keyring,
    "otel": otel,
    "progress": progress,
    "redis": redis,
    "sandbox": sandbox,
    "truststore": truststore,
}

if __name__ == "__main__":
    USES[sys.argv[1]]()
