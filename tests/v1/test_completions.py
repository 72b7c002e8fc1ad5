"""What the response to an operation leaves out is filled in with what was asked for, by a table of operations."""

from __future__ import annotations

import inspect
import pickle
import pkgutil
import re
from importlib import import_module
from typing import TYPE_CHECKING, Any

import pytest

from aurakit._calls.steps import Pause
from aurakit._client.completing import completed_steps
from aurakit.errors import InvalidArgumentError, NotFoundError, ServerError
from aurakit.v1.client import VERSION
from aurakit.v1.completions import COMPLETIONS, RequestedInstance, begun, updating, upgrading
from aurakit_raw.types import Request, Response
from aurakit_raw.v1 import api
from aurakit_raw.v1.api.instances import (
    delete_instance,
    get_instance,
    overwrite_instance,
    pause_instance,
    resume_instance,
    update_instance,
    upgrade_instance,
)
from aurakit_raw.v1.api.sessions import delete_session
from aurakit_raw.v1.api.snapshots import create_snapshot, restore_snapshot
from aurakit_raw.v1.models import (
    CdcEnrichmentMode,
    CreatedSnapshot,
    DeletedSession,
    Instance,
    InstanceStatus,
    InstanceType,
)

if TYPE_CHECKING:
    from collections.abc import Generator

    from aurakit._calls.steps import Step

PROJECT = "6f1f9a3c-0d6b-4f0e-9a86-2c1b8f4f7d21"


def instance(status: str = "running", **changed: Any) -> Instance:
    fields = {"name": "Instance01", "tenant_id": PROJECT, "region": "europe-west1", "cloud_provider": "gcp"}
    return Instance.from_dict(
        {"id": "a", "status": status, "memory": "4GB", "type": "professional-db", **fields, **changed}
    )


class Calls:
    """Makes the calls of an operation: each gets the next of the results, an error is raised. One step a call."""

    def __init__(self, *results: Any, status: int = 202) -> None:
        self.results = list(results)
        self.status = status
        self.made: list[str] = []

    def call(self, request: Request[Any]) -> Generator[Step, Any, Response[Any]]:
        self.made.append(f"{request.operation.name} {' '.join(map(str, request.path_values.values()))}")
        yield Pause(0.0)
        result = self.results.pop(0)
        if isinstance(result, Exception):
            raise result
        return Response(self.status, {}, b"", result)

    def run(self, request: Request[Any]) -> Any:
        """What the method of the operation returns."""
        steps = completed_steps(request, VERSION, self.call)
        while True:
            try:
                next(steps)
            except StopIteration as end:
                return end.value


def test_the_table_names_operations_of_the_api_only() -> None:
    modules = [vars(getattr(api, name)) for name in ("instances", "snapshots", "sessions")]
    assert set(COMPLETIONS) <= {name for module in modules for name in module}


def test_the_methods_that_complete_a_response_are_those_of_the_operations_in_the_table() -> None:
    completed = set()
    for found in pkgutil.iter_modules(api.__path__):
        source = inspect.getsource(import_module(f"{api.__name__}.{found.name}"))
        for method in re.split(r"\n    (?:async )?def ", source)[1:]:
            operation = re.search(r"(\w+)\.request\(", method)
            if operation is not None and "_client.complete(" in method:
                completed.add(operation[1])
    assert completed == set(COMPLETIONS)


def test_an_operation_that_is_in_no_table_returns_what_the_response_says() -> None:
    there = instance()
    calls = Calls(there)
    assert calls.run(get_instance.request("a")) is there
    assert calls.made == ["get_instance a"]


# ------------------------------------------------------------------------------------------------ update and upgrade


