"""Models in other people's hands: JSON, pandas, notebooks, pydantic and FastAPI, copies; in every version."""

from __future__ import annotations

import copy
import dataclasses
import datetime
import importlib
import io
import json
import logging
import pickle
import pprint
import subprocess
import sys
import tracemalloc
from enum import Enum
from typing import Any

import attrs
import fastapi
import pandas
import pytest
from fastapi.testclient import TestClient
from pydantic import BaseModel, TypeAdapter, ValidationError
from pythonjsonlogger.json import JsonFormatter

from aurakit.v1.completions import requested
from aurakit_raw.secret import Secret
from aurakit_raw.types import Listing, ModelList, in_place
from aurakit_raw.v1.api.instances import list_instances
from aurakit_raw.v1.models import CreatedInstance, Instance, InstanceStatus, InstanceSummary, Project, Session

VERSIONS = ("v1", "v1beta5", "v2beta1")
PASSWORD = "correct-horse-battery"
INSTANCE = {
    "id": "ab12", "name": "one", "status": "running", "tenant_id": "t", "cloud_provider": "gcp",
    "region": "europe-west1", "type": "enterprise-db", "memory": "8GB", "created_at": "2024-01-31T12:00:00Z",
}  # fmt: skip
CREATED = {**INSTANCE, "connection_url": "neo4j+s://x", "username": "neo4j", "password": PASSWORD}
PROJECT = {
    "id": "p", "name": "a project", "instance_configurations": [
        {"cloud_provider": "gcp", "memory": "8GB", "region": "r", "region_name": "R", "type": "enterprise-db",
         "version": "5", "storage": "16GB"},
    ],
}  # fmt: skip


def all_classes() -> list[Any]:
    """Every model and enum of every version."""
    found = []
    for version in VERSIONS:
        module = importlib.import_module(f"aurakit_raw.{version}.models")
        found += [getattr(module, name) for name in module.__all__]
    return found


CLASSES = all_classes()
MODELS = [cls for cls in CLASSES if attrs.has(cls)]


def name_of(cls: type) -> str:
    return f"{cls.__module__.split('.')[1]}.{cls.__name__}"


def made(cls: Any) -> Any:
    """A model with a plausible value in each field that must be there."""
    return cls(**{str(one.alias): "text" for one in attrs.fields(cls) if one.default is attrs.NOTHING})


# ------------------------------------------------------------------------------------------------ Python itself


@pytest.mark.parametrize("cls", MODELS, ids=name_of)
def test_a_copy_and_a_pickle_of_a_model_are_equal_to_it_but_for_its_secrets_and_it_has_no_hash(cls: Any) -> None:
    model = made(cls)
    for other in (copy.copy(model), copy.deepcopy(model), pickle.loads(pickle.dumps(model))):
        for one in attrs.fields(cls):
            if isinstance(getattr(other, one.name), Secret):
                setattr(other, str(one.alias), "text")
        assert other == model and type(other) is cls
    with pytest.raises(TypeError, match="unhashable"):
        hash(model)


def test_a_model_with_unknown_fields_nested_models_and_unknown_values_survives_copies() -> None:
    model = Project.from_dict({**PROJECT, "later": {"x": [1]}})
    assert pickle.loads(pickle.dumps(model)) == copy.deepcopy(model) == model
    assert copy.deepcopy(model).additional_properties == {"later": {"x": [1]}}
    odd = Instance.from_dict({**INSTANCE, "status": "quite new"})
    assert pickle.loads(pickle.dumps(odd)) == odd != Instance.from_dict(INSTANCE)


def test_an_instance_on_its_way_to_new_values_is_used_like_any_other() -> None:
    model = requested(Instance.from_dict(INSTANCE), {"memory": "16GB"})
    assert pickle.loads(pickle.dumps(model)).requested == {"memory": "16GB"}
    assert json.loads(model.to_json())["memory"] == "16GB"
    assert list(pandas.DataFrame([model])["status"]) == ["updating"]
    assert "16GB" in model._repr_html_()
    assert TypeAdapter(Instance).validate_python(model) is model


