# Written by `python scripts/generate.py` from openapi/v2beta1/. Do not edit.

from __future__ import annotations

from typing import TYPE_CHECKING

from ....types import Operation, Request, given, unwrapped

if TYPE_CHECKING:
    from ...models.import_job import ImportJob


def _decode(body: object) -> ImportJob:
    from ...models.import_job import ImportJob

    data = unwrapped(body, "get_import_job", required=True, errors=False)
    return ImportJob.from_dict(data)


OPERATION: Operation[ImportJob] = Operation(
    "get_import_job",
    "GET",
    "/organizations/{organization_id}/projects/{project_id}/import/jobs/{id}",
    version="v2beta1",
    idempotent=True,
    scope=("organization_id", "project_id"),
    placed=True,
    decode=_decode,
)


def request(
    id: str, *, progress: bool | None = None, organization_id: str | None = None, project_id: str | None = None
) -> Request[ImportJob]:
    """Get one import job: the request, for a client's `call`."""
    return Request(
        OPERATION,
        path_values={"organization_id": organization_id, "project_id": project_id, "id": id},
        query=given({"progress": progress}),
    )
