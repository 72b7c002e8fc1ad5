# Written by `python scripts/generate.py` from openapi/v1beta5/. Do not edit.
"""The raw client of one version of the API: `api` has a module for each operation, `models` what they return."""
