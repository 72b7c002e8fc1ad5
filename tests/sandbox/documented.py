"""Plain HTTP against a sandbox in any version, every response checked against the corrected document of the version."""

from __future__ import annotations

import functools
import re
from typing import TYPE_CHECKING, Any

import httpx
from openapi_schema_validator import OAS30Validator

from pipeline.references import JSON, operations_of, resolved
from raw_operations import document_of_version
from sandbox.caller import GRANT

if TYPE_CHECKING:
    from aurakit.sandbox import Sandbox


@functools.cache
def _patterns(version: str) -> list[tuple[re.Pattern[str], str, str, dict[str, Any]]]:
    found = []
    for path, method, operation in operations_of(document_of_version(version)):
        pattern = re.compile(re.sub(r"\\{[^/]+\\}", "[^/]+", re.escape(f"/{version}{path}")))
        found.append((pattern, path, method.upper(), operation))
    return sorted(found, key=lambda one: one[1].count("{"))


def documented(version: str, method: str, path: str) -> dict[str, Any]:
    """The operation of a request."""
    return next(one[3] for one in _patterns(version) if one[2] == method and one[0].fullmatch(path))


def check(response: httpx.Response) -> None:
    """Raise AssertionError for a response that its operation's document does not know, or whose body does not fit."""
    request = response.request
    version = request.url.path.split("/")[1]
    operation = documented(version, request.method, request.url.path)
    if response.status_code >= 300:
        assert response.json().keys() & {"errors", "error"}
        return
    assert str(response.status_code) in operation["responses"]
    wanted = (
        resolved(document_of_version(version), operation["responses"][str(response.status_code)])
        .get("content", {})
        .get(JSON)
    )
    if wanted is None:
        assert not response.content
        return
    schema = {**wanted["schema"], "components": document_of_version(version)["components"]}
    problems = [f"{error.json_path}: {error.message}" for error in OAS30Validator(schema).iter_errors(response.json())]
    assert not problems, f"{request.method} {request.url.path}: {problems}"


class Documented(httpx.Client):
    """A client with a token, whose paths are below `prefix`."""

    def __init__(self, sandbox: Sandbox, version: str, prefix: str = "") -> None:
        super().__init__(
            base_url=f"{sandbox.base_url}/{version}{prefix}",
            timeout=10.0,
            verify=False,
            event_hooks={"response": [_read]},
        )
        self.sandbox = sandbox
        self.login()

    def login(self) -> None:
        """Take a new token, by the address that v2beta1 documents."""
        credentials = (self.sandbox.client_id, self.sandbox.client_secret)
        answer = httpx.post(f"{self.sandbox.base_url}/v2beta1/oauth/token", auth=credentials, data=GRANT)
        self.headers["Authorization"] = f"Bearer {answer.raise_for_status().json()['access_token']}"

    def ok(self, method: str, path: str, **options: Any) -> Any:
        """What a request that succeeds has in `data`, or all of it where there is none."""
        response = self.request(method, path, **options)
        assert response.status_code < 300, response.text
        if not response.content:
            return None
        body = response.json()
        return body["data"] if isinstance(body, dict) and "data" in body else body

    def refused(self, method: str, path: str, **options: Any) -> tuple[int, str]:
        """The status of a request that is refused, and the reason of its first error."""
        response = self.request(method, path, **options)
        assert response.status_code >= 400, response.text
        return response.status_code, response.json()["errors"][0]["reason"]


def _read(response: httpx.Response) -> None:
    response.read()
    check(response)
