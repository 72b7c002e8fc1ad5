"""What an operation's answer leaves out is filled in with what was asked for."""

from __future__ import annotations

import pickle
from typing import Any

import pytest

from aurakit.asked import (
    accepted,
    being_deleted,
    changes,
    check_upgrade,
    pending_snapshot,
    under_way,
    updating,
    upgrading,
)
from aurakit.errors import InvalidArgumentError, NotFoundError
from aurakit_raw.types import Response
from aurakit_raw.v1.models import (
    CdcEnrichmentMode,
    CreatedSnapshot,
    DeletedSession,
    Instance,
    InstanceStatus,
    InstanceType,
)

PROJECT = "6f1f9a3c-0d6b-4f0e-9a86-2c1b8f4f7d21"


def instance(status: str = "running", **changed: Any) -> Instance:
    fields = {"name": "Instance01", "tenant_id": PROJECT, "region": "europe-west1", "cloud_provider": "gcp"}
    return Instance.from_dict(
        {"id": "a", "status": status, "memory": "4GB", "type": "professional-db", **fields, **changed}
    )


def test_an_update_shows_the_values_just_asked_for_and_keeps_the_others() -> None:
    there = instance(storage="8GB")
    asked = updating(there, {"memory": "8GB", "name": None, "storage": None, "secondaries_count": 0})
    assert (asked.status, asked.memory, asked.name, asked.storage) == ("updating", "8GB", "Instance01", "8GB")
    assert asked.requested == {"memory": "8GB", "secondaries_count": 0}
    assert (there.status, there.memory) == ("running", "4GB")  # what was handed in stays as it is


def test_values_asked_for_as_text_become_members() -> None:
    asked = updating(instance(), {"cdc_enrichment_mode": "FULL", "type": "enterprise-db"})
    assert asked.cdc_enrichment_mode is CdcEnrichmentMode.FULL
    assert asked.requested["cdc_enrichment_mode"] is CdcEnrichmentMode.FULL
    assert asked.type is InstanceType.ENTERPRISE_DB


@pytest.mark.parametrize(
    ("status", "rests"),
    [("running", "running"), ("Paused", "paused"), ("suspended", "suspended"), ("updating", "running")],
)
def test_an_instance_rests_after_an_update_where_it_rested_before(status: str, rests: str) -> None:
    assert updating(instance(status), {"name": "new"}).rests == rests


def test_an_upgraded_instance_runs() -> None:
    assert upgrading(instance("paused"), {}).rests == "running"


def test_what_was_asked_for_is_shown_as_the_instances_values_only() -> None:
    shown = repr(updating(instance(), {"memory": "8GB"}))
    assert "memory='8GB'" in shown
    assert "requested" not in shown and "rests" not in shown


def test_fields_that_this_version_does_not_know_are_kept() -> None:
    assert updating(instance(brand_new=1), {"memory": "8GB"}).additional_properties == {"brand_new": 1}


def test_read_back_from_an_object_it_is_an_instance_for_which_nothing_was_asked() -> None:
    found = updating(instance(), {"memory": "8GB"})
    again = type(found).from_dict(found.to_dict())
    assert (again.memory, again.requested, again.rests) == ("8GB", {}, "running")


def test_an_upgrade_shows_the_type_it_leads_to() -> None:
    asked = upgrading(instance(), {"memory": "8GB", "storage": "16GB"})
    assert (asked.status, asked.type, asked.memory) == ("updating", InstanceType.BUSINESS_CRITICAL, "8GB")
    assert asked.requested == {"memory": "8GB", "storage": "16GB", "type": InstanceType.BUSINESS_CRITICAL}


def test_a_result_that_is_waited_on_elsewhere_can_be_pickled() -> None:
    asked = updating(instance(), {"memory": "8GB"})
    again = pickle.loads(pickle.dumps(asked))
    assert (again.id, again.status, again.requested) == (asked.id, asked.status, asked.requested)


def test_an_update_of_nothing_is_refused_with_what_could_be_given() -> None:
    with pytest.raises(InvalidArgumentError, match=r"^Give at least one value to change: name, memory\.$"):
        changes({"name": None, "memory": None})
    assert changes({"name": None, "memory": "8GB"}) == {"name": None, "memory": "8GB"}
    assert changes({"vector_optimized": False}) == {"vector_optimized": False}


@pytest.mark.parametrize(("memory", "storage"), [("8GB", None), (None, "16GB")])
def test_an_upgrade_with_one_of_memory_and_storage_is_refused(memory: str | None, storage: str | None) -> None:
    with pytest.raises(InvalidArgumentError) as caught:
        check_upgrade(memory, storage)
    assert str(caught.value) == "Give memory and storage together, or neither, to keep the size."


def test_an_upgrade_with_both_or_neither_is_not_refused() -> None:
    check_upgrade("8GB", "16GB")
    check_upgrade(None, None)


def test_an_error_after_an_accepted_request_says_that_it_was_accepted() -> None:
    with pytest.raises(NotFoundError) as caught, accepted("update"):
        raise NotFoundError("gone", status_code=404)
    assert caught.value.__notes__ == ["The update itself was accepted: do not send it again, look at the instance."]


def test_a_mistake_of_the_program_is_not_given_that_note() -> None:
    with pytest.raises(TypeError) as caught, accepted("update"):
        raise TypeError
    assert not hasattr(caught.value, "__notes__")


def test_an_answer_with_the_state_from_before_gets_the_one_the_operation_begins_with() -> None:
    there = instance("running")
    assert under_way(there, InstanceStatus.PAUSING, InstanceStatus.PAUSED).status == "pausing"
    assert there.status == "running"


@pytest.mark.parametrize("status", ["pausing", "Pausing", "paused", "Paused"])
def test_an_answer_that_shows_the_operation_or_its_end_is_left_as_it_is(status: str) -> None:
    there = instance(status)
    assert under_way(there, InstanceStatus.PAUSING, InstanceStatus.PAUSED) is there


def test_without_a_state_that_is_its_end_only_the_beginning_counts() -> None:
    assert under_way(instance("running"), InstanceStatus.RESTORING).status == "restoring"


def test_a_new_snapshot_can_be_looked_up_and_is_pending() -> None:
    snapshot = pending_snapshot(CreatedSnapshot.from_dict({"snapshot_id": "s"}), "a")
    assert (snapshot.instance_id, snapshot.snapshot_id, snapshot.status) == ("a", "s", "Pending")


@pytest.mark.parametrize("answered", [DeletedSession(), DeletedSession(id="another"), None])
def test_a_session_that_is_deleted_now_has_the_id_that_it_was_deleted_by(answered: DeletedSession | None) -> None:
    for status in (200, 202, 299):
        session = being_deleted(Response(status, {}, b"", answered), "s")
        assert session is not None
        assert session.id == "s"


def test_what_the_answer_says_of_a_deleted_session_is_kept() -> None:
    answered = DeletedSession.from_dict({"id": "s", "brand_new": 1})
    session = being_deleted(Response(202, {}, b"", answered), "s")
    assert session == answered


@pytest.mark.parametrize("status", [300, 404, 410])
def test_a_session_that_was_gone_already_is_none(status: int) -> None:
    assert being_deleted(Response(status, {}, b"", None), "s") is None
