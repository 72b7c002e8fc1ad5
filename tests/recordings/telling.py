"""Telling a story: its calls made by a client, sync or async, and what they gave."""

from __future__ import annotations

import inspect
from typing import TYPE_CHECKING, Any

from aurakit.errors import AuraError

if TYPE_CHECKING:
    from collections.abc import Callable

    from recordings.stories import Call, Story


def told(story: Story, aura: Any, advance: Callable[[float], object] = lambda _: None) -> list[Any]:
    """What the calls of a story gave: results and errors."""
    steps, given = story.steps(), []
    step = next(steps, None)
    while step is not None:
        result = advance(step) if isinstance(step, (int, float)) else _called(step, aura)
        given += [] if isinstance(step, (int, float)) else [result]
        step = _sent(steps, result)
    return given


async def told_async(story: Story, aura: Any) -> list[Any]:
    """The same by an asynchronous client."""
    steps, given = story.steps(), []
    step = next(steps, None)
    while step is not None:
        result = None if isinstance(step, (int, float)) else await _called_async(step, aura)
        given += [] if isinstance(step, (int, float)) else [result]
        step = _sent(steps, result)
    return given


def _sent(steps: Any, result: Any) -> Any:
    try:
        return steps.send(result)
    except StopIteration:
        return None


def _called(call: Call, aura: Any) -> Any:
    try:
        result = call(aura)
        return list(result) if hasattr(result, "pages") else result
    except AuraError as error:
        return error


async def _called_async(call: Call, aura: Any) -> Any:
    try:
        result = call(aura)
        if hasattr(result, "pages"):
            return [one async for one in result]
        return await result if inspect.isawaitable(result) else result
    except AuraError as error:
        return error
