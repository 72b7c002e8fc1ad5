"""Sizes as quantities: `8GB`, `8G`, `8 GB`, `8Gi` and `8GiB` are the same, because the API uses them so."""

from __future__ import annotations

import re

_SIZE = re.compile(r"([0-9]{1,9}(?:\.[0-9]{1,6})?)\s*(?:([MGT])(?:i?B|i)?)", re.IGNORECASE)
_GIGABYTES = {"M": 1 / 1024, "G": 1.0, "T": 1024.0}


def gigabytes(text: str) -> float:
    """The number of gigabytes that a size stands for.

    Raises:
        ValueError: it is not a size.
    """
    found = _SIZE.fullmatch(text.strip())
    if found is None:
        raise ValueError(f"{text!r} is not a size such as 8GB")
    return float(found[1]) * _GIGABYTES[found[2].upper()]


def same_size(one: str | None, other: str | None) -> bool:
    """Whether two sizes are the same quantity."""
    if one is None or other is None:
        return one is other
    return gigabytes(one) == gigabytes(other)
