"""Sizes as quantities: `8GB`, `8G`, `8 GB`, `8Gi` and `8GiB` are equal, because the API treats them so."""

from __future__ import annotations

import functools

from .._client.quantities import Quantity


@functools.lru_cache(maxsize=1024)  # a creation compares its sizes with those of every offer
def gigabytes(text: str) -> float:
    """A size in gigabytes.

    Raises:
        ValueError: it is not a size.
    """
    found = Quantity.parse(text)
    if found is None:
        raise ValueError(f"{text!r} is not a size such as 8GB")
    return found.gigabytes


def same_size(one: str | None, other: str | None) -> bool:
    """Whether two sizes are the same quantity."""
    if one is None or other is None:
        return one is other
    return gigabytes(one) == gigabytes(other)
