"""One attempt of a synchronous client: sends a request and reads its response to the end, or says what failed.

Network errors are returned as `Failure`; whatever else goes wrong is raised. One deadline holds for everything of an
attempt, and the body is bounded. What is sent again is decided in `_calls`.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

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
        """The library's own transport over our pool, so that what is done to its methods is done to our requests."""
        transport = self.config.library.httpx.HTTPTransport(verify=_unused_context(), trust_env=False)
        # A private name, and the only one: there is no public way to hand a pool in. A test says when it has changed.
        transport._pool = Adapter(self.config.stand_in)
        return transport

    def send(self, step: Send) -> Response | Failure:
        """Send the request once and read its response, all within `step.timeout` seconds."""
        config = self.config
        # A request that must not be acted on twice goes out alone, on a connection of its own. One that was used before
        # may be closed by the server at just that moment, and then nobody knows whether the request was acted on; or it
        # may hold bytes left over from an earlier response.
        attempt = Attempt(step.timeout, config.library, depth=config.depth, alone=not step.request.idempotent)
        attempt.sent = config.transport is not None  # what a transport of the user's has done is not known
        response: Any = None
        result: Response | None = None
        complete = False
        try:
            if config.transport is None:
                # Before the request is made: thousands may wait here.
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
            if self.config.transport is not None:  # our own streams look at every read
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
    """A context for a pool that is replaced at once: a fresh one, or True, would cost some 18 ms."""
    import ssl

    return ssl.SSLContext(ssl.PROTOCOL_TLS_CLIENT)
