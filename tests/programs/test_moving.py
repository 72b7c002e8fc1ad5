"""What the page on moving over says of the errors of other clients is what they raise, and so of ours."""

from __future__ import annotations

import json
import os
import subprocess
from concurrent.futures import ThreadPoolExecutor
from contextlib import ExitStack
from pathlib import Path
from typing import Any

import pytest

from aurakit import Aura, AuraError
from aurakit.sandbox import Awkwardness, Sandbox
from programs.drivers.situations import NO_JSON, NOBODY, SLOW, STATUSES
from programs.environments import FOLDER, python_of
from support.ports import free_port

PAGE = Path(__file__).resolve().parents[2] / "docs" / "moving.md"
PROGRAMS = ("aura-python-sdk", "neo4j-aura-sdk", "graphdatascience")
ERRORS = {"errors": [{"message": "refused", "reason": "for-a-reason"}]}


def table() -> dict[str, list[str]]:
    """The table of errors on the page: by situation the class of each program's, and ours."""
    lines = PAGE.read_text(encoding="utf-8").splitlines()
    start = next(at for at, line in enumerate(lines) if line.startswith("| what happens | `aura-python-sdk` |"))
    rows = {}
    for line in lines[start + 2 :]:
        if not line.startswith("|"):
            break
        situation, *classes = (cell.strip() for cell in line.strip("|").split("|"))
        rows[situation.strip("`")] = [cell.strip("`") for cell in classes]
    return rows


@pytest.fixture(scope="module")
def closed_port() -> str:
    return f"http://127.0.0.1:{free_port()}"


def prepared(token_limit: int | None = 15) -> Sandbox:
    """A sandbox that responds to the ids of the situations with what they are for."""
    sandbox = Sandbox(awkwardness=Awkwardness.off(), token_limit=token_limit)
    for status, instance_id in STATUSES.items():
        sandbox.fail(method="GET", path=f"/instances/{instance_id}", status=int(status), body=ERRORS, times=10)
    sandbox.fail(method="GET", path=f"/instances/{SLOW}", delay=2.0)
    sandbox.fail(method="GET", path=f"/instances/{NO_JSON}", status=200, body="<html>Log in</html>")
    return sandbox


def raised_by(program: str, closed_port: str) -> dict[str, str]:
    script = FOLDER / "drivers" / f"{program.replace('-', '_')}_errors.py"
    with prepared() as sandbox:
        given = (sandbox.base_url, sandbox.client_id, sandbox.client_secret, closed_port)
        environment = {name: value for name, value in os.environ.items() if "CLIENT" not in name}
        done = subprocess.run(
            [python_of(program), script, *given],
            env=environment, capture_output=True, text=True, timeout=120.0, check=False,
        )  # fmt: skip
    assert done.stdout, done.stderr[-2_000:]
    found: dict[str, str] = json.loads(done.stdout.splitlines()[-1])
    return found


@pytest.fixture(scope="module")
def raised(closed_port: str) -> dict[str, dict[str, str]]:
    with ThreadPoolExecutor(len(PROGRAMS)) as pool:
        return dict(zip(PROGRAMS, pool.map(lambda program: raised_by(program, closed_port), PROGRAMS), strict=True))


@pytest.mark.parametrize("program", PROGRAMS)
def test_the_page_says_what_a_program_raises(raised: dict[str, dict[str, str]], program: str) -> None:
    place = PROGRAMS.index(program)
    assert {situation: classes[place] for situation, classes in table().items()} == raised[program]


def ours(call: Any) -> str:
    with pytest.raises(AuraError) as caught:
        call()
    return type(caught.value).__name__


def test_the_page_says_what_is_raised_here(closed_port: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    for name in [name for name in os.environ if "AURA" in name]:
        monkeypatch.delenv(name)
    monkeypatch.setenv("HOME", str(tmp_path))
    monkeypatch.setenv("XDG_CONFIG_HOME", str(tmp_path))
    with prepared() as sandbox, ExitStack() as stack:
        aura = stack.enter_context(sandbox.client(max_retries=0, timeout=10.0))
        refused = stack.enter_context(Aura(*NOBODY, base_url=sandbox.base_url))
        nowhere = stack.enter_context(Aura(*NOBODY, base_url=closed_port, max_retries=0))
        found = {status: ours(lambda one=one: aura.instances.get(one)) for status, one in STATUSES.items()}
        found |= {
            "credentials refused": ours(refused.projects.list),
            "no connection": ours(nowhere.projects.list),
            "timeout": ours(lambda: aura.with_options(timeout=0.3).instances.get(SLOW)),
            "response is not JSON": ours(lambda: aura.instances.get(NO_JSON)),
            "no credentials": ours(Aura),
        }
    assert {situation: classes[-1] for situation, classes in table().items()} == found
