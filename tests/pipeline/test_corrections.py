"""The corrections of v1: they fit the published interface, and each repair notices when its mistake is gone."""

from __future__ import annotations

import copy
import re
from typing import TYPE_CHECKING, Any

import jsonpath_rfc9535 as jsonpath
import pytest
from openapi_spec_validator import validate

from pipeline import wire
from pipeline.actions import apply_action
from pipeline.documents import METHODS, ROOT, load
from pipeline.examples import mistakes
from pipeline.overlay import OverlayError, corrected, for_generator

if TYPE_CHECKING:
    from collections.abc import Callable

INTERFACE: dict[str, Any] = load(ROOT / "openapi" / "v1" / "interface.yaml")
CORRECTIONS: dict[str, Any] = load(ROOT / "openapi" / "v1" / "corrections.yaml")
ACTIONS: list[dict[str, Any]] = CORRECTIONS["actions"]
CORRECTED = corrected(INTERFACE, CORRECTIONS)
REPAIRS = [number for number, action in enumerate(ACTIONS, 1) if "x-was" in action]
OPERATIONS = [operation for item in CORRECTED["paths"].values() for name, operation in item.items() if name in METHODS]


def refusal(interface: dict[str, Any]) -> str:
    with pytest.raises(OverlayError) as caught:
        corrected(interface, CORRECTIONS)
    return str(caught.value)


# ------------------------------------------------------------------------------------------------ the result


def selected(path: str) -> list[Any]:
    return [node.value for node in jsonpath.find(path, CORRECTED)]


def test_the_corrected_document_is_a_complete_openapi_document() -> None:
    validate(CORRECTED)


def test_every_example_is_valid_and_has_no_undeclared_property() -> None:
    assert mistakes(CORRECTED) == []


def test_without_corrections_many_examples_are_not_valid() -> None:
    assert len(mistakes(INTERFACE)) > 20


def test_every_difference_on_the_wire_is_declared_and_every_declaration_is_true() -> None:
    assert wire.undeclared(INTERFACE, CORRECTED, CORRECTIONS) == []
    assert wire.differences(INTERFACE, CORRECTED) != []


def test_no_correction_changes_a_path_a_parameter_a_status_or_a_content_type() -> None:
    for line in wire.differences(INTERFACE, CORRECTED):
        assert re.search(r": (request|response 2\d\d): (adds|loses) \S+$", line), line


def test_all_operations_have_the_names_that_the_sdk_is_built_on() -> None:
    names = sorted((operation["tags"][0], operation["operationId"]) for operation in OPERATIONS)
    assert names == [
        ("customer managed keys", "create_customer_managed_key"),
        ("customer managed keys", "delete_customer_managed_key"),
        ("customer managed keys", "get_customer_managed_key"),
        ("customer managed keys", "list_customer_managed_keys"),
        ("instances", "create_instance"),
        ("instances", "delete_instance"),
        ("instances", "estimate_instance_size"),
        ("instances", "get_instance"),
        ("instances", "list_instances"),
        ("instances", "overwrite_instance"),
        ("instances", "pause_instance"),
        ("instances", "resume_instance"),
        ("instances", "update_instance"),
        ("instances", "upgrade_instance"),
        ("projects", "get_metrics_integration"),
        ("projects", "get_project"),
        ("projects", "list_projects"),
        ("sessions", "create_session"),
        ("sessions", "delete_session"),
        ("sessions", "estimate_session_size"),
        ("sessions", "get_session"),
        ("sessions", "list_sessions"),
        ("snapshots", "create_snapshot"),
        ("snapshots", "get_snapshot"),
        ("snapshots", "list_snapshots"),
        ("snapshots", "restore_snapshot"),
    ]


def test_just_the_sizings_and_the_creation_of_a_session_are_marked_as_safe_to_repeat() -> None:
    marked = {operation["operationId"] for operation in OPERATIONS if "x-idempotent" in operation}
    assert marked == {"estimate_instance_size", "estimate_session_size", "create_session"}


def test_every_operation_parameter_model_and_field_is_documented() -> None:
    silent = [operation["operationId"] for operation in OPERATIONS if not operation.get("summary")]
    silent += [operation["operationId"] for operation in OPERATIONS if not operation.get("description")]
    silent += [parameter["name"] for parameter in selected("$..parameters[?@.in]") if not parameter.get("description")]
    for name, schema in CORRECTED["components"]["schemas"].items():
        silent += [name] if not schema.get("description") else []
        fields = {} if name.endswith("Response") else schema.get("properties", {})
        silent += [f"{name}.{field}" for field, inner in fields.items() if not inner.get("description")]
    assert silent == []


def test_every_link_leads_to_an_operation() -> None:
    names = {operation["operationId"] for operation in OPERATIONS}
    links = selected("$..links.*.operationId")
    assert links
    assert set(links) <= names


def test_no_reference_has_anything_but_its_text_beside_it() -> None:
    for node in selected("$..[?@['$ref']]"):
        assert set(node) <= {"$ref", "description"}


