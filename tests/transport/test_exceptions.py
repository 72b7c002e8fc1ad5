"""From an exception to a `Failure`; and exceptions of a user's transport that are none of the network."""

from __future__ import annotations

import asyncio
import socket
import ssl
from typing import TYPE_CHECKING, Any

import pytest

from aurakit import Aura, ConfigurationError, ConnectionFailedError, OutcomeUnknownError, RequestTimeoutError
from aurakit._calls.messages import Failure, Response
from aurakit._transport.body import BodyError
from aurakit._transport.exceptions import Failures, network_errors
from aurakit._transport.library import library_for
from support.driving import Driver, QuickClock, both, options_for
from support.samples import create, get
from support.sending import Sender, config, request
from support.sending import both as both_senders

if TYPE_CHECKING:
    from collections.abc import Callable

library = library_for()
httpx, core = library.httpx, library.core
ORIGIN, PROXY = "https://api.example", "proxy.example:8080"


def failed(error: Exception, *, sent: bool = False, cause: BaseException | None = None, via: str = "") -> Failure:
    """What an exception with this cause stands for."""
    error.__cause__ = cause
    return Failures(library, ORIGIN, via).failure(error, sent=sent)


@pytest.mark.parametrize(
    ("error", "cause", "text"),
    [
        (core.ConnectError(), ConnectionRefusedError(), "the connection to https://api.example was refused"),
        (core.ConnectError(), socket.gaierror(), "the name of https://api.example could not be resolved"),
        (core.ConnectError(), OSError(101, "unreachable"), "the connection to https://api.example could not be opened"),
        (core.ConnectError(), ssl.SSLError(), "the TLS handshake with https://api.example failed"),
        (core.ConnectTimeout(), None, "no connection to https://api.example was established in time"),
        (TimeoutError(), None, "no connection to https://api.example was established in time"),
        (core.PoolTimeout(), None, "all connections were in use until the time was over"),
        (core.ReadError(), ConnectionResetError(), "the connection to https://api.example could not be opened"),
        (httpx.ConnectError(""), ConnectionRefusedError(), "the connection to https://api.example was refused"),
    ],
)
def test_what_kept_a_connection_from_coming_about_is_named(
    error: Exception, cause: BaseException | None, text: str
) -> None:
    found = failed(error, cause=cause)
    assert (found.kind, found.sent, found.text) == ("connect", False, text)


@pytest.mark.parametrize(
    ("error", "cause", "text"),
    [
        (
            core.ConnectError(),
            ConnectionRefusedError(),
            f"the connection to {ORIGIN} through the proxy {PROXY} was refused",
        ),
        (core.ConnectError(), socket.gaierror(), f"the name of the proxy {PROXY} could not be resolved"),
        (core.ProxyError(), None, f"the proxy {PROXY} refused the connection: check its address, user and password"),
        (core.ConnectTimeout(), None, f"no connection to {ORIGIN} through the proxy {PROXY} was established in time"),
    ],
)  # fmt: skip
def test_a_proxy_on_the_way_is_named(error: Exception, cause: BaseException | None, text: str) -> None:
    assert failed(error, cause=cause, via=PROXY).text == text


@pytest.mark.parametrize("failure", [core.ConnectError(), core.ReadError(), core.WriteError()], ids=repr)
@pytest.mark.parametrize(
    ("reason", "text"),
    [
        ("TLSV13_ALERT_CERTIFICATE_REQUIRED", "asks for a client certificate"),
        ("TLSV1_ALERT_UNKNOWN_CA", "does not accept the client certificate"),
        ("SSLV3_ALERT_CERTIFICATE_EXPIRED", "does not accept the client certificate"),
        ("SSLV3_ALERT_HANDSHAKE_FAILURE", "if it asks for a client certificate"),
    ],
)
def test_what_a_server_says_of_the_client_certificate_is_explained(reason: str, text: str, failure: Exception) -> None:
    error = ssl.SSLError(1, f"[SSL: {reason}]")
    error.reason = reason
    found = failed(failure, sent=not isinstance(failure, core.ConnectError), cause=error)
    assert text in found.text and "verify=" in found.text


def test_an_alert_about_something_else_says_nothing_of_certificates() -> None:
    error = ssl.SSLError(1, "[SSL: TLSV1_ALERT_INTERNAL_ERROR]")
    error.reason = "TLSV1_ALERT_INTERNAL_ERROR"
    assert "certificate" not in failed(core.ReadError(), sent=True, cause=error).text


