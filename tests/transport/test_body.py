"""How a body is collected: what it costs in memory, however it comes in."""

from __future__ import annotations

import gzip
import tracemalloc
from typing import TYPE_CHECKING

import pytest

from aurakit._transport.body import Body, BodyError

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


@pytest.mark.parametrize("encoding", [None, "", "identity", " Identity "])
def test_a_body_without_an_encoding_is_taken_as_it_is(encoding: str | None) -> None:
    body = Body(encoding, 100)
    body.feed(b"plain")
    assert body.content() == b"plain"


@pytest.mark.parametrize("encoding", ["gzip", "x-gzip", "GZIP"])
def test_gzip_is_unpacked_however_it_is_cut(encoding: str) -> None:
    body = Body(encoding, 100)
    for byte in gzip.compress(b"one ") + gzip.compress(b"two"):
        body.feed(bytes([byte]))
    assert body.content() == b"one two"


@pytest.mark.parametrize("encoding", ["br", "deflate", "gzip, gzip", "zstd"])
def test_an_encoding_that_was_not_asked_for_is_refused(encoding: str) -> None:
    with pytest.raises(BodyError) as caught:
        Body(encoding, 100)
    assert caught.value.kind == "encoding"


def test_what_is_no_gzip_is_refused() -> None:
    with pytest.raises(BodyError) as caught:
        Body("gzip", 100).feed(b"no gzip")
    assert caught.value.kind == "encoding"


def test_gzip_that_ends_early_is_truncated() -> None:
    body = Body("gzip", 1000)
    body.feed(gzip.compress(b"x" * 500)[:-3])
    with pytest.raises(BodyError) as caught:
        body.content()
    assert caught.value.kind == "truncated"


def test_no_body_at_all_is_an_empty_one_whatever_its_encoding_is_said_to_be() -> None:
    assert Body("gzip", 100).content() == b""


@pytest.mark.parametrize("after", [b"", b"\0" * 600])
def test_the_limit_counts_what_is_unpacked(after: bytes) -> None:
    body = Body("gzip", 1000)
    with pytest.raises(BodyError, match="larger than 1,000 bytes"):
        body.feed(gzip.compress(b"x" * 1001) + after)
