"""Makes text from elsewhere safe to show: one line, bounded, without control characters and without secrets.

An error response can quote the request's headers or body. Known secrets are passed in and masked wherever they occur;
text that looks like a secret is masked too. Secrets are masked before the text is cut, so that not even a part of one
is shown.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Final

from .._calls.imports import importing
from .secret import LIKE_AN_ID

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from .secret import Secret

REPLACEMENT: Final = "[hidden]"
MAX_ID: Final = 120  # characters of a request id
_SHORTEST: Final = 4  # characters; a shorter secret can occur in any text
_MOST_SHOWN: Final = 20_000  # characters; text after that is never shown

# Ends of names, so that `client_secret` and `access_token` are included.
_NAMES: Final = r"(?:pass(?:word|wd|phrase)|pwd|secret|token|api[_-]?key|authorization)"
# A name and a value, as in JSON (quoted, perhaps with escaped quotes), in a form (`=`), or in a sentence, where a colon
# is common: a plain word after it is kept, and only one with a digit counts as a secret.
_VALUES: Final = r"""(?:[\\"']{1,4}[^"']+|(?<==)[^\s&;,]+|(?=[^\s,]{0,99}\d)[^\s,"'\\]+)"""
_NAMED: Final = rf"""({_NAMES}[\\"']{{0,4}}\s{{0,4}}(?::\s{{0,4}}|=)){_VALUES}"""
_SCHEMES: Final = r"\b(bearer|basic)\s+(?!(?:auth\w*|credentials?|tokens?|realm\b|scheme)\b)[\w.~+/=-]{5,}"

_NAMED_SECRET: Final = re.compile(_NAMED, re.IGNORECASE)
_SCHEME: Final = re.compile(_SCHEMES, re.IGNORECASE)
_JWT: Final = re.compile(r"eyJ[\w-]{5,}(?:\.[\w-]*)*")
_USERINFO: Final = re.compile(r"(://)[^/\s@]{1,500}@")


class Secrets:
    """The secrets in use, which no text may show in any form."""

    __slots__ = ("_like_an_id", "_secrets")

    def __init__(self, secrets: Iterable[Secret | None] = ()) -> None:
        self._secrets = tuple(secret for secret in secrets if secret is not None)
        self._like_an_id = any(secret.like_an_id for secret in self._secrets)

    def __repr__(self) -> str:
        return f"<{len(self._secrets)} secrets>"

    def __iter__(self) -> Iterator[Secret]:
        return iter(self._secrets)

    def with_(self, secret: Secret | None) -> Secrets:
        """A copy with one more."""
        return self if secret is None else Secrets((*self._secrets, secret))

    def hide(self, text: str) -> str:
        """`text` with every form of every secret replaced."""
        for form in forms_of(secret.reveal() for secret in self._secrets):
            if len(form) >= _SHORTEST:
                text = text.replace(form, REPLACEMENT)
        return text

    def safe_id(self, identifier: str | None, token: Secret | None = None) -> str | None:
        """A request id that is safe to show. Fast for ids in the API's format and secrets in another one."""
        if not identifier:
            return None
        if LIKE_AN_ID(identifier) and not self._like_an_id and (token is None or not token.like_an_id):
            return identifier
        return safe_text(identifier, MAX_ID, self.with_(token)) or None


NO_SECRETS: Final = Secrets()


def forms_of(secrets: Iterable[str]) -> tuple[str, ...]:
    """Secrets in all forms in which they can be written: plain, in a URL, in base64, in JSON, in HTML."""
    with importing:
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
    return tuple(sorted(written, key=len, reverse=True))  # one may be a prefix of another


def safe_text(text: str, limit: int, hidden: Secrets = NO_SECRETS) -> str:
    """`text` on one line, at most `limit` characters, without secrets. hidden: the secrets in use."""
    text = hidden.hide(text)
    text = printable(text[:_MOST_SHOWN])
    text = _SCHEME.sub(rf"\1 {REPLACEMENT}", text)
    text = _JWT.sub(REPLACEMENT, text)
    text = _NAMED_SECRET.sub(rf"\1{REPLACEMENT}", text)
    text = _USERINFO.sub(rf"\1{REPLACEMENT}@", text)
    return text if len(text) <= limit else text[: limit - 1].rstrip() + "…"


def printable(text: str) -> str:
    """`text` with every run of space, control and unprintable characters (including lone surrogates) as one space."""
    if not text.isprintable():
        text = "".join(character if character.isprintable() else " " for character in text)
    return " ".join(text.split())
