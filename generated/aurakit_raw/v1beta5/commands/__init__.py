# Written by `python scripts/generate.py` from openapi/v1beta5/. Do not edit.
"""The resources, each with what it is."""

GROUPS = {
    "auth_providers": "Authentication providers: who may use a GraphQL data API, by key or by token.",
    "data_apis": "GraphQL data APIs: GraphQL endpoints that Aura runs in front of an instance.",
}
