# Written by `python scripts/generate.py` from openapi/v1/. Do not edit.
"""The models. Each is imported when it is first used."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from .cdc_enrichment_mode import CdcEnrichmentMode as CdcEnrichmentMode
    from .cloud_provider import CloudProvider as CloudProvider
    from .created_instance import CreatedInstance as CreatedInstance
    from .created_snapshot import CreatedSnapshot as CreatedSnapshot
    from .customer_managed_key import CustomerManagedKey as CustomerManagedKey
    from .customer_managed_key_summary import CustomerManagedKeySummary as CustomerManagedKeySummary
    from .deleted_session import DeletedSession as DeletedSession
    from .error_detail import ErrorDetail as ErrorDetail
    from .instance import Instance as Instance
    from .instance_configuration import InstanceConfiguration as InstanceConfiguration
    from .instance_size_estimate import InstanceSizeEstimate as InstanceSizeEstimate
    from .instance_status import InstanceStatus as InstanceStatus
    from .instance_summary import InstanceSummary as InstanceSummary
    from .instance_type import InstanceType as InstanceType
    from .metrics_integration import MetricsIntegration as MetricsIntegration
    from .project import Project as Project
    from .project_summary import ProjectSummary as ProjectSummary
    from .session import Session as Session
    from .session_size_estimate import SessionSizeEstimate as SessionSizeEstimate
    from .session_status import SessionStatus as SessionStatus
    from .snapshot import Snapshot as Snapshot
    from .snapshot_profile import SnapshotProfile as SnapshotProfile
    from .snapshot_status import SnapshotStatus as SnapshotStatus

_MODULES = {
    "CdcEnrichmentMode": "cdc_enrichment_mode",
    "CloudProvider": "cloud_provider",
    "CreatedInstance": "created_instance",
    "CreatedSnapshot": "created_snapshot",
    "CustomerManagedKey": "customer_managed_key",
    "CustomerManagedKeySummary": "customer_managed_key_summary",
    "DeletedSession": "deleted_session",
    "ErrorDetail": "error_detail",
    "Instance": "instance",
    "InstanceConfiguration": "instance_configuration",
    "InstanceSizeEstimate": "instance_size_estimate",
    "InstanceStatus": "instance_status",
    "InstanceSummary": "instance_summary",
    "InstanceType": "instance_type",
    "MetricsIntegration": "metrics_integration",
    "Project": "project",
    "ProjectSummary": "project_summary",
    "Session": "session",
    "SessionSizeEstimate": "session_size_estimate",
    "SessionStatus": "session_status",
    "Snapshot": "snapshot",
    "SnapshotProfile": "snapshot_profile",
    "SnapshotStatus": "snapshot_status",
}

__all__ = [
    "CdcEnrichmentMode",
    "CloudProvider",
    "CreatedInstance",
    "CreatedSnapshot",
    "CustomerManagedKey",
    "CustomerManagedKeySummary",
    "DeletedSession",
    "ErrorDetail",
    "Instance",
    "InstanceConfiguration",
    "InstanceSizeEstimate",
    "InstanceStatus",
    "InstanceSummary",
    "InstanceType",
    "MetricsIntegration",
    "Project",
    "ProjectSummary",
    "Session",
    "SessionSizeEstimate",
    "SessionStatus",
    "Snapshot",
    "SnapshotProfile",
    "SnapshotStatus",
]

if not TYPE_CHECKING:

    def __getattr__(name: str) -> Any:
        from importlib import import_module

        from ...importing import importing

        if name not in _MODULES:
            raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
        with importing:
            value = globals()[name] = getattr(import_module(f".{_MODULES[name]}", __name__), name)
        return value

    def __dir__() -> list[str]:
        return [*__all__]
