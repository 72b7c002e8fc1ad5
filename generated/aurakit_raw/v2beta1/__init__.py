# Written by `python scripts/generate.py` from openapi/v2beta1/. Do not edit.
"""The raw client of one version of the API: `api` has a module for each operation, `models` what they return."""
