# Written by `python scripts/generate.py`. Do not edit.
"""The raw clients generated from the published interface, one package for each version of the API."""
