"""The command `python -m aurakit` itself: lines and JSON, exit status, wrong usage, and how it ends."""

from __future__ import annotations

import json
import subprocess
import sys
from typing import TYPE_CHECKING

import pytest

from aurakit.cli.doctor import Check
from aurakit.cli.main import main
from aurakit.sandbox import Project, Sandbox
from faultserver import FaultServer, Silence
from support.commands import COMMAND, SECRET, at, surroundings
from support.ctrl_c import press_ctrl_c

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    from support.commands import Finding


# ------------------------------------------------------------------------------------------------ what it writes


def test_programs_get_the_same_as_json(doctor: Callable[..., Finding], sandbox: Sandbox) -> None:
    found = doctor("--json", **sandbox.env())
    assert (found.status, found.errors) == (0, "")
    assert json.loads(found.output)["ok"] is True
    assert {check["state"] for check in found.json.values()} == {"ok"}
    assert found.json["projects"]["facts"]["count"] == 1
    projects = next(one for one in sandbox.requests if one.path == "/v1/tenants")  # those of the betas follow
    assert found.json["request id"]["facts"]["request_id"] == projects.request_id
    assert found.json["rate limit"]["facts"] == {"limit": 125, "per": 60.0}


def test_a_name_that_the_console_cannot_show_does_not_end_it(doctor: Callable[..., Finding]) -> None:
    with Sandbox(projects=[Project(name="Größe\u001b[31m→🚀")]) as sandbox:
        found = doctor(**sandbox.env(), PYTHONIOENCODING="ascii")
    assert (found.status, found.errors) == (0, "")
    assert "\u001b" not in found.output


def test_json_says_what_is_wrong_too(doctor: Callable[..., Finding], sandbox: Sandbox) -> None:
    found = doctor("--json", **(sandbox.env() | {"AURA_CLIENT_SECRET": SECRET}))
    assert found.status == 1
    assert json.loads(found.output)["ok"] is False
    token = found.json["token"]
    assert (token["state"], token["facts"]["error"]) == ("wrong", "AuthenticationError")
    assert token["facts"]["status_code"] == 401


@pytest.mark.skipif(sys.platform == "win32", reason="no head there")
def test_it_ends_quietly_when_its_reader_has_seen_enough(tmp_path: Path) -> None:
    command = f"'{COMMAND[0]}' -m aurakit | head -n 0"
    done = subprocess.run(
        ["sh", "-c", command], env=surroundings(tmp_path, {}), capture_output=True, text=True, timeout=60, check=False
    )
    assert (done.stdout, done.stderr) == ("", "")


@pytest.fixture
def examined(monkeypatch: pytest.MonkeyPatch) -> list[Check]:
    """What the command will find out, without looking."""
    checks: list[Check] = [Check("credentials", "ok", "good"), Check("token", "note", "a kept one", {"fresh": False})]
    monkeypatch.setattr("aurakit.cli.doctor.examine", lambda timeout, store, profile: checks)
    return checks


def test_each_check_has_a_line_and_all_have_a_last_one(
    examined: list[Check], capsys: pytest.CaptureFixture[str]
) -> None:
    assert main([]) == 0
    assert capsys.readouterr().out == "ok    credentials  good\nnote  token        a kept one\n\nAll checks passed.\n"
    examined += [Check("projects", "wrong", "none"), Check("request id", "skipped", "not known")]
    assert main([]) == 1
    assert capsys.readouterr().out.endswith("skipped  request id   not known\n\nFailed: projects.\n")


def test_json_has_the_checks_with_their_facts(examined: list[Check], capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["--json"]) == 0
    written = json.loads(capsys.readouterr().out)
    assert written["ok"] is True
    assert written["checks"][1] == {"name": "token", "state": "note", "text": "a kept one", "facts": {"fresh": False}}


# ------------------------------------------------------------------------------------------------ usage


@pytest.mark.parametrize(
    "arguments", [["--no-such-option"], ["--timeout", "0"], ["--timeout", "soon"], ["--json", "extra"]]
)
def test_wrong_usage_has_a_status_of_its_own(doctor: Callable[..., Finding], arguments: list[str]) -> None:
    found = doctor(*arguments)
    assert (found.status, found.output) == (2, "")
    assert found.errors.startswith("usage: python -m aurakit")


@pytest.mark.skipif(sys.platform == "win32", reason="no way to send Ctrl-C to one process there")
def test_ctrl_c_ends_it_with_a_word(tmp_path: Path) -> None:
    with FaultServer() as server:
        server.token_script(Silence(), Silence())
        with subprocess.Popen(
            COMMAND, env=surroundings(tmp_path, at(server.url)), stdout=subprocess.PIPE, stderr=subprocess.PIPE,
            encoding="utf-8",
        ) as process:  # fmt: skip
            while not server.requests and process.poll() is None:
                pass
            output, errors = press_ctrl_c(process)
    assert (process.returncode, output) == (130, "")
    assert errors.strip() == "Stopped. Nothing was changed in Aura."
