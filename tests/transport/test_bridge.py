"""`aura.raw.http`: the library's client over our calls, and what becomes of requests and responses between the two."""

from __future__ import annotations

import asyncio
from typing import Any

import pytest

from aurakit._calls.messages import Request, Response
from aurakit._transport.bridge import AsyncBridge, Bridge
from aurakit._transport.library import library_for

library = library_for()
httpx = library.httpx
BASE = "https://api.example/v1"
HEADERS = ((b"Accept", b"application/json"), (b"User-Agent", b"ours"))


def make(method: str, url: str, headers: Any, content: bytes) -> Request:
    return Request(method, url, headers=headers, content=content, path="/x", base=BASE, idempotent=method == "GET")


class Sent:
    """What was sent by way of a bridge, and what it came back with."""

    def __init__(self, response: Response) -> None:
        self.response = response
        self.requests: list[Request] = []

    def send(self, request: Request) -> Response:
        self.requests.append(request)
        return self.response

    async def send_async(self, request: Request) -> Response:
        return self.send(request)

    def headers(self) -> dict[bytes, bytes]:
        return {name.lower(): value for name, value in self.requests[-1].headers}


def exchanged(kind: str, sent: Sent, method: str, path: str, **more: Any) -> Any:
    """The library's response to a request of a client of it."""
    if kind == "sync":
        with Bridge(library, make, sent.send).client(BASE, HEADERS) as client:
            return client.request(method, path, **more)

    async def run() -> Any:
        async with AsyncBridge(library, make, sent.send_async).client(BASE, HEADERS) as client:
            return await client.request(method, path, **more)

    return asyncio.run(run())


each = pytest.mark.parametrize("kind", ["sync", "async"])


@each
def test_a_request_goes_on_with_its_url_headers_and_content(kind: str) -> None:
    sent = Sent(Response(200, httpx.Headers(), b"{}"))
    exchanged(kind, sent, "POST", "/new things", params={"a": "b c"}, json={"x": 1}, headers={"X-Own": "é".encode()})
    (request,) = sent.requests
    assert (request.method, request.content) == ("POST", b'{"x":1}')
    assert request.url.startswith(f"{BASE}/new%20things?a=b") and not request.idempotent
    assert sent.headers()[b"x-own"] == "é".encode() and sent.headers()[b"user-agent"] == b"ours"


@each
def test_headers_that_each_attempt_writes_anew_are_left_out(kind: str) -> None:
    sent = Sent(Response(200, httpx.Headers(), b"{}"))
    exchanged(kind, sent, "POST", "/x", content=b"abc", headers={"Authorization": "Bearer mine", "Host": "elsewhere"})
    assert not {b"host", b"content-length", b"authorization", b"transfer-encoding"} & sent.headers().keys()


def test_content_that_is_made_piece_by_piece_is_sent_as_a_whole() -> None:
    sent = Sent(Response(200, httpx.Headers(), b"{}"))
    exchanged("sync", sent, "POST", "/x", content=(piece for piece in (b"ab", b"cd")))
    assert sent.requests[0].content == b"abcd"

    async def pieces() -> Any:
        for piece in (b"ab", b"cd"):
            yield piece

    exchanged("async", sent, "POST", "/x", content=pieces())
    assert sent.requests[1].content == b"abcd"


@each
def test_a_response_comes_back_decompressed_with_the_headers_that_still_hold(kind: str) -> None:
    headers = httpx.Headers(
        [(b"Content-Encoding", b"gzip"), (b"X-Told", "schön".encode()), (b"X-Told", "é".encode()), (b"ETag", b"1")]
    )
    response = exchanged(kind, Sent(Response(404, headers, b'{"a": 1}')), "GET", "/x")
    assert response.status_code == 404 and response.json() == {"a": 1}
    assert response.headers.get_list("X-Told") == ["schön", "é"] and response.headers["etag"] == "1"
    assert "content-encoding" not in response.headers
    assert str(response.request.url) == f"{BASE}/x"


@each
def test_what_the_call_raises_is_raised(kind: str) -> None:
    class Failing(Sent):
        def send(self, request: Request) -> Response:
            raise KeyError("mine")

    with pytest.raises(KeyError, match="mine"):
        exchanged(kind, Failing(Response(200, httpx.Headers(), b"")), "GET", "/x")


def test_the_end_of_the_library_s_client_closes_nothing_of_ours() -> None:
    sent = Sent(Response(200, httpx.Headers(), b"{}"))
    bridge = Bridge(library, make, sent.send)
    with bridge.client(BASE, HEADERS):
        pass
    assert bridge.client(BASE, HEADERS).get("/x").status_code == 200
