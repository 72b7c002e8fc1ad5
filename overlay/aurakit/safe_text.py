"""Text that others wrote, made fit to show: one line, bounded, without control characters and without secrets.

An error answer can quote the request's headers or body. What the caller knows to be secret is handed in and replaced
wherever it stands; what looks like a secret is replaced besides.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Final

if TYPE_CHECKING:
    from collections.abc import Iterable

REPLACEMENT: Final = "[hidden]"
_LOOKED_AT: Final = 20_000  # characters; what comes later is never shown

# Ends of names: `client_secret` and `access_token` too.
_NAMES: Final = r"(?:pass(?:word|wd|phrase)|pwd|secret|token|api[_-]?key|authorization)"
# A name and a value, as in JSON (quoted, perhaps with escaped quotes), in a form (`=`), or in a sentence: there a colon
# is common, so a plain word after it is left, and only one with a digit is taken for a secret.
_VALUES: Final = r"""(?:[\\"']{1,4}[^"']+|(?<==)[^\s&;,]+|(?=[^\s,]{0,99}\d)[^\s,"'\\]+)"""
_NAMED: Final = rf"""({_NAMES}[\\"']{{0,4}}\s{{0,4}}(?::\s{{0,4}}|=)){_VALUES}"""
_SCHEMES: Final = r"\b(bearer|basic)\s+(?!(?:auth\w*|credentials?|tokens?|realm\b|scheme)\b)[\w.~+/=-]{5,}"

_PLAIN_ID: Final = re.compile(r"[0-9a-f-]{0,64}(?:/[0-9]{0,64})?")
_NAMED_SECRET: Final = re.compile(_NAMED, re.IGNORECASE)
_SCHEME: Final = re.compile(_SCHEMES, re.IGNORECASE)
_JWT: Final = re.compile(r"eyJ[\w-]{5,}(?:\.[\w-]*)*")
_USERINFO: Final = re.compile(r"(://)[^/\s@]{1,500}@")


def forms_of(secrets: Iterable[str]) -> tuple[str, ...]:
    """Secrets as they may be written: as they are, in a URL, in base64, in JSON, in HTML."""
    from base64 import b64encode
    from html import escape
    from json import dumps
    from urllib.parse import quote, quote_plus

    written: dict[str, None] = {}
    for secret in secrets:
        encoded = b64encode(secret.encode()).decode()
        in_a_url = quote(secret, safe=""), quote(secret), quote_plus(secret)
        written.update(
            dict.fromkeys((secret, *in_a_url, encoded, encoded.rstrip("="), dumps(secret)[1:-1], escape(secret)))
        )
    return tuple(sorted(written, key=len, reverse=True))  # one may be the beginning of another


def safe_text(text: str, limit: int, hidden: Iterable[str] = ()) -> str:
    """`text` on one line, at most `limit` characters, without secrets.

    hidden: values that must not be seen, such as the token in use. Those shorter than 4 characters are left, since they
    are parts of any text.
    """
    for secret in hidden:
        if len(secret) >= 4:
            text = text.replace(secret, REPLACEMENT)
    text = printable(text[:_LOOKED_AT])
    text = _SCHEME.sub(rf"\1 {REPLACEMENT}", text)
    text = _JWT.sub(REPLACEMENT, text)
    text = _NAMED_SECRET.sub(rf"\1{REPLACEMENT}", text)
    text = _USERINFO.sub(rf"\1{REPLACEMENT}@", text)
    return text if len(text) <= limit else text[: limit - 1].rstrip() + "…"


def without_secrets(identifier: str, secrets: Iterable[str]) -> str:
    """An identifier without secrets, cheap for those that are as the API writes them."""
    known = [secret for secret in secrets if len(secret) >= 4]
    if _PLAIN_ID.fullmatch(identifier) and not any(secret in identifier for secret in known):
        return identifier
    for form in forms_of(known):
        identifier = identifier.replace(form, REPLACEMENT)
    return identifier


def printable(text: str) -> str:
    """`text` with every run of space, control and unprintable characters (half a surrogate pair too) as one space."""
    if not text.isprintable():
        text = "".join(character if character.isprintable() else " " for character in text)
    return " ".join(text.split())
