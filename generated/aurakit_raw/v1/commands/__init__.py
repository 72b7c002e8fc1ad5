# Written by `python scripts/generate.py` from openapi/v1/. Do not edit.
"""The resources, each with what it is."""

GROUPS = {
    "customer_managed_keys": "Your own keys, stored at your cloud provider, that encrypt instances.",
    "instances": "AuraDB and AuraDS instances: databases that Neo4j runs for you.",
    "projects": "Projects, called tenants in paths and fields: who pays, who has access, what can be created.",
    "sessions": "Graph Analytics sessions: compute that runs graph algorithms, attached to an instance or standalone.",
    "snapshots": "Snapshots of instances, scheduled or taken on demand.",
}
