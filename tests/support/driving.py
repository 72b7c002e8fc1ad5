"""One scenario, driven through `Aura` or `AsyncAura` over a real socket, without real waits."""

from __future__ import annotations

import asyncio
import inspect
import threading
from collections.abc import Callable
from typing import Any

import pytest

import aurakit
from aurakit.clock import Clock

CLIENT_ID = "client-id-1234567890"
SECRET = "the-client-secret-xyz"

Step = Callable[[Any], Any]


class QuickClock(Clock):
    """Real time, but a sleep passes at once, and is noted."""

    __slots__ = ("_lock", "skipped", "sleeps")

    def __init__(self) -> None:
        self.skipped = 0.0
        self.sleeps: list[float] = []
        self._lock = threading.Lock()

    def now(self) -> float:
        return super().now() + self.skipped

    def wall(self) -> float:
        return super().wall() + self.skipped

    def sleep(self, seconds: float) -> None:
        with self._lock:
            self.skipped += seconds
            self.sleeps.append(seconds)

    async def sleep_async(self, seconds: float) -> None:
        self.sleep(seconds)
        await asyncio.sleep(0)


def options_for(url: str, **options: Any) -> dict[str, Any]:
    defaults: dict[str, Any] = {"rate_limit": None, "random": lambda: 0.5, "clock": QuickClock(), "timeout": 10.0}
    return {"client_id": CLIENT_ID, "client_secret": SECRET, "base_url": url, **defaults, **options}


class Driver:
    """Drives the same steps through the sync or the async client."""

    def __init__(self, kind: str, package: Any = aurakit) -> None:
        """package: the one whose clients are driven, such as `aurakit.v2beta1`."""
        self.kind = kind
        self._package = package

    def __repr__(self) -> str:
        return self.kind

    def run(self, url: str, *steps: Step, **options: Any) -> Any:
        """The result of the last step; each is called with the client."""
        arguments = options_for(url, **options)
        if self.kind == "sync":
            with self._package.Aura(**arguments) as aura:
                return [step(aura) for step in steps][-1]

        async def scenario() -> Any:
            result: Any = None
            async with self._package.AsyncAura(**arguments) as aura:
                for step in steps:
                    result = step(aura)
                    if inspect.isawaitable(result):
                        result = await result
            return result

        return asyncio.run(scenario())

    def fails(self, url: str, error: type[Exception], *steps: Step, **options: Any) -> Any:
        """The error that the last step ends with."""
        with pytest.raises(error) as caught:
            self.run(url, *steps, **options)
        assert type(caught.value) is error
        return caught.value


def both_of(package: Any) -> pytest.MarkDecorator:
    """A test for each of the two clients of a package, as `driver`."""
    return pytest.mark.parametrize("driver", [Driver("sync", package), Driver("async", package)], ids=repr)


both = both_of(aurakit)
