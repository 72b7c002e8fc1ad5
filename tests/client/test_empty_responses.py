"""A success without the body that the document has: no failure, unless something is needed that only the body has.

Every operation of every version that changes something is called, sync and async. The request was accepted, so that an
error would let people send it again, or think that a deletion did not happen.
"""

from __future__ import annotations

import json
import re
from typing import Any

import pytest

from aurakit.errors import APIError, NotFoundError, ResponseDecodeError
from aurakit.sandbox.v2beta1.samples import sample
from raw_operations import ALL, PATH_VALUE, Documented, document_of_version, name_of
from support.calling import TOKEN, called
from support.http_library import httpx

JSON = "application/json"
ONLY_THE_BODY_HAS = {
    # an id, and for some a secret, without which what was created cannot be found or used
    "create_instance", "create_snapshot", "create_customer_managed_key", "create_session", "create_data_api",
    "create_auth_provider", "create_organization_invite", "create_ip_filter", "create_agent", "create_deployment",
    "create_deployment_token", "rotate_deployment_token", "create_import_job", "create_database", "create_backup",
    "create_virtual_graph",
    # the answer that was asked for
    "estimate_instance_size", "estimate_session_size", "invoke_agent",
}  # fmt: skip


def documents_a_body(one: Documented) -> bool:
    return any(status < "300" and JSON in found.get("content", {}) for status, found in one.responses.items())


WRITING = [one for one in ALL if one.operation.method != "GET" and documents_a_body(one)]
COMPLETED = [one for one in WRITING if one.name not in ONLY_THE_BODY_HAS]
REFUSED = [one for one in WRITING if one.name in ONLY_THE_BODY_HAS]
DELETING = [one for one in COMPLETED if one.operation.method == "DELETE"]

both = pytest.mark.parametrize("kind", ["sync", "async"])
empty = pytest.mark.parametrize("body", [b"", b"{}", b'{"data": null}', b"null", b'{"errors": []}'])


def looked_at(version: str, path: str) -> Any:
    """The body of a `get`: the example of its document, or values that fit its schema."""
    document = document_of_version(version)
    for one in ALL:
        pattern = re.sub(r"\{[^/]+\}", "[^/]+", f"/{version}{one.path}")
        if (one.version, one.operation.method) == (version, "GET") and re.fullmatch(pattern, path):
            media = one.responses["200"]["content"][JSON]
            examples = list(media.get("examples", {}).values())
            body = examples[0]["value"] if examples else sample(document, media["schema"])
            for item in body["data"] if isinstance(body.get("data"), list) else ():
                item["user_id"] = PATH_VALUE
            return body
    raise AssertionError(f"nothing to look at: {path}")


def served(one: Documented, body: bytes, *, gone: bool = False, requests: list[str]) -> httpx.MockTransport:
    """An API whose successful responses to changes have this body. gone: nothing is found afterwards."""

    def respond(request: httpx.Request) -> httpx.Response:
        if request.url.path.endswith("/oauth/token"):
            return httpx.Response(200, json=TOKEN)
        requests.append(request.method)
        if request.method == one.operation.method:
            return httpx.Response(int(min(one.responses)), content=body, headers={"X-Request-Id": "1/2"})
        if gone:
            return httpx.Response(404, json={"errors": [{"message": "gone", "reason": "db-not-found"}]})
        return httpx.Response(200, content=_encoded(looked_at(one.version, request.url.path)))

    return httpx.MockTransport(respond)


def _encoded(body: Any) -> bytes:
    return json.dumps(body, default=lambda value: value.isoformat()).encode()


@empty
@both
@pytest.mark.parametrize("one", COMPLETED, ids=name_of)
def test_a_change_without_a_body_is_a_success_and_returns_something(one: Documented, kind: str, body: bytes) -> None:
    requests: list[str] = []
    result = called(kind, one, served(one, body, requests=requests))
    assert result is not None
    assert requests[0] == one.operation.method
    assert requests[1:] in ([], ["GET"])


@both
@pytest.mark.parametrize("one", DELETING, ids=name_of)
def test_a_deletion_without_a_body_that_took_no_time_returns_none(one: Documented, kind: str) -> None:
    requests: list[str] = []
    result = called(kind, one, served(one, b"", gone=True, requests=requests))
    assert (result is None) == ("GET" in requests)


@both
@pytest.mark.parametrize("one", [one for one in COMPLETED if one not in DELETING], ids=name_of)
def test_a_get_that_fails_says_that_the_change_was_accepted(one: Documented, kind: str) -> None:
    requests: list[str] = []
    transport = served(one, b"", gone=True, requests=requests)
    if one.name == "cancel_import_job":
        assert called(kind, one, transport).id == PATH_VALUE  # the id is all that is needed
        return
    with pytest.raises(NotFoundError) as caught:
        called(kind, one, transport)
    assert "itself was accepted: do not send it again" in caught.value.__notes__[0]


@both
@pytest.mark.parametrize("one", REFUSED, ids=name_of)
def test_what_only_the_body_has_is_missed(one: Documented, kind: str) -> None:
    with pytest.raises(ResponseDecodeError) as caught:
        called(kind, one, served(one, b"", requests=[]))
    assert caught.value.request_id == "1/2"


@both
@pytest.mark.parametrize("one", COMPLETED, ids=name_of)
def test_errors_in_the_place_of_the_body_are_no_success(one: Documented, kind: str) -> None:
    body = b'{"errors": [{"message": "no room", "reason": "quota-exceeded"}]}'
    with pytest.raises(APIError, match="no room"):
        called(kind, one, served(one, body, requests=[]))


def test_the_list_of_what_needs_its_body_has_nothing_that_is_not_there() -> None:
    assert {one.name for one in REFUSED} == ONLY_THE_BODY_HAS
