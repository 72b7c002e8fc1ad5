"""The command line: runs a sandbox until Ctrl-C or SIGTERM, or compares a recorded session with the sandbox."""

from __future__ import annotations

import argparse
import os
import signal
import sys
import threading
from pathlib import Path
from typing import TYPE_CHECKING

from . import Awkwardness, Sandbox

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence
    from types import FrameType

GRACE_SECONDS = 5.0
"""Seconds that requests in progress may take after SIGTERM."""


def main(arguments: Sequence[str] | None = None) -> int:
    """Run the command; returns the exit status."""
    given = list(sys.argv[1:] if arguments is None else arguments)
    if given[:1] == ["compare"]:
        from .compare import main as compare

        return compare(given[1:])
    return serve(given)


def serve(arguments: Sequence[str]) -> int:
    """Serve until Ctrl-C or SIGTERM: 0, or 1 if it cannot be started."""
    options = _parser().parse_args(arguments)
    try:
        sandbox = Sandbox(
            host=options.host,
            port=options.port,
            tls=options.tls,
            time_scale=options.time_scale,
            seed=options.random_seed,
            state=options.seed,
            awkwardness=Awkwardness.off() if options.calm else None,
            control=not options.no_control,
            request_limit=None if options.no_limits else 125,
            token_limit=None if options.no_limits else 15,
        )
    except (OSError, OverflowError, ValueError, ImportError) as error:
        at = f"{options.host}:{options.port}: " if isinstance(error, OSError) and not error.filename else ""
        sys.stderr.write(f"error: {at}{error}\n")
        return 1
    _serve_until_stopped(sandbox, options.ready_file)
    return 0


def _serve_until_stopped(sandbox: Sandbox, ready_file: Path | None) -> None:
    stopped = threading.Event()

    def stop(_signal: int, _frame: FrameType | None) -> None:
        stopped.set()

    former = {number: signal.signal(number, stop) for number in (signal.SIGINT, signal.SIGTERM)}
    try:
        sandbox.start()
        sys.stdout.write(environment_lines(sandbox, windows=os.name == "nt"))
        sys.stdout.flush()
        if ready_file is not None:
            _write(ready_file, sandbox)
        while not stopped.wait(1.0):  # with a timeout: on Windows Ctrl-C does not interrupt a wait without one
            pass
    finally:
        if ready_file is not None:
            ready_file.unlink(missing_ok=True)
        sandbox.close(grace=GRACE_SECONDS)
        _restore(former)


def _restore(former: dict[signal.Signals, Callable[[int, FrameType | None], object] | int | None]) -> None:
    for number, handler in former.items():
        signal.signal(number, handler)


def environment_lines(sandbox: Sandbox, *, windows: bool) -> str:
    """Lines to paste into a shell (PowerShell on Windows)."""
    form = '$env:{} = "{}"\n' if windows else "export {}={}\n"
    lines = [form.format(name, value) for name, value in sandbox.env().items()]
    if sandbox.ca_file is not None:
        lines.append(form.format("NODE_EXTRA_CA_CERTS", sandbox.ca_file))
        lines.append(f"# Java: keytool -importcert -noprompt -alias sandbox -file {sandbox.ca_file} \\\n")
        lines.append("#         -keystore sandbox.p12 -storepass changeit\n")
        lines.append(
            "#       java -Djavax.net.ssl.trustStore=sandbox.p12 -Djavax.net.ssl.trustStorePassword=changeit …\n"
        )
    lines.append(f"# The project is {sandbox.project_id}. Ctrl-C ends the sandbox.\n")
    return "".join(lines)


def _write(path: Path, sandbox: Sandbox) -> None:
    """Write the environment to a file atomically, so that a program waiting for the file never reads part of it."""
    text = "".join(f"{name}={value}\n" for name, value in sandbox.env().items())
    fresh = path.with_name(f".{path.name}.{os.getpid()}")
    fresh.touch(mode=0o600)
    fresh.write_text(text, encoding="utf-8")
    fresh.replace(path)


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(
        prog="python -m aurakit.sandbox",
        description="Run a local Aura API with all of its versions, for tests and first steps, until Ctrl-C.",
        epilog="`python -m aurakit.sandbox compare cassette.yaml` compares a recorded session with the sandbox.",
    )
    add = parser.add_argument
    add("--host", default="127.0.0.1", help="the address to listen on; 0.0.0.0 for all (default: %(default)s)")
    add("--port", type=int, default=0, help="the port (default: a free one)")
    add("--tls", action="store_true", help="use HTTPS, with a newly created certificate authority")
    add("--seed", type=Path, metavar="FILE", help="a YAML file with what exists at the start")
    add("--random-seed", type=int, default=0, metavar="N", help="the same number gives the same ids and durations")
    add(
        "--time-scale",
        type=float,
        default=1.0,
        metavar="X",
        help="how many times faster than real time it runs (default: 1)",
    )
    add("--calm", action="store_true", help="without the difficult behaviour of the real API")
    add("--no-limits", action="store_true", help="without limits on requests per minute and tokens per hour")
    add("--no-control", action="store_true", help="without /_sandbox/, except the health endpoint")
    add(
        "--ready-file",
        type=Path,
        metavar="FILE",
        help="a file for the environment variables, written once the sandbox is ready and removed when it ends",
    )
    return parser
