"""Control over HTTP and in Python: time, faults, operations, tokens, requests, state, reset, save and restore."""

from __future__ import annotations

import datetime
import json
from importlib import resources
from typing import TYPE_CHECKING, Any

import openapi_spec_validator
import pytest
from ruamel.yaml import YAML

from aurakit.sandbox import Awkwardness, ManualClock, Project, Sandbox
from sandbox.caller import Caller
from support.http_library import httpx

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path


@pytest.fixture
def control(calm: Caller) -> Iterator[httpx.Client]:
    """A client of the calm sandbox's control."""
    with httpx.Client(base_url=f"{calm.sandbox.base_url}/_sandbox", verify=False) as client:
        yield client


def post(control: httpx.Client, where: str, **body: Any) -> Any:
    response = control.post(where, json=body).raise_for_status()
    return response.json() if response.content else None


def test_it_says_that_it_serves(control: httpx.Client) -> None:
    assert control.get("/health").json() == {"status": "ok"}


def test_time_is_advanced_and_set(control: httpx.Client, calm: Caller) -> None:
    assert post(control, "/advance", seconds=30) == {
        "now": 30.0, "time": "2025-01-01T00:00:30.000Z", "seconds_per_second": 0.0
    }  # fmt: skip
    moved = control.put("/clock", json={"time": "2025-01-02T00:00:00Z"}).json()
    assert moved == control.get("/clock").json()
    assert moved["now"] == calm.sandbox.clock.now() == 86400.0
    back = control.put("/clock", json={"time": "2024-01-02T00:00:00Z"})
    assert (back.status_code, list(back.json())) == (400, ["error"])


def test_faults_are_ordered_listed_and_cleared(control: httpx.Client, calm: Caller) -> None:
    order = {"method": "GET", "path": "/v1/instances", "status": 503, "times": 1}
    assert order.items() <= post(control, "/faults", **order).items()
    assert calm.get("/instances").status_code == 503
    assert calm.get("/instances").status_code == 200
    post(control, "/faults", status=500, times=3, body={"error": "own"}, headers={"Retry-After": "3"})
    [listed] = control.get("/faults").json()["faults"]
    assert (listed["times"], listed["body"]) == (3, {"error": "own"})
    assert control.delete("/faults").status_code == 204
    assert calm.get("/instances").status_code == 200


def test_the_next_operations_can_be_made_to_fail(control: httpx.Client, calm: Caller) -> None:
    post(control, "/failures", kind="create")
    instance_id = calm.create()
    calm.sandbox.advance(601.0)
    assert calm.shown(instance_id) == "loading failed"


def test_operations_under_way_are_finished_or_failed(control: httpx.Client, calm: Caller) -> None:
    fine, failed, other = calm.create(), calm.create(), calm.create()
    assert post(control, "/operations/finish", resource_id=fine) == {"finished": 1}
    assert post(control, "/operations/finish", resource_id=failed, status="loading failed") == {"finished": 1}
    assert [calm.shown(one) for one in (fine, failed, other)] == ["running", "loading failed", "creating"]
    [scheduled] = calm.data(f"/instances/{fine}/snapshots")
    assert scheduled["status"] == "Pending"
    assert calm.data(f"/instances/{failed}/snapshots") == []
    calm.delete(f"/instances/{failed}").raise_for_status()
    assert post(control, "/operations/finish") == {"finished": 3}  # the creation, the deletion, the snapshot
    assert calm.get(f"/instances/{failed}").status_code == 404
    assert [one["name"] for one in calm.data("/instances")] == ["Instance01"] * 2


@pytest.mark.parametrize(
    "body",
    [{"resource_id": "unknown"}, {"status": "exploded"}, {"name": "x"}, {"resource_id": ["x"]}],
)
def test_what_cannot_be_finished_is_refused(control: httpx.Client, calm: Caller, body: dict[str, Any]) -> None:
    calm.create()
    refused = control.post("/operations/finish", json=body)
    assert (refused.status_code, list(refused.json())) == (400, ["error"])


@pytest.mark.parametrize("status", [401, 403])
def test_tokens_expire(control: httpx.Client, calm: Caller, status: int) -> None:
    post(control, "/tokens/expire", status=status)
    assert calm.get("/instances").status_code == status