# ------------------------------------------------------------------------------------------------ JSON


@pytest.mark.parametrize("cls", [Instance, CreatedInstance], ids=name_of)
def test_the_json_text_of_a_model_reads_back_to_it(cls: Any) -> None:
    model = cls.from_dict(CREATED)
    assert cls.from_dict(json.loads(model.to_json())) == model
    assert model.to_json(indent=2).startswith('{\n  "id": "ab12"')


def test_models_in_other_data_are_written_with_to_dict_as_default() -> None:
    instances = [Instance.from_dict(INSTANCE)]
    text = json.dumps({"found": instances, "at": InstanceStatus.RUNNING}, default=lambda one: one.to_dict())
    assert json.loads(text) == {"found": [INSTANCE], "at": "running"}


# ------------------------------------------------------------------------------------------------ pandas


def test_a_list_of_models_is_a_data_frame_with_a_column_for_each_field() -> None:
    frame = pandas.DataFrame([Instance.from_dict({**INSTANCE, "id": str(number)}) for number in range(3)])
    assert list(frame.columns) == [one.name for one in attrs.fields(Instance) if one.name != "additional_properties"]
    assert list(frame["id"]) == ["0", "1", "2"]
    assert list(frame[frame["status"] == "running"]["memory"]) == ["8GB"] * 3
    assert frame["created_at"].dt.year.tolist() == [2024] * 3


def test_a_list_as_the_client_returns_it_is_a_data_frame_too() -> None:
    body = json.dumps({"data": [{**INSTANCE, "id": name} for name in "abc"]}).encode()
    listed = list_instances.request().read(200, {}, body).parsed
    assert list(pandas.DataFrame(listed)["id"]) == ["a", "b", "c"]


@pytest.mark.parametrize("cls", MODELS, ids=name_of)
def test_what_takes_a_model_for_a_dataclass_gets_its_fields_without_secrets(cls: Any) -> None:
    shown = {one.name for one in attrs.fields(cls) if one.repr}
    assert dataclasses.is_dataclass(cls)
    assert not any(name.startswith("_") for name in shown)
    assert set(dataclasses.asdict(made(cls))) == shown == {one.name for one in dataclasses.fields(cls)}


def test_a_json_logger_that_knows_dataclasses_does_not_write_the_password() -> None:
    stream = io.StringIO()
    handler = logging.StreamHandler(stream)
    handler.setFormatter(JsonFormatter("%(message)s"))
    record = logging.makeLogRecord({"msg": "made", "it": CreatedInstance.from_dict(CREATED)})
    handler.emit(record)
    assert json.loads(stream.getvalue())["it"]["username"] == "neo4j"
    assert PASSWORD not in stream.getvalue()


def test_pprint_takes_a_model_as_it_is(capsys: pytest.CaptureFixture[str]) -> None:
    pprint.pprint([CreatedInstance.from_dict(CREATED)])
    shown = capsys.readouterr().out
    assert "CreatedInstance(id='ab12'" in shown and PASSWORD not in shown


# ------------------------------------------------------------------------------------------------ notebooks


def test_a_model_is_a_card_without_what_is_absent() -> None:
    card = Instance.from_dict(INSTANCE)._repr_html_()
    assert card.startswith("<table><caption>Instance</caption>")
    assert ">memory</th>" in card and ">8GB</td>" in card and ">running</td>" in card
    assert "2024-01-31 12:00:00+00:00" in card
    assert "storage" not in card


def test_every_text_in_a_card_and_a_table_is_escaped() -> None:
    evil = "<script>alert(1)</script>&\"'"
    model = Instance.from_dict({**INSTANCE, "name": evil, "status": evil, "created_at": None})
    for shown in (model._repr_html_(), ModelList([model])._repr_html_(), ModelList([evil])._repr_html_()):
        assert "<script" not in shown and "&lt;script&gt;" in shown


def test_a_secret_is_hidden_in_cards_and_tables() -> None:
    model = CreatedInstance.from_dict(CREATED)
    for shown in (model._repr_html_(), ModelList([model])._repr_html_()):
        assert PASSWORD not in shown and "***" in shown and "neo4j+s://x" in shown


