"""From the published document to the raw client: the steps behind `pull_spec.py` and `generate.py`."""
