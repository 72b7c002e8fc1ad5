"""What an error tells its reader to do: by reason, by words, by operation, by status; nothing where that is unknown."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest

from aurakit._errors.body import error_details
from aurakit._errors.hints import (
    FIND_OUT,
    PAGE,
    REASONS,
    REDIRECTED_ELSEWHERE,
    REDIRECTED_WITHIN,
    STATUSES,
    exact_hint,
    hint_for,
    how_to_find_out,
)
from aurakit.errors import APIError, ErrorDetail
from aurakit.sandbox import ManualClock, Project, Sandbox

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

KNOWN_REASONS = [
    "db-not-found", "tenant-not-found", "snapshot-not-found", "encryption-key-not-found", "encryption-key-is-active",
    "ongoing-database-operation", "missing-billing-details", "quota-exceeded", "validation-error", "unauthorized",
    "tenant-incapable-of-action", "db-already-deleted", "invalid-memory-size", "instance-action-unavailable",
    "snapshot-not-allowed", "database-incapable-of-action", "multi-db-only", "multi-database-tier-not-supported",
    "aura-database-not-found", "ip-filter-already-exists", "invite-not-found", "OutOfMemory", "Inactivity",
]  # fmt: skip
NAME_A_CAUSE = {402, 403, 409, 420}
DOCUMENTED = [308, 400, 401, 402, 403, 404, 405, 408, 409, 410, 415, 420, 429, 500, 502, 503, 504, 520]


@pytest.mark.parametrize("reason", KNOWN_REASONS)
def test_every_known_reason_has_its_hint_whatever_the_status(reason: str) -> None:
    for status in (400, 403, 418, 500):
        assert hint_for(status, [ErrorDetail("text", "new-reason"), ErrorDetail("text", reason)]) == REASONS[reason]


@pytest.mark.parametrize("reason", KNOWN_REASONS)
def test_a_reason_is_known_in_any_case(reason: str) -> None:
    assert hint_for(400, [ErrorDetail("text", reason.swapcase())]) == REASONS[reason]


@pytest.mark.parametrize("reason", KNOWN_REASONS)
def test_a_reason_alone_is_read_as_one_of_v1(reason: str) -> None:
    assert exact_hint([ErrorDetail("text", reason)]) == REASONS[reason]


def test_a_version_that_is_not_known_has_the_advice_that_names_no_method() -> None:
    assert hint_for(404, [], "get_instance", "v9") == STATUSES[404]
    assert exact_hint([ErrorDetail("text", "quota-exceeded")], "create_instance", "v9") == REASONS["quota-exceeded"]
    assert exact_hint([ErrorDetail("text", "db-not-found")], "get_instance", "v9") is None
    assert "such an instance" in how_to_find_out("create_instance", "v9")


def test_there_is_a_hint_for_every_known_reason_and_no_other() -> None:
    assert set(REASONS) == set(KNOWN_REASONS)


@pytest.mark.parametrize("status", DOCUMENTED)
def test_every_documented_status_has_its_hint_without_a_reason(status: int) -> None:
    assert hint_for(status, [ErrorDetail("text")]) == hint_for(status, []) == STATUSES[status]


@pytest.mark.parametrize("status", DOCUMENTED)
def test_a_reason_that_is_not_known_leaves_a_hint_that_names_a_cause_unsaid(status: int) -> None:
    expected = "" if status in NAME_A_CAUSE else STATUSES[status]
    assert hint_for(status, [ErrorDetail("text", "new-reason")]) == expected


def test_a_refused_token_is_not_told_as_a_missing_permission() -> None:
    assert hint_for(401, [ErrorDetail("Unauthorized", "unauthorized")]) == STATUSES[401]


@pytest.mark.parametrize(
    ("status", "words"),
    [
        (101, "proxy"),
        (300, "proxy"),
        (304, "The API does not send this status"),
        (302, "base_url"),
        (418, "unchanged"),
        (599, "try again later"),
        (777, "base_url"),
    ],
)
def test_any_other_status_has_the_hint_of_its_class(status: int, words: str) -> None:
    assert words in hint_for(status, [])


def test_errors_in_place_of_a_result_say_for_themselves_what_is_known() -> None:
    assert hint_for(200, [ErrorDetail("text")]) == hint_for(200, [ErrorDetail("text", "new-reason")]) == ""
    assert hint_for(200, [ErrorDetail("text", "OutOfMemory")]) == REASONS["OutOfMemory"]


def test_a_clone_into_a_smaller_instance_is_known_by_its_words() -> None:
    message = "Cannot clone database a1b2c3d4 into smaller database e5f6a7b8."
    assert "memory" in hint_for(500, [ErrorDetail(message)], "overwrite_instance")
    assert hint_for(500, [ErrorDetail("into smaller, cannot clone")]) == STATUSES[500]


def test_a_session_of_the_same_name_is_known_by_its_words() -> None:
    message = "A session with that name already exists with different parameters."
    assert "session of this name" in hint_for(400, [ErrorDetail(message)])
    for other in ("it already exists with different parameters", "a session with different parameters"):
        assert hint_for(400, [ErrorDetail(other)]) == STATUSES[400]
    assert hint_for(400, [ErrorDetail("a session already exists")]) == STATUSES[400]


@pytest.mark.parametrize(
    ("operation", "status", "words"),
    [
        ("create_instance", 405, "limit of instances"),
        ("create_session", 409, "session of this name"),
        ("create_snapshot", 402, "snapshots on demand"),
        ("get_session", 404, "aura.sessions.list()"),
        ("delete_session", 404, "it has ended or was deleted already"),
    ],
)
def test_an_operation_can_make_a_status_more_exact(operation: str, status: int, words: str) -> None:
    assert words in hint_for(status, [ErrorDetail("text", None)], operation)
    assert words not in hint_for(status, [], "get_widget")


@pytest.mark.parametrize(
    "message",
    [
        "Api Version has expired, please check documentation or contact administrator",
        "This API version does not seem to exist",
    ],
)
def test_a_version_that_has_ended_is_not_told_as_a_missing_permission(message: str) -> None:
    hint = hint_for(403, [ErrorDetail(message)], "get_instance")
    assert "no longer has this version" in hint and "administrator" not in hint


def test_a_refusal_without_a_reason_names_no_cause_as_certain() -> None:
    assert "If these credentials lack a permission" in hint_for(403, [ErrorDetail("RBAC: access denied")])
    assert hint_for(403, [ErrorDetail("text", "unauthorized")]).startswith("These credentials do not have permission")


def test_a_conflict_says_that_it_happens_while_the_status_says_running() -> None:
    assert "`running`" in hint_for(409, [])


# ------------------------------------------------------------------------------------------------ true everywhere

SIZES = "`aura.instances.check(…)`"


@pytest.mark.parametrize("field", ["cloud_provider", "type", "region", "version", "memory", "storage"])
@pytest.mark.parametrize("operation", ["create_instance", "update_instance", "upgrade_instance"])
def test_a_wrong_size_type_or_region_of_an_instance_is_told_what_is_available(operation: str, field: str) -> None:
    hint = hint_for(400, [ErrorDetail("wrong", "validation-error", field)], operation)
    assert hint == f"{REASONS['validation-error']}. {SIZES} lists the types and sizes available to the project"


@pytest.mark.parametrize(
    "body",
    [
        {"errors": {"memory": {"message": "wrong"}}, "message": "wrong", "reason": "validation-error"},
        {"errors": {"Memory": ["wrong"]}, "Reason": "Validation-Error"},
        {"Errors": [{"Message": "wrong", "Reason": "VALIDATION-ERROR", "Field": "Memory"}]},
        {"message": "wrong", "code": "Invalid-Memory-Size"},
    ],
)
def test_a_wrong_size_is_told_what_is_available_whatever_the_form_of_the_body(body: dict[str, Any]) -> None:
    assert SIZES in hint_for(400, error_details(body), "update_instance")


def test_a_reason_beside_errors_of_other_reasons_says_nothing_of_sizes() -> None:
    body = {"errors": {"memory": {"message": "m", "reason": "new"}}, "reason": "validation-error"}
    assert hint_for(400, error_details(body), "update_instance") == REASONS["validation-error"]


@pytest.mark.parametrize(
    ("operation", "field"),
    [
        ("create_instance", "name"),
        ("create_instance", None),
        ("list_snapshots", "date"),
        ("create_session", "memory"),
        ("create_customer_managed_key", "region"),
        ("", "memory"),
    ],
)
def test_a_wrong_name_or_date_is_told_nothing_of_sizes(operation: str, field: str | None) -> None:
    assert SIZES not in hint_for(400, [ErrorDetail("wrong", "validation-error", field)], operation)


def test_a_memory_and_a_storage_that_do_not_fit_are_told_what_is_available_to_instances_only() -> None:
    said = [ErrorDetail("no such size", "invalid-memory-size")]
    assert SIZES in hint_for(400, said, "update_instance")
    assert SIZES not in hint_for(400, said, "create_session")


@pytest.mark.parametrize(
    ("status", "reason", "unsaid"),
    [
        (403, "database-incapable-of-action", "administrator"),
        (403, "new-reason", "administrator"),
        (409, "multi-db-only", "then try again"),
        (409, "instance-action-unavailable", "another operation"),
        (409, "new-reason", "try again"),
        (402, "new-reason", "quota"),
        (420, "multi-database-tier-not-supported", "does not include this operation"),
        (400, "aura-database-not-found", "Correct"),
        (409, "ip-filter-already-exists", "wait"),
        (404, "invite-not-found", "instance"),
    ],
)
def test_a_hint_does_not_say_what_is_not_so(status: int, reason: str, unsaid: str) -> None:
    assert unsaid not in hint_for(status, [ErrorDetail("text", reason)])


@pytest.fixture
def sandbox() -> Iterator[Sandbox]:
    projects = [
        Project(id="p", name="P", snapshot_quota=1), Project(id="full", name="F", instance_limit=1),
        Project(id="poor", name="N", billing=False),
    ]  # fmt: skip
    with Sandbox(clock=ManualClock(), projects=projects) as sandbox:
        yield sandbox


def new(sandbox: Sandbox, **changed: Any) -> str:
    """The id of a new instance, once it is running."""
    values: dict[str, Any] = {
        "name": "one", "type": "professional-db", "version": "5", "memory": "4GB", "cloud_provider": "gcp",
        "region": "europe-west1", "tenant_id": "p", **changed,
    }  # fmt: skip
    aura = sandbox.client()
    return aura.wait(aura.instances.create(**values)).id


def resume_a_running_instance(sandbox: Sandbox, aura: Any) -> None:
    aura.instances.resume(new(sandbox))


def delete_while_creating(sandbox: Sandbox, aura: Any) -> None:
    created = aura.instances.create(
        name="one", type="professional-db", version="5", memory="4GB", cloud_provider="gcp", region="europe-west1",
        tenant_id="p",
    )  # fmt: skip
    sandbox.advance(60.0)  # so that it is found
    aura.instances.delete(created.id)


def name_of_31_characters(sandbox: Sandbox, aura: Any) -> None:
    new(sandbox, name="x" * 31)


def storage_too_large(sandbox: Sandbox, aura: Any) -> None:
    new(sandbox, storage="128GB")


def no_date(sandbox: Sandbox, aura: Any) -> None:
    aura.snapshots.list(new(sandbox), date="2025-01-31T12:00:00")


def overwrite_a_free_instance(sandbox: Sandbox, aura: Any) -> None:
    source = new(sandbox)
    aura.instances.overwrite(new(sandbox, type="free-db", memory="1GB"), source_instance_id=source)


def one_snapshot_too_many(sandbox: Sandbox, aura: Any) -> None:
    instance_id = new(sandbox)
    sandbox.advance(600.0)  # the scheduled snapshot of a new instance is over
    for _ in range(3):
        aura.wait(aura.snapshots.create(instance_id))


def one_instance_too_many(sandbox: Sandbox, aura: Any) -> None:
    for _ in range(2):
        new(sandbox, tenant_id="full")


def unknown_session(sandbox: Sandbox, aura: Any) -> None:
    aura.sessions.get("s-1")


def a_session_of_the_same_name(sandbox: Sandbox, aura: Any) -> None:
    for memory in ("8GB", "16GB"):
        aura.sessions.create(
            name="s", memory=memory, tenant_id="p", cloud_provider="gcp", region="europe-west1"
        )  # fmt: skip


def unknown_project(sandbox: Sandbox, aura: Any) -> None:
    new(sandbox, tenant_id="another")


def project_without_billing(sandbox: Sandbox, aura: Any) -> None:
    new(sandbox, tenant_id="poor")


def unknown_instance(sandbox: Sandbox, aura: Any) -> None:
    aura.instances.get("ffffffff")


def unknown_snapshot(sandbox: Sandbox, aura: Any) -> None:
    aura.snapshots.restore(new(sandbox), "s-1")


def unknown_key(sandbox: Sandbox, aura: Any) -> None:
    new(sandbox, type="enterprise-db", customer_managed_key_id="k-1")


def a_key_in_use(sandbox: Sandbox, aura: Any) -> None:
    key = aura.customer_managed_keys.create(
        key_id="projects/a/locations/europe-west1/keyRings/b/cryptoKeys/c", name="k", cloud_provider="gcp",
        instance_type="enterprise-db", region="europe-west1", tenant_id="p",
    )  # fmt: skip
    key_id = aura.wait(key).id
    new(sandbox, type="enterprise-db", customer_managed_key_id=key_id)
    aura.customer_managed_keys.delete(key_id)


def secondaries_of_a_professional_instance(sandbox: Sandbox, aura: Any) -> None:
    aura.instances.update(new(sandbox), secondaries_count=1)


def restore_a_snapshot_that_is_pending(sandbox: Sandbox, aura: Any) -> None:
    instance_id = new(sandbox)
    sandbox.advance(600.0)
    snapshot = aura.snapshots.create(instance_id)
    aura.snapshots.restore(instance_id, snapshot.snapshot_id)


def a_snapshot_right_after_a_creation(sandbox: Sandbox, aura: Any) -> None:
    aura.snapshots.create(new(sandbox))


def a_paused_instance_is_resized(sandbox: Sandbox, aura: Any) -> None:
    instance_id = new(sandbox)
    aura.wait(aura.instances.pause(instance_id))
    aura.instances.update(instance_id, memory="8GB")


@pytest.mark.parametrize(
    ("story", "said", "unsaid"),
    [
        (resume_a_running_instance, "state of the instance does not allow this", "role"),
        (delete_while_creating, "Wait for the other operation to end", "role"),
        (restore_a_snapshot_that_is_pending, "Wait for the other operation to end", "role"),
        (a_paused_instance_is_resized, "state of the instance does not allow this", "other operation"),
        (a_snapshot_right_after_a_creation, "first scheduled snapshot may still be running", "role"),
        (unknown_instance, "see no instance with this id", "project"),
        (unknown_project, "see no project with this id", "region"),
        (unknown_snapshot, "has no such snapshot", "project"),
        (unknown_key, "see no customer managed key with this id", "instance "),
        (a_key_in_use, "Instances still use this key", "role"),
        (project_without_billing, "billing details in the Aura console", "quota"),
        (secondaries_of_a_professional_instance, "use an instance of another type", "administrator"),
        (a_session_of_the_same_name, "choose another name", "operation"),
        (name_of_31_characters, "Correct the arguments", SIZES),
        (storage_too_large, SIZES, "role"),
        (no_date, "Correct the arguments", SIZES),
        (overwrite_a_free_instance, "the type of the instance", "administrator"),
        (one_snapshot_too_many, "Delete what is no longer needed", "memory"),
        (one_instance_too_many, "Delete what is no longer needed", "memory"),
        (unknown_session, "There is no session with this id", "instance"),
    ],
    ids=lambda value: getattr(value, "__name__", ""),
)
def test_what_the_sandbox_refuses_is_told_its_cause_and_then_what_helps(
    sandbox: Sandbox, story: Callable[[Sandbox, Any], None], said: str, unsaid: str
) -> None:
    with pytest.raises(APIError) as caught:
        story(sandbox, sandbox.client())
    text = str(caught.value)
    assert said in text and unsaid not in text.partition(said)[2].partition(" /v1/")[0]
    assert 0 <= text.find(caught.value.errors[0].message) < text.find(said)


# ------------------------------------------------------------------------------------------------ finding out


def test_an_operation_nobody_wrote_a_text_for_gets_a_general_one() -> None:
    assert how_to_find_out("create_backup_plan") == "Check whether there is such a backup plan before creating it again"
    assert "the state of the backup plan" in how_to_find_out("rotate_backup_plan")
    assert "the state of the resource" in how_to_find_out("")


def test_every_operation_that_is_not_safe_to_repeat_tells_how_to_find_out() -> None:
    for operation in (
        "create_instance", "update_instance", "overwrite_instance", "pause_instance", "resume_instance",
        "upgrade_instance", "create_snapshot", "restore_snapshot", "create_customer_managed_key",
    ):  # fmt: skip
        assert "`aura." in how_to_find_out(operation)
        assert how_to_find_out(operation) == FIND_OUT[operation]


def test_the_table_names_operations_of_the_corrected_document_only() -> None:
    corrections = Path(__file__, "../../../openapi/v1/corrections.yaml").resolve().read_text(encoding="utf-8")
    assert [operation for operation in FIND_OUT if operation not in corrections] == []


def test_hints_are_sentences_for_which_the_error_text_adds_the_full_stop() -> None:
    others = (PAGE, REDIRECTED_ELSEWHERE, REDIRECTED_WITHIN)
    for hint in (*REASONS.values(), *STATUSES.values(), *FIND_OUT.values(), *others):
        assert hint.isprintable()
        assert not hint.endswith(".")
        assert 20 <= len(hint) <= 260
        assert "answer" not in hint


def test_the_words_of_a_hint_count_in_their_order_wherever_else_they_stand() -> None:
    said = [ErrorDetail("into smaller: cannot clone it into smaller, since it cannot clone", "")]
    assert exact_hint(said) == exact_hint([ErrorDetail("cannot clone a into smaller b", "")]) is not None
    assert exact_hint([ErrorDetail("into smaller, cannot clone", "")]) is None
