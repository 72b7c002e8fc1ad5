"""From an exception of the network, or of a user's transport, to a `Failure`: which kind, and whether it went out."""

from __future__ import annotations

import socket
import ssl
from typing import TYPE_CHECKING

import httpcore
import httpx

from .body import BodyError
from .exchange import Failure

if TYPE_CHECKING:
    from .exchange import FailureKind

_TIMEOUTS = (TimeoutError, httpcore.TimeoutException, httpx.TimeoutException)
_NEVER_SENT = (
    httpcore.ConnectError, httpcore.ConnectTimeout, httpcore.PoolTimeout, httpcore.ProxyError,
    httpcore.UnsupportedProtocol, httpcore.LocalProtocolError, httpx.ConnectError, httpx.ConnectTimeout,
    httpx.PoolTimeout, httpx.ProxyError, httpx.UnsupportedProtocol, httpx.LocalProtocolError,
)  # fmt: skip
_LOCAL = (
    httpcore.LocalProtocolError,
    httpx.LocalProtocolError,
    httpcore.UnsupportedProtocol,
    httpx.UnsupportedProtocol,
)
_REMOTE = (httpcore.RemoteProtocolError, httpx.RemoteProtocolError)


def failure_of(
    error: Exception, *, sent: bool, origin: str, via: str, status: int | None = None, request_id: str | None = None
) -> Failure:
    """The failure that `error` stands for. Its own text is never quoted: it may hold a header.

    sent: whether bytes of the request went out. origin: where to. via: the proxy as it may be shown, empty for none.
    """
    if status is not None:
        kind, text = _of_body(error)
        return Failure(kind, text, sent=True, status=status, request_id=request_id)
    if isinstance(error, _LOCAL):
        return Failure("protocol", "the request cannot be sent as HTTP", sent=False)
    if not sent or isinstance(error, _NEVER_SENT):
        return Failure("connect", _connecting(error, origin, via), sent=False)
    if isinstance(error, _TIMEOUTS):
        return Failure("timeout", "no answer arrived in time", sent=True)
    if isinstance(error, _REMOTE):
        return Failure(
            "network", "the connection ended, or brought something that is not HTTP, before an answer", sent=True
        )
    return Failure("network", "the connection broke before an answer arrived", sent=True)


def _of_body(error: Exception) -> tuple[FailureKind, str]:
    if isinstance(error, BodyError):
        return error.kind, error.text
    if isinstance(error, _TIMEOUTS):
        return "timeout", "the answer began and did not end in time"
    return "truncated", "the answer began and the connection ended before its end"


def _connecting(error: Exception, origin: str, via: str) -> str:
    """Why there was no connection."""
    through = f" to {origin} through the proxy {via}" if via else f" to {origin}"
    by = f" through the proxy {via}" if via else ""
    cause = _cause(error)
    if isinstance(error, (httpcore.PoolTimeout, httpx.PoolTimeout)):
        return "all connections were in use until the time was over"
    if isinstance(error, _TIMEOUTS):
        return f"no connection{through} came about in time"
    if isinstance(error, (httpcore.ProxyError, httpx.ProxyError)):
        return f"the proxy {via} refused the connection: check its address, user and password"
    if isinstance(cause, ssl.SSLCertVerificationError):
        return (
            f"the certificate of {origin} is not trusted{by}: where a corporate proxy inspects TLS, name its CA file "
            "with SSL_CERT_FILE or verify="
        )
    if isinstance(cause, ssl.SSLError):
        return f"the TLS handshake with {origin} failed{by}"
    if isinstance(cause, socket.gaierror):
        return f"the name of {f'the proxy {via}' if via else origin} could not be resolved"
    if isinstance(cause, ConnectionRefusedError):
        return f"the connection{through} was refused"
    return f"the connection{through} could not be opened"


def _cause(error: BaseException) -> BaseException:
    """The operating system's own error below those of the libraries."""
    for _ in range(10):
        below = error.__cause__ or error.__context__
        if isinstance(error, (ssl.SSLError, socket.gaierror, ConnectionRefusedError)) or below is None:
            break
        error = below
    return error
