"""Sizes such as `8GB`: parsed, compared and printed as quantities. Pure.

`8G`, `8GB`, `8 GB`, `8Gi` and `8GiB` are the same size: people, programs and the API do not distinguish them.
"""

from __future__ import annotations

import re
from functools import total_ordering
from typing import Final

_FORM: Final = re.compile(r"\s*([0-9]{1,12}(?:\.[0-9]{1,6})?)\s*([KMGTP])(?:i?B)?i?\s*", re.IGNORECASE)
_UNITS: Final = "KMGTP"


@total_ordering
class Quantity:
    """A size. Its text is in the form that the API uses: `8GB`."""

    __slots__ = ("_kilobytes",)

    def __init__(self, number: float, unit: str) -> None:
        """unit: one of K, M, G, T, P."""
        self._kilobytes = number * 1024.0 ** _UNITS.index(unit.upper())

    @classmethod
    def parse(cls, text: object) -> Quantity | None:
        """The size that a text stands for; None if it is not a size."""
        found = _FORM.fullmatch(text) if isinstance(text, str) else None
        return None if found is None else cls(float(found[1]), found[2])

    @property
    def gigabytes(self) -> float:
        """The same as a number of gigabytes."""
        return self._kilobytes / 1024.0**2

    def __eq__(self, other: object) -> bool:
        return isinstance(other, Quantity) and self._kilobytes == other._kilobytes

    def __lt__(self, other: Quantity) -> bool:
        return self._kilobytes < other._kilobytes

    def __hash__(self) -> int:
        return hash(self._kilobytes)

    def __str__(self) -> str:
        number, unit = self._kilobytes, 0
        while number and not number % 1024.0 and unit < len(_UNITS) - 1:
            number, unit = number / 1024.0, unit + 1
        return f"{number:g}{_UNITS[unit]}B"

    def __repr__(self) -> str:
        return f"Quantity({str(self)!r})"


def same_size(first: object, second: object) -> bool:
    """Whether two texts stand for the same size."""
    one = Quantity.parse(first)
    return one is not None and one == Quantity.parse(second)
