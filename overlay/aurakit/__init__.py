"""The Python SDK for the Neo4j Aura API."""