@pytest.mark.parametrize(
    ("error", "kind"),
    [
        (core.ReadTimeout(), "timeout"),
        (TimeoutError(), "timeout"),
        (core.ReadError(), "network"),
        (core.WriteError(), "network"),
        (core.RemoteProtocolError(), "network"),
        (httpx.ReadError(""), "network"),
        (httpx.RemoteProtocolError(""), "network"),
    ],
)
def test_what_happens_once_the_request_was_sent_leaves_it_open(error: Exception, kind: str) -> None:
    found = failed(error, sent=True)
    assert (found.kind, found.sent, found.status) == (kind, True, None)


@pytest.mark.parametrize(
    "error",
    [core.ConnectError(), core.ConnectTimeout(), core.ProxyError(), core.PoolTimeout(), core.LocalProtocolError(),
     httpx.ConnectError(""), httpx.ConnectTimeout(""), httpx.ProxyError(""), httpx.PoolTimeout(""),
     httpx.UnsupportedProtocol(""), httpx.LocalProtocolError("")],
    ids=lambda error: type(error).__name__,
)  # fmt: skip
def test_some_exceptions_say_that_nothing_was_sent_whatever_was_thought(error: Exception) -> None:
    assert failed(error, sent=True).sent is False


@pytest.mark.parametrize(
    ("error", "kind"),
    [
        (core.ReadError(), "truncated"),
        (core.RemoteProtocolError(), "truncated"),
        (core.ReadTimeout(), "timeout"),
        (TimeoutError(), "timeout"),
        (BodyError("too_large", "large"), "too_large"),
        (BodyError("encoding", "odd"), "encoding"),
    ],
)
def test_of_a_response_that_had_begun_its_status_and_request_id_are_kept(error: Exception, kind: str) -> None:
    found = Failures(library, ORIGIN, "").failure(error, sent=False, status=503, request_id="a/1")
    assert (found.kind, found.sent, found.status, found.request_id) == (kind, True, 503, "a/1")


def test_the_text_of_an_exception_is_never_quoted() -> None:
    for error in (
        core.ConnectError("Bearer abc"),
        core.ReadError("Bearer abc"),
        httpx.LocalProtocolError("Bearer abc"),
    ):
        for sent in (False, True):
            assert "abc" not in failed(error, sent=sent, cause=OSError(1, "Bearer abc")).text


def test_what_is_an_error_of_the_network() -> None:
    errors = network_errors(library)
    assert issubclass(httpx.ConnectError, errors) and issubclass(core.ReadTimeout, errors)
    for other in (OSError, TimeoutError, KeyError, AssertionError, ssl.SSLError, httpx.InvalidURL, httpx.StreamError):
        assert not issubclass(other, errors)


# ------------------------------------------------------------------------------------------------ a user's transport


def mock(answer: Callable[[Any], Any]) -> Any:
    return httpx.MockTransport(answer)


@both_senders
def test_a_user_s_transport_is_bounded_too(send: Sender) -> None:
    small = mock(lambda request: httpx.Response(200, json={"data": 1}, headers={"X-Request-Id": "a/1"}))
    big = mock(lambda request: httpx.Response(200, content=b"x" * 2000))
    broken = mock(lambda request: (_ for _ in ()).throw(httpx.ConnectError("secret")))
    url = "http://localhost"
    found = send(url, request(url), transport=small)
    assert isinstance(found, Response) and found.request_id == "a/1"
    found = send(url, request(url), transport=big, max_response_bytes=1000)
    assert isinstance(found, Failure) and found.kind == "too_large"
    found = send(url, request(url), transport=broken)
    assert isinstance(found, Failure) and not found.sent and "secret" not in found.text


class Odd(Exception):
    """No exception that anybody knows."""


def raising(error: BaseException) -> Callable[[Any], Any]:
    def handler(request: Any) -> Any:
        raise error

    return handler


def calling(handler: Callable[[Any], Any]) -> tuple[Any, QuickClock, list[Any]]:
    """A transport with a handler for all but the token request; the clock; and the requests that came."""
    asked: list[Any] = []

    def token_first(request: Any) -> Any:
        if request.url.path.endswith("/oauth/token"):
            return httpx.Response(200, json={"access_token": "t", "expires_in": 3600, "token_type": "bearer"})
        asked.append(request)
        return handler(request)

    return mock(token_first), QuickClock(), asked


URL = "http://localhost"


