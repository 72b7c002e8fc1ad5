# Written by `python scripts/generate.py` from openapi/v2beta1/. Do not edit.

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from ....types import Operation, Request, given, unwrapped

if TYPE_CHECKING:
    from collections.abc import Mapping

    from ...models.created_import_job import CreatedImportJob
    from ...models.import_config import ImportConfig
    from ...models.import_credentials import ImportCredentials


def _decode(body: object) -> CreatedImportJob:
    from ...models.created_import_job import CreatedImportJob

    data = unwrapped(body, "create_import_job", required=True, errors=False)
    return CreatedImportJob.from_dict(data)


OPERATION: Operation[CreatedImportJob] = Operation(
    "create_import_job",
    "POST",
    "/organizations/{organization_id}/projects/{project_id}/import/jobs",
    version="v2beta1",
    idempotent=False,
    scope=("organization_id", "project_id"),
    decode=_decode,
)


def request(
    *,
    import_model_id: str,
    aura_credentials: ImportCredentials | Mapping[str, Any] | None = None,
    import_config: ImportConfig | Mapping[str, Any] | None = None,
    organization_id: str | None = None,
    project_id: str | None = None,
) -> Request[CreatedImportJob]:
    """Start an import job from a model of the Import service: the request, for a client's `call`."""
    return Request(
        OPERATION,
        path_values={"organization_id": organization_id, "project_id": project_id},
        body=given(
            {"importModelId": import_model_id, "auraCredentials": aura_credentials, "importConfig": import_config}
        ),
    )
