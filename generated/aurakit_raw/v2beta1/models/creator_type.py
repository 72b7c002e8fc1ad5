# Written by `python scripts/generate.py` from openapi/v2beta1/. Do not edit.

from __future__ import annotations

from ...types import OpenEnum


class CreatorType(OpenEnum):
    """Who created it: a user of the Aura Console, or a database user."""

    CONSOLE = "CONSOLE"
    DATABASE = "DATABASE"
