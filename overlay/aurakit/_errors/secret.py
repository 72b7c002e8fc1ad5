"""A text that shows itself to nobody by accident: the client secret, tokens, passwords."""

from __future__ import annotations

import re
from hmac import compare_digest
from typing import TYPE_CHECKING, Any, Final

if TYPE_CHECKING:
    from collections.abc import Iterator

MASK: Final = "***"
LIKE_AN_ID: Final = re.compile(r"[0-9a-f-]{0,64}(?:/[0-9]{0,64})?").fullmatch
"""Matches what the API writes for a request id."""


class Secret:
    """A secret text. Printed, formatted, iterated, copied or pickled it is `***`; `reveal` alone gives it.

    Crash reporters and loggers walk through tuples, dicts and dataclasses and never ask their repr, so a secret must
    not lie openly in one.
    """

    __slots__ = ("__weakref__", "_text", "like_an_id")

    def __init__(self, text: str) -> None:
        self._text = text
        self.like_an_id = LIKE_AN_ID(text) is not None
        """Whether it is written with the characters of a request id, so that it could be a part of one."""

    @classmethod
    def of(cls, text: Any) -> Any:
        """`text` as a secret, unless it is no text: what it is then, its own check says."""
        return cls(text) if isinstance(text, str) else text

    def reveal(self) -> str:
        """The text itself: for a header, or for whoever asks for it by name."""
        return self._text

    def __repr__(self) -> str:
        return MASK

    __str__ = __repr__

    def __format__(self, spec: str) -> str:
        return format(MASK, spec)

    def __iter__(self) -> Iterator[str]:
        return iter(MASK)

    def __len__(self) -> int:
        return len(MASK)

    def __bool__(self) -> bool:
        return bool(self._text)

    def __eq__(self, other: object) -> bool:
        if not isinstance(other, Secret):
            return NotImplemented
        return compare_digest(self._text.encode("utf-8", "replace"), other._text.encode("utf-8", "replace"))

    def __hash__(self) -> int:
        return hash(self._text)

    def __reduce__(self) -> tuple[type[Secret], tuple[str]]:
        return Secret, (MASK,)

    def __deepcopy__(self, memo: object) -> Secret:
        return Secret(MASK)
