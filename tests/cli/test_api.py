"""`aurakit api`: any request."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING

import pytest

if TYPE_CHECKING:
    from cli.conftest import Shell


def test_a_request_is_sent_as_it_is_and_the_whole_body_is_written(shell: Shell) -> None:
    instance = shell.created()
    assert shell("api", "GET", "/instances").one["data"][0]["id"] == instance
    assert shell("api", "get", f"v1/instances/{instance}", "--query", "data.name", "-o", "text").output == "orders\n"


def test_parameters_and_a_body_are_sent(shell: Shell) -> None:
    instance = shell.created()
    assert shell("api", "GET", "/instances", "--param", "tenantId=elsewhere").one == {"data": []}
    assert shell.sandbox.requests[-1].query == {"tenantId": "elsewhere"}
    found = shell("api", "PATCH", f"/instances/{instance}", "--data", '{"name": "renamed"}')
    assert (found.status, found.one["data"]["name"]) == (0, "renamed")


def test_the_body_may_come_from_standard_input(shell: Shell) -> None:
    instance = shell.created()
    body = json.dumps({"name": "renamed"})
    assert shell("api", "PATCH", f"/instances/{instance}", "--data", "-", given=body).status == 0


@pytest.mark.parametrize(("path", "status"), [("/instances/nope0000", 4), ("/instances/nope0000/nothing", 4)])
def test_a_response_that_is_an_error_is_written_and_ends_with_its_status(shell: Shell, path: str, status: int) -> None:
    found = shell("api", "GET", path)
    assert found.status == status
    assert found.output
    assert found.errors.startswith(f"Error: GET {path}: 404. Request id: ")


def test_a_deletion_needs_a_yes(shell: Shell) -> None:
    instance = shell.created()
    assert shell("api", "DELETE", f"/instances/{instance}").status == 2
    assert shell.state_of(instance) == "running"
    assert shell("api", "DELETE", f"/instances/{instance}", "--yes").status == 0


def test_a_version_without_a_client_is_wrong_usage(shell: Shell) -> None:
    found = shell("api", "GET", "/v9/instances")
    assert found.status == 2
    assert "no client for version v9" in found.errors


def test_what_is_no_json_is_wrong_usage(shell: Shell) -> None:
    found = shell("api", "POST", "/instances", "--data", "{")
    assert found.status == 2
    assert "this is not JSON" in found.errors
    assert shell("api", "POST", "/instances", "--data", "@nowhere.json").status != 0
    assert shell.sandbox.requests == ()
