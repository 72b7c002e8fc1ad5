"""Values that are not shown by accident. `Secret` is the generated clients', whose models hold passwords in it."""

from __future__ import annotations

from aurakit_raw.secret import LIKE_AN_ID, MASK, Secret

__all__ = ["LIKE_AN_ID", "MASK", "MaskedBytes", "Secret"]


class MaskedBytes(bytes):
    """Bytes that a library needs as they are, such as the value of a header, but that it prints and logs as `***`."""

    __slots__ = ()

    def __str__(self) -> str:
        return MASK

    __repr__ = __str__

    def __format__(self, spec: str) -> str:
        return format(MASK, spec)
