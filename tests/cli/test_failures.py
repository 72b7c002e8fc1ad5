"""What goes wrong: one line, what to do, the request id, and an exit status by kind."""

from __future__ import annotations

import inspect
from typing import TYPE_CHECKING

import pytest

from aurakit import errors
from aurakit.cli.failures import STATUSES, line_of, status_of
from cli.conftest import WANTED

if TYPE_CHECKING:
    from cli.conftest import Shell

LEFT_TO_1 = {"AuraError", "APIError", "ClientClosedError", "WaitError"}
CLASSES = [
    one
    for _, one in inspect.getmembers(errors, inspect.isclass)
    if issubclass(one, errors.AuraError) and one is not errors.WaitAllError  # a command writes each error in it
]


@pytest.mark.parametrize("kind", CLASSES, ids=lambda one: one.__name__)
def test_every_kind_of_error_has_an_exit_status(kind: type[errors.AuraError]) -> None:
    status = status_of(kind("What happened."))
    assert (status == 1) == (kind.__name__ in LEFT_TO_1)
    named = [number for number, names in STATUSES if any(issubclass(kind, getattr(errors, name)) for name in names)]
    assert status == (named[0] if named else 1)


def test_an_outcome_that_is_not_known_has_a_status_of_its_own() -> None:
    assert status_of(errors.ServerError("What happened.", outcome_unknown=True)) == 9
    assert status_of(errors.OutcomeUnknownError("What happened.")) == 9


def test_methods_in_an_error_become_commands() -> None:
    error = errors.NotFoundError(
        "None. `aura.instances.list()` lists them;\n`await aura.customer_managed_keys.get(id)`."
    )
    assert line_of(error) == "None. `aurakit instances list` lists them; `aurakit customer-managed-keys get`."


def test_an_error_is_one_line_with_the_request_id(shell: Shell) -> None:
    found = shell("instances", "get", "nope0000")
    assert (found.status, found.output) == (4, "")
    (line,) = found.errors.splitlines()
    assert line.startswith("Error: DB not found: nope0000. ")
    assert "`aurakit instances list` lists those they see." in line
    assert line.endswith(f"Request id: {shell.sandbox.requests[-1].request_id}")


@pytest.mark.parametrize(
    ("status", "expected"), [(400, 2), (401, 3), (402, 5), (403, 5), (404, 4), (405, 1), (409, 6), (503, 8)]
)
def test_a_response_decides_the_exit_status(shell: Shell, status: int, expected: int) -> None:
    shell.sandbox.fail(method="GET", path="/instances", status=status, times=9)
    found = shell("instances", "list", "--timeout", "5")
    assert found.status == expected
    assert f": {status}" in found.errors


def test_a_creation_whose_response_is_lost_is_an_unknown_outcome(shell: Shell) -> None:
    shell.sandbox.fail(method="POST", path="/instances", lose_response=True)
    assert shell("instances", "create", *WANTED, "--tenant-id", shell.sandbox.project_id).status == 9


def test_without_credentials_it_says_where_they_may_be_given(shell: Shell, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.delenv("AURA_CLIENT_ID")
    monkeypatch.delenv("AURA_CLIENT_SECRET")
    found = shell("instances", "list")
    assert found.status == 3
    assert found.errors.startswith("Error: No API credentials found: ")


def test_refused_credentials_are_a_status_of_their_own(shell: Shell, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("AURA_CLIENT_SECRET", "wrong-secret-of-a-test")
    found = shell("instances", "list")
    assert found.status == 3
    assert "wrong-secret" not in found.errors


def test_a_repetition_is_a_warning_and_every_attempt_is_shown_on_request(shell: Shell) -> None:
    shell.sandbox.fail(method="GET", path="/instances", status=503)
    found = shell("instances", "list")
    assert found.status == 0
    (line,) = found.errors.splitlines()
    assert line.startswith("Warning: GET /v1/instances: attempt 1 failed (status 503, ")
    shell.sandbox.fail(method="GET", path="/instances", status=503)
    shown = shell("instances", "list", "--verbose").errors.splitlines()
    assert [line for line in shown if "/v1/instances: attempt 2, 200" in line]


def test_the_end_of_a_version_is_a_warning_on_one_line(shell: Shell) -> None:
    headers = {"X-Tyk-Api-Expires": "Mon, 03 Mar 2031 00:00:00 UTC"}
    shell.sandbox.fail(method="GET", path="/instances", status=200, headers=headers, body={"data": []})
    (line,) = shell("instances", "list").errors.splitlines()
    assert line.startswith("Warning: ")
    assert "2031" in line


@pytest.mark.parametrize("given", ["0", "soon", "-1", "inf"])
def test_a_time_that_is_none_is_wrong_usage(shell: Shell, given: str) -> None:
    found = shell("instances", "list", "--timeout", given)
    assert found.status == 2
    assert "is not a number of seconds above 0" in found.errors


@pytest.mark.parametrize(
    ("words", "line"),
    [
        (
            "instances creat",
            "Error: No such command 'creat'. Did you mean `aurakit instances create`? See `aurakit instances --help`.",
        ),
        ("instances xyz", "Error: No such command 'xyz'. See `aurakit instances --help`."),
        ("projects get", "Error: Missing argument 'TENANT_ID...'. See `aurakit projects get --help`."),
        (
            "instances delete a",
            (
                "Error: `aurakit instances delete` loses data permanently: without a terminal, give --yes. "
                "See `aurakit instances delete --help`."
            ),
        ),
    ],
)
def test_wrong_usage_is_one_line_that_names_the_help(shell: Shell, words: str, line: str) -> None:
    found = shell(*words.split())
    assert found.status == 2
    assert found.errors == f"{line}\n"
