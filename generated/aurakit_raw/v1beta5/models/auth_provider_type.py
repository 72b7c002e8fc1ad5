# Written by `python scripts/generate.py` from openapi/v1beta5/. Do not edit.

from __future__ import annotations

from ...types import OpenEnum


class AuthProviderType(OpenEnum):
    """How requests to a data API prove who sends them: an `api-key`, or a token of a `jwks` endpoint."""

    API_KEY = "api-key"
    JWKS = "jwks"
