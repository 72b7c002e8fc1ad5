"""What the generated models, enums and requests promise, for whatever the API answers."""

from __future__ import annotations

import copy
import datetime
import json
import pickle
import subprocess
import sys
import warnings
import weakref
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from aurakit_raw.errors import DecodeError
from aurakit_raw.types import Response, Timestamp, in_place
from aurakit_raw.v1 import models
from aurakit_raw.v1.api.instances import (
    create_instance,
    delete_instance,
    estimate_instance_size,
    get_instance,
    list_instances,
)
from aurakit_raw.v1.api.sessions import create_session, get_session, list_sessions
from aurakit_raw.v1.api.snapshots import list_snapshots
from aurakit_raw.v1.models import (
    CloudProvider,
    CreatedInstance,
    CustomerManagedKey,
    Instance,
    InstanceStatus,
    InstanceSummary,
    Project,
    Session,
)

INSTANCE = {
    "id": "ab12", "name": "one", "status": "running", "tenant_id": "t", "cloud_provider": "gcp",
    "region": "europe-west1", "type": "enterprise-db", "memory": "8GB", "created_at": "2024-01-31T12:00:00Z",
}  # fmt: skip
CREATED = {**INSTANCE, "connection_url": "neo4j+s://x", "username": "neo4j", "password": "correct-horse-battery"}

json_values = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats(allow_nan=False) | st.text(),
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.text(), inner, max_size=3),
    max_leaves=8,
)
MODELS = [getattr(models, name) for name in models.__all__ if hasattr(getattr(models, name), "from_dict")]


def test_an_unknown_enum_value_is_a_member_equal_to_its_text() -> None:
    status = Instance.from_dict({**INSTANCE, "status": "encryption key error"}).status
    assert isinstance(status, InstanceStatus)
    assert status == "encryption key error" and str(status) == "encryption key error"
    assert {"encryption key error": 1}[status] == 1
    assert f"{status}" == "encryption key error" and status.value == "encryption key error"


@pytest.mark.parametrize("value", ["running", "not yet known"])
def test_an_enum_member_is_pickled_copied_and_written_as_its_text(value: str) -> None:
    member = InstanceStatus(value)
    for other in (pickle.loads(pickle.dumps(member)), copy.copy(member), copy.deepcopy(member)):
        assert other == member and type(other) is InstanceStatus
    assert json.dumps(member) == json.dumps(value)


def test_a_known_value_is_the_member_itself() -> None:
    assert Instance.from_dict(INSTANCE).cloud_provider is CloudProvider.GCP


def test_a_value_that_is_not_text_is_no_enum_member() -> None:
    with pytest.raises(ValueError, match="7"):
        InstanceStatus(7)


def test_null_counts_as_absent_and_is_not_written_again() -> None:
    instance = Instance.from_dict({**INSTANCE, "connection_url": None, "storage": None})
    assert instance.connection_url is None
    assert "connection_url" not in instance.to_dict()


def test_fields_the_model_does_not_know_are_kept_and_written_again() -> None:
    instance = Instance.from_dict({**INSTANCE, "colour": {"is": None}})
    assert instance.additional_properties == {"colour": {"is": None}}
    assert instance.to_dict() == {**INSTANCE, "colour": {"is": None}}


@pytest.mark.parametrize(
    ("body", "problem"),
    [
        ({k: v for k, v in INSTANCE.items() if k != "name"}, "Instance.name is missing or null"),
        ({**INSTANCE, "name": None}, "Instance.name is missing or null"),
        ({**INSTANCE, "name": {}}, "Instance.name should be a plain value, but is an object"),
        ({**INSTANCE, "status": 1}, "Instance.status should be text, but is a number"),
        ("text", "Instance should be an object, but is text"),
        (None, "Instance is missing or null"),
        ([], "Instance should be an object, but is a list"),
        (True, "Instance should be an object, but is true or false"),
    ],
)
def test_what_a_model_cannot_be_made_of_is_refused_with_model_and_field(body: Any, problem: str) -> None:
    with pytest.raises(DecodeError) as caught:
        Instance.from_dict(body)
    assert str(caught.value) == problem
    assert pickle.loads(pickle.dumps(caught.value)).field == caught.value.field


@pytest.mark.parametrize(
    "answer", [b"", b"null", b"[]", b'{"data": null}', b'{"data": []}', b'{"data": [1]}', b"7", b"{}"]
)
def test_an_answer_without_what_the_operation_returns_is_refused(answer: bytes) -> None:
    with pytest.raises(DecodeError):
        get_instance.request("ab12").read(200, {}, answer)


