"""The pipeline run for real: the API's authors change their document, and the client follows."""

from __future__ import annotations

import compileall
import importlib
import inspect
import shutil
import sys
from collections.abc import Callable, Iterator
from pathlib import Path
from types import ModuleType
from typing import Any

import pytest
from pipeline.documents import ROOT, DocumentError, dump, load
from pipeline.facts import method_names
from pipeline.generator import differences, generate

import generate as command

Change = Callable[[dict[str, Any]], None]
NEW_OPERATION = {
    "tags": ["instances"],
    "operationId": "rewind-instance",
    "requestBody": {
        "content": {
            "application/json": {
                "schema": {
                    "type": "object",
                    "required": ["to"],
                    "properties": {"to": {"type": "string"}, "dry_run": {"type": "boolean"}},
                }
            }
        }
    },
    "responses": {
        "202": {"content": {"application/json": {"schema": {"$ref": "#/components/schemas/Instance"}}}},
        "404": {"$ref": "#/components/responses/InstanceNotFound"},
    },
}


@pytest.fixture
def regenerated(tmp_path: Path, request: pytest.FixtureRequest) -> Iterator[Callable[..., ModuleType]]:
    """Generates a client from the interface after a change, and imports it under a name of its own."""
    package = f"raw_{abs(hash(request.node.nodeid)):x}"

    def run(change: Change, version: str = "v1", *, corrected: bool = True) -> ModuleType:
        openapi = tmp_path / "openapi"
        shutil.copytree(ROOT / "openapi", openapi)
        if version != "v1":
            (openapi / "v1").rename(openapi / version)
        if not corrected:
            (openapi / version / "corrections.yaml").unlink()
        interface = load(openapi / version / "interface.yaml")
        change(interface)
        (openapi / version / "interface.yaml").write_text(dump(interface), encoding="utf-8")
        generate(version, tmp_path / package / version, openapi)
        (tmp_path / package / "__init__.py").write_text("")
        return importlib.import_module(f"{package}.{version}")

    sys.path.insert(0, str(tmp_path))
    yield run
    sys.path.remove(str(tmp_path))
    for name in [name for name in sys.modules if name.partition(".")[0] == package]:
        del sys.modules[name]


def part(package: ModuleType, name: str) -> Any:
    return importlib.import_module(f"{package.__name__}.{name}")


def test_a_new_operation_with_a_body_is_a_typed_method_sync_and_async(regenerated: Any) -> None:
    def change(interface: dict[str, Any]) -> None:
        item = {"parameters": [{"$ref": "#/components/parameters/instanceId"}], "post": NEW_OPERATION}
        interface["paths"]["/instances/{instanceId}/rewind"] = item

    resources = part(regenerated(change), "api.instances")
    for owner in (resources.Instances, resources.AsyncInstances):
        signature = inspect.signature(owner.rewind)
        assert str(signature) == (
            "(self, instance_id: 'str', *, to: 'str', dry_run: 'bool | None' = None) -> 'Instance'"
        )
    assert inspect.iscoroutinefunction(resources.AsyncInstances.rewind)


def test_a_new_operation_sends_its_body_and_reads_its_answer(regenerated: Any) -> None:
    def change(interface: dict[str, Any]) -> None:
        item = {"parameters": [{"$ref": "#/components/parameters/instanceId"}], "post": NEW_OPERATION}
        interface["paths"]["/instances/{instanceId}/rewind"] = item

    request = part(regenerated(change), "api.instances.rewind_instance").request("a1", to="noon")
    assert (request.operation.method, request.path_values, request.body) == (
        "POST",
        {"instance_id": "a1"},
        {"to": "noon"},
    )
    assert request.operation.idempotent is False
    answer = b'{"data": {"id": "a1", "name": "n", "status": "running", "tenant_id": "t", "cloud_provider": "gcp", "region": "r"}}'
    assert request.read(202, {}, answer).parsed.id == "a1"


def test_a_new_tag_is_a_resource_of_its_own(regenerated: Any) -> None:
    def change(interface: dict[str, Any]) -> None:
        operation = {**NEW_OPERATION, "tags": ["time machines"], "operationId": "list-time-machines"}
        interface["paths"]["/time-machines"] = {"post": operation}

    api = part(regenerated(change), "api")
    assert api.Resources.time_machines and api.AsyncResources.time_machines
    assert part(sys.modules[api.__package__.rpartition(".")[0]], "api.time_machines").TimeMachines.list


