# Written by `python scripts/generate.py` from openapi/v2beta1/. Do not edit.

from __future__ import annotations

from ...types import OpenEnum


class AlgorithmCategory(OpenEnum):
    """A category of graph algorithms."""

    CENTRALITY = "centrality"
    COMMUNITY_DETECTION = "community-detection"
    MACHINE_LEARNING = "machine-learning"
    NODE_EMBEDDING = "node-embedding"
    PATH_FINDING = "path-finding"
    SIMILARITY = "similarity"
