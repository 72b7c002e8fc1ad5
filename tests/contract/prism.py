"""Prism, the mock server made by others, on the corrected document; and whether it can be had here.

`package.json` beside this file pins it. To install it, with Node.js 18.20 or newer, in this folder:

    npm install --no-package-lock --no-audit --no-fund --ignore-scripts

Without it the tests that need it are left out, and the end of the test run says so; where `AURAKIT_REQUIRE_PRISM` is
set, as in continuous integration, they fail instead.
"""

from __future__ import annotations

import copy
import json
import os
import shutil
import subprocess
import threading
from pathlib import Path
from typing import Any, Self

from faultserver.actions import REQUEST_ID

FOLDER = Path(__file__).resolve().parent
PROGRAM = FOLDER / "node_modules" / ".bin" / "prism"
PACKAGE = "@stoplight/prism-cli"
ELSEWHERE = "https://moved.example/v1"
START_SECONDS = 60.0
LISTENING = "Prism is listening on "


def problem() -> str | None:
    """Why Prism cannot be started, or None."""
    if shutil.which("node") is None:
        return "node is not on the PATH"
    wanted = json.loads((FOLDER / "package.json").read_text(encoding="utf-8"))["dependencies"][PACKAGE]
    installed = FOLDER / "node_modules" / PACKAGE / "package.json"
    if not installed.is_file() or not PROGRAM.exists():
        return f"{PACKAGE} {wanted} is not installed in tests/contract (npm install there)"
    found = json.loads(installed.read_text(encoding="utf-8"))["version"]
    return None if found == wanted else f"{PACKAGE} {found} is installed in tests/contract, and {wanted} wanted"


def left_out() -> str | None:
    """Why the tests with Prism are left out, or None: they run, and fail where they must not be left out."""
    return None if os.environ.get("AURAKIT_REQUIRE_PRISM") else problem()


def served(document: dict[str, Any], version: str) -> dict[str, Any]:
    """`document` as it is served: under its version, with the request id that every response has, and with an address
    that redirects lead to, where Prism would make one up."""
    result = copy.deepcopy(document)
    result["paths"] = {f"/{version}{path}": item for path, item in result["paths"].items()}
    operations = [one for item in result["paths"].values() for verb, one in item.items() if verb != "parameters"]
    responses = [response for operation in operations for response in operation["responses"].values()]
    for response in (*responses, *result["components"].get("responses", {}).values()):
        if "$ref" not in response:
            headers = response.setdefault("headers", {})
            headers.setdefault("X-Request-Id", {"schema": {"type": "string", "example": REQUEST_ID}})
            if "Location" in headers:
                headers["Location"] = {"schema": {"type": "string", "example": ELSEWHERE}}
    return result


def command_for(document: Path) -> list[str]:
    """What starts it, at a port that is free."""
    return ["node", str(PROGRAM), "mock", "--errors", "--host", "127.0.0.1", "--port", "0", str(document)]


class Prism:
    """A running Prism; `url` is where."""

    def __init__(self, document: Path) -> None:
        """document: what it serves. Requests that do not fit it are answered with an error."""
        environment = {**os.environ, "NO_COLOR": "1", "FORCE_COLOR": "0"}
        self._process = subprocess.Popen(
            command_for(document),
            stdout=subprocess.PIPE,
            stderr=subprocess.STDOUT,
            text=True,
            encoding="utf-8",
            env=environment,
        )
        self._said: list[str] = []
        self._ready = threading.Event()
        self._reader = threading.Thread(target=self._read, daemon=True)
        self.url = ""

    def _read(self) -> None:
        assert self._process.stdout is not None
        for line in self._process.stdout:
            self._said.append(line)
            if LISTENING in line and not self.url:
                self.url = line.rpartition(LISTENING)[2].strip()
                self._ready.set()
        self._ready.set()  # it ended

    def __enter__(self) -> Self:
        self._reader.start()
        self._ready.wait(START_SECONDS)
        if not self.url:
            self.__exit__()
            raise RuntimeError(f"Prism did not start:\n{''.join(self._said)[-2000:]}")
        return self

    def __exit__(self, *_: object) -> None:
        self._process.kill()
        self._process.wait()
        self._reader.join(timeout=5)
        if self._process.stdout is not None:
            self._process.stdout.close()
