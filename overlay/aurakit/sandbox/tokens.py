"""The token endpoint, and the check of a request's token: OAuth 2.0 client credentials as the API uses them."""

from __future__ import annotations

import base64
from typing import TYPE_CHECKING, NamedTuple
from urllib.parse import parse_qs

from .bodies import parsed
from .errors import ErrorResponse, gateway
from .limits import Window
from .messages import Response

if TYPE_CHECKING:
    from .options import Limits
    from .world import World

EXPIRED = "Key not authorized: token has expired"  # observed in practice
LIMITED = "Rate limit exceeded"
KEPT = 1000
"""Beyond this number the oldest tokens are dropped: a program that requests one per call creates many."""


class Issued(NamedTuple):
    """When a token is refused, and with which status: 403 is documented, 401 has been observed.

    It is valid until both have passed: `until` in sandbox time, and `unscaled` in the time of a client with its own
    clock, for which an hour is longer when the sandbox's time runs fast.
    """

    until: float
    unscaled: float
    status: int


class Tokens:
    """The tokens of one client id."""

    def __init__(self, world: World, limits: Limits, client_id: str, client_secret: str) -> None:
        self._world = world
        self._lifetime = limits.token_lifetime
        self._client = (client_id, client_secret)
        self.window = Window(limits.token_requests, limits.token_per)
        self.valid: dict[str, Issued] = {}
        self.issued = 0

    def clear(self) -> None:
        """Forget every token and token request."""
        self.window.accepted.clear()
        self.valid.clear()
        self.issued = 0

    def issue(self, authorization: str, media_type: str, content: bytes) -> Response | float:
        """The response to a token request, or the seconds until the next one is allowed.

        Raises:
            ErrorResponse: 401 for wrong credentials, 404 without a body, 403 for an unsupported body, 400 for another
                grant type.
        """
        client_id, secret = _basic(authorization)
        if client_id != self._client[0]:
            raise _oauth(401, "invalid_client", "The client is unknown")
        delay = self.window.delay(self._world.now())
        if delay is not None:
            return delay
        if secret != self._client[1]:
            raise _oauth(401, "invalid_client", "The client's secret is wrong")
        if not content:
            raise _oauth(404, "not_found", "The request has no body")
        if _grant(media_type, content) != "client_credentials":
            raise _oauth(400, "unsupported_grant_type", "grant_type must be client_credentials")
        body = {"access_token": self._new_token(), "expires_in": int(self._lifetime), "token_type": "Bearer"}
        return Response(200, body, (("Cache-Control", "no-store"),))

    def check(self, authorization: str) -> None:
        """Accept a request that has a valid token.

        Raises:
            ErrorResponse: 401 or 403 for a token that has expired, 401 for anything that is not a token.
        """
        scheme, _, token = authorization.partition(" ")
        if scheme.lower() != "bearer":
            raise gateway(401, "Authorization field missing")
        issued = self.valid.get(token)
        if issued is None:
            raise gateway(401, "Key not authorized")
        if self._world.now() >= issued.until and self._world.clock.unscaled() >= issued.unscaled:
            raise gateway(issued.status, EXPIRED)

    def expire(self, status: int) -> None:
        """Refuse every token issued so far with this status."""
        now, unscaled = self._world.now(), self._world.clock.unscaled()
        self.valid = {
            token: Issued(min(now, issued.until), min(unscaled, issued.unscaled), status)
            for token, issued in self.valid.items()
        }

    def _new_token(self) -> str:
        world = self._world
        token = ".".join(world.new_secret() for _ in range(3))  # three parts like a JWT, but with meaningless content
        lifetime = self._lifetime - min(world.drawn(world.awkwardness.expires_early), self._lifetime / 2)
        status = (403, 401)[self.issued % 2]
        self.valid[token] = Issued(world.now() + lifetime, world.clock.unscaled() + lifetime, status)
        self.issued += 1
        if len(self.valid) > KEPT:
            del self.valid[next(iter(self.valid))]
        return token


def _basic(authorization: str) -> tuple[str, str]:
    """The client id and secret in an `Authorization` header; two empty strings for another scheme."""
    scheme, _, encoded = authorization.partition(" ")
    if scheme.lower() != "basic":
        return "", ""
    try:
        client_id, _, secret = base64.b64decode(encoded.strip(), validate=True).decode().partition(":")
    except ValueError:
        return "", ""
    return client_id, secret


def _grant(media_type: str, content: bytes) -> object:
    """The grant type in a body: a form according to the standard, but JSON from some clients.

    Raises:
        ErrorResponse: 403, it is neither.
    """
    if media_type == "application/x-www-form-urlencoded":
        return parse_qs(content.decode("latin-1")).get("grant_type", [None])[0]
    if media_type == "application/json":
        try:
            return parsed(content).get("grant_type")
        except ErrorResponse:
            raise _oauth(403, "invalid_request", "The body is not a JSON object") from None
    raise _oauth(403, "invalid_request", "The body is neither a form nor JSON")


def _oauth(status: int, error: str, description: str) -> ErrorResponse:
    headers = {"WWW-Authenticate": 'Basic realm="aura"'} if status == 401 else {}
    return ErrorResponse(status, {"error": error, "error_description": description}, headers)