def test_an_update_shows_the_values_just_asked_for_and_keeps_the_others() -> None:
    there = instance(storage="8GB")
    asked = Calls(there).run(update_instance.request("a", memory="8GB", secondaries_count=0))
    assert (asked.status, asked.memory, asked.name, asked.storage) == ("updating", "8GB", "Instance01", "8GB")
    assert asked.requested == {"memory": "8GB", "secondaries_count": 0}
    assert (there.status, there.memory) == ("running", "4GB")  # what the response said stays as it is


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
    asked = Calls(instance()).run(upgrade_instance.request("a", memory="8GB", storage="16GB"))
    assert (asked.status, asked.type, asked.memory) == ("updating", InstanceType.BUSINESS_CRITICAL, "8GB")
    assert asked.requested == {"memory": "8GB", "storage": "16GB", "type": InstanceType.BUSINESS_CRITICAL}


def test_a_result_that_is_waited_on_elsewhere_can_be_pickled() -> None:
    asked = updating(instance(), {"memory": "8GB"})
    again = pickle.loads(pickle.dumps(asked))
    assert (again.id, again.status, again.requested) == (asked.id, asked.status, asked.requested)


@pytest.mark.parametrize(
    "request_", [update_instance.request("a", memory="8GB"), upgrade_instance.request("a")], ids=["update", "upgrade"]
)
def test_a_response_without_a_body_leads_to_a_get(request_: Request[Any]) -> None:
    calls = Calls(None, instance(storage="8GB"))
    asked = calls.run(request_)
    assert isinstance(asked, RequestedInstance)
    assert (asked.status, asked.storage) == ("updating", "8GB")
    assert calls.made == [f"{request_.operation.name} a", "get_instance a"]


@pytest.mark.parametrize("name", ["update", "upgrade"])
def test_an_error_after_an_accepted_request_says_that_it_was_accepted(name: str) -> None:
    request = update_instance.request("a", memory="8GB") if name == "update" else upgrade_instance.request("a")
    with pytest.raises(NotFoundError) as caught:
        Calls(None, NotFoundError("gone", status_code=404)).run(request)
    assert caught.value.__notes__ == [f"The {name} itself was accepted: do not send it again, but check the instance."]


@pytest.mark.parametrize("results", [[NotFoundError("gone", status_code=404)], [None, KeyError("a mistake of ours")]])
def test_an_error_of_the_request_and_a_mistake_of_the_program_are_given_no_note(results: list[Any]) -> None:
    with pytest.raises((NotFoundError, KeyError)) as caught:
        Calls(*results).run(update_instance.request("a", memory="8GB"))
    assert not hasattr(caught.value, "__notes__")


def test_an_update_of_nothing_is_refused_with_what_could_be_given_before_there_is_a_call() -> None:
    calls = Calls()
    with pytest.raises(InvalidArgumentError) as caught:
        calls.run(update_instance.request("a"))
    assert str(caught.value) == (
        "Give at least one value to change: name, memory, vector_optimized, graph_analytics_plugin, storage, "
        "secondaries_count, cdc_enrichment_mode."
    )
    assert calls.made == []


@pytest.mark.parametrize("value", [{"vector_optimized": False}, {"secondaries_count": 0}, {"name": ""}])
def test_an_update_to_a_value_that_is_false_is_one(value: dict[str, Any]) -> None:
    assert Calls(instance()).run(update_instance.request("a", **value)).requested == value


@pytest.mark.parametrize(("memory", "storage"), [("8GB", None), (None, "16GB")])
def test_an_upgrade_with_one_of_memory_and_storage_is_refused(memory: str | None, storage: str | None) -> None:
    calls = Calls()
    with pytest.raises(InvalidArgumentError) as caught:
        calls.run(upgrade_instance.request("a", memory=memory, storage=storage))
    assert str(caught.value) == "Give memory and storage together, or neither, to keep the size."
    assert calls.made == []


# ------------------------------------------------------------------------------------------ the state it begins with


def test_a_response_with_the_state_from_before_gets_the_one_the_operation_begins_with() -> None:
    there = instance("running")
    assert Calls(there).run(pause_instance.request("a")).status == "pausing"
    assert there.status == "running"


