"""One scenario against the sandbox, driven through `Aura` or `AsyncAura`: a generator of what methods return."""

from __future__ import annotations

import asyncio
import inspect
from typing import TYPE_CHECKING, Any

import pytest

from aurakit import AsyncAura, Aura

if TYPE_CHECKING:
    from collections.abc import Callable, Generator

    from aurakit.sandbox import Sandbox

    Scenario = Callable[[Any], Generator[Any, Any, Any]]


class Scenarios:
    """Runs scenarios: each is called with a client, and yields what it wants the result of."""

    def __init__(self, kind: str) -> None:
        self.kind = kind

    def __repr__(self) -> str:
        return self.kind

    def run(self, sandbox: Sandbox, scenario: Scenario) -> Any:
        """What the scenario returns. The client holds the ids of the sandbox's organization and project."""
        env = sandbox.env()
        options: dict[str, Any] = {
            "client_id": env["AURA_CLIENT_ID"], "client_secret": env["AURA_CLIENT_SECRET"],
            "base_url": env["AURA_BASE_URL"], "clock": sandbox.clock,
            "organization_id": env["AURA_ORGANIZATION_ID"], "project_id": env["AURA_PROJECT_ID"],
        }  # fmt: skip
        if self.kind == "async":
            return asyncio.run(self._run_async(scenario, options))
        with Aura(**options) as aura:
            steps, value = scenario(aura), None
            try:
                while True:
                    step = steps.send(value)
                    value = list(step) if hasattr(step, "pages") else step
            except StopIteration as end:
                return end.value

    async def _run_async(self, scenario: Scenario, options: dict[str, Any]) -> Any:
        async with AsyncAura(**options) as aura:
            steps, value = scenario(aura), None
            try:
                while True:
                    step = steps.send(value)
                    if hasattr(step, "pages"):
                        value = [one async for one in step]
                    else:
                        value = await step if inspect.isawaitable(step) else step
            except StopIteration as end:
                return end.value


both_ways = pytest.mark.parametrize("scenarios", [Scenarios("sync"), Scenarios("async")], ids=repr)
