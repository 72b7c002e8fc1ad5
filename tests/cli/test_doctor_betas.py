"""What `python -m aurakit` says about v1beta5 and v2beta1: what is seen there, and that nothing about them is wrong."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import pytest

from aurakit import Aura
from aurakit.cli.doctor_betas import examine_betas
from aurakit.sandbox import Awkwardness, ManualClock, Sandbox
from support.calling import TOKEN
from support.commands import SECRET
from support.http_library import httpx

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from aurakit.cli.doctor_betas import Beta
    from support.commands import Finding


def found(sandbox: Sandbox) -> dict[str, Beta]:
    return {one.version: one for one in examine_betas(sandbox.client(max_retries=0))}


@pytest.fixture
def sandbox() -> Iterator[Sandbox]:
    with Sandbox(clock=ManualClock(), awkwardness=Awkwardness.off()) as sandbox:
        yield sandbox


def test_organizations_are_named_with_their_projects() -> None:
    state: dict[str, Any] = {
        "organizations": [{"id": "o1", "name": "One"}, {"id": "o2", "name": "Two"}],
        "projects": [{"id": f"p{number}", "name": f"P{number}", "organization_id": "o1"} for number in range(4)],
    }
    with Sandbox(state=state) as sandbox:
        seen = found(sandbox)["v2beta1"]
    assert seen.works
    assert seen.text == "2 organizations visible: One (4 projects: P0, P1, P2 and 1 more); Two (0 projects)"


def test_no_more_than_three_organizations_are_looked_into() -> None:
    state = {"organizations": [{"id": f"o{number}", "name": f"O{number}"} for number in range(5)]}
    with Sandbox(state=state) as sandbox:
        text = found(sandbox)["v2beta1"].text
        assert sum(one.path.endswith("/projects") for one in sandbox.requests) == 3
    assert text.startswith("5 organizations visible: O0 (1 project: Sandbox); O1 (0 projects); O2 (0 projects) and 2")


def test_the_data_apis_of_an_instance_are_counted() -> None:
    state = {"instances": [{"id": "2f49c2b3", "name": "one"}], "data_apis": [{"instance": "one"}]}
    with Sandbox(state=state) as sandbox:
        seen = found(sandbox)["v1beta5"]
    assert seen.works
    assert seen.text == "these credentials may use it: 1 data API of the instance 2f49c2b3"


def test_without_an_instance_it_is_still_known_whether_v1beta5_may_be_used(
    doctor: Callable[..., Finding], sandbox: Sandbox
) -> None:
    line = doctor(**sandbox.env()).line("v1beta5")
    assert line == "ok these credentials may use it; no instance is visible whose data APIs could be listed"


def test_a_refusal_of_v1_is_no_refusal_of_v1beta5(sandbox: Sandbox) -> None:
    sandbox.fail(path="/v1/instances", status=403)
    seen = found(sandbox)["v1beta5"]
    assert (seen.works, seen.facts["allowed"], seen.facts["instance"]) == (True, True, None)


@pytest.mark.parametrize("status", [401, 403])
def test_credentials_without_the_betas_pass_all_checks(
    doctor: Callable[..., Finding], sandbox: Sandbox, status: int
) -> None:
    sandbox.fail(path="/v1beta5/*", status=status, times=9)
    sandbox.fail(path="/v2beta1/*", status=status, times=9)
    seen = doctor("--json", **sandbox.env())
    assert (seen.status, seen.errors) == (0, "")
    for version in ("v1beta5", "v2beta1"):
        check = seen.json[version]
        assert check["state"] == "note"
        assert check["text"].startswith("these credentials may not use it, which matters only to programs that need")
        assert check["facts"]["version"] == version
        assert (check["facts"]["allowed"], check["facts"]["status_code"]) == (False, status)
        assert check["facts"]["request_id"]


@pytest.mark.parametrize("fault", [{"status": 404}, {"status": 500}, {"lose_response": True}])
def test_a_version_that_does_not_respond_as_it_should_is_noted(fault: dict[str, Any]) -> None:
    with Sandbox(state={"instances": [{"name": "one"}]}) as sandbox:
        sandbox.fail(path="/v1beta5/*", times=9, **fault)
        sandbox.fail(path="/v2beta1/*", times=9, **fault)
        seen = found(sandbox)
    for version in ("v1beta5", "v2beta1"):
        assert not seen[version].works
        assert seen[version].text.startswith("it could not be tried, which matters only to programs that need this")


def test_projects_that_may_not_be_listed_are_no_reason_to_end() -> None:
    with Sandbox() as sandbox:
        sandbox.fail(path="/v2beta1/organizations/*/projects", status=403, times=9)
        seen = found(sandbox)["v2beta1"]
    assert seen.text == "1 organization visible: Sandbox (its projects cannot be listed)"
    assert seen.facts["organizations"][0]["projects"] is None


@pytest.mark.parametrize("name", ["AURA_ORGANIZATION_ID", "AURA_PROJECT_ID"])
def test_an_id_in_the_environment_that_is_not_seen_is_noted(
    sandbox: Sandbox, monkeypatch: pytest.MonkeyPatch, name: str
) -> None:
    monkeypatch.setenv(name, "mistyped")
    seen = found(sandbox)["v2beta1"]
    assert not seen.works
    assert seen.text == f"1 organization visible: Sandbox (1 project: Sandbox); {name} names none of these"


@pytest.mark.filterwarnings("ignore:version")
@pytest.mark.parametrize("fault", [None, {"path": "/v2beta1/*", "status": 500}, {"path": "/v1beta5/*", "status": 403}])
def test_the_end_of_a_beta_is_noted_with_its_version_whatever_else_is_found(fault: dict[str, Any] | None) -> None:
    with Sandbox(api_expires="Mon, 03 Mar 2025 00:00:00 UTC") as sandbox:
        if fault is not None:
            sandbox.fail(**fault, times=9)
        seen = found(sandbox)
    for one in seen.values():
        assert not one.works
        assert one.text.endswith("; this version ends: 2025-03-03 00:00 UTC")
        assert one.facts["expires"] == "2025-03-03 00:00 UTC"


def test_an_end_that_was_not_announced_is_not_noted(sandbox: Sandbox) -> None:
    assert {one.facts["expires"] for one in found(sandbox).values()} == {None}


def test_a_name_of_the_api_is_shown_without_control_characters() -> None:
    organizations = {"data": [{"id": "o1", "name": "good\x1b[31m"}]}

    def respond(request: httpx.Request) -> httpx.Response:
        path = request.url.path
        if path.endswith("/oauth/token"):
            return httpx.Response(200, json=TOKEN)
        return httpx.Response(200, json=organizations if path.endswith("/organizations") else {"data": []})

    with Aura("id", SECRET, base_url="https://api.example", transport=httpx.MockTransport(respond)) as aura:
        seen = examine_betas(aura)
    assert "\x1b" not in seen[1].text
    assert "good [31m" in seen[1].text
