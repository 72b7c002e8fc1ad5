"""Programs by others, unchanged and from the package index, drive the sandbox over a real socket.

A calm sandbox responds as the real API usually does, so everything must pass. The default one is awkward, and what then
fails is their own: `CAUSES` says why, and the README beside this file has it as a table.
"""

from __future__ import annotations

import json
import re
import subprocess
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import pytest

from aurakit.sandbox import Awkwardness, Sandbox
from programs import environments
from programs.environments import PROGRAMS, driver_of, python_of

MODES = {"calm": Awkwardness.off(), "default": Awkwardness()}
LONGEST = 170.0  # seconds
TIME_SCALE = 100.0  # minutes of creating are seconds; the programs poll ten times a second
README = Path(__file__).with_name("README.md")

_GONE = "asks for 404 after a deletion, and takes 410 for a failure"
_EMPTY = "wants an instance in the response to a change, which can be `{}` or empty"
CAUSES: dict[str, dict[str, str]] = {
    "aura-cli": {_EMPTY: r"AssertionError: Error: An unexpected error occurred"},
    "aura-python-sdk": {
        _GONE: r"AuraAPIError: API error \(status 410\)",
        _EMPTY: r"AuraResponseError: (unexpected response shape: missing 'data'|response body is not valid JSON)",
        "wants `tenant_id` in a session, which can have `project_id` alone": (
            r"AuraResponseError: unexpected response shape at tenant_id"
        ),
        "wants `type` in an instance, which a business-critical one can lack": (
            r"AuraResponseError: unexpected response shape at type"
        ),
    },
    "graphdatascience": {
        _GONE: r"AuraApiError: Request for \S+ failed with status code 410",
        "wants every field of a session, each of which can be absent": r"(KeyError|TypeError|AttributeError): ",
    },
    "mcp-neo4j-aura-manager": {_EMPTY: r"AssertionError: API request failed: Expecting value"},
    "neo4j-cli": {_EMPTY: r"AssertionError: Error: unexpected response from Aura API: unexpected end of JSON input"},
    "neo4j-aura-sdk": {
        _GONE: r"AuraApiException: errors=\[AuraError\(message='DB is deleted",
        _EMPTY: r"ValidationError: 1 validation error for InstanceResponse\ndata\n  Field required",
    },
}

Outcomes = dict[str, str]


def drive(program: str, mode: str) -> Outcomes:
    """What the steps of a program came to, by name."""
    # The MCP server asks for a token with every call, so that the fifteenth call an hour would be its last.
    token_limit = None if program == "mcp-neo4j-aura-manager" else 15
    with Sandbox(time_scale=TIME_SCALE, awkwardness=MODES[mode], token_limit=token_limit) as sandbox:
        given = (sandbox.base_url, sandbox.client_id, sandbox.client_secret, sandbox.project_id)
        started = subprocess.Popen(
            [python_of(program), driver_of(program), *given], stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True
        )
        try:
            output, errors = started.communicate(timeout=LONGEST)
        except subprocess.TimeoutExpired:
            started.kill()
            output, errors = started.communicate()
            errors += f"It was not done after {LONGEST} s."
    lines = [json.loads(line) for line in output.splitlines() if line.startswith("{")]
    found = {line["step"]: line["outcome"] for line in lines}
    return found if started.returncode == 0 else {**found, "exit": errors[-2_000:]}


@pytest.fixture(scope="module")
def outcomes() -> dict[tuple[str, str], Outcomes]:
    """What all programs came to in both modes. They mostly wait, so all run at once."""
    problem = environments.problem()
    assert problem is None, problem
    pairs = [(program, mode) for program in PROGRAMS for mode in MODES]
    with ThreadPoolExecutor(len(pairs)) as pool:
        return dict(zip(pairs, pool.map(lambda pair: drive(*pair), pairs), strict=True))


@pytest.mark.parametrize("program", PROGRAMS)
def test_everything_that_a_program_does_passes_on_a_calm_sandbox(
    outcomes: dict[tuple[str, str], Outcomes], program: str
) -> None:
    found = outcomes[program, "calm"]
    assert {"token and list", "create", "wait", "delete"} <= found.keys()
    assert found == dict.fromkeys(found, "ok")


@pytest.mark.parametrize("program", PROGRAMS)
def test_what_fails_for_a_program_on_the_default_sandbox_is_known_to_be_its_own(
    outcomes: dict[tuple[str, str], Outcomes], program: str
) -> None:
    found = outcomes[program, "default"]
    assert [found.get(step) for step in ("token and list", "create", "wait")] == ["ok"] * 3
    known = re.compile("|".join(CAUSES[program].values()))
    failed = {step: text for step, text in found.items() if text != "ok" and not text.startswith("left out without ")}
    assert {step: text for step, text in failed.items() if not known.match(text)} == {}
