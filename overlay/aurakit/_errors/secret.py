"""Text that is not shown by accident: the client secret, tokens, passwords."""

from __future__ import annotations

import re
from hmac import compare_digest
from typing import TYPE_CHECKING, Any, Final

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

MASK: Final = "***"
LIKE_AN_ID: Final = re.compile(r"[0-9a-f-]{0,64}(?:/[0-9]{0,64})?").fullmatch
"""Matches the request ids of the API."""


class Secret:
    """A secret text. It is `***` when printed, formatted, iterated, copied or pickled; only `reveal` returns it.

    Crash reporters and loggers walk through tuples, dicts and dataclasses without using their repr, so these must not
    contain a secret as plain text. Debuggers and comparing libraries walk through slots too, so no slot holds the text:
    it is bound to a method.
    """

    __slots__ = ("__weakref__", "_text", "like_an_id")

    def __init__(self, text: str) -> None:
        self._text: Callable[[], str] = str.__str__.__get__(text)
        self.like_an_id = LIKE_AN_ID(text) is not None
        """Whether it has only characters of request ids, so that it could be part of one."""

    @classmethod
    def of(cls, text: Any) -> Any:
        """`text` as a secret; a value that is not text is returned as it is, for its own validation."""
        return cls(text) if isinstance(text, str) else text

    def reveal(self) -> str:
        """The text itself."""
        return self._text()

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
        return bool(self._text())

    def __eq__(self, other: object) -> bool:
        if not isinstance(other, Secret):
            return NotImplemented
        return compare_digest(self._text().encode("utf-8", "replace"), other._text().encode("utf-8", "replace"))

    def __hash__(self) -> int:
        return hash(self._text())

    def __reduce__(self) -> tuple[type[Secret], tuple[str]]:
        return Secret, (MASK,)

    def __deepcopy__(self, memo: object) -> Secret:
        return Secret(MASK)


class MaskedBytes(bytes):
    """Bytes that a library needs as they are, such as the value of a header, but that it prints and logs as `***`."""

    __slots__ = ()

    def __str__(self) -> str:
        return MASK

    __repr__ = __str__

    def __format__(self, spec: str) -> str:
        return format(MASK, spec)