@pytest.mark.parametrize("answer", [b"[]", b'{"data": []}', b'{"data": [1]}', b"7", b'{"errors": [{"message": "no"}]}'])
def test_an_answer_that_may_be_empty_and_has_something_else_is_refused(answer: bytes) -> None:
    with pytest.raises(DecodeError):
        delete_instance.request("ab12").read(202, {}, answer)


@pytest.mark.parametrize("answer", [b"", b"null", b"{}", b'{"data": null}'])
def test_an_answer_that_may_be_empty_is_none_then(answer: bytes) -> None:
    assert delete_instance.request("ab12").read(202, {}, answer).parsed is None


@pytest.mark.parametrize("body", [b"<html>", b"{", b"\xff\xfe", b"[" * 100_000, b'{"data": "\xe9"}'])
def test_a_body_that_is_not_json_is_refused_without_being_shown(body: bytes) -> None:
    with pytest.raises(DecodeError, match="^list_instances has a body that is not JSON$") as caught:
        list_instances.request().read(200, {}, body)
    assert caught.value.__context__ is None


@pytest.mark.parametrize("model", MODELS)
@given(value=json_values)
def test_no_json_value_makes_a_half_built_model_or_another_exception(model: Any, value: Any) -> None:
    try:
        made = model.from_dict(value)
    except DecodeError:
        return
    required = [name for name in model.__slots__ if name in model.from_dict.__func__.__annotations__]
    assert all(getattr(made, name) is not None for name in required)


@given(fields=st.dictionaries(st.sampled_from(sorted({*INSTANCE, "storage", "graph_nodes", "zz"})), json_values))
def test_writing_is_the_inverse_of_reading_but_for_null_and_the_spelling_of_times(fields: dict[str, Any]) -> None:
    source = {**INSTANCE, **fields}
    try:
        made = Instance.from_dict(source)
    except DecodeError:
        return
    written = made.to_dict()
    for name, value in source.items():
        if name == "created_at":
            continue
        absent = value is None or (value == "" and name in ("type", "cdc_enrichment_mode"))
        if absent and name not in made.additional_properties:
            assert name not in written
        else:
            assert written[name] == value
    assert Instance.from_dict(written) == made


def test_the_initial_password_is_read_and_never_shown() -> None:
    created = CreatedInstance.from_dict(CREATED)
    assert created.password == "correct-horse-battery"
    assert "correct-horse" not in repr(created)
    answer = json.dumps({"data": CREATED}).encode()
    response = create_instance.OPERATION.decode({"data": CREATED})
    assert "correct-horse" not in repr(response)
    assert "correct-horse" not in repr(Response(202, {}, answer, None))


def test_models_are_slotted_comparable_and_picklable() -> None:
    one, other = Instance.from_dict(INSTANCE), Instance.from_dict(INSTANCE)
    assert one == other and pickle.loads(pickle.dumps(one)) == one and copy.deepcopy(one) == one
    with pytest.raises(AttributeError):
        one.colour = "green"  # type: ignore[attr-defined]


@pytest.mark.parametrize(
    ("text", "moment"),
    [
        ("2024-01-31T12:00:00Z", datetime.datetime(2024, 1, 31, 12, tzinfo=datetime.UTC)),
        ("2024-01-31T12:00:00", datetime.datetime(2024, 1, 31, 12, tzinfo=datetime.UTC)),
        ("2024-01-31T13:00:00+01:00", datetime.datetime(2024, 1, 31, 12, tzinfo=datetime.UTC)),
        ("2024-01-31T12:00:00.5Z", datetime.datetime(2024, 1, 31, 12, 0, 0, 500_000, tzinfo=datetime.UTC)),
        ("31 Jan 2024 12:00:00 UTC", datetime.datetime(2024, 1, 31, 12, tzinfo=datetime.UTC)),
    ],
)
def test_a_timestamp_is_an_aware_datetime(text: str, moment: datetime.datetime) -> None:
    assert Instance.from_dict({**INSTANCE, "created_at": text}).created_at == moment


@pytest.mark.parametrize("text", ["2024-01-31 12:00 XYZ", "31 Jan 2024 12:00 JST", "2024-01-31 12:00 EST"])
def test_a_zone_that_is_not_known_is_utc_and_warns_nobody(text: str) -> None:
    with warnings.catch_warnings():
        warnings.simplefilter("error")
        created_at = Instance.from_dict({**INSTANCE, "created_at": text}).created_at
    assert created_at == datetime.datetime(2024, 1, 31, 12, tzinfo=datetime.UTC)