def test_requests_are_read_from_a_number_on_and_cleared(control: httpx.Client, calm: Caller) -> None:
    calm.get("/tenants", params={"a": "b"})
    calm.post("/instances", json={"name": "x"})
    token, got, posted = control.get("/requests").json()["requests"]
    assert (token["path"], token["request_id"]) == ("/oauth/token", None)
    assert (got["path"], got["query"], got["status"]) == ("/v1/tenants", {"a": "b"}, 200)
    assert json.loads(posted["body"]) == {"name": "x"}
    assert control.get("/requests", params={"after": got["number"]}).json()["requests"] == [posted]
    assert control.delete("/requests").status_code == 204
    assert control.get("/requests").json() == {"requests": []}


def test_a_request_says_what_the_rate_limit_has_left() -> None:
    with Sandbox(clock=ManualClock(), request_limit=2) as sandbox, Caller(sandbox) as caller:
        statuses = [caller.get("/tenants").status_code for _ in range(3)]
        assert statuses == [200, 200, 429]
        assert [one.remaining for one in sandbox.requests] == [None, 1, 0, None]


def test_the_state_is_what_there_really_is(control: httpx.Client, calm: Caller) -> None:
    instance_id = calm.create(name="orders")
    calm.sandbox.advance(90.0)
    state = control.get("/state").json()
    [instance] = state["instances"]
    assert (instance["id"], instance["name"], instance["status"]) == (instance_id, "orders", "creating")
    assert instance["operation"]["kind"] == "create"
    assert 0.0 < instance["operation"]["progress"] < 1.0
    assert instance["operation"]["seconds_left"] > 0.0
    assert state["creations"] == 1
    newest = calm.create(name="newest")
    assert [one["id"] for one in control.get("/state", params={"last": 1}).json()["instances"]] == [newest]
    both = control.get("/state", params={"last": 5}).json()["instances"]
    assert [one["id"] for one in both] == [instance_id, newest]


def test_state_can_be_added(control: httpx.Client, calm: Caller) -> None:
    state = {"instances": [{"name": "orders", "status": "paused"}], "snapshots": [{"instance": "orders"}]}
    assert control.post("/state", json=state).status_code == 204
    [instance] = calm.data("/instances")
    assert calm.shown(instance["id"]) == "paused"
    assert [one["status"] for one in calm.data(f"/instances/{instance['id']}/snapshots")] == ["Completed"]
    wrong = control.post("/state", json={"instances": [{"nome": "x"}]})
    assert (wrong.status_code, "nome" in wrong.json()["error"]) == (400, True)


def test_it_begins_again() -> None:
    state = {"instances": [{"id": "11111111", "name": "given"}]}
    with Sandbox(clock=ManualClock(), state=state) as sandbox, Caller(sandbox) as caller:
        caller.create()
        sandbox.fail(status=500)
        sandbox.state.reset()
        assert caller.get("/instances").status_code == 401
        assert [one.name for one in sandbox.instances] == ["given"]
        assert (len(sandbox.faults), sandbox.instances.created) == (0, 0)


def life(caller: Caller) -> list[Any]:
    """The responses to some requests after each other."""
    responses = [caller.post("/instances", json=caller.instance_body())]
    for _ in range(3):
        caller.sandbox.advance(200.0)
        responses.append(caller.get("/instances"))
        responses += [caller.get(f"/instances/{one['id']}") for one in responses[-1].json()["data"]]
    return [(one.status_code, one.json(), one.headers["X-Request-Id"], one.headers["Date"]) for one in responses]


def test_a_world_that_is_restored_goes_on_exactly_as_before(awkward: Caller) -> None:
    sandbox = awkward.sandbox
    awkward.running()
    awkward.create(type="professional-db")
    body = {"name": "s", "memory": "8GB", "cloud_provider": "gcp", "region": "europe-west1"}
    awkward.post("/graph-analytics/sessions", json=body).raise_for_status()
    sandbox.fail(path="/instances/{id}", status=503)
    saved = sandbox.state.save()
    first = life(awkward)
    sandbox.state.restore(json.loads(json.dumps(saved)))
    assert life(awkward) == first


def test_a_world_moves_to_another_sandbox_over_http(control: httpx.Client, calm: Caller) -> None:
    instance_id = calm.running(name="moved")
    world = control.get("/world").json()
    with Sandbox(clock=ManualClock(), awkwardness=Awkwardness.off()) as other:
        assert httpx.put(f"{other.base_url}/_sandbox/world", json=world).status_code == 204
        moved = httpx.get(f"{other.base_url}/v1/instances/{instance_id}", headers=dict(calm.headers))
    here = calm.get(f"/instances/{instance_id}")
    assert (moved.json(), moved.headers["Date"]) == (here.json(), here.headers["Date"])


