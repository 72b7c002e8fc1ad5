"""Credentials and where they are found; the OAuth 2.0 token: requested, cached, shared, renewed."""
