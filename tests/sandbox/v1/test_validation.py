"""Bodies and queries that are not what an operation takes."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from aurakit.sandbox.bodies import parsed
from aurakit.sandbox.errors import ErrorResponse
from aurakit.sandbox.v1.validation import Field, checked, checked_ttl
from sandbox.caller import Caller, reasons

if TYPE_CHECKING:
    from collections.abc import Callable

    from support.http_library import httpx

BAD_INSTANCE_FIELDS: list[tuple[str, object]] = [
    ("name", "x" * 31),
    ("name", ""),
    ("name", " padded"),
    ("name", 7),
    ("name", None),
    ("type", "huge-db"),
    ("type", ["free-db"]),
    ("cloud_provider", "ibm"),
    ("memory", 4),
    ("memory", ""),
    ("tenant_id", {"id": "x"}),
    ("vector_optimized", "yes"),
    ("graph_analytics_plugin", 1),
    ("secondaries_count", -1),
    ("secondaries_count", 1.5),
    ("secondaries_count", True),
    ("cdc_enrichment_mode", False),
    ("cdc_enrichment_mode", "off"),
    ("storage", None),
    ("source_instance_id", 5),
]


class Refused:
    """The outcome of a check that refused with 400."""


def answer(check: Callable[[], Any]) -> Any:
    """What a check found, or that it refused."""
    try:
        return check()
    except ErrorResponse as refused:
        return Refused() if refused.status == 400 else refused


def refusal(response: httpx.Response) -> tuple[int, list[tuple[str, str | None]]]:
    return response.status_code, reasons(response)


@pytest.mark.parametrize(("field", "value"), BAD_INSTANCE_FIELDS)
def test_a_wrong_field_is_refused_by_its_name(calm: Caller, field: str, value: object) -> None:
    answer = calm.post("/instances", json=calm.instance_body(**{field: value}))
    assert refusal(answer) == (400, [("validation-error", field)])
    assert calm.sandbox.instances.created == 0


def test_every_missing_field_is_named(calm: Caller) -> None:
    status, found = refusal(calm.post("/instances", json={}))
    required = {"region", "memory", "name", "type", "tenant_id", "cloud_provider"}
    assert (status, {field for _, field in found}) == (400, required)


def test_a_field_nobody_knows_is_ignored(calm: Caller) -> None:
    assert calm.post("/instances", json=calm.instance_body(colour="red")).status_code == 202


def test_an_unknown_project_is_named_as_the_wrong_field(calm: Caller) -> None:
    answer = calm.post("/instances", json=calm.instance_body(tenant_id="unknown"))
    assert refusal(answer) == (400, [("tenant-not-found", "tenant_id")])


@pytest.mark.parametrize("content", [b"", b"{}", b"[]", b"null", b"{", b'"text"', b"\xff\xfe\xff", b'{"name": NaN}'])
def test_a_body_that_is_no_json_object_or_changes_nothing_is_refused(calm: Caller, content: bytes) -> None:
    headers = {"Content-Type": "application/json"}
    answer = calm.patch(f"/instances/{calm.running()}", content=content, headers=headers)
    assert refusal(answer) == (400, [("validation-error", None)])


@pytest.mark.parametrize(
    "content",
    [
        b"[" * 60_000,
        b"1" * 60_000,
    ],
)
def test_a_body_that_is_large_and_no_json_is_refused(calm: Caller, content: bytes) -> None:
    answer = calm.post("/instances", content=content, headers={"Content-Type": "application/json"})
    assert refusal(answer) == (400, [("validation-error", None)])


@pytest.mark.parametrize("date", ["foo", "2025-13-01", "20250101", "2025-01-01T00:00:00Z", "", "2025-1-1"])
def test_a_date_that_is_none_is_refused(calm: Caller, date: str) -> None:
    answer = calm.get(f"/instances/{calm.running()}/snapshots", params={"date": date})
    assert refusal(answer) == (400, [("validation-error", "date")])


@pytest.mark.parametrize(
    "path",
    [
        "/instances/00000000",
        "/instances/00000000/snapshots",
        "/instances/00000000/snapshots/x",
        "/tenants/unknown",
        "/tenants/unknown/metrics-integration",
        "/customer-managed-keys/unknown",
        "/graph-analytics/sessions/unknown",
        "/graph-analytics/sessions?instanceId=unknown",
        "/instances/%F0%9F%92%A5",
        "/instances/%00",
        "/instances/%ff",
    ],
)
def test_an_unknown_id_is_not_found(calm: Caller, path: str) -> None:
    assert calm.get(path).status_code == 404


@pytest.mark.parametrize(
    ("path", "body", "field"),
    [
        ("/instances/sizing", {"node_count": -1, "relationship_count": 1}, "node_count"),
        ("/instances/sizing", {"node_count": 1}, "relationship_count"),
        ("/instances/sizing", {"node_count": 1, "relationship_count": 1, "instance_type": "x"}, "instance_type"),
        (
            "/graph-analytics/sessions/sizing",
            {"node_count": 1, "relationship_count": 1, "algorithm_categories": "similarity"},
            "algorithm_categories",
        ),
        ("/graph-analytics/sessions", {"memory": "8GB"}, "name"),
        ("/graph-analytics/sessions", {"name": "s", "memory": "lots"}, "memory"),
        ("/graph-analytics/sessions", {"name": "s", "memory": "8GB", "ttl": "soon"}, "ttl"),
        ("/graph-analytics/sessions", {"name": "s", "memory": "8GB", "instance_id": "x"}, "instance_id"),
        ("/graph-analytics/sessions", {"name": "s", "memory": "8GB", "tenant_id": "x"}, "tenant_id"),
        ("/graph-analytics/sessions", {"name": "s", "memory": "8GB", "region": "x"}, "cloud_provider"),
    ],
)
def test_other_bodies_are_checked_as_well(calm: Caller, path: str, body: dict[str, object], field: str) -> None:
    status, found = refusal(calm.post(path, json=body))
    assert (status, [named for _, named in found]) == (400, [field])


JSON = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats(allow_nan=False, allow_infinity=False) | st.text(max_size=40),
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.text(max_size=8), inner, max_size=3),
    max_leaves=8,
)
KINDS = [Field("value", kind, required=True) for kind in ("text", "name", "size", "count", "flag", "texts")]


@given(value=JSON, field=st.sampled_from(KINDS))
def test_a_field_is_either_of_its_type_or_refused(value: Any, field: Field) -> None:
    types = {"text": str, "name": str, "size": str, "count": int, "flag": bool, "texts": list}
    accepted = answer(lambda: checked({"value": value}, (field,))["value"])
    assert isinstance(accepted, Refused) or (
        isinstance(accepted, types[field.kind]) and str(accepted).lower() == str(value).lower()
    )


@given(content=st.binary(max_size=60))
def test_any_bytes_are_an_object_or_refused(content: bytes) -> None:
    assert isinstance(answer(lambda: parsed(content)), dict | Refused)


@given(text=st.text("0123456789dhms ", max_size=9) | st.from_regex(r"\A[0-9]{1,2}d[0-9]{1,2}h\Z"))
def test_a_lifetime_is_between_one_second_and_seven_days_or_refused(text: str) -> None:
    found = answer(lambda: checked_ttl(text))
    assert isinstance(found, Refused) or 0 < found <= 7 * 86400


@pytest.mark.parametrize(
    ("text", "seconds"),
    [("20m0s", 1200), ("1d8h1m2s", 115262), ("8m", 480), ("7d", 604800), ("1200.0s", 1200), ("42.5s", 42.5)],
)
def test_a_lifetime_is_read_as_the_api_writes_it(text: str, seconds: float) -> None:
    assert checked_ttl(text) == seconds


@settings(suppress_health_check=[HealthCheck.function_scoped_fixture], max_examples=60, deadline=None)
@given(body=st.dictionaries(st.sampled_from(["name", "memory", "storage", "secondaries_count", "x"]), JSON, max_size=4))
def test_no_body_makes_the_sandbox_fail(calm: Caller, body: dict[str, Any]) -> None:
    assert calm.patch("/instances/00000000", json=body).status_code in {400, 404}
    assert calm.post("/instances", json=calm.instance_body() | body).status_code in {202, 400}