@pytest.mark.parametrize("world", [{}, {"format": 2}, {"format": 3}])
def test_what_is_no_saved_world_is_refused_and_changes_nothing(calm: Caller, world: dict[str, Any]) -> None:
    calm.create()
    with pytest.raises(ValueError, match="saved world"):
        calm.sandbox.state.restore(world)
    assert len(calm.sandbox.instances) == 1


def test_a_moment_needs_a_time_zone() -> None:
    sandbox = Sandbox(clock=ManualClock())
    sandbox.clock.set_time(datetime.datetime(2025, 6, 1, tzinfo=datetime.UTC))
    assert sandbox.clock.now() == 151 * 86400.0
    with pytest.raises(ValueError, match="time zone"):
        sandbox.clock.set_time(datetime.datetime(2025, 7, 1))  # noqa: DTZ001 - what is tested
    sandbox.close()


def test_control_can_be_turned_off_and_health_stays() -> None:
    with Sandbox(control=False) as sandbox:
        assert httpx.get(f"{sandbox.base_url}/_sandbox/health").status_code == 200
        for path in ("/", "/state", "/world", "/environment", "/openapi.yaml"):
            assert httpx.get(f"{sandbox.base_url}/_sandbox{path}").status_code == 404
        assert httpx.post(f"{sandbox.base_url}/_sandbox/reset").status_code == 404


def test_a_page_from_elsewhere_has_no_control(control: httpx.Client, calm: Caller) -> None:
    assert control.post("/reset", headers={"Origin": "https://example.com"}).status_code == 403
    assert control.post("/reset", headers={"Origin": calm.sandbox.base_url}).status_code == 204


@pytest.mark.parametrize(
    ("method", "path", "content", "status"),
    [
        ("GET", "/nothing", None, 404),
        ("PATCH", "/state", b"{}", 405),
        ("POST", "/advance", b"{}", 400),
        ("POST", "/advance", b'{"seconds": "ten"}', 400),
        ("POST", "/advance", b'{"seconds": 1e400}', 400),
        ("POST", "/advance", b"[", 400),
        ("PUT", "/clock", b'{"time": "soon"}', 400),
        ("PUT", "/clock", b'{"time": "2030-01-01"}', 400),
        ("GET", "/requests?after=x", None, 400),
        ("GET", "/state?last=0", None, 400),
        ("POST", "/faults", b'{"status": "503"}', 400),
        ("POST", "/faults", b'{"times": "two", "status": 503}', 400),
        ("POST", "/failures", b'{"kind": "pause"}', 400),
        ("POST", "/tokens/expire", b'{"status": 500}', 400),
        ("POST", "/state", b'{"instances": 5}', 400),
        ("PUT", "/world", b"{}", 400),
    ],
)
def test_a_request_that_makes_no_sense_is_refused(
    control: httpx.Client, method: str, path: str, content: bytes | None, status: int
) -> None:
    refused = control.request(method, path, content=content)
    assert (refused.status_code, bool(refused.json())) == (status, True)


def document() -> dict[str, Any]:
    text = resources.files("aurakit.sandbox").joinpath("openapi.yaml").read_text(encoding="utf-8")
    loaded: dict[str, Any] = YAML(typ="safe", pure=True).load(text)
    return loaded


def test_its_own_document_is_served_and_valid(control: httpx.Client) -> None:
    served = control.get("/openapi.yaml")
    assert (served.status_code, served.headers["Content-Type"]) == (200, "application/yaml")
    openapi_spec_validator.validate(document())


def test_its_document_has_every_operation_and_no_other(calm: Caller) -> None:
    documented = {(method.upper(), path) for path, item in document()["paths"].items() for method in item}
    there = set(calm.sandbox._app._control._routes) - {("GET", "/"), ("GET", "/openapi.yaml")}
    assert documented == there


