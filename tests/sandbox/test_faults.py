"""Faults that were ordered, and what can be read back."""

from __future__ import annotations

import re
import time
from typing import Any

import pytest

from aurakit.sandbox import ManualClock, Sandbox
from aurakit.sandbox.faults import pattern
from sandbox.caller import Caller
from support.http_library import httpx


def test_the_next_requests_that_match_get_the_answer_ordered(calm: Caller) -> None:
    fault = calm.sandbox.fail(
        method="GET", path="/instances", times=2, status=503, headers={"Retry-After": "7"}, body={"error": "down"}
    )
    assert calm.get("/tenants").status_code == 200
    first = calm.get("/instances")
    assert (first.status_code, first.headers["Retry-After"], first.json()) == (503, "7", {"error": "down"})
    assert fault.remaining == 1
    assert calm.get("/instances").status_code == 503
    assert calm.get("/instances").status_code == 200


def test_a_request_that_is_failed_has_no_effect(calm: Caller) -> None:
    calm.sandbox.fail(method="POST", path="/instances", status=500)
    assert calm.post("/instances", json=calm.instance_body()).status_code == 500
    assert calm.sandbox.instances.created == 0


@pytest.mark.parametrize(
    ("body", "text", "media_type"),
    [
        (None, '{"error": "Bad Gateway"}', "application/json"),
        ("", "", None),
        (b"\x00\xff", "\x00\ufffd", None),
        ("<html>", "<html>", None),
        ([1], "[1]", "application/json"),
    ],
)
def test_a_fault_can_have_any_body(calm: Caller, body: object, text: str, media_type: str | None) -> None:
    calm.sandbox.fail(status=502, body=body)
    answer = calm.get("/tenants")
    assert (answer.text, answer.headers.get("Content-Type")) == (text, media_type)


def test_statuses_that_nobody_registered_can_be_ordered(calm: Caller) -> None:
    calm.sandbox.fail(status=520)
    assert calm.get("/tenants").status_code == 520


def test_an_answer_can_be_lost_after_the_effect(calm: Caller) -> None:
    calm.sandbox.fail(method="POST", path="/instances", lose_response=True)
    with pytest.raises(httpx.RemoteProtocolError):
        calm.post("/instances", json=calm.instance_body())
    assert calm.sandbox.instances.created == 1
    assert calm.sandbox.requests[-1].status is None
    assert len(calm.data("/instances")) == 1


def test_an_effect_can_be_answered_with_an_error(calm: Caller) -> None:
    calm.sandbox.fail(method="POST", path="/instances", status=504, lose_response=True)
    assert calm.post("/instances", json=calm.instance_body()).status_code == 504
    assert calm.sandbox.instances.created == 1


def test_a_lost_answer_is_kept_for_a_request_that_has_an_effect(calm: Caller) -> None:
    calm.sandbox.fail(method="POST", path="/instances", status=504, lose_response=True)
    assert calm.post("/instances", json={}).status_code == 400
    assert calm.post("/instances", json=calm.instance_body()).status_code == 504


def test_a_late_answer_moves_a_manual_clock_and_takes_no_time(calm: Caller) -> None:
    calm.sandbox.fail(delay=3600.0)
    before, began = calm.sandbox.clock.now(), time.monotonic()
    assert calm.get("/instances").status_code == 200
    assert calm.sandbox.clock.now() - before == 3600.0
    assert time.monotonic() - began < 5.0


def test_a_late_answer_takes_its_time_on_a_clock_of_its_own() -> None:
    with Sandbox(time_scale=10.0) as sandbox, Caller(sandbox) as caller:
        sandbox.fail(path="/tenants", delay=1.0)
        began = time.monotonic()
        caller.get("/tenants").raise_for_status()
        assert time.monotonic() - began >= 0.1


def test_the_token_endpoint_fails_only_when_it_is_named() -> None:
    with Sandbox(clock=ManualClock()) as sandbox:
        caller = Caller(sandbox)
        sandbox.fail(status=500)
        assert caller.token_request().status_code == 200
        sandbox.fail(path="/oauth/token", status=500)
        assert caller.token_request().status_code == 500
        assert sandbox.requests[-1].request_id is None


@pytest.mark.parametrize(
    ("path", "matching", "other"),
    [
        ("/instances", "/v1/instances", "/v1/instances/x"),
        ("/v1/instances", "/v1/instances", "/v2/instances"),
        ("/instances", "/v2beta1/instances", "/instances"),
        ("/instances/{id}", "/v1/instances/x", "/v1/instances/x/pause"),
        ("/instances/{id}/pause", "/v1/instances/x/pause", "/v1/instances/x/resume"),
        ("/instances/*", "/v1/instances/x/pause", "/v1/instances"),
        ("*", "/oauth/token", ""),
        (None, "/v1/tenants", "/oauth/token"),
    ],
)
def test_a_path_stands_for_those_it_describes(path: str | None, matching: str, other: str) -> None:
    assert pattern(path).fullmatch(matching)
    assert other == "" or not pattern(path).fullmatch(other)


