"""Tokens, and whether one can be used. `provider` decides when one is requested and renewed."""

from __future__ import annotations

import math
from typing import Final, NamedTuple, TypeGuard

from .._errors.secret import Secret

LONGEST_MARGIN: Final = 60.0
SHARE_OF_LIFETIME: Final = 0.1
LONGEST_VALUE: Final = 16_000  # characters; most servers refuse a longer header


class Token(NamedTuple):
    """An access token. Its value is masked: `value.reveal()` returns it. Times are seconds since 1970."""

    value: Secret
    obtained_at: float
    expires_at: float

    def __repr__(self) -> str:
        return f"<Token that expires at {self.expires_at:.0f}>"

    @property
    def lifetime(self) -> float:
        """Seconds from issue to expiry."""
        return self.expires_at - self.obtained_at

    @property
    def renew_at(self) -> float:
        """When to request the next one: a minute before it expires, or a tenth of its lifetime if that is less, so that
        a short lifetime does not lead to one request per call."""
        return self.expires_at - min(LONGEST_MARGIN, SHARE_OF_LIFETIME * self.lifetime)


def store_key(token_url: str, client_id: str, secret: str = "") -> str:
    """The key of an API and a client id in a store: a hash of both, so that it reveals neither.

    Args:
        token_url: where tokens are requested; `https://api.neo4j.io/oauth/token` for the Aura API.
        client_id: the client id.
        secret: the client secret, for tokens that clients with another secret must not get. `process_store()` keeps
            tokens by such a key; limits, and everything in other stores, have a key without it.

    See https://neo4j.com/docs/aura/api/authentication/
    """
    from hashlib import sha256

    return sha256("\n".join(filter(None, (token_url, client_id, secret))).encode()).hexdigest()


def sendable(value: object) -> TypeGuard[str]:
    """Whether a value can be sent in an `Authorization` header: printable ASCII without spaces."""
    return (
        isinstance(value, str)
        and 0 < len(value) <= LONGEST_VALUE
        and value.isascii()
        and value.isprintable()
        and " " not in value
    )


def sound(token: object) -> Token | None:
    """What a store returned, if it is a usable token."""
    if not isinstance(token, Token):
        return None
    value: object = token.value  # a user's store may have put anything there
    if not isinstance(value, Secret) or value.is_masked or not sendable(value.reveal()):
        return None
    times: tuple[object, object] = (token.obtained_at, token.expires_at)
    if not all(isinstance(time, (int, float)) and math.isfinite(time) for time in times):
        return None
    return token if token.obtained_at < token.expires_at else None
