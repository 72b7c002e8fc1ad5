"""What the drivers share: steps that are carried out in order and reported as one line of JSON each.

A driver runs in its program's own environment and knows nothing of aurakit. It takes the sandbox's address, the client
id, the client secret and the id of a project. A step that needs a former one which failed is reported as left out.
"""

from __future__ import annotations

import asyncio
import inspect
import json
import sys
import time
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from collections.abc import Awaitable, Callable

BASE_URL, CLIENT_ID, CLIENT_SECRET, PROJECT_ID = sys.argv[1:5]
NEEDED = object()


class Steps:
    """The results of the steps so far, by name."""

    def __init__(self) -> None:
        self.results: dict[str, Any] = {}

    def run(self, name: str, step: Callable[..., Any], *needs: str) -> None:
        """Carry out a step with the results of those that it needs."""
        asyncio.run(self.run_async(name, step, *needs))

    async def run_async(self, name: str, step: Callable[..., Any | Awaitable[Any]], *needs: str) -> None:
        """The same within an event loop."""
        missing = [need for need in needs if need not in self.results]
        if missing:
            self._report(name, f"left out without {missing[0]}")
            return
        try:
            result = step(*(self.results[need] for need in needs))
            if inspect.isawaitable(result):
                result = await result
        except Exception as error:  # noqa: BLE001 - whatever a program raises is what is reported
            self._report(name, f"{type(error).__name__}: {error}"[:500])
        else:
            self.results[name] = result
            self._report(name, "ok")

    @staticmethod
    def _report(name: str, outcome: str) -> None:
        print(json.dumps({"step": name, "outcome": outcome}), flush=True)


def check(condition: object, text: str) -> None:
    """Fail a step whose result is not what it should be."""
    if not condition:
        raise AssertionError(text)


def until(status: Callable[[], str | None], wanted: str) -> None:
    """Wait until what `status` returns is what is wanted. A failed check of it may pass later."""
    found = None
    for _ in range(100):
        try:
            found = status()
        except AssertionError as error:  # a new instance may be not found yet
            found = str(error)
        if found == wanted:
            return
        time.sleep(0.2)
    raise AssertionError(f"it is {found}")


def until_gone(request: Callable[[], object]) -> None:
    """Wait until a request says that there is nothing any more."""
    for _ in range(100):
        try:
            request()
        except AssertionError as error:
            if any(sign in str(error).lower() for sign in ("not found", "404", "410", "deleted")):
                return
        time.sleep(0.2)
    raise AssertionError("it is still there")