def test_a_new_optional_field_of_an_answer_appears_on_the_model(regenerated: Any) -> None:
    def change(interface: dict[str, Any]) -> None:
        interface["components"]["schemas"]["ProjectSummary"]["properties"]["colour"] = {"type": "string"}

    model = part(regenerated(change), "models").ProjectSummary
    assert model.from_dict({"id": "1", "name": "n", "colour": "green"}).colour == "green"
    assert model.from_dict({"id": "1", "name": "n"}).colour is None


def test_a_new_field_of_a_request_appears_as_an_argument(regenerated: Any) -> None:
    def change(interface: dict[str, Any]) -> None:
        body = interface["paths"]["/instances"]["post"]["requestBody"]["content"]["application/json"]["schema"]
        body["properties"]["colour"] = {"type": "string"}

    package = regenerated(change)
    assert "colour: 'str | None' = None" in str(inspect.signature(part(package, "api.instances").Instances.create))


def test_a_new_enum_value_is_a_member(regenerated: Any) -> None:
    def change(interface: dict[str, Any]) -> None:
        interface["components"]["schemas"]["CloudProvider"]["enum"].append("oci")

    assert part(regenerated(change), "models").CloudProvider.OCI == "oci"


def test_a_document_without_corrections_generates_another_version(regenerated: Any) -> None:
    package = regenerated(lambda interface: None, "v9", corrected=False)
    assert package.__name__.endswith(".v9")
    folder = Path(package.__file__ or "").parent
    assert compileall.compile_dir(folder, quiet=2, legacy=False)
    for module in sorted(folder.rglob("*.py")):
        relative = module.relative_to(folder).with_suffix("").as_posix().replace("/", ".").removesuffix(".__init__")
        importlib.import_module(f"{package.__name__}.{relative}" if relative != "__init__" else package.__name__)
    operations = list((folder / "api").glob("*/*.py"))
    assert len(operations) - len(list((folder / "api").glob("*/__init__.py"))) == 26


def test_what_is_in_the_repository_is_what_the_pipeline_writes_twice_over(tmp_path: Path) -> None:
    generate("v1", tmp_path / "once")
    generate("v1", tmp_path / "twice")
    assert differences(tmp_path / "once", tmp_path / "twice") == []
    assert differences(tmp_path / "once", ROOT / "generated" / "aurakit_raw" / "v1") == []


def test_check_names_what_differs_and_extra_files_too(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    into = tmp_path / "raw"
    assert command.main(["--into", str(into)]) == 0
    assert command.main(["--into", str(into), "--check"]) == 0
    (into / "v1" / "types.py").write_text("edited")
    (into / "v1" / "extra.py").write_text("")
    (into / "v1" / "models" / "session.py").unlink()
    capsys.readouterr()
    assert command.main(["--into", str(into), "--check"]) == 1
    told = capsys.readouterr().out
    for line in ("missing: models/session.py", "not written by this command: extra.py", "differs: types.py"):
        assert line in told
    assert (into / "v1" / "types.py").read_text() == "edited"


def test_every_generated_file_names_the_command_that_writes_it() -> None:
    for path in (ROOT / "generated").rglob("*.py"):
        assert path.read_text().startswith("# Written by `python scripts/generate.py`"), path


def test_the_generated_tree_stays_small_enough_to_read() -> None:
    lines = sum(path.read_text().count("\n") for path in (ROOT / "generated").rglob("*.py"))
    assert lines < 5500


def test_a_version_that_is_not_there_is_refused(tmp_path: Path) -> None:
    with pytest.raises(DocumentError, match=r"interface\.yaml cannot be read"):
        generate("v7", tmp_path / "out")


@pytest.mark.parametrize(
    ("names", "methods"),
    [
        ([("instances", "create_instance")], ["create"]),
        ([("instances", "estimate_instance_size")], ["estimate_size"]),
        ([("projects", "get_metrics_integration")], ["get_metrics_integration"]),
        ([("customer_managed_keys", "list_customer_managed_keys")], ["list"]),
        ([("sessions", "get_session"), ("sessions", "get_sessions")], ["get_session", "get_sessions"]),
        ([("instances", "import_instance")], ["import_"]),
        ([("instances", "instances")], ["instances"]),
    ],
)
def test_a_method_is_named_without_its_resources_noun(names: list[tuple[str, str]], methods: list[str]) -> None:
    assert list(method_names(names).values()) == methods
