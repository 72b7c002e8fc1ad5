"""`python -m aurakit.sandbox`: a sandbox until Ctrl-C; its address and credentials are printed as environment lines."""

from __future__ import annotations

import argparse
import os
import signal
import sys
import threading
from typing import TYPE_CHECKING

from . import Awkwardness, Sandbox

if TYPE_CHECKING:
    from collections.abc import Sequence
    from types import FrameType


def main(arguments: Sequence[str] | None = None) -> int:
    """Serve until Ctrl-C or SIGTERM; returns the exit status."""
    options = _parser().parse_args(arguments)
    try:
        sandbox = Sandbox(
            port=options.port,
            time_scale=options.time_scale,
            seed=options.seed,
            awkwardness=Awkwardness.off() if options.calm else Awkwardness(),
        )
    except (OSError, OverflowError, ValueError) as error:
        at = f"port {options.port}: " if isinstance(error, OSError) else ""
        sys.stderr.write(f"error: {at}{error}\n")
        return 1
    signal.signal(signal.SIGTERM, _interrupt)
    try:
        with sandbox:
            sys.stdout.write(environment_lines(sandbox, windows=os.name == "nt"))
            sys.stdout.flush()
            forever = threading.Event()
            while not forever.wait(1.0):  # with an end: on Windows Ctrl-C does not reach a wait without one
                pass
    except KeyboardInterrupt:
        sys.stderr.write("\n")
    return 0


def environment_lines(sandbox: Sandbox, *, windows: bool) -> str:
    """What to paste into a shell (PowerShell on Windows)."""
    form = '$env:{} = "{}"\n' if windows else "export {}={}\n"
    lines = "".join(form.format(name, value) for name, value in sandbox.env().items())
    return f"{lines}# The project is {sandbox.project_id}. Ctrl-C ends the sandbox.\n"


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(
        prog="python -m aurakit.sandbox", description="A local Aura API v1 for tests and first steps, until Ctrl-C."
    )
    parser.add_argument("--port", type=int, default=0, help="the port; a free one if not given")
    parser.add_argument(
        "--time-scale",
        type=float,
        default=1.0,
        metavar="X",
        help="how much faster than real its time is; 1 if not given",
    )
    parser.add_argument("--seed", type=int, default=0, help="ids, durations and answers are the same for the same seed")
    parser.add_argument("--calm", action="store_true", help="without the awkwardness of the real API")
    return parser


def _interrupt(_signal: int, _frame: FrameType | None) -> None:
    raise KeyboardInterrupt


if __name__ == "__main__":
    sys.exit(main())