@pytest.mark.parametrize(
    "value",
    [
        "Sun 12 AM -90M00", "10:30", "3 Feb", "2024-01-31 12:00 +9900", "31 Jan 2024 12:00:00 -2400", "never", "12",
        "99999999999999999999",
        12, 1e30, True, {"at": 1}, ["2024-01-31"],
    ],
    ids=repr,
)  # fmt: skip
def test_what_is_no_timestamp_is_kept_as_it_came_where_a_time_may_be_absent(value: Any) -> None:
    instance = Instance.from_dict({**INSTANCE, "created_at": value})
    assert instance.created_at is None
    assert instance.additional_properties == {"created_at": value}
    assert instance.to_dict()["created_at"] == value


@pytest.mark.parametrize("value", ["1674222282", 1674222282, 1674222282.0, "1674222282000", 1674222282000])
def test_seconds_and_milliseconds_since_1970_are_a_timestamp_and_written_as_they_came(value: Any) -> None:
    instance = Instance.from_dict({**INSTANCE, "created_at": value})
    assert instance.created_at == datetime.datetime(2023, 1, 20, 13, 44, 42, tzinfo=datetime.UTC)
    assert instance.to_dict()["created_at"] == f"{value}".removesuffix(".0")
    assert pickle.loads(pickle.dumps(instance)).created_at == instance.created_at


def test_empty_text_for_a_time_or_one_of_a_list_of_values_counts_as_absent() -> None:
    instance = Instance.from_dict({**INSTANCE, "created_at": "", "type": "", "cdc_enrichment_mode": ""})
    assert (instance.created_at, instance.type, instance.cdc_enrichment_mode) == (None, None, None)
    assert {"created_at", "type", "cdc_enrichment_mode"}.isdisjoint(instance.to_dict())
    assert Session.from_dict({"id": "s", "name": "s", "expiry_date": ""}).expiry_date is None


@pytest.mark.parametrize("lacking", ["name", "region", "tenant_id", "cloud_provider", "type", "created_at"])
@pytest.mark.parametrize("absent", ["left out", None, ""])
def test_a_new_instance_keeps_its_password_whatever_else_is_absent(lacking: str, absent: str | None) -> None:
    data = {**CREATED, lacking: absent} if absent != "left out" else {k: v for k, v in CREATED.items() if k != lacking}
    created = CreatedInstance.from_dict(data)
    assert created.password == "correct-horse-battery"
    assert not getattr(created, lacking)


@pytest.mark.parametrize("lacking", ["id", "connection_url", "username", "password"])
def test_a_new_instance_has_what_a_driver_needs(lacking: str) -> None:
    with pytest.raises(DecodeError, match=f"CreatedInstance.{lacking} is missing"):
        CreatedInstance.from_dict({**CREATED, lacking: None})


@pytest.mark.parametrize("name", ["type", "instance_type"])
def test_a_key_names_the_type_of_its_instances_by_either_name(name: str) -> None:
    key = CustomerManagedKey.from_dict({
        "id": "k", "name": "n", "cloud_provider": "gcp", "region": "r", "key_id": "a", "status": "pending",
        "tenant_id": "t", name: "enterprise-db",
    })  # fmt: skip
    assert getattr(key, name) == "enterprise-db"
    assert key.to_dict()[name] == "enterprise-db"


@given(st.text(alphabet="0123456789 :,-+/.TZMonarUtcGBAPM", min_size=4, max_size=40))
def test_what_is_read_as_a_timestamp_can_be_used_as_one(text: str) -> None:
    instance = Instance.from_dict({**INSTANCE, "created_at": text})
    if instance.created_at is None:
        assert instance.additional_properties == {"created_at": text}
    else:
        assert instance.created_at.isoformat() and instance.created_at.utcoffset() is not None


def test_a_timestamp_finer_than_microseconds_keeps_its_text() -> None:
    text = "2024-01-31T12:00:00.123456789Z"
    instance = Instance.from_dict({**INSTANCE, "created_at": text})
    assert isinstance(instance.created_at, Timestamp) and instance.created_at.microsecond == 123456
    assert instance.to_dict()["created_at"] == text
    assert pickle.loads(pickle.dumps(instance)).to_dict()["created_at"] == text


def test_none_is_not_sent() -> None:
    request = create_instance.request(
        name="n", type="free-db", tenant_id="t", memory="1GB", version="5", region="r",
        cloud_provider=CloudProvider.GCP, storage=None,
    )  # fmt: skip
    assert request.body == {
        "name": "n", "type": "free-db", "tenant_id": "t", "memory": "1GB", "version": "5", "region": "r",
        "cloud_provider": "gcp",
    }  # fmt: skip
    assert list_instances.request().query == {}


def test_a_date_is_sent_as_iso_text() -> None:
    assert list_snapshots.request("i", date=datetime.date(2024, 2, 29)).query == {"date": "2024-02-29"}
    assert list_snapshots.request("i", date="2024-02-29").query == {"date": "2024-02-29"}


