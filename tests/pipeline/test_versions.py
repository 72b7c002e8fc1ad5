"""What holds for every version of the API that is here, from its document to the methods people call."""

from __future__ import annotations

import asyncio
import importlib
import inspect
import json
import re
from typing import TYPE_CHECKING, Any, NamedTuple

import attrs
import pytest
from openapi_spec_validator import validate

from aurakit_raw.types import AsyncPages, Pages, Request, Response
from pipeline import wire
from pipeline.actions import apply_action
from pipeline.documents import ROOT, load, load_corrections
from pipeline.examples import mistakes
from pipeline.overlay import OverlayError, corrected
from pipeline.prose import texts_of, undocumented
from pipeline.references import JSON
from raw_operations import ALL, OPENAPI, SCOPE, VERSIONS, Documented, document_of_version, name_of, operations, prepared

if TYPE_CHECKING:
    from collections.abc import Callable

COUNTS = {"v1": 26, "v1beta5": 12, "v2beta1": 69}
every_version = pytest.mark.parametrize("version", VERSIONS)
every_operation = pytest.mark.parametrize("operation", ALL, ids=name_of)


def interface_of(version: str) -> dict[str, Any]:
    found: dict[str, Any] = load(OPENAPI / version / "interface.yaml")
    return found


# ------------------------------------------------------------------------------------------------ documents


@every_version
def test_the_corrected_document_is_a_complete_openapi_document(version: str) -> None:
    validate(document_of_version(version))


@every_version
def test_every_example_is_valid_and_has_no_undeclared_property(version: str) -> None:
    assert mistakes(document_of_version(version)) == []


@every_version
def test_every_difference_on_the_wire_is_declared_and_every_declaration_is_true(version: str) -> None:
    corrections = load_corrections(OPENAPI / version)
    assert corrections is not None
    assert wire.undeclared(interface_of(version), document_of_version(version), corrections) == []


@every_version
def test_every_operation_parameter_model_and_field_is_documented(version: str) -> None:
    assert undocumented(*prepared(version)) == []


@every_version
def test_a_repair_with_another_x_was_fails_the_build_naming_the_correction(version: str) -> None:
    corrections = load_corrections(OPENAPI / version)
    assert corrections is not None
    interface = interface_of(version)
    for action in corrections["actions"]:
        if "x-was" in action:
            broken = {**corrections, "actions": [{**action, "x-was": "something else"}]}
            with pytest.raises(OverlayError, match=re.escape(action["target"])):
                corrected(interface, {**broken, "x-files": ["here"]})
        apply_action(interface, action)


@every_version
def test_the_texts_are_plain_english_of_one_vocabulary(version: str) -> None:
    corrections = load_corrections(OPENAPI / version)
    assert corrections is not None
    for text in texts_of([action.get("update") for action in corrections["actions"]]):
        assert not re.search(r"\banswer(s|ed)?\b(?! questions| Cypher)", text), text
        assert text.strip() == text and not text.isspace(), text


@every_version
def test_what_other_people_wrote_is_not_in_the_interface(version: str) -> None:
    assert texts_of({key: value for key, value in interface_of(version).items() if key != "info"}) == []
    source = (OPENAPI / version / "interface.yaml").read_text(encoding="utf-8")
    assert "@comment" not in source


# ------------------------------------------------------------------------------------------------ raw clients


@every_version
def test_every_operation_of_the_document_is_generated(version: str) -> None:
    found = operations(version)
    assert len(found) == COUNTS[version]
    for operation in found:
        generated = operation.operation
        assert (generated.name, generated.version) == (operation.name, version)
        assert re.sub("{.*?}", "{}", generated.path) == re.sub("{.*?}", "{}", operation.path)


@every_operation
def test_sync_and_async_methods_have_the_same_signature_and_documentation(operation: Documented) -> None:
    sync, other = (getattr(operation.resource(prefix), operation.method) for prefix in ("", "Async"))
    one, two = inspect.signature(sync), inspect.signature(other)
    assert one.parameters == two.parameters
    assert one.return_annotation == two.return_annotation.removeprefix("Async")
    assert sync.__doc__ == other.__doc__
    paged = "Pages[" in one.return_annotation
    assert inspect.iscoroutinefunction(other) is not paged