@pytest.mark.parametrize("cls", MODELS, ids=name_of)
def test_every_model_has_a_card(cls: Any) -> None:
    assert made(cls)._repr_html_().startswith(f"<table><caption>{cls.__name__}</caption>")


def test_a_list_is_a_table_with_the_fields_that_any_of_its_models_has() -> None:
    models = ModelList([InstanceSummary.from_dict({**INSTANCE, "id": name}) for name in "ab"])
    shown = models._repr_html_()
    assert shown.count("<tr>") == 3
    assert "<th>id</th><th>name</th>" in shown
    assert "connection_url" not in shown
    assert "<p>" not in shown
    assert ModelList()._repr_html_() == "<p>an empty list</p>"


def test_what_is_none_in_a_list_is_an_empty_row() -> None:
    shown = ModelList([None, InstanceSummary.from_dict(INSTANCE)])._repr_html_()
    assert "<tbody><tr><td></td><td></td>" in shown
    assert shown.count("<tr>") == 3
    assert ModelList([None])._repr_html_() == "<pre>[None]</pre>"


def test_a_long_list_and_a_long_text_are_cut() -> None:
    models = ModelList([InstanceSummary.from_dict({**INSTANCE, "name": "x" * 5_000})] * 1_000)
    shown = models._repr_html_()
    assert shown.endswith("<p>… and 800 more</p>")
    assert "x" * 299 + "…" in shown and "x" * 300 not in shown


def test_the_lists_that_operations_return_are_lists_that_show_as_tables() -> None:
    body = json.dumps({"data": [INSTANCE]}).encode()
    listed: Any = list_instances.request().read(200, {}, body).parsed
    assert isinstance(listed, ModelList) and issubclass(ModelList, list)
    assert listed == [InstanceSummary.from_dict(INSTANCE)]
    assert "<table>" in listed._repr_html_()
    assert pickle.loads(pickle.dumps(listed)) == listed
    assert repr(listed).startswith("[InstanceSummary(")
    assert "<table>" in Listing([made(Session)])._repr_html_()


# ------------------------------------------------------------------------------------------------ pydantic


class Report(BaseModel):
    """A model of a user's own."""

    instance: Instance
    made: list[CreatedInstance] = []
    project: Project | None = None
    status: InstanceStatus = InstanceStatus.RUNNING


def report() -> Report:
    return Report(
        instance=Instance.from_dict(INSTANCE),
        made=[CreatedInstance.from_dict(CREATED)],
        project=Project.from_dict(PROJECT),
        status=InstanceStatus("quite new"),
    )


def test_pydantic_takes_models_as_they_are_and_as_json() -> None:
    it = report()
    assert it.instance == Instance.from_dict(INSTANCE)
    assert type(it.status) is InstanceStatus and it.status == "quite new"
    assert Report.model_validate_json(it.model_dump_json()) == it == Report.model_validate(it.model_dump())
    assert PASSWORD not in repr(it)
    assert it.model_dump(mode="json")["instance"] == INSTANCE


def test_pydantic_keeps_unknown_fields_and_reads_times_and_members_of_python() -> None:
    when = datetime.datetime(2024, 1, 31, 12, tzinfo=datetime.UTC)
    given = {**INSTANCE, "created_at": when, "status": InstanceStatus.PAUSED, "later": 5, "storage": None}
    read = TypeAdapter(Instance).validate_python(given)
    assert (read.created_at, read.status, read.additional_properties) == (when, "paused", {"later": 5})
    assert given["created_at"] is when  # what was given is left as it was


@pytest.mark.parametrize("given", [{}, {**INSTANCE, "id": None}, {**INSTANCE, "status": 5}, [], "x", None, object()])
def test_what_is_no_model_is_a_validation_error(given: Any) -> None:
    with pytest.raises(ValidationError) as caught:
        TypeAdapter(Instance).validate_python(given)
    assert caught.value.error_count() == 1


