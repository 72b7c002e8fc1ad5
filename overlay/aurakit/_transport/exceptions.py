"""Turns exceptions of the network, or of a user's transport, into a `Failure`: its kind, and whether anything was sent.

Only what the library calls a transport error is a network error; anything else is a programming error, and stays the
exception that it is.
"""

from __future__ import annotations

import socket
import ssl
from typing import TYPE_CHECKING

from .._calls.messages import Failure
from .body import BodyError

if TYPE_CHECKING:
    from .._calls.messages import FailureKind
    from .library import Library


def network_errors(library: Library) -> tuple[type[Exception], ...]:
    """The exceptions that are network errors."""
    core = library.core
    return (
        library.httpx.TransportError,
        core.TimeoutException, core.NetworkError, core.ProtocolError, core.ProxyError, core.UnsupportedProtocol,
        BodyError,
    )  # fmt: skip


class Failures:
    """Makes the failures of one client's attempts."""

    __slots__ = ("_local", "_never_sent", "_origin", "_pool", "_proxy", "_remote", "_timeouts", "_via")

    def __init__(self, library: Library, origin: str, via: str) -> None:
        """origin: scheme, host and port of the API. via: the proxy as it may be shown; empty for none."""
        both = (library.httpx, library.core)
        self._timeouts = (TimeoutError, *(one.TimeoutException for one in both))
        self._local = tuple(kind for one in both for kind in (one.LocalProtocolError, one.UnsupportedProtocol))
        self._remote = tuple(one.RemoteProtocolError for one in both)
        self._proxy = tuple(one.ProxyError for one in both)
        self._pool = tuple(one.PoolTimeout for one in both)
        connecting = tuple(kind for one in both for kind in (one.ConnectError, one.ConnectTimeout))
        self._never_sent = (*connecting, *self._pool, *self._proxy, *self._local)
        self._origin = origin
        self._via = via

    def failure(
        self, error: Exception, *, sent: bool, status: int | None = None, request_id: str | None = None
    ) -> Failure:
        """The failure for `error`, whose own text is never quoted: it may contain a header.

        sent: whether bytes of the request were sent. status, request_id: those of a response whose headers had arrived.
        """
        if status is not None:
            kind, text = self._of_body(error)
            return Failure(kind, text, sent=True, status=status, request_id=request_id)
        if isinstance(error, self._local):
            return Failure("protocol", "the request cannot be sent as HTTP", sent=False)
        if not sent or isinstance(error, self._never_sent):
            return Failure("connect", self._connecting(error), sent=False)
        if isinstance(error, self._timeouts):
            return Failure("timeout", "no response arrived in time", sent=True)
        if text := self._of_client_certificate(_cause(error)):  # by TLS 1.3 it is refused after the handshake
            return Failure("network", text, sent=True)
        if isinstance(error, self._remote):
            text = "the connection ended, or sent something that is not HTTP, before a response"
            return Failure("network", text, sent=True)
        return Failure("network", "the connection broke before a response arrived", sent=True)

    def _of_body(self, error: Exception) -> tuple[FailureKind, str]:
        if isinstance(error, BodyError):
            return error.kind, error.text
        if isinstance(error, self._timeouts):
            return "timeout", "the response began and did not end in time"
        return "truncated", "the response began and the connection ended before its end"

    def _of_client_certificate(self, cause: BaseException) -> str:
        """What the server says of the client's certificate; empty if nothing."""
        if not isinstance(cause, ssl.SSLError) or isinstance(cause, ssl.SSLCertVerificationError):
            return ""
        reason = str(getattr(cause, "reason", ""))  # not every TLS library sets it
        server = f"the server {self._origin}"
        by = f" through the proxy {self._via}" if self._via else ""
        give = "give verify= an ssl.SSLContext that has one"
        if "CERTIFICATE_REQUIRED" in reason:
            return f"{server} asks for a client certificate{by}: {give}"
        if "ALERT" in reason and ("CERTIFICATE" in reason or "UNKNOWN_CA" in reason):
            return f"{server} does not accept the client certificate of the context given as verify={by}"
        if "HANDSHAKE_FAILURE" in reason:  # what TLS 1.2 says of a missing certificate, and of much else
            return f"{server} refused the TLS handshake{by}: if it asks for a client certificate, {give}"
        return ""

    def _connecting(self, error: Exception) -> str:
        """Why there was no connection."""
        origin, via = self._origin, self._via
        through = f" to {origin} through the proxy {via}" if via else f" to {origin}"
        by = f" through the proxy {via}" if via else ""
        cause = _cause(error)
        if isinstance(error, self._pool):
            return "all connections were in use until the time was over"
        if isinstance(error, self._timeouts):
            return f"no connection{through} was established in time"
        if isinstance(error, self._proxy):
            return f"the proxy {via} refused the connection: check its address, user and password"
        if isinstance(cause, ssl.SSLCertVerificationError):
            return (
                f"the certificate of {origin} is not trusted{by}: where a corporate proxy inspects TLS, name its CA "
                "file with SSL_CERT_FILE or verify="
            )
        if isinstance(cause, ssl.SSLError):
            return self._of_client_certificate(cause) or f"the TLS handshake with {origin} failed{by}"
        if isinstance(cause, socket.gaierror):
            return f"the name of {f'the proxy {via}' if via else origin} could not be resolved"
        if isinstance(cause, ConnectionRefusedError):
            return f"the connection{through} was refused"
        return f"the connection{through} could not be opened"


def _cause(error: BaseException) -> BaseException:
    """The error of the operating system that caused those of the libraries."""
    for _ in range(10):
        below = error.__cause__ or error.__context__
        if isinstance(error, (ssl.SSLError, socket.gaierror, ConnectionRefusedError)) or below is None:
            break
        error = below
    return error
