"""Stores, through which processes and machines share one token and one rate limit for a client id.

    with Aura(store=FileStore()) as aura: ...                          # all processes of one machine's user
    with Aura(store=RedisStore("rediss://redis.example:6380")) as aura: ...  # all machines

Without a store clients share those within their process, in a `MemoryStore` that `process_store()` returns.

To write another store, implement the protocol `Store`; `aurakit.stores.conformance` tests it.
"""

from __future__ import annotations

from .._auth.memory_store import MemoryStore, process_store
from .._auth.store_protocol import Claim, Store
from .._auth.tokens import Token, store_key
from .._calls.store_access import StoreUnavailableError
from .._ratelimit.shared_limit import Ask, Ended, Permit, Usage
from .file import FileStore
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
    "process_store",
    "store_key",
]