def test_every_reference_leads_somewhere() -> None:
    for reference in selected("$..['$ref']"):
        target: Any = CORRECTED
        for step in reference.removeprefix("#/").split("/"):
            target = target[step]


def test_every_optional_field_of_an_answer_may_be_null() -> None:
    requests = {name for name in CORRECTED["components"]["schemas"] if name.endswith("Request")}
    errors = {"Error", "ErrorDetail", "MiddlewareError"}
    for name, schema in CORRECTED["components"]["schemas"].items():
        if name in requests | errors or name.endswith("Response"):
            continue
        for field, inner in schema.get("properties", {}).items():
            text = str(inner)
            assert (field in schema.get("required", [])) != ("'nullable': True" in text), f"{name}.{field}"


def test_the_generator_gets_a_valid_document_with_and_without_corrections() -> None:
    codegen = load(ROOT / "openapi" / "codegen.yaml")
    validate(for_generator(CORRECTED, codegen))
    bare = for_generator(corrected(INTERFACE, None), codegen)
    assert bare["paths"].keys() == INTERFACE["paths"].keys()


# ------------------------------------------------------------------------------------------------ mistakes gone


def without_checks(action: dict[str, Any]) -> dict[str, Any]:
    return {key: value for key, value in action.items() if key not in ("x-was", "x-count")}


@pytest.mark.parametrize("number", REPAIRS)
def test_a_mistake_repaired_by_the_apis_authors_as_we_did_fails_the_build_naming_the_correction(number: int) -> None:
    repaired = copy.deepcopy(INTERFACE)
    apply_action(repaired, without_checks(ACTIONS[number - 1]))
    assert refusal(repaired).startswith(f"corrections.yaml: action {number}, target {ACTIONS[number - 1]['target']}: ")


@pytest.mark.parametrize("number", REPAIRS)
def test_a_repair_with_another_x_was_fails_the_build_naming_the_correction(number: int) -> None:
    corrections = copy.deepcopy(CORRECTIONS)
    corrections["actions"][number - 1]["x-was"] = "something else"
    with pytest.raises(OverlayError, match=f"^corrections.yaml: action {number},"):
        corrected(INTERFACE, corrections)


def at(document: dict[str, Any], path: str) -> Any:
    node = jsonpath.find_one(path, document)
    assert node is not None, path
    return node.value


JSON = "content['application/json'].schema"
SESSION_ANSWER = f"$.paths['/graph-analytics/sessions/{{sessionId}}'].get.responses['200'].{JSON}.properties"


def unwrap_session(document: dict[str, Any]) -> None:
    schemas = document["components"]["schemas"]
    schemas["GdsSessionDetails"] = schemas["GdsSessionDetails"]["properties"]["data"]


AUTHORS_WAYS: dict[str, tuple[Callable[[dict[str, Any]], object], str]] = {
    "storage in the creation's body": (
        lambda d: at(d, f"$.paths['/instances'].post.requestBody.{JSON}.properties").update(storage={"type": "string"}),
        "`storage` {'type': 'string'} where this action repairs its absence",
    ),
    "secondaries in the update's body": (
        lambda d: at(d, f"$.paths['/instances/{{instanceId}}'].patch.requestBody.{JSON}.properties").update(
            secondaries_count={"type": "number"}
        ),
        "`secondaries_count` {'type': 'number'} where this action repairs its absence",
    ),
    "a null address of a paused instance": (
        lambda d: at(d, "$.components.schemas.Instance.properties.data.properties.connection_url").update(
            nullable=True
        ),
        "`nullable` True where this action repairs its absence",
    ),
    "counts as numbers": (
        lambda d: [
            at(d, f"$.components.schemas.Instance.properties.data.properties.{name}").update(type="integer")
            for name in ("graph_nodes", "graph_relationships")
        ],
        "'integer' where this action repairs 'string'",
    ),
    "a cancelled snapshot in the list": (
        lambda d: at(
            d,
            f"$.paths['/instances/{{instanceId}}/snapshots'].get.responses['200'].{JSON}"
            ".properties.data.items.properties.status.enum",
        ).append("Cancelled"),
        "`enum` [",
    ),
    "a session without its second envelope": (unwrap_session, "GdsSessionDetails.properties.data"),
    "a session in the place of items": (
        lambda d: at(d, SESSION_ANSWER).update(data={"$ref": "#/components/schemas/GdsSessionDetails"}),
        "selects 2 nodes and declares 3",
    ),
    "a list of errors beside a session": (
        lambda d: at(d, SESSION_ANSWER).update(errors={"type": "array", "items": {"type": "object"}}),
        "nothing at `$ref` where this action repairs '#/components/schemas/Error'",
    ),
    "a ttl that is text": (
        lambda d: at(d, "$.components.schemas.GdsSessionDetails.properties.data.properties.ttl").update(type="string"),
        "`type` 'string' where this action repairs 'integer'",
    ),
    "times with their format": (
        lambda d: at(d, "$.components.schemas.InstanceSummary.properties.created_at").update(format="date-time"),
        "`format` 'date-time' where this action repairs its absence",
    ),
    "a typed Retry-After": (
        lambda d: at(d, "$.components.responses.TooManyRequests.headers['Retry-After'].schema").update(type="integer"),
        "`type` 'integer' where this action repairs its absence",
    ),
    "a link that leads somewhere": (
        lambda d: at(d, "$..links.PauseInstance").update(operationId="post-pause-instance"),
        "'post-pause-instance' where this action repairs 'pause-instance-id'",
    ),
}


