"""The pipeline run for real: the API's authors change their document, and the client follows."""

from __future__ import annotations

import compileall
import importlib
import inspect
import json
import shutil
import sys
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from typing import TYPE_CHECKING, Any

import pytest

import generate as command
from pipeline.documents import ROOT, DocumentError, dump, load, versions
from pipeline.facts import method_names
from pipeline.generator import differences, generate, write_shared

if TYPE_CHECKING:
    from pathlib import Path
    from types import ModuleType

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


def regenerated(folder: Path, package: str, change: Change, version: str, *, corrected: bool) -> ModuleType:
    """Generate a client from the interface after a change, and import it under a name of its own."""
    openapi = folder / "openapi"
    shutil.copytree(ROOT / "openapi", openapi)
    if version != "v1":
        (openapi / "v1").rename(openapi / version)
    if not corrected:
        (openapi / version / "corrections.yaml").unlink()
    interface = load(openapi / version / "interface.yaml")
    change(interface)
    (openapi / version / "interface.yaml").write_text(dump(interface), encoding="utf-8")
    generate(version, folder / package / version, openapi)
    write_shared(folder / package, openapi)
    return importlib.import_module(f"{package}.{version}")


def grow(interface: dict[str, Any]) -> None:
    """The API gains an operation, a group of operations, fields of an answer and of a request, and an enum value."""
    paths, schemas = interface["paths"], interface["components"]["schemas"]
    item = {"parameters": [{"$ref": "#/components/parameters/instanceId"}], "post": NEW_OPERATION}
    paths["/instances/{instanceId}/rewind"] = item
    paths["/time-machines"] = {
        "post": {**NEW_OPERATION, "tags": ["time machines"], "operationId": "list-time-machines"}
    }
    schemas["ProjectSummary"]["properties"]["colour"] = {"type": "string"}
    body = paths["/instances"]["post"]["requestBody"]["content"]["application/json"]["schema"]
    body["properties"]["colour"] = {"type": "string"}
    schemas["CloudProvider"]["enum"].append("oci")


@pytest.fixture(scope="module")
def grown(tmp_path_factory: pytest.TempPathFactory) -> Iterator[ModuleType]:
    folder = tmp_path_factory.mktemp("grown")
    with imported_from(folder, "raw_grown"):
        yield regenerated(folder, "raw_grown", grow, "v1", corrected=True)


@contextmanager
def imported_from(folder: Path, package: str) -> Iterator[None]:
    sys.path.insert(0, str(folder))
    yield
    sys.path.remove(str(folder))
    for name in [name for name in sys.modules if name.partition(".")[0] == package]:
        del sys.modules[name]


def part(package: ModuleType, name: str) -> Any:
    return importlib.import_module(f"{package.__name__}.{name}")


def test_a_new_operation_with_a_body_is_a_typed_method_sync_and_async(grown: ModuleType) -> None:
    resources = part(grown, "api.instances")
    for owner in (resources.Instances, resources.AsyncInstances):
        signature = inspect.signature(owner.rewind)
        assert str(signature) == (
            "(self, instance_id: 'str', *, to: 'str', dry_run: 'bool | None' = None) -> 'Instance'"
        )
    assert inspect.iscoroutinefunction(resources.AsyncInstances.rewind)


def test_a_new_operation_sends_its_body_and_reads_its_answer(grown: ModuleType) -> None:
    request = part(grown, "api.instances.rewind_instance").request("a1", to="noon")
    assert (request.operation.method, request.path_values, request.body) == (
        "POST", {"instance_id": "a1"}, {"to": "noon"},
    )  # fmt: skip
    assert request.operation.idempotent is False
    instance = {"id": "a1", "name": "n", "status": "running", "tenant_id": "t", "cloud_provider": "gcp", "region": "r"}
    assert request.read(202, {}, json.dumps({"data": instance}).encode()).parsed.id == "a1"


def test_a_new_tag_is_a_resource_of_its_own(grown: ModuleType) -> None:
    api = part(grown, "api")
    assert api.Resources.time_machines and api.AsyncResources.time_machines
    assert part(grown, "api.time_machines").TimeMachines.list


