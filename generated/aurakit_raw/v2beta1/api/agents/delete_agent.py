# Written by `python scripts/generate.py` from openapi/v2beta1/. Do not edit.

from __future__ import annotations

from ....types import Operation, Request


def _decode(body: object) -> None:
    return None


OPERATION: Operation[None] = Operation(
    "delete_agent",
    "DELETE",
    "/organizations/{organization_id}/projects/{project_id}/agents/{agent_id}",
    version="v2beta1",
    idempotent=True,
    scope=("organization_id", "project_id"),
    decode=_decode,
)


def request(agent_id: str, *, organization_id: str | None = None, project_id: str | None = None) -> Request[None]:
    """Permanently delete an agent: the request, for a client's `call`."""
    return Request(
        OPERATION, path_values={"organization_id": organization_id, "project_id": project_id, "agent_id": agent_id}
    )