@pytest.mark.parametrize(
    "options",
    [
        {},
        {"times": 0, "status": 500},
        {"delay": -1.0},
        {"headers": {"A": "b"}, "delay": 1.0},
        {"body": "x", "delay": 1.0},
    ],
)
def test_an_order_that_means_nothing_is_refused(calm: Caller, options: dict[str, object]) -> None:
    with pytest.raises(ValueError, match="fault|times|headers"):
        calm.sandbox.fail(**options)  # type: ignore[arg-type]


def test_an_operation_can_end_in_its_failed_state(calm: Caller) -> None:
    calm.sandbox.operations.fail("create")
    failed, fine = calm.create(), calm.create()
    calm.sandbox.advance(601.0)
    assert (calm.shown(failed), calm.shown(fine)) == ("loading failed", "running")
    calm.sandbox.operations.fail("overwrite", resource_id=fine)
    calm.sandbox.operations.fail("snapshot", status="Cancelled")
    source = calm.running()
    snapshot = calm.snapshot(source)
    assert calm.data(f"/instances/{source}/snapshots/{snapshot}")["status"] == "Cancelled"
    calm.post(f"/instances/{fine}/overwrite", json={"source_instance_id": source}).raise_for_status()
    calm.sandbox.advance(301.0)
    assert calm.shown(fine) == "loading failed"


def test_a_failed_overwrite_leaves_what_was_asked_for_undone(calm: Caller) -> None:
    calm.sandbox.operations.fail("key")
    body = {"name": "k", "key_id": "x", "instance_type": "enterprise-db", "cloud_provider": "gcp"}
    place = {"region": "europe-west1", "tenant_id": calm.sandbox.project_id}
    key = calm.post("/customer-managed-keys", json=body | place).json()["data"]
    calm.sandbox.advance(61.0)
    assert calm.data(f"/customer-managed-keys/{key['id']}")["status"] == "error"


def test_a_failed_session_is_answered_with_200_and_errors_beside_it(calm: Caller) -> None:
    calm.sandbox.operations.fail("session")
    body = {"name": "s", "memory": "8GB", "cloud_provider": "gcp", "region": "europe-west1"}
    session = calm.post("/graph-analytics/sessions", json=body).json()["data"]
    calm.sandbox.advance(41.0)
    answer = calm.get(f"/graph-analytics/sessions/{session['id']}")
    assert answer.status_code == 200
    assert answer.json()["data"]["status"] == "Failed"
    assert len(answer.json()["errors"]) == 1


def test_only_what_can_fail_can_be_made_to_fail(calm: Caller) -> None:
    with pytest.raises(ValueError, match="create, overwrite, snapshot, key, session"):
        calm.sandbox.operations.fail("pause")
    with pytest.raises(ValueError, match="Failed or Cancelled"):
        calm.sandbox.operations.fail("snapshot", status="Lost")
    with pytest.raises(ValueError, match="401 or 403"):
        calm.sandbox.tokens.expire(500)


def test_every_request_can_be_read_back_without_its_credentials(calm: Caller) -> None:
    calm.get("/instances", params={"tenantId": "x"}, headers={"X-Own": "1"})
    calm.post("/instances/sizing", json={"node_count": 1})
    token, got, posted = calm.sandbox.requests
    assert (token.method, token.path, token.status) == ("POST", "/oauth/token", 200)
    assert (got.method, got.path, got.query, got.status) == ("GET", "/v1/instances", {"tenantId": "x"}, 200)
    assert (got.headers["x-own"], got.headers["authorization"]) == ("1", "Bearer")
    assert (posted.json(), posted.status, posted.time) == ({"node_count": 1}, 400, 0.0)
    assert calm.sandbox.client_secret not in repr(calm.sandbox.requests)


@pytest.mark.parametrize(
    ("order", "problem"),
    [
        ({"status": "503"}, "status must be a number from 200 to 599, not '503'"),
        ({"status": 99}, "status must be a number from 200 to 599, not 99"),
        ({"status": 503, "path": "v1/tenants"}, "a path must begin with /, but 'v1/tenants' does not"),
    ],
)
def test_a_fault_that_could_never_happen_is_refused(order: dict[str, Any], problem: str) -> None:
    with Sandbox(clock=ManualClock()) as sandbox, pytest.raises(ValueError, match=f"^{re.escape(problem)}$"):
        sandbox.fail(**order)


def test_faults_that_wait_for_requests_can_be_asked_for() -> None:
    with Sandbox() as sandbox:
        misspelt = sandbox.fail(path="/instnaces", status=503)
        used = sandbox.fail(path="/instances", status=503)
        sandbox.client().instances.list()
        assert sandbox.faults == (misspelt,)
        assert used.remaining == 0
        assert repr(misspelt) == "<Fault for 1 more of any method /instnaces>"
