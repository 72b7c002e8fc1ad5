"""Install the wheel into empty environments and use it once in each.

    try_wheel.py [--python PYTHON]... [--lowest] [EXTRA]...

Builds the wheel, makes an environment for each Python (default: the current one) and each extra (`none`: no
extra; `all`: each one), installs the wheel there with that extra, and runs scripts/wheel_uses.py in it. Nothing of the
checkout can be imported there. With --lowest the dependencies of the extra, or
those of the package if there is none, have the lowest versions that pyproject.toml allows.

Needs a package index, and for the extra `redis` the program redis-server.
"""

from __future__ import annotations

import argparse
import contextlib
import os
import re
import subprocess
import sys
import tempfile
from pathlib import Path
from typing import TYPE_CHECKING

import build_release
from aurakit.sandbox import Durations, Sandbox

if TYPE_CHECKING:
    from collections.abc import Mapping

NEEDS = {"truststore": "truststore,sandbox"}  # its use needs a server with its own certificate
"""Extras that need another extra for their use."""
LOWER_BOUND = re.compile(r"(?P<name>[\w.-]+)>=(?P<version>[\w.]+)")
NONE = "none"


def extras() -> list[str]:
    """The names of the extras, and `none`."""
    return [NONE, *sorted(build_release.project()["optional-dependencies"])]


def lowest(extra: str) -> list[str]:
    """The dependencies of an extra, or without one of the package, each at its lower bound. Not both: an extra can need
    a newer one of the package's own, as httpx2 does.
    """
    project = build_release.project()
    wanted = project["dependencies"] if extra == NONE else project["optional-dependencies"][extra]
    return [f"{found['name']}=={found['version']}" for text in wanted if (found := LOWER_BOUND.match(text))]


def trial(python: str, extra: str, requirements: list[str], folder: Path, environment: Mapping[str, str]) -> str:
    """Install and use the wheel in a new environment below the folder; returns what went wrong, or an empty string."""
    venv = folder / "venv"
    interpreter = venv / ("Scripts/python.exe" if os.name == "nt" else "bin/python")
    quiet = ["--quiet", "--disable-pip-version-check", "--no-input"]
    for command in (
        [python, "-m", "venv", str(venv)],
        [str(interpreter), "-m", "pip", *quiet, "install", *requirements],
        [str(interpreter), "-m", "pip", *quiet, "check"],
        [str(interpreter), "-P", "-W", "error", str(Path(__file__).with_name("wheel_uses.py")), extra],
    ):
        done = subprocess.run(
            command, cwd=folder, env=environment, check=False, capture_output=True, encoding="utf-8", errors="replace"
        )
        if done.returncode:
            return f"{' '.join(command)}\n{done.stdout}{done.stderr}"
    return ""


def surroundings(sandbox: Sandbox, folder: Path) -> dict[str, str]:
    """The environment variables of a trial: no configuration of this checkout or of the user."""
    kept = {name: value for name, value in os.environ.items() if not name.startswith(("AURA", "PYTHON", "NEO4J"))}
    homes = dict.fromkeys(("XDG_CACHE_HOME", "XDG_CONFIG_HOME", "LOCALAPPDATA"), str(folder))
    return kept | homes | sandbox.env()


def try_all(pythons: list[str], chosen: list[str], *, at_lowest: bool) -> list[str]:
    """Try each extra on each Python; returns those that failed."""
    failed = []
    with tempfile.TemporaryDirectory() as built:
        wheel = build_release.build(Path(built))
        for python in pythons:
            for extra in chosen:
                with contextlib.ExitStack() as stack:
                    folder = Path(stack.enter_context(tempfile.TemporaryDirectory()))
                    sandbox = stack.enter_context(Sandbox(time_scale=100.0, durations=Durations.none()))
                    wanted = str(wheel) if extra == NONE else f"{wheel}[{NEEDS.get(extra, extra)}]"
                    pins = lowest(extra) if at_lowest else []
                    problem = trial(python, extra, [wanted, *pins], folder, surroundings(sandbox, folder))
                print(f"{python}, {extra}: {'failed' if problem else 'works'}", flush=True)
                if problem:
                    print(problem, flush=True)
                    failed.append(f"{python}, {extra}")
    return failed


def main(arguments: list[str]) -> int:
    """Exit status 0 if every use worked, otherwise 1."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--python", action="append", help="an interpreter; may be repeated")
    parser.add_argument("extra", nargs="*", choices=[*extras(), "all"], default=NONE)
    parser.add_argument("--lowest", action="store_true", help="install the lowest versions of the dependencies")
    given = parser.parse_args(arguments)
    chosen = given.extra if isinstance(given.extra, list) else [given.extra]
    failed = try_all(given.python or [sys.executable], extras() if "all" in chosen else chosen, at_lowest=given.lowest)
    return 1 if failed else 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
