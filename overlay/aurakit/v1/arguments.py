"""The arguments of methods as typed dictionaries, for what comes from a file: `aura.instances.ensure(**spec)`.

A test compares them with the methods.
"""

from typing import NotRequired, TypedDict

from aurakit_raw.v1.models import CdcEnrichmentMode, CloudProvider, InstanceType

# Annotations are values here: as text, they would not say at run time which arguments are required.


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
