# Written by `python scripts/generate.py` from openapi/v1/. Do not edit.

from __future__ import annotations

from typing import TYPE_CHECKING

from ....types import Operation, Request, unwrapped

if TYPE_CHECKING:
    from ...models.deleted_session import DeletedSession


def _decode(body: object) -> DeletedSession | None:
    from ...models.deleted_session import DeletedSession

    data = unwrapped(body, "delete_session", required=False, errors=True)
    if data is None:
        return None
    return DeletedSession.from_dict(data)


OPERATION: Operation[DeletedSession | None] = Operation(
    "delete_session", "DELETE", "/graph-analytics/sessions/{session_id}", version="v1", idempotent=True, decode=_decode
)


def request(session_id: str) -> Request[DeletedSession | None]:
    """Delete a session and the graphs in its memory: the request, for a client's `call`."""
    return Request(OPERATION, path_values={"session_id": session_id})
