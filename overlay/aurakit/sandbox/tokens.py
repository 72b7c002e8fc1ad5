"""The token endpoint, and whether a request's token is good: OAuth 2.0 client credentials as the API has them."""

from __future__ import annotations

import base64
from typing import TYPE_CHECKING, NamedTuple
from urllib.parse import parse_qs

from .calls import Answer
from .errors import Refusal, gateway
from .limits import Window

if TYPE_CHECKING:
    from .options import Limits
    from .state import World

EXPIRED = "Key not authorized: token has expired"  # seen by clients in use
LIMITED = "Rate limit exceeded"


class Issued(NamedTuple):
    """When a token is refused, and with which status: 403 is documented, 401 was seen."""

    until: float
    status: int


class Tokens:
    """The tokens of one client id."""

    def __init__(self, world: World, limits: Limits, client_id: str, client_secret: str) -> None:
        self._world = world
        self._lifetime = limits.token_lifetime
        self._client = (client_id, client_secret)
        self._window = Window(limits.token_requests, limits.token_per)
        self._issued: dict[str, Issued] = {}
        self.issued = 0

    def issue(self, authorization: str, media_type: str, content: bytes) -> Answer | float:
        """The answer to a token request, or the seconds until one is allowed again.

        Raises:
            Refusal: 401 for the credentials, 404 without a body, 403 for a body of another kind, 400 for another grant.
        """
        client_id, secret = _basic(authorization)
        if client_id != self._client[0]:
            raise _oauth(401, "invalid_client", "The client is unknown")
        delay = self._window.delay(self._world.now())
        if delay is not None:
            return delay
        if secret != self._client[1]:
            raise _oauth(401, "invalid_client", "The client's secret is wrong")
        if not content:
            raise _oauth(404, "not_found", "The request has no body")
        if media_type != "application/x-www-form-urlencoded":
            raise _oauth(403, "invalid_request", "The body is not a form")
        if parse_qs(content.decode("latin-1")).get("grant_type") != ["client_credentials"]:
            raise _oauth(400, "unsupported_grant_type", "grant_type must be client_credentials")
        token = self._new_token()
        body = {"access_token": token, "expires_in": int(self._lifetime), "token_type": "bearer"}
        return Answer(200, body, (("Cache-Control", "no-store"),))

    def check(self, authorization: str) -> None:
        """Let a request pass whose token is good.

        Raises:
            Refusal: 401 or 403, for a token that has expired; 401 for one that is none.
        """
        scheme, _, token = authorization.partition(" ")
        if scheme.lower() != "bearer":
            raise gateway(401, "Authorization field missing")
        issued = self._issued.get(token)
        if issued is None:
            raise gateway(401, "Key not authorized")
        if self._world.now() >= issued.until:
            raise gateway(issued.status, EXPIRED)

    def expire(self, status: int) -> None:
        """Refuse every token issued so far with this status."""
        now = self._world.now()
        self._issued = {token: Issued(min(now, issued.until), status) for token, issued in self._issued.items()}

    def _new_token(self) -> str:
        world = self._world
        token = ".".join(
            world.new_secret() for _ in range(3)
        )  # three parts, as a JWT has; there is nothing to read in it
        early = min(world.drawn(world.awkwardness.expires_early), self._lifetime / 2)
        status = (403, 401)[self.issued % 2]
        self._issued[token] = Issued(world.now() + self._lifetime - early, status)
        self.issued += 1
        return token


def _basic(authorization: str) -> tuple[str, str]:
    """Client id and secret of an `Authorization` header; two empty texts for another scheme."""
    scheme, _, encoded = authorization.partition(" ")
    if scheme.lower() != "basic":
        return "", ""
    try:
        client_id, _, secret = base64.b64decode(encoded.strip(), validate=True).decode().partition(":")
    except ValueError:
        return "", ""
    return client_id, secret


def _oauth(status: int, error: str, description: str) -> Refusal:
    headers = {"WWW-Authenticate": 'Basic realm="aura"'} if status == 401 else {}
    return Refusal(status, {"error": error, "error_description": description}, headers)
