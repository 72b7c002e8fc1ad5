"""How a body is collected: what it costs in memory, however it comes in."""

from __future__ import annotations

import gzip
import tracemalloc
from typing import TYPE_CHECKING

import pytest

from aurakit.body import Body, BodyError

if TYPE_CHECKING:
    from collections.abc import Iterable


def peak(body: Body, chunks: Iterable[bytes]) -> int:
    """The most bytes that were in use while `body` took the chunks."""
    tracemalloc.start()
    try:
        for chunk in chunks:
            body.feed(chunk)
        return tracemalloc.get_traced_memory()[1]
    finally:
        tracemalloc.stop()


def test_tiny_chunks_cost_little_more_than_their_size() -> None:
    chunks = (b"%02d" % (number % 100) for number in range(50_000))
    assert peak(Body(None, 1 << 20), chunks) < 200_000


def test_compressed_members_with_nothing_in_them_cost_nothing() -> None:
    assert peak(Body("gzip", 1 << 20), [gzip.compress(b"")] * 20_000) < 100_000


def test_a_body_may_be_as_large_as_the_limit_and_no_larger() -> None:
    body = Body(None, 4)
    body.feed(b"ab")
    body.feed(b"cd")
    assert body.content() == b"abcd"
    with pytest.raises(BodyError, match="larger than 4 bytes"):
        body.feed(b"e")
