# Written by `python scripts/generate.py` from openapi/v2beta1/. Do not edit.

from __future__ import annotations

from ...types import OpenEnum


class ImportJobState(OpenEnum):
    """How far an import job has come; `Completed` says that it ended, the exit status how."""

    SECRETCREATED = "SecretCreated"
    MODELCONFIGMAPOWNERUPDATED = "ModelConfigMapOwnerUpdated"
    QUEUED = "Queued"
    RUNNING = "Running"
    COMPLETED = "Completed"
