"""What goes out and what comes back, shown without what it holds."""

from __future__ import annotations

from typing import Any

import pytest

from aurakit._calls.messages import Failure, Request, Response
from aurakit._errors.secret import Secret
from support.fakes import failure, request, response


def test_a_request_is_shown_without_its_headers_and_content() -> None:
    held = Request(
        "POST",
        "https://api.test/v1/instances?x=1",
        headers=[(b"Authorization", b"Bearer secret")],
        path="/v1/instances",
        base="https://api.test/v1",
        idempotent=False,
        content=b'{"password": "secret"}',
    )
    assert repr(held) == "<Request POST /v1/instances>"


def test_a_request_of_the_user_s_own_has_no_operation_no_route_and_no_authorization() -> None:
    plain = request("GET")
    assert (plain.content, plain.operation, plain.route, plain.authorization) == (b"", "", "", None)


def test_a_request_has_what_it_was_made_with() -> None:
    required: dict[str, Any] = {"headers": ((b"A", b"b"),), "base": "https://api.test/v1", "idempotent": True}
    bare = {
        "content": b"", "operation": "", "route": "", "version": "", "quota": "", "authorization": None,
        "path": "/v1/instances",
    }  # fmt: skip
    plain = Request("GET", "https://api.test/v1/instances?x=1", **required)
    assert {name: getattr(plain, name) for name in bare} == bare
    given: dict[str, Any] = {
        "content": b"{}", "operation": "list_instances", "route": "/instances", "version": "v1", "quota": "writes",
        "authorization": Secret("Basic x"), "path": "/of/its/own",
    }  # fmt: skip
    full = Request("GET", "https://api.test/v1/instances?x=1", **required, **given, owner="org1")
    assert {name: getattr(full, name) for name in [*required, *given]} == required | given
    assert (plain.group, full.group) == ("/", "v1/writes/org1")
    assert Request("GET", "https://api.test/v1/x", **required, quota="writes").group == "/writes/"


def test_a_response_has_what_it_was_made_with() -> None:
    came = Response(404, {"A": "b"}, b"{}", "r1")
    assert (came.status, came.headers, came.content, came.request_id) == (404, {"A": "b"}, b"{}", "r1")


def test_a_response_is_shown_without_its_body() -> None:
    assert repr(Response(200, {}, b'{"password": "x"}')) == "<Response 200, 17 bytes>"


def test_a_failure_is_shown_by_its_kind_and_text() -> None:
    assert repr(Failure("network", "reset", sent=True)) == "<Failure network: reset>"


def test_a_response_or_failure_without_a_request_id_has_none() -> None:
    assert Response(200, {"X-Request-Id": "not read here"}, b"").request_id is None
    assert Failure("network", "reset", sent=True).request_id is None


def test_a_failure_knows_what_had_arrived_of_the_response() -> None:
    cut = Failure("truncated", "cut short", sent=True, status=503, request_id="r1")
    assert (cut.status, cut.request_id, cut.sent) == (503, "r1", True)


@pytest.mark.parametrize("message", [request("GET"), response(200), failure("network")], ids=repr)
def test_a_message_takes_no_other_fields(message: object) -> None:
    with pytest.raises(AttributeError):
        message.note = "x"  # type: ignore[attr-defined]