def test_of_a_moment_given_for_a_date_the_day_is_sent_which_is_that_of_utc_when_it_has_a_zone() -> None:
    evening = datetime.datetime(2024, 2, 28, 23, 30)  # noqa: DTZ001 - as `now()` gives it
    assert list_snapshots.request("i", date=evening).query == {"date": "2024-02-28"}
    west = evening.replace(tzinfo=datetime.timezone(datetime.timedelta(hours=-5)))
    assert list_snapshots.request("i", date=west).query == {"date": "2024-02-29"}


@pytest.mark.parametrize("value", [b"x", object(), {1, 2}])
def test_what_has_no_form_in_json_is_a_type_error_and_not_its_str(value: Any) -> None:
    with pytest.raises(TypeError, match="cannot be sent as JSON"):
        create_session.request(name=value, memory="8GB")


@pytest.mark.parametrize("value", ["abc", b"abc", {"a": 1}])
def test_a_text_is_not_taken_for_a_list_of_its_letters(value: Any) -> None:
    with pytest.raises(TypeError, match="a list is required"):
        estimate_instance_size.request(node_count=1, relationship_count=1, algorithm_categories=value)


def test_only_the_marked_posts_may_be_repeated() -> None:
    assert create_session.OPERATION.idempotent and estimate_instance_size.OPERATION.idempotent
    assert delete_instance.OPERATION.idempotent and not create_instance.OPERATION.idempotent


SESSION = {"id": "s", "name": "n"}
ERRORS = [{"message": "no more", "reason": "expired"}]


def test_errors_beside_the_data_of_a_session_are_kept_on_it() -> None:
    session = get_session.OPERATION.decode({"data": SESSION, "errors": ERRORS})
    assert isinstance(session, Session)
    assert session.errors
    assert session.errors[0].message == "no more"
    assert get_session.OPERATION.decode({"data": SESSION}).errors is None


def test_errors_in_the_place_of_data_are_handed_over_with_the_exception() -> None:
    with pytest.raises(DecodeError, match="the response has errors instead") as caught:
        get_session.OPERATION.decode({"errors": ERRORS})
    assert caught.value.errors == ERRORS


def test_errors_beside_a_list_are_kept_on_the_list() -> None:
    listing = list_sessions.OPERATION.decode({"data": [SESSION], "errors": ERRORS})
    assert [session.id for session in listing] == ["s"]
    assert listing.errors == ERRORS


def test_each_object_of_a_list_is_freed_before_the_next_is_read(monkeypatch: pytest.MonkeyPatch) -> None:
    """Kept until the end, they set off the garbage collector, a fifth of the time of a list of 10,000."""
    seen: list[weakref.ref[Any]] = []

    class Answered(dict[str, Any]):
        pass

    def read(data: Answered) -> str:
        assert all(one() is None for one in seen)
        seen.append(weakref.ref(data))
        return str(data["id"])

    assert in_place([Answered(id=str(number)) for number in range(4)], read) == ["0", "1", "2", "3"]
    monkeypatch.setattr(InstanceSummary, "from_dict", read)
    assert list_instances.OPERATION.decode({"data": [Answered(id=str(number)) for number in range(4)]}) == [*"0123"]


def test_an_empty_list_is_an_empty_list() -> None:
    assert list_instances.OPERATION.decode({"data": []}) == []


def test_a_list_in_a_model_holds_models() -> None:
    configuration = {
        "region": "r", "region_name": "R", "type": "free-db", "version": "5", "memory": "1GB", "cloud_provider": "gcp",
    }  # fmt: skip
    project = Project.from_dict({"id": "p", "name": "n", "instance_configurations": [configuration]})
    assert project.instance_configurations[0].region_name == "R"
    assert project.to_dict()["instance_configurations"] == [configuration]


def modules_after(statement: str) -> set[str]:
    code = f"import sys\n{statement}\nprint(*sys.modules)"
    return set(subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True).stdout.split())


def test_importing_one_model_does_not_import_all() -> None:
    loaded = modules_after("from aurakit_raw.v1.models import CloudProvider")
    assert "aurakit_raw.v1.models.cloud_provider" in loaded
    assert not {name for name in loaded if name.startswith("aurakit_raw.v1.models.")} - {
        "aurakit_raw.v1.models.cloud_provider"
    }


def test_importing_the_resources_imports_neither_models_nor_attrs_nor_httpx() -> None:
    loaded = modules_after("import aurakit_raw.v1.api.instances")
    assert not {"attrs", "attr", "httpx"} & loaded
    assert "aurakit_raw.v1.models.instance" not in loaded


def test_a_misspelt_name_is_an_attribute_error() -> None:
    with pytest.raises(AttributeError, match="Instanz"):
        models.Instanz  # type: ignore[attr-defined] # noqa: B018
