"""Every operation against a mock server made by others, for its success and for each documented error status.

Prism answers as the corrected document says, and refuses a request that does not fit it: so that the SDK gets the right
type at all, its request has to be right.
"""

from __future__ import annotations

import json
from functools import partial
from typing import TYPE_CHECKING, Any, NamedTuple

import pytest

from aurakit.errors import APIError, BadRequestError, error_class
from aurakit.v1 import (
    CreatedInstance,
    CustomerManagedKey,
    CustomerManagedKeySummary,
    DeletedSession,
    Instance,
    InstanceSizeEstimate,
    InstanceSummary,
    MetricsIntegration,
    Project,
    ProjectSummary,
    Session,
    SessionSizeEstimate,
    Snapshot,
)
from contract.operations import DOCUMENT, OPERATIONS, VERSION, Documented
from contract.prism import Prism, problem, served
from support.driving import Driver, both
from support.http_library import httpx

if TYPE_CHECKING:
    from collections.abc import Iterator

REQUEST_ID = DOCUMENT["components"]["headers"]["X-Request-Id"]["schema"]["example"]
VIOLATIONS = "sl-violations"
TOKEN = {"access_token": "a-token", "expires_in": 3600, "token_type": "bearer"}

# What each method returns; in a list: a list of it.
RETURNS: dict[str, Any] = {
    "list_instances": [InstanceSummary],
    "create_instance": CreatedInstance,
    "estimate_instance_size": InstanceSizeEstimate,
    "get_instance": Instance,
    "delete_instance": Instance,
    "update_instance": Instance,
    "overwrite_instance": Instance,
    "pause_instance": Instance,
    "resume_instance": Instance,
    "upgrade_instance": Instance,
    "list_snapshots": [Snapshot],
    "create_snapshot": Snapshot,
    "get_snapshot": Snapshot,
    "restore_snapshot": Instance,
    "list_projects": [ProjectSummary],
    "get_project": Project,
    "get_metrics_integration": MetricsIntegration,
    "list_customer_managed_keys": [CustomerManagedKeySummary],
    "create_customer_managed_key": CustomerManagedKey,
    "get_customer_managed_key": CustomerManagedKey,
    "delete_customer_managed_key": type(None),
    "list_sessions": [Session],
    "create_session": Session,
    "estimate_session_size": SessionSizeEstimate,
    "get_session": Session,
    "delete_session": DeletedSession,
}

CONTEXT = httpx.create_ssl_context()  # one for all: making it takes longer than a test


class Case(NamedTuple):
    """An operation, and the status that is asked for."""

    operation: Documented
    status: int


CASES = [Case(operation, status) for operation in OPERATIONS for status in operation.statuses]


def name_of(case: Case) -> str:
    return f"{case.operation.name}-{case.status}"


class _Steered:
    """Asks Prism for one status of one operation, and answers token requests, which it does not know."""

    def __init__(self, case: Case) -> None:
        super().__init__(verify=CONTEXT)  # type: ignore[call-arg]  # httpx's transport comes after it
        self.case = case
        self.asked = 0
        self.violations: list[str] = []
        """What Prism found wrong with a request or with its own answer."""

    def steer(self, request: httpx.Request) -> httpx.Response | None:
        if request.url.path == "/oauth/token":
            return httpx.Response(200, json=TOKEN)
        if request.method == self.case.operation.verb:  # and not the `get` that follows an empty response
            request.headers["Prefer"] = f"code={self.case.status}"
            self.asked += 1
        return None

    def noted(self, response: httpx.Response) -> httpx.Response:
        if VIOLATIONS in response.headers:
            self.violations.append(response.headers[VIOLATIONS])
        return response


class Steered(_Steered, httpx.HTTPTransport):
    def handle_request(self, request: httpx.Request) -> httpx.Response:
        return self.steer(request) or self.noted(super().handle_request(request))


class AsyncSteered(_Steered, httpx.AsyncHTTPTransport):
    async def handle_async_request(self, request: httpx.Request) -> httpx.Response:
        return self.steer(request) or self.noted(await super().handle_async_request(request))


def transport_for(driver: Driver, case: Case) -> Steered | AsyncSteered:
    return Steered(case) if driver.kind == "sync" else AsyncSteered(case)


@pytest.fixture(scope="session")
def prism(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Prism]:
    """One for all tests of a process."""
    if (reason := problem()) is not None:
        pytest.fail(f"The tests with Prism cannot run: {reason}")
    document = tmp_path_factory.mktemp("prism") / "document.json"
    document.write_text(json.dumps(served(DOCUMENT, VERSION)), encoding="utf-8")
    with Prism(document) as running:
        yield running


@both
@pytest.mark.parametrize("case", [case for case in CASES if case.status < 300], ids=name_of)
def test_a_success_is_of_the_right_type(prism: Prism, case: Case, driver: Driver) -> None:
    transport = transport_for(driver, case)
    result = driver.run(prism.url, case.operation.call, transport=transport, max_retries=0)
    assert transport.violations == []
    returned = RETURNS[case.operation.name]
    if isinstance(returned, list):
        assert result
        assert {type(one) for one in result} == {returned[0]}
    else:
        assert isinstance(result, returned)


@both
@pytest.mark.parametrize("case", [case for case in CASES if case.status >= 300], ids=name_of)
def test_an_error_status_is_the_right_exception_with_its_request_id(prism: Prism, case: Case, driver: Driver) -> None:
    transport = transport_for(driver, case)
    error: APIError = driver.fails(
        prism.url, error_class(case.status), case.operation.call, transport=transport, max_retries=0
    )
    assert error.status_code == case.status
    assert error.request_id == REQUEST_ID
    assert (error.method, error.path) == (case.operation.verb, case.operation.url_path)
    assert transport.asked == len(error.attempts)


@both
def test_a_request_that_does_not_fit_the_document_is_refused_here(prism: Prism, driver: Driver) -> None:
    create = next(operation for operation in OPERATIONS if operation.name == "create_instance")
    transport = transport_for(driver, Case(create, 202))
    wrong = create.arguments | {"cloud_provider": "nobody's"}
    call = partial(create.call, arguments=wrong)
    driver.fails(prism.url, BadRequestError, call, transport=transport, max_retries=0)
    assert "cloud_provider" in transport.violations[0]


def test_every_operation_has_a_type_here_and_a_success() -> None:
    assert RETURNS.keys() == {operation.name for operation in OPERATIONS}
    assert all(operation.success for operation in OPERATIONS)
