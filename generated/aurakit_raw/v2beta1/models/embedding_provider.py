# Written by `python scripts/generate.py` from openapi/v2beta1/. Do not edit.

from __future__ import annotations

from ...types import OpenEnum


class EmbeddingProvider(OpenEnum):
    """The provider that turns a question into a vector."""

    OPENAI = "openai"
    VERTEXAI = "vertexai"