@every_operation
def test_a_methods_documentation_is_complete_and_ends_with_the_page_it_rests_on(operation: Documented) -> None:
    method = getattr(operation.resource(), operation.method)
    text = inspect.getdoc(method) or ""
    assert text.endswith("See https://neo4j.com/docs/aura/platform/api/specification/.")
    names = [name for name in inspect.signature(method).parameters if name != "self"]
    assert all(re.search(rf"^    {name}: \S", text, re.MULTILINE) for name in names)
    assert ("\nArgs:\n" in text) == bool(names)
    assert "\nReturns:\n" in text or "\nRaises:\n" in text


@every_operation
def test_ids_that_a_client_may_hold_are_optional_and_by_keyword(operation: Documented) -> None:
    inside = [name for name in SCOPE if f"{{{name}}}" in operation.operation.path]
    scoped = operation.version == "v2beta1"
    assert operation.operation.scope == (tuple(inside) if scoped else ())
    for function in (operation.module.request, getattr(operation.resource(), operation.method)):
        parameters = inspect.signature(function).parameters
        for name in inside if scoped else ():
            assert parameters[name].kind is inspect.Parameter.KEYWORD_ONLY
            assert (parameters[name].annotation, parameters[name].default) == ("str | None", None)


def test_only_billing_is_counted_apart() -> None:
    apart = {operation.name: operation.operation.quota for operation in ALL if operation.operation.quota}
    assert apart == {"get_ledger": "billing", "get_usage": "billing"}


def test_what_may_be_sent_twice_is_what_the_list_of_operations_says() -> None:
    posts = [one for one in ALL if one.operation.method in ("POST", "PATCH") and one.operation.idempotent]
    assert [name_of(one) for one in posts] == [
        "v1-estimate_instance_size", "v1-create_session", "v1-estimate_session_size",
        "v2beta1-create_session", "v2beta1-estimate_session_size",
    ]  # fmt: skip


def completed() -> dict[str, str]:
    """What the methods that complete a result return."""
    found = {}
    for operation in ALL:
        method = getattr(operation.resource(), operation.method)
        if "_client.complete(" in inspect.getsource(method):
            found[name_of(operation)] = inspect.signature(method).return_annotation
    return found


def test_operations_whose_response_may_say_too_little_return_all_of_what_they_changed() -> None:
    assert completed() == {
        "v1-delete_instance": "Instance | None",
        "v1-update_instance": "Instance",
        "v1-overwrite_instance": "Instance",
        "v1-pause_instance": "Instance",
        "v1-resume_instance": "Instance",
        "v1-upgrade_instance": "Instance",
        "v1-create_snapshot": "Snapshot",
        "v1-restore_snapshot": "Instance",
        "v1-delete_session": "DeletedSession | None",
        "v1beta5-update_data_api": "DataApiSummary",
        "v1beta5-delete_data_api": "DataApiSummary | None",
        "v1beta5-pause_data_api": "DataApiSummary",
        "v1beta5-resume_data_api": "DataApiSummary",
        "v1beta5-update_auth_provider": "ApiKeyAuthProvider | JwksAuthProvider",
        "v1beta5-delete_auth_provider": "ApiKeyAuthProvider | JwksAuthProvider | None",
        "v2beta1-update_instance": "Instance",
        "v2beta1-delete_instance": "Instance | None",
        "v2beta1-delete_database": "Database | None",
        "v2beta1-create_backup": "Backup",
        "v2beta1-restore_backup": "Instance",
        "v2beta1-delete_session": "DeletedSession | None",
        "v2beta1-create_import_job": "ImportJob",
        "v2beta1-cancel_import_job": "ImportJob",
        "v2beta1-update_virtual_graph": "VirtualGraph",
        "v2beta1-delete_virtual_graph": "VirtualGraph | None",
        "v2beta1-replace_agent": "Agent",
        "v2beta1-update_agent": "Agent",
        "v2beta1-update_ip_filter": "IpFilter",
        "v2beta1-update_organization_user": "OrganizationUserDetails",
        "v2beta1-update_project_user": "ProjectUser",
    }


