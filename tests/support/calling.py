"""Calls every documented operation, sync and async, of a client with a transport in place of the network."""

from __future__ import annotations

import asyncio
import importlib
from typing import TYPE_CHECKING, Any

from aurakit_raw.types import Pages

if TYPE_CHECKING:
    from raw_operations import Documented

TOKEN = {"access_token": "t", "expires_in": 3600, "token_type": "bearer"}
"""What a token endpoint responds with."""


def called(kind: str, one: Documented, transport: Any) -> Any:
    """What the method of an operation returns, given the values of its example. kind: `sync` or `async`."""
    positional, named = one.arguments(one.sample)
    module = importlib.import_module(f"aurakit.{one.version}")
    options: dict[str, Any] = {"base_url": "https://api.example", "transport": transport, "max_retries": 0}

    def method(aura: Any) -> Any:
        return getattr(getattr(aura, one.tag), one.method)(*positional, **named)

    if kind == "sync":
        with module.Aura("id", "secret", **options) as aura:
            result = method(aura)
            return list(result) if isinstance(result, Pages) else result

    async def run() -> Any:
        async with module.AsyncAura("id", "secret", **options) as aura:
            return await method(aura)

    return asyncio.run(run())
