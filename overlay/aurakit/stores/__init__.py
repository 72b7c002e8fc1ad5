"""What processes and machines share: one token and one rate limit for a client id.

    with Aura(store=FileStore()) as aura: ...                          # all processes of one machine's user
    with Aura(store=RedisStore("rediss://redis.example:6380")) as aura: ...  # all machines

`Store` is the protocol to write another one by, and `aurakit.stores.conformance` tests it.
"""

from __future__ import annotations

from .._auth.store_protocol import Claim, Store
from .._auth.tokens import Token
from .._calls.store_access import StoreUnavailableError
from .._ratelimit.shared_limit import Ask, Ended, Permit, Usage
from .file import FileStore
from .memory import MemoryStore
from .redis import RedisStore

__all__ = [
    "Ask",
    "Claim",
    "Ended",
    "FileStore",
    "MemoryStore",
    "Permit",
    "RedisStore",
    "Store",
    "StoreUnavailableError",
    "Token",
    "Usage",
]
