"""Virtual graphs of v2beta1 in the sandbox: their states, what changes them, and the pages of their list."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import pytest

from aurakit.sandbox import Awkwardness, Durations, ManualClock, Sandbox
from sandbox.documented import Documented

if TYPE_CHECKING:
    from collections.abc import Iterator

GRAPHS = "/virtual-graphs"
NEW = {
    "name": "sales", "data_source_id": "source-1", "import_model_id": "model-1", "cloud_provider": "gcp",
    "region": "europe-west1",
}  # fmt: skip
DURATIONS = Durations(virtual_graph=(60.0, 60.0), virtual_graph_update=(20.0, 20.0), virtual_graph_delete=(10.0, 10.0))


@pytest.fixture
def beta() -> Iterator[Documented]:
    """A client below the project of a calm sandbox."""
    with Sandbox(clock=ManualClock(), awkwardness=Awkwardness.off(), durations=DURATIONS) as sandbox:
        prefix = f"/organizations/{sandbox.organization_id}/projects/{sandbox.project_id}"
        with Documented(sandbox, "v2beta1", prefix) as client:
            yield client


def created(beta: Documented, **changes: Any) -> str:
    """The path of a new graph, which runs."""
    found = beta.ok("POST", GRAPHS, json=NEW | changes)
    beta.sandbox.advance(60.0)
    return f"{GRAPHS}/{found['id']}"


def test_a_graph_is_created_with_a_password_that_no_later_response_has(beta: Documented) -> None:
    new = beta.ok("POST", GRAPHS, json=NEW)
    assert (new["status"], new["memory"], len(new["plain_password"])) == ("creating", "4Gi", 43)
    beta.sandbox.advance(59.0)
    assert beta.ok("GET", f"{GRAPHS}/{new['id']}")["status"] == "creating"
    beta.sandbox.advance(1.0)
    found = beta.ok("GET", f"{GRAPHS}/{new['id']}")
    assert found == {key: value for key, value in new.items() if key != "plain_password"} | {"status": "running"}


def test_an_update_takes_a_while_and_then_shows(beta: Documented) -> None:
    graph = created(beta)
    assert beta.ok("PATCH", graph, json={"memory": "8Gi", "name": "orders"}) is None
    assert beta.refused("PATCH", graph, json={"memory": "4Gi"}) == (409, "ongoing-database-operation")
    assert (beta.ok("GET", graph)["status"], beta.ok("GET", graph)["memory"]) == ("updating", "4Gi")
    beta.sandbox.advance(20.0)
    found = beta.ok("GET", graph)
    assert (found["status"], found["memory"], found["name"]) == ("running", "8Gi", "orders")


def test_a_deletion_takes_a_while_and_a_repetition_finds_nothing(beta: Documented) -> None:
    graph = created(beta)
    assert beta.ok("DELETE", graph) is None
    assert beta.refused("DELETE", graph) == (404, "virtual-graph-not-found")
    assert beta.ok("GET", graph)["status"] == "deleted"
    beta.sandbox.advance(10.0)
    assert beta.refused("GET", graph) == (404, "virtual-graph-not-found")
    assert beta.ok("GET", GRAPHS) == []


def test_a_failure_that_was_ordered_has_its_detail(beta: Documented) -> None:
    beta.sandbox.operations.fail("virtual_graph")
    found = beta.ok("GET", created(beta))
    assert (found["status"], found["error_detail"]) == ("error", "The data source could not be reached")


def test_the_list_comes_in_pages(beta: Documented) -> None:
    beta.sandbox.state.add({"virtual_graphs": [{"name": f"graph-{number}"} for number in range(5)]})
    where, pages = f"{GRAPHS}?page_limit=2", []
    while where:
        body = beta.get(where).json()
        pages.append([one["name"] for one in body["data"]])
        where = body["links"]["next"]
    assert pages == [["graph-0", "graph-1"], ["graph-2", "graph-3"], ["graph-4"]]


def test_the_sizes_are_those_that_a_creation_takes(beta: Documented) -> None:
    found = beta.ok("GET", f"{GRAPHS}/allowed-configs")
    for one in found["configs"]:
        assert beta.ok("POST", GRAPHS, json=NEW | one)["memory"] == one["memory"]
    assert beta.ok("POST", GRAPHS, json=NEW)["memory"] == found["default_memory"]
    assert beta.refused("POST", GRAPHS, json=NEW | {"memory": "5Gi"}) == (400, "validation-error")


@pytest.mark.parametrize("missing", NEW)
def test_what_a_creation_needs_has_to_be_there(beta: Documented, missing: str) -> None:
    body = {name: value for name, value in NEW.items() if name != missing}
    assert beta.refused("POST", GRAPHS, json=body) == (400, "validation-error")


def test_an_update_needs_something_to_change(beta: Documented) -> None:
    assert beta.refused("PATCH", created(beta), json={}) == (400, "validation-error")


def test_a_graph_is_saved_with_the_world(beta: Documented) -> None:
    graph = created(beta, maximum_bytes_billed=1000)
    beta.ok("DELETE", graph)
    saved = beta.sandbox.state.save()
    beta.sandbox.advance(10.0)
    beta.sandbox.state.restore(saved)
    found = beta.ok("GET", graph)
    assert (found["status"], found["maximum_bytes_billed"]) == ("deleted", 1000)