def test_lists_that_come_in_pages_are_iterables_of_their_items() -> None:
    paged = {}
    for operation in ALL:
        told = inspect.signature(getattr(operation.resource(), operation.method)).return_annotation
        if told.startswith("Pages["):
            paged[operation.name] = told
    assert paged == {
        "get_organization_activity_feed": "Pages[Activity]",
        "get_ledger": "Pages[LedgerEntry]",
        "get_usage": "Pages[UsageEntry]",
        "list_org_sessions": "Pages[Session]",
        "get_project_activity_feed": "Pages[Activity]",
        "list_sessions": "Pages[Session]",
        "list_virtual_graphs": "Pages[VirtualGraph]",
    }


def models_of(version: str) -> dict[str, Any]:
    package = importlib.import_module(f"aurakit_raw.{version}.models")
    return {name: getattr(package, name) for name in package.__all__}


@every_version
def test_no_model_shows_a_secret(version: str) -> None:
    told = {
        f"{name}.{field.name}"
        for name, model in models_of(version).items()
        if attrs.has(model)
        for field in attrs.fields(model)
        if re.search(r"password|secret|^token$|^key$", field.alias or "") and field.repr
    }
    assert told <= {"Deployment.token"}  # what is known of a token; the token itself is not among it


@every_version
def test_every_model_is_imported_by_its_name(version: str) -> None:
    for name, model in models_of(version).items():
        assert model.__name__ == name
        assert model.__module__.startswith(f"aurakit_raw.{version}.models.")


# ------------------------------------------------------------------------------------------------ examples, both ways


class Answered(NamedTuple):
    """An example of a successful response."""

    operation: Documented
    status: str
    number: int
    value: Any


def answered() -> list[Answered]:
    found = []
    for operation in ALL:
        for status, response in operation.responses.items():
            examples = response.get("content", {}).get(JSON, {}).get("examples", {})
            for number, example in enumerate(examples.values() if status.startswith("2") else (), 1):
                found.append(Answered(operation, status, number, example["value"]))
    return found


def without_nulls(value: Any) -> Any:
    """A JSON value as the models have it: what is null is absent, and no digits of a second are none."""
    if isinstance(value, dict):
        return {name: without_nulls(inner) for name, inner in value.items() if inner is not None}
    if isinstance(value, str):
        return re.sub(r"(T\d\d:\d\d:\d\d)\.0+Z$", r"\1Z", value)
    return [without_nulls(inner) for inner in value] if isinstance(value, list) else value


def as_json(result: Any) -> Any:
    return [model.to_dict() for model in result] if isinstance(result, list) else result.to_dict()


@pytest.mark.parametrize("case", answered(), ids=lambda case: f"{name_of(case.operation)}-{case.status}-{case.number}")
def test_an_example_of_a_response_is_decoded_and_given_back(case: Answered) -> None:
    parsed = case.operation.request().read(int(case.status), {}, json.dumps(case.value).encode()).parsed
    enveloped = isinstance(case.value, dict) and "data" in case.value
    expected = without_nulls(case.value["data"] if enveloped else case.value)
    found = as_json(parsed)
    if enveloped and case.value.get("errors") and isinstance(expected, dict):
        expected["errors"] = case.value["errors"]
    assert found == expected


ASKED = [(operation, example) for operation in ALL for example in operation.requests]


@pytest.mark.parametrize(("operation", "example"), ASKED, ids=lambda one: getattr(one, "name", ""))
def test_an_example_of_a_request_is_sent_as_that_json(operation: Documented, example: Any) -> None:
    assert operation.request(example).body == example


@every_operation
def test_a_success_without_a_body_is_none_or_refused_with_a_reason(operation: Documented) -> None:
    documented = [one for status, one in operation.responses.items() if status.startswith("2")]
    if all(JSON not in one.get("content", {}) for one in documented):
        assert operation.request().read(204, {}, b"").parsed is None


