# Written by `python scripts/generate.py` from openapi/v1beta5/. Do not edit.
"""The raw client of one version of the API: `api` has one module an operation, `models` what they return."""
