# Written by `python scripts/generate.py` from openapi/v1/. Do not edit.
"""The resources, each with what it is."""

GROUPS = {
    "customer_managed_keys": "Keys of your own, kept at your cloud provider, that encrypt instances.",
    "instances": "AuraDB and AuraDS instances: databases that Neo4j runs for you.",
    "projects": "Projects, in paths and fields called tenants: who pays, who has access, what can be created.",
    "sessions": "Graph Analytics sessions: compute that runs graph algorithms, attached to an instance or alone.",
    "snapshots": "Snapshots of instances, scheduled or taken on demand.",
}
