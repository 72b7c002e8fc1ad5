"""Refusals: how the API, and the gateway before it, say no. What is wrong is found out elsewhere."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping


class Refusal(Exception):
    """An answer that is not the one hoped for: a status, a body of one of the two forms, and headers."""

    def __init__(self, status: int, body: object, headers: Mapping[str, str] | None = None) -> None:
        super().__init__(status)
        self.status = status
        self.body = body
        self.headers = dict(headers or {})


def refused(status: int, message: str, reason: str, field: str | None = None) -> Refusal:
    """The API's form with one error."""
    return Refusal(status, {"errors": [error(message, reason, field)]})


def refused_for(errors: Iterable[dict[str, str]]) -> Refusal:
    """400 with one error for each field that is wrong."""
    return Refusal(400, {"errors": list(errors)})


def error(message: str, reason: str, field: str | None = None) -> dict[str, str]:
    """One entry of `errors`."""
    found = {"message": message, "reason": reason}
    return found if field is None else found | {"field": field}


def invalid(message: str, field: str | None = None) -> Refusal:
    """400: something in the request cannot be accepted."""
    return refused(400, message, "validation-error", field)


def gateway(status: int, message: str, headers: Mapping[str, str] | None = None) -> Refusal:
    """The gateway's form."""
    return Refusal(status, {"error": message}, headers)


def instance_not_found(instance_id: str) -> Refusal:
    return refused(404, f"DB not found: {instance_id}", "db-not-found")


def instance_deleted(instance_id: str) -> Refusal:
    return refused(410, f"DB is deleted: {instance_id}", "db-already-deleted")


def project_not_found() -> Refusal:
    return refused(404, "No such tenant", "tenant-not-found")


def snapshot_not_found(snapshot_id: str) -> Refusal:
    return refused(404, f"Snapshot not found: {snapshot_id}", "snapshot-not-found")


def key_not_found(key_id: str) -> Refusal:
    return refused(404, f"Encryption Key not found: {key_id}", "encryption-key-not-found")


def session_not_found(session_id: str) -> Refusal:
    return refused(404, f"No session has the id `{session_id}`", "")


def busy(status: str | None) -> Refusal:
    return refused(409, f"An operation on the database is in progress: {status}", "ongoing-database-operation")


def wrong_state(status: str, wanted: str) -> Refusal:
    return refused(409, f"The database is {status}, and has to be {wanted}", "ongoing-database-operation")