@both
@pytest.mark.parametrize(
    "error", [AssertionError("not this path"), KeyError("k"), Odd(), OSError("disk"), TimeoutError(), ssl.SSLError()],
    ids=lambda error: type(error).__name__,
)  # fmt: skip
@pytest.mark.parametrize("call", [get, create], ids=["get", "create"])
def test_what_a_user_s_transport_raises_leaves_the_call_as_it_is_at_once(
    driver: Driver, error: Exception, call: Any
) -> None:
    transport, clock, asked = calling(raising(error))
    caught = driver.fails(URL, type(error), call, transport=transport, clock=clock)
    assert caught is error
    assert len(asked) == 1 and clock.sleeps == []
    frames = []
    trace = caught.__traceback__
    while trace is not None:
        frames.append(trace.tb_frame.f_code.co_name)
        trace = trace.tb_next
    assert "handler" in frames  # the user's own, which made the mistake


@both
def test_a_handler_that_returns_nothing_is_a_mistake_that_shows_at_once(driver: Driver) -> None:
    transport, clock, asked = calling(lambda request: None)
    with pytest.raises((TypeError, AttributeError)):
        driver.run(URL, get, transport=transport, clock=clock)
    assert len(asked) == 1 and clock.sleeps == []


@both
@pytest.mark.parametrize("error", [httpx.ConnectError, httpx.ReadTimeout, httpx.ReadError, httpx.RemoteProtocolError])
def test_an_error_of_the_network_of_a_user_s_transport_is_tried_again(driver: Driver, error: Any) -> None:
    transport, clock, asked = calling(raising(error("text")))
    expected = RequestTimeoutError if error is httpx.ReadTimeout else ConnectionFailedError
    caught = driver.fails(URL, expected, get, transport=transport, clock=clock)
    assert len(asked) == 5 and len(clock.sleeps) == 4 and "text" not in str(caught)


@both
def test_whether_a_user_s_transport_has_sent_a_creation_is_not_known(driver: Driver) -> None:
    transport, clock, asked = calling(raising(httpx.ReadError("")))
    driver.fails(URL, OutcomeUnknownError, create, transport=transport, clock=clock)
    assert len(asked) == 1


def test_an_asynchronous_transport_for_a_synchronous_client_is_a_configuration_error() -> None:
    with pytest.raises(ConfigurationError, match="Aura takes synchronous ones"):
        Aura(**options_for(URL, transport=httpx.AsyncHTTPTransport()))
    with pytest.raises(ConfigurationError, match="AsyncAura takes asynchronous ones"):
        config(URL, is_async=True, transport=httpx.HTTPTransport())
    with pytest.raises(ConfigurationError, match="transport="):
        config(URL, transport=object())


def test_an_asynchronous_handler_serves_asynchronous_clients() -> None:
    async def handler(request: Any) -> Any:
        await asyncio.sleep(0)
        return httpx.Response(200, json={})

    assert isinstance(Sender("async")(URL, request(URL), transport=mock(handler)), Response)


class Closing:
    """A stream of a response that notes its end, and may break."""

    def __init__(self, *chunks: bytes, error: Exception | None = None) -> None:
        self.chunks, self.error = chunks, error
        self.closed = 0

    def __iter__(self) -> Any:
        yield from self.chunks
        if self.error is not None:
            raise self.error

    async def __aiter__(self) -> Any:
        for chunk in self:
            yield chunk

    def close(self) -> None:
        self.closed += 1

    async def aclose(self) -> None:
        self.closed += 1


@both_senders
@pytest.mark.parametrize("error", [None, httpx.ReadError(""), KeyError("odd")])
def test_a_response_of_a_user_s_transport_is_closed_however_it_ends(send: Sender, error: Exception | None) -> None:
    stream = Closing(b"{", error=error)
    kind = type("Stream", (Closing, httpx.SyncByteStream, httpx.AsyncByteStream), {})
    stream.__class__ = kind
    transport = mock(lambda request: httpx.Response(200, stream=stream))
    if isinstance(error, KeyError):
        with pytest.raises(KeyError):
            send(URL, request(URL), transport=transport)
    else:
        found = send(URL, request(URL), transport=transport)
        assert isinstance(found, Response if error is None else Failure)
    assert stream.closed == 1


@both_senders
def test_a_slow_stream_of_a_user_s_transport_ends_with_the_timeout(send: Sender) -> None:
    import time

    import anyio

    class Slow(httpx.SyncByteStream, httpx.AsyncByteStream):  # type: ignore[misc, name-defined]
        def __iter__(self) -> Any:
            for _ in range(50):
                time.sleep(0.05)
                yield b" "

        async def __aiter__(self) -> Any:
            for _ in range(50):
                await anyio.sleep(0.05)
                yield b" "

    began = time.monotonic()
    transport = mock(lambda request: httpx.Response(200, stream=Slow()))
    found = send(URL, request(URL), transport=transport, timeout=0.3)
    assert isinstance(found, Failure) and (found.kind, found.status) == ("timeout", 200)
    assert time.monotonic() - began < 1.0
