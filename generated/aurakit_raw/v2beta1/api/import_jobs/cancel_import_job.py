# Written by `python scripts/generate.py` from openapi/v2beta1/. Do not edit.

from __future__ import annotations

from typing import TYPE_CHECKING

from ....types import Operation, Request, unwrapped

if TYPE_CHECKING:
    from ...models.created_import_job import CreatedImportJob


def _decode(body: object) -> CreatedImportJob | None:
    from ...models.created_import_job import CreatedImportJob

    data = unwrapped(body, "cancel_import_job", required=False, errors=False)
    if data is None:
        return None
    return CreatedImportJob.from_dict(data)


OPERATION: Operation[CreatedImportJob | None] = Operation(
    "cancel_import_job",
    "POST",
    "/organizations/{organization_id}/projects/{project_id}/import/jobs/{id}/cancellation",
    version="v2beta1",
    idempotent=False,
    scope=("organization_id", "project_id"),
    decode=_decode,
)


def request(
    id: str, *, organization_id: str | None = None, project_id: str | None = None
) -> Request[CreatedImportJob | None]:
    """Cancel an import job: the request, for a client's `call`."""
    return Request(OPERATION, path_values={"organization_id": organization_id, "project_id": project_id, "id": id})
