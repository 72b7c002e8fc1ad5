"""Every operation of the beta versions by their clients, against a mock server made by others.

Prism responds as the corrected document says and refuses a request that does not fit it: for each documented success a
method has to return, for each documented error to raise the right exception.
"""

from __future__ import annotations

import asyncio
import importlib
import json
from contextlib import ExitStack
from typing import TYPE_CHECKING, Any, NamedTuple

import httpx
import pytest

from aurakit.errors import APIError, error_class
from aurakit_raw.types import AsyncPages, Pages
from contract.prism import Prism, problem, served
from contract.turns import both, by_turns
from faultserver.actions import REQUEST_ID
from raw_operations import ALL, Documented, document_of_version, name_of

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

VIOLATIONS = "sl-violations"
TOKEN = {"access_token": "a-token", "expires_in": 3600, "token_type": "bearer"}
CONTEXT = httpx.create_ssl_context()  # one for all: making it takes longer than a test
BETAS = ("v1beta5", "v2beta1")


class Case(NamedTuple):
    """An operation, and the status that is asked for."""

    operation: Documented
    status: int


CASES = [Case(one, int(status)) for one in ALL if one.version in BETAS for status in one.responses]
SUCCESSES = [case for case in CASES if case.status < 300]
ERRORS = [case for case in CASES if case.status >= 300]  # a redirect to another host is an error, too


def label(case: Case) -> str:
    return f"{name_of(case.operation)}-{case.status}"


class _Steered:
    """Asks Prism for one status of one operation, and answers token requests, which it does not know."""

    def __init__(self, case: Case) -> None:
        super().__init__(verify=CONTEXT)  # type: ignore[call-arg]  # httpx's transport comes after it
        self.case = case
        self.violations: list[str] = []

    def steer(self, request: httpx.Request) -> httpx.Response | None:
        if request.url.path.endswith("/oauth/token"):
            return httpx.Response(200, json=TOKEN)
        if request.method == self.case.operation.operation.method:  # and not the `get` that follows an empty response
            request.headers["Prefer"] = f"code={self.case.status}"
        return None

    def noted(self, response: httpx.Response) -> httpx.Response:
        self.violations += [response.headers[VIOLATIONS]] if VIOLATIONS in response.headers else []
        return response


class Steered(_Steered, httpx.HTTPTransport):
    def handle_request(self, request: httpx.Request) -> httpx.Response:
        return self.steer(request) or self.noted(super().handle_request(request))


class AsyncSteered(_Steered, httpx.AsyncHTTPTransport):
    async def handle_async_request(self, request: httpx.Request) -> httpx.Response:
        return self.steer(request) or self.noted(await super().handle_async_request(request))


@pytest.fixture(scope="session")
def url_of(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Callable[[str], str]]:
    """Where each version is served, under its name; each is started when it is first needed."""
    if (reason := problem()) is not None:
        pytest.fail(f"The tests with Prism cannot run: {reason}")
    running: dict[str, Prism] = {}
    with ExitStack() as stack:

        def url(version: str) -> str:
            if version not in running:
                document = served(document_of_version(version), version)
                path = tmp_path_factory.mktemp("prism") / f"{version}.json"
                path.write_text(json.dumps(document), encoding="utf-8")
                running[version] = stack.enter_context(Prism(path))
            return running[version].url

        yield url


def call(kind: str, url: str, case: Case) -> Any:
    """Call the method of the version's client; of a list in pages, get its first page."""
    version = importlib.import_module(f"aurakit.{case.operation.version}")
    positional, named = case.operation.arguments(case.operation.sample)
    options: dict[str, Any] = {"base_url": url, "max_retries": 0, "rate_limit": None}

    def method(aura: Any) -> Any:
        return getattr(getattr(aura, case.operation.tag), case.operation.method)(*positional, **named)

    if kind == "sync":
        transport = Steered(case)
        with version.Aura("id", "a-secret", transport=transport, **options) as aura:
            result = method(aura)
            result = next(iter(result.pages())) if isinstance(result, Pages) else result
        assert transport.violations == []
        return result

    async def called() -> Any:
        other = AsyncSteered(case)
        async with version.AsyncAura("id", "a-secret", transport=other, **options) as aura:
            result = method(aura)
            result = await anext(aiter(result.pages())) if isinstance(result, AsyncPages) else await result
        assert other.violations == []
        return result

    return asyncio.run(called())


@both
@pytest.mark.parametrize("case", SUCCESSES, ids=label)
def test_a_success_is_returned(url_of: Callable[[str], str], case: Case, kind: str) -> None:
    result = call(kind, url_of(case.operation.version), case)
    documented = "application/json" in case.operation.responses[str(case.status)].get("content", {})
    assert result is not None or not documented


@by_turns(ERRORS, label)
def test_an_error_status_is_the_right_exception(url_of: Callable[[str], str], case: Case, kind: str) -> None:
    with pytest.raises(APIError) as caught:
        call(kind, url_of(case.operation.version), case)
    assert type(caught.value) is error_class(case.status)
    assert (caught.value.status_code, caught.value.request_id) == (case.status, REQUEST_ID)


def test_every_documented_status_is_a_case_and_redirects_are_among_the_errors() -> None:
    assert len(SUCCESSES) + len(ERRORS) == len(CASES)
    assert sum(case.status == 308 for case in ERRORS) == 12
