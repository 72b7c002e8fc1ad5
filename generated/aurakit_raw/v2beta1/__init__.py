# Written by `python scripts/generate.py` from openapi/v2beta1/. Do not edit.
"""The raw client of one version of the API: `api` has one module an operation, `models` what they return."""
