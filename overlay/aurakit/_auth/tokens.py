"""Tokens: what one is, and whether it can be used. When one is requested and renewed is decided in `provider`."""

from __future__ import annotations

import math
from typing import Final, NamedTuple, TypeGuard

from .._errors.secret import Secret

LONGEST_MARGIN: Final = 60.0
SHARE_OF_LIFETIME: Final = 0.1
LONGEST_VALUE: Final = 16_000  # characters; a longer header is refused by most servers


class Token(NamedTuple):
    """An access token. Its value is not shown: `value.reveal()` gives it. Times are seconds since 1970."""

    value: Secret
    obtained_at: float
    expires_at: float

    def __repr__(self) -> str:
        return f"<Token that expires at {self.expires_at:.0f}>"

    @property
    def lifetime(self) -> float:
        """Seconds from the first to the last."""
        return self.expires_at - self.obtained_at

    @property
    def renew_at(self) -> float:
        """When to ask for the next one: a minute before it expires, or a tenth of its lifetime if that is less, so that
        a short lifetime does not lead to a request per call."""
        return self.expires_at - min(LONGEST_MARGIN, SHARE_OF_LIFETIME * self.lifetime)


def store_key(token_url: str, client_id: str, secret: str = "") -> str:
    """The key in a store of an API and a client id: a hash of both, so that it tells neither.

    Args:
        token_url: where tokens are requested; of the Aura API `https://api.neo4j.io/oauth/token`.
        client_id: the client id.
        secret: the client secret, for a token that clients with another secret must not have. `process_store()` keeps
            tokens by such a key; limits, and all that other stores keep, have a key without it.

    See https://neo4j.com/docs/aura/api/authentication/
    """
    from hashlib import sha256

    return sha256("\n".join(filter(None, (token_url, client_id, secret))).encode()).hexdigest()


def sendable(value: object) -> TypeGuard[str]:
    """Whether a value can stand in an `Authorization` header: printable ASCII without spaces."""
    return (
        isinstance(value, str)
        and 0 < len(value) <= LONGEST_VALUE
        and value.isascii()
        and value.isprintable()
        and " " not in value
    )


def sound(token: object) -> Token | None:
    """What a store returned, if it is a token that can be used at all."""
    if not isinstance(token, Token):
        return None
    value: object = token.value  # a store of the user's may have put anything there
    if not isinstance(value, Secret) or not sendable(value.reveal()):
        return None
    times: tuple[object, object] = (token.obtained_at, token.expires_at)
    if not all(isinstance(time, (int, float)) and math.isfinite(time) for time in times):
        return None
    return token if token.obtained_at < token.expires_at else None
