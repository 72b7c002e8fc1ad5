"""`python -m aurakit`, run as a user runs it, and what it wrote."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from pathlib import Path
from typing import TYPE_CHECKING, Any, NamedTuple

from .children import python_path

if TYPE_CHECKING:
    from collections.abc import Mapping

ROOT = Path(__file__).resolve().parents[2]
COMMAND = [sys.executable, "-m", "aurakit"]
OURS = ("AURA_", "NEO4J_AURA_", "SSL_CERT_", "HTTP_PROXY", "HTTPS_PROXY", "ALL_PROXY", "NO_PROXY", "XDG_", "PYTHONPATH")
SECRET = "the-secret-of-the-doctor"
ID = "the-id-of-the-doctor"


class Finding(NamedTuple):
    """What the command wrote and returned."""

    status: int
    output: str
    errors: str

    def line(self, name: str) -> str:
        """The line of one check, without its name."""
        for line in self.output.splitlines():
            state, _, rest = line.partition(" ")
            if rest.lstrip().startswith(f"{name} "):
                return f"{state} {rest.lstrip().removeprefix(name).lstrip()}"
        raise AssertionError(f"no line for {name} in {self.output}")

    @property
    def json(self) -> dict[str, Any]:
        return {check["name"]: check for check in json.loads(self.output)["checks"]}


def surroundings(home: Path, more: Mapping[str, str]) -> dict[str, str]:
    """The environment of a user who has set nothing but `more`."""
    plain = {name: value for name, value in os.environ.items() if not name.upper().startswith(OURS)}
    places = {"HOME": str(home), "USERPROFILE": str(home), "LOCALAPPDATA": str(home)}
    return {**plain, **places, "PYTHONPATH": python_path(), "PYTHONIOENCODING": "utf-8", "PYTHON_COLORS": "0", **more}


def run(home: Path, *arguments: str, **environment: str) -> Finding:
    """Run the command with nothing set but the given variables."""
    done = subprocess.run(
        [*COMMAND, *arguments], env=surroundings(home, environment), cwd=home, capture_output=True, encoding="utf-8",
        timeout=60.0, check=False,
    )  # fmt: skip
    assert SECRET not in done.stdout + done.stderr
    return Finding(done.returncode, done.stdout, done.stderr)


def at(url: str) -> dict[str, str]:
    """The variables of a user whose API is at `url`."""
    return {"AURA_BASE_URL": url, "AURA_CLIENT_ID": ID, "AURA_CLIENT_SECRET": SECRET}
