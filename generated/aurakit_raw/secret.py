# Written by `python scripts/generate.py` from openapi/templates/runtime/. Do not edit.
"""Text that is not shown by accident: passwords, keys and tokens, in models and in clients."""

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
    """A secret text. It is `***` when printed, formatted or iterated; only `reveal` returns it.

    Copies and pickles are made without the text: `is_masked` is true for them, and `reveal` raises `ValueError`, so
    that nobody stores or sends `***` in place of the text.

    Crash reporters and loggers walk through tuples, dicts and dataclasses without using their repr, so these must not
    contain a secret as plain text. Debuggers and comparing libraries walk through slots too, so no slot holds the text:
    it is bound to a method.
    """

    __slots__ = ("__weakref__", "_text", "is_masked", "like_an_id")

    def __init__(self, text: str) -> None:
        self._text: Callable[[], str] = str.__str__.__get__(text)
        self.is_masked = False
        """Whether it was copied or pickled, so that the text is gone."""
        self.like_an_id = LIKE_AN_ID(text) is not None
        """Whether it has only characters of request ids, so that it could be part of one."""

    @classmethod
    def of(cls, text: Any) -> Any:
        """`text` as a secret; a value that is not text is returned as it is, for its own validation."""
        return cls(text) if isinstance(text, str) else text

    def reveal(self) -> str:
        """The text itself. Raises `ValueError` if it was left out of a copy or a pickle."""
        if self.is_masked:
            raise ValueError(
                "This secret was copied or pickled, and copies and pickles are made without its text. Read it from the "
                "original object, in the process that has it, and pass on the text."
            )
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
        return self.is_masked == other.is_masked and compare_digest(
            self._text().encode("utf-8", "replace"), other._text().encode("utf-8", "replace")
        )

    def __hash__(self) -> int:
        return hash(self._text())

    def __reduce__(self) -> tuple[Callable[[], Secret], tuple[()]]:
        return masked_secret, ()

    def __deepcopy__(self, memo: object) -> Secret:
        return masked_secret()


def masked_secret() -> Secret:
    """What a copy or a pickle has in place of a secret."""
    secret = Secret(MASK)
    secret.is_masked = True
    return secret


def sealed(text: str) -> Any:
    """An argument of a model as a secret. It can already be one, because `attrs.evolve` passes on what it finds.

    (The result is a `Secret`, but pyright takes the type of a field to be what its converter accepts.)
    """
    given: object = text
    if isinstance(given, Secret):
        return given
    if not isinstance(given, str):
        raise TypeError(f"a secret must be text, not {type(given).__name__}")
    return Secret(given)


def sealed_if_given(text: str | None) -> Any:
    """The same for an optional argument."""
    return None if text is None else sealed(text)