def test_objects_of_a_request_can_be_given_as_mappings_however_deep() -> None:
    by_name = {operation.name: operation for operation in ALL if operation.version == "v2beta1"}
    told = {
        name: inspect.signature(by_name[name].module.request).parameters[argument].annotation
        for name, argument in (("invoke_agent", "input"), ("create_agent", "tools"), ("create_ip_filter", "entities"))
    }
    assert told == {
        "invoke_agent": "str | Sequence[AgentMessage | Mapping[str, Any]]",
        "create_agent": "Sequence[CypherTemplateTool | SimilaritySearchTool | Text2CypherTool | Mapping[str, Any]]",
        "create_ip_filter": "FilteredEntities | Mapping[str, Any] | None",
    }
    model = importlib.import_module("aurakit_raw.v2beta1.models").AgentMessage(role="user", content="Who?")
    asked = by_name["invoke_agent"].module.request("a", input=[model, {"role": "user", "content": "And?"}])
    assert asked.body == {"input": [{"role": "user", "content": "Who?"}, {"role": "user", "content": "And?"}]}


def test_what_can_only_be_found_again_by_its_path_keeps_that_path() -> None:
    for operation in ALL:
        assert operation.operation.placed == any(hasattr(model, "path_values") for model in results_of(operation)), (
            operation.name
        )


def results_of(operation: Documented) -> list[Any]:
    """The models that a request of the operation returns."""
    told = inspect.signature(operation.module._decode).return_annotation
    return [
        models_of(operation.version)[name] for name in re.findall(r"[A-Z]\w+", told) if name in NAMES[operation.version]
    ]


NAMES = {version: set(models_of(version)) for version in VERSIONS}


def test_a_result_has_the_path_values_of_its_request_also_when_the_client_holds_them() -> None:
    find = next(one for one in ALL if one.name == "list_virtual_graphs").module
    body = json.dumps({"data": [{"id": "g1", "name": "n"}, {"id": "g2", "name": "n"}]}).encode()
    request = find.request(project_id="p").filled({"organization_id": "o", "project_id": "other"})
    graphs = request.read(200, {}, body).parsed
    assert [graph.path_values for graph in graphs] == [{"organization_id": "o", "project_id": "p"}] * 2
    assert graphs[0] == type(graphs[0])(id="g1", name="n")
    assert "path_values" not in repr(graphs[0]) and "path_values" not in graphs[0].to_dict()


# ------------------------------------------------------------------------------------------------ what is sent


class Recorder:
    """A client that keeps requests, and returns what a method may return."""

    def __init__(self) -> None:
        self.sent: list[Request[Any]] = []

    def result(self, request: Request[Any]) -> Any:
        self.sent.append(request)
        return "a result"

    complete = result

    def call(self, request: Request[Any]) -> Response[Any]:
        self.sent.append(request)
        return request.read(200, {}, b'{"data": []}')


class AsyncRecorder:
    """The same for methods to be awaited."""

    def __init__(self) -> None:
        self.sync = Recorder()

    @property
    def sent(self) -> list[Request[Any]]:
        return self.sync.sent

    async def result(self, request: Request[Any]) -> Any:
        return self.sync.result(request)

    complete = result

    async def call(self, request: Request[Any]) -> Response[Any]:
        return self.sync.call(request)


def run(method: Callable[..., Any], operation: Documented) -> Any:
    ids, named = operation.arguments(operation.sample)
    result = method(*ids, **named)
    if isinstance(result, Pages):
        return list(result)
    if isinstance(result, AsyncPages):

        async def all_of() -> list[Any]:
            return [item async for item in result]

        return asyncio.run(all_of())
    return asyncio.run(result) if inspect.iscoroutine(result) else result


@every_operation
def test_a_method_hands_everything_to_the_client_sync_and_async(operation: Documented) -> None:
    wanted = operation.request()
    recorders: list[tuple[Recorder | AsyncRecorder, str]] = [(Recorder(), ""), (AsyncRecorder(), "Async")]
    for recorder, prefix in recorders:
        method = getattr(operation.resource(prefix)(recorder), operation.method)
        assert run(method, operation) in ("a result", [])
        (sent,) = recorder.sent
        assert sent.operation is operation.operation
        assert (sent.path_values, sent.query, sent.body) == (wanted.path_values, wanted.query, wanted.body)


def test_the_versions_that_are_here_are_the_folders_of_openapi() -> None:
    assert set(COUNTS) == set(VERSIONS) == {path.parent.name for path in (ROOT / "openapi").glob("*/source.toml")}
