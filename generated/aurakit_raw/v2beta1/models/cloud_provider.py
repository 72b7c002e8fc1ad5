# Written by `python scripts/generate.py` from openapi/v2beta1/. Do not edit.

from __future__ import annotations

from ...types import OpenEnum


class CloudProvider(OpenEnum):
    """A cloud provider: `gcp` is Google, `aws` Amazon, `azure` Microsoft."""

    GCP = "gcp"
    AWS = "aws"
    AZURE = "azure"
