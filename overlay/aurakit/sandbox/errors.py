"""Error responses: the forms in which the API, and the gateway in front of it, refuse a request."""

from __future__ import annotations

from typing import TYPE_CHECKING

from .messages import Response

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping


class ErrorResponse(Exception):
    """Raised to respond to a request with an error: a status, a body, and headers."""

    def __init__(self, status: int, body: object, headers: Mapping[str, str] | None = None) -> None:
        super().__init__(status)
        self.status = status
        self.body = body
        self.headers = dict(headers or {})

    def response(self) -> Response:
        """The response."""
        return Response(self.status, self.body, tuple(self.headers.items()))


def refused(status: int, message: str, reason: str, field: str | None = None) -> ErrorResponse:
    """The API's format with one error."""
    return ErrorResponse(status, {"errors": [error(message, reason, field)]})


def refused_for(errors: Iterable[dict[str, str]]) -> ErrorResponse:
    """400 with one error for each invalid field."""
    return ErrorResponse(400, {"errors": list(errors)})


def error(message: str, reason: str, field: str | None = None) -> dict[str, str]:
    """One entry of `errors`."""
    entry = {"message": message, "reason": reason}
    return entry if field is None else entry | {"field": field}


def invalid(message: str, field: str | None = None) -> ErrorResponse:
    """400: the request is not valid."""
    return refused(400, message, "validation-error", field)


def gateway(status: int, message: str, headers: Mapping[str, str] | None = None) -> ErrorResponse:
    """The gateway's format."""
    return ErrorResponse(status, {"error": message}, headers)


def instance_not_found(instance_id: str) -> ErrorResponse:
    return refused(404, f"DB not found: {instance_id}", "db-not-found")


def instance_deleted(instance_id: str) -> ErrorResponse:
    return refused(410, f"DB is deleted: {instance_id}", "db-already-deleted")


def project_not_found() -> ErrorResponse:
    return refused(404, "No such tenant", "tenant-not-found")


def snapshot_not_found(snapshot_id: str) -> ErrorResponse:
    return refused(404, f"Snapshot not found: {snapshot_id}", "snapshot-not-found")


def key_not_found(key_id: str) -> ErrorResponse:
    return refused(404, f"Encryption Key not found: {key_id}", "encryption-key-not-found")


def session_not_found(session_id: str) -> ErrorResponse:
    """404 in the format of sessions, which differs from all others: `data` is null and the error has an empty `id`."""
    entry = {"id": "", "message": f"No session has the id `{session_id}`", "reason": ""}
    return ErrorResponse(404, {"data": None, "errors": [entry]})


def busy(status: str | None) -> ErrorResponse:
    return refused(409, f"An operation on the database is in progress: {status}", "ongoing-database-operation")


def wrong_state(status: str, wanted: str) -> ErrorResponse:
    return refused(409, f"The database is {status}, but must be {wanted}", "instance-action-unavailable")
