# Written by `python scripts/generate.py` from openapi/v1beta5/. Do not edit.

from __future__ import annotations

from ...types import OpenEnum


class AuthProviderType(OpenEnum):
    """How requests to a data API are authenticated: with an `api-key`, or with a token that a `jwks` endpoint can
    verify."""

    API_KEY = "api-key"
    JWKS = "jwks"
