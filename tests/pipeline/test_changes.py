"""What a new edition means to users of the SDK, in their terms."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from editions import CORRECTIONS, INTERFACE, body, compared, operation, schema
from pipeline.changes import Change, changes
from pipeline.edition import UNSEEN, compare, report
from pipeline.surface import Fact

if TYPE_CHECKING:
    from collections.abc import Callable

PAUSE = "/instances/{instanceId}/pause"
SNAPSHOTS = "GET /instances/{instanceId}/snapshots"


def add_operation(document: dict[str, Any]) -> None:
    document["paths"]["/instances/{instanceId}/rewind"] = {
        "parameters": [{"$ref": "#/components/parameters/instanceId"}],
        "post": {
            "tags": ["instances"],
            "operationId": "rewind-instance",
            "responses": {
                "202": {"content": {"application/json": {"schema": {"$ref": "#/components/schemas/Instance"}}}}
            },
        },
    }


def add_model(document: dict[str, Any]) -> None:
    schema(document, "ProjectSummary")["properties"]["owner"] = {"$ref": "#/components/schemas/Owner"}
    document["components"]["schemas"]["Owner"] = {
        "type": "object",
        "required": ["id"],
        "properties": {"id": {"type": "string"}},
    }


def halt_in_place_of_pause(document: dict[str, Any]) -> None:
    document["paths"]["/instances/{instanceId}/halt"] = document["paths"].pop(PAUSE)
    operation(document, "POST /instances/{instanceId}/halt")["operationId"] = "post-halt-instance"


def rename_path_parameter(document: dict[str, Any]) -> None:
    item = document["paths"].pop("/tenants/{tenantId}")
    for holder in (item, item["get"]):
        holder["parameters"] = [
            {"in": "path", "name": "projectId", "required": True, "schema": {"type": "string"}}
            if one.get("$ref", "").endswith("/tenantId")
            else one
            for one in holder.get("parameters", [])
        ]
    document["paths"]["/tenants/{projectId}"] = item


# What the API's authors change, and the lines that users read.
CASES: dict[str, tuple[Callable[[dict[str, Any]], object], list[str]]] = {
    "an operation removed": (
        lambda document: document["paths"].pop(PAUSE),
        ["breaking: instances.pause: operation removed"],
    ),
    "an operation added": (add_operation, ["added: instances.rewind: operation, POST /instances/{instanceId}/rewind"]),
    "a path changed, the operation id kept": (
        lambda document: document["paths"].update({"/instances/{instanceId}/halt": document["paths"].pop(PAUSE)}),
        [
            f"changed: instances.pause: route changed from POST {PAUSE} to POST /instances/{{instanceId}}/halt",
        ],
    ),
    "a path and its operation id changed": (
        halt_in_place_of_pause,
        [
            "breaking: instances.pause: operation removed",
            "added: instances.post_halt: operation, POST /instances/{instanceId}/halt",
        ],
    ),
    "a path parameter renamed": (
        rename_path_parameter,
        ["changed: projects.get(tenant_id): path parameter renamed to projects.get(project_id)"],
    ),
    "a parameter removed": (
        lambda document: operation(document, "GET /instances").update(parameters=[]),
        ["breaking: instances.list(tenant_id): query parameter removed"],
    ),
    "an optional parameter added": (
        lambda document: operation(document, "GET /instances")["parameters"].append(
            {"name": "pageSize", "in": "query", "schema": {"type": "integer"}}
        ),
        ["added: instances.list(page_size): optional query parameter, integer"],
    ),
    "a required parameter added": (
        lambda document: operation(document, "GET /instances")["parameters"].append(
            {"name": "pageSize", "in": "query", "required": True, "schema": {"type": "integer"}}
        ),
        ["breaking: instances.list(page_size): new required query parameter, integer"],
    ),
    "an optional request field added": (
        lambda document: body(document, "POST /instances")["properties"].update(colour={"type": "string"}),
        ["added: instances.create(colour): optional request field, string"],
    ),
    "a required request field added": (
        lambda document: (
            body(document, "POST /instances")["properties"].update(colour={"type": "string"}),
            body(document, "POST /instances")["required"].append("colour"),
        ),
        ["breaking: instances.create(colour): new required request field, string"],
    ),
    "a request field required that was not": (
        lambda document: body(document, "POST /instances")["required"].append("source_instance_id"),
        ["breaking: instances.create(source_instance_id): now required"],
    ),
    "a request field no longer required": (
        lambda document: body(document, "POST /instances")["required"].remove("version"),
        ["changed: instances.create(version): now optional"],
    ),
    "a request field removed": (
        lambda document: body(document, "POST /instances")["properties"].pop("source_instance_id"),
        ["breaking: instances.create(source_instance_id): request field removed"],
    ),
    "a request field of another type": (
        lambda document: body(document, "POST /instances")["properties"]["tenant_id"].update(type="integer"),
        ["breaking: instances.create(tenant_id): type changed from string to integer"],
    ),
    "an answer's field added": (
        lambda document: schema(document, "ProjectSummary")["properties"].update(colour={"type": "string"}),
        ["added: ProjectSummary.colour: optional field, string"],
    ),
    "an answer's model added": (
        add_model,
        ["added: Owner: model of a response", "added: ProjectSummary.owner: optional field, Owner"],
    ),
    "an answer's field removed": (
        lambda document: (
            schema(document, "InstanceSummary")["properties"].pop("tenant_id"),
            schema(document, "InstanceSummary")["required"].remove("tenant_id"),
        ),
        ["breaking: InstanceSummary.tenant_id: field removed"],
    ),
    "an answer's field no longer required": (
        lambda document: schema(document, "InstanceSummary")["required"].remove("tenant_id"),
        ["breaking: InstanceSummary.tenant_id: may now be absent or null"],
    ),
    "an answer's field that can be null": (
        lambda document: schema(document, "InstanceSummary")["properties"]["tenant_id"].update(nullable=True),
        ["breaking: InstanceSummary.tenant_id: may now be absent or null"],
    ),
    "an enum's value added": (
        lambda document: schema(document, "CloudProvider")["enum"].append("oci"),
        ["added: CloudProvider: value oci"],
    ),
    "an enum's value removed": (
        lambda document: schema(document, "CloudProvider")["enum"].remove("azure"),
        ["breaking: CloudProvider: value azure removed"],
    ),
    "an error status added": (
        lambda document: operation(document, "GET /instances")["responses"].update(
            {"418": {"$ref": "#/components/responses/Forbidden"}}
        ),
        ["added: instances.list: error status 418"],
    ),
    "an error status gone": (
        lambda document: operation(document, "GET /instances")["responses"].pop("308"),
        ["removed: instances.list: error status 308"],
    ),
    "a limit changed": (
        lambda document: body(document, "POST /instances")["properties"]["name"].update(maxLength=63),
        [
            (
                "changed: instances.create(name): limits changed from minLength 1, maxLength 30 to minLength 1, "
                "maxLength 63"
            ),
        ],
    ),
    "the address changed": (
        lambda document: document["servers"][0].update(url="https://api.example.com/v1"),
        ["breaking: the API: address changed from https://api.neo4j.io/v1 to https://api.example.com/v1"],
    ),
    "an example value changed": (
        lambda document: operation(document, "GET /instances")["responses"]["200"]["content"]["application/json"][
            "examples"
        ]["example1"]["value"]["data"][0].update(name="Elsewhere"),
        [str(UNSEEN)],
    ),
    "nothing": (lambda document: None, []),
}


@pytest.mark.parametrize(("change", "lines"), CASES.values(), ids=CASES)
def test_a_change_is_told_in_users_terms(change: Callable[[dict[str, Any]], object], lines: list[str]) -> None:
    assert [str(found) for found in compared(change).changes] == lines


def test_an_edition_the_corrections_do_not_fit_is_compared_without_them_and_says_which_one() -> None:
    found = compared(lambda document: document["paths"].pop(PAUSE))
    assert "/pause" in found.misfit
    assert found.breaking


def test_breaking_changes_come_first() -> None:
    def change(document: dict[str, Any]) -> None:
        add_operation(document)
        schema(document, "CloudProvider")["enum"].remove("azure")

    assert [found.kind for found in compared(change).changes] == ["breaking", "added"]


def test_an_edition_that_renames_a_path_parameter_breaks_nothing() -> None:
    found = compared(rename_path_parameter)
    assert "/tenants/{tenantId}" in found.misfit
    assert not found.breaking


def test_the_first_edition_of_a_version_adds_everything() -> None:
    found = compare(None, INTERFACE, CORRECTIONS, "v1")
    operations = [change for change in found.changes if change.text.startswith("operation, ")]
    assert len(operations) == 26
    assert {change.kind for change in operations} == {"added"}


def facts(kind: str, subject: str) -> st.SearchStrategy[Fact]:
    types, places = st.sampled_from(["string", "integer"]), st.sampled_from(["query", "body"])
    return st.builds(Fact, st.just(subject), st.just(kind), types, st.booleans(), places)


SURFACES = st.fixed_dictionaries(
    {},
    optional={
        "GET /a": st.builds(
            Fact, st.just("a.b"), st.just("operation"), st.sampled_from(["GET /a", "GET /b"]), st.booleans()
        ),
        "GET /a query c": facts("argument", "a.b(c)"),
        "GET /a result": facts("result", "a.b"),
        "GET /a status 200": facts("status", "a.b"),
        "field M": facts("model", "M"),
        "field M > f": facts("field", "M.f"),
        "field M > f = 1": facts("value", "M.f"),
    },
)


@given(SURFACES)
def test_an_edition_does_not_differ_from_itself(surface: dict[str, Fact]) -> None:
    assert changes(surface, surface) == []


@given(SURFACES, SURFACES)
def test_editions_that_differ_are_told_apart_and_what_only_came_never_breaks_but_by_need(
    old: dict[str, Fact], new: dict[str, Fact]
) -> None:
    found = changes(old, new)
    assert bool(found) == (old != new)
    assert found == sorted(set(found), key=found.index)
    if not old:
        assert all("required" in change.text for change in found if change.kind == "breaking")


def test_the_report_names_the_source_and_every_change() -> None:
    text = report(compared(add_operation), "v1", "https://example.org/spec.yaml", "ab12")
    assert text.startswith(
        "# New edition of API version v1\n\nSource: <https://example.org/spec.yaml> (SHA-256 `ab12`)\n"
    )
    assert "## Additions\n\n- `instances.rewind`: operation, POST /instances/{instanceId}/rewind\n" in text
    assert "Breaking" not in text


def test_the_report_of_an_unchanged_edition_says_so() -> None:
    assert "The interface is unchanged." in report(compare(INTERFACE, INTERFACE, CORRECTIONS, "v1"), "v1", "x", "y")


def test_the_report_says_which_correction_no_longer_fits() -> None:
    text = report(compared(lambda document: document["paths"].pop(PAUSE)), "v1", "x", "y")
    assert text.index("## Breaking changes") < text.index("## A correction no longer applies")
    assert "/pause" in text


def test_a_change_prints_as_kind_subject_text() -> None:
    assert (
        str(Change("added", "Instance.foo", "optional field, string")) == "added: Instance.foo: optional field, string"
    )
