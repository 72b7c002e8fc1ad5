"""A recorded session compared with the sandbox."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest
from ruamel.yaml import YAML

from aurakit.sandbox.command import main

CASSETTES = sorted((Path(__file__).resolve().parents[1] / "recordings" / "cassettes").rglob("*.yaml"))
PROJECT = "0aaaaaaa-0000-4000-8000-000000000000"
SUMMARY = {"id": "abcd1234", "name": "orders", "tenant_id": PROJECT, "cloud_provider": "gcp"}
DETAILS: dict[str, Any] = SUMMARY | {
    "created_at": "2026-01-01T10:00:00Z", "connection_url": "neo4j+s://abcd1234.databases.neo4j.io",
    "region": "europe-west1", "type": "professional-db", "memory": "8GB", "storage": "16GB",
    "vector_optimized": False, "graph_analytics_plugin": False,
}  # fmt: skip


def interaction(
    method: str, path: str, status: int, data: Any = None, *, body: str = "", at: str = "10:00:00"
) -> dict[str, Any]:
    """One interaction in the form of vcrpy."""
    text = "" if data is None else json.dumps(data)
    return {
        "request": {
            "method": method, "uri": f"https://api.neo4j.io{path}", "body": body,
            "headers": {"Content-Type": ["application/json"], "Authorization": ["Bearer x"]},
        },
        "response": {
            "status": {"code": status, "message": "x"}, "body": {"string": text},
            "headers": {"Date": [f"Thu, 01 Jan 2026 {at} GMT"]},
        },
    }  # fmt: skip


def compared(
    tmp_path: Path, capsys: pytest.CaptureFixture[str], *interactions: dict[str, Any]
) -> tuple[int, list[str]]:
    path = tmp_path / "session.yaml"
    YAML(typ="safe", pure=True).dump({"version": 1, "interactions": list(interactions)}, path)
    status = main(["compare", str(path)])
    return status, capsys.readouterr().out.splitlines()


@pytest.mark.parametrize("cassette", CASSETTES, ids=lambda path: path.stem)
def test_what_was_recorded_of_the_sandbox_does_not_differ(cassette: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["compare", str(cassette)]) == 0, capsys.readouterr().out
    assert capsys.readouterr().out.endswith("requests, 0 differences\n")


CREATE = (
    '{"name": "orders", "type": "professional-db", "memory": "8GB", "cloud_provider": "gcp", '
    f'"region": "europe-west1", "tenant_id": "{PROJECT}", "version": "5"}}'
)
CREATED = {key: value for key, value in DETAILS.items() if key not in {"memory", "storage"}} | {
    "username": "neo4j", "password": "p",
}  # fmt: skip
SESSION = [
    interaction("POST", "/v1/instances", 202, {"data": CREATED}, body=CREATE),
    interaction("GET", "/v1/instances/abcd1234", 200, {"data": DETAILS | {"status": "creating"}}, at="10:00:10"),
    interaction("GET", "/v1/instances/abcd1234", 200, {"data": DETAILS | {"status": "running"}}, at="10:02:00"),
    interaction("POST", "/v1/instances/abcd1234/pause", 202, {"data": DETAILS | {"status": "pausing"}}, body="{}"),
    interaction("DELETE", "/v1/instances/ffff0000", 404, {"errors": [{"message": "x", "reason": "db-not-found"}]}),
]


def test_a_session_is_replayed_with_the_ids_of_here(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert compared(tmp_path, capsys, *SESSION) == (0, ["5 requests, 0 differences"])


@pytest.mark.parametrize(
    ("change", "expected"),
    [
        ({"connection_url": None}, "data.connection_url was null, but is text here"),
        ({"shards": 3}, "data.shards was recorded, but is absent here"),
        ({"type": "business-critical", "status": "exploding"}, "data.status was 'exploding', but is 'creating' here"),
        ({"vector_optimized": "false"}, "data.vector_optimized was text, but is a boolean here"),
    ],
)
def test_what_differs_in_a_body_is_told(
    tmp_path: Path, capsys: pytest.CaptureFixture[str], change: dict[str, Any], expected: str
) -> None:
    seen = interaction("GET", "/v1/instances/abcd1234", 200, {"data": DETAILS | {"status": "creating"} | change})
    status, lines = compared(tmp_path, capsys, SESSION[0], seen)
    assert status == 1
    assert f"#2 GET /v1/instances/abcd1234: {expected}" in lines


def test_what_is_absent_in_the_recording_and_another_status_are_told(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    short = {key: value for key, value in DETAILS.items() if key != "storage"} | {"status": "running"}
    status, lines = compared(
        tmp_path, capsys, interaction("GET", "/v1/instances/abcd1234", 200, {"data": short}),
        interaction("POST", "/v1/instances/abcd1234/resume", 202, {"data": short | {"status": "running"}}, body="{}"),
    )  # fmt: skip
    assert status == 1
    assert lines == [
        "#1 GET /v1/instances/abcd1234: data.storage is present here, but was absent",
        "#2 POST /v1/instances/abcd1234/resume: status 202 was recorded, but is 409 here",
        "2 requests, 2 differences",
    ]


@pytest.mark.parametrize("text", ["", "interactions: 5", "interactions: [5]", "interactions: [{request: {}}]", "{"])
def test_what_is_no_cassette_is_refused(tmp_path: Path, capsys: pytest.CaptureFixture[str], text: str) -> None:
    path = tmp_path / "session.yaml"
    path.write_text(text, encoding="utf-8")
    assert main(["compare", str(path)]) == 2
    assert capsys.readouterr().err.startswith("error: ")
    assert main(["compare", str(tmp_path / "missing.yaml")]) == 2


SCOPE = "/v2beta1/organizations/o-1/projects/p-1"
BETA: dict[str, Any] = {
    "id": "2f49c2b3", "name": "orders", "legacy_status": "paused", "type": "professional-db", "cloud_provider": "gcp",
    "region": "europe-west1", "memory": "8GB", "storage": "16GB", "multi_database": False, "vector_optimized": False,
    "graph_analytics": "serverless",
}  # fmt: skip


def test_a_session_of_v2beta1_finds_what_was_there_before(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    graph = {"id": "ge000001", "name": "sales", "status": "error"}
    job = {"id": "j-1", "info": {"state": "Completed", "exit_status": {"state": "Failure", "message": "x"}}}
    _, lines = compared(
        tmp_path, capsys,
        interaction("GET", f"{SCOPE}/instances/2f49c2b3", 200, {"data": BETA}),
        interaction("GET", f"{SCOPE}/virtual-graphs/ge000001", 200, {"data": graph}),
        interaction("GET", f"{SCOPE}/import/jobs/j-1", 200, {"data": job}),
        interaction("DELETE", f"{SCOPE}/virtual-graphs/ge000001", 202),
        interaction("GET", "/v2beta1/organizations/other", 404, {"errors": [{"message": "x", "reason": "y"}]}),
    )  # fmt: skip
    assert [line for line in lines if "#1" in line or "status " in line] == []
    assert all("is present here, but was absent" in line for line in lines[:-1] if "#5" not in line)


def test_an_instance_that_two_versions_show_is_there_once(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    seen = (
        interaction(
            "GET", "/v1/instances/abcd1234", 200, {"data": DETAILS | {"status": "running", "tenant_id": "p-1"}}
        ),
        interaction("GET", f"{SCOPE}/instances/abcd1234", 200, {"data": BETA | {"id": "abcd1234"}}),
        interaction("GET", f"{SCOPE}/instances/abcd1234/databases", 200, {"data": [{"id": "x", "name": "x"}]}),
    )
    for order in (seen, (seen[1], seen[0], seen[2])):
        _, lines = compared(tmp_path, capsys, *order)
        assert lines[-1].startswith("3 requests, ") and not [line for line in lines if "status 200" in line]


def test_what_differs_in_v2beta1_is_told(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    changed = BETA | {"shards": 3, "vector_optimized": "no"}
    status, lines = compared(
        tmp_path, capsys,
        interaction("GET", f"{SCOPE}/instances/2f49c2b3", 200, {"data": changed}),
        interaction("PATCH", f"{SCOPE}/instances/2f49c2b3", 200, {"data": BETA}, body='{"memory": "16GB"}'),
    )  # fmt: skip
    assert status == 1
    assert lines == [
        f"#1 GET {SCOPE}/instances/2f49c2b3: data.vector_optimized was text, but is a boolean here",
        f"#1 GET {SCOPE}/instances/2f49c2b3: data.shards was recorded, but is absent here",
        f"#2 PATCH {SCOPE}/instances/2f49c2b3: status 200 was recorded, but is 400 here",
        "2 requests, 3 differences",
    ]
