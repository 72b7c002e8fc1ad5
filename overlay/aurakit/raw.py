"""The generated clients of version v1, with this package's hook in the place of their own: what `aura.raw` is."""

from __future__ import annotations

from aurakit_raw.client import AsyncClient, Client

from .http import AsyncHook, SyncHook


class RawClient(SyncHook, Client):
    """Sends what the `request` functions under `aurakit_raw.v1.api` make; `call` gives headers and request id too."""


class AsyncRawClient(AsyncHook, AsyncClient):
    """Sends what the `request` functions under `aurakit_raw.v1.api` make; `call` gives headers and request id too."""
