"""The arguments of methods as typed dictionaries, for specifications read from files: `aura.instances.ensure(**spec)`.

A test compares them with the methods.
"""

from typing import NotRequired, TypedDict

from aurakit_raw.v1.models import CdcEnrichmentMode, CloudProvider, InstanceType

# No `from __future__ import annotations`: with annotations as text, the required arguments would be unknown at run
# time.


class InstanceCreateParams(TypedDict):
    """The arguments of `aura.instances.create`."""

    version: str
    region: str
    memory: str
    name: str
    type: InstanceType | str
    tenant_id: str
    cloud_provider: CloudProvider | str
    source_instance_id: NotRequired[str | None]
    source_snapshot_id: NotRequired[str | None]
    customer_managed_key_id: NotRequired[str | None]
    vector_optimized: NotRequired[bool | None]
    graph_analytics_plugin: NotRequired[bool | None]
    storage: NotRequired[str | None]


class InstanceEnsureParams(InstanceCreateParams):
    """The arguments of `aura.instances.ensure`."""

    secondaries_count: NotRequired[int | None]
    cdc_enrichment_mode: NotRequired[CdcEnrichmentMode | str | None]
    update: NotRequired[bool]
