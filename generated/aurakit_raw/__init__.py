# Written by `python scripts/generate.py`. Do not edit it: run that again.
"""The raw clients generated from the published interface, one package for each version of the API."""
