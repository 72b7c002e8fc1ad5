"""The calls that the scenarios make: steps for a `Driver`, each called with the client."""

from __future__ import annotations

import asyncio
import inspect
from concurrent.futures import ThreadPoolExecutor
from contextlib import suppress
from typing import TYPE_CHECKING, Any

from aurakit import AsyncAura, AuraError
from aurakit.sandbox import Project
from support.samples import NEW

if TYPE_CHECKING:
    from collections.abc import Callable

    from support.driving import Step


def after(first: Step, following: Callable[[Any, Any], Any]) -> Step:
    """A step out of two: the second is called with the client and the result of the first."""

    def step(aura: Any) -> Any:
        result = first(aura)
        if not inspect.isawaitable(result):
            return following(aura, result)

        async def both() -> Any:
            return await following(aura, await result)

        return both()

    return step


def swallowing(call: Step) -> Step:
    """A call whose error is not raised."""

    def step(aura: Any) -> Any:
        if isinstance(aura, AsyncAura):

            async def swallowed() -> None:
                with suppress(AuraError):
                    await call(aura)

            return swallowed()
        with suppress(AuraError):
            return call(aura)

    return step


def at_once(call: Step, count: int) -> Step:
    """The same call from many threads, or tasks, of one client."""

    def step(aura: Any) -> Any:
        if isinstance(aura, AsyncAura):

            async def gathered() -> Any:
                return await asyncio.gather(*(call(aura) for _ in range(count)))

            return gathered()
        with ThreadPoolExecutor(count) as pool:
            return list(pool.map(call, [aura] * count))

    return step


def get(aura: Any) -> Any:
    return aura.instances.get("ab12")


def create(aura: Any) -> Any:
    return aura.instances.create(**NEW)


def create_in_project(aura: Any) -> Any:
    """A creation that the sandbox accepts."""
    return aura.instances.create(
        name="n", tenant_id=Project().id, version="5", region="europe-west1", memory="2GB", type="professional-db",
        cloud_provider="gcp",
    )  # fmt: skip


def pause(aura: Any) -> Any:
    return aura.instances.pause("ab12")


def delete(aura: Any) -> Any:
    return aura.instances.delete("ab12")


def rename(aura: Any) -> Any:
    return aura.instances.update("ab12", name="new")


def session(aura: Any) -> Any:
    return aura.sessions.create(name="s", memory="8GB")