def test_a_new_optional_field_of_an_answer_appears_on_the_model(grown: ModuleType) -> None:
    model = part(grown, "models").ProjectSummary
    assert model.from_dict({"id": "1", "name": "n", "colour": "green"}).colour == "green"
    assert model.from_dict({"id": "1", "name": "n"}).colour is None


def test_a_new_field_of_a_request_appears_as_an_argument(grown: ModuleType) -> None:
    assert "colour: 'str | None' = None" in str(inspect.signature(part(grown, "api.instances").Instances.create))


def test_a_new_enum_value_is_a_member(grown: ModuleType) -> None:
    assert part(grown, "models").CloudProvider.OCI == "oci"


def test_a_mistake_the_api_has_mended_stops_the_build_and_names_the_correction(tmp_path: Path) -> None:
    def mend(interface: dict[str, Any]) -> None:
        body = interface["paths"]["/instances"]["post"]["requestBody"]["content"]["application/json"]["schema"]
        body["properties"]["storage"] = {"$ref": "#/components/schemas/InstanceStorage"}

    with pytest.raises(DocumentError, match=r"(?s)storage.*delete this correction"):
        regenerated(tmp_path, "raw_mended", mend, "v1", corrected=True)


def test_a_document_without_corrections_generates_another_version(tmp_path: Path) -> None:
    with imported_from(tmp_path, "raw_v9"):
        package = regenerated(tmp_path, "raw_v9", lambda interface: None, "v9", corrected=False)
        folder = tmp_path / "raw_v9" / "v9"
        assert compileall.compile_dir(folder, quiet=2)
        operations = [path for path in (folder / "api").glob("*/*.py") if path.name != "__init__.py"]
        assert len(operations) == 26
        for path in operations:
            assert part(package, f"api.{path.parent.name}.{path.stem}").OPERATION
        for name in part(package, "models").__all__:
            assert getattr(part(package, "models"), name)


@pytest.fixture(scope="module")
def fresh(tmp_path_factory: pytest.TempPathFactory) -> Path:
    tree = tmp_path_factory.mktemp("fresh") / "v1"
    generate("v1", tree)
    return tree


@pytest.mark.parametrize("version", versions(ROOT / "openapi"))
def test_what_is_in_the_repository_is_what_the_pipeline_writes_whatever_the_hash_seed(
    version: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("PYTHONHASHSEED", "4")  # what is in the repository was written with another
    generate(version, tmp_path / version)
    assert differences(tmp_path / version, ROOT / "generated" / "aurakit_raw" / version) == []


def test_check_names_what_differs_and_extra_files_too_and_writes_nothing(
    fresh: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(command, "generate", lambda version, target, openapi: shutil.copytree(fresh, target))
    into = tmp_path / "raw"
    assert command.main(["--into", str(into)]) == 0
    assert command.main(["--into", str(into), "--check"]) == 0
    (into / "v1" / "__init__.py").write_text("edited")
    (into / "types.py").write_text("edited")
    (into / "v1" / "extra.py").write_text("")
    (into / "v1" / "models" / "session.py").unlink()
    capsys.readouterr()
    assert command.main(["--into", str(into), "--check"]) == 1
    told = capsys.readouterr().out
    for line in (
        "missing: models/session.py",
        "not written by this command: extra.py",
        "differs: __init__.py",
        "raw: differs: types.py",
    ):
        assert line in told
    assert (into / "types.py").read_text() == "edited"
    assert command.main(["--into", str(into)]) == 0
    assert command.main(["--into", str(into), "--check"]) == 0


def test_every_generated_file_names_the_command_that_writes_it() -> None:
    for path in (ROOT / "generated").rglob("*.py"):
        assert path.read_text().startswith("# Written by `python scripts/generate.py`"), path


def test_the_generated_tree_stays_small_enough_to_read() -> None:
    for version, operations in (("v1", 26), ("v1beta5", 12), ("v2beta1", 69)):
        tree = ROOT / "generated" / "aurakit_raw" / version
        code = [path for path in tree.rglob("*.py") if "commands" not in path.parts]  # those are tables
        lines = sum(path.read_text().count("\n") for path in code)
        assert lines / operations < 240, version


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
