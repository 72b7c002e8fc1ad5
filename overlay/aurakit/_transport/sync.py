"""One attempt of a synchronous client: sends a request and reads the complete response, or returns what failed.

Network errors are returned as `Failure`; all others are raised. One deadline applies to the whole attempt, and the size
of the body is limited. `_calls` decides what is sent again.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from .._calls.imports import no_fork
from .._calls.messages import REQUEST_ID, Failure, Response
from .attempt import Attempt
from .body import Body
from .pool import Adapter, Pool

if TYPE_CHECKING:
    from .._calls.steps import Send
    from .config import TransportConfig


class SyncTransport:
    """Makes attempts for threads."""

    def __init__(self, config: TransportConfig) -> None:
        self.config = config
        self._pool = Pool(config.new_link)
        self._http: Any = config.transport or self._default()

    def _default(self) -> Any:
        """The library's own transport over our pool, so that mocking libraries that replace its methods see our
        requests."""
        transport = self.config.library.httpx.HTTPTransport(verify=_unused_context(), trust_env=False)
        # The only private name used: there is no public way to pass a pool in. A test fails if the name changes.
        transport._pool = Adapter(self.config.stand_in)
        return transport

    def send(self, step: Send) -> Response | Failure:
        """Send the request once and read its response, all within `step.timeout` seconds."""
        config = self.config
        # A request that must not be acted on twice uses a new connection. The server may be closing a used one at that
        # very moment, so that it is unknown whether the request was acted on; or a used one may hold bytes left over
        # from an earlier response.
        attempt = Attempt(step.timeout, config.library, depth=config.depth, alone=not step.request.idempotent)
        attempt.sent = config.transport is not None  # whether a user's transport has sent it is unknown
        response: Any = None
        result: Response | None = None
        complete = False
        try:
            if config.transport is None:
                # Before the request is made, since thousands may wait here.
                attempt.link = self._pool.take_now(attempt) or self._pool.take(attempt)
                attempt.link.backend.attempt = attempt
            response = self._http.handle_request(config.http_request(step, attempt))
            result = self._read(response, step, attempt)
            response.close()
            complete = True
            return result
        except config.network_errors as error:
            return result or config.failure(error, attempt, response, step)
        finally:
            if attempt.link is not None:
                self._pool.give(attempt.link, keep=complete and not attempt.alone)
            elif response is not None and not complete:
                response.close()

    def _read(self, response: Any, step: Send, attempt: Attempt) -> Response:
        headers = response.headers
        body = Body(headers.get("Content-Encoding"), self.config.limit)
        for chunk in response.stream:
            body.feed(chunk)
            if self.config.transport is not None:  # our own streams check this at every read
                attempt.left("ReadTimeout")
        request_id = headers.get(REQUEST_ID)
        if request_id is not None:
            request_id = self.config.secrets.safe_id(request_id, step.token)
        return Response(response.status_code, headers, body.content(), request_id)

    def close(self) -> None:
        """Close all connections."""
        self._pool.close()
        self._http.close()


def _unused_context() -> Any:
    """A context for a pool that is replaced at once: a default one would cost about 18 ms."""
    import ssl

    with no_fork:
        return ssl.SSLContext(ssl.PROTOCOL_TLS_CLIENT)
