# Written by `python scripts/generate.py` from openapi/v2beta1/. Do not edit.

from __future__ import annotations

from ...types import OpenEnum


class ImportJobState(OpenEnum):
    """The progress of an import job; `Completed` says that it has ended, and the exit status how."""

    SECRETCREATED = "SecretCreated"
    MODELCONFIGMAPOWNERUPDATED = "ModelConfigMapOwnerUpdated"
    QUEUED = "Queued"
    RUNNING = "Running"
    COMPLETED = "Completed"