@pytest.mark.parametrize("cls", CLASSES, ids=name_of)
def test_every_model_and_enum_has_a_json_schema(cls: Any) -> None:
    schemas = [TypeAdapter(cls).json_schema(mode=mode) for mode in ("validation", "serialization")]
    assert schemas[0] == schemas[1]
    schema = schemas[0]
    if issubclass(cls, Enum):
        assert (schema["title"], schema["type"]) == (cls.__name__, "string")
        assert schema["examples"] == [member.value for member in cls] and "enum" not in schema
        return
    wire = {one.name: cls.wire_names.get(one.alias, one.alias) for one in attrs.fields(cls)}
    assert schema["title"] == cls.__name__
    assert set(schema["properties"]) == set(wire.values()) - {"additional_properties", "path_values"}
    required = {wire[one.name] for one in attrs.fields(cls) if one.default is attrs.NOTHING}
    assert set(schema.get("required", ())) == required


def test_the_json_schema_says_what_a_field_holds() -> None:
    schema = Report.model_json_schema()
    assert set(schema["$defs"]) >= {"Instance", "CreatedInstance", "Project", "InstanceConfiguration"}
    fields = schema["$defs"]["Instance"]["properties"]
    assert fields["created_at"]["anyOf"][0] == {"type": "string", "format": "date-time"}
    assert "paused" in fields["status"]["examples"]
    nested = schema["$defs"]["Project"]["properties"]["instance_configurations"]
    assert nested["items"] == {"$ref": "#/$defs/InstanceConfiguration"}


def application() -> fastapi.FastAPI:
    app = fastapi.FastAPI()

    @app.get("/one")
    def one() -> Instance:
        return Instance.from_dict(INSTANCE)

    @app.get("/all")
    def everything() -> list[Instance]:
        return ModelList([Instance.from_dict({**INSTANCE, "later": 5})])

    @app.post("/names")
    def name(given: Instance) -> str:
        return given.name

    @app.post("/created")
    def created() -> CreatedInstance:
        return CreatedInstance.from_dict(CREATED)

    return app


@pytest.mark.filterwarnings("ignore::DeprecationWarning", "ignore::PendingDeprecationWarning")
def test_fastapi_takes_models_in_bodies_and_responses_without_configuration() -> None:
    client = TestClient(application())
    assert client.get("/one").json() == INSTANCE
    assert client.get("/all").json() == [{**INSTANCE, "later": 5}]
    assert client.post("/names", json=INSTANCE).json() == "one"
    assert client.post("/names", json={"id": "x"}).status_code == 422
    assert client.post("/created").json() == CREATED
    described = client.get("/openapi.json").json()
    assert "Instance" in described["components"]["schemas"]
    body = described["paths"]["/names"]["post"]["requestBody"]["content"]["application/json"]["schema"]
    assert body["$ref"] == "#/components/schemas/Instance"


# ------------------------------------------------------------------------------------------------ what it costs


def test_a_model_imports_none_of_what_its_forms_need() -> None:
    code = (
        f"from aurakit_raw.v1.models import Instance; Instance.from_dict({INSTANCE!r}).to_json();"
        "print(sorted({'pydantic', 'pydantic_core', 'pandas', 'aurakit_raw.notebook'} & set(sys.modules)))"
    )
    path = [str(place) for place in sys.path if "generated" in str(place) or "overlay" in str(place)]
    done = subprocess.run(
        [sys.executable, "-c", f"import sys; sys.path[:0] = {path!r}; {code}"],
        capture_output=True, encoding="utf-8", check=True,
    )  # fmt: skip
    assert done.stdout.strip() == "[]"


def test_a_list_of_models_needs_at_most_six_tenths_of_the_memory_of_its_dicts() -> None:
    full = {**INSTANCE, "connection_url": "neo4j+s://x.databases.neo4j.io", "storage": "16GB"}
    text = json.dumps([{**full, "id": f"{number:08x}"} for number in range(10_000)])
    sizes = []
    for read in (json.loads, lambda text: in_place(json.loads(text), Instance.from_dict)):
        tracemalloc.start()
        kept = read(text)
        sizes.append(tracemalloc.get_traced_memory()[0])
        tracemalloc.stop()
        del kept
    assert sizes[1] <= 0.6 * sizes[0]
