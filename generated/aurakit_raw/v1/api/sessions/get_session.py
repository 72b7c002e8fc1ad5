# Written by `python scripts/generate.py` from openapi/v1/. Do not edit.

from __future__ import annotations

from typing import TYPE_CHECKING

from ....types import Operation, Request, unwrapped

if TYPE_CHECKING:
    from ...models.session import Session


def _decode(body: object) -> Session:
    from ...models.session import Session

    data = unwrapped(body, "get_session", required=True, errors=True)
    return Session.from_dict(data)


OPERATION: Operation[Session] = Operation(
    "get_session", "GET", "/graph-analytics/sessions/{session_id}", version="v1", idempotent=True, decode=_decode
)


def request(session_id: str) -> Request[Session]:
    """Get one session: the request, for a client's `call`."""
    return Request(OPERATION, path_values={"session_id": session_id})
