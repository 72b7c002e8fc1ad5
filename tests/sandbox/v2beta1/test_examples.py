"""Operations of v2beta1 that respond by the examples of its document, their pages, and the limit of billing."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any
from urllib.parse import parse_qs, urlsplit

import pytest

from aurakit.sandbox import Awkwardness, ManualClock, Sandbox
from aurakit.sandbox.v2beta1.routes import BY_EXAMPLES, ROUTES
from pipeline.references import operations_of
from raw_operations import document_of_version, operations
from sandbox.documented import Documented

if TYPE_CHECKING:
    from collections.abc import Iterator

    from aurakit.sandbox.routing import Route

PERIOD = "start=2026-01-01T00:00:00Z&end=2026-02-01T00:00:00Z"
SAMPLES = {(one.operation.method, one.path): one.sample for one in operations("v2beta1")}
PAGED = ["/activity-feed", "/billing/ledger", "/billing/usage", "/projects/{project_id}/activity-feed"]


@pytest.fixture(scope="module")
def beta() -> Iterator[Documented]:
    """A sandbox, and a client of v2beta1 whose paths are below its organization."""
    options: dict[str, Any] = {"awkwardness": Awkwardness.off(), "request_limit": None}
    with (
        Sandbox(clock=ManualClock(), **options) as sandbox,
        Documented(sandbox, "v2beta1", f"/organizations/{sandbox.organization_id}") as client,
    ):
        yield client


def path_of(beta: Documented, path: str) -> str:
    """The path of a route below its organization, with values for its parameters."""
    below = path.removeprefix("/organizations/{organization_id}").replace("{project_id}", beta.sandbox.project_id)
    for name in ("agent_id", "deployment_id", "server_id", "id"):
        below = below.replace(f"{{{name}}}", f"my-{name}")
    return below


def name_of(route: Route) -> str:
    return f"{route.method} {route.path}"


def test_it_has_every_operation_of_its_document_and_no_other() -> None:
    documented = {(method.upper(), path) for path, method, _ in operations_of(document_of_version("v2beta1"))}
    assert {(route.method, route.path) for route in ROUTES} == documented
    assert len(ROUTES) == 69


@pytest.mark.parametrize("route", BY_EXAMPLES, ids=name_of)
def test_a_response_by_example_fits_the_document_and_says_what_it_is(beta: Documented, route: Route) -> None:
    sample = SAMPLES[route.method, route.path] or {
        "name": "people", "description": "", "dbid": "2f49c2b3", "is_private": True, "tools": [], "memory": "4Gi",
        "cloud_provider": "gcp", "region": "europe-west1", "data_source_id": "x", "import_model_id": "x",
        "connection_url": "neo4j://db.example.com", "importModelId": "x", "input": "Which people?",
    }  # fmt: skip
    body = sample if route.method in {"POST", "PUT", "PATCH"} else None
    response = beta.request(route.method, f"{path_of(beta, route.path)}?{PERIOD}", json=body)
    assert response.status_code < 300, response.text
    assert response.headers["X-Sandbox-Example"] == "true"
    if route.path.endswith("_id}") and response.content:
        assert response.json().get("data", response.json())["id"].startswith("my-")


def test_what_has_state_does_not_say_that_it_is_an_example(beta: Documented) -> None:
    assert "X-Sandbox-Example" not in beta.get("/projects").headers


def test_an_organization_and_a_project_have_to_be_there_all_the_same(beta: Documented) -> None:
    assert beta.refused("GET", "/projects/unknown/agents") == (404, "tenant-not-found")
    elsewhere = f"{beta.sandbox.base_url}/v2beta1/organizations/unknown/activity-feed?{PERIOD}"
    assert beta.refused("GET", elsewhere) == (404, "organization-not-found")


@pytest.mark.parametrize("path", PAGED)
def test_a_paged_list_goes_on_by_the_link_to_the_next_page(beta: Documented, path: str) -> None:
    beta.sandbox.state.reset()
    beta.login()
    where, pages = f"{path_of(beta, path)}?{PERIOD}&page_limit=3", []
    while where:
        body = beta.get(where).json()
        pages.append(body["data"])
        assert body["links"]["first"].startswith(beta.sandbox.base_url)
        where = body["links"]["next"]
        assert where is None or parse_qs(urlsplit(where).query)["page_limit"] == ["3"]
    assert [len(page) for page in pages] == [3, 3, 1]
    assert len({str(item) for page in pages for item in page}) == 7


def test_a_page_token_of_somebody_else_is_refused(beta: Documented) -> None:
    for wrong in ("page_token=x", "page_token=after-", "page_limit=0", "page_limit=many"):
        where = f"/activity-feed?{PERIOD}&{wrong}"
        if wrong == "page_token=after-":
            assert beta.get(where).status_code == 200  # the beginning
        else:
            assert beta.refused("GET", where) == (400, "validation-error")


@pytest.mark.parametrize(
    "query", ["start=2026-01-01T00:00:00Z", "start=yesterday&end=today", "start=2026-01-01&end=2026-01-02"]
)
def test_a_period_that_is_none_is_refused_in_the_form_of_its_operation(beta: Documented, query: str) -> None:
    beta.sandbox.state.reset()
    beta.login()
    assert beta.refused("GET", f"/activity-feed?{query}") == (400, "validation-error")
    answer = beta.get(f"/billing/usage?{query}")
    assert (answer.status_code, answer.json()["errors"][0].keys()) == (400, {"error", "message"})


def test_a_body_without_what_is_required_is_refused(beta: Documented) -> None:
    assert beta.refused("POST", path_of(beta, "/projects/{project_id}/agents"), json={"name": "x"})[0] == 400


def test_billing_has_a_limit_of_its_own_for_each_organization() -> None:
    state = {"organizations": [{"id": "one"}, {"id": "two"}]}
    with (
        Sandbox(clock=ManualClock(), awkwardness=Awkwardness.off(), state=state, token_lifetime=1e9) as sandbox,
        Documented(sandbox, "v2beta1", "/organizations") as beta,
    ):
        usage, ledger = f"/one/billing/usage?{PERIOD}", f"/one/billing/ledger?{PERIOD}"
        assert [beta.get(usage).status_code for _ in range(10)] == [200] * 10
        refused = beta.get(ledger)
        assert (refused.status_code, refused.headers["Retry-After"]) == (429, "86400")
        assert beta.get("/one/projects").status_code == 200
        assert beta.get(f"/two/billing/usage?{PERIOD}").status_code == 200
        saved = sandbox.state.save()
        sandbox.advance(86400)
        assert beta.get(ledger).status_code == 200
        sandbox.state.restore(saved)
        assert beta.get(ledger).status_code == 429
        sandbox.state.reset()
        beta.login()
        assert beta.get(ledger).status_code == 200
