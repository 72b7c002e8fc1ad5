"""The ids that a client holds for its requests: where they come from, which wins, what is said when there is none."""

from __future__ import annotations

from typing import Any

import pytest

from aurakit import Aura, ConfigurationError, InvalidArgumentError, v1beta5, v2beta1
from aurakit._client.scope import scope_of
from aurakit._client.version import Version
from aurakit.v2beta1.client import VERSION
from faultserver import FaultServer, response
from support.driving import Driver, both, both_of, options_for

IDS = {"organization_id": "org-1", "project_id": "pro-1"}
AGENTS = "/v2beta1/organizations/{}/projects/{}/agents"
V1 = Version("v1", dict, lambda _: None, passes_on=frozenset(IDS))


@pytest.fixture(autouse=True)
def _no_ids_in_the_environment(monkeypatch: pytest.MonkeyPatch) -> None:
    for variable in VERSION.scope.values():
        monkeypatch.delenv(variable, raising=False)


def path_of(driver: Driver, call: Any, **options: Any) -> str:
    """The path of the one request that a call makes."""
    with FaultServer(default=response(200, [])) as server:
        driver.run(server.url, call, **options)
        (received,) = server.calls()
        return received.path


@both_of(v2beta1)
def test_a_request_takes_the_ids_of_its_client(driver: Driver) -> None:
    assert path_of(driver, lambda aura: aura.agents.list(), **IDS) == AGENTS.format("org-1", "pro-1")


@both_of(v2beta1)
def test_an_id_given_to_a_method_wins(driver: Driver) -> None:
    assert path_of(driver, lambda aura: aura.agents.list(project_id="other"), **IDS) == AGENTS.format("org-1", "other")


@both_of(v2beta1)
def test_with_options_changes_one_id_and_keeps_the_other(driver: Driver) -> None:
    path = path_of(driver, lambda aura: aura.with_options(project_id="pro-2").agents.list(), **IDS)
    assert path == AGENTS.format("org-1", "pro-2")


@both_of(v2beta1)
def test_other_options_leave_the_ids_alone(driver: Driver) -> None:
    path = path_of(driver, lambda aura: aura.with_options(timeout=5.0, max_retries=0).agents.list(), **IDS)
    assert path == AGENTS.format("org-1", "pro-1")


@both_of(v2beta1)
def test_the_environment_has_the_ids_that_were_not_given(driver: Driver, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("AURA_ORGANIZATION_ID", "env-org")
    monkeypatch.setenv("AURA_PROJECT_ID", "env-pro")
    assert path_of(driver, lambda aura: aura.agents.list()) == AGENTS.format("env-org", "env-pro")
    assert path_of(driver, lambda aura: aura.agents.list(), project_id="pro-1") == AGENTS.format("env-org", "pro-1")


@both
def test_a_sibling_takes_the_ids_of_its_client_then_those_of_the_environment(
    driver: Driver, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("AURA_PROJECT_ID", "env-pro")
    path = path_of(driver, lambda aura: aura.v2beta1.agents.list(), organization_id="org-1")
    assert path == AGENTS.format("org-1", "env-pro")


@both_of(v2beta1)
def test_no_id_anywhere_is_an_error_that_says_where_to_give_it(driver: Driver) -> None:
    with FaultServer() as server:
        error = driver.fails(server.url, InvalidArgumentError, lambda aura: aura.agents.list(organization_id="o"))
        assert server.requests == []
    for place in ("list_agents of v2beta1 needs project_id", "`project_id=…`", "with_options", "AURA_PROJECT_ID"):
        assert place in str(error)


@both_of(v2beta1)
@pytest.mark.parametrize("value", ["a/b", "..", "", "a\nb"], ids=repr)
def test_an_id_that_would_be_another_path_is_refused_wherever_it_is_given(
    driver: Driver, value: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    with FaultServer() as server:
        driver.fails(
            server.url, InvalidArgumentError, lambda aura: aura.agents.list(organization_id="o", project_id=value)
        )
        driver.fails(server.url, ConfigurationError, lambda aura: aura.with_options(project_id=value))
        error = driver.fails(server.url, ConfigurationError, lambda aura: aura, organization_id=value)
        assert "organization_id" in str(error)
        if "\0" not in value:
            monkeypatch.setenv("AURA_PROJECT_ID", value)
            error = driver.fails(server.url, ConfigurationError, lambda aura: aura)
            assert str(error).startswith("AURA_PROJECT_ID cannot be sent")
        assert server.requests == []


def test_an_id_that_is_no_text_is_a_type_error() -> None:
    wrong: Any = 7
    with pytest.raises(TypeError, match="project_id must be text"):
        v2beta1.Aura(**options_for("http://127.0.0.1:1", project_id=wrong))


def test_a_version_whose_paths_have_no_such_ids_refuses_them() -> None:
    with pytest.raises(ConfigurationError, match="No operation of v1beta5 takes project_id from its client"):
        v1beta5.Aura(**options_for("http://127.0.0.1:1", project_id="p"))


def test_v1_does_not_read_the_ids_of_the_environment(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("AURA_PROJECT_ID", "a/b")
    with Aura(**options_for("http://127.0.0.1:1")) as aura, pytest.raises(ConfigurationError, match="AURA_PROJECT_ID"):
        _ = aura.v2beta1


@pytest.mark.parametrize(
    ("before", "given", "environ", "found"),
    [
        ({}, {}, {}, {}),
        ({}, {"project_id": None}, {"AURA_PROJECT_ID": "e"}, {"project_id": "e"}),
        ({"project_id": "b"}, {}, {"AURA_PROJECT_ID": "e"}, {"project_id": "b"}),
        ({"project_id": "b"}, {"project_id": "g"}, {"AURA_PROJECT_ID": "e"}, {"project_id": "g"}),
        ({}, {"project_id": "g"}, {"AURA_ORGANIZATION_ID": "e"}, {"project_id": "g", "organization_id": "e"}),
    ],
)
def test_what_is_given_wins_over_what_was_held_and_that_over_the_environment(
    before: dict[str, str], given: dict[str, str | None], environ: dict[str, str], found: dict[str, str]
) -> None:
    assert scope_of(VERSION, before, given, environ) == found


def test_a_version_that_passes_ids_on_takes_none_from_the_environment() -> None:
    assert scope_of(V1, {}, IDS, {}) == IDS
    assert scope_of(V1, {}, {}, {"AURA_PROJECT_ID": "e"}) == {}


@both_of(v2beta1)
def test_an_id_that_the_body_needs_too_is_in_it(driver: Driver) -> None:
    with FaultServer() as server:
        server.script(response(201, {"id": "1"}))
        driver.run(server.url, lambda aura: aura.ip_filters.create(name="f", allow_list=[]), **IDS)
        (received,) = server.calls()
    assert received.path == "/v2beta1/organizations/org-1/ip-filters"
    assert received.body == {"name": "f", "organization_id": "org-1", "allow_list": []}


def test_an_id_that_no_path_can_have_is_refused_without_a_word_of_requests() -> None:
    with pytest.raises(ConfigurationError) as caught:
        scope_of(VERSION, {}, {"project_id": ""}, {})
    assert "project_id" in str(caught.value) and "request" not in str(caught.value)