@pytest.mark.parametrize("name", AUTHORS_WAYS)
def test_a_mistake_repaired_in_the_authors_own_way_fails_the_build_and_says_how(name: str) -> None:
    change, words = AUTHORS_WAYS[name]
    document = copy.deepcopy(INTERFACE)
    change(document)
    text = refusal(document)
    assert text.startswith("corrections.yaml: action ")
    assert words in text


# ------------------------------------------------------------------------------------------------ when the API grows


def test_new_things_of_the_api_pass_through_the_corrections() -> None:
    document = copy.deepcopy(INTERFACE)
    instance = at(document, "$.components.schemas.Instance.properties.data")
    instance["properties"]["colour"] = {"type": "string"}
    instance["properties"]["status"]["enum"].append("dreaming")
    at(document, f"$.paths['/instances'].post.requestBody.{JSON}.properties")["colour"] = {"type": "string"}
    at(document, "$.components.schemas.GdsSessionDetails.properties.data.properties")["colour"] = {"type": "string"}
    document["paths"]["/instances/{instanceId}/paint"] = {
        "parameters": [{"$ref": "#/components/parameters/instanceId"}],
        "post": {
            "operationId": "post-paint-instance",
            "tags": ["instances"],
            "responses": {
                "202": {"content": {"application/json": {"schema": {"$ref": "#/components/schemas/Instance"}}}},
                "404": {"$ref": "#/components/responses/InstanceNotFound"},
                "418": {"content": {"application/json": {"schema": {"$ref": "#/components/schemas/Error"}}}},
            },
        },
    }
    result = corrected(document, CORRECTIONS)
    validate(result)
    schemas = result["components"]["schemas"]
    assert "dreaming" in schemas["InstanceStatus"]["enum"]
    for name in ("Instance", "CreateInstanceRequest", "Session"):
        assert schemas[name]["properties"]["colour"] == {"type": "string"}
    answers = result["paths"]["/instances/{instanceId}/paint"]["post"]["responses"]
    assert at(answers, f"$['202'].{JSON}") == {"$ref": "#/components/schemas/InstanceResponse"}


def test_a_value_that_only_one_of_several_equal_lists_has_is_not_lost_unseen() -> None:
    document = copy.deepcopy(INTERFACE)
    at(document, "$.components.schemas.InstanceSummary.properties.cloud_provider.enum").append("moon")
    assert "not declared: GET /instances: response 200: loses data[].cloud_provider=moon" in refusal(document)


def test_a_documented_field_that_is_gone_fails_the_build_naming_it() -> None:
    document = copy.deepcopy(INTERFACE)
    del at(document, "$.components.schemas.Instance.properties.data.properties")["metrics_integration_url"]
    assert "selects 6 nodes and declares 7" in refusal(document)
    document = copy.deepcopy(INTERFACE)
    del at(document, "$.components.schemas.ProjectSummary.properties")["name"]
    assert "documents `properties.name`, which is gone from the published document" in refusal(document)


# ------------------------------------------------------------------------------------------------ the check of examples


@pytest.mark.parametrize(
    ("change", "problem"),
    [
        (lambda value: value["data"].update(colour="red"), "('colour' was unexpected)"),
        (lambda value: value["data"].update(status="asleep"), "'asleep' is not one of"),
        (lambda value: value["data"].update(memory=8), "8 is not valid under any of the given schemas"),
        (lambda value: value["data"].update(created_at="yesterday"), "'yesterday' is not a 'date-time'"),
        (lambda value: value["data"].update(created_at="2023-01-20T13:44:42"), "is not a 'date-time'"),
        (lambda value: value["data"].update(name=None), "None is not of type 'string'"),
        (lambda value: value["data"].pop("id"), "'id' is a required property"),
        (lambda value: value.update(more=1), "('more' was unexpected)"),
    ],
)
def test_the_check_of_examples_finds(change: Callable[[dict[str, Any]], object], problem: str) -> None:
    document = copy.deepcopy(CORRECTED)
    examples = at(
        document, "$.paths['/instances/{instanceId}'].get.responses['200'].content['application/json'].examples"
    )
    change(next(iter(examples.values()))["value"])
    found = mistakes(document)
    assert len(found) == 1
    assert problem in found[0]
    assert found[0].startswith("paths > /instances/{instanceId} > get > responses > 200 > content > application/json")


def test_a_null_example_is_fine_where_the_field_may_be_null() -> None:
    document = copy.deepcopy(CORRECTED)
    examples = at(
        document, "$.paths['/instances/{instanceId}'].get.responses['200'].content['application/json'].examples"
    )
    value = next(iter(examples.values()))["value"]["data"]
    value.update(connection_url=None, storage=None, cdc_enrichment_mode=None, graph_nodes=None)
    assert mistakes(document) == []