def test_the_corrected_document_of_the_api_is_served_with_this_server(calm: Caller) -> None:
    served = httpx.get(f"{calm.sandbox.base_url}/openapi/v1.yaml")
    loaded = YAML(typ="safe", pure=True).load(served.text)
    assert loaded["servers"] == [{"url": "/v1"}]
    assert loaded["paths"]["/instances"]["get"]["operationId"]
    openapi_spec_validator.validate(loaded)
    assert httpx.get(f"{calm.sandbox.base_url}/openapi/v9.yaml").status_code == 404


# ---------------------------------------------------------------------------------------------------- seeds


def test_a_seed_file_has_projects_instances_snapshots_keys_and_sessions(tmp_path: Path) -> None:
    path = tmp_path / "world.yaml"
    path.write_text(
        """
        projects:
          - {id: shop, name: Shop, quota: 2}
          - id: lab
            offers:
              - {type: enterprise-db, cloud_provider: aws, region: eu-west-1, memory: 8GB, storage: 16GB, version: "5"}
        instances:
          - {id: aaaaaaaa, name: orders, memory: 8G, status: paused}
          - {name: trial, tenant_id: lab, type: enterprise-db, cloud_provider: aws, region: eu-west-1, memory: 8GB,
             cdc_enrichment_mode: OFF, version: 5}
        snapshots:
          - {instance: orders, age: 90}
        customer_managed_keys:
          - {id: k1, tenant_id: lab}
        sessions:
          - {name: people, instance: trial, ttl: 30m}
        """,
        encoding="utf-8",
    )
    with Sandbox(clock=ManualClock(), state=path) as sandbox, Caller(sandbox) as caller:
        assert sandbox.project_id == "shop"
        assert [one["name"] for one in caller.data("/tenants")] == ["Shop", "Sandbox"]
        orders = caller.data("/instances/aaaaaaaa")
        assert (orders["status"], orders["memory"], orders["tenant_id"]) == ("paused", "8GB", "shop")
        assert caller.action("/instances/aaaaaaaa/resume").status_code == 202
        assert len(caller.data("/tenants/lab")["instance_configurations"]) == 1
        assert caller.data("/customer-managed-keys/k1")["status"] == "ready"
        [session] = caller.data("/graph-analytics/sessions")
        assert (session["status"], session["region"]) == ("Ready", "eu-west-1")
        full = [caller.post("/instances", json=caller.instance_body()).status_code for _ in range(2)]
        assert full == [202, 402]


@pytest.mark.parametrize(
    ("state", "problem"),
    [
        ({"buckets": []}, "buckets"),
        ({"instances": {"name": "x"}}, "list"),
        ({"instances": [{"name": "x", "memory": "3GB"}]}, "3GB"),
        ({"instances": [{"name": "x", "memory": 8}]}, "memory must be a string"),
        ({"instances": [{"name": "x", "status": "creating"}]}, "status"),
        ({"instances": [{"name": "x", "tenant_id": "unknown"}]}, "tenant"),
        ({"instances": [{"id": "a"}, {"id": "a"}]}, "twice"),
        ({"snapshots": [{"instance": "unknown"}]}, "unknown"),
        ({"snapshots": [{}]}, "'instance' is missing"),
        ({"sessions": [{"name": "s", "ttl": "soon"}]}, "ttl"),
        ({"projects": [{"colour": "red"}]}, "colour"),
        ({"projects": [{"id": "x", "offers": [{"type": "free-db"}]}]}, "region"),
    ],
)
def test_a_seed_that_makes_no_sense_is_refused_and_nothing_of_it_added(state: dict[str, Any], problem: str) -> None:
    sandbox = Sandbox(clock=ManualClock())
    with pytest.raises(ValueError, match=problem):
        sandbox.state.add({"projects": [{"id": "new"}]} | state)
    assert (list(sandbox.instances), [one.id for one in sandbox.projects]) == ([], [sandbox.project_id])
    sandbox.close()


def test_a_seed_file_that_is_no_yaml_is_refused(tmp_path: Path) -> None:
    path = tmp_path / "seed.yaml"
    for text in ("instances: [", "- a list", ""):
        path.write_text(text, encoding="utf-8")
        with pytest.raises(ValueError, match=r"seed\.yaml"):
            Sandbox(state=path)


def test_projects_given_and_seeded_are_all_there() -> None:
    sandbox = Sandbox(projects=[Project(id="own")], state={"projects": [{"id": "seeded"}]})
    assert [one.id for one in sandbox.projects] == ["own", "seeded"]
    assert sandbox.project_id == "own"
    sandbox.close()
