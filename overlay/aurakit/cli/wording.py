"""Texts of the SDK, which mention methods, reworded for the command line."""

from __future__ import annotations

import re
from typing import Final

_CALL: Final = re.compile(r"`(?:await )?aura\.((?:\w+\.)*\w+)\([^`]*\)`")
_TEXTS: Final = (
    ("the arguments client_id and client_secret", "the profile"),  # only the values of a profile are passed this way
    ("until `get` raises NotFoundError", "until `get` finds nothing"),
    ("`get` can raise NotFoundError", "`get` may find nothing"),
    ("a client's `timeout`", "`--timeout`"),
    ("; the client's own if not given.", "."),
)
_OPTIONS: Final = re.compile(r"`with_options\((\w+)=(\w+)\)`")


def as_typed(text: str) -> str:
    """A text with commands and options in place of methods and arguments."""
    for before, after in _TEXTS:
        text = text.replace(before, after)
    text = _OPTIONS.sub(lambda match: f"`--{match[1].replace('_', '-')} {match[2]}`", text)
    return _CALL.sub(lambda match: f"`aurakit {match[1].replace('.', ' ').replace('_', '-')}`", text)
