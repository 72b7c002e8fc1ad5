"""Every operation of every version, by the raw clients alone, against a mock server made by others.

Prism responds as the corrected document says and refuses a request that does not fit it. The overlay is not here: what
is tested is that requests, responses and models are what the document of the version says.
"""

from __future__ import annotations

import asyncio
import json
from contextlib import ExitStack
from typing import TYPE_CHECKING, Any, NamedTuple

import pytest

from aurakit_raw.client import AsyncClient, Client
from aurakit_raw.errors import UnexpectedStatusError
from contract.prism import Prism, problem
from contract.turns import both, by_turns
from pipeline.references import JSON
from raw_operations import ALL, VERSIONS, Documented, document_of_version, name_of
from support.http_library import httpx

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from aurakit_raw.types import Request, Response

VIOLATIONS = "sl-violations"
CONTEXT = httpx.create_ssl_context()  # one for all: making it takes longer than a test


class Case(NamedTuple):
    """An operation, and the status that is asked for."""

    operation: Documented
    status: int


CASES = [Case(operation, int(status)) for operation in ALL for status in operation.responses]
SUCCESSES = [case for case in CASES if case.status < 300]
ERRORS = [case for case in CASES if case.status >= 300]


def label(case: Case) -> str:
    return f"{name_of(case.operation)}-{case.status}"


@pytest.fixture(scope="session")
def url_of(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Callable[[str], str]]:
    """Where each version is served; each is started when it is first needed, once for all tests of a process."""
    if (reason := problem()) is not None:
        pytest.fail(f"The tests with Prism cannot run: {reason}")
    running: dict[str, Prism] = {}
    with ExitStack() as stack:

        def url(version: str) -> str:
            if version not in running:
                path = tmp_path_factory.mktemp("prism") / f"{version}.json"
                path.write_text(json.dumps(document_of_version(version)), encoding="utf-8")
                running[version] = stack.enter_context(Prism(path))
            return running[version].url

        yield url


def options(url: str, case: Case) -> dict[str, Any]:
    headers = {"Authorization": "Bearer a-token", "Prefer": f"code={case.status}"}
    if case.operation.operation.method in ("POST", "PUT", "PATCH"):
        headers["Content-Type"] = JSON
    return {"base_url": url, "headers": headers, "verify": CONTEXT, "trust_env": False, "timeout": 30.0}


def call(kind: str, url: str, case: Case, request: Request[Any]) -> Response[Any]:
    """Send a request by one of the two clients."""
    if kind == "sync":
        with httpx.Client(**options(url, case)) as http:
            return Client(http).call(request)

    async def sent() -> Response[Any]:
        async with httpx.AsyncClient(**options(url, case)) as http:
            return await AsyncClient(http).call(request)

    return asyncio.run(sent())


@both
@pytest.mark.parametrize("case", SUCCESSES, ids=label)
def test_a_success_is_accepted_and_decoded(url_of: Callable[[str], str], case: Case, kind: str) -> None:
    response = call(kind, url_of(case.operation.version), case, case.operation.request())
    assert response.status_code == case.status
    assert VIOLATIONS not in response.headers
    documented = case.operation.responses[str(case.status)].get("content", {})
    assert (response.parsed is None) == (JSON not in documented)


@by_turns(ERRORS, label)
def test_an_error_status_is_raised_as_it_came(url_of: Callable[[str], str], case: Case, kind: str) -> None:
    with pytest.raises(UnexpectedStatusError) as caught:
        call(kind, url_of(case.operation.version), case, case.operation.request())
    assert caught.value.status_code == case.status


@pytest.mark.parametrize("version", VERSIONS)
def test_a_request_that_does_not_fit_the_document_is_refused_here(url_of: Callable[[str], str], version: str) -> None:
    operation = next(one for one in ALL if one.version == version and one.operation.method == "POST" and one.requests)
    request = operation.request(operation.requests[0])
    request.body = {**request.body, "name": 7}
    case = Case(operation, min(int(status) for status in operation.responses))
    with pytest.raises(UnexpectedStatusError) as caught:
        call("sync", url_of(version), case, request)
    assert caught.value.status_code in (400, 422)
