"""Commands of the versions beside the first: their group, their scope, and that a wait works there too."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING

import pytest

from cli.conftest import Shell
from faultserver import FaultServer, response
from support.commands import at

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from aurakit.sandbox import Sandbox

ORGANIZATION, PROJECT, AGENT = "organization-1", "project-1", "agent-1"
PLACE = f"/v2beta1/organizations/{ORGANIZATION}/projects/{PROJECT}"
ANSWER = {"type": "message", "role": "assistant", "content": [{"type": "text", "text": "42"}], "status": "SUCCESS"}


@pytest.fixture
def server() -> Iterator[FaultServer]:
    with FaultServer() as server:
        yield server


@pytest.fixture
def beta(at_home: Path, server: FaultServer, served: Sandbox, monkeypatch: pytest.MonkeyPatch) -> Shell:
    for name, value in at(server.url).items():
        monkeypatch.setenv(name, value)
    return Shell(served, at_home)


def bodies(server: FaultServer) -> list[tuple[str, str]]:
    return [(one.method, one.path) for one in server.requests if one.path != "/oauth/token"]


def test_organization_and_project_are_options_or_in_the_environment(
    beta: Shell, server: FaultServer, monkeypatch: pytest.MonkeyPatch
) -> None:
    server.script(*[response(200, [])] * 3)
    words = ("v2beta1", "agents", "list")
    assert beta(*words, "--organization-id", ORGANIZATION, "--project-id", PROJECT) == (0, "", "")
    monkeypatch.setenv("AURA_ORGANIZATION_ID", ORGANIZATION)
    monkeypatch.setenv("AURA_PROJECT_ID", "another")
    assert beta(*words, "--project-id", PROJECT).status == 0
    monkeypatch.setenv("AURA_PROJECT_ID", PROJECT)
    assert beta(*words).status == 0
    assert bodies(server) == [("GET", f"{PLACE}/agents")] * 3


def test_a_profile_has_them_too(beta: Shell, server: FaultServer, monkeypatch: pytest.MonkeyPatch) -> None:
    more = ("--organization-id", ORGANIZATION, "--project-id", PROJECT, "--no-keyring")
    beta("credentials", "add", "work", "--client-id", "an-id", "--secret-stdin", *more, given="a-secret-of-a-test")
    server.script(response(200, []))
    assert beta("v2beta1", "agents", "list", "--profile", "work").status == 0
    assert bodies(server) == [("GET", f"{PLACE}/agents")]


def test_without_them_it_says_where_to_give_them(beta: Shell, server: FaultServer) -> None:
    found = beta("v2beta1", "agents", "list")
    assert found.status == 2
    assert "organization_id" in found.errors
    assert bodies(server) == []


def test_an_agent_is_asked_with_plain_text_or_json(
    beta: Shell, server: FaultServer, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("AURA_ORGANIZATION_ID", ORGANIZATION)
    monkeypatch.setenv("AURA_PROJECT_ID", PROJECT)
    server.script(*[response(200, ANSWER)] * 2)
    first = beta("v2beta1", "agents", "invoke", AGENT, "--input", "How many?", "--timeout", "200")
    assert (first.status, first.one["content"]) == (0, ANSWER["content"]), first.errors
    messages = [{"role": "user", "content": "How many?"}]
    assert beta("v2beta1", "agents", "invoke", AGENT, "--input", json.dumps(messages)).status == 0
    sent = [one.body for one in server.requests if one.path.endswith("/invoke")]
    assert sent == [{"input": "How many?"}, {"input": messages}]


def test_a_list_that_comes_in_pages_is_written_whole(
    beta: Shell, server: FaultServer, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("AURA_ORGANIZATION_ID", ORGANIZATION)
    monkeypatch.setenv("AURA_PROJECT_ID", PROJECT)
    following = f"https://api.neo4j.io{PLACE}/activity-feed?page_token=second"
    server.script(
        response(200, {"data": [{"id": "first"}], "links": {"next": following}}),
        response(200, {"data": [{"id": "second"}], "links": {}}),
    )
    span = ("--start", "2026-11-01T00:00:00Z", "--end", "2026-11-28T00:00:00Z")
    found = beta("v2beta1", "activity-feed", "get-project", *span, "--query", "[].id")
    assert (found.status, found.lines) == (0, ["first", "second"]), found.errors


def test_an_operation_of_another_version_is_waited_for(
    beta: Shell, server: FaultServer, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("aurakit._client.state.Clock", lambda: beta.sandbox.clock)
    api = {
        "id": "api-1", "name": "shop", "status": "paused", "url": "https://api-1.example.com/graphql",
        "type_definitions": "", "features": {"subgraph": False}, "security": {"cors_policy": {"allowed_origins": []}},
    }  # fmt: skip
    server.script(
        response(202, {"data": {**api, "status": "resuming"}}),
        response(200, {"data": {**api, "status": "resuming"}}),
        response(200, {"data": {**api, "status": "ready"}}),
    )
    found = beta("v1beta5", "data-apis", "resume", "ab12cd34", "api-1", "--wait")
    assert (found.status, found.one["status"]) == (0, "ready"), found.errors
    assert bodies(server)[0] == ("POST", "/v1beta5/instances/ab12cd34/data-apis/graphql/api-1/resume")


def test_another_version_can_be_sent_anything_too(beta: Shell, server: FaultServer) -> None:
    server.script(response(200, {"data": [{"id": ORGANIZATION}]}))
    found = beta("api", "GET", "/v2beta1/organizations")
    assert (found.status, found.one) == (0, {"data": [{"id": ORGANIZATION}]})
    assert bodies(server) == [("GET", "/v2beta1/organizations")]
