"""Reading a response's body within a limit: raw chunks in, decompressed bytes out. Pure.

Only gzip is requested and accepted: a chain of encodings turned 495 bytes into 381 MB.
"""

from __future__ import annotations

import zlib
from io import BytesIO
from typing import TYPE_CHECKING, Final

if TYPE_CHECKING:
    from .._calls.messages import FailureKind

ACCEPT_ENCODING: Final = "gzip"
_SLICE: Final = 64 * 1024


class BodyError(Exception):
    """A body that cannot be used: its `kind` of failure, and a text that is safe to show."""

    def __init__(self, kind: FailureKind, text: str) -> None:
        super().__init__(text)
        self.kind: FailureKind = kind
        self.text = text


class Body:
    """Collects a body. `limit` counts the bytes after decompression."""

    __slots__ = ("_began", "_content", "_gunzip", "_limit")

    def __init__(self, encoding: str | None, limit: int) -> None:
        """encoding: the response's `Content-Encoding`. Raises BodyError for one that was not requested."""
        plain = (encoding or "").strip().lower()
        if plain not in ("", "identity", "gzip", "x-gzip"):
            raise BodyError("encoding", "the response's body has an encoding that was not requested")
        self._gunzip = _gunzip() if plain.endswith("gzip") else None
        self._limit = limit
        self._content = BytesIO()  # a list of tiny parts would need many times their size
        self._began = False

    def feed(self, chunk: bytes) -> None:
        """Take the next raw bytes. Raises BodyError if the limit is exceeded or they are not gzip."""
        self._began = True
        if self._gunzip is None and len(chunk) <= self._limit - self._content.tell():
            self._content.write(chunk)
            return
        if self._gunzip is None:
            self._take(chunk)
            return
        while chunk:
            if self._gunzip.eof:  # another member: RFC 1952 allows several in a row
                self._gunzip = _gunzip()
            try:
                part = self._gunzip.decompress(chunk, _SLICE)
            except zlib.error:
                part = None
            if part is None:
                raise BodyError("encoding", "the response's body is declared as gzip but is not")
            self._take(part)
            chunk = self._gunzip.unconsumed_tail or self._gunzip.unused_data

    def _take(self, part: bytes) -> None:
        if self._content.tell() + len(part) > self._limit:
            raise BodyError("too_large", f"the response's body is larger than {self._limit:,} bytes")
        self._content.write(part)

    def content(self) -> bytes:
        """The whole body. Raises BodyError if its compressed data is incomplete."""
        if self._gunzip is not None and self._began and not self._gunzip.eof:
            raise BodyError("truncated", "the response's compressed body ended early")
        return self._content.getvalue()


def _gunzip() -> zlib._Decompress:
    return zlib.decompressobj(zlib.MAX_WBITS | 16)
