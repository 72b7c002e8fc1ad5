# Written by `python scripts/generate.py` from openapi/v2beta1/. Do not edit.
"""The resources, each with what it is."""

GROUPS = {
    "activity_feed": "Activity feeds: who did what and when.",
    "agents": "Agents: language models that answer questions about a database with their tools.",
    "backups": "Backups of databases: take, list, restore.",
    "billing": "Billing: what was used, what it costs, what is left. 10 requests a day for an organization.",
    "databases": "Databases of an instance; some instances can have several.",
    "deployments": "Self-managed Neo4j deployments that Fleet Manager monitors.",
    "import_jobs": "Import jobs, which fill an instance from a data source.",
    "instances": "AuraDB instances: databases that Neo4j runs for you, each in a project.",
    "ip_filters": "IP filters: which addresses may connect to which instances.",
    "organizations": "Organizations: who belongs to them and in which role, and invites for others.",
    "projects": "Projects of an organization, which have instances, and their users.",
    "sessions": "Graph Analytics sessions: compute that runs graph algorithms, attached to a database or standalone.",
    "virtual_graphs": "Virtual graphs, which answer Cypher queries from a data warehouse.",
}
