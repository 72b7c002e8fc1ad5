"""The filter every recording goes through: nothing secret is left in it, and nothing that differs from run to run.

It knows secrets by where they stand (headers, fields of JSON and forms, parameters and logins of URLs), by what they
look like (`Bearer …`, `Basic …`, tokens in three parts) and by what they are: those it is told are replaced wherever
they stand, encoded too. A body that it cannot read is left out whole.
"""

from __future__ import annotations

import base64
import gzip
import json
import re
import zlib
from typing import TYPE_CHECKING, Any
from urllib.parse import quote, quote_plus, unquote_plus, urlsplit, urlunsplit

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Mapping

SCRUBBED = "SCRUBBED"
UNREADABLE = "UNREADABLE"
ORIGIN = "https://api.neo4j.io"

# Names are compared in small letters and without what joins their words.
SECRET_WORDS = (
    "authorization",
    "password",
    "passwd",
    "secret",
    "token",
    "credential",
    "apikey",
    "cookie",
    "privatekey",
)
SECRET_NAMES = ("clientid", "auth", "pwd", "assertion", "key")
HARMLESS = ("tokentype", "requesttokens", "responsetokens", "totaltokens")
TOKEN_DETAILS = {
    "id", "auto_rotated", "claimed_time", "created_by", "creation_time", "expiry_time", "last_used_time",
    "release_time",
}  # fmt: skip
"""The fields of what describes a token and does not have it."""
CHANGING_HEADERS = frozenset({"date", "server", "host", "content-length", "transfer-encoding", "content-encoding"})
KEPT_OF_REQUESTS = frozenset({"content-length"})
LOGIN = {"dbId", "user", "password"}
"""The fields of an import's credentials: the password is scrubbed by its own name."""
SCHEMES = re.compile(r"^(basic|bearer)\s+\S", re.IGNORECASE)

_LOGIN = re.compile(r"(?<=://)[^/?#\s\"']+@")
_SCHEME = re.compile(r"\b(bearer|basic)(\s+)[A-Za-z0-9._~+/=-]{6,}", re.IGNORECASE)
_THREE_PARTS = re.compile(r"\b[A-Za-z0-9_-]{12,}\.[A-Za-z0-9_-]{12,}\.[A-Za-z0-9_-]{12,}\b")
_VERSION = re.compile(r"(?<=[/ ])\d+(\.\w+)+")
_ASSIGNED = re.compile(
    r"([\w-]*(?:password|passwd|secret|token|api[-_]?key|client[-_]?id)[\w-]*[\"']?\s*[=:]\s*[\"']?)([^\s\"'&,;<>]+)",
    re.IGNORECASE,
)


def is_secret(name: str) -> bool:
    """Whether what stands under this name is never recorded."""
    word = re.sub(r"[^a-z0-9]", "", name.lower())
    return word not in HARMLESS and (word in SECRET_NAMES or any(part in word for part in SECRET_WORDS))