@pytest.mark.parametrize("status", ["pausing", "Pausing", "paused", "Paused"])
def test_a_response_that_shows_the_operation_or_its_end_is_left_as_it_is(status: str) -> None:
    there = instance(status)
    assert Calls(there).run(pause_instance.request("a")) is there


def test_without_a_state_that_is_its_end_only_the_beginning_counts() -> None:
    assert begun(instance("running"), InstanceStatus.RESTORING).status == "restoring"


@pytest.mark.parametrize(
    ("request_", "before", "after"),
    [
        (overwrite_instance.request("a", source_instance_id="b"), "running", "overwriting"),
        (overwrite_instance.request("a", source_instance_id="b"), "loading failed", "overwriting"),
        (pause_instance.request("a"), "running", "pausing"),
        (resume_instance.request("a"), "paused", "resuming"),
        (resume_instance.request("a"), "running", "running"),
        (delete_instance.request("a"), "running", "destroying"),
        (restore_snapshot.request("a", "s"), "running", "restoring"),
    ],
    ids=lambda value: value if isinstance(value, str) else value.operation.name,
)
def test_each_operation_begins_with_its_state(request_: Request[Any], before: str, after: str) -> None:
    assert Calls(instance(before)).run(request_).status == after


@pytest.mark.parametrize(
    ("request_", "called", "after"),
    [
        (overwrite_instance.request("a", source_instance_id="b"), "overwrite", "overwriting"),
        (pause_instance.request("a"), "pause", "pausing"),
        (resume_instance.request("a"), "resume", "resuming"),
        (delete_instance.request("a"), "deletion", "destroying"),
        (restore_snapshot.request("a", "s"), "restore", "restoring"),
    ],
    ids=lambda value: value if isinstance(value, str) else value.operation.name,
)
def test_an_operation_without_a_body_in_its_response_leads_to_a_get_of_its_instance(
    request_: Request[Any], called: str, after: str
) -> None:
    calls = Calls(None, instance("stopped"))
    assert calls.run(request_).status == after
    assert calls.made[1:] == ["get_instance a"]
    with pytest.raises(ServerError) as caught:
        Calls(None, ServerError("down", status_code=500)).run(request_)
    assert caught.value.__notes__ == [
        f"The {called} itself was accepted: do not send it again, but check the instance."
    ]


def test_a_deletion_after_which_a_get_finds_nothing_is_none() -> None:
    assert Calls(None, NotFoundError("gone", status_code=404)).run(delete_instance.request("a")) is None


def test_a_deletion_that_a_repetition_found_done_is_none() -> None:
    assert Calls(None, status=404).run(delete_instance.request("a")) is None


# ------------------------------------------------------------------------------------------------ snapshots, sessions


def test_a_new_snapshot_can_be_looked_up_and_is_pending() -> None:
    created = CreatedSnapshot.from_dict({"snapshot_id": "s"})
    snapshot = Calls(created).run(create_snapshot.request("a"))
    assert (snapshot.instance_id, snapshot.snapshot_id, snapshot.status) == ("a", "s", "Pending")


@pytest.mark.parametrize("shown", [DeletedSession(), DeletedSession(id="another"), None])
def test_a_session_that_is_deleted_now_has_the_id_that_it_was_deleted_by(shown: DeletedSession | None) -> None:
    for status in (200, 202, 299):
        assert Calls(shown, status=status).run(delete_session.request("s")).id == "s"


def test_what_the_response_says_of_a_deleted_session_is_kept() -> None:
    shown = DeletedSession.from_dict({"id": "s", "brand_new": 1})
    assert Calls(shown).run(delete_session.request("s")) == shown


@pytest.mark.parametrize("status", [300, 404, 410])
def test_a_session_that_was_gone_already_is_none(status: int) -> None:
    assert Calls(None, status=status).run(delete_session.request("s")) is None
