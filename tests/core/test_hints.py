"""What an error tells its reader to do: by reason, by words, by operation, by status; each with a general fallback."""

from __future__ import annotations

from pathlib import Path

import pytest

from aurakit.errors import ErrorDetail
from aurakit.hints import FIND_OUT, REASONS, STATUSES, exact_hint, hint_for, how_to_find_out

KNOWN_REASONS = [
    "db-not-found", "tenant-not-found", "snapshot-not-found", "encryption-key-not-found", "encryption-key-is-active",
    "ongoing-database-operation", "missing-billing-details", "quota-exceeded", "validation-error", "unauthorized",
    "tenant-incapable-of-action", "db-already-deleted",
]  # fmt: skip


@pytest.mark.parametrize("reason", KNOWN_REASONS)
def test_every_known_reason_has_its_hint_whatever_the_status(reason: str) -> None:
    for status in (400, 403, 418, 500):
        assert hint_for(status, [ErrorDetail("text", "new-reason"), ErrorDetail("text", reason)]) == REASONS[reason]


@pytest.mark.parametrize("status", [400, 401, 402, 403, 404, 405, 409, 410, 415, 420, 429, 500, 502, 503, 504, 520])
def test_every_documented_status_has_its_hint_without_a_reason(status: int) -> None:
    assert hint_for(status, [ErrorDetail("text", "new-reason")]) == STATUSES[status]


@pytest.mark.parametrize(
    ("status", "words"),
    [
        (101, "proxy"),
        (200, "errors"),
        (302, "the token must not go there"),
        (308, "base_url"),
        (418, "unchanged"),
        (101, "out of turn"),
        (599, "try again later"),
        (777, "base_url"),
    ],
)
def test_any_other_status_has_the_hint_of_its_class(status: int, words: str) -> None:
    assert words in hint_for(status, [])


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


def test_a_conflict_says_that_it_happens_while_the_status_says_running() -> None:
    assert "`running`" in hint_for(409, [])


def test_an_operation_nobody_wrote_a_text_for_gets_a_general_one() -> None:
    assert how_to_find_out("create_backup_plan") == (
        "Find out whether there is such a backup plan before creating it again"
    )
    assert "in which state the backup plan is" in how_to_find_out("rotate_backup_plan")
    assert "in which state the resource is" in how_to_find_out("")


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


def test_hints_are_single_sentences_for_which_the_error_text_adds_the_full_stop() -> None:
    for hint in (*REASONS.values(), *STATUSES.values(), *FIND_OUT.values()):
        assert hint.isprintable()
        assert not hint.endswith(".")
        assert 20 <= len(hint) <= 260


def test_the_words_of_a_hint_count_in_their_order_wherever_else_they_stand() -> None:
    said = [ErrorDetail("into smaller: cannot clone it into smaller, since it cannot clone", "")]
    assert exact_hint(said) == exact_hint([ErrorDetail("cannot clone a into smaller b", "")]) is not None
    assert exact_hint([ErrorDetail("into smaller, cannot clone", "")]) is None