class Scrubber:
    """Scrubs requests and answers, as values of their own: what it is given stays as it was."""

    def __init__(self, secrets: Iterable[str] = (), stand_ins: Mapping[str, str] | None = None) -> None:
        """secrets: texts to remove wherever they stand. stand_ins: other texts to replace, such as ids, and by what."""
        replaced: dict[str, str] = {}
        for secret in filter(None, secrets):
            for spelled in _spellings(secret):
                replaced[spelled] = SCRUBBED
        # The longest first, so that no part of one is left over because a shorter one was replaced in it.
        self._replaced = sorted(replaced.items(), key=lambda pair: -len(pair[0]))
        self._stand_ins = [
            (re.compile(rf"(?<![0-9A-Za-z]){re.escape(real)}(?![0-9A-Za-z])"), fixed)
            for real, fixed in (stand_ins or {}).items()
        ]

    # ------------------------------------------------------------------------------------------------ the parts

    def text(self, text: str) -> str:
        """`text` without what is known to be secret, or looks like it."""
        text = self._known(text)
        text = _LOGIN.sub("", text)
        text = _SCHEME.sub(rf"\1\2{SCRUBBED}", text)
        text = _ASSIGNED.sub(rf"\1{SCRUBBED}", text)
        return _THREE_PARTS.sub(SCRUBBED, text)

    def _known(self, text: str) -> str:
        for secret, replacement in self._replaced:
            text = text.replace(secret, replacement)
        for pattern, fixed in self._stand_ins:
            text = pattern.sub(fixed, text)
        return text

    def url(self, url: str) -> str:
        """`url` at the API's own address, without a login, and with the values of secret parameters replaced."""
        parts = urlsplit(url)
        origin = urlsplit(ORIGIN)
        query = self._fields(parts.query) if parts.query else ""
        return urlunsplit((origin.scheme, origin.netloc, self.text(parts.path), query, ""))

    def headers(self, headers: Mapping[str, Any], *, kept: frozenset[str] = frozenset()) -> dict[str, Any]:
        """The headers that matter, by lower-case name in alphabetical order; a value is a text or a list of them."""
        result: dict[str, Any] = {}
        for name in sorted(headers, key=str.lower):
            if name.lower() not in CHANGING_HEADERS - kept:
                value = headers[name]
                many = isinstance(value, list)
                result[name.lower()] = [self._header(name, v) for v in value] if many else self._header(name, value)
        return result

    def _header(self, name: str, value: str | bytes) -> str:
        text = value.decode("latin-1") if isinstance(value, bytes) else value
        if is_secret(name):
            scheme = SCHEMES.match(text)
            return f"{scheme[1]} {SCRUBBED}" if scheme else SCRUBBED
        text = self.text(text)
        return _VERSION.sub("x", text) if name.lower() == "user-agent" else text

    def body(self, content: bytes, content_type: str = "") -> bytes:
        """`content` without secrets: JSON and forms by their fields, other text by its looks."""
        try:
            text = content.decode("utf-8")
        except UnicodeDecodeError:
            return UNREADABLE.encode()
        if "form-urlencoded" in content_type.lower():
            return self._fields(text).encode()
        try:
            value = self.value(json.loads(text))
        except (ValueError, RecursionError):  # an object or a list that ends too early could hold anything
            return UNREADABLE.encode() if text.lstrip()[:1] in ("{", "[") else self.text(text).encode()
        return json.dumps(value, ensure_ascii=False, separators=(",", ":")).encode("utf-8", "replace")

    def value(self, value: Any) -> Any:
        """A JSON value without secrets, at any depth."""
        if isinstance(value, dict):
            return {self.text(name): self._field(name, inner) for name, inner in value.items()}
        if isinstance(value, list):
            return [self.value(inner) for inner in value]
        return self.text(value) if isinstance(value, str) else value

    def _field(self, name: str, value: Any) -> Any:
        is_description = isinstance(value, dict) and (value.keys() <= TOKEN_DETAILS or value.keys() <= LOGIN)
        return SCRUBBED if is_secret(name) and value is not None and not is_description else self.value(value)

    def _fields(self, form: str) -> str:
        """A form or a query; what needs no change keeps its spelling."""
        return "&".join(self._pair(*pair.partition("=")) for pair in form.split("&"))

    def _pair(self, name: str, sign: str, value: str) -> str:
        plain = unquote_plus(value)
        scrubbed = self._field(unquote_plus(name), plain) if plain else plain
        return f"{self.text(name)}{sign}{value if scrubbed == plain else quote_plus(scrubbed)}"

    # ------------------------------------------------------------------------------------------------ for vcrpy

    def request(self, request: Any) -> Any:
        """A request of vcrpy's: its `before_record_request`, which it asks before it compares, too."""
        from vcr.request import Request

        content = request.body or b""
        body = self.body(bytes(content), str(request.headers.get("content-type", "")))
        headers = self.headers(request.headers, kept=KEPT_OF_REQUESTS)
        return Request(request.method, self.url(request.uri), body, headers)

    def response(self, response: Mapping[str, Any]) -> dict[str, Any]:
        """An answer in vcrpy's form: its `before_record_response`."""
        headers = {name.lower(): value for name, value in response["headers"].items()}
        content = _decompressed(response["body"]["string"], "".join(headers.get("content-encoding", [])))
        body = self.body(content, "".join(headers.get("content-type", [])))
        return {"status": dict(response["status"]), "headers": self.headers(headers), "body": {"string": body}}


def _decompressed(content: bytes, encoding: str) -> bytes:
    """`content` as it was before it was compressed; what is no text, where that cannot be told."""
    unpack: dict[str, Callable[[bytes], bytes]] = {"": bytes, "identity": bytes, "gzip": gzip.decompress}
    try:
        return unpack[encoding.strip().lower()](content)
    except (KeyError, OSError, EOFError, zlib.error):
        return b"\xff"


def _spellings(secret: str) -> Iterable[str]:
    """A text as it can stand in a header, a URL, a form or a JSON document."""
    yield secret
    yield quote(secret, safe="")
    yield quote_plus(secret)
    yield json.dumps(secret)[1:-1]
    yield json.dumps(secret, ensure_ascii=False)[1:-1]
    yield base64.b64encode(secret.encode()).decode()
    yield base64.urlsafe_b64encode(secret.encode()).decode().rstrip("=")
